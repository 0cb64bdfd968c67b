// The page of one table: the sheet, a hundred rows at a time, with its queue, its undo, and news of others.
import { createHistory } from "../editor/history.js";
import { ask, say } from "../editor/page.js";
import { createQueue } from "../editor/queue.js";
import { takeTab } from "../editor/tab.js";
import { clock } from "../editor/words.js";
import { mountSheet } from "./sheet.js";

const EVERY = 5000; // milliseconds between two questions for news
const EVERY_IDLE = 15000;
const IDLE = 120000;

async function start() {
  const root = document.getElementById("bang");
  const state = JSON.parse(document.getElementById("trang-thai-bang").textContent);
  const { line, plan, first, urls } = state;
  const { tab, kept } = await takeTab(`soan:${plan.id}:${root.dataset.person}:`);
  const status = document.getElementById("bang-da-luu");
  const retry = document.getElementById("bang-gui-lai");
  let revision = plan.revision;
  let active = Date.now();
  let timer = 0;
  let batches = 0;

  const history = createHistory({ onRefused: () => say("Không hoàn tác được: chỗ này vừa được người khác sửa.") });
  const queue = createQueue({
    urls, tab, storageKey: `soan:${plan.id}:${root.dataset.person}:`,
    context: () => ({ at: line.key, revision, rows: [first, line.rows.length + 50] }),
    onAnswer(answer, steps) {
      batches += 1;
      const fresh = (answer.lines || []).find((each) => each.key === line.key);
      if (fresh) sheet.update(fresh);
      sheet.answer(answer.results, steps);
      if ((answer.gone || []).includes(line.key)) gone();
      if (answer.revision !== undefined && !answer.behind) revision = answer.revision;
      if (answer.behind) news(true);
    },
    onState: tell,
  });
  const sheet = mountSheet(document.getElementById("bang-luoi"), {
    line, queue, history, plan, units: state.units, urls, first,
    onNotice: (text) => say(text),
  });
  document.getElementById("bang-doc").hidden = true;
  document.getElementById("bang-soan").hidden = false;
  queue.adopt(kept.filter(({ step }) => step.line === line.key));

  function tell({ kind, waiting, savedAt, say: sentence, unsafe }) {
    const left = waiting ? `, còn ${waiting} bước chờ gửi` : "";
    status.textContent = {
      offline: unsafe ? `Mất mạng${left}. Máy hết chỗ ghi tạm: đừng đóng trang này.` : `Mất mạng${left} – vẫn nhập được`,
      "signed-out": `Phiên làm việc đã hết: đăng nhập lại ở thẻ khác rồi bấm Gửi tiếp${left}`,
      stopped: sentence, saving: "Đang lưu…",
    }[kind] || (savedAt ? `Đã lưu ${clock(savedAt)}` : "Mọi thay đổi được tự lưu");
    status.dataset.waiting = String(waiting);
    status.classList.toggle("app-unclear", ["offline", "signed-out", "stopped"].includes(kind));
    retry.hidden = !["offline", "signed-out", "stopped"].includes(kind) || !waiting;
  }

  function gone() {
    say("Bảng này vừa bị người khác xóa. Nội dung ông/bà nhập còn ở trang này; hãy chép ra trước khi rời trang.", { grave: true });
  }

  async function news(now = false) {
    clearTimeout(timer);
    if (now || (!document.hidden && !queue.unanswered().length)) {
      const before = batches;
      const rows = JSON.stringify([first, line.rows.length + 50]);
      const answer = await ask(`${urls.rows}?tab=${tab()}&revision=${now ? 0 : revision}&rows=${encodeURIComponent(rows)}`);
      if (answer && answer.ok && before === batches && !sheet.busy && !queue.unanswered().length) {
        if (answer.line) sheet.update(answer.line);
        revision = answer.revision;
        document.getElementById("bang-nguoi").textContent = (answer.people || []).length ? `Đang cùng mở: ${[...new Set(answer.people.map((each) => each.name))].join(", ")}` : "";
      }
      if (answer && answer.status === 404) gone();
    }
    timer = setTimeout(news, Date.now() - active > IDLE ? EVERY_IDLE : EVERY);
  }

  retry.addEventListener("click", () => queue.flush());
  for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, () => { active = Date.now(); }, { passive: true });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) sheet.commit();
    else news();
  });
  window.addEventListener("pagehide", () => sheet.commit());
  window.addEventListener("beforeunload", (event) => {
    sheet.commit();
    const { waiting, unsafe } = queue.state();
    if ((waiting && unsafe) || sheet.unsettled) event.preventDefault();
  });
  tell(queue.state());
  timer = setTimeout(news, EVERY);
}

start();
