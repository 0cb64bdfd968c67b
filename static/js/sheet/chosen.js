// Which cells are chosen: from the anchor to the cell the person is in. Rows are named by their keys, so that the
// choice stays with its rows when somebody else adds or moves others. Pure.
import { indexOf } from "./rows.js";

export function createChosen(rows) {
  let here = { row: null, at: 0 };
  let anchor = { row: null, at: 0 };
  let lastIndex = 0;

  // The nearest there is, when the row was deleted.
  function repaired(place) {
    const all = rows();
    if (!all.length) return { row: null, at: place.at };
    if (indexOf(all, place.row) >= 0) return place;
    return { row: all[Math.min(lastIndex, all.length - 1)].key, at: place.at };
  }

  return {
    get here() { return (here = repaired(here)); },
    go(place, { extend = false } = {}) {
      here = { row: place.row, at: place.at };
      if (!extend) anchor = { ...here };
      lastIndex = Math.max(indexOf(rows(), here.row), 0);
    },
    all(width) {
      const list = rows();
      if (!list.length) return;
      anchor = { row: list[0].key, at: 0 };
      here = { row: list[list.length - 1].key, at: width - 1 };
    },
    whole(row, width, extend) {
      if (!extend) anchor = { row, at: 0 };
      anchor = { ...anchor, at: 0 };
      here = { row, at: width - 1 };
      lastIndex = Math.max(indexOf(rows(), row), 0);
    },
    range() {
      const list = rows();
      const one = indexOf(list, repaired(anchor).row);
      const other = indexOf(list, repaired(here).row);
      return { top: Math.min(one, other), bottom: Math.max(one, other), left: Math.min(anchor.at, here.at), right: Math.max(anchor.at, here.at) };
    },
    get single() {
      const [one, other] = [repaired(anchor), repaired(here)];
      return one.row === other.row && one.at === other.at;
    },
    keys() {
      const { top, bottom } = this.range();
      return top < 0 ? [] : rows().slice(top, bottom + 1).map((row) => row.key);
    },
  };
}
