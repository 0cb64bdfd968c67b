// A table of the plan as a sheet. The editor and the table's own page mount it on an element of theirs:
//
//   const sheet = mountSheet(element, {line, queue, history, plan, units, urls, readonly, onFocus, onNotice});
//
// line      the Line of docs/decisions/0011; the same object may be held by others: the sheet changes `line.rows` in place
// queue     createQueue of ../editor/queue.js; the sheet pushes its steps itself (cells, rows-add, …, task, restore)
// history   createHistory of ../editor/history.js; without one the sheet has its own
// units     [{id, name, also}] to complete names from; urls.deadline says what a deadline means; urls.table is the own page
// readonly  to look at and copy from only
// first     how many rows of the table stand before those of `line` (the own page shows a hundred at a time)
// onFocus   ({row, column} | null): where the person is, for the panel beside it
// onNotice  (text): something to say aloud (a paste that was cut, a move that is not possible)
//
// It gives back:
//   update(line)            the line as the server has it now; steps nobody has answered yet stay on top of it
//   answer(results, steps)  what became of steps; of other lines' it takes no notice
//   focus({row, column})    to a cell (by key of the row, index of the column); without argument where it was last
//   changed()               the same `line` object was changed by somebody else on this page: draw it again
//   commit()                takes over what is being typed now (before the page goes away)
//   busy                    somebody is in the middle of a word
//   destroy()
import { createHistory } from "../editor/history.js";
import { h, icon } from "../editor/page.js";
import { squeeze } from "../editor/words.js";
import { createActs } from "./acts.js";
import { createChosen } from "./chosen.js";
import { createConflicts } from "./conflicts.js";
import { createInput } from "./input.js";
import { listenToKeys } from "./keys.js";
import { createBar, createMenu } from "./menu.js";
import { listenToMouse } from "./mouse.js";
import { listenToPaste } from "./pasting.js";
import { placeUnder, whenLeft } from "./placing.js";
import { cellText, fitted, indexOf, isData } from "./rows.js";
import { createView } from "./view.js";

const TASK_WORDS = { lead_text: "lead", coordinating_text: "coordinate", deadline_text: "deadline", result_text: "result", budget_text: "budget" };

export function mountSheet(element, given) {
  const { line, queue, units = [], urls = {}, plan = {}, readonly = false, first = 0, onFocus = () => {}, onNotice = () => {} } = given;
  const history = given.history || createHistory({ onRefused: () => onNotice("Không hoàn tác được: chỗ này vừa được người khác sửa.") });
  const rows = () => line.rows;
  let session = null; // what is being typed: {row, at, was}
  let shown = { row: null, at: null };

  const acts = createActs({ line, queue, history, changed: () => draw() });
  const chosen = createChosen(rows);
  const input = createInput({ units, urls, readonly, onInput: () => save(), onState: (on) => on && (session = { ...chosen.here, was: acts.row(chosen.here.row).cells[chosen.here.at] }) });
  const view = createView({ line, first, readonly, label: `Bảng ${line.columns.map((column) => column.title).join(", ")}`.slice(0, 120), input: input.field });
  const spoken = h("div", { class: "visually-hidden", "aria-live": "polite" });
  const conflicts = createConflicts({
    storageKey: `bang:${plan.id}:${line.key}`,
    nameOf: ({ row, column }) => `Dòng ${first + indexOf(rows(), row) + 1}, ${line.columns[column] ? line.columns[column].title : ""}`,
    theirsOf: ({ row, column }) => (indexOf(rows(), row) < 0 || column >= line.columns.length ? null : acts.saying(row, column)),
    onMine(each) {
      acts.write([{ row: each.row, column: each.column, text: each.text }]);
      go({ row: each.row, at: each.column });
    },
    onCopy(each) {
      const cells = each.cells || line.columns.map((_, at) => (each.kind === "cell" && at === each.column ? each.text : each.kind === "cell" ? "" : each.texts[at] || ""));
      const [key] = acts.add(rows().length ? rows()[rows().length - 1].key : null, [{ cells }]);
      go({ row: key, at: 0 });
    },
  });

  // --- where the person is ---

  function draw() {
    view.draw(line.rows_total || 0);
    empty.hidden = rows().length > 0;
    seat();
    conflicts.draw();
  }

  function seat({ focus = false } = {}) {
    const { row, at } = chosen.here;
    const td = row === null ? null : view.cell(row, Math.min(at, line.columns.length - 1));
    if (!td) {
      input.field.remove();
      return;
    }
    const had = document.activeElement === input.field;
    if (input.field.parentElement !== td) {
      if (input.mode) input.end();
      session = null;
      const index = indexOf(rows(), row);
      input.enter(td, line.columns[at], `${line.columns[at].title}, dòng ${first + index + 1}`);
    }
    if (focus || had) {
      if (document.activeElement !== input.field) input.field.focus({ preventScroll: true });
      if (focus) td.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    view.choose(chosen.range(), chosen.single);
  }

  function go(place, { extend = false } = {}) {
    commit();
    chosen.go({ row: place.row, at: Math.max(0, Math.min(place.at, line.columns.length - 1)) }, { extend });
    seat({ focus: true });
    say();
  }

  function say() {
    const { row, at } = chosen.here;
    if (row === null || (row === shown.row && at === shown.at)) return;
    shown = { row, at };
    const words = acts.saying(row, at);
    spoken.textContent = `${words || "trống"}, ${line.columns[at].title}, dòng ${first + indexOf(rows(), row) + 1}`;
    onFocus({ row, column: at });
  }

  function move(way, { extend = false } = {}) {
    const { row, at } = chosen.here;
    const all = rows();
    let index = indexOf(all, row);
    const last = all.length - 1;
    const right = line.columns.length - 1;
    let column = at;
    if (way === "up") index -= 1;
    else if (way === "down") index += 1;
    else if (way === "left") column -= 1;
    else if (way === "right") column += 1;
    else if (way === "begin") column = 0;
    else if (way === "end") column = right;
    else if (way === "first") index = 0;
    else if (way === "last") index = last;
    else if (way === "page-up") index = Math.max(0, index - 10);
    else if (way === "page-down") index = Math.min(last, index + 10);
    else if (way === "top") [index, column] = [0, 0];
    else if (way === "bottom") [index, column] = [last, right];
    else if (way === "next") [index, column] = at < right ? [index, at + 1] : [index + 1, 0];
    else if (way === "before") [index, column] = at > 0 ? [index, at - 1] : [index - 1, right];
    if (index < 0 || index > last || column < 0 || column > right) return false;
    go({ row: all[index].key, at: column }, { extend });
    return true;
  }

  // --- words ---

  // Typed so far, saved while the person goes on.
  function save() {
    if (!session || !input.mode || input.composing) return;
    put(cellText(input.field.value));
  }

  function put(text) {
    const { row, at, was } = session;
    const now = acts.row(row);
    if (!now) {
      conflicts.put({ kind: "lost", texts: [text], cells: line.columns.map((_, place) => (place === at ? text : "")), say: "Dòng này của bảng đã bị xóa. Nội dung ông/bà nhập còn ở đây." });
      session = null;
      return;
    }
    if (was === null && now.cells[at] === null && text === acts.saying(row, at)) return; // still one cell with the one above
    if (now.cells[at] === null && !text) return;
    acts.write([{ row, column: at, text }], { group: String(session.row) + (session.number = session.number || Date.now()) });
  }

  function commit() {
    if (!input.mode) return;
    if (session) put(cellText(input.field.value));
    session = null;
    input.end();
    history.close && history.close();
    draw();
  }

  // The words that stood there before; also where some of the new ones were saved already.
  function cancel() {
    if (!session) return input.end();
    const { row, at, was } = session;
    input.end();
    const now = acts.row(row);
    if (now && now.cells[at] !== was) acts.write([{ row, column: at, text: was }], { group: String(session.row) + session.number });
    session = null;
    draw();
    return undefined;
  }

  // --- what is done to rows ---

  const cellsOfRange = () => {
    const { top, bottom, left, right } = chosen.range();
    const out = [];
    for (let index = top; index <= bottom; index += 1) for (let at = left; at <= right; at += 1) out.push({ index, row: rows()[index], at });
    return out;
  };

  function clear() {
    const all = cellsOfRange();
    const inside = new Set(all.map((each) => `${each.index} ${each.at}`));
    acts.write(all.filter((each) => each.row.cells[each.at] !== null || !inside.has(`${each.index - 1} ${each.at}`))
      .map((each) => ({ row: each.row.key, column: each.at, text: "" })));
  }

  function fill() {
    const { top, bottom, left, right } = chosen.range();
    const from = top === bottom ? top - 1 : top;
    if (from < 0 || !isData(rows()[from])) return;
    const source = rows()[from].key;
    const changes = [];
    for (let index = Math.max(from + 1, top); index <= bottom; index += 1) {
      if (!isData(rows()[index])) continue;
      for (let at = left; at <= right; at += 1) changes.push({ row: rows()[index].key, column: at, text: acts.saying(source, at) });
    }
    acts.write(changes);
  }

  function addRow(below) {
    const { row } = chosen.here;
    const index = row === null ? -1 : indexOf(rows(), row);
    const after = below ? row : index > 0 ? rows()[index - 1].key : null;
    const [key] = acts.add(after, [{ cells: fitted([], line.columns.length) }]);
    const start = line.columns[0] && line.columns[0].role === "number" && line.columns.length > 1 ? 1 : 0;
    go({ row: key, at: start });
  }

  function carry(by) {
    const keys = chosen.keys();
    const { top, bottom } = chosen.range();
    if (!keys.length || (by < 0 && top === 0) || (by > 0 && bottom === rows().length - 1)) {
      if (first || (line.rows_total || 0) > rows().length) onNotice("Đã đến đầu hoặc cuối trang này của bảng.");
      return;
    }
    acts.move(keys, by < 0 ? (top > 1 ? rows()[top - 2].key : null) : rows()[bottom + 1].key);
    seat({ focus: true });
  }

  function remove() {
    const keys = chosen.keys();
    if (!keys.length) return;
    acts.remove(keys);
    seat({ focus: true });
    say();
    onNotice(keys.length === 1 ? "Đã xóa 1 dòng. Bấm Ctrl+Z để lấy lại." : `Đã xóa ${keys.length} dòng. Bấm Ctrl+Z để lấy lại.`);
  }

  const allData = () => chosen.keys().every((key) => isData(acts.row(key)));
  function turn() {
    const kind = allData() ? "group" : "data";
    history.asOne(() => chosen.keys().filter((key) => acts.row(key).kind !== kind).forEach((key) => acts.turn(key)));
    seat({ focus: true });
  }

  function edit() {
    const { row, at } = chosen.here;
    if (row !== null) input.begin("edit", acts.saying(row, at));
  }

  const busyFirst = (run) => () => {
    commit();
    run();
  };
  const DEEDS = [
    { name: "below", label: () => "Thêm dòng dưới", bar: "Thêm dòng", icon: "plus-lg", keys: "Ctrl+Enter", run: busyFirst(() => addRow(true)) },
    { name: "above", label: () => "Thêm dòng trên", icon: "arrow-bar-up", run: busyFirst(() => addRow(false)) },
    { name: "turn", label: () => (allData() ? "Đặt làm dòng tên nhóm" : "Đặt lại làm dòng thường"), bar: "Tên nhóm", icon: "type-bold", keys: "Ctrl+G", run: busyFirst(turn) },
    { name: "up", label: () => "Chuyển lên", bar: "Lên", icon: "arrow-up", keys: "Alt+↑", run: busyFirst(() => carry(-1)) },
    { name: "down", label: () => "Chuyển xuống", bar: "Xuống", icon: "arrow-down", keys: "Alt+↓", run: busyFirst(() => carry(1)) },
    { name: "fill", label: () => "Điền xuống như ô trên", icon: "arrow-bar-down", keys: "Ctrl+D", run: busyFirst(fill) },
    { name: "remove", label: () => "Xóa dòng", bar: "Xóa dòng", icon: "trash", keys: "Ctrl+Delete", run: busyFirst(remove) },
    { name: "undo", label: () => "Hoàn tác", bar: "Hoàn tác", icon: "arrow-counterclockwise", keys: "Ctrl+Z", run: busyFirst(() => history.undo()) },
    { name: "redo", label: () => "Làm lại", icon: "arrow-clockwise", keys: "Ctrl+Y", run: busyFirst(() => history.redo()) },
  ];
  const deed = Object.fromEntries(DEEDS.map((each) => [each.name, each.run]));

  // --- two ways to understand a deadline ---

  const question = h("div", { class: "sheet-ask", role: "dialog", "aria-label": "Cách hiểu thời hạn", hidden: true });
  function asking() {
    const { row, at } = chosen.here;
    const known = row === null ? null : acts.row(row);
    const deadline = known && known.task && line.columns[at].role === "deadline" ? known.task.deadline : null;
    return deadline && (deadline.choices || []).length && squeeze(known.task.deadline_text) === squeeze(acts.saying(row, at)) ? deadline : null;
  }
  function ask() {
    const deadline = asking();
    const { row, at } = chosen.here;
    if (!deadline || readonly) return;
    const close = () => {
      if (question.hidden) return;
      question.hidden = true;
      leave();
    };
    question.replaceChildren(h("p", {}, deadline.question || "Câu này có hai cách hiểu, xin ông/bà chọn."),
      ...deadline.choices.map(([value, label]) => h("button", {
        type: "button", class: `btn btn-sm btn-${deadline.chosen === value ? "primary" : "outline-primary"}`,
        onclick() {
          close();
          acts.mean(row, value);
          seat({ focus: true });
        },
      }, label)));
    question.onkeydown = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
      seat({ focus: true });
    };
    placeUnder(question, view.cell(row, at));
    const leave = whenLeft(question, close);
    question.querySelector("button").focus();
  }

  // --- put together ---

  const menu = createMenu({ acts: DEEDS, onClose: () => seat({ focus: true }) });
  const bar = readonly ? null : createBar({ acts: DEEDS, label: "Việc với bảng" });
  const region = h("div", { class: "sheet-scroll app-scroll" }, view.table);
  const empty = h("p", { class: "sheet-empty", hidden: true }, "Bảng chưa có dòng nào. ",
    !readonly && h("button", { type: "button", class: "btn btn-sm btn-primary", onclick: () => addRow(true) }, icon("plus-lg"), " Thêm dòng đầu tiên"));
  const rest = h("p", { class: "sheet-rest" });
  const root = h("div", { class: "sheet" }, conflicts.box, bar, region, empty, rest, input.options, input.due, menu.box, question, spoken);

  listenToKeys(input.field, {
    input, readonly, move, commit, cancel,
    leave: () => chosen.go(chosen.here),
    acts: {
      ...deed, carry, clear, edit, fill: busyFirst(fill), ask, asks: () => !readonly && Boolean(asking()),
      all() {
        chosen.all(line.columns.length);
        seat();
      },
      menu: () => menu.open(view.cell(chosen.here.row, chosen.here.at), chosen.here),
    },
  });
  listenToMouse({
    view, region, input, rows, readonly, go, edit,
    chosenRows: () => chosen.keys(),
    whole(row, extend) {
      commit();
      chosen.whole(row, line.columns.length, extend);
      seat({ focus: true });
      say();
    },
    menu: (anchor, row) => {
      if (!chosen.keys().includes(row)) go({ row, at: 0 });
      menu.open(anchor, chosen.here);
    },
    carry(keys, after) {
      if (!keys.includes(after)) acts.move(keys, after);
      seat({ focus: true });
    },
    ask(place) {
      go(place);
      ask();
    },
  });
  listenToPaste(input.field, {
    line, input, chosen, acts, history, readonly, onNotice,
    endless: () => (line.rows_total || 0) <= first + rows().length,
    select: (top, left, bottom, right) => {
      chosen.go({ row: rows()[top].key, at: left });
      chosen.go({ row: rows()[bottom].key, at: right }, { extend: true });
      seat({ focus: true });
    },
    clear,
  });
  input.field.addEventListener("blur", () => setTimeout(() => {
    if (document.activeElement !== input.field) {
      if (input.mode) commit();
      view.choose(chosen.range(), true);
    }
  }, 0));
  input.field.addEventListener("focus", () => {
    view.choose(chosen.range(), chosen.single);
    say();
  });

  function drawRest() {
    const hiddenRows = (line.rows_total || 0) - first - rows().length;
    rest.hidden = hiddenRows <= 0 || first > 0 || !urls.table;
    if (!rest.hidden) rest.replaceChildren(h("a", { href: urls.table }, `Xem ${hiddenRows} dòng còn lại ở trang của bảng`));
  }

  element.replaceChildren(root);
  draw();
  drawRest();

  return {
    update(fresh) {
      const { rows: theirs, ...others } = fresh;
      Object.assign(line, others);
      acts.rebase(theirs);
      drawRest();
    },
    answer(results, steps) {
      const mine = new Map(acts.answered(new Set(results.map((each) => each.id))).map((step) => [step.id, step]));
      for (const step of steps) if (step.do === "task" && step.row && step.line === line.key) mine.set(step.id, step);
      for (const result of results) if (!result.ok && mine.has(result.id)) judge(result, mine.get(result.id));
      acts.redo();
    },
    focus(place) {
      if (place) chosen.go({ row: place.row, at: place.column });
      seat({ focus: true });
      say();
    },
    changed() {
      acts.adopt();
      draw();
      drawRest();
    },
    commit,
    get busy() { return input.composing; },
    destroy: () => root.remove(),
  };

  // A step of ours was not taken: what was typed is shown beside what stands there now.
  function judge(result, step) {
    if (step.do === "task") {
      for (const [name, text] of Object.entries(step.set || {})) {
        const column = line.columns.findIndex((each) => each.role === TASK_WORDS[name]);
        if (column >= 0) conflicts.put({ kind: "cell", row: step.row, column, text, say: result.say });
        else onNotice(`${result.say} Ông/bà vừa nhập: “${text}”.`);
      }
      return;
    }
    if (step.do === "cells" && result.why !== "gone") {
      const theirs = new Set(((result.theirs || {}).cells || []).map((each) => `${each.row} ${each.column}`));
      const others = step.cells.filter((each) => theirs.size && !theirs.has(`${each.row} ${each.column}`));
      for (const each of step.cells) {
        if (others.includes(each) || each.text === null) continue;
        conflicts.put({ kind: "cell", row: each.row, column: each.column, text: each.text, say: result.say });
      }
      if (others.length) setTimeout(() => acts.write(others.filter((each) => acts.row(each.row)).map(({ row, column, text }) => ({ row, column, text }))));
      return;
    }
    const typed = step.do === "rows-add" ? step.rows.map((row) => row.cells) : step.do === "cells" ? [line.columns.map((_, at) => (step.cells.find((each) => each.column === at) || {}).text || "")] : [];
    const filled = typed.filter((cells) => cells.some(Boolean));
    if (!filled.length) {
      onNotice(result.say);
      return;
    }
    for (const cells of filled.slice(0, 50)) {
      conflicts.put({ kind: "lost", texts: cells.filter(Boolean), cells, say: result.say });
    }
  }
}
