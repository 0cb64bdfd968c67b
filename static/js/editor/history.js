// Undo and redo over everything: typing in groups, and every change of structure as one.

const PAUSE = 1200; // milliseconds; after that, typing on is a new thing to undo
const MOST = 300;

// An entry has back(memo) and forth(memo); each does it, and answers false where somebody else's change stands in the way.
export function createHistory({ onChange = () => {}, onRefused = () => {} } = {}) {
  let done = [];
  let undone = [];
  let busy = false;
  let together = null; // entries of one act of the person that is made of several

  function tell() {
    onChange({ undo: done.length > 0, redo: undone.length > 0 });
  }

  function run(from, to, way) {
    const entry = from.pop();
    if (!entry) return;
    entry.closed = true;
    busy = true;
    try {
      if (entry[way](entry.memo) === false) onRefused();
      else to.push(entry);
    } finally {
      busy = false;
    }
    tell();
  }

  function push(entry) {
    if (busy) return;
    if (together) {
      together.push(entry);
      return;
    }
    const last = done[done.length - 1];
    const now = Date.now();
    if (entry.group && last && last.group === entry.group && !last.closed && now - last.at < PAUSE) {
      Object.assign(last.memo, entry.memo, { from: last.memo.from, before: last.memo.before });
      last.at = now;
    } else {
      done.push({ ...entry, at: now, closed: false });
      if (done.length > MOST) done.shift();
    }
    undone = [];
    tell();
  }

  return {
    // Entries of one `group` that follow each other at once become one, from the first's `from` to the last's `to`.
    push,
    // What comes next is not joined to what came before.
    close() {
      if (done.length) done[done.length - 1].closed = true;
    },
    // Everything done in `work` is undone at once.
    asOne(work) {
      if (together || busy) return work();
      together = [];
      try {
        return work();
      } finally {
        const parts = together;
        together = null;
        if (parts.length) {
          push({
            back: () => [...parts].reverse().map((part) => part.back(part.memo)).every((fine) => fine !== false),
            forth: () => parts.map((part) => part.forth(part.memo)).every((fine) => fine !== false),
          });
        }
      }
    },
    undo: () => run(done, undone, "back"),
    redo: () => run(undone, done, "forth"),
  };
}
