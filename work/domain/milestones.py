"""Milestones come when a plan is issued, go on every night, and are counted again when days off change."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.record import record
from documents.models import IssuedDocument
from organisations.access import Access
from plans.models import Plan
from work.domain.deriving import Derived, carry_over, derive, plans_in_force, plans_that_follow_the_calendar
from work.domain.telling import tell_plan_issued
from work.models import Milestone
from work.queries.undated import undated_tasks


@transaction.atomic
def plan_issued(issued: IssuedDocument, *, by: Access, today: dt.date) -> None:
    """The handler of documents.after_issue: the words are frozen now, so the days can be read from them."""
    plan = Plan.objects.select_related("organisation", "issued", "replaces").get(issued=issued)
    carried = carry_over(plan.replaces, plan, today=today) if plan.replaces else None
    derive(plan, today=today, by=by, at=issued.created_at)
    made = Milestone.objects.filter(plan=plan).live().count()
    note = f"{made} mốc; {undated_tasks(plan).count()} nhiệm vụ theo dõi chưa có hạn cụ thể"
    if carried and (carried.moved or carried.superseded):
        note += f"; chuyển {carried.moved} mốc từ bản trước, {carried.superseded} mốc không còn yêu cầu"
    record("Lập mốc thời hạn", plan, by=by, note=note)
    tell_plan_issued(plan, by=by, today=today, at=_moment_of(today, issued.created_at))


def _moment_of(day: dt.date, at: dt.datetime) -> dt.datetime:
    """`at`, or the same time of the day on which this is done, where that is told to be another one."""
    return at + (day - timezone.localdate(at))


def extend_plans(*, today: dt.date) -> int:
    """Move the horizon of every plan in force. Running it twice, or after missed nights, is harmless.

    Returns the number of milestones made.
    """
    return sum(_derive_now(plan_id, today).made for plan_id in plans_in_force())


def recount_plans(*, today: dt.date, at: dt.datetime) -> int:
    """Count again the days that follow working days, after days off were corrected. Returns how many moved."""
    return sum(len(_derive_now(plan_id, today, at).moved) for plan_id in plans_that_follow_the_calendar())


def calendar_changed() -> None:
    """The handler of reference.domain.calendar: open days follow at once, and every night in any case."""
    from work.jobs import recount

    recount.delay_on_commit()


@transaction.atomic
def _derive_now(plan_id: int, today: dt.date, at: dt.datetime | None = None) -> Derived:
    plan = Plan.objects.select_related("organisation", "issued").get(pk=plan_id)
    return derive(plan, today=today, by=Access.system(plan.organisation), at=at)
