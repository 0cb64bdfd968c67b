// What a person does to the rows: each is a step to the server, its effect here at once, and the way back.
import { uuid } from "../editor/words.js";
import { applied, cellText, fitted, indexOf, saying, written } from "./rows.js";

// `changed(keys)` is called when the rows are no longer what they were.
export function createActs({ line, queue, history, changed }) {
  let base = line.rows; // as the server has them
  let pending = []; // steps of ours that nobody has answered yet
  const trash = new Map(); // step → the rows before it, for steps that can be taken back

  const row = (key) => line.rows[indexOf(line.rows, key)];
  const there = (keys) => keys.every((key) => indexOf(line.rows, key) >= 0);

  function take(step) {
    const sent = { id: uuid(), line: line.key, ...step };
    line.rows = applied(line.rows, sent, trash);
    pending.push(sent);
    queue.push(sent);
    changed();
    return sent.id;
  }

  // Cells of rows that stand in both, where they differ: merges that were torn or grew together.
  function torn(before, after) {
    const now = new Map(after.map((each) => [each.key, each.cells]));
    return before.flatMap((each) => each.cells.map((text, column) => ({ row: each.key, column, text, was: (now.get(each.key) || each.cells)[column] }))
      .filter((cell) => cell.text !== cell.was));
  }

  // `forth` does it and gives the id of its step, or false where somebody else's change stands in the way. `back`
  // takes it back; cells whose merge was torn by it are merged again, unless somebody wrote there since.
  function act(forth, back) {
    let id = null;
    let changed_ = [];
    const go = () => {
      const before = line.rows;
      const done = forth(id);
      if (done === false) return false;
      id = done;
      changed_ = torn(before, line.rows);
      return true;
    };
    if (!go()) return false;
    history.push({
      forth: go,
      back() {
        if (back(id) === false) return false;
        const cells = changed_.filter((each) => row(each.row) && row(each.row).cells[each.column] === each.was);
        if (cells.length) take({ do: "cells", cells });
        return true;
      },
    });
    return true;
  }

  // [{row, column, text}]; text null goes on from the cell above. Cells that say it already are left out, and rows
  // below that would lose words of a merged cell keep them. `group`: typing in one cell is one thing to undo.
  function write(wanted, { group } = {}) {
    const clean = wanted.map((each) => ({ ...each, text: each.text === null ? null : cellText(each.text) }));
    const after = written(line.rows, clean);
    const cells = [];
    line.rows.forEach((each, index) => each.cells.forEach((was, column) => {
      const text = after[index].cells[column];
      if (text !== was) cells.push({ row: each.key, column, was, text });
    }));
    if (!cells.length) return false;
    const put = (from, to, all) => {
      if (!there(all.map((each) => each.row))) return false;
      if (all.some((each) => row(each.row).cells[each.column] !== each[from])) return false;
      take({ do: "cells", cells: all.map((each) => ({ row: each.row, column: each.column, was: each[from], text: each[to] })) });
      return true;
    };
    put("was", "text", cells);
    const only = cells.length === 1 && group;
    if (only) {
      const [{ row: key, column, was, text }] = cells;
      history.push({
        group: `cell ${key} ${column} ${group}`,
        memo: { from: was, to: text },
        back: (memo) => put("was", "text", [{ row: key, column, was: memo.to, text: memo.from }]),
        forth: (memo) => put("was", "text", [{ row: key, column, was: memo.from, text: memo.to }]),
      });
    } else {
      history.push({ back: () => put("text", "was", cells), forth: () => put("was", "text", cells) });
    }
    return true;
  }

  // New rows behind `after` (null: at the beginning). Gives their keys.
  function add(after, given) {
    const rows = given.map((each) => ({ key: uuid(), kind: each.kind || "data", cells: fitted(each.cells, line.columns.length) }));
    const keys = rows.map((each) => each.key);
    let deletion = null;
    act(() => (deletion ? take({ do: "restore", step: deletion }) : take({ do: "rows-add", after, rows })),
      () => {
        if (!there(keys)) return false;
        deletion = remove_(keys);
        return true;
      });
    return keys;
  }

  const remove_ = (keys) => take({ do: "rows-delete", rows: keys.map((key) => ({ row: key, was: [...row(key).cells] })) });

  function remove(keys) {
    return act(() => there(keys) && remove_(keys), (id) => take({ do: "restore", step: id }));
  }

  function move(keys, after) {
    const first = indexOf(line.rows, keys[0]);
    const before = first > 0 ? line.rows[first - 1].key : null;
    if (before === after || keys.includes(after)) return false;
    return act(() => there(keys) && take({ do: "rows-move", rows: keys, after }),
      () => there(keys) && (before === null || there([before])) && take({ do: "rows-move", rows: keys, after: before }));
  }

  // A row becomes the title of a group, or a row of duties again.
  function turn(key) {
    const kind = row(key).kind === "group" ? "data" : "group";
    const set = (was, wanted) => there([key]) && row(key).kind === was && take({ do: "row-kind", row: key, was, kind: wanted });
    return act(() => set(kind === "group" ? "data" : "group", kind),
      (id) => (kind === "group" ? take({ do: "restore", step: id }) : set("data", "group")));
  }

  // How the words of a deadline are meant: "one" result, or one "each" period.
  function mean(key, meaning) {
    queue.push({ id: uuid(), do: "task", line: line.key, row: key, task: null, was: {}, set: {}, meaning });
  }

  function redo() {
    line.rows = pending.reduce((rows, step) => applied(rows, step, trash), base);
    changed();
  }

  return {
    write, add, remove, move, turn, mean,
    row,
    saying: (key, column) => saying(line.rows, indexOf(line.rows, key), column),
    // The rows as the server has them now: what it has not answered stays on top.
    rebase(rows) {
      base = rows;
      redo();
    },
    // Steps that were answered wait no longer. True when one of ours was among them.
    answered(ids) {
      const left = pending.filter((step) => !ids.has(step.id));
      const some = left.length < pending.length;
      pending = left;
      return some;
    },
    redo,
    // Somebody else on this page changed the rows of the line: they are the ground now.
    adopt() {
      base = line.rows;
    },
  };
}
