// The keys of the sheet, as Excel has them; while somebody types, those of a field of words.

// moves and acts: see sheet.js. Every key that is used is kept from the page.
export function listenToKeys(field, { input, move, commit, cancel, acts, readonly }) {
  let leaving = false; // Escape was pressed: Tab goes out of the table

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.key !== "Tab" && event.key !== "Shift") leaving = event.key === "Escape" && !input.mode;
    if (input.listKey(event.key)) return used(event);
    const done = input.mode ? whileTyping(event, ctrl) : whileMoving(event, ctrl);
    return done ? used(event) : undefined;
  });

  function used(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  function common(event, ctrl) {
    if (event.key === "Tab") return tab(event);
    if (event.key === "Enter" && ctrl && !readonly) {
      commit();
      acts.below();
      return true;
    }
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown") && !ctrl && !readonly) {
      if (event.key === "ArrowDown" && acts.asks()) {
        acts.ask();
        return true;
      }
      commit();
      acts.carry(event.key === "ArrowUp" ? -1 : 1);
      return true;
    }
    return false;
  }

  function tab(event) {
    const typing = Boolean(input.mode);
    commit();
    if (leaving) return false;
    if (move(event.shiftKey ? "before" : "next")) return true;
    if (!event.shiftKey && typing) {
      acts.below(); // as a table of Word does after its last cell
      return true;
    }
    return false;
  }

  function whileTyping(event, ctrl) {
    if (common(event, ctrl)) return true;
    if (event.key === "Escape") {
      cancel();
      return true;
    }
    if (event.key === "Enter" && event.altKey) {
      input.newline();
      return true;
    }
    if (event.key === "Enter") {
      commit();
      move(event.shiftKey ? "up" : "down");
      return true;
    }
    if (event.key === "F2") {
      input.inside();
      return true;
    }
    const ways = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };
    if (input.mode === "typed" && ways[event.key] && !event.shiftKey && !ctrl && !event.altKey) {
      commit();
      move(ways[event.key]);
      return true;
    }
    return false;
  }

  function whileMoving(event, ctrl) {
    if (common(event, ctrl)) return true;
    const way = {
      ArrowUp: ctrl ? "first" : "up", ArrowDown: ctrl ? "last" : "down",
      ArrowLeft: ctrl ? "begin" : "left", ArrowRight: ctrl ? "end" : "right",
      Home: ctrl ? "top" : "begin", End: ctrl ? "bottom" : "end", PageUp: "page-up", PageDown: "page-down",
    }[event.key];
    if (way && !event.altKey) {
      move(way, { extend: event.shiftKey });
      return true;
    }
    if (ctrl && !event.altKey) return withControl(event);
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      if (readonly) return false;
      acts.menu();
      return true;
    }
    if (readonly) return false;
    if (event.key === "Enter" || event.key === "F2") {
      acts.edit();
      return true;
    }
    if (event.key === "Delete" || event.key === "Backspace") {
      acts.clear();
      return true;
    }
    return false;
  }

  function withControl(event) {
    const key = event.code === "KeyA" ? "a" : event.key.toLowerCase();
    if (key === "a") acts.all();
    else if (readonly) return false;
    else if (key === "d") acts.fill();
    else if (key === "z" && !event.shiftKey) acts.undo();
    else if (key === "y" || (key === "z" && event.shiftKey)) acts.redo();
    else if (key === "g") acts.turn();
    else if (event.key === "Delete") acts.remove();
    else return false;
    return true;
  }
}
