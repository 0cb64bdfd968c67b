// Copying out of the sheet and pasting into it: from Excel, Word, Zalo, or from the sheet itself.
import { fold } from "../editor/words.js";
import { read, write } from "./clipboard.js";
import { isData, saying } from "./rows.js";

const MOST = 1000; // rows at once; more is a file

export function listenToPaste(field, { line, input, chosen, acts, history, readonly, endless, select, clear, onNotice }) {
  const rows = () => line.rows;

  function copied(event) {
    const { top, bottom, left, right } = chosen.range();
    if (top < 0) return;
    const found = rows().slice(top, bottom + 1).map((row, index) => ({
      kind: row.kind,
      // A merged cell copied without the row it begins in carries its words.
      cells: row.cells.slice(left, right + 1).map((cell, at) =>
        (cell === null && (!index || !isData(rows()[top + index - 1])) ? saying(rows(), top + index, left + at) : cell)),
    }));
    write(event.clipboardData, found);
    event.preventDefault();
  }

  // The titles of the columns were copied along: they are no row.
  const isHeader = (cells, left) => {
    const named = cells.filter((cell, at) => cell && line.columns[left + at] && fold(cell) === fold(line.columns[left + at].title));
    return named.length >= 2 || (named.length === 1 && cells.filter(Boolean).length === 1);
  };

  // A title over all columns says its number and its words in one cell: "III. KIỂM TRA".
  function titled(cells) {
    if (cells.slice(1).some(Boolean) || !cells[0] || line.columns.length < 2) return cells;
    const [, number = "", words] = /^(?:([IVXLC]+|[A-ZĐ]|\d{1,2})[.)]?\s+)?([^]+)$/.exec(cells[0]);
    return [number, words, ...cells.slice(2)];
  }

  function paste(found) {
    const { top, bottom, left, right } = chosen.range();
    let given = found;
    if (given.length > 1 && isHeader(given[0].cells, left)) given = given.slice(1);
    const said = [];
    if (given.length > MOST) {
      onNotice(`Mỗi lần dán nhiều nhất ${MOST} dòng; ở đây có ${given.length} dòng. Hãy dùng “Nhập từ Excel”.`);
      return;
    }
    const width = Math.max(...given.map((row) => row.cells.length));
    const room = line.columns.length - left;
    if (width > room) said.push(`Dữ liệu dán có ${width} cột, từ ô này chỉ còn ${room} cột; các cột thừa không được dán.`);
    const start = Math.max(top, 0);
    const single = given.length === 1 && width === 1;
    // One cell is pasted into every chosen one; fewer rows than chosen are repeated, as Excel does.
    const times = rows().length && !single && (bottom - top + 1) % given.length === 0 ? (bottom - top + 1) / given.length : 1;
    const rowsOf = single ? Array.from({ length: Math.max(bottom - top + 1, 1) }, () => given[0]) : Array.from({ length: Math.max(times, 1) }, () => given).flat();
    const over = single ? right - left + 1 : 1;
    const changes = [];
    const fresh = [];
    const titles = []; // blank rows that become titles
    rowsOf.forEach((row, index) => {
      const title = row.group && left <= 1 && !single;
      const cells = (title && !left ? titled(row.cells) : row.cells).slice(0, room);
      const spread = single ? Array.from({ length: over }, () => cells[0]) : cells;
      const known = rows()[start + index];
      if (known) {
        const number = line.columns[0].role === "number" ? 1 : 0;
        if (title && isData(known) && !known.cells.slice(number).some(Boolean)) titles.push(known.key);
        spread.forEach((text, at) => {
          const joins = text === null && index > 0 && isData(known) && isData(rows()[start + index - 1]);
          changes.push({ row: known.key, column: left + at, text: text === null && !joins ? "" : text });
        });
      } else {
        const own = line.columns.map((_, at) => (at < left || at - left >= spread.length ? "" : spread[at - left]));
        fresh.push({ kind: title ? "group" : "data", cells: own });
      }
    });
    const last = rows().length ? rows()[rows().length - 1].key : null;
    if (fresh.length && !endless()) said.push(`${fresh.length} dòng cuối được chèn ngay sau dòng cuối của trang này, không ghi đè các dòng ở trang sau.`);
    history.asOne(() => {
      if (changes.length) acts.write(changes);
      titles.forEach((key) => acts.turn(key));
      if (fresh.length) acts.add(last, fresh);
    });
    if (said.length) onNotice(said.join(" "));
    select(start, left, Math.min(start + rowsOf.length, rows().length) - 1, Math.min(left + (single ? over : width), line.columns.length) - 1);
  }

  field.addEventListener("copy", (event) => { if (!input.mode) copied(event); });
  field.addEventListener("cut", (event) => {
    if (input.mode) return;
    copied(event);
    if (!readonly) clear();
  });
  field.addEventListener("paste", (event) => {
    if (input.mode) return; // into the words of the cell, as text
    event.preventDefault();
    const found = readonly ? null : read(event.clipboardData);
    if (found) paste(found);
  });
}
