"""The duties of a plan with their results along the months, some at a time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, Min, QuerySet
from django.urls import reverse

from plans.models import Plan, PlanTask
from work.models import Milestone
from work.queries.parties import parties_of
from work.timeline import Axis, Mark, axis_of, mark_of, summary, worst
from work.timing import Facts, Standing

MOST_MARKS = 60  # of one duty: a weekly one has as many in a year


@dataclass(frozen=True)
class Lane:
    """One duty: its results in order of their days, and the words that say the same as the picture."""

    task: PlanTask
    leads: str
    url: str
    marks: tuple[Mark, ...]
    left_out: int

    @property
    def summary(self) -> str:
        return summary(self.marks)

    @property
    def tone(self) -> str:
        worst_of_all = worst(self.marks)
        tones = {Standing.LATE: "late", Standing.SOON: "warn", Standing.DONE: "ok", Standing.DOING: "brand"}
        return tones.get(worst_of_all, "idle") if worst_of_all else "idle"


def duties_of_plan(plan: Plan) -> QuerySet[PlanTask]:
    """Followed duties in the order of the paper."""
    return PlanTask.objects.filter(plan=plan, tracked=True, same_as__isnull=True).order_by("position", "pk")


def axis_of_plan(plan: Plan, today: dt.date) -> Axis:
    ends = Milestone.objects.filter(plan=plan, superseded=False).aggregate(first=Min("start"), last=Max("due_on"))
    starts = [day for day in (plan.issued_on, ends["first"]) if day is not None]
    return axis_of(plan.issued_on or min(starts, default=None), ends["last"], today)


def lanes_of(tasks: Sequence[PlanTask], plan: Plan, axis: Axis, today: dt.date, code: str) -> list[Lane]:
    """Two queries, however many tasks of a page."""
    rows = Milestone.objects.filter(task__in=[task.pk for task in tasks], superseded=False).order_by("due_on", "pk")
    facts: dict[int, list[Facts]] = defaultdict(list)
    for row in rows.only("task", "due_on", "start", "completed_on", "kind", "label"):
        facts[row.task_id].append(row.facts)
    parties = parties_of(tasks) if tasks else {}
    out = []
    for task in tasks:
        marks = [mark_of(each, axis, today) for each in facts[task.pk]]
        leads = ", ".join(each.unit.name if each.unit else each.name for each in parties[task.pk].leads)
        url = reverse("plans:task", kwargs={"org": code, "plan_id": plan.pk, "task_id": task.pk})
        shown = tuple(marks[:MOST_MARKS])
        out.append(Lane(task, leads or task.effective_lead, url, shown, len(marks) - len(shown)))
    return out
