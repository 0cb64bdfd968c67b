"""Whether work was pressed for on a day."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from work.enums import EntryKind
from work.models import Milestone, WorkEntry


def nudge_of(milestone: Milestone, today: dt.date) -> WorkEntry | None:
    last = milestone.entries.filter(kind=EntryKind.NUDGE).order_by("-at", "-pk").first()
    return last if last is not None and timezone.localdate(last.at) == today else None
