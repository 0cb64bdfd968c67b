// What a person can do to the lines: each is a step to the server, its effect here, and the way back.
import { squeeze, uuid } from "./words.js";
import { taskOf } from "./store.js";

const MOST = 300; // new lines in one step

// desk: {store, queue, history, show(keys, {order}), place(place)}. A place is {key, at}: where the cursor goes.
export function createActions({ store, queue, history, show, place }) {
  function take(steps, { now } = {}) {
    const ids = [];
    if (store.frozen) return ids;
    for (const given of steps) {
      const step = { id: uuid(), ...given };
      store.apply(step);
      ids.push(queue.push(step, now === undefined ? {} : { now }));
    }
    return ids;
  }

  // Do it, remember how to go back and forth again. `steps()` is asked anew each time, for the words may have changed.
  function act(steps, { back, at, was, order = true, keys = [], seem = () => {} }) {
    if (store.frozen) return false;
    let ids = [];
    const forth = () => {
      const wanted = steps();
      if (!wanted) return false;
      ids = take(wanted);
      seem();
      show(keys, { order });
      if (at) place(at);
      return true;
    };
    if (!forth()) return false;
    history.push({
      forth,
      back() {
        const wanted = back(ids);
        if (!wanted) return false;
        take(wanted);
        show(keys, { order });
        if (was) place(was);
        return true;
      },
    });
    return true;
  }

  const gone = (keys) => keys.map((key) => ({ line: key, was: store.get(key).text }));
  const there = (keys) => keys.every((key) => store.get(key));

  // `caret`: where the cursor stood before and after, for undo.
  function type(key, words, caret) {
    const line = store.get(key);
    const text = squeeze(words);
    if (text === line.text || store.frozen) return;
    const was = line.text;
    take([{ do: "text", line: key, was, text }]);
    history.push({
      group: `text ${key}`,
      memo: { from: was, to: text, before: caret.before, after: caret.after },
      back: (memo) => rewrite(key, memo.to, memo.from, memo.before),
      forth: (memo) => rewrite(key, memo.from, memo.to, memo.after),
    });
  }

  // False where the words are no longer `from`: somebody else wrote there.
  function rewrite(key, from, to, at) {
    const line = store.get(key);
    if (!line || line.text !== from) return false;
    take([{ do: "text", line: key, was: from, text: to }], { now: true });
    show([key], { order: false });
    place({ key, at });
    return true;
  }

  // `guess`: how the line will look besides, until the server says what it looks like.
  function shape(key, set, guess = {}) {
    const line = store.get(key);
    if (Object.keys(set).every((name) => line[name] === set[name])) return;
    act(() => {
      const now = store.get(key);
      // While the server has not answered, kind, level and number seen here are guesses: no ground for a quarrel.
      const guessed = queue.unanswered().some((step) => step.do !== "text" && step.do !== "task");
      const was = guessed ? {} : Object.fromEntries(Object.keys(set).map((name) => [name, now && now[name]]));
      return now && [{ do: "shape", line: key, was, set }];
    }, {
      back: ([id]) => there([key]) && [{ do: "restore", step: id }],
      keys: [key], order: false, seem: () => Object.assign(store.get(key), guess),
    });
  }

  function split(key, head, tail, next) {
    const line = store.get(key);
    const made = { key: uuid(), ...next, text: squeeze(tail) };
    const whole = line.text;
    const text = squeeze(head);
    act(() => there([key]) && [{ do: "split", line: key, was: store.get(key).text, text, new: made }], {
      back: () => there([key, made.key]) && [{
        do: "join", line: key, was: store.get(key).text, gone: made.key, gone_was: store.get(made.key).text,
        text: store.get(key).text === text && store.get(made.key).text === made.text
          ? whole : squeeze(`${store.get(key).text} ${store.get(made.key).text}`),
      }],
      keys: [key, made.key], at: { key: made.key, at: 0 }, was: { key, at: head.length },
    });
    return made.key;
  }

  // The line `second` is added to the end of `first`.
  function join(first, second) {
    const head = store.get(first).text;
    const glue = head && store.get(second).text ? " " : "";
    act(() => there([first, second]) && [{
      do: "join", line: first, was: store.get(first).text, gone: second, gone_was: store.get(second).text,
      text: squeeze(`${store.get(first).text}${glue}${store.get(second).text}`),
    }], {
      back: ([id]) => [{ do: "restore", step: id }],
      keys: [first], at: { key: first, at: head.length + glue.length }, was: { key: second, at: 0 },
    });
  }

  // A line and those above it: where somebody deletes the nearest, the next one is the place.
  function nearest(key) {
    const keys = [];
    for (let line = key && store.get(key); line && keys.length < 5; line = store.before(line.key)) keys.push(line.key);
    return [...keys, null];
  }

  // New lines behind `after`, or at the beginning of a part.
  function add(after, part, given, { at = "end", line = given.length - 1, stay = null } = {}) {
    const lines = given.map((each) => ({ ...each, key: each.key || uuid() }));
    const keys = lines.map((each) => each.key);
    let taken = null;
    const steps = [];
    for (let start = 0; start < lines.length; start += MOST) {
      const near = start ? [keys[start - 1]] : null;
      steps.push({ do: "add", after: near, ...part, lines: lines.slice(start, start + MOST) });
    }
    act(() => (taken ? [{ do: "restore", step: taken }] : steps.map((step) => ({ ...step, after: step.after || nearest(after) }))), {
      back() {
        if (!there(keys)) return null;
        taken = uuid();
        return [{ id: taken, do: "delete", lines: gone(keys) }];
      },
      keys, at: stay || { key: keys[line], at }, was: stay || (after ? { key: after, at: "end" } : null),
    });
    return keys;
  }

  function remove(keys, next, at = "end") {
    act(() => there(keys) && [{ do: "delete", lines: gone(keys) }], {
      back: ([id]) => [{ do: "restore", step: id }],
      at: next ? { key: next, at } : null, was: { key: keys[0], at: "end" },
    });
  }

  function move(keys, after) {
    const before = (store.before(keys[0]) || {}).key || null;
    if (before === after || keys.includes(after)) return;
    act(() => there(keys) && [{ do: "move", lines: keys, after }], {
      back: () => there(keys) && [{ do: "move", lines: keys, after: before && store.get(before) ? before : null }],
      keys,
    });
  }

  function mark(key) {
    act(() => there([key]) && [{ do: "mark", line: key }], {
      back: () => there([key]) && [{ do: "unmark", line: key }], keys: [key], order: false,
    });
  }

  function unmark(key, task) {
    act(() => there([key]) && [{ do: "unmark", line: key, ...(task ? { task } : {}) }], {
      back: ([id]) => [{ do: "restore", step: id }], keys: [key], order: false,
    });
  }

  // Words of a task. `of`: {line, row, task}; typing in one field is one thing to undo.
  function setTask(of, name, words, meaning) {
    const task = taskOf(store.get(of.line), of);
    const text = squeeze(words);
    if (!task || store.frozen || (task[name] === text && meaning === undefined)) return;
    const was = task[name];
    const write = (from, to, extra = {}) => {
      const line = store.get(of.line);
      const now = line && taskOf(line, of);
      if (!now || now[name] !== from) return false;
      take([{ do: "task", ...of, was: { [name]: from }, set: { [name]: to }, ...extra }]);
      show([of.line], { order: false });
      return true;
    };
    write(was, text, meaning === undefined ? {} : { meaning });
    history.push({
      group: `task ${of.line} ${of.row} ${of.task} ${name}`,
      memo: { from: was, to: text },
      back: (memo) => write(memo.to, memo.from),
      forth: (memo) => write(memo.from, memo.to),
    });
  }

  function follow(of, tracked) {
    act(() => there([of.line]) && [{ do: "follow", ...of, tracked }], {
      back: () => there([of.line]) && [{ do: "follow", ...of, tracked: !tracked }], keys: [of.line], order: false,
    });
  }

  const link = (line, party, unit) => take([{ do: "link", line, party, unit }]);

  return { take, type, shape, split, join, add, remove, move, mark, unmark, setTask, follow, link };
}
