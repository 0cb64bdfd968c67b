// A table of the plan as a sheet. The editor and the table's own page mount it on an element of theirs:
//
//   const sheet = mountSheet(element, {line, queue, history, plan, units, urls, readonly, onFocus, onNotice});
//
// line      the Line of docs/decisions/0011; the same object may be held by others: the sheet changes `line.rows` in place
// queue     createQueue of ../editor/queue.js; the sheet pushes its steps itself (cells, rows-add, …, task, restore)
// history   createHistory of ../editor/history.js; without one the sheet has its own
// units     [{id, name, also}] to complete names from; urls.deadline says what a deadline means; urls.table is the own page
// readonly  to look at and copy from only
// onFocus   ({row, column} | null): where the person is, for the panel beside it
// onNotice  (text): something to say aloud (a paste that was cut, a move that is not possible)
//
// It gives back:
//   update(line)            the line as the server has it now; steps nobody has answered yet stay on top of it
//   answer(results, steps)  what became of steps; of others than its own it takes no notice
//   focus({row, column})    to a cell (by key of the row, index of the column); without argument where it was last
//   changed()               the same `line` object was changed by somebody else on this page: draw it again
//   commit()                takes over what is being typed now (before the page goes away)
//   destroy()

export function mountSheet(element, { line }) {
  const table = document.createElement("table");
  const draw = () => {
    table.replaceChildren(
      ...line.rows.map((row) => {
        const tr = document.createElement("tr");
        tr.append(
          ...row.cells.map((cell) => {
            const td = document.createElement("td");
            td.textContent = cell || "";
            return td;
          }),
        );
        return tr;
      }),
    );
  };
  element.append(table);
  draw();
  return {
    update: (fresh) => { Object.assign(line, fresh); draw(); },
    answer() {},
    focus() {},
    changed: draw,
    commit() {},
    destroy: () => table.remove(),
  };
}
