// What the server answers is taken over: lines as they stand now, what was refused, who else is there.
import { ask, say } from "./page.js";
import { names } from "./queue.js";
import { sameWords } from "./words.js";

const EVERY = 5000; // milliseconds between two questions for news
const EVERY_IDLE = 15000;
const IDLE = 120000;
const AT_ONCE = 50; // lines fetched in one question
const STRUCTURE = new Set(["add", "split", "join", "move", "delete", "restore"]);
const OF_TABLES = new Set(["cells", "rows-add", "row-kind", "rows-move", "rows-delete"]);

// Attributes of a line that waiting steps have changed and the server does not know yet.
function unsaid(steps, key) {
  const found = new Set();
  for (const step of steps) {
    if (!names(step).includes(key)) continue;
    if (step.do === "text" || step.do === "split" || step.do === "join") found.add("text");
    if (step.do === "shape") ["kind", "level", "marker", "role"].forEach((name) => found.add(name));
    if (["mark", "unmark", "task", "follow"].includes(step.do)) found.add("tasks");
  }
  return [...found];
}

export function createAnswers({ store, paper, tables, urls, tab, at, conflicts, onTaskConflict, onPeople, onChange }) {
  let queue = null;
  let stale = false; // the order could not be taken over while steps were waiting
  let busy = false; // news is being asked for
  let again = false; // and is wanted once more, since something happened meanwhile
  let later = []; // what came while somebody was in the middle of a word
  let sent = 0; // batches answered, to know whether news is older than them
  let timer = 0;
  const forget = new Set(); // lines to be fetched anew whatever their mark
  let active = Date.now();

  const waiting = () => queue.unanswered();
  const composing = () => [...paper.views()].some((view) => view.composing);

  function whenCalm(work) {
    if (composing()) later.push(work);
    else work();
  }

  function takeLine(line, steps) {
    const view = paper.view(line.key);
    if (!store.get(line.key)) stale = stale || !store.order.includes(line.key);
    if (view && view.take) view.take(line);
    else store.put(line, unsaid(steps, line.key));
  }

  function takeOrder(order, steps) {
    const structural = steps.some((step) => STRUCTURE.has(step.do));
    if (structural) {
      stale = true;
      return;
    }
    const mine = (key) => conflicts.has(key) || steps.some((step) => names(step).includes(key));
    store.setOrder(order, mine);
  }

  function judge(result, step, answer) {
    if (result.ok) return;
    const theirs = result.theirs || {};
    const keys = names(step);
    const stored = (key) => answer.lines.find((line) => line.key === key) || (theirs.key === key ? theirs : null);
    if (OF_TABLES.has(step.do) || step.row) return; // the sheet of the table tells
    if (step.do === "text" || step.do === "split") {
      const key = step.line;
      if (result.why === "conflict") conflicts.both(key, result.say, { text: "", ...stored(key), ...theirs });
      else if (result.why === "gone") conflicts.gone(key, result.say);
      else conflicts.refused(key, result.say, stored(key));
      if (step.do === "split") conflicts.unsaved([step.new.key], "Dòng tách ra này chưa được lưu.");
      return;
    }
    if (step.do === "add") {
      conflicts.unsaved(keys, result.say);
      return;
    }
    if (step.do === "task" && result.why === "conflict") {
      onTaskConflict(step, result.say, theirs);
      return;
    }
    stale = true;
    if (result.why === "gone") {
      for (const key of keys) if (store.get(key) && !answer.lines.some((line) => line.key === key)) store.remove(key);
    }
    const words = step.do === "task" ? Object.values(step.set).filter(Boolean).join("; ") : "";
    say(result.say + (words ? ` Ông/bà vừa nhập: “${words}”.` : ""), { grave: true });
    for (const key of keys) forget.add(key);
  }

  function onAnswer(answer, done, rest) {
    sent += 1;
    // What we sent may be stored in another writing; the next step starts from there.
    for (const line of answer.lines) {
      const next = rest.find((step) => ["text", "split", "join"].includes(step.do) && step.line === line.key);
      if (next && next.was !== line.text && sameWords(next.was, line.text)) next.was = line.text;
    }
    whenCalm(() => {
      const steps = waiting();
      // First what was refused: a field whose words wait for a choice is not written into by what follows.
      for (const result of answer.results) judge(result, done.find((step) => step.id === result.id) || {}, answer);
      for (const line of answer.lines) takeLine(line, steps);
      for (const key of answer.gone || []) {
        if (!conflicts.has(key) && !steps.some((step) => names(step).includes(key))) store.remove(key);
      }
      if (answer.order) takeOrder(answer.order, steps);
      paper.show(answer.lines.map((line) => line.key), { order: true });
      tables.answer(answer.results, done);
      if (answer.revision !== undefined && !answer.behind && !stale) store.plan.revision = answer.revision;
      if (answer.people) onPeople(answer.people);
      onChange();
      if (answer.behind || stale) news(true);
    });
  }

  async function fetchLines(keys) {
    for (let start = 0; start < keys.length; start += AT_ONCE) {
      const some = keys.slice(start, start + AT_ONCE);
      const before = sent;
      const answer = await ask(`${urls.lines}?${some.map((key) => `key=${key}`).join("&")}`);
      if (!answer || !answer.ok || before !== sent) return false; // older than what was saved meanwhile
      whenCalm(() => {
        const steps = waiting();
        for (const line of answer.lines) takeLine(line, steps);
        paper.show(answer.lines.map((line) => line.key), { order: true });
      });
    }
    return true;
  }

  async function news(now = false) {
    clearTimeout(timer);
    if (busy) {
      again = again || now;
      return plan();
    }
    if (!now && (document.hidden || waiting().length)) return plan();
    busy = true;
    const before = sent;
    const revision = stale || forget.size ? 0 : store.plan.revision;
    const answer = await ask(`${urls.news}?tab=${tab()}&at=${at() || ""}&revision=${revision}`);
    busy = false;
    queue.hear(answer);
    // Older than what was saved meanwhile, or steps wait: asked again when they are answered.
    if (answer && answer.ok && before === sent && !waiting().some((step) => STRUCTURE.has(step.do))) await take(answer);
    if (again) {
      again = false;
      return news(true);
    }
    return plan();
  }

  async function take(answer) {
    if (answer.people) onPeople(answer.people);
    if (!answer.order) return;
    const changed = answer.order.filter(([key, mark]) => {
      const line = store.get(key);
      return !line || line.mark !== mark || forget.has(key);
    }).map(([key]) => key);
    forget.clear();
    if (changed.length && !(await fetchLines(changed))) {
      stale = true;
      return;
    }
    whenCalm(() => {
      const steps = waiting();
      if (answer.appendices) store.setAppendices(answer.appendices);
      stale = false;
      takeOrder(answer.order.map(([key]) => key), steps);
      if (answer.plan) Object.assign(store.plan, answer.plan);
      if (!stale) store.plan.revision = answer.revision;
      paper.show([], { order: true });
      onChange();
    });
  }

  function plan() {
    clearTimeout(timer);
    timer = setTimeout(news, Date.now() - active > IDLE ? EVERY_IDLE : EVERY);
  }

  for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, () => { active = Date.now(); }, { passive: true });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) news(); });
  document.addEventListener("compositionend", () => setTimeout(() => {
    const due = later;
    later = [];
    due.forEach((work) => whenCalm(work));
  }, 0));

  return {
    onAnswer,
    news,
    start(made) {
      queue = made;
      plan();
    },
  };
}
