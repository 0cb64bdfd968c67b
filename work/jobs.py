"""Background work: each job calls one domain function; a missed run is made good by the next."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone


@shared_task(name="work.extend")
def extend() -> int:
    from work.domain.milestones import extend_plans

    return extend_plans(today=timezone.localdate())


@shared_task(name="work.recount")
def recount() -> int:
    from work.domain.milestones import recount_plans

    return recount_plans(today=timezone.localdate(), at=timezone.now())


@shared_task(name="work.remind")
def remind() -> int:
    """Once the day is finished, a further tick costs two queries."""
    from work.domain.reminders import remind as remind_of

    return remind_of(today=timezone.localdate(), at=timezone.now()).notices


@shared_task(name="work.forget_reminders")
def forget_reminders() -> int:
    from work.domain.forgetting import forget_reminders as forget

    return forget(today=timezone.localdate())
