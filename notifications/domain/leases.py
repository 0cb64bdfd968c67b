"""Who holds what of the outbox: taken by a conditional update, kept for minutes, never by two at once."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TypeVar

from django.db.models import Q

from notifications.enums import Sending
from notifications.models.outgoing import Outgoing

BATCH = 20
LEASE = dt.timedelta(minutes=3)  # far more than one letter may take (each answer of a server is waited for 20 s)
Row = TypeVar("Row", bound=Outgoing)


def claim(model: type[Row], *, at: dt.datetime) -> list[Row]:
    """Take what waits, at most a batch: first what a lost worker held, then the oldest due."""
    rows = model._default_manager
    lost, due = Q(state=Sending.SENDING, lease_until__lt=at), Q(state=Sending.QUEUED, not_before__lte=at)
    ids = list(rows.filter(lost).order_by("lease_until").values_list("pk", flat=True)[:BATCH])
    ids += rows.filter(due).order_by("not_before", "id").values_list("pk", flat=True)[: BATCH - len(ids)]
    if not ids:
        return []
    holder = uuid.uuid4()
    rows.filter(lost | due, pk__in=ids).update(state=Sending.SENDING, holder=holder, lease_until=at + LEASE)
    return list(rows.filter(pk__in=ids, holder=holder).select_related("recipient").order_by("not_before", "id"))


def let_go(row: Outgoing, *, not_before: dt.datetime, error: str = "", tried: bool = True) -> None:
    """Back into the queue, unless another sweep holds it by now."""
    facts: dict[str, object] = {"state": Sending.QUEUED, "holder": None, "lease_until": None, "not_before": not_before}
    if tried:
        facts |= {"tries": row.tries + 1, "error": error}
    type(row)._default_manager.filter(pk=row.pk, holder=row.holder).update(**facts)


def finish(row: Outgoing, *, at: dt.datetime, **erased: object) -> None:
    type(row)._default_manager.filter(pk=row.pk, holder=row.holder).update(
        state=Sending.SENT, sent_at=at, tries=row.tries + 1, error="", holder=None, lease_until=None, **erased
    )


def give_up(row: Outgoing, sentence: str, **erased: object) -> None:
    type(row)._default_manager.filter(pk=row.pk, holder=row.holder).update(
        state=Sending.FAILED, error=sentence, tries=row.tries + 1, holder=None, lease_until=None, **erased
    )
