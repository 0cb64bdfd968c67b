// What can be done with rows: the buttons above the sheet, and the same as a menu at the number of a row.
import { h, icon } from "../editor/page.js";
import { placeUnder, whenLeft } from "./placing.js";

// acts: [{name, label(), bar, icon, keys, run}]; those with `bar` also stand above the sheet.
export function createMenu({ acts, onClose }) {
  const box = h("div", { class: "sheet-menu", role: "menu", "aria-label": "Việc với dòng", hidden: true });
  let leave = () => {};

  function close(focus = true) {
    if (box.hidden) return;
    box.hidden = true;
    leave();
    if (focus) onClose();
  }

  function open(anchor) {
    box.replaceChildren(...acts.map((act) => h("button", { type: "button", role: "menuitem", tabindex: "-1", "data-act": act.name, onclick: () => {
        close();
        act.run();
      } }, icon(act.icon), h("span", {}, act.label()), act.keys && h("kbd", {}, act.keys))));
    placeUnder(box, anchor);
    box.querySelector("[role=menuitem]").focus();
    leave = whenLeft(box, () => close(false));
  }

  box.addEventListener("keydown", (event) => {
    const items = [...box.children];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[(to + items.length) % items.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return { box, open, close };
}

// page: the address of the table's own page, from a sheet that stands elsewhere.
export function createBar({ acts, label, page }) {
  const bar = h("div", { class: "sheet-bar", role: "toolbar", "aria-label": label });
  bar.append(...acts.filter((act) => act.bar).map((act) =>
    h("button", { type: "button", class: "btn btn-sm btn-outline-primary", title: act.keys ? `${act.label()} (${act.keys})` : act.label(), "data-act": act.name,
      onclick: () => act.run() }, icon(act.icon), " ", h("span", {}, act.bar))));
  if (page) bar.append(h("a", { class: "btn btn-sm btn-outline-primary", href: page }, "Cả bảng, Excel"));
  return bar;
}
