"""A corrected plan has the people of the plan in force, and what was done before it can still be taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from audit.queries import history_of
from core.exceptions import DomainError
from plans.domain.issuing import draft_replacement
from plans.domain.tasks import assign_person, merge_same, save_task, set_tracked
from plans.models import Plan, PlanTask
from tests.plans.plans_world import issued
from tests.work.giving_world import give, handed_over, here, leaves
from tests.work.test_replacement import corrected
from tests.work.work_world import NOW, issued_with, milestones_of, tasks_of
from tests.world import World
from work.domain.assigning import undo_batch
from work.domain.handing_over import hand_back
from work.enums import ChargePart
from work.models import Milestone

P, D, H = ChargePart.PERSON, ChargePart.DIRECTOR, ChargePart.HOLDER
LATER = dt.date(2026, 5, 4)


def draft_of(world: World, plan: Plan) -> Plan:
    return draft_replacement(Plan.objects.get(pk=plan.pk), by=here(world, "hanh"))


def people(plan: Plan) -> list[tuple[int | None, int | None]]:
    return [(task.person_id, task.director_id) for task in tasks_of(plan)]


def test_a_hand_over_while_it_was_a_draft_holds(world: World) -> None:
    plan = issued_with(world, "Quý II")
    PlanTask.objects.filter(plan=plan).update(person=world.lan)
    draft = draft_of(world, plan)
    handed_over(world, world.lan, world.hung)
    new = issued(world, draft, "120", LATER)
    assert people(new) == [(world.hung.pk, None)]
    assert "Giữ phân công đang có hiệu lực" in [each.action for each in history_of(new)]


def test_an_assignment_while_it_was_a_draft_holds_beside_corrected_words(world: World) -> None:
    plan = issued_with(world, "Quý II")
    draft = draft_of(world, plan)
    task = tasks_of(draft)[0]
    save_task(task, by=here(world, "lan"), seen=task.version, deadline_text="Quý III")
    give(world, milestones_of(plan)[0], {P: world.hung.pk, D: world.minh.pk})
    assert people(issued(world, draft, "120", LATER)) == [(world.hung.pk, world.minh.pk)]


def test_what_was_set_in_the_draft_holds_part_by_part(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II")
    PlanTask.objects.filter(plan=plan).update(person=world.lan)
    draft = draft_of(world, plan)
    assign_person(tasks_of(draft)[0], by=here(world, "hanh"), person=world.nga)
    give(world, milestones_of(plan)[0], {P: world.hung.pk, D: world.minh.pk})
    assert people(issued(world, draft, "120", LATER)) == [(world.nga.pk, world.minh.pk), (world.lan.pk, None)]


def test_what_is_followed_holds_too(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II", "Quý II", "Quý II")
    draft = draft_of(world, plan)
    by, (first, second, third, _) = here(world, "lan"), tasks_of(plan)
    set_tracked([first], by=by, tracked=False)
    merge_same(second, by=by, same_as=third)
    set_tracked([tasks_of(draft)[3]], by=by, tracked=False)
    now = tasks_of(issued(world, draft, "120", LATER))
    assert [task.tracked for task in now] == [False, False, True, False]
    assert [task.same_as_id for task in now] == [None, now[2].pk, None, None]


def test_a_giving_is_taken_back_in_the_version_in_force(world: World) -> None:
    plan = issued_with(world, "Quý II")
    PlanTask.objects.filter(plan=plan).update(person=world.nga)
    batch = give(world, milestones_of(plan)[0], {P: world.lan.pk, H: world.lan.pk})
    new = corrected(world, plan, {})
    assert undo_batch(batch, by=here(world, "minh"), at=NOW) == (2, 0)
    assert people(new) == [(world.nga.pk, None)]
    assert people(plan) == [(world.lan.pk, None)]  # the replaced version stays as it was
    assert "Hoàn tác" in milestones_of(new)[0].entries.last().note  # type: ignore[union-attr]


def test_a_duty_the_correction_dropped_cannot_be_taken_back(world: World) -> None:
    plan = issued_with(world, "Quý II")
    batch = give(world, milestones_of(plan)[0], {P: world.lan.pk})
    draft = draft_of(world, plan)
    set_tracked(tasks_of(draft), by=here(world, "lan"), tracked=False)
    issued(world, draft, "120", LATER)
    with pytest.raises(DomainError, match="không còn theo dõi"):
        undo_batch(batch, by=here(world, "minh"), at=NOW)


def test_handed_back_in_the_version_in_force(world: World) -> None:
    plan = issued_with(world, "Quý II")
    PlanTask.objects.filter(plan=plan).update(person=world.lan)
    made = handed_over(world, world.lan, world.hung)
    new = corrected(world, plan, {})
    back = hand_back(made, world.hung, by=here(world, "minh"), reason="Lan trở về", at=NOW)
    assert people(new) == [(world.lan.pk, None)]
    assert [line.task for line in back.lines.all()] == tasks_of(new)


def test_nothing_goes_back_to_who_left_or_leads_no_more(world: World) -> None:
    plan = issued_with(world, "Quý II")
    PlanTask.objects.filter(plan=plan).update(person=world.nga, director=world.hung)
    first = milestones_of(plan)[0]
    batch = give(world, first, {P: world.lan.pk, D: world.minh.pk, H: world.lan.pk})
    leaves(world, world.nga)
    assert undo_batch(batch, by=here(world, "minh"), at=NOW) == (1, 2)
    assert people(plan) == [(world.lan.pk, world.minh.pk)]
    assert Milestone.objects.get(pk=first.pk).holder_id is None
    left = {row.part: row.left for row in batch.rows.all()}
    assert left[P] == "người giữ trước đó không còn làm việc ở đơn vị"
    assert left[D] == "người chỉ đạo trước đó không còn là lãnh đạo"


def test_nothing_goes_back_over_signed_minutes(world: World) -> None:
    plan = issued_with(world, "Quý II")
    PlanTask.objects.filter(plan=plan).update(person=world.nga)
    batch = give(world, milestones_of(plan)[0], {P: world.lan.pk})
    made = handed_over(world, world.lan, world.hung)
    hand_back(made, world.hung, by=here(world, "minh"), reason="Lan trở về", at=NOW)
    with pytest.raises(DomainError, match="đã bàn giao sau khi giao"):
        undo_batch(batch, by=here(world, "minh"), at=NOW)
