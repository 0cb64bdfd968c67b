"""A result that comes back after a hand-over is owed by the one in charge now."""

from __future__ import annotations

import pytest

from notifications.models import Notification
from plans.models import PlanTask
from tests.work.giving_world import handed_over, here, leaves
from tests.work.test_replacement import corrected
from tests.work.work_world import NOW, TODAY, issued_with, milestones_of
from tests.world import World
from work.domain import doing
from work.models import Milestone


@pytest.fixture
def done(world: World) -> Milestone:
    """Nga is in charge, holds it and reported it as done."""
    plan = issued_with(world, "Quý II", lead="Tư pháp - Hộ tịch")
    PlanTask.objects.filter(plan=plan).update(person=world.nga)
    milestone = milestones_of(plan)[0]
    doing.finish(
        milestone, by=here(world, "nga"), seen=milestone.version, at=NOW, done_on=TODAY, result="Đã niêm yết",
        without_proof="Ảnh chụp sau",
    )  # fmt: skip
    return milestone


def sent_back(world: World, milestone: Milestone) -> Milestone:
    stored = Milestone.objects.get(pk=milestone.pk)
    doing.return_result(stored, by=here(world, "minh"), seen=stored.version, at=NOW, reason="Thiếu biên bản")
    return Milestone.objects.get(pk=milestone.pk)


def told() -> set[int]:
    return set(Notification.objects.filter(kind="work.returned").values_list("recipient", flat=True))


def test_the_receiver_holds_it_and_both_are_told(world: World, done: Milestone) -> None:
    handed_over(world, world.nga, world.hung)
    milestone = sent_back(world, done)
    assert (milestone.holder_id, milestone.taken_on) == (world.hung.pk, TODAY)
    assert told() == {world.nga.pk, world.hung.pk}
    last = milestone.entries.last()
    assert last is not None
    assert last.note == "Giữ việc: Đỗ Thúy Nga → Lê Quốc Hùng, vì việc đã bàn giao."


def test_also_after_the_plan_was_corrected(world: World, done: Milestone) -> None:
    handed_over(world, world.nga, world.hung)
    corrected(world, done.plan, {})
    assert sent_back(world, done).holder_id == world.hung.pk


def test_who_left_owes_nothing_any_more(world: World, done: Milestone) -> None:
    PlanTask.objects.filter(pk=done.task_id).update(person=world.lan)
    leaves(world, world.nga)
    assert sent_back(world, done).holder_id == world.lan.pk
    assert told() == {world.lan.pk}


def test_a_holder_who_only_helps_the_one_in_charge_goes_on(world: World, done: Milestone) -> None:
    PlanTask.objects.filter(pk=done.task_id).update(person=world.lan)
    milestone = sent_back(world, done)
    assert milestone.holder_id == world.nga.pk
    assert told() == {world.nga.pk}
