"""What need not be told any more: the work is done, the result judged, the request answered."""

from __future__ import annotations

import datetime as dt

from notifications.domain.settle import settle
from work.kinds_people import EXTENSION_ASKED
from work.models import Milestone, MilestoneReminder
from work.notices import NUDGED, RETURNED, WAITING, morning_keys


def settle_done(milestone: Milestone, *, at: dt.datetime) -> None:
    """It is done: nobody is to be reminded, pressed or sent back to it, and it needs no more time."""
    _settle(milestone, at, RETURNED, NUDGED, EXTENSION_ASKED, reminders=True)


def settle_judged(milestone: Milestone, *, at: dt.datetime) -> None:
    """Its result was accepted or sent back: no leader has to look at it."""
    _settle(milestone, at, WAITING)


def settle_asked(milestone: Milestone, *, at: dt.datetime) -> None:
    """The request for more time was answered or taken back."""
    _settle(milestone, at, EXTENSION_ASKED)


def settle_reminders(milestone: Milestone, *, at: dt.datetime) -> None:
    """Its day was moved: what was said of the old one does not hold."""
    _settle(milestone, at, reminders=True)


def _settle(milestone: Milestone, at: dt.datetime, *kinds: str, reminders: bool = False) -> None:
    """The lines about it in the reminders of each day are found by the claims; those notices are one a day."""
    keys: list[tuple[str, str]] = []
    if reminders:
        days = MilestoneReminder.objects.filter(
            milestone=milestone, organisation=milestone.organisation_id, noticed_on__isnull=False
        )
        noticed = days.order_by().values_list("noticed_on", flat=True).distinct()
        keys = morning_keys(milestone.organisation_id, [day for day in noticed if day is not None])
    if kinds or keys:
        settle(organisation=milestone.organisation, pages=[milestone.get_absolute_url()], kinds=kinds, keys=keys, at=at)
