"""Days in Vietnamese words. Pure."""

from __future__ import annotations

import datetime as dt

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def written(day: dt.date) -> str:
    """dd/m/yyyy with the day padded and the month padded only for January and February (Nghị định 30/2020)."""
    return f"{day.day:02d}/{written_month(day.month)}/{day.year}"


def written_month(month: int) -> str:
    """01, 02, then 3 … 12."""
    return f"{month:02d}" if month < 3 else str(month)


def weekday(day: dt.date) -> str:
    return WEEKDAYS[day.weekday()]
