"""Personal data has an end: what was told is forgotten."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from notifications.enums import Sending
from notifications.models import Notification, OutgoingEmail, OutgoingText

READ_KEPT = dt.timedelta(days=90)
NOTICE_KEPT = dt.timedelta(days=365)
SENT_KEPT = dt.timedelta(days=30)
FAILED_KEPT = dt.timedelta(days=90)
ROWS = 1000


def forget_old(*, at: dt.datetime) -> int:
    """Delete read notices after 90 days, all after a year; letters and texts 30 days after they were written,
    those that failed after 90. How many rows.
    """
    over = Q(state__in=(Sending.SENT, Sending.MERGED), created_at__lt=at - SENT_KEPT) | Q(
        state=Sending.FAILED, created_at__lt=at - FAILED_KEPT
    )
    read = Q(read_at__lt=at - READ_KEPT)
    return (
        _delete(Notification.objects.filter(read | Q(created_at__lt=at - NOTICE_KEPT)))
        + _delete(OutgoingEmail.objects.filter(over))
        + _delete(OutgoingText.objects.filter(over))
    )


def _delete(rows: QuerySet[Any]) -> int:
    """In small transactions, so that nobody waits for a long one."""
    gone = 0
    while ids := list(rows.order_by().values_list("pk", flat=True)[:ROWS]):
        gone += rows.model._default_manager.filter(pk__in=ids).delete()[0]
    return gone
