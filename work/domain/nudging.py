"""Đôn đốc: a leader presses for late work, at most once a day."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from audit.record import record
from core.decision import require
from core.exceptions import DomainError
from core.text import squeeze
from organisations.access import Access
from work.domain.days import milestone_now
from work.domain.entries import said_before, say
from work.domain.telling import tell_nudged
from work.enums import EntryKind
from work.models import Milestone, WorkEntry
from work.queries.nudges import nudge_of
from work.queries.parties import duties_of
from work.rules_nudging import can_nudge


@transaction.atomic
def nudge(
    milestone: Milestone, *, by: Access, at: dt.datetime, note: str = "", key: uuid.UUID | None = None
) -> WorkEntry:
    """Tell those who do it at once that it is pressed for, and keep it in the history.

    Raises DomainError when it was pressed for today already, or when nobody but the asker does it.
    """
    milestone = milestone_now(milestone)
    if before := said_before(key, by=by):
        return before
    today = timezone.localdate(at)
    require(can_nudge(by, milestone, duties_of(milestone.task), today))
    if earlier := nudge_of(milestone, today):
        raise DomainError(
            f"{earlier.by_name} đã đôn đốc việc này hôm nay. Mỗi việc đôn đốc nhiều nhất một lần một ngày."
        )
    entry = say(milestone, EntryKind.NUDGE, by=by, at=at, key=key, note=note)
    if not tell_nudged(milestone, entry, by=by):
        raise DomainError("Chính ông/bà đang giữ việc này, không có ai khác để đôn đốc.")
    record("Đôn đốc", milestone, by=by, note=squeeze(note)[:300])
    return entry
