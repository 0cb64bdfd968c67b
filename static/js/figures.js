// One more row of figures than the page came with; without this there are three.
"use strict";

const MOST_FIGURES = 20;

function offerRows() {
  for (const button of document.querySelectorAll("[data-figure-add][hidden]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-figure-add]");
  if (!button) return;
  const rows = button.closest("details").querySelector("[data-figure-rows]");
  const count = rows.children.length;
  if (count >= MOST_FIGURES) return;
  const row = rows.lastElementChild.cloneNode(true);
  for (const error of row.querySelectorAll(".app-error")) error.remove();
  row.querySelector("legend").textContent = `Số liệu ${count + 1}`;
  for (const field of row.querySelectorAll("select, input")) {
    const label = row.querySelector(`label[for="${field.id}"]`);
    field.id = field.id.replace(/\d+$/, String(count + 1));
    label.htmlFor = field.id;
    field.value = "";
    field.classList.remove("is-invalid");
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
  rows.append(row);
  row.querySelector("select").focus();
});

document.addEventListener("htmx:load", offerRows);
offerRows();
