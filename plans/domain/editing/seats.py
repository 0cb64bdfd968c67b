"""Who sits at an open editor, and what is forgotten of editing.

A seat is no content of the plan: sitting down changes nothing that is printed, so it asks no more than
that the person may open the editor, and leaves no trace in the log.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from core.decision import require
from organisations.access import Access
from plans import rules
from plans.models import EditorSeat, EditStep, Plan

_AGAIN = dt.timedelta(seconds=10)  # a sign of life is written at most this often
_EMPTY = dt.timedelta(minutes=5)
_MOST_TABS = 20  # of one person at one plan


def take_seat(plan: Plan, *, by: Access, tab: UUID, line: UUID | None, at: dt.datetime) -> None:
    """Note that this person has the editor open in this tab, with the cursor in this line."""
    require(rules.can_edit_plan(by, plan))
    if by.user_id is None:
        return
    own = EditorSeat.objects.filter(plan=plan, user_id=by.user_id)
    seat = own.filter(tab=tab).first()
    if seat is not None:
        if seat.line != line or at - seat.seen_at >= _AGAIN:
            own.filter(pk=seat.pk).update(line=line, seen_at=at)
        return
    own.filter(seen_at__lt=at - _EMPTY).delete()
    if own.count() >= _MOST_TABS:
        return
    try:
        with transaction.atomic():
            EditorSeat.objects.create(plan=plan, user_id=by.user_id, tab=tab, line=line, seen_at=at)
    except IntegrityError:  # the same tab's other request sat down in this moment
        return


def forget_editing(*, now: dt.datetime) -> int:
    """Delete steps older than settings.EDIT_STEPS_KEPT_DAYS and empty seats. Returns how many steps."""
    EditorSeat.objects.filter(seen_at__lt=now - dt.timedelta(hours=1)).delete()
    oldest = now - dt.timedelta(days=settings.EDIT_STEPS_KEPT_DAYS)
    gone, _ = EditStep.objects.filter(at__lt=oldest).delete()
    return gone
