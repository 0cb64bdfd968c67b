"""Personal data has an end: why somebody was away, who held a link that opens nothing any more."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone


@shared_task(name="organisations.forget")
def forget() -> int:
    from organisations.domain.forgetting import forget_link_holders, forget_reasons

    return forget_reasons(today=timezone.localdate()) + forget_link_holders(now=timezone.now())
