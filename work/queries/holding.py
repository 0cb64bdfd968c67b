"""Ai đang giữ việc gì: how the open work of the office is spread over its units and people.

The late periods of one duty count once, as they stand in the list behind the number.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from organisations.access import Access
from organisations.models import Unit
from plans.enums import PartyRole, PlanState
from plans.models import TaskUnit
from work.models import Milestone, standing_is
from work.queries.unassigned import unassigned
from work.timing import Standing

COLUMNS = (Standing.LATE, Standing.SOON, Standing.DOING, Standing.CONTINUOUS)


@dataclass
class Load:
    """A line: a unit or a person, and how many stand how. `waiting`: done and not accepted yet."""

    id: int
    name: str
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def open(self) -> int:
        return sum(self.counts[each] for each in COLUMNS)


def loads_of_units(access: Access, today: dt.date) -> list[Load]:
    """Every unit of the office that leads something; work led by several units counts for each. Three queries."""
    units = {unit.pk: Load(unit.pk, unit.name) for unit in Unit.objects.filter(organisation=access.organisation)}
    parties = TaskUnit.objects.filter(
        plan__organisation=access.organisation, plan__state=PlanState.ISSUED, role=PartyRole.LEAD, unit__isnull=False
    )
    own = parties.filter(task__tracked=True, task__same_as__isnull=True)
    shared = parties.filter(
        assignment__tasks__lead_text="", assignment__tasks__tracked=True, assignment__tasks__same_as__isnull=True
    )
    for rows, road in ((own, "task__milestones"), (shared, "assignment__tasks__milestones")):
        for unit_id, *numbers in _counted(rows.filter(**{f"{road}__superseded": False}), "unit", road, today):
            if unit_id in units:
                _add(units[unit_id], numbers)
    return [load for load in units.values() if load.open or load.counts["waiting"]]


def load_of_nobody(access: Access, today: dt.date, name: str) -> list[Load]:
    """What nobody of the office has, as one line; empty where there is none. One query."""
    rows = Milestone.objects.filter(unassigned(access.organisation_id), organisation=access.organisation).live()
    load = Load(0, name)
    for _, *numbers in _counted(rows.one_late_a_task(today), "organisation", "", today):
        _add(load, numbers)
    return [load] if load.open or load.counts["waiting"] else []


def loads_of_people(access: Access, today: dt.date) -> list[Load]:
    """Whoever holds open work, or is in charge of it; the busiest with late work first. Two queries."""
    rows = Milestone.objects.filter(organisation=access.organisation).live()
    rows = rows.annotate(who=Coalesce("holder", "task__person")).filter(who__isnull=False)
    people: dict[int, Load] = {}
    for user_id, *numbers in _counted(rows, "who", "", today):
        people[user_id] = Load(user_id, "")
        _add(people[user_id], numbers)
    for pk, name in User.objects.filter(pk__in=people).values_list("pk", "full_name"):
        people[pk].name = name
    busy = [load for load in people.values() if load.open or load.counts["waiting"]]
    return sorted(busy, key=lambda load: (-load.counts[Standing.LATE], -load.open, load.name))


def _counted(
    rows: QuerySet[TaskUnit] | QuerySet[Milestone], by: str, road: str, today: dt.date
) -> list[tuple[int, ...]]:
    waiting = Q(completed_on__isnull=False, accepted_on__isnull=True) & ~Q(kind="checkpoint")
    conditions = [(standing_is(each, today), "task" if each is Standing.LATE else "pk") for each in COLUMNS]
    counts = {
        f"n{number}": Count(f"{road}__{what}" if road else what, filter=_along(condition, road), distinct=True)
        for number, (condition, what) in enumerate([*conditions, (waiting, "pk")])
    }
    return list(rows.order_by().values(by).annotate(**counts).values_list(by, *counts))


def _along(condition: Q, road: str) -> Q:
    """The condition of milestones, asked from the other end of the road to them."""
    if not road:
        return condition
    parts: list[Q | tuple[str, object]] = []
    for each in condition.children:
        if isinstance(each, Q):
            parts.append(_along(each, road))
        elif isinstance(each, tuple):
            parts.append((f"{road}__{each[0]}", each[1]))
    return Q(*parts, _connector=condition.connector, _negated=condition.negated)


def _add(load: Load, numbers: list[int]) -> None:
    for key, number in zip([*COLUMNS, "waiting"], numbers, strict=True):
        load.counts[key] += number
