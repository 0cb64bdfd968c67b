"""Queries, time and size of the heaviest pages, small and large: `python benchmarks/pages.py`.

Builds a commune of its own in a temporary folder. The bound is 15 queries a page, the same for few
and for many rows; times are the best of five of one process, without network.
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

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.domain.drafting import create_plan
from plans.domain.importing import accept_import, start_import
from tests.plans.texts import PLAN_TEXT
from tests.world import access_of, build_world, sign_in

ROWS = 3000
BOUND = 15


def long_text(rows: int) -> str:
    extra = "".join(
        f"{i}\tNhiệm vụ số {i}: niêm yết công khai thủ tục hành chính\tVăn phòng - Thống kê\tCác ban, ngành\tQuý II/2026\n"
        for i in range(3, rows + 1)
    )
    return PLAN_TEXT + extra


def main() -> int:
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS = ["*"]
    world = build_world()
    by = access_of(world.lan, world.an_binh)
    org = {"org": world.an_binh.code}
    small_import, large_import = (start_import(by=by, name="", text=long_text(rows)) for rows in (3, ROWS))
    started = time.perf_counter()
    large = accept_import(start_import(by=by, name="", text=long_text(ROWS)), by=by, seen=1)
    print(f"đọc và nhận {ROWS} dòng bảng: {time.perf_counter() - started:.1f} s")
    small = accept_import(start_import(by=by, name="", text=long_text(3)), by=by, seen=1)
    pages = [("danh sách kế hoạch, 2 dòng", reverse("plans:list", kwargs=org))]
    client = sign_in(world.lan)
    broken = _show(client, pages)
    for number in range(300):
        create_plan(by=by, year=2026, title=f"Kế hoạch số {number}")
    pages = [
        ("danh sách kế hoạch, 302 dòng", reverse("plans:list", kwargs=org)),
        ("tổng quan", reverse("dashboard:organisation-home", kwargs=org)),
    ]
    for label, plan, imported in (("nhỏ", small, small_import), (f"{ROWS} dòng", large, large_import)):
        here = {**org, "plan_id": plan.pk}
        pages += [
            (f"kế hoạch {label}", reverse("plans:detail", kwargs=here)),
            (f"nhiệm vụ của kế hoạch {label}", reverse("plans:tasks", kwargs=here)),
            (f"đối chiếu {label}", reverse("plans:import-detail", kwargs={**org, "import_id": imported.pk})),
        ]
    return 1 if _show(client, pages) or broken else 0


def _show(client: object, pages: list[tuple[str, str]]) -> bool:
    broken = False
    for label, address in pages:
        best = 9.0
        for _ in range(5):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                begun = time.perf_counter()
                answer = client.get(address)  # type: ignore[attr-defined]
                best = min(best, time.perf_counter() - begun)
        over = len(queries) > BOUND or answer.status_code != 200
        broken = broken or over
        print(
            f"{label:36s} {len(queries):3d} truy vấn  {best * 1000:6.0f} ms  {len(answer.content) / 1024:6.0f} kB"
            + ("  QUÁ MỨC" if over else "")
        )
    return broken


if __name__ == "__main__":
    sys.exit(main())
