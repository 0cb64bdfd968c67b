"""The same sending in two requests at once: one fact, and both are answered with it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from inspections.models import Inspection
from organisations.domain.absences import enter_absence
from organisations.models import Absence
from plans.domain.added_tasks import add_task_after_issue
from plans.models import PlanTask
from tests.inspections.inspections_world import planned as inspection_planned
from tests.plans.domain.test_editing_race import only_with_threads, together
from tests.work.figures_world import here
from tests.work.test_assigning import give
from tests.work.test_extending import LATER
from tests.work.test_targets import QUARTER, enter, planned
from tests.work.work_world import NOW, TODAY, issued_with, milestones_of, tasks_of
from tests.world import World
from work.assigning import propose
from work.domain.days import extend_milestone, set_milestone
from work.domain.doing import report_progress
from work.domain.extending import ask_extension
from work.domain.handing_over import Wanted, hand_over
from work.domain.nudging import nudge
from work.domain.proof import add_link
from work.enums import ChargePart
from work.handing_over import seen
from work.models import AssignmentBatch, Evidence, ExtensionRequest, HandOver, Milestone, TargetValue, WorkEntry
from work.queries.assigning import Chosen, lines_of
from work.queries.handing_over import duties_of_person

__all__ = ["together"]
pytestmark = pytest.mark.django_db(transaction=True)
LINK = "https://anbinh.hason.example/tin-bai"
Act = Callable[[], Any]


def sendings(world: World, name: str, key: uuid.UUID) -> tuple[Act, Any, int]:
    """The act as each of two requests runs it, where its rows are, and how many there are to be."""
    lan, minh = here(world), here(world, "minh")
    if name == "target":
        plan = planned(world)
        return lambda: enter(world, plan, 0, QUARTER, key=key, value=Decimal(96)), TargetValue, 1
    plan = issued_with(world, "Quý II", on=dt.date(2026, 1, 5))
    due, (task,) = milestones_of(plan)[0], tasks_of(plan)
    if name == "duty":
        given: dict[str, Any] = {"text": "Việc mới", "origin": "Chỉ đạo", "person_id": world.lan.pk, "today": TODAY}
        return lambda: add_task_after_issue(plan, by=lan, key=key, **given), PlanTask.objects.added(), 1
    if name == "progress":
        said: dict[str, Any] = {"seen": due.version, "percent": 30, "result": "Đã làm"}
        return lambda: report_progress(due, by=lan, at=NOW, key=key, **said), WorkEntry, 1
    if name == "day":
        return lambda: set_milestone(task, by=minh, due_on=LATER, at=NOW, key=key), WorkEntry, 1
    if name == "time":
        more: dict[str, Any] = {"seen": due.version, "due_on": LATER, "reason": "Chờ máy in"}
        return lambda: extend_milestone(due, by=minh, at=NOW, key=key, **more), WorkEntry, 1
    if name == "nudge":
        Milestone.objects.filter(pk=due.pk).update(due_on=TODAY - dt.timedelta(days=3), start=None, holder=world.lan)
        return lambda: nudge(due, by=minh, at=NOW, key=key), WorkEntry, 1
    if name == "proof":
        return lambda: add_link(due, by=lan, at=NOW, url=LINK, fact_on=TODAY, key=key), Evidence, 1
    if name == "extension":
        return lambda: ask_extension(due, by=lan, wanted_on=LATER, reason="Chờ", at=NOW, key=key), ExtensionRequest, 1
    if name == "assigning":
        chosen, wishes = Chosen(milestones=(due.pk,)), {ChargePart.HOLDER: world.lan.pk}
        looked = propose(lines_of(minh, chosen, TODAY), wishes).seen
        return lambda: give(world, chosen, wishes, seen=looked, key=key), AssignmentBatch, 1
    if name == "handing over":
        PlanTask.objects.filter(pk=task.pk).update(person=world.lan)
        duties, wanted = duties_of_person(world.an_binh, world.lan, TODAY), Wanted(world.lan, TODAY, "Nghỉ chế độ")
        to = {task.pk: world.hung.pk}
        return lambda: hand_over(wanted, to, by=minh, looked_at=seen(duties), at=NOW, key=key), HandOver, 1
    if name == "absence":
        away: dict[str, Any] = {"user": world.lan, "substitute": world.hung, "first_day": TODAY, "last_day": TODAY}
        return lambda: enter_absence(by=minh, at=NOW, key=key, **away), Absence, 1
    return lambda: inspection_planned(world, key=key), Inspection, 1


NAMES = (
    "duty", "progress", "day", "time", "nudge", "proof", "target", "extension", "assigning", "handing over", "absence",
    "inspection",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_two_at_once_make_one_and_both_are_answered_with_it(
    world: World, together: Callable[..., list[Any]], name: str
) -> None:
    only_with_threads()
    act, rows, number = sendings(world, name, uuid.uuid4())
    rows = getattr(rows, "objects", rows)
    before = rows.count()
    first, second = together(act, act)
    assert not isinstance(first, Exception), first
    assert not isinstance(second, Exception), second
    assert first.pk == second.pk
    assert rows.count() == before + number
