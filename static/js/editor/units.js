// Names of bộ phận completed while they are typed: without tone marks, by short name, by a spelling used before.
import { h, nextId } from "./page.js";
import { fold } from "./words.js";

const MOST = 8;
const bare = (text) => fold(text).replace(/[^a-z0-9 ]/g, "").replace(/\s+/g, " ").trim();
const initials = (text) => bare(text.replace(/[-–—/&]/g, " ")).split(" ").map((word) => word[0] || "").join("");

// How well a name answers what was typed; 0 not at all.
function score(name, typed) {
  const one = bare(name);
  const close = typed.replace(/ /g, "");
  if (one === typed) return 5;
  if (one.startsWith(typed)) return 4;
  if (` ${one}`.includes(` ${typed}`)) return 3;
  if (close.length > 1 && (initials(name).startsWith(close) || one.replace(/ /g, "").startsWith(close))) return 2;
  const words = typed.split(" ");
  return words.length > 1 && words.every((word) => ` ${one}`.includes(` ${word}`)) ? 1 : 0;
}

export function matchingUnits(units, text) {
  const typed = bare(text);
  if (!typed) return units.slice(0, MOST).map((unit) => ({ unit, by: unit.name }));
  const found = [];
  for (const unit of units) {
    let best = null;
    for (const name of [unit.name, ...(unit.also || [])]) {
      const points = score(name, typed);
      if (points && (!best || points > best.points)) best = { unit, by: name, points };
    }
    if (best) found.push(best);
  }
  return found.sort((one, other) => other.points - one.points).slice(0, MOST);
}

// The name the cursor is in, when several stand in one field.
function pieceAt(field) {
  const start = Math.max(...[";", ",", "\n"].map((sign) => field.value.lastIndexOf(sign, field.selectionStart - 1))) + 1;
  const rest = field.value.slice(field.selectionStart).search(/[;,\n]/);
  const end = rest < 0 ? field.value.length : field.selectionStart + rest;
  return { start, end, text: field.value.slice(start, field.selectionStart) };
}

// Offers names under `field`, which may hold several and grow over rows, so it stays a text box with a list
// (WAI-ARIA: autocomplete "list"). onPick(): the field holds a chosen name now.
export function completeUnits(field, { units, onPick }) {
  const list = h("ul", { class: "ed-options", role: "listbox", id: nextId("goi-y"), "aria-label": "Bộ phận của đơn vị", hidden: true });
  const count = h("span", { class: "visually-hidden", "aria-live": "polite" });
  field.after(list, count);
  for (const [name, value] of Object.entries({ "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": list.id, autocomplete: "off" })) {
    field.setAttribute(name, value);
  }
  let active = -1;

  function close() {
    list.hidden = true;
    active = -1;
    count.textContent = "";
    field.removeAttribute("aria-activedescendant");
  }

  function pick(option) {
    const { start, end } = pieceAt(field);
    const lead = start && !/\s$/.test(field.value.slice(0, start)) ? " " : "";
    const name = option.dataset.name;
    field.setRangeText(lead + name, start, end, "end");
    close();
    onPick();
  }

  function open(all = false) {
    const { text } = pieceAt(field);
    const found = all || bare(text).length ? matchingUnits(units(), text) : [];
    const known = found.length === 1 && fold(found[0].unit.name) === fold(text);
    if (!found.length || known) return close();
    list.replaceChildren(...found.map(({ unit, by }) => {
      const option = h("li", { role: "option", id: nextId("bo-phan"), "data-name": unit.name, "aria-selected": "false" }, unit.name);
      if (by !== unit.name) option.append(h("small", {}, ` (${by})`));
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        pick(option);
      });
      return option;
    }));
    active = -1;
    list.hidden = false;
    count.textContent = `${found.length} gợi ý, bấm mũi tên xuống để chọn`;
    return null;
  }

  function highlight(index) {
    const options = [...list.children];
    active = (index + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    field.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  }

  field.addEventListener("input", () => open());
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden && event.key === "ArrowUp") return;
      if (list.hidden) open(true);
      if (list.hidden) return;
      highlight(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      pick(list.children[active]);
      event.stopImmediatePropagation();
    } else if (event.key === "Escape" && !list.hidden) {
      close();
      event.stopPropagation();
    } else {
      return;
    }
    event.preventDefault();
  });
}
