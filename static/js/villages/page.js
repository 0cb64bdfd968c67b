// The page of a village: its items, a word about the line, and what waits to be sent from an earlier visit.

import { createItem, forget } from "./item.js";
import { drop, forgetWordsBut, waiting } from "./keeping.js";
import { createSending } from "./sending.js";

const page = document.querySelector("[data-items]");
const line = document.querySelector("[data-line]");
const home = page.dataset.home || window.location.pathname;
const items = new Map();

document.documentElement.classList.add("ph-live");

function tellLine() {
  line.textContent = navigator.onLine ? "" : "Đang mất mạng. Ông/bà cứ trả lời: máy giữ lại và tự gửi khi có mạng.";
}

const cardOf = (item) => document.getElementById(`viec-${item}`);

const sending = createSending({
  addressOf: (item) => `${home}viec/${item}/`, // of the link that is open now, never one kept from before
  onState: (entry, what) => items.get(entry.item)?.show(what),
  async onTaken(entry, said) {
    await forget(entry.item);
    items.delete(entry.item);
    const old = cardOf(entry.item);
    if (!old || !said.card) return;
    const shelf = document.createElement("template");
    shelf.innerHTML = said.card; // our own template, every value escaped by it
    const card = shelf.content.firstElementChild;
    old.replaceWith(card);
    const told = document.createElement("p");
    told.className = "ph-note ph-note-ok";
    told.setAttribute("role", "status");
    card.prepend(told);
    told.textContent = said.say;
  },
  onRefused(entry, text, errors) {
    const item = items.get(entry.item);
    if (!item) return;
    item.show("open");
    item.complain(text, errors);
  },
});

window.addEventListener("online", tellLine);
window.addEventListener("offline", tellLine);
tellLine();

for (const card of document.querySelectorAll("[data-card]")) {
  if (!card.querySelector("form[data-item]")) continue;
  const item = createItem(card, {
    onSend: () => sending.soon(),
    onAgain: () => sending.soon(),
    onEdit: (number) => drop("outbox", number),
  });
  items.set(item.item, item);
}
// What a robot that only fetches the link never says: somebody has these before the eyes.
function tellSeen() {
  if (document.visibilityState !== "visible" || !items.size) return;
  document.removeEventListener("visibilitychange", tellSeen);
  const seen = new URLSearchParams([...items.keys()].map((item) => ["viec", item]));
  fetch(`${home}da-xem/`, { method: "POST", body: seen, keepalive: true, credentials: "omit" }).catch(() => {}); // the answer says it, too
}
document.addEventListener("visibilitychange", tellSeen);
tellSeen();

// Words about items that are not on the page any more are nobody's: a phone is passed on, a link is taken back.
const shown = [...document.querySelectorAll("[data-card]")].map((card) => Number(card.id.replace("viec-", "")));
if (!page.dataset.home) forgetWordsBut(new Set(shown));
for (const item of items.values()) await item.begin();
for (const entry of await waiting()) items.get(entry.item)?.show("waiting");
sending.soon();
page.dataset.ready = "1";
