"""Notices whose matter is done: they ask for nothing any more, whoever did it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from notifications.domain.gathering import retell
from notifications.models import Notification
from notifications.notice import Line
from organisations.models import Organisation


@transaction.atomic
def settle(
    *,
    organisation: Organisation,
    pages: Collection[str],
    at: dt.datetime,
    kinds: Collection[str] = (),
    keys: Iterable[tuple[str, str]] = (),
) -> int:
    """Take what leads to these `pages` out of the notices of the office: of these kinds, and of these (kind, key).

    A notice that speaks of nothing else counts as read and stands in no e-mail that is not written yet; from one with
    several lines those lines go. For all who were told. Three queries at most; returns how many notices changed.
    """
    about = Q(kind__in=list(kinds))
    named: dict[str, set[str]] = defaultdict(set)
    for kind, key in keys:
        named[kind].add(key)
    for kind, some in named.items():
        about |= Q(kind=kind, key__in=some)
    rows = (
        Notification.objects.select_for_update(of=("self",), no_key=True)
        .filter(about, organisation=organisation, settled_at__isnull=True)
        .filter(Q(read_at__isnull=True) | Q(for_digest=True))
        .filter(Q(url__in=list(pages)) | ~Q(lines=[]))
    )
    whole, partly = [], []
    for row in rows.order_by("pk"):
        rest = [line for line in row.lines if line["url"] not in pages]
        if row.lines and len(rest) == len(row.lines):
            continue
        if rest or row.lines_left:
            row.lines = rest
            retell(row, [Line(**line) for line in rest])
            partly.append(row)
        else:
            whole.append(row.pk)
    if whole:
        Notification.objects.filter(pk__in=whole).update(
            settled_at=at, read_at=Coalesce("read_at", at), for_digest=False
        )
    if partly:
        Notification.objects.bulk_update(partly, ["lines", "text", "url"])
    return len(whole) + len(partly)
