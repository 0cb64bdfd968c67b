// Steps waiting to be saved: kept in the browser until the server has answered, sent one batch at a time.
import { uuid } from "./words.js";

const PAUSE = { text: 400, task: 1200 }; // milliseconds after the last key; half a unit's name is worth little
const LONGEST_WAIT = 3000; // of somebody who types without pausing
const RETRIES = [1000, 2000, 4000, 8000, 15000, 30000];
const TRIES = 3; // of a batch that the server breaks on, before its steps are tried by halves
const TRIES_AWAY = 12; // the same when only the front server answered: about four minutes, the rest may be starting again
const AWAY = [502, 503, 504];
const BATCH = 40;
const BATCH_LETTERS = 150000;
const KEPT_ALIVE = 20000; // letters; a browser lets little more outlive its page
const PATIENCE = 25000; // a slow line gets this long for one answer

const ENDED = "Kế hoạch này không còn, hoặc ông/bà không còn quyền soạn.";

const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";

// Whether `step` may be added to `waiting`, which nobody has seen yet; the first `was` of every part stays.
function merge(waiting, step) {
  if (waiting.do !== step.do || waiting.line !== step.line) return false;
  if (step.do === "text") {
    waiting.text = step.text;
    return true;
  }
  if (step.do === "task" && waiting.row === step.row && waiting.task === step.task) {
    waiting.was = { ...step.was, ...waiting.was };
    waiting.set = { ...waiting.set, ...step.set };
    if ("meaning" in step) waiting.meaning = step.meaning;
    return true;
  }
  return false;
}

const mergeable = (step) => step.do === "text" || step.do === "task";

// Everything of this person and plan that lies in the browser: [{tab, place, step}], oldest first.
export function keptSteps(prefix) {
  const found = [];
  let places = [];
  try {
    places = Object.keys(localStorage).filter((place) => place.startsWith(prefix));
  } catch {
    return []; // storage is closed to us: nothing was kept either
  }
  for (const place of places) {
    try {
      const step = JSON.parse(localStorage.getItem(place));
      const [tab, order] = place.slice(prefix.length).split("|");
      if (step && step.id) found.push({ tab, order, place, step });
    } catch {
      // one entry that cannot be read, or another tab has just sent: the others count all the same
    }
  }
  return found.sort((one, other) => (one.order < other.order ? -1 : 1));
}

// urls.steps: where to. tab(): name of this tab. storageKey: prefix in the browser's storage, of plan and person. context(): {at, revision}.
// onAnswer(answer, steps, waiting): after each batch. onState(state): see `state` below.
export function createQueue({ urls, tab, storageKey, context = () => ({}), onAnswer, onState = () => {} }) {
  let entries = []; // {step, place, tried}; those already sent stand first
  let timer = 0;
  let firstAt = 0;
  let urgent = false; // the next batch does not wait for a pause
  let sending = 0; // how many of `entries` are under way
  let failures = 0;
  let forbidden = false;
  let batch = BATCH;
  let order = 0;
  let unsafe = false; // the browser could not write the last step down
  let kind = "saved"; // saved, saving, offline, signed-out, stopped
  let say = "";
  let savedAt = null;

  const state = () => ({ kind, waiting: entries.length, savedAt, say, unsafe });
  const tell = () => onState(state());

  function keep(entry) {
    try {
      localStorage.setItem(entry.place, JSON.stringify(entry.step));
      unsafe = false;
    } catch {
      unsafe = true;
    }
  }

  function forget(entry) {
    try {
      localStorage.removeItem(entry.place);
    } catch {
      // nothing was written
    }
  }

  function newPlace() {
    order += 1;
    return `${storageKey}${tab()}|${String(Date.now()).padStart(14, "0")}${String(order).padStart(6, "0")}`;
  }

  function enter(step, tried = false) {
    const entry = { step, place: newPlace(), tried };
    entries.push(entry);
    keep(entry);
    return entry;
  }

  function push(step, { now = !mergeable(step) } = {}) {
    for (let index = entries.length - 1; index >= sending; index -= 1) {
      const entry = entries[index];
      if (entry.tried || !mergeable(entry.step)) break;
      if (merge(entry.step, step)) {
        keep(entry);
        schedule(now, step.do);
        return entry.step.id;
      }
    }
    const entry = enter({ id: uuid(), ...step });
    schedule(now, step.do);
    return entry.step.id;
  }

  // Steps of another tab or of a browser that broke down. Their names stay, so that none is taken twice.
  function adopt(kept) {
    for (const each of kept) {
      enter(each.step, true);
      try {
        localStorage.removeItem(each.place);
      } catch {
        // it stays, and is answered once more next time
      }
    }
    if (kept.length) schedule(true);
  }

  function schedule(now, what = "text") {
    if (kind === "saved") kind = "saving";
    tell();
    if (kind === "stopped" || kind === "signed-out" || (kind === "offline" && timer)) return;
    if (urgent && timer) return;
    urgent = now;
    clearTimeout(timer);
    const waited = firstAt ? Date.now() - firstAt : 0;
    firstAt = firstAt || Date.now();
    timer = setTimeout(send, now ? 0 : Math.max(0, Math.min(PAUSE[what] || 0, LONGEST_WAIT - waited)));
  }

  function later() {
    const pause = RETRIES[Math.min(failures, RETRIES.length - 1)];
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(send, pause * (0.85 + Math.random() * 0.3));
  }

  function nextBatch() {
    let letters = 0;
    let count = 0;
    while (count < entries.length && count < batch) {
      letters += JSON.stringify(entries[count].step).length;
      if (count && letters > BATCH_LETTERS) break;
      count += 1;
    }
    return count;
  }

  async function send() {
    timer = 0;
    urgent = false;
    if (sending || !entries.length) return;
    firstAt = 0;
    sending = nextBatch();
    const under = entries.slice(0, sending);
    for (const entry of under) entry.tried = true;
    const steps = under.map((entry) => entry.step);
    const stop = new AbortController();
    const bell = setTimeout(() => stop.abort(), PATIENCE);
    let response = null;
    let answer = null;
    const body = JSON.stringify({ tab: tab(), ...context(), steps });
    try {
      response = await fetch(urls.steps, {
        method: "POST", credentials: "same-origin", redirect: "manual", signal: stop.signal,
        keepalive: body.length < KEPT_ALIVE, // goes on when the page is closed
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
        body,
      });
      answer = await response.json();
    } catch {
      // no line, or an answer that is none of ours; told apart below
    }
    clearTimeout(bell);
    sending = 0;
    if (response && response.ok && answer && answer.results) accept(answer, under);
    else refuse(response, answer, under);
  }

  function accept(answer, under) {
    const answered = new Set(answer.results.map((result) => result.id));
    const done = under.filter((entry) => answered.has(entry.step.id));
    entries = entries.filter((entry) => !done.includes(entry));
    failures = done.length ? 0 : failures;
    batch = Math.min(BATCH, batch * 2);
    kind = entries.length ? "saving" : "saved";
    forbidden = false;
    say = "";
    savedAt = new Date();
    onAnswer(answer, done.map((entry) => entry.step), entries.map((entry) => entry.step));
    for (const entry of done) forget(entry);
    for (const entry of entries) keep(entry); // what the answer told may have changed what they say
    tell();
    if (!entries.length) return;
    if (done.length) schedule(entries.some((entry) => !mergeable(entry.step) || entry.tried));
    else later();
  }

  // One step alone is no good to the server: told like a refusal, so that what was typed is shown and can be kept.
  function refuseAlone(entry, sentence) {
    const answer = { results: [{ id: entry.step.id, ok: false, why: "refused", say: sentence }], lines: [], gone: [] };
    accept(answer, [entry]);
  }

  // Steps of a batch that came too late were taken before; the others stay, for the person to keep their words.
  function settled(results, under) {
    const done = new Set(results.filter((result) => result.ok).map((result) => result.id));
    for (const entry of under) if (done.has(entry.step.id)) forget(entry);
    entries = entries.filter((entry) => !done.has(entry.step.id));
    return under.filter((entry) => !done.has(entry.step.id));
  }

  function refuse(response, answer, under) {
    const status = response ? response.status : 0;
    const sentence = (answer && answer.say) || "";
    const redirected = response && response.type === "opaqueredirect";
    if (redirected || status === 401 || (status === 403 && !sentence)) {
      kind = "signed-out";
      say = sentence;
      tell();
      return;
    }
    if (status === 409 && answer && answer.results) under = settled(answer.results, under);
    const broken = status >= 500 && failures >= (AWAY.includes(status) ? TRIES_AWAY : TRIES);
    if (status === 413 || status === 400 || status === 422 || broken) {
      if (under.length > 1) {
        batch = Math.max(1, Math.floor(under.length / 2));
        failures = 0;
        timer = setTimeout(send, 0);
      } else {
        refuseAlone(under[0], sentence || "Máy chủ chưa nhận được bước này. Hãy thử lại; nếu vẫn không được, xin báo quản trị.");
      }
      return;
    }
    if (status === 403 && !forbidden) {
      forbidden = true; // signing in elsewhere made another token: once more with the cookie of now
      timer = setTimeout(send, 0);
      return;
    }
    if (status === 403 || status === 404 || status === 409) {
      kind = "stopped";
      say = sentence || ENDED;
      tell();
      return;
    }
    kind = "offline";
    later();
    tell();
  }

  // What another question to the same server told about the line and the session; null: no answer at all.
  function hear(answer) {
    if (sending || kind === "stopped") return;
    if (answer && answer.ok) {
      if (kind === "offline" || kind === "signed-out") {
        kind = "saved";
        flush();
        tell();
      }
    } else if (!answer) {
      if (kind === "saved") kind = "offline";
      tell();
    } else {
      const fatal = [403, 404, 409].includes(answer.status);
      if (answer.status !== 401 && !fatal) return;
      kind = fatal ? "stopped" : "signed-out";
      say = answer.say || (fatal ? ENDED : "");
      tell();
    }
  }

  function flush() {
    if (!entries.length) return;
    clearTimeout(timer);
    if (kind !== "stopped") kind = kind === "offline" ? "offline" : "saving";
    failures = 0;
    send();
    tell();
  }

  window.addEventListener("online", flush);

  return {
    push,
    adopt,
    flush,
    hear,
    state,
    // Steps nobody has answered yet, those under way among them.
    unanswered: () => entries.map((entry) => entry.step),
    touches: (line) => entries.some(({ step }) => names(step).includes(line)),
    // Waiting steps that a decision of the person overtakes; those under way cannot be called back.
    withdraw(wanted) {
      const gone = entries.filter((entry, index) => index >= sending && wanted(entry.step));
      entries = entries.filter((entry) => !gone.includes(entry));
      gone.forEach(forget);
      tell();
      return gone.map((entry) => entry.step);
    },
  };
}

// The lines a step speaks of.
export function names(step) {
  if (step.do === "add") return step.lines.map((line) => line.key);
  if (step.do === "move") return step.lines;
  if (step.do === "delete") return step.lines.map((each) => each.line);
  return [step.line, step.gone, step.new && step.new.key].filter(Boolean);
}
