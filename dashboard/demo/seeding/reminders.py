"""The reminders of the last days, as the portal would have made them: for the bell and the morning e-mail."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from work.domain.reminders import remind
from work.models import ReminderRun

DAYS = 4  # before today; days off among them bring nothing
SIX = dt.time(6)


def seed_reminders(today: dt.date) -> int:
    """Only in a portal in which no morning was ever finished; returns how many were told."""
    if ReminderRun.objects.exists():
        return 0
    told = 0
    for back in range(DAYS, -1, -1):
        day = today - dt.timedelta(days=back)
        told += remind(today=day, at=timezone.make_aware(dt.datetime.combine(day, SIX))).notices
    return told
