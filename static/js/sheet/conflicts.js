// Cells in which somebody else wrote meanwhile: both texts, and the choice. Nothing typed goes before it is settled,
// not even with the page or the browser: what waits is written down, each under `storageKey` and its own id, so that
// two tabs of one person show the same and neither forgets what the other keeps.
import { h, icon } from "../editor/page.js";
import { difference, uuid } from "../editor/words.js";

const button = (label, tone, onclick) => h("button", { type: "button", class: `btn btn-sm btn-${tone}`, onclick }, label);
const marked = ([head, middle, tail]) => [head, middle ? h("mark", {}, middle) : "", tail];

// nameOf({row, column}): where it stands, in words. theirsOf: what is stored there now, null where the row is gone.
// onMine(what): one's own text is kept. onCopy(what): it becomes a new row.
export function createConflicts({ storageKey, nameOf, theirsOf, onMine, onCopy }) {
  const box = h("div", { class: "sheet-conflicts" });
  let waiting = restore();

  function restore() {
    try {
      const places = Object.keys(localStorage).filter((place) => place.startsWith(storageKey));
      return places.map(read).filter(Boolean).sort((one, other) => one.since - other.since);
    } catch {
      return [];
    }
  }

  function read(place) {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch {
      return null;
    }
  }

  function keep(each) {
    try {
      localStorage.setItem(storageKey + each.id, JSON.stringify(each));
    } catch {
      // the browser keeps nothing for us; the page still does
    }
  }

  function forget(each) {
    try {
      localStorage.removeItem(storageKey + each.id);
    } catch {
      // nothing was kept
    }
  }

  function follow(event) {
    if (event.key === null || !event.key.startsWith(storageKey)) return;
    waiting = restore();
    draw();
  }
  window.addEventListener("storage", follow);

  // `what`: {kind: "cell", row, column, text, say} or {kind: "lost", texts, say}
  function put(what) {
    const same = (each) => each.kind === "cell" && what.kind === "cell" && each.row === what.row && each.column === what.column;
    waiting.filter(same).forEach(forget);
    const fresh = { id: uuid(), since: Date.now(), ...what };
    waiting = [...waiting.filter((each) => !same(each)), fresh];
    keep(fresh);
    draw();
  }

  function close(id) {
    waiting.filter((each) => each.id === id).forEach(forget);
    waiting = waiting.filter((each) => each.id !== id);
    draw();
  }

  function cellCard(each) {
    const theirs = theirsOf(each);
    if (theirs === null) return lostCard({ ...each, texts: [each.text], say: "Dòng này của bảng đã bị xóa. Nội dung ông/bà nhập còn ở đây." });
    const { mine, theirs: other } = difference(each.text || "", theirs);
    return h("section", { class: "sheet-conflict", role: "alert", "aria-label": "Chờ ông/bà chọn" },
      h("p", { class: "sheet-conflict-title" }, icon("exclamation-triangle"), ` ${nameOf(each)}: ${each.say}`),
      h("div", { class: "app-two" },
        h("div", {}, h("p", { class: "sheet-conflict-who" }, "Bản của ông/bà"), h("p", { class: "app-mine app-words" }, ...marked(mine))),
        h("div", {}, h("p", { class: "sheet-conflict-who" }, "Bản đang lưu"), h("p", { class: "app-theirs app-words" }, ...(theirs ? marked(other) : ["(trống)"])))),
      h("div", { class: "sheet-conflict-choices" },
        button("Giữ bản của tôi", "primary", () => {
          close(each.id);
          onMine(each);
        }),
        button("Lấy bản đang lưu", "outline-primary", () => close(each.id))));
  }

  function lostCard(each) {
    return h("section", { class: "sheet-conflict", role: "alert", "aria-label": "Chưa lưu được" },
      h("p", { class: "sheet-conflict-title" }, icon("exclamation-triangle"), ` ${each.say}`),
      ...each.texts.slice(0, 20).map((text) => h("p", { class: "app-mine app-words" }, text)),
      h("div", { class: "sheet-conflict-choices" },
        button("Thêm thành dòng mới", "primary", () => {
          close(each.id);
          onCopy(each);
        }),
        button("Bỏ", "outline-primary", () => close(each.id))));
  }

  function draw() {
    box.replaceChildren(...waiting.map((each) => (each.kind === "cell" ? cellCard(each) : lostCard(each))));
  }

  return { box, put, draw, count: () => waiting.length, destroy: () => window.removeEventListener("storage", follow) };
}
