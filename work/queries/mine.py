"""Việc của tôi: which milestones are a person's, and how they stand.

Two narrow searches along indexes, first the person's duties and then their milestones; what is whose, what is late and
what comes first is thought here, with work.timing, and not asked of the database: an OR over tasks, parties, holders
and dates makes it read every milestone of the office.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import BooleanField, CharField, ExpressionWrapper, F, Q, Value

from organisations.access import Access
from organisations.enums import Role
from plans.enums import PartyRole, PlanState
from plans.models import Plan, PlanTask, TaskUnit
from work.enums import EntryKind, MilestoneKind
from work.models import Milestone, WorkEntry, standing_is
from work.models.milestone import MilestoneQuerySet
from work.timing import Ruler, Standing

BATCH = 5000  # ids of one search


class Part(StrEnum):
    """What somebody has to do with a piece of work, as the filter names it."""

    LEAD = "chu-tri"  # in charge of it, holding it, or of a unit that leads it
    HELP = "phoi-hop"  # of a unit that coordinates and has not confirmed its part yet
    DIRECT = "chi-dao"  # the leader above it


PARTS = {Part.LEAD: "Chủ trì, phụ trách", Part.HELP: "Phối hợp", Part.DIRECT: "Chỉ đạo"}
WAITING = "cho-duyet"  # done and not accepted yet
# The groups of the page in their order; the address names them, the chip has this tone.
GROUPS: dict[str, tuple[str, str, Standing]] = {
    "qua-han": ("Quá hạn", "late", Standing.LATE),
    "den-han": ("Đến hạn trong 7 ngày", "warn", Standing.SOON),
    "dang-lam": ("Đang làm", "brand", Standing.DOING),
    "thuong-xuyen": ("Thường xuyên", "idle", Standing.CONTINUOUS),
    "sap-toi": ("Chưa đến kỳ", "idle", Standing.COMING),
    "hoan-thanh": ("Hoàn thành", "ok", Standing.DONE),
}
NOW = (Standing.LATE, Standing.SOON, Standing.DOING, Standing.CONTINUOUS)  # what the page shows when nothing is chosen
_LEAD, _COORDINATE, _CHECKPOINT = PartyRole.LEAD.value, PartyRole.COORDINATE.value, MilestoneKind.CHECKPOINT.value
_ORDER = {standing: rank for rank, standing in enumerate(Standing)}


@dataclass(frozen=True)
class Asked:
    """The filters of the page. `part` is a Part or blank for all."""

    part: str = ""
    plan: int | None = None
    year: int | None = None


class Item(NamedTuple):
    """A milestone that is somebody's, as far as the list needs it before it is shown. They come in thousands."""

    id: int
    task: int
    standing: Standing
    due_on: dt.date
    completed_on: dt.date | None

    @property
    def place(self) -> tuple[int, dt.date, int]:
        return _ORDER[self.standing], self.due_on, self.id


@dataclass
class MyWork:
    """All of it, each late duty once: with its last late period."""

    items: list[Item] = field(default_factory=list)

    def in_group(self, group: str) -> list[Item]:
        """The items of a group of GROUPS, or what is to do now, in the order of the page; what is done the latest
        first."""
        wanted = (GROUPS[group][2],) if group in GROUPS else NOW
        found = sorted((item for item in self.items if item.standing in wanted), key=lambda item: item.place)
        if wanted == (Standing.DONE,):
            found.sort(key=lambda item: (item.completed_on or dt.date.min, item.id), reverse=True)
        return found

    @property
    def counts(self) -> dict[str, int]:
        numbers = dict.fromkeys(Standing, 0)
        for item in self.items:
            numbers[item.standing] += 1
        return {key: numbers[standing] for key, (_, _, standing) in GROUPS.items()}


def my_work(access: Access, asked: Asked, today: dt.date) -> MyWork:
    """Live milestones that are this person's, by the part asked for; three queries."""
    parts = {Part(asked.part)} if asked.part in set(Part) else set(Part)
    return MyWork(_one_late_a_task(_items(access, parts, asked, today)))


def late_count(access: Access, today: dt.date) -> int:
    """How many of one's own duties are late, as the page counts them; for the menu."""
    late = Milestone.objects.filter(standing_is(Standing.LATE, today))
    return len({item.task for item in _items(access, set(Part), Asked(), today, among=late)})


def items_among(access: Access, asked: Asked, today: dt.date, among: MilestoneQuerySet) -> Iterator[Item]:
    """What is this person's of these milestones, every period on its own; three queries."""
    parts = {Part(asked.part)} if asked.part in set(Part) else set(Part)
    return _items(access, parts, asked, today, among=among)


def _items(
    access: Access, parts: set[Part], asked: Asked, today: dt.date, *, among: MilestoneQuerySet | None = None
) -> Iterator[Item]:
    if access.user_id is None or access.organisation is None:
        return
    ties = _ties(access)
    rows = (Milestone.objects.all() if among is None else among).live()
    if asked.plan:
        rows = rows.filter(plan=asked.plan)
    if asked.year:
        rows = rows.filter(plan__year=asked.year)
    ruler, reader, nothing = Ruler(today), _Reader(access.person_ids, Role.UNIT_HEAD in access.roles), frozenset[str]()
    for pk, task, kind, start, due_on, completed_on, holder, person, confirmed in _rows(rows, list(ties), access):
        continuous = kind == _CHECKPOINT
        if parts & reader.parts(ties.get(task, nothing), holder, person, helped=confirmed or continuous):
            standing = ruler.standing(due_on, start, completed_on, continuous=continuous)
            yield Item(pk, task, standing, due_on, completed_on)


_Row = tuple[int, int, str, dt.date | None, dt.date, dt.date | None, int | None, int | None, bool]


def _rows(rows: MilestoneQuerySet, tasks: list[int], access: Access) -> Iterator[_Row]:
    """Of these tasks. They are the organisation's own, and nothing else narrows the search: told the organisation or
    the plan as well, SQLite reads all that is late there."""
    # One list of a search of its own: SQLite would read all that the unit ever said for each of the rows.
    said = WorkEntry.objects.filter(kind=EntryKind.CONFIRM, unit__in=list(access.unit_ids)).order_by()
    confirmed = ExpressionWrapper(Q(pk__in=said.values("milestone")), output_field=BooleanField())
    columns = ("pk", "task_id", "kind", "start", "due_on", "completed_on", "holder_id", "task__person_id")
    facts = rows.annotate(confirmed=confirmed).order_by()
    for begin in range(0, len(tasks), BATCH):
        yield from facts.filter(task__in=tasks[begin : begin + BATCH]).values_list(*columns, "confirmed")


class _Reader(NamedTuple):
    """The person and those stood in for, and whether as head of a unit; asked about thousands of milestones."""

    ids: frozenset[int]
    heads: bool

    def parts(self, ties: Collection[str], holder: int | None, person: int | None, *, helped: bool) -> set[Part]:
        """What this person has to do with a milestone of a task with which these ties exist."""
        found = set()
        # What a colleague answers for is the colleague's; the head of the unit sees all of it.
        shared = self.heads or (holder is None and person is None)
        if holder in self.ids or person in self.ids or (shared and _LEAD in ties):
            found.add(Part.LEAD)
        if not helped and _COORDINATE in ties:
            found.add(Part.HELP)
        if "director" in ties:
            found.add(Part.DIRECT)
        return found


def _ties(access: Access) -> dict[int, set[str]]:
    """Followed duties of plans in force that this person, those the person stands in for, or one of the units has to
    do with, or of which one of them holds something, and how; one query."""
    tasks = PlanTask.objects.live().filter(plan__organisation=access.organisation, same_as__isnull=True).order_by()
    held = Milestone.objects.filter(holder__in=access.person_ids, organisation=access.organisation).order_by()

    def named(tie: str) -> Value:
        return Value(tie, output_field=CharField())

    searches: list[Any] = [
        tasks.filter(person__in=access.person_ids).values_list("pk", named("person")),
        tasks.filter(director__in=access.person_ids).values_list("pk", named("director")),
        held.values_list("task", named("holder")),
    ]
    units = list(access.unit_ids)
    if units:
        shared = tasks.filter(assignment__parties__unit__in=units).annotate(role=F("assignment__parties__role"))
        lead = Q(role=PartyRole.LEAD, lead_text="")
        searches.append(
            shared.filter(lead | Q(role=PartyRole.COORDINATE, coordinating_text="")).values_list("pk", "role")
        )
        own = TaskUnit.objects.filter(
            unit__in=units, task__isnull=False, task__tracked=True, task__same_as__isnull=True,
            plan__organisation=access.organisation, plan__state=PlanState.ISSUED,
        )  # fmt: skip
        searches.append(own.order_by().values_list("task", "role"))
    first, *others = searches
    ties: dict[int, set[str]] = defaultdict(set)
    for task, tie in first.union(*others, all=True):
        ties[task].add(tie)
    return ties


def _one_late_a_task(items: Iterator[Item]) -> list[Item]:
    """Forty weeks that nobody reported are one line, not forty: of late periods only the last."""
    late: dict[int, Item] = {}
    others = []
    for item in items:
        if item.standing is not Standing.LATE:
            others.append(item)
        elif item.task not in late or late[item.task].place < item.place:
            late[item.task] = item
    return [*late.values(), *others]


def waiting(access: Access) -> MilestoneQuerySet:
    """Results that wait for this person to accept them: a leader's whole office, else what one directs."""
    rows = Milestone.objects.filter(organisation=access.organisation).live()
    rows = rows.filter(completed_on__isnull=False, accepted_on__isnull=True).exclude(kind=MilestoneKind.CHECKPOINT)
    if Role.LEADER not in access.roles:
        rows = rows.filter(task__director__in=access.person_ids) if access.user_id else rows.none()
    return rows


def plans_in_force(access: Access) -> Sequence[Plan]:
    """What the filter offers."""
    rows = Plan.objects.filter(organisation=access.organisation, state=PlanState.ISSUED)
    return list(rows.only("pk", "number", "symbol", "title", "year").order_by("-year", "-pk")[:200])
