// Lines taken by their handle and put elsewhere, with a line that shows where; a heading takes its section along.
import { h } from "./page.js";
import { partOf } from "./store.js";

const EDGE = 60; // pixels from the edge of the window where the page begins to scroll
const SPEED = 12;

export function listenToDragging({ paper, store, actions }) {
  const mark = h("div", { class: "ed-drop", hidden: true });
  let drag = null; // {keys, after, pointer, y}
  paper.root.append(mark);

  function targetAt(y) {
    const part = partOf(store.get(drag.keys[0]));
    const keys = store.order.filter((key) => partOf(store.get(key)) === part && !drag.keys.includes(key));
    let after = null;
    for (const key of keys) {
      const box = paper.view(key).element.getBoundingClientRect();
      if (y < box.top + box.height / 2) break;
      after = key;
    }
    return { after, keys };
  }

  function show() {
    const { after, keys } = targetAt(drag.y);
    drag.after = after;
    const box = after ? paper.view(after).element.getBoundingClientRect() : keys.length ? paper.view(keys[0]).element.getBoundingClientRect() : null;
    if (!box) return;
    const sheet = paper.root.getBoundingClientRect();
    mark.style.top = `${(after ? box.bottom : box.top) - sheet.top}px`;
    mark.hidden = false;
  }

  function follow() {
    if (!drag) return;
    const way = drag.y < EDGE ? -1 : drag.y > window.innerHeight - EDGE ? 1 : 0;
    if (way) {
      window.scrollBy(0, way * SPEED);
      show();
    }
    requestAnimationFrame(follow);
  }

  function stop(moved) {
    if (!drag) return;
    for (const key of drag.keys) if (paper.view(key)) paper.view(key).element.classList.remove("ed-dragged");
    const { keys, after } = drag;
    drag = null;
    mark.hidden = true;
    if (moved && keys.every((key) => store.get(key)) && (!after || store.get(after))) actions.move(keys, after);
  }

  paper.root.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".ed-grip");
    const key = grip && paper.keyAt(grip);
    if (!key || event.button !== 0) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const keys = store.section(key);
    drag = { keys, after: (store.before(key) || {}).key || null, y: event.clientY, from: event.clientY };
    for (const each of keys) paper.view(each).element.classList.add("ed-dragged");
    requestAnimationFrame(follow);
  });
  paper.root.addEventListener("pointermove", (event) => {
    if (!drag) return;
    drag.y = event.clientY;
    if (Math.abs(drag.y - drag.from) > 4) show();
  });
  paper.root.addEventListener("pointerup", () => stop(!mark.hidden));
  paper.root.addEventListener("pointercancel", () => stop(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag) stop(false);
  });
}
