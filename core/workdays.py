"""Working days: which days count, and on which day a term ends. Pure; the days off are given.

A term does not count the day it starts from, and one whose last day is a day off ends at the end of the next working
day (Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2, Điều 148 khoản 5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

_SATURDAY = 5
_ONE = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """`off`: days off that are no weekend (or are, too); `on`: weekend days on which one works (ngày làm bù).

    A day in both is worked. Without any it is Monday to Friday. Beyond the years whose days it was given it knows
    weekends alone, so the caller asks for the years a term can reach.
    """

    off: frozenset[date] = field(default_factory=frozenset)
    on: frozenset[date] = field(default_factory=frozenset)

    def is_working(self, day: date) -> bool:
        if day in self.on:
            return True
        return day.weekday() < _SATURDAY and day not in self.off

    def next_working(self, day: date) -> date:
        """The day itself when it is worked, else the first worked day after it."""
        while not self.is_working(day):
            day += _ONE
        return day

    def last_working(self, day: date) -> date:
        """The day itself when it is worked, else the last worked day before it."""
        while not self.is_working(day):
            day -= _ONE
        return day

    def after(self, start: date, days: int) -> date:
        """The last day of a term of so many working days from `start`, which is not counted.

        0 days end on `start`, or on the next working day. Raises ValueError for a negative number and OverflowError
        beyond the calendar.
        """
        return self._count(start, days, _ONE, self.next_working)

    def before(self, end: date, days: int) -> date:
        """The day so many working days before `end`: of two worked days, `after` leads from it back to `end`."""
        return self._count(end, days, -_ONE, self.last_working)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` lies before `start`."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))

    def _count(self, day: date, days: int, step: timedelta, settle: Callable[[date], date]) -> date:
        if days < 0:
            raise ValueError("số ngày làm việc không thể âm")
        if days == 0:
            return settle(day)
        for _ in range(days):
            day = settle(day + step)
        return day
