"""Telling people something: rows now, in the caller's transaction; the e-mail follows by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from notifications.domain.letters import letter_about
from notifications.domain.outbox import put_letters, put_texts
from notifications.domain.wishes import Wishes, wishes_of
from notifications.kinds import Urgency, kind_of
from notifications.models import Notification, OutgoingEmail
from notifications.notice import LONGEST_TEXT, Line, Notice, checked_path, plain_lines, shortened
from organisations.models import Organisation

__all__ = ["Line", "Notice", "notify", "notify_many"]

BATCH = 500


def notify(
    *,
    kind: str,
    to: Iterable[int],
    organisation: Organisation,
    text: str,
    url: str,
    key: str,
    at: dt.datetime,
    lines: Sequence[Line] = (),
) -> int:
    """Tell each of these people once; a second call with the same key does nothing. How many were told now.

    The caller leaves out whoever acts: nobody is told about an act of one's own. `url` is a path inside the portal.
    """
    notices = [Notice(kind, person, organisation.pk, text, url, key, lines) for person in dict.fromkeys(to)]
    return notify_many(notices, at=at)


def notify_many(notices: Sequence[Notice], *, at: dt.datetime) -> int:
    """The same for many notices: a constant number of queries for each batch of 500."""
    told = 0
    rows = iter(notices)
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            told += _tell(batch, at)
    return told


def _tell(batch: list[Notice], at: dt.datetime) -> int:
    wanted = {(each.recipient_id, each.key): each for each in reversed(batch)}
    known = Notification.objects.filter(
        recipient_id__in={person for person, _ in wanted}, key__in={key for _, key in wanted}
    )
    for pair in known.values_list("recipient_id", "key"):
        wanted.pop(pair, None)
    wishes = wishes_of({person for person, _ in wanted})  # only people whose account is in use
    fresh = [each for each in reversed(wanted.values()) if each.recipient_id in wishes]
    if not fresh:
        return 0
    letters = put_letters(_letters(fresh, wishes, at), at=at)
    put_texts(fresh, wishes, at=at)
    rows = []
    for each in fresh:
        lines, left = plain_lines(each.lines)
        kind, letter = kind_of(each.kind), letters.get((each.recipient_id, each.key))
        rows.append(
            Notification(
                organisation_id=each.organisation_id, recipient_id=each.recipient_id, kind=each.kind,
                text=shortened(each.text, LONGEST_TEXT), url=checked_path(each.url), lines=lines, lines_left=left,
                key=each.key, created_at=at, mailed_in_id=letter, for_digest=kind.urgency == Urgency.DIGEST,
            )
        )  # fmt: skip
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _letters(fresh: list[Notice], wishes: dict[int, Wishes], at: dt.datetime) -> Iterator[OutgoingEmail]:
    """A letter of its own for each urgent notice, outside the quiet hours of whoever gets it."""
    for each in fresh:
        wish = wishes[each.recipient_id]
        if kind_of(each.kind).urgency == Urgency.AT_ONCE and wish.wants_mail(each.kind):
            yield letter_about(each, wish, at=at)
