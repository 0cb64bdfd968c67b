// The rows of a table as they look after a step, before the server has answered. The same rules as plans/sheet.py:
// a cell of null continues the one above, a title row ends that, and nothing a row says is lost. Pure.

export const isData = (row) => Boolean(row) && row.kind !== "group";
export const indexOf = (rows, key) => rows.findIndex((row) => row.key === key);

// A cell as it is stored: single spaces, lines kept where there are words.
export function cellText(text) {
  return text.replace(/\r\n?/g, "\n").normalize("NFC").split("\n")
    .map((line) => line.replace(/[^\P{C}\t]/gu, "").replace(/\s+/gu, " ").trim()).filter(Boolean).join("\n");
}

export function fitted(cells, width) {
  const out = cells.slice(0, width).map((cell) => (cell === null ? null : cellText(cell)));
  while (out.length < width) out.push("");
  return out;
}

const goesOn = (rows, index, at) =>
  index > 0 && rows[index].cells[at] === null && isData(rows[index]) && isData(rows[index - 1]);

// What a cell says, merged cells followed upwards.
export function saying(rows, index, at) {
  let up = index;
  while (goesOn(rows, up, at)) up -= 1;
  return rows[up].cells[at] || "";
}

// `changes`: [{row, column, text}].
export function written(rows, changes) {
  const wanted = new Map(changes.map((each) => [`${each.row} ${each.column}`, each.text]));
  return rows.map((row, index) => {
    const above = rows[index - 1];
    const cells = row.cells.map((cell, at) => {
      const place = `${row.key} ${at}`;
      if (wanted.has(place)) {
        const text = wanted.get(place);
        return text === null && isData(row) && isData(above) ? null : text || "";
      }
      const words = goesOn(rows, index, at) && above.cells[at] === null ? wanted.get(`${above.key} ${at}`) : undefined;
      return words !== undefined && words !== null ? saying(rows, index, at) : cell;
    });
    return cells.every((cell, at) => cell === row.cells[at]) ? row : { ...row, cells };
  });
}

export function inserted(rows, after, fresh) {
  const known = new Set(rows.map((row) => row.key));
  let coming = fresh.filter((row) => !known.has(row.key)).map((row) => ({ task: null, mark: "", kind: "data", ...row }));
  if (!coming.length) return rows;
  const found = after === null ? 0 : indexOf(rows, after) + 1;
  const index = after !== null && !found ? rows.length : found;
  let below = rows[index];
  if (below && isData(below) && below.cells.includes(null)) {
    const cells = below.cells.map((cell, at) => {
      if (cell !== null || index === 0) return cell;
      if (coming.every((row) => isData(row) && !row.cells[at])) {
        coming = coming.map((row) => ({ ...row, cells: row.cells.map((own, place) => (place === at ? null : own)) }));
        return null;
      }
      return saying(rows, index, at);
    });
    below = { ...below, cells };
  }
  let above = rows[index - 1];
  coming = coming.map((row) => {
    const own = isData(above) && isData(row) ? row : { ...row, cells: row.cells.map((cell) => cell || "") };
    above = own;
    return own;
  });
  return [...rows.slice(0, index), ...coming, ...(below ? [below, ...rows.slice(index + 1)] : [])];
}

export function moved(rows, keys, after) {
  const going = new Set(keys);
  const staying = rows.filter((row) => !going.has(row.key));
  const index = after === null ? 0 : indexOf(rows, after) + 1;
  const place = rows.slice(0, index).filter((row) => !going.has(row.key)).length;
  return rejoined(rows, [...staying.slice(0, place), ...rows.filter((row) => going.has(row.key)), ...staying.slice(place)]);
}

export function deleted(rows, keys) {
  const going = new Set(keys);
  return rejoined(rows, rows.filter((row) => !going.has(row.key)));
}

export function turned(rows, key, kind) {
  return rejoined(rows, rows.map((row) =>
    (row.key === key && row.kind !== kind ? { ...row, kind, task: null, cells: row.cells.map((cell) => cell || "") } : row)));
}

// Rows that were deleted, or a title that was a duty: as they were `before`. Cells whose merge that tore (`after`) are
// merged again, where nobody wrote since.
function putBack(rows, { before, after }) {
  const out = [...rows];
  before.forEach((row, index) => {
    if (indexOf(out, row.key) >= 0) return;
    const above = before.slice(0, index).reverse().find((each) => indexOf(out, each.key) >= 0);
    out.splice(above ? indexOf(out, above.key) + 1 : 0, 0, row);
  });
  const back = [];
  for (const row of out) {
    const was = before.find((each) => each.key === row.key);
    const left = after.find((each) => each.key === row.key);
    const joins = isData(back[back.length - 1]);
    const mend = (cell, at) => (was.cells[at] === null && cell === left.cells[at] && joins ? null : cell);
    back.push(was && left && isData(was) ? { ...row, kind: was.kind, cells: row.cells.map(mend) } : row);
  }
  return back;
}

// For each cell of a row of duties the key of the row whose words it shows.
function groups(rows) {
  const out = new Map();
  rows.forEach((row, index) => {
    if (!isData(row)) return;
    row.cells.forEach((_, at) => {
      const head = goesOn(rows, index, at) ? out.get(`${rows[index - 1].key} ${at}`) : null;
      out.set(`${row.key} ${at}`, head || row.key);
    });
  });
  return out;
}

function rejoined(before, after) {
  const group = groups(before);
  const place = new Map(before.map((row, index) => [row.key, index]));
  return after.map((row, index) => {
    const above = after[index - 1];
    if (!isData(row)) return row;
    const cells = row.cells.map((cell, at) => {
      const mine = group.get(`${row.key} ${at}`);
      if (!mine) return cell;
      if (isData(above) && group.get(`${above.key} ${at}`) === mine) return null;
      return saying(before, place.get(row.key), at);
    });
    return cells.every((cell, at) => cell === row.cells[at]) ? row : { ...row, cells };
  });
}

// What a step does to the rows. `trash` remembers what was before a step that can be taken back.
export function applied(rows, step, trash) {
  if (step.do === "cells") return written(rows, step.cells);
  if (step.do === "rows-add") return inserted(rows, step.after, step.rows);
  if (step.do === "rows-move") return moved(rows, step.rows, step.after);
  if (step.do === "rows-delete" || step.do === "row-kind") {
    const after = step.do === "row-kind" ? turned(rows, step.row, step.kind) : deleted(rows, step.rows.map((each) => each.row));
    if (!trash.has(step.id)) trash.set(step.id, { before: rows, after });
    return after;
  }
  if (step.do === "restore" && trash.has(step.step)) return putBack(rows, trash.get(step.step));
  return rows;
}
