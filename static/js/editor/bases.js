// The dialog that cites documents of the catalogue. The server finds them, knows their place among the bases and the
// words a line needs; here the dialog is opened for a line, and the words go to the cursor.
const dialog = document.getElementById("hop-can-cu");
const form = dialog.querySelector("form");
const inLine = form.querySelector("[data-cite-line]");
let opened = null; // what the editor gave: the line, and what to do afterwards

document.addEventListener("soan:can-cu", (event) => {
  opened = event.detail;
  inLine.value = opened.line || "-";
  inLine.disabled = !opened.line;
  if (!opened.line) form.querySelector("[name=dong]").checked = true;
  form.elements.q.focus();
  form.elements.q.select();
  window.htmx.trigger(form, "submit");
});

dialog.addEventListener("click", (event) => {
  const button = event.target.closest("[data-cite]");
  if (!button || !opened) return;
  event.preventDefault();
  const { cite } = opened;
  opened = null;
  dialog.close();
  cite(button.dataset.cite);
});

// A browser gives the field back its cursor at the beginning.
dialog.addEventListener("close", () => {
  if (opened) opened.back();
});

// The dialog stays open: several bases are often inserted one after another.
document.addEventListener("can-cu-da-chen", () => {
  form.elements.q.focus();
  if (opened) opened.inserted();
});
