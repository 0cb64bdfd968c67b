// One item on the page: what is typed and photographed is kept at once, pressing "Gửi xã" hands it to the sending.

import { shrunk, size } from "../photos.js";
import { drop, forgetWords, keepWords, keptWords, photosOf, put } from "./keeping.js";

const THUMB = 320; // pixels of a small picture on the page

// Also where the page is not served over https and the browser has no randomUUID.
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}

export function createItem(card, { onSend, onEdit, onAgain }) {
  const form = card.querySelector("form[data-item]");
  const item = Number(form.dataset.item);
  const { stands } = form.dataset;
  const most = Number(form.dataset.most);
  const say = card.querySelector("[data-say]");
  const waiting = card.querySelector("[data-waiting]");
  const state = card.querySelector("[data-state]");
  const again = card.querySelector("[data-again]");
  const edit = card.querySelector("[data-edit]");
  const photos = []; // as kept: {id, item, question, name, blob}
  let drawing = Promise.resolve(); // pictures are made smaller one after the other

  const typed = () => [...form.elements].filter((each) => each.name && each.type !== "file" && each.name !== "key");

  function words() {
    return typed()
      .filter((each) => !["radio", "checkbox"].includes(each.type) || each.checked)
      .map((each) => [each.name, each.value]);
  }

  function restore() {
    const kept = keptWords(item, stands);
    if (!kept) return;
    for (const each of typed()) {
      if (["radio", "checkbox"].includes(each.type)) {
        each.checked = kept.some(([name, value]) => name === each.name && value === each.value);
      } else {
        const found = kept.find(([name]) => name === each.name);
        if (found) each.value = found[1];
      }
      if (each.value && each.closest("details")) each.closest("details").open = true;
    }
  }

  function complain(text, errors = {}) {
    say.textContent = text;
    say.hidden = !text;
    for (const line of form.querySelectorAll("[data-error]")) {
      const name = line.dataset.error;
      const found = [name, `${name}-chup`, `${name}-giu`].map((each) => errors[each]).filter(Boolean);
      line.textContent = found.join(" ");
      line.hidden = !found.length;
    }
    if (text) card.scrollIntoView({ block: "start" });
  }

  async function showPhoto(photo) {
    const box = form.querySelector(`[data-question="${photo.question}"] [data-photos]`);
    if (!box) return;
    const frame = document.createElement("div");
    frame.className = "ph-photo";
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `Ảnh đã chọn, ${size(photo.blob.size)}`);
    canvas.width = THUMB;
    canvas.height = THUMB / 2;
    const told = document.createElement("small");
    told.textContent = size(photo.blob.size);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = "Bỏ ảnh";
    remove.addEventListener("click", async () => {
      photos.splice(photos.indexOf(photo), 1);
      frame.remove();
      await drop("photos", photo.id);
    });
    frame.append(canvas, told, remove);
    box.append(frame);
    try {
      const drawn = await createImageBitmap(photo.blob, { imageOrientation: "from-image" });
      canvas.height = Math.round((THUMB * drawn.height) / drawn.width);
      canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
      drawn.close();
    } catch {
      told.textContent = `${photo.name}, ${told.textContent}`; // a kind this browser does not draw (HEIC)
    }
  }

  async function take(input) {
    const question = input.name.replace(/-chup$/, "");
    for (const file of [...input.files]) {
      if (photos.length >= most) {
        complain(`Mỗi lần gửi nhiều nhất ${most} ảnh.`);
        break;
      }
      const small = await shrunk(file);
      const photo = { item, question, name: small.name, blob: small };
      photo.id = await put("photos", photo);
      photos.push(photo);
      await showPhoto(photo);
    }
    input.value = "";
  }

  function show(what) {
    const pending = what !== "open";
    form.hidden = pending;
    waiting.hidden = !pending;
    again.hidden = edit.hidden = what !== "waiting";
    if (what === "waiting") state.textContent = "Chưa gửi được, máy sẽ tự gửi khi có mạng. Nếu đóng trang, xin mở lại khi có mạng.";
    if (what === "sending") state.textContent = "Đang gửi…";
  }

  form.addEventListener("input", () => keepWords(item, stands, words()));
  form.addEventListener("change", (event) => {
    if (event.target.type === "file") drawing = drawing.then(() => take(event.target));
    else keepWords(item, stands, words());
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    complain("");
    show("sending");
    await drawing;
    const entry = { item, key: newKey(), fields: words(), at: Date.now() };
    entry.photos = photos.map(({ question, name, blob }) => ({ question, name, blob }));
    await put("outbox", entry);
    onSend();
  });
  again.addEventListener("click", onAgain);
  edit.addEventListener("click", async () => {
    await onEdit(item);
    show("open");
  });

  return {
    item,
    show,
    complain,
    async begin() {
      restore();
      for (const photo of await photosOf(item)) {
        photos.push(photo);
        await showPhoto(photo);
      }
    },
  };
}

// The office has it: nothing of it stays in the browser.
export async function forget(item) {
  forgetWords(item);
  for (const photo of await photosOf(item)) await drop("photos", photo.id);
}
