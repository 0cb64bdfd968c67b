"""Figures as pages read them: what was said beside each entry, and what all of it comes to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max
from django.shortcuts import get_object_or_404

from core.amounts import written_amount
from core.decision import Decision
from organisations.access import Access
from plans.models import PlanTask
from reference.models import Measure
from work import rules_figures as rules
from work.duties import Duties
from work.models import Figure, Milestone, WorkEntry
from work.tallies import Said, Tally, tallies_by

# Id, measure, value, day, said at. The value is there: Figure.counted() leaves out what was taken back.
Counted = tuple[int, int, Decimal | None, dt.date, dt.datetime]


@dataclass(frozen=True)
class Sum:
    """What the figures of one measure come to."""

    measure: Measure
    tally: Tally

    @property
    def words(self) -> str:
        """ "12 tin, bài"."""
        return f"{self.number} {self.measure.unit}"

    @property
    def number(self) -> str:
        return written_amount(self.tally.shown(self.measure.kind))


@dataclass(frozen=True)
class ShownFigure:
    """A figure beside its entry. `counts` False: corrected by a later one, taken back, or of a merged duty."""

    figure: Figure
    counts: bool
    may_correct: Decision
    other_day: bool = False

    @property
    def number(self) -> str:
        return written_amount(self.figure.value)


def said_of(row: Counted) -> Said:
    return Said(row[3], row[4], row[0], row[2] or Decimal(0))


def sums_of_work(milestone: Milestone) -> list[Sum]:
    """What was said about one piece of work, measure by measure; one query for the figures, one for the measures."""
    rows = Figure.objects.counted().filter(entry__milestone=milestone)
    return sums(rows.values_list("pk", "measure_id", "value", "fact_on", "entry__at"))


def sums(rows: Iterable[Counted]) -> list[Sum]:
    found = tallies_by(rows, lambda row: row[1], said_of)
    measures = Measure.objects.in_bulk(list(found))
    order = sorted(measures.values(), key=lambda each: (each.position, each.name, each.pk))
    return [Sum(each, found[each.pk]) for each in order]


def put_figures(entries: Sequence[WorkEntry], milestone: Milestone, access: Access, duties: Duties) -> None:
    """Give each entry `shown_figures`; one query."""
    rows = Figure.objects.filter(entry__milestone=milestone).select_related("measure", "replaces", "corrected_by")
    by_entry: dict[int, list[Figure]] = defaultdict(list)
    for each in rows.order_by("measure__position", "measure__name", "pk"):
        by_entry[each.entry_id].append(each)
    merged = milestone.task.same_as_id is not None
    for entry in entries:
        shown = []
        for figure in by_entry[entry.pk]:
            figure.entry = entry
            corrected = hasattr(figure, "corrected_by")
            may = rules.can_correct_figure(access, figure, milestone, duties)
            other_day = entry.fact_on != figure.fact_on
            shown.append(ShownFigure(figure, not corrected and not merged and figure.value is not None, may, other_day))
        entry.shown_figures = shown  # type: ignore[attr-defined]


def figure_here(access: Access, figure_id: int) -> Figure:
    """A figure of the organisation in the URL; anything else does not exist (404)."""
    rows = Figure.objects.of(access).select_related(
        "measure", "entry__milestone__plan", "entry__milestone__task__assignment", "corrected_by"
    )
    return get_object_or_404(rows, pk=figure_id)


# ------------------------------------------------------------------ what is offered


@dataclass(frozen=True)
class Offered:
    """Measures to choose from: those used before on this duty first, the last used at the top."""

    used: list[Measure]
    others: list[Measure]

    @property
    def all(self) -> list[Measure]:
        return [*self.used, *self.others]


def measures_for(task: PlanTask, today: dt.date) -> Offered:
    """Two queries."""
    said = Figure.objects.filter(entry__milestone__task__lineage=task.lineage, value__isnull=False)
    newest = said.order_by().values("measure").annotate(last=Max("pk")).order_by("-last")
    used = list(newest.values_list("measure", flat=True))
    every = list(Measure.objects.usable_in(task.plan.organisation).offered_on(today))
    known = {each.pk: each for each in every}
    first = [known[each] for each in used if each in known]
    return Offered(first, [each for each in every if each not in first])
