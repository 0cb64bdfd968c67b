// The editor of a plan: the parts are put together here. docs/decisions/0011 says what travels to the server.
import { createActions } from "./actions.js";
import { createAnswers } from "./answers.js";
import { createBar } from "./bar.js";
import { createConflicts } from "./conflict.js";
import { createDialogs } from "./dialogs.js";
import { listenToDragging } from "./drag.js";
import { createHistory } from "./history.js";
import { listen } from "./keys.js";
import { editMarker } from "./marker.js";
import { createOutline } from "./outline.js";
import { say, settle } from "./page.js";
import { createPanel } from "./panel.js";
import { createPaper } from "./paper.js";
import { createPaste } from "./paste.js";
import { createQueue } from "./queue.js";
import { listenToChoosing } from "./several.js";
import { createSides } from "./side.js";
import { createStore } from "./store.js";
import { takeTab } from "./tab.js";
import { createTables } from "./tables.js";
import { squeeze, uuid } from "./words.js";
import { createWriting } from "./writing.js";

const LEAVING = 4000; // milliseconds a link waits for the last steps to be saved

async function start() {
  const root = document.getElementById("soan");
  const state = JSON.parse(document.getElementById("trang-thai").textContent);
  const urls = state.urls;
  const place = `soan:${state.plan.id}:${root.dataset.person}:`;
  const { tab, kept } = await takeTab(place);
  const store = createStore(state);
  let current = null; // key of the line the cursor is in, or was in last

  const history = createHistory({
    onChange: (can) => bar.history(can),
    onRefused: () => say("Không hoàn tác được: chỗ này vừa được người khác sửa."),
  });
  const tables = createTables({ store, urls, onFocus: (key, cell) => enter(key, cell) });
  const paper = createPaper({
    root: document.getElementById("to-giay"), store, tables,
    onTask(key) {
      paper.place({ key, at: "end" });
      enter(key);
      sides.open("khung-nhiem-vu");
    },
    onStart: startPart,
  });
  const queue = createQueue({
    urls, tab, storageKey: place,
    context: () => ({ at: current, revision: store.plan.revision }),
    onAnswer: (...given) => answers.onAnswer(...given),
    onState(now) {
      bar.state(now);
      if (now.kind === "stopped") {
        store.frozen = true;
        paper.freeze();
        dialogs.stopped(now.say, queue.unanswered());
      }
      if (now.kind === "saved" && now.savedAt) outline.refresh();
    },
  });
  const actions = createActions({ store, queue, history, show, place: paper.place });
  const conflicts = createConflicts({ store, actions, queue, paper, storageKey: `soan-cho:${state.plan.id}:${root.dataset.person}:`, onCount: (count) => bar.choices(count) });
  const answers = createAnswers({
    store, paper, tables, urls, tab, conflicts,
    at: () => current,
    onTaskConflict: (...given) => panel.conflict(...given),
    onPeople(people) {
      store.people = people;
      bar.people(people);
      paper.setPeople(people);
    },
    onChange: redraw,
  });
  const writing = createWriting({ store, actions, history, paper });
  const panel = createPanel({
    root: document.getElementById("khung-nhiem-vu"), store, actions, urls, indices: state.indices,
    onMark(key) {
      writing.toggleTask(key || current);
      panel.focus();
    },
  });
  const outline = createOutline({
    store, urls, list: document.getElementById("muc-luc-dong"), problems: document.getElementById("san-sang"),
    go(key) {
      sides.close();
      paper.place({ key, at: 0 });
      paper.view(key).element.scrollIntoView({ block: "start" });
    },
  });
  const leave = () => bar.focus();
  const sides = createSides({ root, back: () => current && paper.place({ key: current, at: "end" }) });
  const dialogs = createDialogs({ root, async onAppendix() {
      const known = new Set(store.appendices.map((each) => each.id));
      await answers.news(true);
      const fresh = store.appendices.find((each) => !known.has(each.id));
      if (fresh) paper.begin(`appendix-${fresh.id}`);
    } });

  const withLine = (work) => () => {
    if (!current || !store.get(current)) return;
    work(current);
    bar.line(store.get(current));
  };
  const commands = {
    save() {
      tables.commit();
      queue.flush();
      if (!queue.unanswered().length) say("Mọi thay đổi đã được lưu.");
    },
    undo: () => history.undo(),
    redo: () => history.redo(),
    help: () => dialogs.help(),
    outline() {
      sides.open("muc-luc");
      (root.querySelector("#muc-luc-dong a[aria-current]") || root.querySelector("#muc-luc-dong a") || root).focus();
    },
    panel() {
      sides.open("khung-nhiem-vu");
      panel.focus();
    },
    task: withLine((key) => (several.active() ? several.task() : writing.toggleTask(key))),
    in: withLine((key) => (several.active() ? several.level(true) : writing.setLevel(paper.view(key), true))),
    out: withLine((key) => (several.active() ? several.level(false) : writing.setLevel(paper.view(key), false))),
    up: withLine((key) => (several.active() ? several.move(true) : writing.move(key, true, store.get(key).kind === "heading"))),
    down: withLine((key) => (several.active() ? several.move(false) : writing.move(key, false, store.get(key).kind === "heading"))),
    delete: withLine((key) => {
      if (several.active()) {
        several.remove();
        return;
      }
      const { kind, rows, tasks } = store.get(key);
      const next = store.after(key) || store.before(key);
      actions.remove([key], next ? next.key : null, next && store.after(key) ? 0 : "end");
      const lost = kind === "table" ? `cả bảng (${rows.length} dòng)` : tasks.length ? "dòng và nhiệm vụ của dòng ấy" : "";
      if (lost) say(`Đã xóa ${lost}.`, { act: { label: "Hoàn tác", run: () => history.undo() } });
    }),
    table: () => addTable(),
    appendix: () => dialogs.appendix(),
    basis() {
      tables.commit();
      queue.flush();
      const view = current && paper.view(current);
      const mark = view && view.field && { key: current, start: view.field.selectionStart, end: view.field.selectionEnd };
      dialogs.basis({
        line: mark && store.get(current).kind !== "basis" ? mark.key : null,
        inserted: () => answers.news(true),
        cite: (words) => cite(mark, words),
        back: () => mark && paper.place({ key: mark.key, at: mark.start }),
      });
    },
  };
  const bar = createBar({ root: document.getElementById("thanh-soan"), commands });
  document.getElementById("thanh-soan").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !current) return;
    event.preventDefault();
    paper.place({ key: current, at: "end" });
  });
  bar.find("kind").addEventListener("change", (event) => withLine((key) => writing.setKind(key, event.target.value))());
  bar.find("role").addEventListener("change", (event) => withLine((key) => actions.shape(key, { role: event.target.value }))());
  bar.find("marker").addEventListener("change", (event) => withLine((key) => actions.shape(key, { marker: squeeze(event.target.value) }))());

  const drawSoon = settle(() => bar.line(current && store.get(current)), 60);

  function redraw() {
    outline.draw();
    panel.refresh();
    bar.line(current && store.get(current));
  }

  function show(keys, options) {
    paper.show(keys, options);
    if (options && options.order) {
      redraw();
      return;
    }
    panel.refresh();
    outline.draw();
    drawSoon();
  }

  // The cursor came into a line, or into a cell of its table.
  function enter(key, cell = null) {
    if (current !== key) {
      const old = current && paper.view(current);
      if (old) old.element.classList.remove("ed-now");
      current = key;
      const view = paper.view(key);
      if (view) view.element.classList.add("ed-now");
      outline.here(key);
    }
    panel.select(key, cell ? cell.row : null);
    bar.line(store.get(key));
  }

  function partOfName(name) {
    return name.startsWith("appendix-") ? { region: "appendix", appendix: Number(name.slice(9)) } : { region: name, appendix: null };
  }

  function startPart(name) {
    const kind = name === "preamble" ? "basis" : "paragraph";
    actions.add(null, partOfName(name), [{ kind, level: 1, marker: "", text: "" }]);
  }

  function addTable() {
    const line = current && store.get(current);
    const part = line ? { region: line.region, appendix: line.appendix || null } : { region: "body", appendix: null };
    if (part.region === "preamble") {
      say("Bảng đứng trong phần nội dung hoặc phụ lục: hãy đặt con trỏ ở đó trước.");
      return;
    }
    const columns = state.table_columns;
    const row = { key: uuid(), kind: "data", cells: columns.map((column, index) => (index ? "" : "1")) };
    actions.add(line ? line.key : null, part, [{ kind: "table", level: line ? line.level : 1, marker: "", text: "", columns, rows: [row] }]);
  }

  // The words of a document go where the cursor stood (`mark`); typing on comes behind them.
  function cite(mark, words) {
    const view = paper.view(mark.key);
    if (!view || !view.field || view.field.readOnly) return;
    const { field } = view;
    const before = field.value.slice(0, mark.start);
    const behind = field.value.slice(mark.end);
    const text = `${before && !/\s$/.test(before) ? " " : ""}${words}${behind && !/^[\s.,;:)/]/.test(behind) ? " " : ""}`;
    field.focus();
    field.setRangeText(text, mark.start, mark.end, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }

  tables.connect({ queue, history });
  answers.start(queue);
  for (const { step } of kept) store.apply(step);
  const several = listenToChoosing({ paper, store, actions, writing, history, spoken: document.getElementById("da-chon") });
  listen({
    paper, store, actions, history, writing, queue, leave, commands,
    onFocus: enter, onHeld: conflicts.keep,
    onPaste: createPaste({ store, actions, history, paper, urls }),
  });
  listenToDragging({ paper, store, actions });
  paper.root.addEventListener("click", (event) => {
    const marker = event.target.closest(".ed-marker");
    const key = marker && paper.keyAt(marker);
    if (!key) return;
    editMarker(paper.view(key), store.get(key), {
      done: (text) => actions.shape(key, { marker: text }),
      back: () => paper.place({ key, at: 0 }),
    });
  });
  paper.show([], { order: true });
  outline.draw();
  panel.draw(true);
  bar.people(store.people);
  paper.setPeople(store.people);
  bar.history({ undo: false, redo: false });
  bar.line(null);
  bar.state(queue.state());
  root.classList.add("ed-ready");
  outline.refresh();
  if (kept.length) {
    queue.adopt(kept);
    say(`Đang gửi ${kept.length} bước còn lại từ lần soạn trước. Không có gì bị mất.`);
  }
  conflicts.recall();
  const first = location.hash && store.get(location.hash.replace("#dong-", ""));
  if (first) paper.place({ key: first.key, at: 0 });
  else if (matchMedia("(hover: hover)").matches && !kept.length) paper.begin();

  const unsent = () => {
    tables.commit();
    return queue.unanswered().length + conflicts.count();
  };
  // Another page of the portal is opened once everything is saved; on a cut line the browser asks.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented;
    if (!link || !plain || link.target || link.getAttribute("href").startsWith("#") || !unsent() || conflicts.count()) return;
    event.preventDefault();
    queue.flush();
    for (let waited = 0; waited < LEAVING && queue.unanswered().length && queue.state().kind === "saving"; waited += 50) {
      await new Promise((done) => setTimeout(done, 50));
    }
    location.href = link.href;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!unsent()) return;
    queue.flush();
    event.preventDefault();
    event.returnValue = "";
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && unsent()) queue.flush(); });
}

start();
