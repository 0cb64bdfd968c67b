"""Calendar arithmetic in whole days: months, quarters, working days, and dates as Nghị định 30/2020 writes them."""

from __future__ import annotations

import calendar
from collections.abc import Collection
from datetime import MAXYEAR, MINYEAR, date, timedelta

from core.days import written, written_month

__all__ = [
    "add_months",
    "add_working_days",
    "day_or_none",
    "month_end",
    "months_span",
    "quarter_span",
    "shift",
    "written",
    "written_month",
]


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def months_span(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of month ``first`` and last day of month ``last`` of one year."""
    return date(year, first, 1), month_end(year, last)


def quarter_span(year: int, quarter: int) -> tuple[date, date]:
    """First and last day of quarter 1–4."""
    return months_span(year, quarter * 3 - 2, quarter * 3)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day (31/02, tháng 13)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift(day: date, days: int) -> date | None:
    """``days`` calendar days later (earlier if negative); None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """Same day number ``months`` later, or the last day of a shorter month (Bộ luật Dân sự 2015, Điều 148)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_working_days(day: date, count: int, holidays: Collection[date] = frozenset()) -> date | None:
    """The ``count``-th working day after ``day`` (before it if negative); the first day itself is not counted.

    Working days are Monday to Friday. Public holidays differ from year to year and are not known here: the caller
    passes them, or accepts that the answer may fall one or more days early around Tết and 30/4.
    """
    step = 1 if count > 0 else -1
    left = abs(count)
    current: date | None = day
    while left and current is not None:
        current = shift(current, step)
        if current is not None and current.weekday() < 5 and current not in holidays:
            left -= 1
    return current
