// Mục lục: headings and appendices with the number of their tasks, and under it what is still missing.
import { h, hidden, settle } from "./page.js";
import { partOf } from "./store.js";

const READINESS_PAUSE = 1500; // milliseconds after the last save

const tasksOf = (line) => (line.kind === "table" ? line.rows.filter((row) => row.task).length : line.tasks.length);

export function createOutline({ store, list, problems, urls, go }) {
  let drawn = "";

  function entries() {
    const found = [];
    let part = "";
    for (const line of store.all()) {
      if (partOf(line) !== part) {
        part = partOf(line);
        if (part === "preamble") found.push({ key: line.key, level: 1, text: "Căn cứ", tasks: 0 });
        else if (part !== "body") {
          const appendix = store.appendices.find((each) => `appendix-${each.id}` === part) || {};
          found.push({ key: line.key, level: 1, text: `${appendix.label || ""} ${appendix.title || ""}`.trim() || "Phụ lục", tasks: 0 });
        }
      }
      if (line.kind === "heading") found.push({ key: line.key, level: Math.min(line.level, 4), text: `${line.marker} ${line.text}`.trim(), tasks: 0 });
      if (found.length) found[found.length - 1].tasks += tasksOf(line);
    }
    return found;
  }

  function draw() {
    const wanted = entries();
    const text = JSON.stringify(wanted);
    if (text === drawn) return;
    drawn = text;
    const had = list.contains(document.activeElement) ? document.activeElement.dataset.to : null;
    list.replaceChildren(...wanted.map((item) => h("li", { class: `app-outline-${item.level}` },
      h("a", { href: `#dong-${item.key}`, "data-to": item.key }, item.text || "(chưa có tên)"),
      item.tasks ? h("span", { class: "app-count" }, h("span", { "aria-hidden": "true" }, String(item.tasks)), hidden(`, ${item.tasks} nhiệm vụ`)) : null)));
    if (!wanted.length) list.append(h("li", { class: "text-muted" }, "Chưa có đề mục."));
    if (had) (list.querySelector(`[data-to="${had}"]`) || list.querySelector("a") || list).focus();
    here(current);
  }

  let current = null;
  // Where the cursor is: the heading above it.
  function here(key) {
    current = key;
    const order = store.order;
    let at = order.indexOf(key);
    let link = null;
    while (at >= 0 && !link) {
      link = list.querySelector(`[data-to="${order[at]}"]`);
      at -= 1;
    }
    for (const each of list.querySelectorAll("a[aria-current]")) if (each !== link) each.removeAttribute("aria-current");
    if (link) link.setAttribute("aria-current", "true");
  }

  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-to]");
    if (!link) return;
    event.preventDefault();
    go(link.dataset.to);
  });

  list.addEventListener("keydown", (event) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way || !event.target.dataset.to) return;
    const links = [...list.querySelectorAll("a[data-to]")];
    const next = links[links.indexOf(event.target) + way];
    if (next) next.focus();
    event.preventDefault();
  });

  // The fragment brings the button "Trình lãnh đạo" as it is now: open, or greyed with the reason.
  function standIn(fragment) {
    for (const fresh of fragment.querySelectorAll("[data-stands-in]")) {
      const shown = document.getElementById(fresh.dataset.standsIn);
      fresh.remove();
      if (shown && !shown.contains(document.activeElement)) shown.replaceChildren(...fresh.childNodes);
    }
  }

  problems.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-to]");
    if (!link || !store.get(link.dataset.to)) return;
    event.preventDefault();
    go(link.dataset.to);
  });

  // The fragment another part of the portal serves; while it is not to be had, nothing stands here.
  const refresh = settle(async () => {
    if (!urls.problems || document.hidden) return;
    try {
      const response = await fetch(urls.problems, { credentials: "same-origin", redirect: "manual", headers: { "HX-Request": "true" } });
      if (!response.ok) return;
      const fragment = new DOMParser().parseFromString(await response.text(), "text/html");
      const had = problems.contains(document.activeElement);
      standIn(fragment);
      problems.replaceChildren(...fragment.body.childNodes);
      problems.hidden = false;
      if (had) problems.focus();
    } catch {
      // asked again after the next save
    }
  }, READINESS_PAUSE);

  return { draw: settle(draw, 150), here, refresh };
}
