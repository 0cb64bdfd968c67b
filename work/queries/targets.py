"""Targets of an issued plan with what they came to, also what was said of them under earlier versions of the plan."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from django.http import Http404
from django.shortcuts import get_object_or_404

from core.amounts import written_amount
from core.periods import Period, read_period
from core.text import fold
from organisations.access import Access
from plans.enums import UNISSUED, PartyRole
from plans.models import Plan, Target, TaskUnit
from reference.models import Measure
from work.models import Evidence, Figure, TargetValue
from work.queries.figures import said_of
from work.reaching import Actual, Goal, Reached, Stated, heirs, reached
from work.series import Series, series
from work.tallies import Tally, tally

PROOFS_OFFERED = 100


@dataclass(frozen=True)
class ShownValue:
    """A value with its period and how it stands; `later` replaced it, `stands` it counts."""

    value: TargetValue
    period: Period | None
    reached: Reached
    stands: bool
    metric: str = ""

    @property
    def label(self) -> str:
        if self.period is None:
            return self.value.period
        note = " (kỳ báo cáo)" if self.value.period.endswith(".bc") else ""
        return f"{self.period.label}{note}"

    @property
    def words(self) -> str:
        """ "93,86 %", "Đạt", or what was written."""
        if self.value.withdrawn:
            return "(bỏ)"
        if self.value.value is not None:
            number = written_amount(self.value.value)
            rank = self.metric.strip().lower() in ("hạng", "thứ hạng")
            return f"{self.metric} {number}" if rank else f"{number} {self.metric}".strip()
        return self.value.words or self.value.get_verdict_display()


@dataclass
class TargetRow:
    """`values` in the order of time, the corrected ones among them; `last_year` is what the same came to then."""

    target: Target
    goal: Goal
    values: list[ShownValue] = field(default_factory=list)
    last_year: ShownValue | None = None

    @property
    def standing(self) -> list[ShownValue]:
        return [each for each in self.values if each.stands]

    @property
    def latest(self) -> ShownValue | None:
        return max(self.standing, key=_age, default=None)

    @property
    def reached(self) -> Reached:
        return self.latest.reached if self.latest else reached(self.goal, None)

    @property
    def series(self) -> Series | None:
        points = [(each.label, written_amount(each.value.value), each.value.value) for each in self.standing]
        return series([(label, number, value) for label, number, value in points if value is not None], self.goal.value)


@dataclass(frozen=True)
class Board:
    """`left` are targets of earlier versions that this one does not state, with what was said of them."""

    rows: list[TargetRow]
    left: list[TargetRow]

    def row_of(self, target_id: int) -> TargetRow:
        for row in self.rows:
            if row.target.pk == target_id:
                return row
        raise Http404


def plan_here(access: Access, plan_id: int) -> Plan:
    """An issued plan of the organisation in the URL; anything else does not exist (404)."""
    rows = Plan.objects.of(access).exclude(state__in=UNISSUED).select_related("organisation", "started_from")
    return get_object_or_404(rows.defer("search"), pk=plan_id)


def value_here(access: Access, value_id: int) -> TargetValue:
    rows = TargetValue.objects.of(access).select_related("plan__organisation", "target", "measure", "evidence")
    return get_object_or_404(rows, pk=value_id)


def goal_of(target: Target) -> Goal:
    return Goal(target.metric, target.value, target.comparator)


def board(plan: Plan, today: dt.date, *, with_last_year: bool = True) -> Board:
    """The same number of queries whatever the number of targets and values."""
    versions = Plan.objects.filter(lineage=plan.lineage, version_no__lte=plan.version_no).exclude(state__in=UNISSUED)
    order = list(versions.order_by("version_no").values_list("pk", flat=True))
    targets: dict[int, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(plan__in=order):
        targets[target.plan_id].append(target)
    leads_to = _heirs_of(order, targets)
    rows = {target.pk: TargetRow(target, goal_of(target)) for each in order for target in targets[each]}
    ends = dt.date(plan.year, 12, 14)
    said = TargetValue.objects.filter(lineage=plan.lineage, plan__in=order)
    for value in said.select_related("measure", "evidence__attachment", "corrected_by", "replaces"):
        row = rows[leads_to.get(value.target_id, value.target_id)]
        row.values.append(_shown(value, row.goal, ends, today))
    for row in rows.values():
        row.values.sort(key=_age)
    own = [rows[target.pk] for target in targets[plan.pk]]
    if with_last_year:
        _put_last_year(plan, own, today)
    mine = {row.target.pk for row in own}
    return Board(own, [row for key, row in rows.items() if key not in mine and row.values])


def _age(shown: ShownValue) -> tuple[dt.date, int, dt.datetime, int]:
    """Of two periods that end on one day the longer one counts more: it holds the year so far."""
    days = (shown.period.end - shown.period.start).days if shown.period else 0
    return shown.value.ends_on, days, shown.value.at, shown.value.pk


def _shown(value: TargetValue, goal: Goal, year_ends: dt.date, today: dt.date) -> ShownValue:
    stands = not value.withdrawn and not hasattr(value, "corrected_by")
    final = year_ends <= value.ends_on <= today
    came = Actual(value.value, value.verdict, final)
    return ShownValue(value, read_period(value.period), reached(goal, came), stands, goal.metric)


def _heirs_of(order: list[int], targets: dict[int, list[Target]]) -> dict[int, int]:
    """Target of any version → the one of the last version that states the same, as far as it is stated."""
    out: dict[int, int] = {}
    for before, after in pairwise(order):
        step = heirs([_stated(each) for each in targets[before]], [_stated(each) for each in targets[after]])
        for old, now in list(out.items()):
            out[old] = step.get(now, now)
        out |= step
    return out


def _stated(target: Target) -> Stated:
    return Stated(target.pk, fold(target.text), target.metric, target.value)


def _put_last_year(plan: Plan, rows: list[TargetRow], today: dt.date) -> None:
    """What the same target came to in the plan of the year before, from which this one was begun."""
    before = plan.started_from
    if before is None or before.organisation_id != plan.organisation_id or before.year != plan.year - 1:
        return
    newest = Plan.objects.filter(lineage=before.lineage).exclude(state__in=UNISSUED).order_by("-version_no").first()
    if newest is None:
        return
    past = {row.target.pk: row for row in board(newest, today, with_last_year=False).rows if row.latest}
    found = heirs([_stated(row.target) for row in past.values()], [_stated(row.target) for row in rows])
    by_target = {now: past[old].latest for old, now in found.items()}
    for row in rows:
        row.last_year = by_target.get(row.target.pk)


# ------------------------------------------------------------------ what is taken from figures


def tally_of(plan: Plan, measure: Measure, period: Period) -> Tally:
    """What the figures of this plan come to in a period, whatever version they were said under; one query."""
    rows = Figure.objects.counted().filter(
        entry__milestone__plan__lineage=plan.lineage, measure=measure, fact_on__range=(period.start, period.end)
    )
    found = rows.values_list("pk", "measure_id", "value", "fact_on", "entry__at")
    return tally(map(said_of, found))


def used_measures(plan: Plan) -> list[Measure]:
    """Those in which the duties of this plan were counted."""
    said = Figure.objects.counted().filter(entry__milestone__plan__lineage=plan.lineage)
    return list(Measure.objects.filter(pk__in=said.order_by().values("measure")))


def lead_units_of(plan: Plan) -> frozenset[int]:
    rows = TaskUnit.objects.filter(plan=plan, role=PartyRole.LEAD, unit__isnull=False)
    return frozenset(unit for unit in rows.values_list("unit", flat=True) if unit is not None)


def proofs_of(plan: Plan) -> list[Evidence]:
    """Standing proofs of the plan's work, the newest first."""
    rows = Evidence.objects.standing().filter(milestone__plan__lineage=plan.lineage)
    return list(rows.select_related("milestone").order_by("-pk")[:PROOFS_OFFERED])


def standing_value(row: TargetRow, period: Period) -> TargetValue | None:
    """What stands for this period, said under whichever version."""
    return next((each.value for each in row.standing if each.value.period == period.code), None)
