"""From printed names to the units and bodies they stand for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from core.text import fold
from organisations.models import Organisation, Unit
from organisations.queries import UnitFinder, unit_finder
from plans.enums import PartyKind, PartyRole
from plans.models import AssignmentBlock, Plan, PlanTask, TaskUnit
from plans.reading.parties import split_parties

# Names in words that stand for many and have no inbox of their own.
_GROUP = re.compile(
    r"^(cac|toan the|nhung)\b|^(lanh dao|cong chuc|can bo)( phu trach| chuyen mon| lien quan)?$|lien quan$|"
    r"^(ban|nganh|doan the|don vi|bo phan)(, (ban|nganh|doan the|don vi|bo phan))*$"
)


class PartyBook:
    """Resolves many names of one plan with one reading of its organisation's units; with `on` those of that day."""

    def __init__(self, organisation: Organisation, on: dt.date | None = None) -> None:
        self.organisation = organisation
        self._find: UnitFinder = unit_finder(organisation, on)
        self._found: dict[str, Unit | None] = {}
        self._linked: dict[int, dict[str, int]] = {}
        self._self_names = {
            fold(" ".join(organisation.agency_lines)),
            fold(f"UBND {organisation.name}"),
            fold(f"Ủy ban nhân dân {organisation.name}"),
            "ubnd xa", "ubnd phuong", "ubnd thi tran", "uy ban nhan dan xa", "uy ban nhan dan phuong",
        }  # fmt: skip

    def linked(self, plan: Plan) -> dict[str, int]:
        """Names that a person of this plan linked to another organisation; read once."""
        if plan.pk not in self._linked:
            rows = TaskUnit.objects.filter(plan=plan, kind=PartyKind.ORGANISATION, organisation__isnull=False)
            self._linked[plan.pk] = dict(rows.values_list("name", "organisation").distinct())
        return self._linked[plan.pk]

    def party(self, name: str) -> TaskUnit:
        """An unsaved party. A collective (UBND xã, các ban ngành) is never taken for a unit."""
        folded = fold(name)
        if folded in self._self_names:
            return TaskUnit(name=name, kind=PartyKind.GROUP)
        if name not in self._found:
            self._found[name] = self._find(name)
        unit = self._found[name]
        if unit is not None:
            return TaskUnit(name=name, kind=PartyKind.UNIT, unit=unit)
        if _GROUP.search(folded):
            return TaskUnit(name=name, kind=PartyKind.GROUP)
        return TaskUnit(name=name, kind=PartyKind.OUTSIDE)

    def known_party(self, name: str, linked: dict[str, int]) -> TaskUnit:
        """`party`, unless a person of the plan linked the name to another organisation (`linked`)."""
        if name in linked:
            return TaskUnit(name=name, kind=PartyKind.ORGANISATION, organisation_id=linked[name])
        return self.party(name)


def write_parties(
    owner: PlanTask | AssignmentBlock, *, leads: list[str], coordinating: list[str], book: PartyBook
) -> list[TaskUnit]:
    """Replace the parties of a task or assignment block; a link a person made to the same name is kept.

    A name linked to another organisation stands for it everywhere in the plan.
    """
    kept = {(each.role, each.name): each for each in owner.parties.all()} if owner.pk else {}
    book.linked(owner.plan)  # read while the names that tell of it are still there
    owner.parties.all().delete()
    return TaskUnit.objects.bulk_create(_fresh(owner, kept, leads, coordinating, book))


def write_parties_of(tasks: Sequence[PlanTask], *, book: PartyBook) -> None:
    """`write_parties` for many tasks of one plan from their own words, in a few statements."""
    if not tasks:
        return
    kept: dict[int, dict[tuple[str, str], TaskUnit]] = {task.pk: {} for task in tasks}
    ids = list(kept)
    book.linked(tasks[0].plan)  # read while the names that tell of it are still there
    for start in range(0, len(ids), 500):
        known = TaskUnit.objects.filter(task__in=ids[start : start + 500])
        for each in known:
            kept[each.task_id or 0][each.role, each.name] = each
        known.delete()
    split: dict[str, list[str]] = {}
    for text in {text for task in tasks for text in (task.lead_text, task.coordinating_text)}:
        split[text] = names_in(text)
    TaskUnit.objects.bulk_create(
        (
            party
            for task in tasks
            for party in _fresh(task, kept[task.pk], split[task.lead_text], split[task.coordinating_text], book)
        ),
        batch_size=500,
    )


def _fresh(
    owner: PlanTask | AssignmentBlock,
    kept: Mapping[tuple[str, str], TaskUnit],
    leads: Sequence[str],
    coordinating: Sequence[str],
    book: PartyBook,
) -> list[TaskUnit]:
    plan: Plan = owner.plan
    linked = book.linked(plan)
    fresh: list[TaskUnit] = []
    for role, names in ((PartyRole.LEAD, leads), (PartyRole.COORDINATE, coordinating)):
        for index, name in enumerate(names):
            known = kept.get((role, name))
            party = (
                TaskUnit(name=name, kind=known.kind, unit_id=known.unit_id, organisation_id=known.organisation_id)
                if known
                else book.known_party(name, linked)
            )
            party.plan, party.role, party.position = plan, role, index
            if isinstance(owner, PlanTask):
                party.task = owner
            else:
                party.assignment = owner
            fresh.append(party)
    return fresh


def names_in(text: str) -> list[str]:
    """The separate names in a printed cell or line ("Các ban, ngành" stays one)."""
    return [party.name for party in split_parties(text)]
