"""Duties given after the issue get their milestones at once, like those of the paper."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from organisations.access import Access
from plans.models import Plan, PlanTask
from work.domain.deriving import derive
from work.domain.telling import tell_added
from work.models import Milestone
from work.queries.worked import has_work


def begin(task: PlanTask, *, by: Access, today: dt.date) -> None:
    plan = Plan.objects.select_related("organisation", "issued").get(pk=task.plan_id)
    derive(plan, today=today, by=by, only=task)
    tell_added(task, by=by, today=today)


def has_begun(task: PlanTask) -> bool:
    """`taken_on` says nothing: giving it to somebody sets it, too."""
    results = Milestone.objects.filter(task=task)
    touched = Q(completed_on__isnull=False) | Q(percent__gt=0)
    return results.filter(touched).exists() or has_work(results).exists()
