// Under a line: both texts when two people wrote there, what was typed into a line that is gone, what was refused.
// Nothing typed disappears before the person has chosen.
import { h, icon } from "./page.js";
import { difference, squeeze, uuid } from "./words.js";

const marked = ([head, middle, tail]) => [head, middle ? h("mark", {}, middle) : "", tail];

const button = (label, tone, onclick) => h("button", { type: "button", class: `btn btn-sm btn-${tone}`, onclick }, label);

// storageKey: what waits for a choice is also written down in the browser, should the page go away before it is made.
export function createConflicts({ store, actions, queue, paper, storageKey, onCount }) {
  const open = new Map(); // key of a line → card
  const together = new Map(); // lines that were not taken → the first of them, which carries the card

  const placeOf = (key) => `${storageKey}${key}`;

  function keep(key) {
    const view = paper.view(key);
    const line = store.get(key);
    if (!open.has(key) || !view || !view.field || !line) return;
    const { kind, level, marker, region, appendix } = line;
    const after = (store.before(key) || {}).key || null;
    try {
      localStorage.setItem(placeOf(key), JSON.stringify({ words: view.field.value, after, line: { key, kind, level, marker, region, appendix } }));
    } catch {
      // the words are still in the field
    }
  }

  function close(key) {
    const card = open.get(key);
    if (!card) return;
    open.delete(key);
    card.remove();
    try {
      localStorage.removeItem(placeOf(key));
    } catch {
      // nothing was written
    }
    const view = paper.view(key);
    if (view) {
      view.held = false;
      view.element.classList.remove("ed-held");
    }
    onCount(open.size);
  }

  function put(key, title, ...content) {
    close(key);
    const view = paper.view(key);
    if (!view) return;
    const heading = h("p", { class: "ed-card-title" }, icon("exclamation-triangle"), " ", title);
    const card = h("section", { class: "ed-card", role: "alert", "aria-label": "Chờ ông/bà chọn" }, heading, ...content);
    open.set(key, card);
    view.held = true;
    view.element.classList.add("ed-held");
    view.notes.append(card);
    keep(key);
    onCount(open.size);
  }

  function places() {
    try {
      return Object.keys(localStorage).filter((each) => each.startsWith(storageKey));
    } catch {
      return [];
    }
  }

  function read(place) {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch {
      return null; // one entry that cannot be read: the others count all the same
    }
  }

  // What an earlier page left without a choice.
  function recall() {
    for (const place of places()) {
      const { words = "", after = null, line } = read(place) || {};
      if (!line) continue;
      const known = store.get(line.key);
      localStorage.removeItem(place);
      if (known && known.text !== squeeze(words)) {
        paper.view(line.key).write(words);
        both(line.key, "Lần soạn trước, chữ ông/bà gõ ở dòng này chưa được lưu vì người khác cũng sửa.", { text: known.text });
      } else if (!known && squeeze(words)) {
        store.apply({ do: "add", after, region: line.region, appendix: line.appendix, lines: [{ ...line, text: squeeze(words) }] });
        paper.show([], { order: true });
        gone(line.key, "Lần soạn trước, dòng này chưa được lưu.");
      }
    }
  }

  // Further steps on a line whose words wait for a choice would meet the same end: they are called back.
  function callBack(key) {
    queue.withdraw((step) => step.do === "text" && step.line === key);
  }

  // Somebody else's words stand on the server, one's own in the field.
  function both(key, say, theirs) {
    const view = paper.view(key);
    const line = store.get(key);
    if (!view || !line) return;
    callBack(key);
    const mine = () => view.field.value;
    line.text = theirs.text;
    if (squeeze(mine()) === theirs.text) {
      close(key);
      return;
    }
    const differing = difference(mine(), theirs.text);
    const mineShown = h("p", { class: "ed-mine" }, ...marked(differing.mine));
    const theirsShown = h("p", { class: "ed-theirs" }, ...marked(differing.theirs));
    const name = theirs.by || "người kia";
    const choices = h("div", { class: "ed-choices" },
      button("Giữ bản của tôi", "primary", () => {
        close(key);
        actions.type(key, mine(), { before: 0, after: 0 });
        paper.place({ key, at: "end" });
      }),
      button(`Lấy bản của ${name}`, "outline-primary", () => {
        close(key);
        view.write(store.get(key).text);
        paper.show([key], { order: false });
        paper.place({ key, at: "end" });
      }),
      button("Gộp tay", "outline-primary", () => {
        heldTogether();
      }),
    );
    function heldTogether() {
      mineShown.previousElementSibling.textContent = "Bản của ông/bà: sửa ngay ở dòng trên, chép thêm từ bản kia";
      choices.replaceChildren(button("Lưu bản đã gộp", "primary", () => {
        close(key);
        actions.type(key, mine(), { before: 0, after: 0 });
        paper.place({ key, at: "end" });
      }));
      paper.place({ key, at: "end" });
    }
    put(key, say,
      h("div", { class: "app-two" },
        h("div", {}, h("h3", {}, "Bản của ông/bà"), mineShown),
        h("div", {}, h("h3", {}, `Bản của ${name} (đang lưu)`), theirsShown)),
      choices);
  }

  // New lines the server did not take: they stay on the paper, to be tried again or given up together.
  function unsaved(keys, say) {
    const lines = keys.filter((key) => store.get(key));
    if (!lines.length) return;
    const [first] = lines;
    lines.forEach((key) => {
      callBack(key);
      together.set(key, first);
    });
    const again = () => {
      const { region, appendix } = store.get(first);
      const before = store.before(first);
      const fresh = lines.map((key) => {
        const view = paper.view(key);
        const { kind, level, marker, role, columns, rows, text } = store.get(key);
        const words = view && view.field ? squeeze(view.field.value) : text;
        return { key: uuid(), kind, level, marker, role, columns, rows: rows.map(({ kind: of, cells }) => ({ key: uuid(), kind: of, cells })), text: words };
      });
      dropAll();
      actions.add(before ? before.key : null, { region, appendix: appendix || null }, fresh);
    };
    const dropAll = () => {
      lines.forEach((key) => together.delete(key));
      lines.slice(1).forEach((key) => store.remove(key));
      drop(first, false);
    };
    const count = lines.length > 1 ? `${lines.length} dòng từ đây chưa được lưu. ` : "";
    put(first, count + say, h("div", { class: "ed-choices" }, button("Thử lưu lại", "primary", again), button("Bỏ", "outline-primary", dropAll)));
  }

  // The line is no longer there: its words become a new line, or go.
  function gone(key, say) {
    const view = paper.view(key);
    const line = store.get(key);
    if (!view || !line || together.has(key)) return;
    callBack(key);
    const words = view.field ? view.field.value : line.text;
    if (!squeeze(words)) {
      drop(key);
      return;
    }
    put(key, say, h("div", { class: "ed-choices" },
      button("Giữ thành dòng mới", "primary", () => {
        const before = store.before(key);
        const fresh = { key: uuid(), kind: line.kind, level: line.level, marker: line.marker, text: squeeze(view.field.value) };
        drop(key, false);
        actions.add(before ? before.key : null, { region: line.region, appendix: line.appendix || null }, [fresh]);
      }),
      button("Bỏ", "outline-primary", () => drop(key))));
  }

  function drop(key, focus = true) {
    const behind = store.after(key) || store.before(key);
    close(key);
    store.remove(key);
    paper.show([], { order: true });
    if (focus && behind) paper.place({ key: behind.key, at: "end" });
  }

  // The server said no (too long, no longer allowed): the words stay in the field until they are changed or given up.
  function refused(key, say, stored) {
    const view = paper.view(key);
    const line = store.get(key);
    if (!view || !line || !view.field) return;
    callBack(key);
    if (stored) line.text = stored.text;
    put(key, say, h("p", {}, "Chữ ông/bà gõ còn nguyên ở dòng trên nhưng chưa lưu."), h("div", { class: "ed-choices" },
      button("Lưu lại", "primary", () => {
        close(key);
        actions.type(key, view.field.value, { before: 0, after: 0 });
      }),
      stored && button("Lấy lại bản đang lưu", "outline-primary", () => {
        close(key);
        view.write(stored.text);
      })));
  }

  return { both, gone, refused, unsaved, close, keep, recall, has: (key) => open.has(key) || together.has(key), count: () => open.size };
}
