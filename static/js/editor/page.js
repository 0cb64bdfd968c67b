// Small pieces of the page: elements, icons drawn by the server, one sentence said aloud.

// h("button", {class: "btn", type: "button", onclick}, "Lưu", icon("x"))
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "hidden" || name === "checked" || name === "selected" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name) {
  const drawn = document.querySelector(`#hinh [data-name="${name}"]`);
  return drawn ? drawn.firstElementChild.cloneNode(true) : document.createTextNode("");
}

export const hidden = (text) => h("span", { class: "visually-hidden" }, text);

// A passing message; `act` is {label, run}.
export function say(text, { grave = false, act = null } = {}) {
  const box = document.getElementById("thong-bao");
  if ([...box.children].some((each) => each.dataset.text === text)) return;
  const toast = h("div", { class: `alert mb-0 alert-${grave ? "danger" : "info"}` }, text);
  if (act) {
    toast.append(" ", h("button", { type: "button", class: "btn btn-sm btn-outline-primary", onclick: () => { act.run(); toast.remove(); } }, act.label));
  }
  toast.dataset.text = text;
  box.append(toast);
  setTimeout(() => toast.remove(), 12000);
}

// GET a JSON answer of the server with `status` and `ok`; null when there is no line.
export async function ask(address, options = {}) {
  let response = null;
  try {
    response = await fetch(address, { credentials: "same-origin", redirect: "manual", headers: { Accept: "application/json" }, ...options });
    return { ...(await response.json()), status: response.status, ok: response.ok };
  } catch {
    return response && { status: response.status, ok: false };
  }
}

export const csrf = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";

let counted = 0;
// Called once, `pause` milliseconds after the last time it was asked for.
export function settle(work, pause) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), pause);
  };
}

export const nextId = (stem) => `${stem}-${(counted += 1)}`;
