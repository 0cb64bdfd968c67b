// Small things that lie over the page: they follow the cell they belong to and stay inside the window.

export function placeUnder(box, anchor) {
  const around = anchor.getBoundingClientRect();
  box.hidden = false;
  const own = box.getBoundingClientRect();
  const below = window.innerHeight - around.bottom;
  const top = below < own.height + 8 && around.top > below ? around.top - own.height - 2 : around.bottom + 2;
  box.style.top = `${Math.max(4, Math.min(top, window.innerHeight - own.height - 4))}px`;
  box.style.left = `${Math.max(4, Math.min(around.left, document.documentElement.clientWidth - own.width - 4))}px`;
}

// Calls `done` when the person turns elsewhere: a press outside `box`, scrolling, Escape is the owner's.
export function whenLeft(box, done) {
  const outside = (event) => { if (!box.contains(event.target)) done(); };
  const gone = () => done();
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("scroll", gone, true);
  window.addEventListener("resize", gone);
  return () => {
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("scroll", gone, true);
    window.removeEventListener("resize", gone);
  };
}
