// Cells in which somebody else wrote meanwhile: both texts, and the choice. Nothing typed goes before it is settled,
// not even with the page: what waits is kept in the browser.
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
      return JSON.parse(sessionStorage.getItem(storageKey) || "[]");
    } catch {
      return [];
    }
  }

  function keep() {
    try {
      if (waiting.length) sessionStorage.setItem(storageKey, JSON.stringify(waiting));
      else sessionStorage.removeItem(storageKey);
    } catch {
      // the browser keeps nothing for us; the page still does
    }
  }

  // `what`: {kind: "cell", row, column, text, say} or {kind: "lost", texts, say}
  function put(what) {
    waiting = waiting.filter((each) => !(each.kind === "cell" && what.kind === "cell" && each.row === what.row && each.column === what.column));
    waiting.push({ id: uuid(), ...what });
    keep();
    draw();
  }

  function close(id) {
    waiting = waiting.filter((each) => each.id !== id);
    keep();
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

  return { box, put, draw, count: () => waiting.length };
}
