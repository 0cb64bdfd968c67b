"""How long the editor waits for the server: `python benchmarks/editor.py` (DATABASE_URL for another database).

A plan of 300 lines with 60 duties and a table of 27 rows, built in a temporary folder. Times are the median and
the slowest of many, of one process, without network; the time of the processor alone tells a busy machine apart. Bounds: a key press and Enter 150 ms, opening 400 ms and
20 queries.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
_folder = tempfile.TemporaryDirectory(prefix="portal-benchmark-")
os.environ.update(DATA_DIR=_folder.name, DJANGO_SETTINGS_MODULE="config.settings_test")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.domain.drafting import create_plan
from plans.domain.lines import NewLine, Spot, add_lines
from plans.domain.tasks import mark_task, save_task
from plans.models import Block, Plan
from plans.sheet import SheetRow
from tests.world import World, access_of, build_world, sign_in

SLOWEST = {"gõ chữ": 150, "Enter": 150, "Enter ở đầu": 150, "mở trang": 400, "có gì mới": 150, "nhiệm vụ": 150}
QUERIES = 20
COLUMNS = (
    {"title": "STT", "role": "number"}, {"title": "Nội dung nhiệm vụ", "role": "content"},
    {"title": "Sản phẩm", "role": "result"}, {"title": "Cơ quan chủ trì", "role": "lead"},
    {"title": "Cơ quan phối hợp", "role": "coordinate"}, {"title": "Thời hạn", "role": "deadline"},
)  # fmt: skip


def build(world: World) -> Plan:
    by = access_of(world.lan, world.an_binh)
    plan = create_plan(by=by, year=2026, title="Cải cách hành chính năm 2026")
    content = Block.objects.get(plan=plan, role="content")
    lines = []
    for section in range(30):
        lines.append(NewLine(uuid.uuid4(), "heading", 2, f"{section + 1}.", f"Nhóm nhiệm vụ thứ {section + 1}"))
        for item in range(8):
            marker = f"{'abcdđegh'[item]})"
            words = f"Rà soát, niêm yết công khai thủ tục hành chính thuộc nhóm {section + 1}, nội dung {item + 1};"
            lines.append(NewLine(uuid.uuid4(), "paragraph", 3, marker, words))
    made = add_lines(plan, by=by, at=Spot.behind(content), lines=lines)
    for number, block in enumerate([each for each in made if each.marker in ("b)", "c)")]):
        block.refresh_from_db()
        block.plan = plan
        task = mark_task(block, by=by)
        due = ("Quý II/2026", "Trước ngày 30/6/2026", "Thường xuyên", "Tháng 9/2026")[number % 4]
        save_task(task, by=by, seen=task.version, lead_text="Văn phòng - Thống kê", deadline_text=due)
    rows = tuple(
        SheetRow(
            str(uuid.uuid4()),
            (str(n), f"Nhiệm vụ số {n}: niêm yết công khai", "Báo cáo", "Tư pháp - Hộ tịch", "Các ban, ngành", f"Tháng {n % 12 + 1}"),
        )
        for n in range(1, 28)
    )  # fmt: skip
    last = Block.objects.filter(plan=plan).order_by("-position").first()
    assert last is not None
    add_lines(plan, by=by, at=Spot.behind(last), lines=[NewLine(uuid.uuid4(), "table", columns=COLUMNS, rows=rows)])
    more = 300 - Block.objects.filter(plan=plan).count()
    filler = [NewLine(uuid.uuid4(), "paragraph", 2, "-", f"Nội dung thêm {n}") for n in range(more)]
    add_lines(plan, by=by, at=Spot.behind(Block.objects.get(plan=plan, role="budget")), lines=filler)
    return Plan.objects.get(pk=plan.pk)


class Desk:
    """The browser's part."""

    def __init__(self, client: Client, plan: Plan) -> None:
        self.client, self.plan, self.tab = client, plan, str(uuid.uuid4())

    def url(self, name: str) -> str:
        return reverse(f"plans:{name}", kwargs={"org": self.plan.organisation.code, "plan_id": self.plan.pk})

    def take(self, **step: object) -> None:
        body = {"tab": self.tab, "at": None, "revision": 0, "steps": [{"id": str(uuid.uuid4()), **step}]}
        answer = self.client.post(
            self.url("editor-steps"), json.dumps(body), content_type="application/json", HTTP_ACCEPT="application/json"
        )
        assert answer.status_code == 200, answer.content
        assert answer.json()["results"][0]["ok"], answer.json()


def measure(label: str, act: Callable[[int], None], *, times: int = 15) -> bool:
    took, busy = [], []
    for number in range(times + 1):
        with CaptureQueriesContext(connection) as queries:
            begun, worked = time.perf_counter(), time.process_time()
            act(number)
            took.append((time.perf_counter() - begun) * 1000)
            busy.append((time.process_time() - worked) * 1000)
    took, busy = took[1:], busy[1:]
    middle, slowest = statistics.median(took), max(took)
    over = middle > SLOWEST.get(label, 10_000) or (label == "mở trang" and len(queries) > QUERIES)
    print(
        f"{label:28s} {len(queries):4d} truy vấn  {middle:6.0f} ms  (lâu nhất {slowest:.0f} ms, riêng bộ xử lý "
        f"{statistics.median(busy):.0f} ms)" + ("  QUÁ MỨC" if over else "")
    )
    return over


def main() -> int:
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS = ["*"]
    world = build_world()
    plan = build(world)
    desk = Desk(sign_in(world.lan), plan)
    lines = list(Block.objects.filter(plan=plan).order_by("position"))
    print(f"{connection.vendor}, {len(lines)} dòng")
    typed = next(each for each in lines if each.marker == "d)")
    known = {"text": typed.text}

    def type_on(number: int) -> None:
        fresh = f"{typed.text} {number}"
        desk.take(do="text", line=str(typed.key), was=known["text"], text=fresh)
        known["text"] = fresh

    def press_enter(number: int) -> None:
        fields = {"key": str(uuid.uuid4()), "kind": None, "level": None, "marker": None, "text": ""}
        desk.take(do="add", after=str(typed.key), region="body", appendix=None, lines=[fields])

    first = next(each for each in lines if each.marker == "1." and each.text.startswith("Nhóm"))

    def enter_above(number: int) -> None:
        fields = {"key": str(uuid.uuid4()), "kind": "heading", "level": 2, "marker": "1.", "text": "Mới"}
        desk.take(
            do="add", after=[str(lines[lines.index(first) - 1].key)], region="body", appendix=None, lines=[fields]
        )

    def paste(number: int) -> None:
        new = [
            {
                "key": str(uuid.uuid4()),
                "kind": "paragraph",
                "level": 3,
                "marker": "-",
                "text": f"Dòng dán {n}: rà soát, báo cáo",
            }
            for n in range(300)
        ]
        desk.take(do="add", after=str(typed.key), region="body", appendix=None, lines=new)

    def write_duty(number: int) -> None:
        line = next(each for each in lines if each.marker == "b)")
        now = {"lead_text": duty["lead_text"]}
        duty["lead_text"] = f"Tư pháp - Hộ tịch {number}"
        desk.take(do="task", line=str(line.key), task=None, was=now, set={"lead_text": duty["lead_text"]})

    duty = {"lead_text": "Văn phòng - Thống kê"}
    text = "\n".join(f"{n}. Rà soát nội dung số {n}\n- Công khai, niêm yết;" for n in range(150))
    over = [
        measure("mở trang", lambda n: open_page(desk)),
        measure("gõ chữ", type_on),
        measure("Enter", press_enter),
        measure("Enter ở đầu", enter_above),
        measure("nhiệm vụ", write_duty),
        measure("có gì mới", lambda n: ask(desk, "editor-news", {"revision": "1"})),
        measure("đọc 300 dòng dán", lambda n: split(desk, text), times=5),
        measure("dán 300 dòng", paste, times=3),
    ]
    return 1 if any(over) else 0


def open_page(desk: Desk) -> None:
    assert desk.client.get(desk.url("editor")).status_code == 200


def ask(desk: Desk, name: str, query: dict[str, str]) -> None:
    assert desk.client.get(desk.url(name), query, HTTP_ACCEPT="application/json").status_code == 200


def split(desk: Desk, text: str) -> None:
    body = json.dumps({"text": text, "html": "", "region": "body"})
    answer = desk.client.post(desk.url("editor-split"), body, content_type="application/json")
    assert len(answer.json()["lines"]) == 300, answer.content[:200]


if __name__ == "__main__":
    sys.exit(main())
