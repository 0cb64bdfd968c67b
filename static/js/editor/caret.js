// Where the cursor stands in a field, measured on its mirror, which has the same words in the same places.

const range = document.createRange();

function place(view, offset) {
  const text = view.mirror.firstChild;
  range.setStart(text, Math.min(offset, text.length));
  range.collapse(true);
  return range.getClientRects()[0] || view.mirror.getBoundingClientRect();
}

function edges(view) {
  const first = place(view, 0);
  const last = place(view, view.field.value.length);
  return { top: first.top, bottom: last.bottom, half: (first.height || 20) / 2 };
}

export function onFirstRow(view) {
  return place(view, view.field.selectionStart).top < edges(view).top + edges(view).half;
}

export function onLastRow(view) {
  return place(view, view.field.selectionEnd).bottom > edges(view).bottom - edges(view).half;
}

// Distance of the cursor from the left edge of the window.
export const column = (view) => place(view, view.field.selectionStart).left;

// The letter of the first or last row that stands nearest below or above `left`.
export function offsetAt(view, left, lastRow) {
  const { top, bottom, half } = edges(view);
  const row = lastRow ? bottom - half : top + half;
  let low = 0;
  let high = view.field.value.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const here = place(view, middle);
    const before = here.bottom < row || (here.top < row && here.left < left);
    if (before) low = middle + 1;
    else high = middle;
  }
  if (low > 0) {
    const here = place(view, low), before = place(view, low - 1);
    if (before.top < row && before.bottom > row && Math.abs(before.left - left) < Math.abs(here.left - left)) low -= 1;
    else if (here.top > row && before.top < row) low -= 1;
  }
  return low;
}
