"""Numbers and days as officers write them."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def ngay(day: dt.date | dt.datetime | None) -> str:
    """dd/m/yyyy, the month padded only for 1 and 2 (the habit of Nghị định 30/2020)."""
    if day is None:
        return ""
    if isinstance(day, dt.datetime):
        day = timezone.localtime(day).date()
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


@register.filter
def luc(moment: dt.datetime | None) -> str:
    """hh:mm ngày dd/m/yyyy in Vietnam's time."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{local:%H:%M} ngày {ngay(local.date())}"
