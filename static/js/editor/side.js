// On a small screen the outline and the task lie under buttons and come up from below.

export function createSides({ root, back }) {
  const buttons = [...root.querySelectorAll("[data-side]")];

  function set(button, open) {
    const side = document.getElementById(button.dataset.side);
    button.setAttribute("aria-expanded", String(open));
    side.classList.toggle("ed-open", open);
    if (open) side.focus();
  }

  const close = () => buttons.forEach((button) => set(button, false));

  for (const button of buttons) {
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      close();
      set(button, open);
    });
    const side = document.getElementById(button.dataset.side);
    side.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      const folded = button.getAttribute("aria-expanded") === "true";
      close();
      if (folded) button.focus();
      else back();
    });
    side.querySelector("[data-close]").addEventListener("click", () => {
      close();
      button.focus();
    });
  }

  return {
    close,
    // Open where it is folded; where it stands beside the paper nothing is to be done.
    open(id) {
      const button = buttons.find((each) => each.dataset.side === id);
      if (button && button.offsetParent) set(button, true);
    },
  };
}
