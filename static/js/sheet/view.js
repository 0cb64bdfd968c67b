// The table as it stands on the page. Only what changed is drawn again, and never the cell somebody types in.
import { h, hidden } from "../editor/page.js";
import { fold, squeeze } from "../editor/words.js";
import { isData, saying } from "./rows.js";

const WIDE = { number: "sheet-narrow", content: "sheet-wide", solution: "sheet-wide" };

// `first`: how many rows of the table stand before these. `input`: the one field, in the cell the person is in.
export function createView({ line, first = 0, readonly, label, input }) {
  const head = h("tr", {}, h("th", { scope: "col", class: "sheet-corner" }, hidden("Dòng")));
  const body = h("tbody", {});
  const table = h("table", { class: "sheet-table", role: "grid", "aria-label": label }, h("colgroup", {}), h("thead", {}, head), body);
  const rows = new Map(); // key → {tr, cells, drawn}
  let titles = "";

  function drawHead() {
    const now = JSON.stringify(line.columns);
    if (now === titles) return;
    titles = now;
    rows.clear();
    body.replaceChildren();
    head.replaceChildren(head.firstElementChild,
      ...line.columns.map((column) => h("th", { scope: "col" }, column.title)));
    table.querySelector("colgroup").replaceChildren(h("col", { class: "sheet-tool-column" }),
      ...line.columns.map((column) => h("col", { class: WIDE[column.role] || "" })));
  }

  function makeRow(key) {
    const grip = h("button", { type: "button", class: "sheet-grip", tabindex: "-1", disabled: readonly });
    const handle = h("th", { scope: "row", class: "sheet-handle" }, grip);
    const cells = line.columns.map((_, at) => h("td", { class: "sheet-cell", "data-at": at }, h("div", { class: "sheet-words" })));
    const tr = h("tr", { "data-row": key }, handle, ...cells);
    return { tr, grip, cells, drawn: [], said: "" };
  }

  function due(row, index, at) {
    if (line.columns[at].role !== "deadline" || !isData(row) || !row.task) return null;
    const { deadline, deadline_text: words } = row.task;
    if (!deadline || deadline.state === "none" || squeeze(words) !== squeeze(saying(line.rows, index, at))) return null;
    return deadline;
  }

  function chip(deadline, words) {
    if ((deadline.choices || []).length) {
      const chosen = deadline.choices.find(([value]) => value === deadline.chosen);
      return h("button", { type: "button", class: `sheet-due ${chosen ? "sheet-due-ok" : "sheet-due-ask"}`, tabindex: "-1", "data-ask": "" },
        chosen ? chosen[1] : "Hai cách hiểu: chọn", hidden(" (Alt và phím mũi tên xuống)"));
    }
    if (deadline.state === "understood") {
      return h("span", { class: "sheet-due sheet-due-ok" }, fold(deadline.label) === fold(words) ? "đã hiểu" : deadline.label);
    }
    return h("span", { class: "sheet-due sheet-due-ask", title: deadline.question || "" }, deadline.question || "Chưa hiểu");
  }

  function drawRow(row, index) {
    const known = rows.get(row.key) || makeRow(row.key);
    rows.set(row.key, known);
    const number = first + index + 1;
    const group = !isData(row);
    const said = `${number} ${group}`;
    if (known.said !== said) {
      known.said = said;
      known.tr.classList.toggle("sheet-group", group);
      known.tr.setAttribute("aria-rowindex", number + 1);
      known.grip.replaceChildren(h("span", { "aria-hidden": "true" }, String(number)), hidden(`Việc với dòng ${number}`));
    }
    const next = line.rows[index + 1];
    line.columns.forEach((_, at) => {
      const cell = row.cells[at] === undefined ? "" : row.cells[at];
      const goesOn = cell === null && index > 0 && isData(row) && isData(line.rows[index - 1]);
      const open = isData(row) && isData(next) && next.cells[at] === null;
      const deadline = goesOn ? null : due(row, index, at);
      const drawn = JSON.stringify([cell, goesOn, open, deadline]);
      if (known.drawn[at] === drawn) return;
      known.drawn[at] = drawn;
      const td = known.cells[at];
      td.classList.toggle("sheet-goes-on", goesOn);
      td.classList.toggle("sheet-open", open);
      const words = td.querySelector(".sheet-words");
      if (goesOn) words.replaceChildren(hidden(`như dòng trên: ${saying(line.rows, index, at)}`));
      else words.textContent = cell || "";
      td.querySelectorAll(".sheet-due").forEach((each) => each.remove());
      if (deadline) words.after(chip(deadline, row.task.deadline_text));
    });
    return known.tr;
  }

  // Rows in their order; the one that holds the field stays where it is in the document, the others move around it.
  function place(wanted) {
    const held = input.closest("tr");
    for (const tr of [...body.children]) if (!wanted.includes(tr)) tr.remove();
    const at = wanted.indexOf(held);
    if (at < 0) {
      wanted.forEach((tr, index) => { if (body.children[index] !== tr) body.insertBefore(tr, body.children[index] || null); });
      return;
    }
    let before = held;
    for (let index = at - 1; index >= 0; index -= 1) {
      if (before.previousElementSibling !== wanted[index]) body.insertBefore(wanted[index], before);
      before = wanted[index];
    }
    let after = held;
    for (let index = at + 1; index < wanted.length; index += 1) {
      if (after.nextElementSibling !== wanted[index]) after.after(wanted[index]);
      after = wanted[index];
    }
  }

  function draw(total) {
    drawHead();
    const wanted = line.rows.map(drawRow);
    for (const key of [...rows.keys()]) if (!line.rows.some((row) => row.key === key)) rows.delete(key);
    place(wanted);
    table.setAttribute("aria-rowcount", Math.max(total, first + line.rows.length) + 1);
    table.setAttribute("aria-colcount", line.columns.length + 1);
  }

  const cell = (key, at) => (rows.has(key) ? rows.get(key).cells[at] : null);

  // Cells and rows of a rectangle look chosen; one cell alone does not.
  function choose(range, single) {
    for (const td of table.querySelectorAll(".sheet-chosen")) {
      td.classList.remove("sheet-chosen");
      td.removeAttribute("aria-selected");
    }
    if (single) return;
    for (let index = range.top; index <= range.bottom; index += 1) {
      for (let at = range.left; at <= range.right; at += 1) {
        const td = cell(line.rows[index].key, at);
        td.classList.add("sheet-chosen");
        td.setAttribute("aria-selected", "true");
      }
    }
  }

  // {row, at} of what lies under an event's target; at -1 is the handle of a row.
  function placeOf(target) {
    const td = target.closest ? target.closest("td.sheet-cell, th.sheet-handle") : null;
    if (!td || !table.contains(td)) return null;
    return { row: td.parentElement.dataset.row, at: td.matches("th") ? -1 : Number(td.dataset.at) };
  }

  return { table, body, draw, cell, choose, placeOf, tr: (key) => (rows.has(key) ? rows.get(key).tr : null) };
}
