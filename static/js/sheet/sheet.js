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
//   answer(results, steps)  what became of steps, after update() with the line that came with it; other lines' are left
//   focus({row, column})    to a cell (by key of the row, index of the column); without argument where it was last
//   changed()               the same `line` object was changed by somebody else on this page: draw it again
//   commit()                takes over what is being typed now (before the page goes away)
//   busy                    somebody is in the middle of a word
//   destroy()
import { createHistory } from "../editor/history.js";
import { h, icon } from "../editor/page.js";
import { createActs } from "./acts.js";
import { createAsking } from "./asking.js";
import { createChosen } from "./chosen.js";
import { createConflicts } from "./conflicts.js";
import { createDeeds } from "./deeds.js";
import { createInput } from "./input.js";
import { createJudge } from "./judging.js";
import { listenToKeys } from "./keys.js";
import { createBar, createMenu } from "./menu.js";
import { listenToMouse } from "./mouse.js";
import { listenToPaste } from "./pasting.js";
import { cellText, indexOf } from "./rows.js";
import { createView } from "./view.js";

const STEPS = new Set(["cells", "rows-add", "row-kind", "rows-move", "rows-delete", "restore"]);
const PAGE = 10; // rows PageUp and PageDown go
const ROWS_A_PAGE = 100; // plans.queries.ROWS_SHOWN

export function mountSheet(element, given) {
  const { line, queue, units = [], urls = {}, plan = {}, readonly = false, first = 0, onFocus = () => {}, onNotice = () => {} } = given;
  const history = given.history || createHistory({ onRefused: () => onNotice("Không hoàn tác được: chỗ này vừa được người khác sửa.") });
  const rows = () => line.rows;
  let session = null; // what is being typed: {row, at, was, name}
  let shown = { row: null, at: null };
  let sessions = 0;

  const acts = createActs({ line, queue, history, changed: () => draw() });
  const chosen = createChosen(rows);
  const input = createInput({
    units, urls, readonly,
    onInput: () => { if (session && input.mode && !input.composing) put(cellText(input.field.value)); },
    onBegin() {
      const { row, at } = chosen.here;
      sessions += 1;
      session = { row, at, was: acts.row(row).cells[at], name: `${row} ${at} ${sessions}` };
    },
  });
  const view = createView({ line, first, readonly, label: `Bảng ${line.columns.map((column) => column.title).join(", ")}`.slice(0, 120), input: input.field });
  const conflicts = createConflicts({
    storageKey: `bang-cho:${plan.id}:${document.querySelector("[data-person]").dataset.person}:${line.key}:`,
    nameOf: ({ row, column }) => `Dòng ${first + indexOf(rows(), row) + 1}, ${line.columns[column] ? line.columns[column].title : ""}`,
    theirsOf: ({ row, column }) => (indexOf(rows(), row) < 0 || column >= line.columns.length ? null : acts.saying(row, column)),
    onMine(each) {
      acts.write([{ row: each.row, column: each.column, text: each.text }]);
      go({ row: each.row, at: each.column });
    },
    onCopy(each) {
      const cells = each.cells || line.columns.map((_, at) => (at === each.column ? each.text : ""));
      const [key] = acts.add(rows().length ? rows()[rows().length - 1].key : null, [{ cells }]);
      go({ row: key, at: 0 });
    },
  });

  // --- where the person is ---

  function draw() {
    const had = [input.field, empty.querySelector("button")].includes(document.activeElement) && document.activeElement; // its row may go
    view.draw(line.rows_total || 0);
    empty.hidden = rows().length > 0;
    seat({ focus: Boolean(had), scroll: false });
    conflicts.draw();
  }

  function seat({ focus = true, scroll = focus } = {}) {
    const { row } = chosen.here;
    const at = Math.min(chosen.here.at, line.columns.length - 1);
    const td = row === null ? null : view.cell(row, at);
    if (!td) {
      input.field.remove();
      if (focus && !readonly) empty.querySelector("button").focus(); // the last row was deleted
      return;
    }
    if (input.field.parentElement !== td) {
      if (input.mode) input.end();
      session = null;
      input.enter(td, line.columns[at]);
    }
    input.field.setAttribute("aria-label", `${line.columns[at].title}, dòng ${first + indexOf(rows(), row) + 1}`);
    if (focus && document.activeElement !== input.field) input.field.focus({ preventScroll: true });
    if (scroll) td.scrollIntoView({ block: "nearest", inline: "nearest" });
    view.choose(chosen.range(), chosen.single);
  }

  function go(place, { extend = false } = {}) {
    commit();
    chosen.go({ row: place.row, at: Math.max(0, Math.min(place.at, line.columns.length - 1)) }, { extend });
    seat();
    tell();
  }

  // Said aloud, and to the panel beside the sheet.
  function tell() {
    const { row, at } = chosen.here;
    if (row === null || (row === shown.row && at === shown.at)) return;
    shown = { row, at };
    spoken.textContent = `${acts.saying(row, at) || "trống"}, ${line.columns[at].title}, dòng ${first + indexOf(rows(), row) + 1}`;
    onFocus({ row, column: at });
  }

  function move(way, { extend = false } = {}) {
    const { row, at } = chosen.here;
    const index = indexOf(rows(), row);
    const last = rows().length - 1;
    const right = line.columns.length - 1;
    const [down, across] = {
      up: [index - 1, at], down: [index + 1, at], left: [index, at - 1], right: [index, at + 1],
      begin: [index, 0], end: [index, right], first: [0, at], last: [last, at], top: [0, 0], bottom: [last, right],
      "page-up": [Math.max(0, index - PAGE), at], "page-down": [Math.min(last, index + PAGE), at],
      next: at < right ? [index, at + 1] : [index + 1, 0], before: at > 0 ? [index, at - 1] : [index - 1, right],
    }[way];
    if (down < 0 || down > last || across < 0 || across > right) return false;
    go({ row: rows()[down].key, at: across }, { extend });
    return true;
  }

  // --- words ---

  function put(text) {
    const { row, at, was, name } = session;
    const now = acts.row(row);
    if (!now) {
      const cells = line.columns.map((_, place) => (place === at ? text : ""));
      conflicts.put({ kind: "lost", texts: [text], cells, say: "Dòng này của bảng đã bị xóa. Nội dung ông/bà nhập còn ở đây." });
      session = null;
      return;
    }
    if (now.cells[at] === null && (!text || (was === null && text === acts.saying(row, at)))) return; // one cell with the one above
    acts.write([{ row, column: at, text }], { group: name });
  }

  function commit() {
    if (!input.mode) return;
    if (session) put(cellText(input.field.value));
    leaveWords();
  }

  // The words that stood there before; also where some of the new ones were saved already.
  function cancel() {
    const now = session && acts.row(session.row);
    if (now && now.cells[session.at] !== session.was) {
      acts.write([{ row: session.row, column: session.at, text: session.was }], { group: session.name });
    }
    leaveWords();
  }

  function leaveWords() {
    session = null;
    input.end();
    history.close();
    draw();
  }

  function edit() {
    const { row, at } = chosen.here;
    if (row !== null) input.begin("edit", acts.saying(row, at));
  }

  // --- put together ---

  const deeds = createDeeds({ line, first, chosen, acts, history, commit, go, seat, say: onNotice });
  const asking = createAsking({ line, chosen, acts, view, readonly, back: seat });
  const judge = createJudge({ line, acts, conflicts, say: onNotice });
  const menu = createMenu({ acts: deeds.list, onClose: () => seat() });
  const region = h("div", { class: "sheet-scroll app-scroll" }, view.table);
  const spoken = h("div", { class: "visually-hidden", "aria-live": "polite" });
  const empty = h("p", { class: "sheet-empty", hidden: true }, "Bảng chưa có dòng nào. ",
    !readonly && h("button", { type: "button", class: "btn btn-sm btn-primary", onclick: deeds.below }, icon("plus-lg"), " Thêm dòng đầu tiên"));
  const rest = h("p", { class: "sheet-rest", hidden: true });
  const root = h("div", { class: "sheet" }, conflicts.box, !readonly && createBar({ acts: deeds.list, label: "Việc với bảng", page: urls.table }),
    region, empty, rest, input.options, input.due, menu.box, asking.box, spoken);

  function openMenu(anchor, row) {
    if (row && !chosen.keys().includes(row)) go({ row, at: 0 });
    menu.open(anchor);
  }

  listenToKeys(input.field, {
    input, readonly, move, commit, cancel,
    acts: {
      ...deeds, edit,
      ask: asking.open,
      asks: () => Boolean(asking.question()),
      menu: () => openMenu(view.cell(chosen.here.row, chosen.here.at)),
      all() {
        chosen.all(line.columns.length);
        seat();
      },
    },
  });
  listenToMouse({
    view, region, input, rows, readonly, go, edit, menu: openMenu,
    chosenRows: () => chosen.keys(),
    whole(row, extend) {
      commit();
      chosen.whole(row, line.columns.length, extend);
      seat();
      tell();
    },
    carry(keys, after) {
      commit();
      if (!keys.includes(after)) acts.move(keys, after);
      seat();
    },
    ask(place) {
      go(place);
      asking.open();
    },
  });
  listenToPaste(input.field, {
    line, input, chosen, acts, history, readonly, onNotice,
    clear: deeds.clear,
    endless: () => (line.rows_total || 0) <= first + rows().length,
    select(top, left, bottom, right) {
      chosen.go({ row: rows()[top].key, at: left });
      chosen.go({ row: rows()[bottom].key, at: right }, { extend: true });
      seat();
    },
  });
  // On the buttons around the table, too.
  root.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (readonly || event.defaultPrevented || event.target === input.field || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    event.stopPropagation();
    (key === "y" || event.shiftKey ? deeds.redo : deeds.undo)();
  });
  input.field.addEventListener("blur", () => setTimeout(() => {
    if (document.activeElement === input.field) return;
    if (input.mode) commit();
    if (!root.contains(document.activeElement)) view.choose(chosen.range(), true);
  }, 0));
  input.field.addEventListener("focus", () => {
    view.choose(chosen.range(), chosen.single);
    tell();
  });

  // The rows that are not shown: on the table's own page, or on its next pages.
  function drawRest() {
    const others = (line.rows_total || 0) - first - rows().length;
    rest.hidden = others <= 0;
    const address = urls.table || `?trang=${Math.floor((first + rows().length) / ROWS_A_PAGE) + 1}`;
    if (!rest.hidden) rest.replaceChildren(h("a", { href: address }, urls.table ? `Xem ${others} dòng còn lại ở trang của bảng` : `Xem ${others} dòng sau`));
  }

  element.replaceChildren(root);
  draw();
  drawRest();

  return {
    update({ rows: theirs, ...others }) {
      Object.assign(line, others);
      acts.rebase(theirs);
      drawRest();
    },
    answer(results, steps) {
      // Also steps an earlier tab left behind, and those of the panel about a row.
      const ours = new Map(steps.filter((step) => step.line === line.key && (STEPS.has(step.do) || step.row)).map((step) => [step.id, step]));
      const waited = acts.answered(new Set(results.map((each) => each.id)));
      for (const result of results) if (!result.ok && ours.has(result.id)) judge(result, ours.get(result.id));
      if (waited) acts.redo();
    },
    focus(place) {
      if (place) chosen.go({ row: place.row, at: place.column });
      seat();
      tell();
    },
    changed() {
      acts.adopt();
      draw();
      drawRest();
    },
    commit,
    get busy() { return input.composing; },
    get unsettled() { return conflicts.count() > 0; },
    destroy() {
      conflicts.destroy();
      root.remove();
    },
  };
}
