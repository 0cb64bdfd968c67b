"""Telling the office that villages answered: one notice an ask and day, however many of them did."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from core.days import written
from notifications.domain.notify import notify
from villages.models import VillageAsk

ANSWERED = "villages.answered"


def tell_answered(ask: VillageAsk, *, at: dt.datetime) -> int:
    """Whoever asked, whoever holds the work, and the person in charge. Returns how many were told now."""
    milestone = ask.milestone
    people = {ask.asked_by_id, milestone.holder_id, milestone.task.person_id} - {None}
    day = timezone.localdate(at)
    return notify(
        kind=ANSWERED,
        to=sorted(person for person in people if person is not None),
        organisation=ask.organisation,
        text=f"Có thôn trả lời ngày {written(day)}: {ask}",
        url=ask.get_absolute_url(),
        key=f"{ANSWERED}:{ask.pk}:{day.isoformat()}",
        at=at,
    )
