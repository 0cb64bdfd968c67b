// Steps of the sheet that were not taken: what was typed is put before the person, and nothing of it is lost.

const COLUMN_OF = { lead_text: "lead", coordinating_text: "coordinate", deadline_text: "deadline", result_text: "result", budget_text: "budget" };
const SHOWN = 50; // rows of one refused paste that are put before the person one by one

export function createJudge({ line, acts, conflicts, say }) {
  // Somebody else wrote in some of the cells: those are asked about, the others go again.
  function cells(result, step) {
    const theirs = new Set(((result.theirs || {}).cells || []).map((each) => `${each.row} ${each.column}`));
    const asked = step.cells.filter((each) => !theirs.size || theirs.has(`${each.row} ${each.column}`));
    const others = step.cells.filter((each) => !asked.includes(each));
    for (const each of asked) {
      if (each.text !== null) conflicts.put({ kind: "cell", row: each.row, column: each.column, text: each.text, say: result.say });
    }
    if (!others.length) return;
    setTimeout(() => acts.write(others.filter((each) => acts.row(each.row)).map(({ row, column, text }) => ({ row, column, text }))));
  }

  // A field of the panel beside the sheet: its words belong into a column.
  function task(result, step) {
    for (const [name, text] of Object.entries(step.set || {})) {
      const column = line.columns.findIndex((each) => each.role === COLUMN_OF[name]);
      if (column >= 0) conflicts.put({ kind: "cell", row: step.row, column, text, say: result.say });
      else say(`${result.say} Ông/bà vừa nhập: “${text}”.`);
    }
  }

  function lost(result, step) {
    let typed = [];
    if (step.do === "rows-add") typed = step.rows.map((row) => row.cells);
    if (step.do === "cells") {
      const rows = [...new Set(step.cells.map((each) => each.row))];
      typed = rows.map((row) => line.columns.map((_, at) => (step.cells.find((each) => each.row === row && each.column === at) || {}).text || ""));
    }
    const filled = typed.filter((each) => each.some(Boolean));
    if (!filled.length) say(result.say);
    for (const each of filled.slice(0, SHOWN)) conflicts.put({ kind: "lost", cells: each, texts: each.filter(Boolean), say: result.say });
  }

  return (result, step) => {
    if (step.do === "task") task(result, step);
    else if (step.do === "cells" && result.why !== "gone") cells(result, step);
    else lost(result, step);
  };
}
