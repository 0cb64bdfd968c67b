"""Days in Vietnamese words. Pure."""

from __future__ import annotations

import datetime as dt
import re

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def written(day: dt.date) -> str:
    """dd/m/yyyy with the day padded and the month padded only for January and February (Nghị định 30/2020)."""
    return f"{day.day:02d}/{written_month(day.month)}/{day.year}"


def written_month(month: int) -> str:
    """01, 02, then 3 … 12."""
    return f"{month:02d}" if month < 3 else str(month)


def weekday(day: dt.date) -> str:
    return WEEKDAYS[day.weekday()]


def parse_day(text: str) -> dt.date | None:
    """ "1/7/2025", "01-07-2025", "01.07.2025" or "2025-07-01" as a day; None when it is none."""
    text = text.strip()
    if found := re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", text):
        day, month, year = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return None
    try:
        return dt.date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None
