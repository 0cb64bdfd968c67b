// Words of a deadline that can mean two things: the choice lies under the cell.
import { h } from "../editor/page.js";
import { squeeze } from "../editor/words.js";
import { placeUnder, whenLeft } from "./placing.js";

export function createAsking({ line, chosen, acts, view, readonly, back }) {
  const box = h("div", { class: "sheet-ask", role: "dialog", "aria-label": "Cách hiểu thời hạn", hidden: true });
  let leave = () => {};

  // What is asked in the cell the person is in; null where nothing is.
  function question() {
    const { row, at } = chosen.here;
    const known = row === null || readonly ? null : acts.row(row);
    if (!known || !known.task || line.columns[at].role !== "deadline") return null;
    const { deadline, deadline_text: words } = known.task;
    return deadline && (deadline.choices || []).length && squeeze(words) === squeeze(acts.saying(row, at)) ? deadline : null;
  }

  function close() {
    if (box.hidden) return;
    box.hidden = true;
    leave();
  }

  function open() {
    const deadline = question();
    if (!deadline) return;
    const { row, at } = chosen.here;
    const pick = (value) => () => {
      close();
      acts.mean(row, value);
      back();
    };
    box.replaceChildren(h("p", {}, deadline.question || "Câu này có hai cách hiểu, xin ông/bà chọn."),
      ...deadline.choices.map(([value, label]) =>
        h("button", { type: "button", class: `btn btn-sm btn-${deadline.chosen === value ? "primary" : "outline-primary"}`, onclick: pick(value) }, label)));
    placeUnder(box, view.cell(row, at));
    leave = whenLeft(box, close);
    box.querySelector("button").focus();
  }

  box.addEventListener("keydown", (event) => {
    const buttons = [...box.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      buttons[(at + (event.key === "ArrowDown" ? 1 : -1) + buttons.length) % buttons.length].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      close();
      back();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  return { box, question, open };
}
