"""Background work of plans: what need not be kept for ever."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone


@shared_task(name="plans.forget_editing")
def forget_editing() -> int:
    from plans.domain.editing.seats import forget_editing as forget

    return forget(now=timezone.now())
