// Tables among the lines: each is a sheet of its own, mounted where the line stands.
import { mountSheet } from "../sheet/sheet.js";
import { h, icon, say } from "./page.js";

export function createTables({ store, urls, onFocus }) {
  const sheets = new Map(); // key → view
  let given = {}; // queue and history, which come later

  function create(line) {
    const place = h("div", { class: "ed-sheet" });
    const notes = h("div", { class: "ed-notes" });
    const element = h("div", { class: "ed-line ed-table", "data-key": line.key, id: `dong-${line.key}` },
      h("span", { class: "ed-grip", title: "Kéo để chuyển bảng", "aria-hidden": "true" }, icon("grip-vertical")), place, notes);
    const sheet = mountSheet(place, {
      line: store.get(line.key), units: store.units, plan: store.plan, urls: { ...urls, table: `${urls.detail}bang/khoa/${line.key}/` },
      queue: given.queue, history: given.history,
      onFocus: (cell) => onFocus(line.key, cell),
      onNotice: (text) => say(text),
    });
    const view = {
      key: line.key, element, notes, field: null, held: false, sheet,
      get composing() { return sheet.busy; },
      update: () => sheet.changed(),
      // The server's line: steps nobody has answered yet stay on top of its rows.
      take(fresh) {
        const { rows, ...rest } = fresh;
        Object.assign(store.get(line.key), rest);
        sheet.update(fresh);
      },
      // Into the cell one was in last; from below (-1) into the last row, from above (1) into the first.
      focus(way = 0) {
        const { rows } = store.get(line.key);
        const row = rows[way < 0 ? rows.length - 1 : 0];
        if (!row) (place.querySelector(".sheet-empty button") || place).focus();
        else if (way) sheet.focus({ row: row.key, column: 0 });
        else sheet.focus();
      },
      label: (text) => place.setAttribute("aria-label", text),
      destroy() {
        sheet.destroy();
        sheets.delete(line.key);
      },
    };
    sheets.set(line.key, view);
    return view;
  }

  return {
    create,
    has: (key) => sheets.has(key),
    answer(results, steps) {
      for (const view of sheets.values()) view.sheet.answer(results, steps);
    },
    commit() {
      for (const view of sheets.values()) view.sheet.commit();
    },
    connect(made) { given = made; },
  };
}
