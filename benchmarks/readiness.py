"""Queries and time of the checks before a plan is submitted, small and large: `python benchmarks/readiness.py`.

Builds a commune of its own in a temporary folder. The bounds: 15 queries, 150 ms for 300 lines, 500 ms for a
table of 3,000 duties. Times are the best of five of one process.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
_folder = tempfile.TemporaryDirectory(prefix="portal-benchmark-")
os.environ.update(DATA_DIR=_folder.name, DJANGO_SETTINGS_MODULE="config.settings_test")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.domain.importing import accept_import, start_import
from plans.models import Plan
from plans.queries.readiness_facts import facts_of
from plans.readiness import problems_of
from tests.plans.texts import PLAN_TEXT
from tests.world import TODAY, access_of, build_world

QUERIES = 15


def prose(lines: int) -> str:
    """Duties in sentences, each with a lead, a time and a document it names."""
    extra = "".join(
        f"- Văn phòng - Thống kê rà soát lần {i}, niêm yết công khai theo Quyết định số {i}/QĐ-UBND, hoàn thành trước "
        "ngày 15/6/2026; báo cáo kết quả với Ủy ban nhân dân xã.\n"
        for i in range(1, lines + 1)
    )
    head, mark, rest = PLAN_TEXT.partition("III. TỔ CHỨC THỰC HIỆN\n")
    return head + extra + mark + rest


def table(rows: int) -> str:
    return PLAN_TEXT + "".join(
        f"{i}\tNhiệm vụ số {i}: niêm yết công khai thủ tục hành chính, cập nhật hằng tuần\tVăn phòng - Thống kê\t"
        "Các ban, ngành; Tư pháp - Hộ tịch\tQuý II/2026\n"
        for i in range(3, rows + 1)
    )


def main() -> int:
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    world = build_world()
    by = access_of(world.lan, world.an_binh)
    broken = False
    for label, text, most in (("300 dòng", prose(290), 150), ("bảng 3.000 nhiệm vụ", table(3000), 500)):
        imported = start_import(by=by, name="", text=text)
        made = accept_import(imported, by=by, seen=imported.version)
        plan = Plan.objects.select_related("organisation").get(pk=made.pk)
        reading = looking = 9.0
        for _ in range(5):
            with CaptureQueriesContext(connection) as queries:
                begun = time.perf_counter()
                facts = facts_of(plan, today=TODAY)
                reading = min(reading, time.perf_counter() - begun)
            begun = time.perf_counter()
            problems = problems_of(facts)
            looking = min(looking, time.perf_counter() - begun)
        total = (reading + looking) * 1000
        over = total > most or len(queries) > QUERIES
        print(
            f"{label:22s} {len(facts.lines):5d} dòng {len(facts.tasks):5d} nhiệm vụ {len(queries):3d} truy vấn  "
            f"đọc {reading * 1000:4.0f} ms + xét {looking * 1000:4.0f} ms = {total:4.0f} ms  {len(problems)} điều"
            + ("  QUÁ MỨC" if over else "")
        )
        broken = broken or over
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
