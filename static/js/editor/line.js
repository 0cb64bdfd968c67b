// One line on the paper: its number, a field that grows with its words, chips of its tasks, notes under it.
import { h, hidden, icon } from "./page.js";
import { squeeze } from "./words.js";

const ZERO_WIDTH = "\u200b"; // keeps an empty line as high as a written one
const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();

// How wide a number is printed, in em of its line.
function widthOf(marker, heading) {
  const name = `${heading} ${marker}`;
  if (!widths.has(name)) {
    ruler.font = `${heading ? "bold " : ""}100px "Times New Roman", "Liberation Serif", serif`;
    widths.set(name, ruler.measureText(`${marker} `).width / 100);
  }
  return widths.get(name);
}

const TONE = { understood: "ok", question: "warn" };

function chip(name, tone, label, text) {
  return h("span", { class: `app-chip${tone ? ` app-chip-${tone}` : ""}` }, icon(name), " ", label && hidden(`${label}: `), text);
}

const short = (text, most = 60) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const given = (task, name) => task[name] || (task.inherited || {})[name] || "";

// What is known of a task, in one line of chips.
function chipsOf(task) {
  const lead = given(task, "lead_text");
  const others = given(task, "coordinating_text");
  const time = given(task, "deadline_text");
  const deadline = task.deadline || {};
  const understood = deadline.state === "understood" ? `: ${deadline.label}` : "";
  return [
    chip("check2-square", "brand", "", "Nhiệm vụ"),
    !task.tracked && h("span", { class: "app-chip app-chip-idle" }, "chỉ in"),
    lead ? chip("person", "", "Chủ trì", short(lead)) : task.tracked && h("span", { class: "app-chip app-chip-warn" }, "Chưa có chủ trì"),
    others && chip("people", "", "Phối hợp", short(others)),
    time && chip(deadline.state === "understood" ? "calendar-check" : "question-circle", TONE[deadline.state], "Thời hạn", `${short(time, 50)}${understood}`),
    task.person && chip("person-check", "", "Người phụ trách", task.person),
  ].filter(Boolean);
}

// onTask(): the chips were pressed.
export function createLine(line, { onTask = () => {} } = {}) {
  const marker = h("button", { type: "button", class: "ed-marker", tabindex: "-1" });
  const mirror = h("div", { class: "ed-mirror", "aria-hidden": "true" });
  const field = h("textarea", { class: "ed-field", rows: "1", autocomplete: "off", autocapitalize: "off", enterkeyhint: "enter", "aria-describedby": "phim-soan" });
  const words = h("div", { class: "ed-words" }, marker, mirror, field);
  const chips = h("button", { type: "button", class: "ed-chips", tabindex: "-1", hidden: true, onclick: onTask });
  const notes = h("div", { class: "ed-notes" });
  const grip = h("span", { class: "ed-grip", title: "Kéo để chuyển dòng", "aria-hidden": "true" }, icon("grip-vertical"));
  const element = h("div", { class: "ed-line", "data-key": line.key, id: `dong-${line.key}` }, grip, words, chips, notes);
  mirror.append(document.createTextNode(ZERO_WIDTH));

  let drawn = "";
  const view = {
    key: line.key, element, field, mirror, marker, notes, words,
    composing: false,
    held: false, // a choice is waited for; what is typed is not sent until it is made
    grow() {
      mirror.firstChild.data = field.value + ZERO_WIDTH;
    },
    // Put other words into the field; the cursor stays at its letters.
    write(text) {
      if (field.value === text) return;
      const at = field.selectionStart;
      const behind = field.value.length - field.selectionEnd;
      const ahead = text.startsWith(field.value.slice(0, at));
      field.value = text;
      if (document.activeElement === field) {
        const place = ahead ? at : Math.max(0, text.length - behind);
        field.setSelectionRange(place, place);
      }
      view.grow();
    },
    update(now) {
      const heading = now.kind === "heading";
      const look = `ed-line ed-${now.kind} ed-deep-${Math.min(now.level, 6)}${now.tasks.length ? " ed-task" : ""}`;
      const kept = ["ed-now", "ed-held"].filter((name) => element.classList.contains(name));
      if (drawn !== `${look}|${now.marker}`) {
        drawn = `${look}|${now.marker}`;
        element.className = [look, ...kept].join(" ");
        marker.textContent = now.marker;
        marker.hidden = !now.marker;
        marker.title = "Sửa số, dấu đầu dòng";
        element.style.setProperty("--marker", now.marker ? `${widthOf(now.marker, heading).toFixed(3)}em` : "0em");
        field.placeholder = heading ? "Đề mục" : now.kind === "basis" ? "Căn cứ …" : "";
      }
      if (!view.held && !view.composing && squeeze(field.value) !== now.text) view.write(now.text);
      const wanted = now.tasks.flatMap(chipsOf);
      chips.hidden = !wanted.length;
      const text = wanted.map((each) => each.textContent).join("|") + wanted.map((each) => each.className).join("|");
      if (chips.dataset.text !== text) {
        chips.dataset.text = text;
        chips.replaceChildren(...wanted);
      }
    },
    label(text) {
      if (field.getAttribute("aria-label") !== text) field.setAttribute("aria-label", text);
    },
  };
  view.update(line);
  view.write(line.text);
  return view;
}
