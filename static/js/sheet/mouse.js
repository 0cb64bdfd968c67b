// The sheet by mouse, pen and finger: cells chosen by pressing and drawing, rows carried by their number.
import { h } from "../editor/page.js";

const FAR = 4; // pixels; less is a press, not a drawing
const EDGE = 60;

// go(place, {extend}), edit(), whole(row, extend), menu(anchor, row), carry(keys, after), ask(place, anchor)
export function listenToMouse({ view, region, input, rows, chosenRows, go, edit, whole, menu, carry, ask, readonly }) {
  const mark = h("div", { class: "sheet-drop", hidden: true });
  region.append(mark);
  let drawing = null; // {pointer, at} while a range is drawn
  let carrying = null; // {row, x, y, on, after} while a row is carried

  view.table.addEventListener("pointerdown", (event) => {
    const place = view.placeOf(event.target);
    if (!place || event.button > 0) return;
    if (event.target.closest("[data-ask]")) return;
    if (place.at < 0) {
      if (event.pointerType !== "mouse" || readonly) return;
      carrying = { row: place.row, x: event.clientX, y: event.clientY, on: false, after: undefined };
      event.preventDefault();
      return;
    }
    if (event.target === input.field && input.mode) return; // inside the words
    if (event.pointerType !== "mouse") return; // a finger scrolls; its press is a click
    event.preventDefault();
    go(place, { extend: event.shiftKey });
    drawing = { at: place };
  });

  document.addEventListener("pointermove", (event) => {
    if (drawing) {
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const place = under && view.placeOf(under);
      if (place && place.at >= 0 && (place.row !== drawing.at.row || place.at !== drawing.at.at)) {
        drawing.at = place;
        go(place, { extend: true });
      }
    }
    if (carrying) carryOn(event);
  });

  function carryOn(event) {
    if (!carrying.on && Math.hypot(event.clientX - carrying.x, event.clientY - carrying.y) < FAR) return;
    carrying.on = true;
    region.classList.add("sheet-carrying");
    if (event.clientY < EDGE) window.scrollBy(0, -12);
    if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
    const all = rows();
    let after = null;
    let line = null;
    for (const row of all) {
      const box = view.tr(row.key).getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) {
        line = line === null ? box.top : line;
        break;
      }
      after = row.key;
      line = box.bottom;
    }
    carrying.after = after;
    const around = region.getBoundingClientRect();
    mark.hidden = false;
    mark.style.top = `${line - around.top + region.scrollTop - 1}px`;
  }

  function drop(event, done) {
    drawing = null;
    if (!carrying) return;
    const { row, on, after } = carrying;
    carrying = null;
    mark.hidden = true;
    region.classList.remove("sheet-carrying");
    if (!done) return;
    if (!on) whole(row, event.shiftKey);
    else if (after !== undefined) {
      const chosen = chosenRows();
      carry(chosen.includes(row) ? chosen : [row], after);
    }
  }
  document.addEventListener("pointerup", (event) => drop(event, true));
  document.addEventListener("pointercancel", (event) => drop(event, false));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && carrying) drop(event, false); }, true);

  view.table.addEventListener("click", (event) => {
    const asking = event.target.closest("[data-ask]");
    const place = view.placeOf(event.target);
    if (!place) return;
    if (asking) {
      ask({ row: place.row, at: place.at }, asking);
      return;
    }
    if (place.at < 0) {
      if (!readonly && (event.detail === 0 || event.pointerType !== "mouse")) menu(event.target.closest("th"), place.row);
      return;
    }
    if (event.pointerType !== "mouse" && event.target !== input.field) go(place, {});
  });
  view.table.addEventListener("dblclick", (event) => {
    const place = view.placeOf(event.target);
    if (place && place.at >= 0 && !input.mode) edit();
  });
  view.table.addEventListener("contextmenu", (event) => {
    const place = view.placeOf(event.target);
    if (!place || readonly || input.mode || event.shiftKey) return;
    event.preventDefault();
    if (!chosenRows().includes(place.row)) go({ row: place.row, at: Math.max(place.at, 0) }, {});
    menu(event.target.closest("td, th"), place.row, { x: event.clientX, y: event.clientY });
  });
}
