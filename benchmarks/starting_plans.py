"""How long a plan takes to be begun from one of 3,000 rows: `python benchmarks/starting_plans.py`.

Reads the plan, looks for every change, shows the first page of them, drops every third duty, makes the plan; then the
same from a superior's plan of as many duties and from a pasted table. Bounds: 3 s for each step that a person waits for,
1 s for a page. Times are the best of three of one process. Ends with 1 when a bound is missed.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
_folder = tempfile.TemporaryDirectory(prefix="portal-benchmark-")
os.environ.update(DATA_DIR=_folder.name, DJANGO_SETTINGS_MODULE="config.settings_test")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.access import Access
from plans.domain.importing import accept_import, start_import
from plans.domain.issuing import issue_plan
from plans.domain.pasted import add_pasted, prepare_appendix
from plans.domain.starting import begin_plan, choose, prepare_plan, show_below
from plans.domain.superior import carry_out, choose_offers, prepare_from_superior
from plans.enums import StartKind
from plans.models import Plan, PlanStart, PlanTask
from plans.queries.starting import duties_of, found_in
from plans.queries.superior import Taken, paper_in
from tests.plans.last_year import LAST_YEAR
from tests.world import TODAY, World, access_of, build_world, sign_in

ROWS = 3000
WORK, PAGE = 3.0, 1.0
T = TypeVar("T")
MISSED: list[str] = []


def rows(count: int) -> str:
    """Duties with a year of their own in the words and in the time, so that each is a change by itself."""
    return "".join(
        f"{i}\tThẩm định, công khai thủ tục số {i} năm 2025\tBáo cáo\tVăn phòng - Thống kê\tCác thôn\t"
        f"trước ngày {i % 27 + 1:02d}/{i % 12 + 1}/2025\n"
        for i in range(4, count + 4)
    )


def timed(name: str, act: Callable[[], T], bound: float, *, times: int = 3, undone: bool = True) -> T:
    """The best of some runs, each undone but the last; the number of queries of the last."""
    best, queries = float("inf"), 0
    for turn in range(times):
        last = turn == times - 1
        with transaction.atomic():
            with CaptureQueriesContext(connection) as asked:
                start = time.perf_counter()
                result = act()
                best = min(best, time.perf_counter() - start)
            queries = len(asked)
            if undone and not last:
                transaction.set_rollback(True)
    if best > bound:
        MISSED.append(name)
    print(
        f"{name:44} {best:6.2f} s of {bound:.0f}  {queries:4d} queries{'  MISSED' if best > bound else ''}", flush=True
    )
    return result


def plan_of(world: World, text: str, *, by: Access) -> Plan:
    imported = start_import(by=by, name="ke-hoach.txt", text=text)
    imported.refresh_from_db()
    return accept_import(imported, by=by, seen=imported.version, year=2025)


def last_year(world: World) -> None:
    lan = access_of(world.lan, world.an_binh)
    source = plan_of(world, LAST_YEAR + rows(ROWS), by=lan)
    count = PlanTask.objects.filter(plan=source).count()

    def prepare() -> PlanStart:
        return prepare_plan(source, kind=StartKind.LAST_YEAR, by=lan, year=2026, today=TODAY)

    start = timed(f"look for changes ({count} duties)", prepare, WORK)
    print(f"{'':44} {len(found_in(start).changes)} changes, {len(str(start.found)) / 1e6:.1f} MB kept")
    client = sign_in(world.lan)
    url = reverse("plans:start", kwargs={"org": "an-binh", "start_id": start.pk})
    timed("a page of the changes", lambda: client.get(url), PAGE, undone=False)
    timed("a page in the middle", lambda: client.get(f"{url}?trang=60"), PAGE, undone=False)
    dropped = {duty.task.pk: False for index, duty in enumerate(duties_of(start)) if index % 3 == 0}
    choose(start, by=lan, seen=start.version, fates=dropped)
    made = timed("make the plan", lambda: begin_plan(PlanStart.objects.get(pk=start.pk), by=lan, today=TODAY), WORK)
    assert PlanTask.objects.filter(plan=made).count() == count - len(dropped)


def superior(world: World) -> None:
    above, lan = Access.system(world.province), access_of(world.lan, world.an_binh)
    text = LAST_YEAR.replace("XÃ AN BÌNH", "TỈNH HÀ SƠN") + rows(ROWS).replace("Các thôn", "UBND các xã")
    plan = plan_of(world, text, by=above)
    plan = issue_plan(
        plan, by=above, number="12", issued_on=dt.date(2025, 1, 15), signer_name="Ngô Đình Quang", today=TODAY
    )
    show_below(plan, by=above, shown=True)

    def prepare() -> PlanStart:
        return prepare_from_superior(plan, by=lan, year=2026, today=TODAY)

    start = timed("look through a superior's plan", prepare, WORK)
    client = sign_in(world.lan)
    url = reverse("plans:start", kwargs={"org": "an-binh", "start_id": start.pk})
    timed("a page of its proposals", lambda: client.get(url), PAGE, undone=False)
    offers = {each.key: Taken(index < 300, each.text, "content") for index, each in enumerate(paper_in(start).offers)}
    choose_offers(start, by=lan, seen=start.version, offers=offers)
    timed("take over 300 of them", lambda: carry_out(PlanStart.objects.get(pk=start.pk), by=lan, today=TODAY), WORK)


def pasted(world: World) -> None:
    lan = access_of(world.lan, world.an_binh)
    head = "STT\tNội dung nhiệm vụ\tSản phẩm\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành\n"

    def prepare() -> PlanStart:
        return prepare_appendix(by=lan, year=2026, title="Dài", text=head + rows(ROWS))

    start = timed("read a pasted table", prepare, WORK)
    client = sign_in(world.lan)
    url = reverse("plans:start", kwargs={"org": "an-binh", "start_id": start.pk})
    timed("a page of its rows", lambda: client.get(url), PAGE, undone=False)
    timed("add it", lambda: add_pasted(PlanStart.objects.get(pk=start.pk), by=lan, today=TODAY), WORK)


def main() -> int:
    call_command("migrate", verbosity=0)
    world = build_world()
    last_year(world)
    superior(world)
    pasted(world)
    return 1 if MISSED else 0


if __name__ == "__main__":
    sys.exit(main())
