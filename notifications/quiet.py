"""Hours in which nobody is disturbed, and the hour of the morning e-mail. Pure; times are of the portal's zone."""

from __future__ import annotations

import datetime as dt


def is_quiet(at: dt.time, *, start: dt.time, end: dt.time) -> bool:
    """Between start and end, which may lie on the next day; equal ones mean that no hour is quiet."""
    if start == end:
        return False
    if start < end:
        return start <= at < end
    return at >= start or at < end


def first_loud(at: dt.datetime, *, start: dt.time, end: dt.time) -> dt.datetime:
    """`at` itself, or the end of the quiet hours it falls into."""
    if not is_quiet(at.timetz().replace(tzinfo=None), start=start, end=end):
        return at
    day = at.date() if at.time() < end else at.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, end, tzinfo=at.tzinfo)


def hour_of_day(at: dt.datetime, hour: int) -> dt.datetime:
    """That hour of the same day."""
    return at.replace(hour=hour, minute=0, second=0, microsecond=0)
