"""Who leads and who coordinates tasks, with the words of assignment blocks counted in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from plans.enums import PartyRole
from plans.models import PlanTask, TaskUnit
from work.duties import Duties


@dataclass
class Parties:
    """The parties of one task in the order of the paper."""

    leads: list[TaskUnit] = field(default_factory=list)
    coordinating: list[TaskUnit] = field(default_factory=list)

    def duties(self, task: PlanTask) -> Duties:
        return Duties(
            lead_units=_units(self.leads),
            coordinating_units=_units(self.coordinating),
            person_id=task.person_id,
            director_id=task.director_id,
        )


def _units(parties: Iterable[TaskUnit]) -> frozenset[int]:
    return frozenset(each.unit_id for each in parties if each.unit_id is not None)


def parties_of(tasks: Sequence[PlanTask]) -> dict[int, Parties]:
    """Task id → its parties; one query. A task without words of its own has those of its assignment block."""
    assignments = {task.assignment_id for task in tasks if task.assignment_id}
    rows = TaskUnit.objects.filter(Q(task__in=[task.pk for task in tasks]) | Q(assignment__in=assignments))
    own: dict[tuple[int | None, str], list[TaskUnit]] = defaultdict(list)
    shared: dict[tuple[int | None, str], list[TaskUnit]] = defaultdict(list)
    shown = rows.select_related("unit").only("task", "assignment", "role", "name", "unit__name")
    for party in shown.order_by("position", "pk"):
        (own if party.task_id else shared)[party.task_id or party.assignment_id, party.role].append(party)
    out = {}
    for task in tasks:
        leads = own[task.pk, PartyRole.LEAD] if task.lead_text else shared[task.assignment_id, PartyRole.LEAD]
        others = own if task.coordinating_text else shared
        place = task.pk if task.coordinating_text else task.assignment_id
        out[task.pk] = Parties(list(leads), list(others[place, PartyRole.COORDINATE]))
    return out


def duties_of(task: PlanTask) -> Duties:
    return parties_of([task])[task.pk].duties(task)


def led_by(unit_id: int) -> Q:
    """Milestones of tasks that this unit leads, by itself or through the assignment block."""
    # Asked for each row along the index: a page needs few of them, and one unit may lead tens of thousands.
    parties = TaskUnit.objects.filter(unit=unit_id, role=PartyRole.LEAD).order_by()
    own = parties.filter(task=OuterRef("task"))
    shared = parties.filter(task__isnull=True, assignment=OuterRef("task__assignment"))
    return Q(Exists(own)) | Q(Exists(shared), task__lead_text="")
