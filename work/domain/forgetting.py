"""Who was told of what, when nobody asks any more."""

from __future__ import annotations

import datetime as dt

from work.models import MilestoneReminder

REMINDERS_KEPT = dt.timedelta(days=400)  # a year of work and its closing; no stage that is still spoken of is older


def forget_reminders(*, today: dt.date) -> int:
    """Delete the claims of reminders older than REMINDERS_KEPT. Returns how many."""
    return MilestoneReminder.objects.filter(claimed_on__lt=today - REMINDERS_KEPT).delete()[0]
