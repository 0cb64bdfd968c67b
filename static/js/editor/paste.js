// Pasting into the paper: one line goes into the field, more become lines of their own with their numbers.
import { csrf, say } from "./page.js";
import { splitLocally, squeeze, uuid } from "./words.js";

const MOST = 1000000; // letters that are sent at all: beyond, the server has said no already
const MOST_HTML = 4000000;
const MOST_ALONE = 200000; // letters cut without the server
const SHORT = /<(table|li|ol|ul)\b/i; // a list or a table is more than one line, however short its words

export function createPaste({ store, actions, history, paper, urls }) {
  // What the text becomes; where the server cannot be asked, it is cut here.
  async function split(text, html, line) {
    const empty = !line.text;
    const before = empty ? store.before(line.key) : line;
    const like = { region: line.region, kind: line.kind, level: line.level };
    const body = JSON.stringify({
      text: text.slice(0, MOST), html: html.length > MOST_HTML ? "" : html, region: line.region,
      appendix: line.appendix || null, after: before ? before.key : null,
    });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        const response = await fetch(urls.split, {
          method: "POST", credentials: "same-origin", redirect: "manual", body,
          headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf() },
        });
        const answer = await response.json();
        if (response.ok) return answer;
        if (response.status < 500) return { lines: [], say: answer.say || "Chưa dán được đoạn này. Hãy thử lại." };
      } catch {
        // no line, or no answer of ours: once more, then by ourselves
      }
    }
    if (text.length > MOST_ALONE) return { lines: [], say: "Đoạn dán dài, cần có mạng mới tách được. Hãy dán lại khi có mạng." };
    return { lines: splitLocally(text, like, store.above(line.key)), say: "" };
  }

  // The lines go in where the cursor stands: the first joins the words before it when it has no number of its own,
  // the words behind the cursor go on after the last.
  function insert(view, lines, head, tail) {
    const line = store.get(view.key);
    if (!line || !lines.length) return;
    const given = lines.map((each) => ({
      ...each, key: uuid(), rows: (each.rows || []).map((row) => ({ ...row, key: row.key || uuid() })),
    }));
    history.asOne(() => {
      let rest = given;
      const first = given[0];
      const last = given[given.length - 1];
      const joins = first.kind !== "table" && (!squeeze(head) || !first.marker);
      const caret = { before: head.length, after: head.length };
      if (tail && last.kind !== "table" && !(joins && given.length === 1)) last.text = squeeze(`${last.text} ${tail}`);
      if (joins) {
        rest = given.slice(1);
        const text = squeeze(`${head}${first.text}${rest.length ? "" : tail}`);
        actions.type(view.key, text, caret);
        if (!squeeze(head) && !squeeze(tail) && (first.marker || !line.marker)) {
          const set = { kind: first.kind, level: first.level, marker: first.marker };
          if (Object.keys(set).some((name) => set[name] !== line[name])) actions.shape(view.key, set);
        }
        view.write(store.get(view.key).text);
      } else {
        actions.type(view.key, last.kind === "table" && tail ? `${head} ${tail}` : head, caret);
        view.write(store.get(view.key).text);
      }
      if (rest.length) actions.add(view.key, { region: line.region, appendix: line.appendix || null }, rest, { at: "end" });
    });
    if (given.length > 1) say(`Đã dán thành ${given.length} dòng. Bấm Ctrl+Z để bỏ.`);
  }

  return async function paste(view, event) {
    const board = event.clipboardData;
    if (!board) return;
    const text = board.getData("text/plain");
    const html = board.getData("text/html");
    if (!text && !html) return;
    event.preventDefault();
    const { field } = view;
    const many = /[\r\n]/.test(text.trim()) || SHORT.test(html);
    if (!many) {
      const words = text.replace(/[\r\n]+/g, " ");
      if (!words.trim()) return;
      field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
      return;
    }
    history.close();
    view.element.classList.add("ed-waiting");
    const answer = await split(text, html, store.get(view.key));
    view.element.classList.remove("ed-waiting");
    if (answer.say) say(answer.say, { grave: !answer.lines.length });
    if (!store.get(view.key)) return;
    insert(view, answer.lines, field.value.slice(0, field.selectionStart), field.value.slice(field.selectionEnd));
  };
}
