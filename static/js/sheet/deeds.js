// What a person does with the chosen rows and cells: the buttons above the sheet, its menu and its keys.
import { fitted, indexOf, isData } from "./rows.js";

// say(text): something to tell; seat(): back into the cell; go(place): into another one.
export function createDeeds({ line, first, chosen, acts, history, commit, go, seat, say }) {
  const rows = () => line.rows;

  function clear() {
    const { top, bottom, left, right } = chosen.range();
    const changes = [];
    for (let index = Math.max(top, 0); index <= bottom; index += 1) {
      for (let at = left; at <= right; at += 1) {
        const merged = rows()[index].cells[at] === null && index > top;
        if (!merged) changes.push({ row: rows()[index].key, column: at, text: "" });
      }
    }
    acts.write(changes);
  }

  // The words of the first chosen row, or of the row above, go into the rows below.
  function fill() {
    const { top, bottom, left, right } = chosen.range();
    const from = top === bottom ? top - 1 : top;
    if (from < 0 || !isData(rows()[from])) return;
    const source = rows()[from].key;
    const changes = [];
    for (let index = from + 1; index <= bottom; index += 1) {
      if (!isData(rows()[index])) continue;
      for (let at = left; at <= right; at += 1) changes.push({ row: rows()[index].key, column: at, text: acts.saying(source, at) });
    }
    acts.write(changes);
  }

  function add(below) {
    const { row } = chosen.here;
    const index = row === null ? -1 : indexOf(rows(), row);
    const after = below ? row : index > 0 ? rows()[index - 1].key : null;
    if (!below && index === 0 && first) {
      say("Dòng đầu của trang này: hãy thêm ở cuối trang trước.");
      return;
    }
    const [key] = acts.add(after, [{ cells: fitted([], line.columns.length) }]);
    const start = line.columns[0].role === "number" && line.columns.length > 1 ? 1 : 0;
    go({ row: key, at: start });
  }

  function carry(by) {
    const keys = chosen.keys();
    const { top, bottom } = chosen.range();
    if (!keys.length) return;
    if ((by < 0 && top === 0) || (by > 0 && bottom === rows().length - 1)) {
      if (first || (line.rows_total || 0) > rows().length) say("Đã đến đầu hoặc cuối trang này của bảng.");
      return;
    }
    acts.move(keys, by < 0 ? (top > 1 ? rows()[top - 2].key : null) : rows()[bottom + 1].key);
    seat();
  }

  function remove() {
    const keys = chosen.keys();
    if (!keys.length) return;
    acts.remove(keys);
    seat();
    say(`Đã xóa ${keys.length} dòng. Bấm Ctrl+Z để lấy lại.`);
  }

  const allDuties = () => chosen.keys().every((key) => isData(acts.row(key)));
  function turn() {
    const kind = allDuties() ? "group" : "data";
    history.asOne(() => chosen.keys().filter((key) => acts.row(key).kind !== kind).forEach((key) => acts.turn(key)));
    seat();
  }

  const deed = (run) => () => {
    commit();
    run();
  };
  const list = [
    { name: "below", label: () => "Thêm dòng dưới", bar: "Thêm dòng", icon: "plus-lg", keys: "Ctrl+Enter", run: deed(() => add(true)) },
    { name: "above", label: () => "Thêm dòng trên", icon: "arrow-bar-up", run: deed(() => add(false)) },
    { name: "turn", label: () => (allDuties() ? "Đặt làm dòng tên nhóm" : "Đặt lại làm dòng thường"), bar: "Tên nhóm", icon: "type-bold", keys: "Ctrl+G", run: deed(turn) },
    { name: "up", label: () => "Chuyển lên", bar: "Lên", icon: "arrow-up", keys: "Alt+↑", run: deed(() => carry(-1)) },
    { name: "down", label: () => "Chuyển xuống", bar: "Xuống", icon: "arrow-down", keys: "Alt+↓", run: deed(() => carry(1)) },
    { name: "fill", label: () => "Điền xuống như ô trên", icon: "arrow-bar-down", keys: "Ctrl+D", run: deed(fill) },
    { name: "remove", label: () => "Xóa dòng", bar: "Xóa dòng", icon: "trash", keys: "Ctrl+Delete", run: deed(remove) },
    { name: "undo", label: () => "Hoàn tác", bar: "Hoàn tác", icon: "arrow-counterclockwise", keys: "Ctrl+Z", run: deed(() => history.undo()) },
    { name: "redo", label: () => "Làm lại", bar: "Làm lại", icon: "arrow-clockwise", keys: "Ctrl+Y", run: deed(() => history.redo()) },
  ];
  return { list, clear, carry, ...Object.fromEntries(list.map((each) => [each.name, each.run])) };
}
