"""Several small things of one kind in one notice a day, which grows while it is unread and no e-mail has told it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from notifications.domain.notify import notify_many
from notifications.kinds import kind_of
from notifications.models import Notification
from notifications.notice import LONGEST_TEXT, Line, Notice, plain_lines, shortened


@transaction.atomic
def gather(notices: Sequence[Notice], *, at: dt.datetime) -> int:
    """Tell these, all of one kind and one office, each with its one line; the kind has a `summary`.

    Who has a notice of the kind from today, unread and not yet in an e-mail, finds the line there; others get a new
    notice, which leads to the page of its line, with several lines to `url`. Returns how many were told.
    """
    if not notices:
        return 0
    kind, office = notices[0].kind, notices[0].organisation_id
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Notification.objects.select_for_update(of=("self",), no_key=True).filter(
        recipient__in={each.recipient_id for each in notices}, organisation=office, kind=kind, for_digest=True,
        read_at__isnull=True, created_at__gte=today, created_at__lt=today + dt.timedelta(days=1),
    )  # fmt: skip
    growing = {row.recipient_id: row for row in rows.order_by("pk")}
    fresh = []
    for each in notices:
        row, (line,) = growing.get(each.recipient_id), each.lines
        if row is None:
            fresh.append(_alone(each, line))
            continue
        lines = [*(Line(**known) for known in row.lines), line]
        row.lines, left = plain_lines(lines)
        row.lines_left += left
        row.url = each.url
        retell(row, lines)
    Notification.objects.bulk_update(growing.values(), ["lines", "lines_left", "text", "url"])
    return len(growing) + notify_many(fresh, at=at)


def retell(notice: Notification, lines: Sequence[Line]) -> None:
    """The words of a notice whose lines have changed, where its kind can say them anew."""
    summary = kind_of(notice.kind).summary
    if summary is None or not lines:
        return
    total = len(lines) + notice.lines_left
    notice.text = shortened(summary(lines, total), LONGEST_TEXT)
    if kind_of(notice.kind).gathered and total == 1:
        notice.url = lines[0].url


def _alone(notice: Notice, line: Line) -> Notice:
    return Notice(
        notice.kind, notice.recipient_id, notice.organisation_id, line.text, line.url, notice.key, notice.lines
    )
