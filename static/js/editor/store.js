// The plan as the editor knows it: what the server told, and the steps that were taken since. Knows no page.

const PARTS = ["preamble", "body", "appendix"];

export const partOf = (line) => (line.region === "appendix" ? `appendix-${line.appendix}` : line.region);

function newTask() {
  return {
    id: null, tracked: true, lead_text: "", coordinating_text: "", deadline_text: "", result_text: "", budget_text: "",
    index_name: "", inherited: {}, deadline: { state: "none" }, parties: [], person: "", basis_text: "",
  };
}

export function createStore(state) {
  const lines = new Map(state.lines.map((line) => [line.key, line]));
  let order = state.lines.map((line) => line.key);
  const trash = new Map(); // step that took something away → {lines: [{line, after}], of, values}
  let rank = ranks(state.appendices);

  function ranks(appendices) {
    return new Map(appendices.map((each, index) => [`appendix-${each.id}`, PARTS.length + index]));
  }
  const pick = (line, ...wanted) => Object.fromEntries(wanted.map((name) => [name, line[name]]));
  const placeOfPart = (part) => (rank.has(part) ? rank.get(part) : PARTS.indexOf(part));

  // Behind `after`, or at the beginning of its part.
  function insert(line, after) {
    lines.set(line.key, line);
    order = order.filter((key) => key !== line.key);
    let at = after ? order.indexOf(after) + 1 : 0;
    if (!at) {
      const part = placeOfPart(partOf(line));
      at = order.findIndex((key) => placeOfPart(partOf(lines.get(key))) >= part);
      if (at < 0) at = order.length;
    }
    order.splice(at, 0, line.key);
  }

  function remove(key) {
    lines.delete(key);
    order = order.filter((each) => each !== key);
  }

  function lineBefore(key) {
    const at = order.indexOf(key);
    const line = at > 0 ? lines.get(order[at - 1]) : null;
    return line && partOf(line) === partOf(lines.get(key)) ? line : null;
  }

  function lineAfter(key) {
    const at = order.indexOf(key);
    const line = at >= 0 && at + 1 < order.length ? lines.get(order[at + 1]) : null;
    return line && partOf(line) === partOf(lines.get(key)) ? line : null;
  }

  const fresh = (given, like) => ({
    role: "", columns: [], marker: "", text: "", level: 1, kind: "paragraph", mark: "", tasks: [], rows_total: 0,
    region: like.region, appendix: like.appendix || null, ...given,
    rows: (given.rows || []).map((row) => ({ mark: "", task: null, ...row })),
  });

  const EFFECTS = {
    add(step) {
      const near = [step.after].flat().find((key) => lines.has(key));
      const behind = near ? lines.get(near) : null;
      let after = near || null;
      for (const given of step.lines) {
        if (!lines.has(given.key)) insert(fresh(given, behind || step), after);
        after = given.key;
      }
    },
    text: (step, line) => { line.text = step.text; },
    shape(step, line) {
      trash.set(step.id, { lines: [], of: line, values: pick(line, "kind", "level", "marker", "role") });
      // null: the server is to find it
      for (const [name, value] of Object.entries(step.set)) if (value !== null) line[name] = value;
    },
    split(step, line) {
      line.text = step.text;
      if (!lines.has(step.new.key)) insert(fresh(step.new, line), line.key);
    },
    join(step, line) {
      const gone = lines.get(step.gone);
      if (!gone) return;
      trash.set(step.id, { lines: [{ line: gone, after: step.line }], of: line, values: pick(line, "text", "tasks") });
      line.text = step.text;
      remove(step.gone);
    },
    move(step) {
      const moved = step.lines.map((key) => lines.get(key)).filter(Boolean);
      let after = step.after;
      for (const line of moved) {
        insert(line, after);
        after = line.key;
      }
    },
    delete(step) {
      const gone = step.lines.map(({ line }) => lines.get(line)).filter(Boolean);
      trash.set(step.id, { lines: gone.map((line) => ({ line, after: (lineBefore(line.key) || {}).key || null })) });
      gone.forEach((line) => remove(line.key));
    },
    restore(step) {
      const kept = trash.get(step.step) || { lines: [] };
      for (const { line, after } of kept.lines) if (!lines.has(line.key)) insert(line, after);
      if (kept.of) Object.assign(kept.of, kept.values);
    },
    mark(step, line) { if (!line.tasks.length) line.tasks = [newTask()]; },
    unmark(step, line) {
      trash.set(step.id, { lines: [], of: line, values: pick(line, "tasks") });
      line.tasks = line.tasks.filter((task) => step.task && task.id !== step.task);
    },
    task(step, line) { Object.assign(taskOf(line, step) || {}, step.set); },
    follow(step, line) { Object.assign(taskOf(line, step) || {}, { tracked: step.tracked }); },
    cells(step, line) {
      for (const cell of step.cells) {
        const row = line.rows.find((each) => each.key === cell.row);
        if (row) row.cells[cell.column] = cell.text;
      }
    },
    "rows-add"(step, line) {
      const known = new Set(line.rows.map((row) => row.key));
      const rows = step.rows.filter((row) => !known.has(row.key)).map((row) => ({ mark: "", task: null, ...row }));
      line.rows.splice(line.rows.findIndex((row) => row.key === step.after) + 1, 0, ...rows);
    },
    "rows-delete"(step, line) {
      const gone = new Set(step.rows.map((each) => each.row));
      line.rows = line.rows.filter((row) => !gone.has(row.key));
    },
  };

  return {
    plan: state.plan,
    units: state.units || [],
    me: state.me,
    appendices: state.appendices,
    people: state.people || [],
    frozen: false, // nothing is taken any more
    get order() { return order; },
    get: (key) => lines.get(key),
    all: () => order.map((key) => lines.get(key)),
    before: lineBefore,
    after: lineAfter,
    insert,
    remove,
    // The lines of the same part that stand above this one.
    above(key) {
      const part = partOf(lines.get(key));
      return order.slice(0, order.indexOf(key)).map((each) => lines.get(each)).filter((line) => partOf(line) === part);
    },
    // A heading with everything under it, as keys; any other line alone.
    section(key) {
      const line = lines.get(key);
      if (line.kind !== "heading") return [key];
      const at = order.indexOf(key);
      let end = at + 1;
      while (end < order.length) {
        const next = lines.get(order[end]);
        if (partOf(next) !== partOf(line) || next.role === "closing") break;
        if (next.kind === "heading" && next.level <= line.level) break;
        end += 1;
      }
      return order.slice(at, end);
    },
    // What a step does, at once; taken twice it does nothing more.
    apply(step) {
      const line = step.line ? lines.get(step.line) : null;
      if (EFFECTS[step.do] && (line || !step.line)) EFFECTS[step.do](step, line);
    },
    // The line as the server has it. `keep`: attributes of ours that it has not been told yet.
    put(line, keep = []) {
      const mine = lines.get(line.key);
      if (!mine) return lines.set(line.key, line);
      const kept = Object.fromEntries(keep.map((name) => [name, mine[name]]));
      return Object.assign(mine, line, kept); // the object stays the same: a sheet may hold it
    },
    // The server's order; lines it has not been told of yet (`mine`) stay behind the line they stood behind.
    setOrder(keys, mine) {
      const next = keys.filter((key) => lines.has(key));
      order.forEach((key, index) => {
        if (!mine(key) || next.includes(key)) return;
        const before = order.slice(0, index).reverse().find((each) => next.includes(each));
        next.splice(before ? next.indexOf(before) + 1 : 0, 0, key);
      });
      const gone = order.filter((key) => !next.includes(key));
      gone.forEach((key) => lines.delete(key));
      order = next;
      return gone;
    },
    setAppendices(appendices) {
      this.appendices = appendices;
      rank = ranks(appendices);
    },
  };
}

// The task a step or the panel speaks of: in a row of the table, or in the line.
export function taskOf(line, { row, task }) {
  if (row) return (line.rows.find((each) => each.key === row) || {}).task || null;
  if (task) return line.tasks.find((each) => each.id === task) || null;
  return line.tasks[0] || null;
}
