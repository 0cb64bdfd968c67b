"""The lists of work at their bounds: `python benchmarks/work.py [--tasks 100000]`.

Builds a commune with so many followed duties in a temporary folder (or on DATABASE_URL, an empty database), of which
2,000 are one person's open work, and looks at the pages in one process, without network; times are the best of ten.
Bounds: Việc của tôi 150 ms and 12 queries; a deep page of the office's list no dearer than the first.
"""

from __future__ import annotations

import argparse
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

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks.commune import build
from tests.world import build_world, sign_in
from work.domain.milestones import extend_plans
from work.models import Milestone

BOUND_MS, BOUND_QUERIES = 150, 12


def shown(client: Client, label: str, address: str, *, bound: bool = False) -> float:
    best = busy = 9.0
    client.get(address)
    for _ in range(10):
        begun, worked = time.perf_counter(), time.process_time()
        answer = client.get(address)
        best, busy = min(best, time.perf_counter() - begun), min(busy, time.process_time() - worked)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    over = answer.status_code != 200 or (bound and (best * 1000 > BOUND_MS or len(queries) > BOUND_QUERIES))
    print(
        f"{label:44s} {len(queries):3d} truy vấn  {best * 1000:6.0f} ms (CPU {busy * 1000:4.0f})  {len(answer.content) / 1024:5.0f} kB"
        + ("  QUÁ MỨC" if over else "")
    )
    return 9.0 if over else best


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--tasks", type=int, default=100_000)
    tasks = arguments.parse_args().tasks
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS = ["*"]
    world, today = build_world(), timezone.localdate()
    begun = time.perf_counter()
    build(world, tasks, today)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"{tasks} nhiệm vụ, {Milestone.objects.count()} mốc: dựng {time.perf_counter() - begun:.0f} s")
    begun = time.perf_counter()
    made = extend_plans(today=today)
    print(f"gia hạn mốc ban đêm: {time.perf_counter() - begun:.1f} s, thêm {made} mốc")
    org = {"org": world.an_binh.code}
    mine, office = reverse("work:mine", kwargs=org), reverse("work:list", kwargs=org)
    lan, minh = sign_in(world.lan), sign_in(world.minh)
    open_mine = shown(lan, "Việc của tôi", mine, bound=True)
    shown(lan, "Việc của tôi, trang cuối", f"{mine}?trang=999", bound=True)
    shown(lan, "Việc của tôi, quá hạn", f"{mine}?nhom=qua-han", bound=True)
    shown(lan, "Tổng quan (số việc quá hạn ở trình đơn)", reverse("dashboard:organisation-home", kwargs=org))
    first = shown(minh, "Việc của đơn vị, trang đầu", office)
    rows = Milestone.objects.filter(organisation=world.an_binh).live().open().order_by("due_on", "pk")
    middle = rows[rows.count() // 2]
    deep = shown(minh, "Việc của đơn vị, giữa danh sách", f"{office}?sau={middle.due_on}_{middle.pk}")
    shown(minh, "Việc của đơn vị, trang trước của nó", f"{office}?truoc={middle.due_on}_{middle.pk}")
    shown(minh, "Việc của đơn vị, một bộ phận", f"{office}?bo_phan={world.justice.pk}")
    shown(minh, "Việc của đơn vị, tìm chữ", f"{office}?q=tuyen+truyen")
    shown(minh, "Việc của đơn vị, tìm chữ không có", f"{office}?q=khong+co+dau")
    shown(minh, "Ai đang giữ việc gì", reverse("work:holding", kwargs=org))
    shown(minh, "Chưa có hạn", reverse("work:undated", kwargs=org))
    shown(minh, "Trang một việc", reverse("work:milestone", kwargs={**org, "milestone_id": middle.pk}))
    return 1 if open_mine > 1 or deep > 2 * first + 0.05 else 0


if __name__ == "__main__":
    sys.exit(main())
