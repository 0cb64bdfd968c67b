"""Months, weeks and days of a calendar as somebody looks at them. Pure.

Weeks begin on Monday. A calendar is asked for by one day and what is shown around it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core.days import weekday, written
from work.timing import Standing, Timeliness

FIRST, LAST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
ONE_DAY, ONE_WEEK = dt.timedelta(days=1), dt.timedelta(days=7)

# One or two words for a place where the whole sentence of work.timing has no room.
SHORT_WORDS = {
    Standing.LATE: "Quá hạn",
    Standing.SOON: "Sắp đến hạn",
    Standing.DOING: "Đang làm",
    Standing.CONTINUOUS: "Thường xuyên",
    Standing.COMING: "Chưa đến kỳ",
    Standing.DONE: "Xong",
    Standing.PAST: "Không ghi nhận",
}
LATE_DONE = ", chậm"


def word_of(stands: Timeliness) -> str:
    """How one piece of work stands, the same on the screen and on paper: "Xong, chậm"."""
    return SHORT_WORDS[stands.standing] + (LATE_DONE if stands.standing is Standing.DONE and stands.days else "")


class Zoom(StrEnum):
    """How much is shown; the value stands in the address."""

    MONTH = "thang"
    WEEK = "tuan"
    DAY = "ngay"


@dataclass(frozen=True)
class Period:
    """What is shown: the month, the week or the day of `day`."""

    zoom: Zoom
    day: dt.date

    @property
    def first(self) -> dt.date:
        if self.zoom is Zoom.MONTH:
            return self.day.replace(day=1)
        return self.day - dt.timedelta(days=self.day.weekday()) if self.zoom is Zoom.WEEK else self.day

    @property
    def last(self) -> dt.date:
        if self.zoom is Zoom.MONTH:
            return next_month(self.day) - ONE_DAY
        return self.first + 6 * ONE_DAY if self.zoom is Zoom.WEEK else self.day

    @property
    def days(self) -> list[dt.date]:
        return [self.first + step * ONE_DAY for step in range((self.last - self.first).days + 1)]

    @property
    def before(self) -> Period | None:
        """The one before; None where the calendar ends."""
        return Period(self.zoom, self.first - ONE_DAY) if self.first > FIRST else None

    @property
    def after(self) -> Period | None:
        return Period(self.zoom, self.last + ONE_DAY) if self.last < LAST else None

    @property
    def title(self) -> str:
        if self.zoom is Zoom.MONTH:
            return f"Tháng {self.day.month}/{self.day.year}"
        if self.zoom is Zoom.WEEK:
            return f"Tuần từ {written(self.first)} đến {written(self.last)}"
        name = weekday(self.day)
        return f"{name[0].upper()}{name[1:]}, {written(self.day)}"

    @property
    def weeks(self) -> list[list[dt.date]]:
        """Whole weeks that hold the period: in a month the first and last reach into its neighbours."""
        start = self.first - dt.timedelta(days=self.first.weekday())
        count = (self.last - start).days // 7 + 1
        return [[start + week * ONE_WEEK + step * ONE_DAY for step in range(7)] for week in range(count)]

    def holds(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def next_month(day: dt.date) -> dt.date:
    """The first day of the month after."""
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def period_of(zoom: str, day: str, *, today: dt.date, unasked: Zoom = Zoom.MONTH) -> Period:
    """From the words of an address; what is no view or no day of this century is `unasked` and today."""
    chosen = Zoom(zoom) if zoom in set(Zoom) else unasked
    try:
        wanted = dt.date.fromisoformat(day) if len(day) == 10 else today
    except ValueError:
        wanted = today
    return Period(chosen, wanted if FIRST <= wanted <= LAST else today)
