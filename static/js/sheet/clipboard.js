// Between the sheet and Excel, Word, Zalo: rows of words out of the clipboard and into it. Pure but for DOMParser.
import { cellText } from "./rows.js";

const LINES = new Set(["P", "DIV", "LI", "TR", "H1", "H2", "H3", "H4", "H5", "H6"]);
const UNSEEN = new Set(["STYLE", "SCRIPT", "DEL", "HEAD", "TITLE", "META", "NOSCRIPT", "TEMPLATE"]);

// [{cells: [text | null], group}], or null where there is nothing to paste. null in `cells` continues the cell above.
export function read(clipboard) {
  const html = clipboard.getData("text/html");
  const table = /<table/i.test(html) ? biggest(new DOMParser().parseFromString(html, "text/html")) : null;
  if (table) return fromTable(table);
  const text = clipboard.getData("text/plain");
  return text ? fromText(text) : null;
}

function biggest(page) {
  return [...page.querySelectorAll("table")].sort((one, other) => other.rows.length - one.rows.length)[0] || null;
}

function fromTable(table) {
  const rows = [];
  const hanging = []; // column → rows a cell still reaches down
  for (const tr of table.rows) {
    const cells = [];
    let across = 0;
    const skip = () => {
      while (hanging[cells.length] > 0) {
        hanging[cells.length] -= 1;
        cells.push(null);
      }
    };
    for (const cell of tr.cells) {
      skip();
      const down = Math.min(Math.max(cell.rowSpan, 1), table.rows.length);
      const wide = Math.min(Math.max(cell.colSpan, 1), 60);
      across = Math.max(across, wide);
      for (let at = 0; at < wide; at += 1) {
        if (down > 1) hanging[cells.length] = down - 1;
        cells.push(at ? "" : words(cell));
      }
    }
    skip();
    const filled = cells.filter(Boolean).length;
    rows.push({ cells, group: tr.dataset.kind === "group" || (across > 2 && filled > 0 && filled <= 2) });
  }
  return trimmed(rows);
}

// What a person reads in a cell: paragraphs as lines, crossed-out words of tracked changes left out.
function words(cell) {
  let out = "";
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) out += node.data.replace(/[ \t\r\n]+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (UNSEEN.has(node.tagName) || /display:\s*none|mso-hide:\s*all/i.test(node.getAttribute("style") || "")) return;
    if (node.tagName === "BR") out += "\n";
    if (LINES.has(node.tagName)) out += "\n";
    node.childNodes.forEach(walk);
    if (LINES.has(node.tagName)) out += "\n";
  };
  cell.childNodes.forEach(walk);
  return cellText(out);
}

// Tab-separated text as Excel writes it: a cell with line breaks or quotes stands in quotes.
function fromText(text) {
  const rows = [];
  let cells = [];
  let at = 0;
  const source = text.replace(/\r\n?/g, "\n");
  const next = () => {
    if (source[at] === '"') {
      const found = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(source.slice(at));
      if (found) {
        at += found[0].length;
        return cellText(found[1].replace(/""/g, '"'));
      }
    }
    const end = source.slice(at).search(/[\t\n]/);
    const piece = end < 0 ? source.slice(at) : source.slice(at, at + end);
    at += piece.length;
    return cellText(piece);
  };
  while (at <= source.length) {
    cells.push(next());
    if (source[at] === "\t") {
      at += 1;
      continue;
    }
    rows.push({ cells, group: false });
    cells = [];
    at += 1;
  }
  return trimmed(rows);
}

// Without the blank rows at the end that programs add.
function trimmed(rows) {
  while (rows.length && rows[rows.length - 1].cells.every((cell) => cell === "")) rows.pop();
  return rows.length ? rows : null;
}

// Rows of the sheet, {kind, cells}, as Excel and Word take them.
export function write(clipboard, rows) {
  clipboard.setData("text/plain", rows.map((row) => row.cells.map(quoted).join("\t")).join("\n"));
  const table = document.createElement("table");
  const heads = [];
  rows.forEach((row, index) => {
    const tr = table.insertRow();
    if (row.kind === "group") tr.dataset.kind = "group";
    row.cells.forEach((cell, at) => {
      if (cell === null && index > 0 && heads[at]) {
        heads[at].rowSpan += 1;
        return;
      }
      heads[at] = tr.insertCell();
      (cell || "").split("\n").forEach((line, number) => {
        if (number) heads[at].append(document.createElement("br"));
        heads[at].append(line);
      });
    });
  });
  clipboard.setData("text/html", table.outerHTML);
}

function quoted(cell) {
  const text = cell || "";
  return /["\n\t]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
