// The number before a line, changed where it stands.
import { h } from "./page.js";
import { squeeze } from "./words.js";

export function editMarker(view, line, { done, back }) {
  const field = h("input", { class: "ed-marker-field", "aria-label": "Số, dấu đầu dòng", maxlength: "30", value: line.marker, size: Math.max(3, line.marker.length + 1) });
  let over = false;
  function close(keep, toLine) {
    if (over) return;
    over = true;
    field.remove();
    view.marker.classList.remove("ed-away");
    if (keep) done(squeeze(field.value));
    if (toLine) back();
  }
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close(event.key === "Enter", true);
  });
  field.addEventListener("blur", () => close(true, false));
  view.marker.classList.add("ed-away");
  view.marker.after(field);
  field.focus();
  field.select();
}
