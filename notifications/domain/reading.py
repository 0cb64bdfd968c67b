"""Marking one's own notices as read. Not audited: it is about nobody but the reader."""

from __future__ import annotations

import datetime as dt
from typing import Any

from notifications.models import Notification
from notifications.queries import notices_of


def mark_read(notice: Notification, *, by: Any, at: dt.datetime) -> None:
    """The first reading counts."""
    Notification.objects.filter(pk=notice.pk, recipient_id=by.pk, read_at=None).update(read_at=at)


def mark_unread(notice: Notification, *, by: Any) -> None:
    Notification.objects.filter(pk=notice.pk, recipient_id=by.pk).update(read_at=None)


def mark_all_read(*, by: Any, at: dt.datetime, until: int) -> int:
    """All up to the newest one the page showed (its id): what came after it was not seen."""
    return notices_of(by).filter(read_at=None, pk__lte=until).update(read_at=at)
