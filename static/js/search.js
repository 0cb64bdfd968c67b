// The search field: "/" goes to it, suggestions while typing, arrows choose, Escape leaves; and the filters of lists.
// Without it the forms work as they are.
"use strict";

(() => {
  const WAIT = 250; // milliseconds of rest before asking
  const form = document.querySelector("form[data-suggest]");

  // A filter that says nothing does not stand in the address.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get" || !event.target.matches(".app-filter")) return;
    for (const [name, value] of Object.entries(event.detail.parameters)) if (value === "") delete event.detail.parameters[name];
  });

  // What is chosen is filtered at once, and words when the typing rests; only the former is a step that Back returns to.
  let filtering = 0;
  const filter = (form, step) => {
    form.setAttribute("hx-push-url", String(step));
    form.setAttribute("hx-replace-url", String(!step));
    form.requestSubmit();
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("form.app-filter[data-live] select")) filter(event.target.form, true);
  });
  for (const name of ["input", "compositionend"]) {
    document.addEventListener(name, (event) => {
      if (event.isComposing || !event.target.matches("form.app-filter[data-live] input[type=search]")) return;
      clearTimeout(filtering);
      filtering = setTimeout(filter, 2 * WAIT, event.target.form, false);
    });
  }

  if (!form) return;
  const field = form.elements.q;
  const list = form.querySelector("[role=listbox]");
  const said = form.querySelector("[role=status]");
  const known = new Map(); // what was answered already, while the page is open
  let before = null; // where the person was
  let composing = false;
  let timer = 0;
  let asking = null;
  let active = null;

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  const options = () => [...list.querySelectorAll("[role=option]")];

  function choose(option) {
    if (active) active.setAttribute("aria-selected", "false");
    active = option;
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    } else field.removeAttribute("aria-activedescendant");
  }

  function close() {
    clearTimeout(timer);
    if (asking) asking.abort();
    choose(null);
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    said.textContent = "";
  }

  function show(html) {
    choose(null);
    list.innerHTML = html;
    const found = options();
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = found.length ? `${found.length - 1} gợi ý, bấm phím mũi tên xuống để chọn` : "Chưa có gợi ý";
  }

  async function ask() {
    const words = field.value.trim();
    if (asking) asking.abort();
    if (words.length < 2) return close();
    if (known.has(words)) return show(known.get(words));
    asking = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: asking.signal });
      if (!answer.ok || answer.redirected) return close(); // signed out meanwhile: Enter leads to signing in
      const html = await answer.text();
      known.set(words, html);
      if (field.value.trim() === words && document.activeElement === field) show(html);
    } catch {
      // A slow line or a newer question: the field goes on without suggestions.
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  }

  // Vietnamese keyboards compose: nothing is asked for half a letter.
  field.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(timer);
  });
  field.addEventListener("compositionend", () => {
    composing = false;
    soon();
  });
  field.addEventListener("input", (event) => {
    if (!composing && !event.isComposing) soon();
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const all = list.hidden ? [] : options();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!all.length) {
        if (event.key === "ArrowDown") ask();
        return;
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      const at = active ? all.indexOf(active) + step : step > 0 ? 0 : all.length - 1;
      choose(all[at] || null); // past either end: back in the field
    } else if (event.key === "Enter" && active) {
      event.preventDefault();
      window.location.assign(active.href);
    } else if (event.key === "Tab") {
      close(); // before the focus moves: a list that scrolls would take it
    } else if (event.key === "Escape") {
      event.preventDefault(); // browsers would empty the field
      if (!list.hidden) return close();
      if (before && before.isConnected && before !== document.body) before.focus();
      else field.blur();
    }
  });
  form.addEventListener("submit", close);
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus; the click opens the link

  const typed = "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file], [type=range]), textarea, select";
  const types = (target) => target instanceof Element && (target.matches(typed) || target.isContentEditable);
  // Under some Vietnamese keyboards the browser does not name the key, only its place.
  const isSlash = (event) => event.key === "/" || (event.code === "Slash" && !event.shiftKey && ["Process", "Unidentified"].includes(event.key));

  document.addEventListener("keydown", (event) => {
    if (!isSlash(event) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (types(event.target) || document.querySelector("dialog[open], .modal.show")) return;
    event.preventDefault();
    if (!field.checkVisibility || field.checkVisibility()) {
      before = document.activeElement;
      field.focus();
      field.select();
    } else document.querySelector(".app-search-phone")?.click();
  });
})();
