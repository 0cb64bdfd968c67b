"""Both people are told of days away: who is away, and who stands in."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from core.days import written
from notifications.domain.notify import notify
from organisations.access import Access
from organisations.models import Absence
from work.kinds_people import ABSENCE, ABSENCE_ENDED


def absence_changed(absence: Absence, by: Access, at: dt.datetime, ended: bool) -> None:
    """The handler of organisations.domain.absences; whoever entered it is not told of it."""
    organisation = absence.organisation
    days = f"từ {written(absence.first_day)} đến hết {written(absence.last_day)}"
    if not ended:
        away = f"{absence.substitute.full_name} làm thay ông/bà {days}."
        stands_in = f"Ông/bà làm thay {absence.user.full_name} {days}: việc của người nghỉ ở trang Việc của tôi."
    elif absence.never_was:
        away = stands_in = f"Đợt nghỉ của {absence.user.full_name} {days} đã được bỏ."
    else:
        assert absence.back_on is not None
        away = stands_in = f"{absence.user.full_name} làm việc lại từ {written(absence.back_on)}."
    kind = ABSENCE_ENDED if ended else ABSENCE
    key = f"absence-{absence.pk}-{absence.back_on or ''}"
    for user_id, text, page in (
        (absence.user_id, away, "organisations:absences"),
        (absence.substitute_id, stands_in, "organisations:absences" if ended else "work:mine"),
    ):
        if user_id != by.user_id:
            url = reverse(page, kwargs={"org": organisation.code})
            notify(kind=kind, to=[user_id], organisation=organisation, text=text, url=url, key=key, at=at)
