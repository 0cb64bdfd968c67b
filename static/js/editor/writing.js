// What the keys do between lines: new line, join, level, number, move. Works on the lines, not on key events.
import { column, offsetAt } from "./caret.js";
import { say } from "./page.js";
import { partOf } from "./store.js";
import { leadingMarker, markerAt, markerStyle, nextMarker, shapeFor, squeeze } from "./words.js";

const DEEPEST = 6;
const TITLE = 70; // letters; a longer line that ends in a full stop is no title

export function createWriting({ store, actions, history, paper }) {
  const lineOf = (view) => store.get(view.key);
  const sectionPart = (line) => ({ region: line.region, appendix: line.appendix || null });

  // What a line behind this one looks like when nothing stands in it yet.
  function next(line) {
    if (line.kind !== "heading") {
      return { kind: line.kind, level: line.level, marker: line.kind === "basis" ? line.marker : nextMarker(line.marker) };
    }
    const behind = store.after(line.key);
    const dash = behind && behind.kind === "paragraph" && behind.level > line.level && markerStyle(behind.marker) === "dash";
    return { kind: "paragraph", level: Math.min(line.level + 1, DEEPEST), marker: dash ? behind.marker : "" };
  }

  // Enter.
  function breakLine(view) {
    const { field } = view;
    const line = lineOf(view);
    const head = field.value.slice(0, field.selectionStart);
    const tail = field.value.slice(field.selectionEnd);
    if (!squeeze(field.value) && line.marker) {
      actions.shape(line.key, { marker: "", ...(line.kind === "heading" ? { kind: "paragraph" } : {}) });
      return;
    }
    if (field.selectionStart !== field.selectionEnd) {
      view.write(head + tail);
      actions.type(view.key, head + tail, { before: head.length, after: head.length });
    }
    if (!squeeze(head) && squeeze(tail)) {
      const before = store.before(line.key);
      const shape = { kind: line.kind, level: line.level, marker: line.marker };
      actions.add(before ? before.key : null, sectionPart(line), [shape], { stay: { key: line.key, at: 0 } });
      return;
    }
    if (!tail && sentence(line)) {
      history.asOne(() => {
        actions.shape(line.key, { kind: "paragraph" });
        actions.split(line.key, head, tail, next(store.get(line.key)));
      });
      return;
    }
    actions.split(line.key, head, tail, next(line));
  }

  // A numbered line that took the look of the titles above it, and turns out to be a sentence.
  const sentence = ({ kind, level, text }) => kind === "heading" && level > 1 && text.length > TITLE && /[.;]$/.test(text);

  // Backspace before the first letter. False: nothing to do here.
  function joinBefore(view) {
    const line = lineOf(view);
    if (line.marker) {
      actions.shape(line.key, { marker: "" });
      return true;
    }
    const before = store.before(line.key);
    if (!before) {
      const behind = paper.neighbour(line.key, 1);
      if (line.text || !behind || behind.key === line.key || !store.after(line.key)) return true;
      actions.remove([line.key], behind.key, 0);
      return true;
    }
    if (before.kind !== "table") actions.join(before.key, line.key);
    else if (!line.text && !line.tasks.length) actions.remove([line.key], before.key);
    return true;
  }

  // Delete behind the last letter.
  function joinAfter(view) {
    const line = lineOf(view);
    const behind = store.after(line.key);
    if (!behind || behind.kind === "table") return;
    if (!line.text && !line.tasks.length) actions.remove([line.key], behind.key, 0);
    else actions.join(line.key, behind.key);
  }

  function setLevel(view, deeper) {
    const line = lineOf(view);
    if (!line || line.kind === "table") return;
    const above = store.above(line.key);
    const last = above[above.length - 1];
    const most = line.region === "preamble" ? line.level : Math.min(DEEPEST, last ? Math.max(last.level + 1, line.level) : line.level);
    const least = line.region === "preamble" ? line.level : 1;
    const level = Math.max(least, Math.min(most, line.level + (deeper ? 1 : -1)));
    if (level === line.level) {
      say(deeper ? "Dòng này đã lùi sâu nhất so với dòng trên." : "Dòng này đã ở cấp ngoài cùng.");
      return;
    }
    actions.shape(line.key, { level, marker: null }, { marker: markerAt(level, deeper, line, above) });
  }

  // Another kind of line: heading, paragraph, basis.
  function setKind(key, kind) {
    const line = store.get(key);
    if (!line || line.kind === "table" || line.kind === kind) return;
    actions.shape(key, { kind });
  }

  // One place up or down, over a whole neighbour; `section`: a heading with everything under it.
  function move(key, up, section) {
    const line = store.get(key);
    const keys = section ? store.section(key) : [key];
    const part = store.order.map((each) => store.get(each)).filter((each) => partOf(each) === partOf(line)).map((each) => each.key);
    const first = part.indexOf(keys[0]);
    const end = first + keys.length;
    if (up ? first === 0 : end >= part.length) return;
    if (!section) {
      actions.move(keys, up ? part[first - 2] || null : part[first + 1]);
      return;
    }
    if (up) {
      // Before the section that stands above it on the same level, or one line up where there is none.
      let to = first - 1;
      while (to > 0 && !(store.get(part[to]).kind === "heading" && store.get(part[to]).level <= line.level)) to -= 1;
      actions.move(keys, part[to - 1] || null);
    } else {
      const behind = store.section(part[end]);
      actions.move(keys, behind[behind.length - 1]);
    }
  }

  function toggleTask(key) {
    const line = store.get(key);
    if (!line || line.kind === "table" || line.kind === "basis") {
      if (line) say("Chỉ đánh dấu nhiệm vụ ở đề mục và đoạn văn; trong bảng nhiệm vụ, mỗi dòng đã là một nhiệm vụ.");
      return;
    }
    if (line.tasks.length) actions.unmark(key, line.tasks.length > 1 ? line.tasks[line.tasks.length - 1].id : null);
    else actions.mark(key);
  }

  // After a space was typed: "1. ", "I. ", "a) ", "- " at the beginning of a line becomes its number.
  function takeMarker(view) {
    const { field } = view;
    const line = lineOf(view);
    if (line.marker || line.kind === "table") return;
    const typed = field.value.slice(0, field.selectionStart);
    const found = leadingMarker(typed);
    if (!found || found.text || !/\s$/.test(typed)) return;
    const rest = field.value.slice(field.selectionStart);
    history.asOne(() => {
      actions.type(view.key, rest, { before: field.selectionStart, after: 0 });
      actions.shape(view.key, { marker: found.marker, ...(line.kind === "basis" ? {} : shapeFor(found.marker, store.above(line.key))) });
    });
    view.write(rest);
    field.setSelectionRange(0, 0);
  }

  let goal = null; // where the cursor wants to be while it goes up or down through short lines

  function goTo(view, way) {
    const start = paper.emptyPart(view.key, way);
    if (start) {
      start.focus();
      return true;
    }
    const other = paper.neighbour(view.key, way);
    if (!other) return false;
    if (goal === null) goal = column(view);
    if (!other.field) other.focus(way);
    else paper.place({ key: other.key, at: offsetAt(other, goal, way < 0) });
    return true;
  }

  // A screenful up or down.
  function page(view, way) {
    const from = view.element.getBoundingClientRect().top;
    let other = view;
    for (;;) {
      const beyond = paper.neighbour(other.key, way);
      if (!beyond) break;
      other = beyond;
      if (Math.abs(other.element.getBoundingClientRect().top - from) > window.innerHeight * 0.75) break;
    }
    if (other === view) return;
    window.scrollBy(0, other.element.getBoundingClientRect().top - from);
    paper.place({ key: other.key, at: 0 });
  }

  return {
    breakLine, joinBefore, joinAfter, setLevel, setKind, move, toggleTask, takeMarker, goTo, page,
    forgetGoal() { goal = null; },
  };
}
