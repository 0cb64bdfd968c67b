// What is understood of the words of a deadline, shown while they are typed: dates, a question, or not understood.
import { ask, h, icon, nextId, settle } from "./page.js";
import { squeeze } from "./words.js";

const PAUSE = 250;

// onMeaning(value): the person chose how two-sided words are meant.
export function createDeadline({ place, urls, onMeaning }) {
  let words = "";
  let drawn = "";

  function draw(deadline) {
    const text = JSON.stringify(deadline);
    if (text === drawn) return;
    drawn = text;
    place.replaceChildren(...shown(deadline || { state: "none" }));
  }

  function shown(deadline) {
    if ((deadline.choices || []).length) {
      const group = nextId("cach-hieu");
      return [h("fieldset", { class: `app-ask${deadline.chosen ? " app-ask-done" : ""}` },
        h("legend", {}, icon(deadline.chosen ? "check-circle" : "question-circle"), " ",
          deadline.chosen ? "Đã chọn cách hiểu" : "Câu này có hai cách hiểu, xin ông/bà chọn"),
        ...deadline.choices.map(([value, label], index) => h("div", { class: "form-check" },
          h("input", { class: "form-check-input", type: "radio", name: group, id: `${group}-${index}`, checked: deadline.chosen === value, onchange: () => onMeaning(value) }),
          h("label", { class: "form-check-label", for: `${group}-${index}` }, label))))];
    }
    if (deadline.state === "understood") {
      const days = deadline.days || [];
      return [h("p", { class: "app-understood" }, icon("check-circle"), " ", deadline.label,
        days.length > 1 ? h("small", {}, h("br"), `Các mốc: ${days.join(", ")}${days.length > 11 ? " …" : ""}`) : null)];
    }
    if (deadline.state === "question") {
      return [h("p", { class: "app-unclear" }, icon("question-circle"), " ", deadline.question || "Chưa hiểu thời hạn này.",
        deadline.label ? h("small", {}, ` (tạm hiểu: ${deadline.label})`) : null)];
    }
    return [];
  }

  const ask_ = settle(async (asked, meaning) => {
    const answer = await ask(`${urls.deadline}?words=${encodeURIComponent(asked)}&meaning=${encodeURIComponent(meaning || "")}`);
    if (answer && answer.ok && asked === words) draw(answer);
  }, PAUSE);

  return {
    // While typing: asked of the server; `known` is what it said of other words.
    type(text, meaning = "") {
      words = squeeze(text);
      if (words) ask_(words, meaning);
      else draw({ state: "none" });
    },
    show(text, deadline) {
      if (squeeze(text) === words && drawn) return;
      words = squeeze(text);
      draw(deadline);
    },
    settle(text, deadline) {
      words = squeeze(text);
      draw(deadline);
    },
  };
}
