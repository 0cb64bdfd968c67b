// Key presses and typing in the fields of the paper. What a Vietnamese keyboard does is left alone: letters are only
// taken from `input`, and while a word is being composed nothing here touches the field.
import { onFirstRow, onLastRow } from "./caret.js";

export function listen({ paper, store, actions, history, writing, queue, onFocus, onPaste, onHeld, leave, commands }) {
  const { root } = paper;
  let before = 0; // where the cursor stood before the letters now typed

  const viewAt = (event) => {
    const view = event.target.classList && event.target.classList.contains("ed-field") ? paper.view(paper.keyAt(event.target)) : null;
    return view && view.field === event.target ? view : null;
  };

  function typed(view) {
    if (!store.get(view.key)) return;
    if (view.held) onHeld(view.key);
    else actions.type(view.key, view.field.value, { before, after: view.field.selectionEnd });
  }

  // Line ends come in by a keyboard that sends no Enter, or by dropping text: they make lines, never stay inside one.
  function takeLineEnds(view) {
    const { field } = view;
    if (!/[\r\n]/.test(field.value)) return false;
    const text = field.value;
    const at = text.search(/[\r\n]/);
    const parts = text.split(/[\r\n]+/);
    field.value = parts.join(" ");
    view.grow();
    typed(view);
    field.setSelectionRange(at, at + 1);
    if (parts.length === 2) writing.breakLine(view);
    return true;
  }

  root.addEventListener("focusin", (event) => {
    const view = viewAt(event);
    if (view && !paper.arranging()) onFocus(view.key);
  });

  root.addEventListener("compositionstart", (event) => {
    const view = viewAt(event);
    if (view) view.composing = true;
  });

  root.addEventListener("compositionend", (event) => {
    const view = viewAt(event);
    if (!view) return;
    view.composing = false;
    view.grow();
    if (!takeLineEnds(view)) typed(view);
    paper.show([view.key], { order: false });
  });

  root.addEventListener("beforeinput", (event) => {
    const view = viewAt(event);
    if (!view) return;
    before = view.field.selectionStart;
    if (event.inputType === "historyUndo" || event.inputType === "historyRedo") {
      event.preventDefault();
      if (event.inputType === "historyUndo") history.undo();
      else history.redo();
    } else if ((event.inputType === "insertLineBreak" || event.inputType === "insertParagraph") && !view.composing) {
      event.preventDefault();
      writing.breakLine(view);
    }
  });

  root.addEventListener("input", (event) => {
    const view = viewAt(event);
    if (!view) return;
    view.grow();
    writing.forgetGoal();
    if (view.composing || event.isComposing) return;
    if (takeLineEnds(view)) return;
    typed(view);
    if (event.inputType === "insertText" && event.data === " " && !view.held) writing.takeMarker(view);
  });

  root.addEventListener("paste", (event) => {
    const view = viewAt(event);
    if (view && !view.field.readOnly) onPaste(view, event);
  });

  // Many lines dropped by the mouse are pasted; a few words go where the browser puts them.
  root.addEventListener("drop", (event) => {
    const view = viewAt(event);
    const board = event.dataTransfer;
    if (!view || view.field.readOnly || !board || !/[\r\n]/.test(board.getData("text/plain").trim())) return;
    onPaste(view, { clipboardData: board, preventDefault: () => event.preventDefault() });
  });

  root.addEventListener("pointerdown", () => {
    history.close();
    writing.forgetGoal();
  });

  const handlers = {
    Enter(event, view) {
      if (event.ctrlKey || event.metaKey) writing.toggleTask(view.key);
      else writing.breakLine(view);
    },
    Tab(event, view) {
      if (event.ctrlKey || event.altKey) return false;
      writing.setLevel(view, !event.shiftKey);
    },
    Backspace(event, view) {
      const { field } = view;
      if (field.selectionStart || field.selectionEnd || event.ctrlKey || event.altKey) return false;
      return writing.joinBefore(view);
    },
    Delete(event, view) {
      const { field } = view;
      if (field.selectionStart !== field.value.length || event.shiftKey || event.ctrlKey || event.altKey) return false;
      writing.joinAfter(view);
    },
    ArrowUp: (event, view) => vertical(event, view, -1),
    ArrowDown: (event, view) => vertical(event, view, 1),
    ArrowLeft(event, view) {
      const { field } = view;
      if (event.shiftKey || event.altKey || event.ctrlKey || field.selectionStart || field.selectionEnd) return false;
      const other = paper.neighbour(view.key, -1);
      if (!other || !other.field) return false;
      paper.place({ key: other.key, at: "end" });
    },
    ArrowRight(event, view) {
      const { field } = view;
      if (event.shiftKey || event.altKey || event.ctrlKey || field.selectionStart !== field.value.length) return false;
      const other = paper.neighbour(view.key, 1);
      if (!other || !other.field) return false;
      paper.place({ key: other.key, at: 0 });
    },
    PageUp: (event, view) => writing.page(view, -1),
    PageDown: (event, view) => writing.page(view, 1),
    Home: (event) => event.ctrlKey && edge(0, 0),
    End: (event) => event.ctrlKey && edge(store.order.length - 1, "end"),
    Escape() {
      leave();
    },
  };

  function edge(index, at) {
    const key = store.order[index];
    if (key) paper.place({ key, at });
  }

  function vertical(event, view, way) {
    if (event.altKey && !event.ctrlKey) {
      writing.move(view.key, way < 0, event.shiftKey);
      paper.place({ key: view.key, at: view.field.selectionStart });
      return true;
    }
    if (event.shiftKey || event.ctrlKey || event.metaKey) return false;
    if (!(way < 0 ? onFirstRow(view) : onLastRow(view))) return false;
    return writing.goTo(view, way);
  }

  // In a table, what its sheet has no use for: over its edge, and out to the bar.
  function fromTable(event) {
    const view = paper.view(paper.keyAt(event.target));
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!view || view.field || event.defaultPrevented || event.isComposing || event.target.tagName !== "TEXTAREA") return;
    if (way && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      const other = paper.neighbour(view.key, way);
      if (!other) return;
      if (other.field) paper.place({ key: other.key, at: way < 0 ? "end" : 0 });
      else other.focus(way);
    } else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
  }

  root.addEventListener("keydown", (event) => {
    const view = viewAt(event);
    if (!view) fromTable(event);
    // 229: the key belongs to the Vietnamese keyboard, which is in the middle of a word.
    if (!view || event.isComposing || event.keyCode === 229 || view.composing) return;
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") writing.forgetGoal();
    const handler = handlers[event.key];
    if (!handler) return;
    const readonly = view.field.readOnly && ["Enter", "Tab", "Backspace", "Delete"].includes(event.key);
    if (readonly) return;
    if (handler(event, view) !== false) {
      event.preventDefault();
      history.close();
    }
  });

  // Of the whole page, wherever the cursor is.
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    const ours = !event.target.closest("dialog");
    if (ctrl && key === "s") commands.save();
    else if (ctrl && key === "z" && !event.shiftKey && ours) history.undo();
    else if (ctrl && (key === "y" || (key === "z" && event.shiftKey)) && ours) history.redo();
    else if (event.key === "F1") commands.help();
    else if (event.altKey && !event.ctrlKey && key === "m") commands.outline();
    else if (event.altKey && !event.ctrlKey && key === "n") commands.panel();
    else if (event.altKey && !event.ctrlKey && key === "c" && ours) commands.basis();
    else return;
    event.preventDefault();
  });
}
