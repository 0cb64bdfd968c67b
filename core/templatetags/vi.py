"""Numbers and days as officers write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django import template
from django.utils import timezone

from core.amounts import written_amount
from core.days import weekday, written

register = template.Library()


@register.filter
def ngay(day: dt.date | dt.datetime | None) -> str:
    """dd/m/yyyy, the month padded only for 1 and 2 (the habit of Nghị định 30/2020)."""
    if day is None:
        return ""
    if isinstance(day, dt.datetime):
        day = timezone.localtime(day).date()
    return written(day)


@register.filter
def thu(day: dt.date) -> str:
    """ "thứ Hai" … "Chủ nhật"."""
    return weekday(day)


@register.filter
def so(value: Decimal | int | None) -> str:
    """ "1.234,5"; blank for none."""
    return written_amount(None if value is None else Decimal(value))


@register.filter
def luc(moment: dt.datetime | None) -> str:
    """hh:mm ngày dd/m/yyyy in Vietnam's time."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{local:%H:%M} ngày {ngay(local.date())}"
