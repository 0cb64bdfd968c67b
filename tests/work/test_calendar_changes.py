"""Days off corrected after the issue: open days that follow working days move, everything else stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from audit.queries import history_of
from organisations.access import Access
from reference.calendar_vn import DayKind
from reference.domain.calendar import add_special_day, remove_special_day
from reference.models import SpecialDay
from tests.work.work_world import NOW, TODAY, days_of, issued_with, milestones_of, tasks_of
from tests.world import World, access_of
from work.domain.days import extend_milestone, record_event
from work.domain.deriving import write_moved
from work.domain.milestones import recount_plans
from work.enums import EntryKind
from work.models import Milestone

FRIDAY, MONDAY, TUESDAY = dt.date(2026, 5, 15), dt.date(2026, 5, 18), dt.date(2026, 5, 19)
WORDS = "05 ngày làm việc kể từ khi nhận được văn bản"


def off(world: World, day: dt.date = MONDAY) -> SpecialDay:
    return add_special_day(
        by=Access.system(world.province), day=day, kind=DayKind.OFF, name="Nghỉ hoán đổi", source="Thông báo số 1"
    )


def asked(world: World, words: str = WORDS) -> Milestone:
    """Received on Monday 11/5: five working days end on Monday 18/5."""
    task = tasks_of(issued_with(world, words))[0]
    return record_event(task, by=access_of(world.lan, world.an_binh), happened_on=TODAY, at=NOW)


def test_a_swap_announced_late_moves_open_days_at_once(
    world: World, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    milestone = asked(world)
    assert milestone.due_on == MONDAY
    with django_capture_on_commit_callbacks(execute=True):
        special = off(world)
    milestone.refresh_from_db()
    assert (milestone.due_on, milestone.original_due_on) == (TUESDAY, TUESDAY)
    entry = milestone.entries.get(kind=EntryKind.CALENDAR)
    assert (entry.was_due_on, entry.now_due_on, entry.by_name) == (MONDAY, TUESDAY, "Hệ thống")
    assert history_of(milestone.plan).filter(action="Tính lại hạn theo ngày làm việc").exists()
    with django_capture_on_commit_callbacks(execute=True):
        remove_special_day(special, by=Access.system(world.province), seen=1)
    milestone.refresh_from_db()
    assert milestone.due_on == MONDAY


def test_counting_again_changes_nothing_more(world: World) -> None:
    asked(world)
    off(world)
    assert recount_plans(today=TODAY, at=NOW) == 1
    assert recount_plans(today=TODAY, at=NOW) == 0


def test_recurring_last_working_days_move_and_are_not_doubled(world: World) -> None:
    plan = issued_with(world, "ngày làm việc cuối cùng của tháng")
    count = Milestone.objects.count()
    friday = dt.date(2026, 5, 29)
    assert friday in days_of(plan)
    off(world, friday)
    recount_plans(today=TODAY, at=NOW)
    assert friday not in days_of(plan)
    assert dt.date(2026, 5, 28) in days_of(plan)
    assert Milestone.objects.count() == count


def test_a_named_day_stays_where_it_is_written(world: World) -> None:
    plan = issued_with(world, "trước ngày 19/5", "chậm nhất ngày 18/5/2026")
    off(world)
    assert recount_plans(today=TODAY, at=NOW) == 0
    assert days_of(plan, 1) == days_of(plan, 2) == [MONDAY]


def test_an_extended_day_stays_where_a_leader_put_it(world: World) -> None:
    milestone, by = asked(world), access_of(world.minh, world.an_binh)
    extend_milestone(milestone, by=by, seen=1, due_on=TUESDAY, reason="Chờ ý kiến", at=NOW)
    off(world)
    assert recount_plans(today=TODAY, at=NOW) == 0
    milestone.refresh_from_db()
    assert (milestone.due_on, milestone.original_due_on) == (TUESDAY, MONDAY)


def test_what_is_done_is_not_counted_again(world: World) -> None:
    milestone = asked(world)
    Milestone.objects.filter(pk=milestone.pk).update(completed_on=FRIDAY)
    off(world)
    assert recount_plans(today=TODAY, at=NOW) == 0
    milestone.refresh_from_db()
    assert milestone.due_on == MONDAY


def test_what_somebody_changes_meanwhile_is_left_to_the_next_run(world: World) -> None:
    """The days are counted from rows read before; the row that was saved since keeps what was saved."""
    plan = issued_with(world, "ngày làm việc cuối cùng của tháng")
    off(world, dt.date(2026, 5, 29))
    rows = {each.due_on: each for each in milestones_of(plan)}
    stale = rows[dt.date(2026, 5, 29)]
    by = access_of(world.minh, world.an_binh)
    extend_milestone(stale, by=by, seen=1, due_on=dt.date(2026, 6, 15), reason="Chờ số liệu", at=NOW)
    stale.due_on = dt.date(2026, 5, 28)
    write_moved(plan, [stale], by=Access.system(world.an_binh), at=NOW)
    stored = Milestone.objects.get(pk=stale.pk)
    assert (stored.due_on, stored.version) == (dt.date(2026, 6, 15), 2)
    assert not stored.entries.filter(kind=EntryKind.CALENDAR).exists()
