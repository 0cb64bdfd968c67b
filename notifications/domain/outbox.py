"""Putting letters and texts into the outbox, in the transaction of what they tell about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from notifications.domain.wishes import Wishes
from notifications.kinds import kind_of
from notifications.models import OutgoingEmail, OutgoingText
from notifications.notice import Notice, shortened
from notifications.phones import cheap_text

LONGEST_TEXT = 500


def wake(job: Any) -> None:
    """Have this sweep run after the commit. A broker that is away only delays it to the next tick."""
    transaction.on_commit(job.delay, robust=True)


def put_letters(letters: Iterable[OutgoingEmail], *, at: dt.datetime) -> dict[tuple[int, str], int]:
    """Save them, each once for its recipient, kind and key; their ids by (recipient, key)."""
    from notifications.jobs import sweep

    rows = list(letters)
    if not rows:
        return {}
    OutgoingEmail.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.not_before <= at for row in rows):
        wake(sweep)
    saved = OutgoingEmail.objects.filter(
        recipient_id__in={row.recipient_id for row in rows},
        kind__in={row.kind for row in rows},
        key__in={row.key for row in rows},
    )
    return {(person, key): pk for person, key, pk in saved.values_list("recipient_id", "key", "pk") if person}


def put_texts(notices: Iterable[Notice], wishes: dict[int, Wishes], *, at: dt.datetime) -> None:
    """An SMS for each notice of a kind marked for it, where the portal has a gateway and the person wishes it."""
    from notifications.jobs import sweep_texts

    if settings.SMS_GATEWAY == "none":
        return
    rows = []
    for each in notices:
        wish = wishes[each.recipient_id]
        if kind_of(each.kind).sms and wish.wants_text(each.kind):
            text = cheap_text(each.text) if settings.SMS_WITHOUT_MARKS else shortened(each.text, LONGEST_TEXT)
            rows.append(
                OutgoingText(
                    recipient_id=each.recipient_id, kind=each.kind, key=each.key, created_at=at,
                    not_before=wish.not_before(at), phone=wish.phone, text=text,
                )
            )  # fmt: skip
    if rows:
        OutgoingText.objects.bulk_create(rows, ignore_conflicts=True)
        wake(sweep_texts)
