"""A link is sent around and may fall into any hands: what comes through it is counted before it costs anything."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from core.exceptions import DomainError
from organisations.models import AccessToken
from villages.models import VillageSendings

MOST_AN_HOUR = 120  # of one link, the refused ones too: a bad line sends again every half minute
_HOUR = dt.timedelta(hours=1)


def count_sending(token: AccessToken, *, at: dt.datetime) -> None:
    """Called before anything of the sending is read, in a transaction of its own: a refused one stays counted.

    Raises DomainError when there were too many within the hour.
    """
    with transaction.atomic():
        row, _ = VillageSendings.objects.get_or_create(token=token, defaults={"since": at})
        mine = VillageSendings.objects.filter(pk=row.pk)
        mine.filter(since__lte=at - _HOUR).update(since=at, number=0)
        mine.update(number=F("number") + 1)
        number = mine.values_list("number", flat=True).get()
    if number > MOST_AN_HOUR:
        raise DomainError(
            "Đường dẫn này gửi quá nhiều lần trong một giờ. Xin chờ một giờ rồi gửi lại, hoặc gọi cho xã."
        )
