"""A corrected version of a plan: milestones go along with their progress."""

from __future__ import annotations

import datetime as dt

import pytest

from audit.queries import history_of
from core.exceptions import EditConflict
from plans.domain.issuing import draft_replacement
from plans.domain.rows import delete_row
from plans.domain.tasks import save_task
from plans.models import Plan
from tests.plans.plans_world import issued
from tests.work.work_world import NOW, issued_with, milestones_of, tasks_of
from tests.world import World, access_of
from work.domain.days import extend_milestone, set_milestone
from work.models import Milestone

JUNE, SEPTEMBER = dt.date(2026, 6, 30), dt.date(2026, 9, 30)


def corrected(world: World, plan: Plan, changes: dict[int, str], on: dt.date = dt.date(2026, 5, 4)) -> Plan:
    """A new version in which the duties with these numbers have other deadlines ("" stays a deadline of none)."""
    by = access_of(world.lan, world.an_binh)
    draft = draft_replacement(Plan.objects.get(pk=plan.pk), by=by)
    for number, words in changes.items():
        task = tasks_of(draft)[number - 1]
        save_task(task, by=by, seen=task.version, deadline_text=words)
    return issued(world, draft, "120", on)


def touched(milestone: Milestone, **facts: object) -> Milestone:
    Milestone.objects.filter(pk=milestone.pk).update(**(facts or {"percent": 40}))
    return milestone


def test_what_did_not_change_moves_over_and_keeps_its_name(world: World) -> None:
    plan = issued_with(world, "Quý II", "hằng quý", "Thường xuyên")
    before = list(Milestone.objects.order_by("pk").values_list("pk", flat=True))
    new = corrected(world, plan, {})
    assert list(Milestone.objects.order_by("pk").values_list("pk", flat=True)) == before
    assert set(Milestone.objects.values_list("plan", flat=True)) == {new.pk}
    assert {each.task.plan_id for each in Milestone.objects.select_related("task")} == {new.pk}
    assert Milestone.objects.live().count() == len(before)


def test_a_corrected_day_takes_the_progress_along(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II")
    first, second = touched(milestones_of(plan, 1)[0]), milestones_of(plan, 2)[0]
    new = corrected(world, plan, {1: "Quý III", 2: "Quý III"})
    for number, old in ((1, first), (2, second)):
        now = milestones_of(new, number)
        assert [(each.pk, each.due_on, each.original_due_on) for each in now] == [(old.pk, SEPTEMBER, SEPTEMBER)]
    assert milestones_of(new, 1)[0].percent == 40
    assert milestones_of(new, 1)[0].label == "quý III/2026"


def test_what_is_asked_no_more_is_kept_and_marked(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II")
    kept, plain = touched(milestones_of(plan, 1)[0]), milestones_of(plan, 2)[0]
    new = corrected(world, plan, {1: "Kịp thời", 2: "Kịp thời"})
    stored = {each.pk: each for each in Milestone.objects.all()}
    assert stored[kept.pk].superseded
    assert stored[kept.pk].plan_id == new.pk
    assert stored[kept.pk].percent == 40
    assert not stored[plain.pk].superseded
    assert stored[plain.pk].plan_id == plan.pk
    assert not Milestone.objects.live().exists()


def test_a_duty_that_is_gone_leaves_its_progress_to_be_read(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý III")
    gone = touched(milestones_of(plan, 1)[0])
    by = access_of(world.lan, world.an_binh)
    draft = draft_replacement(Plan.objects.get(pk=plan.pk), by=by)
    row = tasks_of(draft)[0].row
    assert row is not None
    delete_row(row, by=by, seen=row.version)
    issued(world, draft, "120", dt.date(2026, 5, 4))
    stored = Milestone.objects.get(pk=gone.pk)
    assert (stored.superseded, stored.plan_id, stored.percent) == (True, plan.pk, 40)


def test_a_correction_excuses_nothing_that_was_late(world: World) -> None:
    plan = issued_with(world, "trước ngày 20/4", "hằng tháng")
    late = milestones_of(plan, 1)[0]
    new = corrected(world, plan, {}, on=dt.date(2026, 5, 11))
    assert [each.pk for each in milestones_of(new, 1)] == [late.pk]
    assert dt.date(2026, 4, 30) in [each.due_on for each in milestones_of(new, 2)]
    assert Milestone.objects.live().open().filter(due_on__lt=dt.date(2026, 5, 11)).count() == 2


def test_an_extension_stays_where_the_words_did_not_change(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II")
    by = access_of(world.minh, world.an_binh)
    for number in (1, 2):
        extend_milestone(
            milestones_of(plan, number)[0], by=by, seen=1, due_on=dt.date(2026, 7, 15), reason="Chờ số liệu", at=NOW
        )
    new = corrected(world, plan, {2: "Quý III"})
    one, other = milestones_of(new, 1)[0], milestones_of(new, 2)[0]
    assert (one.due_on, one.original_due_on) == (dt.date(2026, 7, 15), JUNE)
    assert (other.due_on, other.original_due_on) == (SEPTEMBER, SEPTEMBER)
    assert [each.note for each in other.entries.all()] == ["Chờ số liệu"]


def test_a_day_somebody_set_goes_along(world: World) -> None:
    plan = issued_with(world, "Kịp thời")
    made = set_milestone(tasks_of(plan)[0], by=access_of(world.lan, world.an_binh), due_on=JUNE, at=NOW)
    new = corrected(world, plan, {})
    assert [each.pk for each in milestones_of(new)] == [made.pk]


def test_work_that_was_done_stays_done(world: World) -> None:
    plan = issued_with(world, "Quý II", "hằng tháng")
    done = touched(milestones_of(plan, 1)[0], completed_on=dt.date(2026, 4, 20))
    april = touched(milestones_of(plan, 2)[0], completed_on=dt.date(2026, 4, 28))
    new = corrected(world, plan, {}, on=dt.date(2026, 5, 11))
    assert milestones_of(new, 1)[0].pk == done.pk
    assert milestones_of(new, 2)[0].pk == april.pk
    assert milestones_of(new, 2)[0].completed_on == dt.date(2026, 4, 28)


def test_whoever_has_the_old_version_open_is_told(world: World) -> None:
    plan = issued_with(world, "Quý II")
    stale = milestones_of(plan)[0]
    corrected(world, plan, {1: "Quý III"})
    with pytest.raises(EditConflict):
        extend_milestone(
            stale, by=access_of(world.minh, world.an_binh), seen=1, due_on=dt.date(2026, 12, 1), reason="x", at=NOW
        )


def test_the_log_says_what_moved(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II")
    touched(milestones_of(plan, 1)[0])
    new = corrected(world, plan, {1: "Kịp thời"})
    note = history_of(new).get(action="Lập mốc thời hạn").note
    assert "chuyển 1 mốc từ bản trước, 1 mốc không còn yêu cầu" in note
