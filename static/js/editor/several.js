// Several whole lines chosen at once: by Shift and arrows over the edge of a line, by Shift and a click, by drawing
// the mouse over them. They are deleted, moved, indented, marked and copied together.
import { onFirstRow, onLastRow } from "./caret.js";
import { partOf } from "./store.js";

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

export function listenToChoosing({ paper, store, actions, writing, history, spoken }) {
  const { root } = paper;
  let anchor = null; // key of the line where choosing began; null while nothing is chosen
  let head = null;
  let pressed = null; // key of the field the mouse was pressed in

  function keys() {
    if (!anchor) return [];
    const [one, other] = [store.order.indexOf(anchor), store.order.indexOf(head)].sort((a, b) => a - b);
    return one < 0 ? [] : store.order.slice(one, other + 1);
  }

  function draw() {
    const chosen = new Set(keys());
    for (const view of paper.views()) view.element.classList.toggle("ed-chosen", chosen.has(view.key));
    spoken.textContent = chosen.size ? `Đã chọn ${chosen.size} dòng` : "";
  }

  function clear() {
    if (!anchor) return;
    anchor = head = null;
    draw();
  }

  function choose(from, to) {
    if (!store.get(from) || !store.get(to) || partOf(store.get(from)) !== partOf(store.get(to))) return;
    anchor = from;
    head = to;
    const view = paper.view(head);
    if (view.field) {
      if (document.activeElement !== view.field) view.field.focus({ preventScroll: true });
      view.field.setSelectionRange(view.field.selectionEnd, view.field.selectionEnd);
    }
    anchor = from; // the focus that just moved has cleared it
    head = to;
    draw();
    view.element.scrollIntoView({ block: "nearest" });
  }

  function extend(way) {
    const order = store.order;
    const next = order[order.indexOf(head) + way];
    if (next) choose(anchor, next);
  }

  // Lines that take others along when their level changes speak for those.
  function leaders() {
    const found = [];
    for (const key of keys()) {
      const line = store.get(key);
      const last = found.length ? store.get(found[found.length - 1]) : null;
      if (line.kind !== "table" && !(last && (last.kind === "heading" || last.marker) && line.level > last.level)) found.push(key);
    }
    return found;
  }

  const acts = {
    remove() {
      const gone = keys();
      const next = store.after(gone[gone.length - 1]) || store.before(gone[0]);
      clear();
      actions.remove(gone, next ? next.key : null, 0);
    },
    level(deeper) {
      const wanted = leaders();
      history.asOne(() => wanted.forEach((key) => writing.setLevel(paper.view(key), deeper)));
    },
    move(up) {
      const moved = keys();
      const before = store.before(moved[0]);
      const after = store.after(moved[moved.length - 1]);
      if (up ? !before : !after) return;
      actions.move(moved, up ? (store.before(before.key) || {}).key || null : after.key);
      choose(moved[0], moved[moved.length - 1]);
    },
    task() {
      const lines = keys().map((key) => store.get(key)).filter((line) => line.kind === "paragraph" || line.kind === "heading");
      const bare = lines.filter((line) => !line.tasks.length);
      history.asOne(() => (bare.length ? bare : lines).forEach((line) => writing.toggleTask(line.key)));
    },
  };

  const begins = {
    ArrowDown: (view) => view.field.selectionEnd === view.field.value.length && onLastRow(view) && 1,
    ArrowUp: (view) => view.field.selectionStart === 0 && onFirstRow(view) && -1,
  };

  function withoutChoice(event, view) {
    if (event.shiftKey && !event.ctrlKey && !event.altKey && begins[event.key]) {
      const way = begins[event.key](view);
      const beyond = way && (way > 0 ? store.after(view.key) : store.before(view.key));
      if (!beyond) return false;
      choose(view.key, beyond.key);
      return true;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a") {
      const { field } = view;
      if (field.selectionEnd - field.selectionStart < field.value.length) return false;
      const part = store.order.filter((key) => partOf(store.get(key)) === partOf(store.get(view.key)));
      choose(part[0], part[part.length - 1]);
      return true;
    }
    return false;
  }

  function withChoice(event) {
    const ctrl = event.ctrlKey || event.metaKey;
    const vertical = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (vertical && event.shiftKey && !ctrl && !event.altKey) extend(vertical);
    else if (event.key === "Shift" || event.key === "Control" || event.key === "Alt" || (ctrl && "cx".includes(event.key.toLowerCase()))) return false;
    else if (vertical && event.altKey) acts.move(vertical < 0);
    else if ((event.key === "Delete" || event.key === "Backspace")) acts.remove();
    else if (event.key === "Tab") acts.level(!event.shiftKey);
    else if (event.key === "Enter" && ctrl) acts.task();
    else {
      clear();
      return event.key === "Escape";
    }
    return true;
  }

  root.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const view = paper.view(paper.keyAt(event.target));
    if (!view || view.field !== event.target || view.composing) return;
    if (!(anchor ? withChoice(event) : withoutChoice(event, view))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  function onBoard(event) {
    const lines = keys().map((key) => store.get(key));
    if (!lines.length) return;
    const cells = (line, sign) => line.rows.map((row) => row.cells.map((cell) => cell || "").join(sign));
    const words = (line) => `${line.marker} ${line.text}`.trim();
    event.clipboardData.setData("text/plain", lines.map((line) => (line.kind === "table" ? cells(line, "\t").join("\n") : words(line))).join("\n"));
    event.clipboardData.setData("text/html", lines.map((line) => (line.kind === "table"
      ? `<table>${line.rows.map((row) => `<tr>${row.cells.map((cell) => `<td>${escaped(cell || "")}</td>`).join("")}</tr>`).join("")}</table>`
      : `<p>${escaped(words(line))}</p>`)).join(""));
    event.preventDefault();
    if (event.type === "cut") acts.remove();
  }
  root.addEventListener("copy", onBoard);
  root.addEventListener("cut", onBoard);

  root.addEventListener("pointerdown", (event) => {
    const key = event.target.classList.contains("ed-field") ? paper.keyAt(event.target) : null;
    const from = document.activeElement ? paper.keyAt(document.activeElement) : null;
    if (key && event.shiftKey && from && from !== key) {
      event.preventDefault();
      choose(anchor || from, key);
      return;
    }
    clear();
    pressed = event.pointerType === "mouse" && event.button === 0 ? key : null;
  });
  root.addEventListener("pointermove", (event) => {
    if (!pressed || !(event.buttons & 1)) return;
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const key = under && paper.keyAt(under);
    if (key && (key !== pressed || anchor) && key !== head) choose(pressed, key);
  });
  document.addEventListener("pointerup", () => { pressed = null; });
  root.addEventListener("focusin", (event) => {
    if (anchor && paper.keyAt(event.target) !== head && !paper.arranging()) clear();
  });

  return { active: () => anchor !== null, clear, ...acts };
}
