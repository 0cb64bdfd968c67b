// The sheet of paper: a field for every line, in the order of the plan, with its tables.
import { createLine } from "./line.js";
import { h, hidden, icon } from "./page.js";
import { partOf } from "./store.js";

const SHEAF = 40; // lines

// root: the article; tables: createTables; onStart(part): somebody wants the first line of an empty part.
export function createPaper({ root, store, tables, onTask, onStart }) {
  const views = new Map();
  const parts = new Map(); // name → {element, start}
  const relabelled = [];
  let arranging = false;

  function viewOf(key) {
    let view = views.get(key);
    if (!view) {
      const line = store.get(key);
      view = line.kind === "table" ? tables.create(line) : createLine(line, { onTask: () => onTask(key) });
      if (view.field) view.field.readOnly = store.frozen;
      views.set(key, view);
    }
    return view;
  }

  function partElement(name) {
    if (!parts.has(name)) {
      const element = root.querySelector(`[data-part="${name}"]`) || appendixElement(name);
      const start = h("button", { type: "button", class: "ed-start", hidden: true, onclick: () => onStart(name) }, icon("plus-lg"), " ",
        name === "preamble" ? "Thêm căn cứ" : name === "body" ? "Viết dòng đầu tiên" : "Viết dòng đầu của phụ lục");
      element.replaceChildren(start);
      parts.set(name, { element, start });
    }
    return parts.get(name);
  }

  // An appendix somebody added while the page was open.
  function appendixElement(name) {
    const appendix = store.appendices.find((each) => `appendix-${each.id}` === name) || {};
    const title = [appendix.label, appendix.title].filter(Boolean).map((text) => h("p", {}, h("b", {}, text)));
    const element = h("div", { "data-part": name });
    root.querySelector("#cac-phu-luc").append(
      h("section", { class: "app-appendix", id: `phu-luc-${appendix.id}`, "aria-label": `${appendix.label} ${appendix.title}` },
        h("div", { class: "app-name" }, ...title, appendix.indication && h("p", {}, h("i", {}, appendix.indication))), element),
    );
    return element;
  }

  const partNames = () => ["preamble", "body", ...store.appendices.map((each) => `appendix-${each.id}`)];

  // The lines of a part stand in sheaves, so that a new line among thousands makes the browser look at a few only.
  function fill(element, start, lines) {
    let cursor = following(element.firstElementChild, start, true);
    for (const line of lines) {
      if (line === cursor) cursor = following(cursor, start);
      else put(element, start, line, cursor);
    }
    for (const sheaf of [...element.children]) {
      if (sheaf !== start && !sheaf.firstElementChild) sheaf.remove();
      else if (sheaf.childElementCount > 2 * SHEAF) halve(sheaf);
    }
  }

  // The line behind `line`, over the end of its sheaf; with `first` the first line of that sheaf or a later one.
  function following(line, start, first = false) {
    if (!first && line.nextElementSibling) return line.nextElementSibling;
    for (let sheaf = first ? line : line.parentElement.nextElementSibling; sheaf && sheaf !== start; sheaf = sheaf.nextElementSibling) {
      if (sheaf.firstElementChild) return sheaf.firstElementChild;
    }
    return null;
  }

  function put(element, start, line, cursor) {
    if (cursor) {
      const behind = cursor.previousElementSibling ? null : cursor.parentElement.previousElementSibling;
      if (behind && behind.childElementCount < SHEAF) behind.append(line);
      else cursor.before(line);
      return;
    }
    let last = start.previousElementSibling;
    if (!last || last.childElementCount >= SHEAF) {
      last = h("div", { class: "ed-sheaf" });
      start.before(last);
    }
    last.append(line);
  }

  // The half without the cursor goes into a sheaf of its own.
  function halve(sheaf) {
    const lines = [...sheaf.children];
    const fresh = h("div", { class: "ed-sheaf" });
    const upper = lines.slice(SHEAF).some((line) => line.contains(document.activeElement));
    if (upper) sheaf.before(fresh);
    else sheaf.after(fresh);
    fresh.append(...(upper ? lines.slice(0, SHEAF) : lines.slice(SHEAF)));
  }

  // Put every line where it belongs. What has the cursor keeps it.
  function arrange() {
    arranging = true;
    const active = document.activeElement;
    for (const [key, view] of views) {
      if (store.get(key)) continue;
      view.element.remove();
      if (view.destroy) view.destroy();
      views.delete(key);
    }
    const wanted = new Map(partNames().map((name) => [name, []]));
    for (const key of store.order) {
      const name = partOf(store.get(key));
      if (wanted.has(name)) wanted.get(name).push(key);
    }
    for (const [name, keys] of wanted) {
      const { element, start } = partElement(name);
      fill(element, start, keys.map((key) => viewOf(key).element));
      if (start.hidden !== keys.length > 0) start.hidden = !start.hidden;
    }
    for (const section of root.querySelectorAll("#cac-phu-luc > section")) {
      const name = section.id.replace("phu-luc", "appendix");
      if (wanted.has(name)) continue;
      section.remove();
      parts.delete(name);
    }
    if (active && active !== document.activeElement && active.isConnected) active.focus({ preventScroll: true });
    arranging = false;
    label();
  }

  // What a screen reader calls each field: the path of its section and its own number.
  function label() {
    const stack = [];
    let part = "";
    let count = 0;
    for (const line of store.all()) {
      if (partOf(line) !== part) {
        part = partOf(line);
        stack.length = 0;
        count = 0;
      }
      count += 1;
      const view = views.get(line.key);
      if (!view || !view.label) continue;
      const bare = line.marker.replace(/[.)\s]+$/, "");
      if (line.kind === "heading") {
        while (stack.length && stack[stack.length - 1].level >= line.level) stack.pop();
        stack.push({ level: line.level, bare });
        view.label(`Đề mục ${stack.map((each) => each.bare).filter(Boolean).join(".") || count}`);
      } else {
        const path = stack.map((each) => each.bare).filter(Boolean).join(".");
        const kind = line.kind === "basis" ? "Căn cứ" : line.kind === "table" ? "Bảng" : "Dòng";
        view.label(`${kind} ${line.marker || count}${path ? `, mục ${path}` : ""}`);
      }
    }
  }

  // Draw lines again after a step; `order`: lines came, went or moved.
  function show(keys, { order = true } = {}) {
    if (order) arrange();
    for (const key of keys) {
      const line = store.get(key);
      if (line && views.has(key)) viewOf(key).update(line);
    }
    if (!order && keys.some((key) => (store.get(key) || {}).kind === "heading")) label();
    for (const each of relabelled) each();
  }

  // The cursor to a letter of a line: a number, or "end".
  function place({ key, at }) {
    const view = views.get(key);
    if (!view) return;
    if (!view.field) {
      view.focus();
      return;
    }
    if (document.activeElement !== view.field) view.field.focus({ preventScroll: true });
    const offset = at === "end" ? view.field.value.length : Math.min(at, view.field.value.length);
    view.field.setSelectionRange(offset, offset);
    const box = view.element.getBoundingClientRect();
    if (box.top < 70 || box.bottom > window.innerHeight - 20) view.element.scrollIntoView({ block: box.height > window.innerHeight / 2 ? "start" : "nearest" });
  }

  const keyAt = (target) => {
    const element = target instanceof Element ? target.closest(".ed-line") : null;
    return element ? element.dataset.key : null;
  };

  // The nearest line that has a field, before (-1) or behind (1) this one, across the parts of the paper.
  function neighbour(key, way) {
    const order = store.order;
    for (let at = order.indexOf(key) + way; at >= 0 && at < order.length; at += way) {
      const view = views.get(order[at]);
      if (view) return view;
    }
    return null;
  }

  // The button of an empty part that lies before (-1) or behind (1) this line, where no other line lies between.
  function emptyPart(key, way) {
    const names = partNames();
    const at = names.indexOf(partOf(store.get(key)));
    const beyond = store.order[store.order.indexOf(key) + way];
    const { start } = parts.get(names[at + way]) || {};
    return start && !start.hidden && (!beyond || partOf(store.get(beyond)) !== names[at]) ? start : null;
  }

  function setPeople(people) {
    for (const old of root.querySelectorAll(".ed-there")) old.remove();
    for (const person of people) {
      const view = person.line && views.get(person.line);
      if (view) view.element.append(h("span", { class: "ed-there app-chip" }, icon("pencil"), " ", person.name, hidden(" đang ở dòng này")));
    }
  }

  return {
    root, show, place, keyAt, neighbour, emptyPart, setPeople,
    // Nothing more can be saved: to read and to copy from only.
    freeze() {
      for (const view of views.values()) if (view.field) view.field.readOnly = true;
    },
    // To the first line, or to the button that makes one; the page does not move.
    begin(name) {
      const first = store.all().find((line) => !name || partOf(line) === name);
      const view = first && views.get(first.key);
      const target = view ? view.field : (parts.get(name || "preamble") || {}).start;
      if (target) target.focus({ preventScroll: !name });
      if (view && view.field) view.field.setSelectionRange(0, 0);
    },
    view: (key) => views.get(key),
    views: () => views.values(),
    arranging: () => arranging,
    onShow: (each) => relabelled.push(each),
  };
}
