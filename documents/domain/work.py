"""Long work: asked for once, taken under a lease, finished or failed with a sentence."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from documents.enums import WorkState
from documents.models import Attachment, WorkItem
from organisations.access import Access
from organisations.models import Organisation

LEASE = dt.timedelta(minutes=10)  # a print of 3,000 rows takes a minute; the worker's own limit is ten
MOST_TRIES = 3


def ask_for(
    kind: str, *, organisation: Organisation, key: str, by: Access, arguments: dict[str, Any] | None = None
) -> WorkItem:
    """Queue this work, or give the row that is queued, running or done for the same key already."""
    from documents.jobs import sweep

    known = (
        WorkItem.objects.filter(organisation=organisation, kind=kind, key=key)
        .exclude(state=WorkState.FAILED)
        .order_by("-id")
        .first()
    )
    if known is not None and not (known.state == WorkState.DONE and known.result_id is None):
        return known
    try:
        with transaction.atomic():
            item = WorkItem.objects.create(
                organisation=organisation, kind=kind, key=key, arguments=arguments or {}, asked_by_id=by.user_id
            )
    except IntegrityError:  # asked for by somebody else in the same moment
        return WorkItem.objects.get(
            organisation=organisation, kind=kind, key=key, state__in=(WorkState.QUEUED, WorkState.RUNNING)
        )
    sweep.delay_on_commit()
    return item


def claim(*, now: dt.datetime) -> WorkItem | None:
    """Take the oldest waiting row, or one whose worker was lost. Exactly one caller gets it."""
    waiting = Q(state=WorkState.QUEUED) | Q(state=WorkState.RUNNING, lease_until__lt=now)
    for item_id in WorkItem.objects.filter(waiting).order_by("created_at", "id").values_list("pk", flat=True)[:20]:
        taken = WorkItem.objects.filter(waiting, pk=item_id).update(
            state=WorkState.RUNNING, lease_until=now + LEASE, tries=F("tries") + 1
        )
        if taken == 1:
            item = WorkItem.objects.select_related("organisation").get(pk=item_id)
            if item.tries <= MOST_TRIES:
                return item
            fail(item, "Đã thử nhiều lần mà không xong. Hãy báo người quản trị.", now=now)
    return None


def finish(item: WorkItem, *, result: Attachment | None, now: dt.datetime) -> None:
    WorkItem.objects.filter(pk=item.pk).update(
        state=WorkState.DONE, result=result, error="", lease_until=None, finished_at=now
    )


def fail(item: WorkItem, sentence: str, *, now: dt.datetime) -> None:
    WorkItem.objects.filter(pk=item.pk).update(
        state=WorkState.FAILED, error=sentence, lease_until=None, finished_at=now
    )
