// Sends kept answers until the office has each once: the same key goes with every try, and the server takes it once.

import { drop, waiting } from "./keeping.js";

const PATIENCE = 120000; // milliseconds for one try; pictures on a bad line need them
const WAITS = [3, 5, 10, 20, 40, 60]; // seconds before the next try

export function createSending({ addressOf, onState, onTaken, onRefused }) {
  let tries = 0;
  let timer = 0;
  let busy = false;
  let again = false; // asked for while one round was under way
  const stopped = new Set(); // refused for good while this page is open

  async function send(entry) {
    const body = new FormData();
    body.append("key", entry.key);
    for (const [name, value] of entry.fields) body.append(name, value);
    for (const photo of entry.photos) body.append(photo.question, photo.blob, photo.name);
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(addressOf(entry.item), {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        credentials: "omit",
        signal: stop.signal,
      });
    } finally {
      clearTimeout(clock);
    }
  }

  // True when the office has it or has refused it: nothing is left to send.
  async function settle(entry) {
    let answer;
    try {
      answer = await send(entry);
    } catch {
      return false;
    }
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return false;
    let said = {};
    try {
      said = await answer.json();
    } catch {
      if (answer.ok) return false; // a page of the network in between, not ours
    }
    if (answer.ok) {
      await drop("outbox", entry.item);
      await onTaken(entry, said);
    } else if (answer.status === 404 || answer.status === 410) {
      stopped.add(entry.item); // kept: a new link may open the page again
      onRefused(entry, said.say || "Đường dẫn này không gửi được nữa. Hãy gọi cho xã. Nội dung vẫn còn trong máy.", {});
    } else {
      await drop("outbox", entry.item);
      onRefused(entry, said.say || "Chưa gửi được. Hãy xem lại rồi gửi lần nữa.", said.errors || {});
    }
    return true;
  }

  async function flush() {
    busy = true;
    again = false;
    clearTimeout(timer);
    try {
      for (const entry of await waiting()) {
        if (stopped.has(entry.item)) continue;
        onState(entry, "sending");
        if (await settle(entry)) tries = 0;
        else {
          onState(entry, "waiting");
          timer = setTimeout(now, WAITS[Math.min(tries, WAITS.length - 1)] * 1000);
          tries += 1;
          return;
        }
      }
    } finally {
      busy = false;
    }
  }

  // Two open pages would send the same twice; the server takes it once, the lock spares the line.
  async function now() {
    if (busy) {
      again = true;
      return;
    }
    if (navigator.locks) {
      await navigator.locks.request("viec-cua-thon", { ifAvailable: true }, (lock) => {
        if (lock) return flush();
        timer = setTimeout(now, WAITS[0] * 1000); // another page is sending
      });
    } else await flush();
    if (again) await now();
  }

  function soon() {
    tries = 0;
    return now();
  }

  window.addEventListener("online", soon);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon());
  return { soon };
}
