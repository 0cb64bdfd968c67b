"""When somebody has begun: one answer, for every kind of entry."""

from __future__ import annotations

import datetime as dt

import pytest

from core.exceptions import DomainError
from plans.added import has_begun
from tests.work.giving_world import give, here
from tests.work.test_added_tasks import give as give_duty
from tests.work.work_world import NOW, TODAY, issued_with, milestones_of, tasks_of
from tests.world import World
from work.domain.assigning import undo_batch
from work.domain.nudging import nudge
from work.domain.proof import add_link
from work.enums import ARRANGED, WORKED, ChargePart, EntryKind
from work.models import Milestone, WorkEntry
from work.queries.worked import has_work

P, H = ChargePart.PERSON, ChargePart.HOLDER


def test_every_kind_is_either_work_or_arrangement() -> None:
    assert set(EntryKind) == WORKED | ARRANGED
    assert not WORKED & ARRANGED


@pytest.mark.parametrize("kind", EntryKind)
def test_each_kind_counts_as_it_is_classified(world: World, kind: EntryKind) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    WorkEntry.objects.create(milestone=milestone, kind=kind, by_name="Nguyễn Thị Lan", at=NOW)
    assert has_work(Milestone.objects.all()).exists() is (kind in WORKED)
    assert not has_work(Milestone.objects.all(), NOW + dt.timedelta(seconds=1)).exists()


def test_a_leaders_nudge_does_not_keep_a_giving_from_being_taken_back(world: World) -> None:
    plan = issued_with(world, "trước ngày 05/5")
    milestone = milestones_of(plan)[0]
    batch = give(world, milestone, {P: world.lan.pk})
    nudge(Milestone.objects.get(pk=milestone.pk), by=here(world, "minh"), at=NOW)
    assert undo_batch(batch, by=here(world, "minh"), at=NOW) == (1, 0)
    assert tasks_of(plan)[0].person_id is None


def test_proof_is_work(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    batch = give(world, milestone, {P: world.lan.pk})
    add_link(milestone, by=here(world, "lan"), at=NOW, url="https://anbinh.example/tin/1", fact_on=TODAY)
    with pytest.raises(DomainError, match="đã có người làm"):
        undo_batch(batch, by=here(world, "minh"), at=NOW)


def test_a_duty_that_was_only_given_can_still_be_withdrawn(world: World) -> None:
    task = give_duty(world, issued_with(world, "Quý II"))
    milestone = Milestone.objects.get(task=task)
    give(world, milestone, {P: world.lan.pk, H: world.lan.pk})
    assert not has_begun(task)


def test_a_duty_with_proof_cannot_be_withdrawn(world: World) -> None:
    task = give_duty(world, issued_with(world, "Quý II"))
    milestone = Milestone.objects.get(task=task)
    add_link(milestone, by=here(world, "hung"), at=NOW, url="https://anbinh.example/tin/1", fact_on=TODAY)
    assert has_begun(task)
