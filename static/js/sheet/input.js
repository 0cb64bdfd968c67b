// The one field of a sheet. It stands in the cell the person is in, unseen until something is typed: so the first
// letter is never lost, whatever keyboard program writes it (Telex, VNI, Unikey, a telephone).
import { ask, h, nextId, settle } from "../editor/page.js";
import { matchingUnits } from "../editor/units.js";
import { fold, squeeze } from "../editor/words.js";
import { placeUnder } from "./placing.js";

const PAUSE = 1500; // milliseconds without a key; then what was typed so far is saved
const NAMES = new Set(["lead", "coordinate"]);

// onBegin(): somebody starts to type. onInput(): what is typed so far can be saved, the person goes on.
export function createInput({ units, urls, readonly, onInput, onBegin }) {
  const field = h("textarea", { class: "sheet-input", rows: "1", autocomplete: "off", spellcheck: "true" });
  if (readonly) field.readOnly = true;
  const options = h("ul", { class: "sheet-options", role: "listbox", id: nextId("ten"), "aria-label": "Bộ phận của đơn vị", hidden: true });
  const due = h("p", { class: "sheet-preview", role: "status", hidden: true });
  let mode = ""; // "" moving about, "typed" typing over the cell, "edit" inside its words
  let composing = false;
  let role = "";
  let active = -1;

  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  };
  const saveSoon = settle(() => { if (mode && !composing) onInput(); }, PAUSE);

  function begin(how, text) {
    if (readonly || mode) return;
    mode = how;
    if (how === "edit") {
      field.value = text;
      field.setSelectionRange(text.length, text.length);
    }
    field.parentElement.classList.add("sheet-editing");
    grow();
    onBegin();
    if (role === "deadline") preview();
  }

  function end() {
    if (!mode) return;
    mode = "";
    composing = false;
    field.parentElement.classList.remove("sheet-editing");
    field.value = "";
    field.style.height = "";
    closeOptions();
    due.hidden = true;
  }

  // --- names of bộ phận ---

  function closeOptions() {
    options.hidden = true;
    active = -1;
    field.removeAttribute("aria-activedescendant");
    field.removeAttribute("aria-controls");
  }

  function piece() {
    const start = Math.max(...[";", ",", "\n"].map((sign) => field.value.lastIndexOf(sign, field.selectionStart - 1))) + 1;
    const rest = field.value.slice(field.selectionStart).search(/[;,\n]/);
    return { start, end: rest < 0 ? field.value.length : field.selectionStart + rest, text: field.value.slice(start, field.selectionStart) };
  }

  function offer() {
    const { text } = piece();
    const found = squeeze(text) ? matchingUnits(units, text) : [];
    const known = found.length === 1 && fold(found[0].unit.name) === fold(text);
    if (!found.length || known) return closeOptions();
    options.replaceChildren(...found.map(({ unit, by }) => {
      const option = h("li", { role: "option", id: nextId("bo-phan"), "data-name": unit.name, "aria-selected": "false" }, unit.name,
        by !== unit.name && h("small", {}, ` (${by})`));
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        pick(option);
      });
      return option;
    }));
    active = -1;
    field.setAttribute("aria-controls", options.id);
    placeUnder(options, field);
    return null;
  }

  function pick(option) {
    const { start, end: stop } = piece();
    const lead = start && !/\s$/.test(field.value.slice(0, start)) ? " " : "";
    field.setRangeText(lead + option.dataset.name, start, stop, "end");
    closeOptions();
    grow();
    onInput();
  }

  function highlight(by) {
    const all = [...options.children];
    active = active < 0 && by < 0 ? all.length - 1 : (active + by + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    field.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }

  // --- deadlines ---

  const asked = settle(async (words) => {
    const answer = await ask(`${urls.deadline}?words=${encodeURIComponent(words)}`);
    if (!mode || role !== "deadline" || squeeze(field.value) !== words || !answer || !answer.ok) return;
    const known = answer.state === "understood" || (answer.choices || []).length;
    due.className = `sheet-preview ${known ? "sheet-due-ok" : "sheet-due-ask"}`;
    const days = (answer.days || []).length > 1 ? ` · các mốc ${answer.days.join(", ")}` : "";
    due.textContent = known ? answer.label + (answer.state === "question" ? ` · ${answer.question}` : days) : answer.question || "Chưa hiểu thời hạn này.";
    if (answer.state !== "none") placeUnder(due, field);
  }, 250);

  function preview() {
    const words = squeeze(field.value);
    due.hidden = true;
    if (words && urls.deadline) asked(words);
  }

  function typed() {
    grow();
    if (NAMES.has(role)) offer();
    if (role === "deadline") preview();
    saveSoon();
  }

  // Whatever writes the first letter, it lands in the empty field; only then the field is seen.
  field.addEventListener("beforeinput", (event) => {
    if (!mode && event.inputType.startsWith("insert") && event.inputType !== "insertFromPaste") begin("typed");
    if (!mode) event.preventDefault();
  });
  field.addEventListener("compositionstart", () => {
    composing = true;
    begin("typed");
  });
  field.addEventListener("compositionend", () => {
    composing = false;
    typed();
  });
  field.addEventListener("input", () => {
    if (!mode) begin("typed"); // a keyboard that tells only afterwards
    typed();
  });

  return {
    field, options, due,
    get mode() { return mode; },
    get composing() { return composing; },
    begin,
    end,
    // Into another cell; what was typed must have been taken over before.
    enter(td, column) {
      role = column.role || "";
      td.append(field);
      if (NAMES.has(role) && !readonly) field.setAttribute("aria-autocomplete", "list");
      else field.removeAttribute("aria-autocomplete");
    },
    // F2 while typing over a cell: the arrows now move inside the words.
    inside() {
      mode = "edit";
    },
    newline() {
      field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end");
      typed();
    },
    // Keys that belong to the list of names while it is open. True when one was used.
    listKey(key) {
      if (options.hidden || !mode) return false;
      if (key === "ArrowDown" || key === "ArrowUp") highlight(key === "ArrowDown" ? 1 : -1);
      else if ((key === "Enter" || key === "Tab") && active >= 0) pick(options.children[active]);
      else if (key === "Escape") closeOptions();
      else return false;
      return key !== "Tab"; // Tab takes the name and goes on
    },
  };
}
