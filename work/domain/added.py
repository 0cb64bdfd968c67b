"""Duties given after the issue get their milestones at once, like those of the paper."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from organisations.access import Access
from plans.models import Plan, PlanTask
from work.domain.deriving import derive
from work.domain.telling import tell_added
from work.enums import EntryKind
from work.models import Evidence, Milestone, WorkEntry

# A day that was set or counted anew is no work yet.
_NOT_WORK = (EntryKind.CALENDAR, EntryKind.SET, EntryKind.EVENT)


def begin(task: PlanTask, *, by: Access, today: dt.date) -> None:
    plan = Plan.objects.select_related("organisation", "issued").get(pk=task.plan_id)
    derive(plan, today=today, by=by, only=task)
    tell_added(task, by=by, today=today)


def has_begun(task: PlanTask) -> bool:
    said = WorkEntry.objects.filter(milestone=OuterRef("pk")).exclude(kind__in=_NOT_WORK)
    proved = Evidence.objects.filter(milestone=OuterRef("pk"))
    touched = Q(taken_on__isnull=False) | Q(completed_on__isnull=False) | Q(percent__gt=0)
    return Milestone.objects.filter(touched | Exists(said) | Exists(proved), task=task).exists()
