// "Nhiệm vụ đang chọn": who leads, who helps, by when, with what result; edited in place.
import { createDeadline } from "./deadline.js";
import { h, hidden, icon } from "./page.js";
import { taskOf } from "./store.js";
import { completeUnits } from "./units.js";
import { squeeze } from "./words.js";

const FIELDS = ["lead_text", "coordinating_text", "deadline_text", "result_text", "budget_text"];
const ROLES = { lead: "lead_text", coordinate: "coordinating_text" };

export function createPanel({ root, store, actions, urls, indices, onMark }) {
  const find = (name) => root.querySelector(`[data-panel="${name}"]`);
  const form = find("form");
  const fields = Object.fromEntries(FIELDS.map((name) => [name, root.querySelector(`[name="${name}"]`)]));
  let of = null; // {line, row, task}
  let composing = false;

  const task = () => {
    const line = of && store.get(of.line);
    return line ? taskOf(line, of) : null;
  };
  const deadline = createDeadline({
    place: find("deadline"), urls,
    onMeaning(value) {
      actions.setTask(of, "deadline_text", fields.deadline_text.value, value);
      deadline.type(fields.deadline_text.value || (task().inherited || {}).deadline_text || "", value);
    },
  });

  function grow(field) {
    const mirror = field.parentElement.querySelector(".ed-mirror");
    if (mirror) mirror.textContent = `${field.value}\u200b`;
  }

  for (const [name, field] of Object.entries(fields)) {
    const changed = () => {
      grow(field);
      if (composing || !of) return;
      actions.setTask(of, name, field.value);
      if (name === "deadline_text") deadline.type(field.value || ((task() || {}).inherited || {}).deadline_text || "");
    };
    field.addEventListener("compositionstart", () => { composing = true; });
    field.addEventListener("compositionend", () => { composing = false; changed(); });
    field.addEventListener("input", changed);
    if ((name === "lead_text" || name === "coordinating_text")) completeUnits(field, { units: () => store.units, onPick: changed });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
      event.preventDefault(); // one line of words; Enter goes on to the next field
      const next = FIELDS[FIELDS.indexOf(name) + 1];
      if (next) fields[next].focus();
    });
    field.addEventListener("paste", (event) => {
      const text = event.clipboardData && event.clipboardData.getData("text/plain");
      if (!text || !/[\r\n]/.test(text)) return;
      event.preventDefault();
      field.setRangeText(squeeze(text), field.selectionStart, field.selectionEnd, "end");
      changed();
    });
  }

  const index = find("index");
  index.addEventListener("change", () => actions.setTask(of, "index_name", index.value));

  // One of the known names, or another that the plan says.
  function drawIndex(name) {
    const known = indices.some(([value]) => value === name) ? indices : [...indices, [name, name]];
    if ([...index.options].map((option) => option.value).join() !== known.map(([value]) => value).join()) index.replaceChildren(...known.map(([value, label]) => h("option", { value }, label)));
    if (index.value !== name) index.value = name;
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  find("follow").addEventListener("change", (event) => actions.follow(of, event.target.checked));
  find("mark").addEventListener("click", () => onMark(of && of.line));
  find("unmark").addEventListener("click", () => {
    if (of && !of.row) actions.unmark(of.line, of.task);
  });
  find("which").addEventListener("change", (event) => {
    of = { ...of, task: Number(event.target.value) };
    draw(true);
  });

  function party(each) {
    const unit = each.unit && store.units.find((one) => one.id === each.unit);
    if (each.kind === "unit") {
      const same = unit && unit.name === each.name;
      return h("li", { class: "ed-party ed-known" }, icon("check-circle"), " ", each.name, unit && !same ? h("small", {}, ` → ${unit.name}`) : null, hidden(" đã biết"));
    }
    if (each.kind === "group") return h("li", { class: "ed-party" }, each.name, h("small", {}, " (nhóm chung)"));
    if (each.kind === "organisation") return h("li", { class: "ed-party ed-known" }, icon("check-circle"), " ", each.name, h("small", {}, " (đơn vị khác)"));
    const choose = h("select", { class: "form-select form-select-sm", "aria-label": `${each.name} là bộ phận nào?` },
      h("option", { value: "" }, "là bộ phận nào?"), ...store.units.map((one) => h("option", { value: one.id }, one.name)));
    choose.addEventListener("change", () => {
      const chosen = store.units.find((one) => String(one.id) === choose.value);
      if (!chosen || !each.id) return;
      chosen.also = [...(chosen.also || []), each.name];
      actions.link(of.line, each.id, chosen.id);
    });
    return h("li", { class: "ed-party" }, each.name, choose);
  }

  let shownParties = "";
  function drawParties(now) {
    const text = JSON.stringify([now.parties, of]);
    if (text === shownParties || (root.contains(document.activeElement) && document.activeElement.tagName === "SELECT" && document.activeElement.closest(".ed-party"))) return;
    shownParties = text;
    for (const [role, name] of Object.entries(ROLES)) {
      const list = find(`parties-${role}`);
      list.replaceChildren(...(now.parties || []).filter((each) => each.role === role).map(party));
      list.hidden = !list.children.length;
      fields[name].placeholder = (now.inherited || {})[name] ? `Theo khối phân công: ${now.inherited[name]}` : "";
    }
  }

  function draw(fresh = false) {
    const line = of && store.get(of.line);
    const now = task();
    const table = line && line.kind === "table";
    find("none").hidden = Boolean(now);
    form.hidden = !now;
    find("hint").textContent = !line ? "Đặt con trỏ vào một dòng để xem nhiệm vụ của dòng ấy."
      : table ? "Chọn một ô trong bảng nhiệm vụ để xem nhiệm vụ của dòng ấy."
      : line.kind === "basis" ? "Căn cứ không phải là nhiệm vụ." : "Dòng này chưa được đánh dấu là nhiệm vụ.";
    find("mark").hidden = !line || table || line.kind === "basis";
    if (!now) return;
    find("unmark").hidden = Boolean(of.row);
    const which = find("which");
    const several = !of.row && line.tasks.length > 1;
    find("which-box").hidden = !several;
    if (several) which.replaceChildren(...line.tasks.map((each, index) => h("option", { value: each.id, selected: each.id === now.id }, `${index + 1}. ${each.excerpt || line.text}`.slice(0, 60))));
    for (const [name, field] of Object.entries(fields)) {
      if (!fresh && (composing || squeeze(field.value) === (now[name] || ""))) continue;
      if (field.value !== now[name]) field.value = now[name] || "";
      grow(field);
    }
    fields.deadline_text.placeholder = (now.inherited || {}).deadline_text ? `Theo khối phân công: ${now.inherited.deadline_text}` : "Ví dụ: Quý II; trước 15/6; thường xuyên";
    const words = now.deadline_text || (now.inherited || {}).deadline_text || "";
    if (fresh || document.activeElement !== fields.deadline_text) deadline.settle(words, now.deadline);
    else deadline.show(words, now.deadline);
    drawIndex(now.index_name || "");
    find("follow").checked = now.tracked;
    find("known").replaceChildren(...[
      now.person && ["Người phụ trách", now.person], now.basis_text && ["Căn cứ của nhiệm vụ", now.basis_text],
    ].filter(Boolean).flatMap(([label, text]) => [h("dt", {}, label), h("dd", {}, text)]));
    const link = find("page");
    link.hidden = !now.id;
    if (now.id) link.href = link.dataset.url.replace("/0/", `/${now.id}/`);
    drawParties(now);
  }

  return {
    draw,
    // The line the cursor is in, or a row of its table.
    select(line, row = null) {
      if (of && of.line === line && of.row === row) return;
      const found = store.get(line);
      of = found ? { line, row, task: !row && found.tasks.length ? found.tasks[0].id : null } : null;
      shownParties = "";
      draw(true);
    },
    // A task that was only just made gets its number.
    refresh() {
      const now = of && store.get(of.line);
      if (now && !of.row && now.tasks.length && !now.tasks.some((each) => each.id === of.task)) of = { ...of, task: now.tasks[0].id };
      draw();
    },
    focus() {
      (form.hidden ? find("mark") : fields.lead_text).focus();
    },
    // Somebody else wrote other words into the task: both are shown.
    conflict(step, say, theirs) {
      const names = Object.keys(step.set);
      const card = h("section", { class: "ed-card", role: "alert" }, h("p", { class: "ed-card-title" }, icon("exclamation-triangle"), " ", say));
      for (const name of names) {
        card.append(h("p", { class: "ed-mine" }, `Của ông/bà: ${step.set[name] || "(để trống)"}`), h("p", { class: "ed-theirs" }, `Đang lưu: ${theirs[name] || "(để trống)"}`));
      }
      const target = { line: step.line, row: step.row, task: step.task };
      card.append(h("div", { class: "ed-choices" },
        h("button", { type: "button", class: "btn btn-sm btn-primary", onclick() { names.forEach((name) => actions.setTask(target, name, step.set[name])); card.remove(); } }, "Giữ bản của tôi"),
        h("button", { type: "button", class: "btn btn-sm btn-outline-primary", onclick() { card.remove(); } }, "Lấy bản của người kia")));
      find("cards").append(card);
    },
  };
}
