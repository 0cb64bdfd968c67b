// What opens over the page: help of the keys, a new appendix, texts to cite, and what to do when saving has stopped.
import { csrf, h } from "./page.js";

export function createDialogs({ root, onAppendix }) {
  const find = (name) => document.getElementById(name);

  function open(dialog) {
    if (!dialog.open) dialog.showModal();
  }

  for (const dialog of root.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    });
  }

  // A new appendix goes through the form of the portal; its refusals are shown in the dialog.
  const form = find("them-phu-luc");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const note = form.querySelector("[role=alert]");
    note.textContent = "";
    try {
      const response = await fetch(form.action, { method: "POST", credentials: "same-origin", redirect: "manual", body: new FormData(form), headers: { "X-CSRFToken": csrf() } });
      if (response.type !== "opaqueredirect") {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const reasons = [...page.querySelectorAll(".invalid-feedback, .alert-danger")].map((each) => each.textContent.trim()).filter(Boolean);
        note.textContent = reasons.join(" ") || "Chưa thêm được phụ lục. Hãy thử lại.";
        return;
      }
    } catch {
      note.textContent = "Mất mạng: phụ lục chưa được thêm. Hãy thử lại khi có mạng.";
      return;
    }
    form.closest("dialog").close();
    form.reset();
    onAppendix();
  });

  let told = false;
  return {
    help: () => open(find("hop-tro-giup")),
    appendix() {
      open(find("hop-phu-luc"));
      form.elements.label.focus();
    },
    // Documents of the catalogue (bases.js): as a basis, or in the line the cursor is in (null where none fits).
    basis(given) {
      open(find("hop-can-cu"));
      document.dispatchEvent(new CustomEvent("soan:can-cu", { detail: given }));
    },
    // Nothing more can be saved here: what was typed and not sent is shown, to be taken along.
    stopped(say, steps) {
      if (told) return;
      told = true;
      const texts = steps.flatMap((step) => [step.text, step.new && step.new.text, ...(step.lines || []).map((line) => line.text), ...Object.values(step.set || {})])
        .filter((text) => typeof text === "string" && text.trim());
      const dialog = find("hop-dung");
      dialog.querySelector("[data-say]").textContent = say;
      dialog.querySelector("[data-unsent]").replaceChildren(...(texts.length ? [
        h("label", { for: "chua-gui" }, "Những chữ đã gõ mà chưa lưu được; ông/bà có thể chép lại:"),
        h("textarea", { id: "chua-gui", class: "form-control", rows: "8", readonly: true }, texts.join("\n")),
      ] : [h("p", {}, "Mọi chữ đã gõ trước đó đều đã lưu.")]));
      open(dialog);
    },
  };
}
