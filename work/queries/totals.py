"""Totals of figures: by duty, unit, plan, period. Rows are read once and folded in Python (work.tallies), exactly.

Each figure belongs to one duty, one plan, one day, and by its duty to one unit: the first that leads it. So the groups
of every view are a partition, and add up to the same whole.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce

from django.db.models import Count, Q, QuerySet

from core.amounts import written_amount
from core.periods import Period, Span, periods_in
from organisations.access import Access
from plans.enums import UNISSUED
from plans.models import Plan, PlanTask
from reference.models import Measure
from work.models import Figure
from work.queries.parties import Parties, parties_of
from work.tallies import EMPTY, Said, Tally

BY_DUTY, BY_UNIT, BY_PLAN, BY_ALL = "nhiem-vu", "bo-phan", "ke-hoach", "ca-don-vi"
Row = tuple[int, int, Decimal, dt.date, dt.datetime, int, int]  # id, measure, value, day, said at, duty, plan


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `plan`: with all its versions. `period` None: the whole time."""

    plan: int | None = None
    period: Period | None = None
    measure: int | None = None
    unit: int | None = None
    task: int | None = None


@dataclass(frozen=True)
class Line:
    """One measure of one group: a tally for each part of the period, and for all of it."""

    measure: Measure
    parts: list[Tally]
    whole: Tally

    def number(self, tally: Tally) -> str:
        return written_amount(tally.shown(self.measure.kind))

    @property
    def numbers(self) -> list[str]:
        return [self.number(each) for each in self.parts]

    @property
    def total(self) -> str:
        return self.number(self.whole)

    @property
    def note(self) -> str:
        """What a number that is no sum says of those behind it."""
        whole = self.whole
        if self.measure.kind == "sum" or whole.count < 2 or whole.least is None or whole.latest is None:
            return ""
        day = f"{whole.latest.fact_on:%d/%m/%Y}"
        return f"lần ghi ngày {day}; thấp nhất {written_amount(whole.least)}, cao nhất {written_amount(whole.greatest)}"


@dataclass(frozen=True)
class Group:
    """`filters` are what the address of its rows adds."""

    label: str
    note: str
    filters: dict[str, int]
    lines: list[Line]


@dataclass(frozen=True)
class Totals:
    parts: list[Period]
    groups: list[Group]
    whole: list[Line]
    count: int


def parts_of(period: Period | None) -> list[Period]:
    """The columns into which a period is cut: a year into quarters, a quarter into months."""
    if period is None or period.span is Span.MONTH:
        return []
    span = Span.MONTH if period.span is Span.QUARTER else Span.QUARTER
    inside = periods_in(period.year, span, period.calendar)
    return [each for each in inside if period.start <= each.start and each.end <= period.end]


def figures_asked(access: Access, asked: Asked) -> QuerySet[Figure]:
    """The counted figures of the office that the address asks for; those of a unit by the duties it leads first."""
    rows = Figure.objects.of(access).counted()
    if asked.plan:
        lineage = Plan.objects.filter(pk=asked.plan).values("lineage")
        rows = rows.filter(entry__milestone__plan__lineage__in=lineage)
    if asked.task:
        rows = rows.filter(entry__milestone__task=asked.task)
    if asked.measure:
        rows = rows.filter(measure=asked.measure)
    if asked.period:
        rows = rows.filter(fact_on__range=(asked.period.start, asked.period.end))
    if asked.unit is not None:
        leads = leads_of(rows)
        rows = rows.filter(
            entry__milestone__task__in=[task for task, (_, unit, _) in leads.items() if unit == asked.unit]
        )
    return rows


def leads_of(rows: QuerySet[Figure]) -> dict[int, tuple[PlanTask, int, str]]:
    """Duty → itself, the first unit of the office that leads it (0: none), and that unit's name; two queries."""
    ids = rows.order_by().values("entry__milestone__task").distinct()
    tasks = list(PlanTask.objects.filter(pk__in=ids).select_related("assignment").defer("search"))
    parties = parties_of(tasks) if tasks else {}
    return {task.pk: (task, *_lead(parties[task.pk], task)) for task in tasks}


def _lead(parties: Parties, task: PlanTask) -> tuple[int, str]:
    for each in parties.leads:
        if each.unit is not None:
            return each.unit.pk, each.unit.name
    return 0, task.effective_lead or "Chưa rõ bộ phận chủ trì"


def totals(access: Access, asked: Asked, by: str) -> Totals:
    """Six queries, however many figures."""
    figures = figures_asked(access, asked)
    work = "entry__milestone__"
    names = ("pk", "measure_id", "value", "fact_on", "entry__at", f"{work}task_id", f"{work}plan_id")
    rows: list[Row] = list(figures.order_by().values_list(*names))
    measures = Measure.objects.in_bulk(list({row[1] for row in rows}))
    order = sorted(measures.values(), key=lambda each: (each.position, each.name, each.pk))
    parts = parts_of(asked.period)
    groups = _groups(figures, rows, by)
    out = [replace(heading, lines=_lines(members, order, parts)) for heading, members in groups]
    return Totals(parts, out, _lines(rows, order, parts), len(rows))


def _lines(rows: Sequence[Row], order: Sequence[Measure], parts: Sequence[Period]) -> list[Line]:
    cells: dict[tuple[int, int], Tally] = defaultdict(lambda: EMPTY)
    for row in rows:
        at = next((place for place, part in enumerate(parts) if row[3] in part), len(parts))
        cells[row[1], at] += Tally.of(Said(row[3], row[4], row[0], row[2]))
    present = {measure for measure, _ in cells}
    out = []
    for measure in order:
        if measure.pk in present:
            found = [cells[measure.pk, at] for at in range(len(parts) + 1)]
            out.append(Line(measure, found[: len(parts)], reduce(Tally.__add__, found, EMPTY)))
    return out


def _groups(figures: QuerySet[Figure], rows: Sequence[Row], by: str) -> list[tuple[Group, list[Row]]]:
    if by == BY_ALL or not rows:
        return []
    members: dict[Hashable, list[Row]] = defaultdict(list)
    headings: dict[Hashable, tuple[tuple[object, ...], Group]] = {}
    if by == BY_PLAN:
        plans = _newest_of({row[6] for row in rows})
        for row in rows:
            plan = plans[row[6]]
            headings[plan.pk] = (-plan.year, plan.pk), Group(str(plan), plan.notation, {"ke_hoach": plan.pk}, [])
            members[plan.pk].append(row)
    else:
        leads = leads_of(figures)
        for row in rows:
            task, unit, name = leads[row[5]]
            if by == BY_UNIT:
                key: Hashable = (unit, name if not unit else "")
                headings[key] = (unit == 0, name), Group(name, "", {"bo_phan": unit}, [])
            else:
                key = task.pk
                headings[key] = (task.plan_id, task.position), Group(task.text, name, {"nhiem_vu": task.pk}, [])
            members[key].append(row)
    found = sorted(headings.items(), key=lambda each: each[1][0])
    return [(group, members[key]) for key, (_, group) in found]


def _newest_of(ids: set[int]) -> dict[int, Plan]:
    """Version of a plan → the newest issued version of it: what was done under any of them is one plan's; one query."""
    lineages = Plan.objects.filter(pk__in=ids).values("lineage")
    versions = Plan.objects.filter(lineage__in=lineages).exclude(state__in=UNISSUED).defer("search")
    newest: dict[uuid.UUID, Plan] = {}
    keys: dict[int, uuid.UUID] = {}
    for plan in versions.order_by("version_no"):
        newest[plan.lineage], keys[plan.pk] = plan, plan.lineage
    return {pk: newest[lineage] for pk, lineage in keys.items()}


def rows_asked(access: Access, asked: Asked) -> QuerySet[Figure]:
    """Every figure behind a total, the newest day first: who said it, when, what proves it."""
    standing = Q(entry__milestone__evidence__withdrawn_at__isnull=True, entry__milestone__evidence__isnull=False)
    return (
        figures_asked(access, asked)
        .select_related("measure", "entry__milestone__task", "entry__milestone__plan", "replaces")
        .defer("entry__milestone__task__search", "entry__milestone__plan__search")
        .annotate(proofs=Count("entry__milestone__evidence", filter=standing))
        .order_by("-fact_on", "-entry__at", "-pk")
    )
