"""The lines that are chosen to be given to somebody, as they stand now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from core.days import written
from organisations.access import Access
from organisations.enums import Role
from organisations.queries import people_with_role
from plans.enums import PlanState
from plans.models import PlanTask
from work.assigning import Line
from work.enums import MilestoneKind
from work.models import AssignmentBatch, Milestone
from work.models.milestone import MilestoneQuerySet
from work.queries.parties import parties_of
from work.rules_assigning import only_for_units

NOT_LED = "bộ phận của ông/bà không chủ trì nhiệm vụ này; lãnh đạo hoặc văn thư giao"
_FACTS = (
    "pk", "task_id", "holder_id", "completed_on", "superseded", "due_on", "label", "kind", "plan__state",
    "task__tracked", "task__same_as_id", "task__person_id", "task__director_id", "task__text", "plan__number",
    "plan__symbol",
)  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """What was ticked: results by their ids, or duties of a plan by theirs."""

    milestones: tuple[int, ...] = ()
    tasks: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.milestones) + len(self.tasks)


def lines_of(access: Access, chosen: Chosen, today: dt.date) -> list[Line]:
    """The lines in the order of their days; two or three queries, whatever their number.

    A late result stands for the late periods before it, as in the list. Of a duty chosen as such all open results
    are meant. What is not of the organisation in the URL is not there.
    """
    found = list(_lines(_facts(access).filter(pk__in=chosen.milestones), today)) if chosen.milestones else []
    late = {row.line.task for row in found if row.late}
    if late:
        others = _facts(access).open().filter(task__in=late, due_on__lt=today, superseded=False)
        others = others.exclude(kind=MilestoneKind.CHECKPOINT).exclude(pk__in=chosen.milestones)
        found += _lines(others, today, shown=False)
    if chosen.tasks:
        found += _of_tasks(access, chosen.tasks, today)
    return _with_reach(access, [row.line for row in found])


def _with_reach(access: Access, lines: list[Line]) -> list[Line]:
    """How far each reaches, and what a unit head may not give; three queries at most."""
    tasks = {line.task for line in lines}
    opened = Milestone.objects.open().filter(task__in=tasks, superseded=False).order_by()
    periods = dict(opened.values_list("task").annotate(number=Count("pk")))
    units = only_for_units(access)
    led = tasks if units is None else _led_by(units, tasks)
    return [
        replace(line, periods=periods.get(line.task, 1), barred="" if line.task in led else NOT_LED) for line in lines
    ]


def _led_by(units: Collection[int], tasks: Collection[int]) -> set[int]:
    rows = list(PlanTask.objects.filter(pk__in=tasks).only("assignment", "lead_text", "coordinating_text"))
    parties = parties_of(rows)
    return {pk for pk, each in parties.items() if any(party.unit_id in units for party in each.leads)}


@dataclass(frozen=True)
class _Row:
    line: Line
    late: bool


def _facts(access: Access) -> MilestoneQuerySet:
    return Milestone.objects.filter(organisation=access.organisation).order_by("due_on", "pk")


def _lines(rows: QuerySet[Milestone], today: dt.date, *, shown: bool = True) -> Iterator[_Row]:
    for pk, task, holder, done, superseded, due_on, label, kind, state, tracked, same, person, director, *words in (
        rows.values_list(*_FACTS)
    ):  # fmt: skip
        text, number, symbol = words
        live = not superseded and state == PlanState.ISSUED and tracked and same is None
        checkpoint = kind == MilestoneKind.CHECKPOINT
        place = f"{number}/{symbol} · {label or 'hạn ' + written(due_on)}"
        line = Line(
            task=task, milestone=pk, person=person, director=director, holder=holder, title=text, place=place,
            live=live, done=done is not None, shown=shown,
        )  # fmt: skip
        yield _Row(line, live and done is None and due_on < today and not checkpoint)


def _of_tasks(access: Access, ids: Collection[int], today: dt.date) -> list[_Row]:
    """One shown line a duty; its open results go with it."""
    tasks = PlanTask.objects.filter(plan__organisation=access.organisation, pk__in=ids).order_by("plan", "position")
    columns = ("pk", "person_id", "director_id", "tracked", "same_as_id", "plan__state", "text", "plan__number")
    opened = _facts(access).open().filter(task__in=ids, superseded=False)
    by_task: dict[int, list[Line]] = {}
    for row in _lines(opened, today, shown=False):
        by_task.setdefault(row.line.task, []).append(row.line)
    dated = set(Milestone.objects.filter(task__in=ids, superseded=False).values_list("task", flat=True))
    out = []
    for pk, person, director, tracked, same, state, text, number, symbol in tasks.values_list(*columns, "plan__symbol"):
        live = tracked and same is None and state == PlanState.ISSUED
        own = by_task.get(pk, [])
        first = own[0] if own else None
        out.append(
            _Row(
                Line(
                    task=pk, milestone=first.milestone if first else None, person=person, director=director,
                    holder=first.holder if first else None, title=text, place=f"{number}/{symbol}", live=live,
                    done=pk in dated and first is None,
                ),
                late=False,
            )
        )  # fmt: skip
        out += [_Row(line, late=False) for line in own[1:]] if live else []
    return out


def leaders(access: Access, today: dt.date) -> QuerySet[User]:
    """Those who may be given the direction of a duty."""
    return people_with_role(access.organisation, Role.LEADER, today)


def names_of(ids: Collection[int | None]) -> dict[int, str]:
    wanted = {each for each in ids if each is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "full_name"))


def batch_here(access: Access, batch_id: int) -> AssignmentBatch:
    """A giving of the organisation in the URL; anything else does not exist (404)."""
    return get_object_or_404(AssignmentBatch.objects.of(access), pk=batch_id)
