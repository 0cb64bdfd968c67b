// What the browser keeps until the office has it: typed words, pictures, and answers that could not be sent yet.
// Where a browser keeps nothing (a private window) the page holds them while it is open.

const NAME = "viec-cua-thon";
let opened = null;
const held = { photos: new Map(), outbox: new Map() }; // used when there is no database
let counted = 0;

function open() {
  opened ??= new Promise((done) => {
    let asked;
    try {
      asked = indexedDB.open(NAME, 1);
    } catch {
      done(null);
      return;
    }
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("photos", { keyPath: "id", autoIncrement: true });
      asked.result.createObjectStore("outbox", { keyPath: "item" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(null);
    asked.onblocked = () => done(null);
  });
  return opened;
}

async function inStore(name, mode, act) {
  const database = await open();
  if (!database) return undefined;
  return new Promise((done, failed) => {
    const transaction = database.transaction(name, mode);
    const asked = act(transaction.objectStore(name));
    transaction.oncomplete = () => done(asked.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
}

export async function all(name) {
  return (await open()) ? inStore(name, "readonly", (store) => store.getAll()) : [...held[name].values()];
}

// Gives the key of what was put. A full disk is met by holding it in the page.
export async function put(name, value) {
  if (await open()) {
    try {
      return await inStore(name, "readwrite", (store) => store.put(value));
    } catch {
      // held below
    }
  }
  const key = name === "outbox" ? value.item : (value.id ??= `giu-${(counted += 1)}`);
  held[name].set(key, value);
  return key;
}

export async function drop(name, key) {
  held[name].delete(key);
  if (typeof key !== "string" || name === "outbox") await inStore(name, "readwrite", (store) => store.delete(key));
}

export async function photosOf(item) {
  const kept = [...(await all("photos")), ...((await open()) ? held.photos.values() : [])];
  return kept.filter((each) => each.item === item);
}

export async function waiting() {
  const kept = [...(await all("outbox")), ...((await open()) ? held.outbox.values() : [])];
  return kept.sort((one, other) => one.at - other.at);
}

// Typed words, by item and by the answer they change, so that old words never cover a newer answer.
const place = (item, stands) => `thon.${item}.${stands}`;

export function keepWords(item, stands, words) {
  try {
    localStorage.setItem(place(item, stands), JSON.stringify(words));
  } catch {
    // full, or not allowed: the words stay in the page
  }
}

export function keptWords(item, stands) {
  try {
    return JSON.parse(localStorage.getItem(place(item, stands)) || "null");
  } catch {
    return null;
  }
}

export function forgetWords(item) {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(`thon.${item}.`)) localStorage.removeItem(name);
  } catch {
    // nothing was kept
  }
}

// The page of all items knows which there are; words kept for others are thrown away.
export function forgetWordsBut(items) {
  try {
    for (const name of Object.keys(localStorage)) {
      const kept = /^thon\.(\d+)\.\d+$/.exec(name);
      if (kept && !items.has(Number(kept[1]))) localStorage.removeItem(name);
    }
  } catch {
    // nothing was kept
  }
}
