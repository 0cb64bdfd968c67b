// The bar above the paper: what the current line is, undo, what is saved, who else is here.
import { h } from "./page.js";
import { clock } from "./words.js";

const SLOW = 900; // milliseconds; only a saving that takes longer is spoken of

// "Trần Quốc Hùng" → "QH": as people are called. One's own other tab has no name.
const initials = (name) => name[0] === name[0].toLowerCase() ? "+1" : name.split(/\s+/).slice(-2).map((word) => word[0]).join("").toUpperCase();

export function createBar({ root, commands }) {
  const find = (name) => root.querySelector(`[data-bar="${name}"]`);
  const status = find("state");
  const retry = find("retry");
  let slow = false; // the saving now under way takes long
  let bell = 0;
  let choices = 0;
  let last = { kind: "saved", waiting: 0, savedAt: null };

  for (const button of root.querySelectorAll("[data-do]")) {
    button.addEventListener("click", () => commands[button.dataset.do](button));
  }
  retry.addEventListener("click", () => commands.save());

  function sentence({ kind, waiting, savedAt, say, unsafe }) {
    const left = waiting ? ` – ${waiting} bước chờ gửi` : "";
    if (kind === "offline") {
      if (unsafe) return `Mất mạng${left}. Máy hết chỗ ghi tạm: đừng đóng trang này.`;
      return waiting ? `Mất mạng, còn ${waiting} bước chờ gửi – vẫn gõ được` : "Mất mạng – vẫn gõ được";
    }
    if (kind === "signed-out") return `Phiên làm việc đã hết: đăng nhập lại ở thẻ khác rồi bấm Gửi tiếp${left}`;
    if (kind === "stopped") return say;
    if (choices) return choices === 1 ? "Có một chỗ chờ ông/bà chọn" : `Có ${choices} chỗ chờ ông/bà chọn`;
    if (kind === "saving" && slow) return "Đang lưu…";
    return savedAt ? `Đã lưu ${clock(savedAt)}` : "Tự lưu khi gõ";
  }

  function draw() {
    const text = sentence(last);
    const tone = last.kind === "offline" || last.kind === "signed-out" || choices ? "warn" : last.kind === "stopped" ? "late" : "";
    const look = `ed-state${tone ? ` ed-state-${tone}` : ""}`;
    if (status.className !== look) status.className = look;
    if (status.textContent !== text) status.textContent = text;
    status.dataset.waiting = String(last.waiting);
    retry.hidden = !["offline", "signed-out", "stopped"].includes(last.kind) || !last.waiting;
    retry.textContent = last.kind === "offline" ? "Gửi ngay" : "Gửi tiếp";
  }

  return {
    state(now) {
      last = now;
      if (now.kind !== "saving") {
        clearTimeout(bell);
        bell = 0;
        slow = false;
      } else if (!bell) {
        bell = setTimeout(() => {
          slow = true;
          draw();
        }, SLOW);
      }
      draw();
    },
    choices(count) {
      choices = count;
      draw();
    },
    history({ undo, redo }) {
      find("undo").disabled = !undo;
      find("redo").disabled = !redo;
    },
    people(people) {
      const names = [...new Set(people.map((person) => person.name))];
      find("people").replaceChildren(...names.map((name) => h("li", { class: "ed-person", title: `${name} đang mở kế hoạch này` },
        h("span", { "aria-hidden": "true" }, initials(name)), h("span", { class: "visually-hidden" }, name))));
    },
    // The tools speak of this line.
    line(line) {
      const text = line && line.kind !== "table";
      for (const name of ["kind", "role", "marker", "in", "out", "task"]) find(name).disabled = !text;
      for (const name of ["up", "down", "delete"]) find(name).disabled = !line;
      const whole = line && line.kind === "table" ? "Xóa cả bảng" : "Xóa dòng";
      if (find("delete").title !== whole) {
        find("delete").title = whole;
        find("delete").querySelector("span").textContent = whole;
      }
      const preamble = line && line.region === "preamble";
      find("in").disabled = find("in").disabled || preamble;
      find("out").disabled = find("out").disabled || preamble;
      if (!line) return;
      const kind = find("kind");
      for (const option of kind.options) option.hidden = preamble ? option.value === "heading" : option.value === "basis";
      if (text) kind.value = line.kind;
      if (document.activeElement !== find("marker")) find("marker").value = line.marker;
      find("role-box").hidden = line.kind !== "heading";
      find("role").value = line.role || "";
      find("task").setAttribute("aria-pressed", String(Boolean(line.tasks && line.tasks.length)));
    },
    focus() {
      (find("kind").disabled ? find("undo") : find("kind")).focus();
    },
    find,
  };
}
