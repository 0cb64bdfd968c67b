"""Months, quarters, halves and years in two calendars. Pure.

CIVIL is that of the wall. REPORTING is that of administrative reports, whose periods close on the 14th: quarter I of
a year is 15/12 of the year before to 14/3, the year 15/12 to 14/12 (Nghị định 09/2019/NĐ-CP, Điều 12; "9 tháng" by
the same rule). A period is named by a short code that stands in addresses and rows: "2026-q1", "2026-t03.bc".
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.text import roman

CUT_OFF = 14  # the last day of a reporting period in its last month
FIRST_YEAR, LAST_YEAR = 1950, 2100


class Calendar(StrEnum):
    CIVIL = "duong"
    REPORTING = "bao-cao"


class Span(StrEnum):
    """Kinds of periods, by the letter of their code."""

    MONTH = "t"
    QUARTER = "q"
    HALF = "n"
    NINE_MONTHS = "9t"
    YEAR = "nam"


_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.NINE_MONTHS: 9, Span.YEAR: 12}
_CODE = re.compile(r"(\d{4})(?:-(?:t(0[1-9]|1[0-2])|q([1-4])|n([12])|(9t)))?(\.bc)?", re.ASCII)


@dataclass(frozen=True)
class Period:
    """`number` counts from 1 within the year; 1 for nine months and for the year itself."""

    span: Span
    year: int
    number: int = 1
    calendar: Calendar = Calendar.CIVIL

    @property
    def _last_month(self) -> int:
        return _MONTHS[self.span] * self.number

    @property
    def start(self) -> dt.date:
        before = self._last_month - _MONTHS[self.span]  # months of the year before it begins
        if self.calendar is Calendar.CIVIL:
            return dt.date(self.year, before + 1, 1)
        return dt.date(self.year, before, CUT_OFF + 1) if before else dt.date(self.year - 1, 12, CUT_OFF + 1)

    @property
    def end(self) -> dt.date:
        month = self._last_month
        if self.calendar is Calendar.REPORTING:
            return dt.date(self.year, month, CUT_OFF)
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def code(self) -> str:
        part = {
            Span.MONTH: f"-t{self.number:02d}",
            Span.QUARTER: f"-q{self.number}",
            Span.HALF: f"-n{self.number}",
            Span.NINE_MONTHS: "-9t",
            Span.YEAR: "",
        }[self.span]
        return f"{self.year}{part}{'.bc' if self.calendar is Calendar.REPORTING else ''}"

    @property
    def label(self) -> str:
        """ "quý I/2026", "6 tháng đầu năm 2026"."""
        match self.span:
            case Span.MONTH:
                return f"tháng {self.number}/{self.year}"
            case Span.QUARTER:
                return f"quý {roman(self.number)}/{self.year}"
            case Span.HALF:
                return f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
            case Span.NINE_MONTHS:
                return f"9 tháng năm {self.year}"
        return f"năm {self.year}"

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.label


def period_of(day: dt.date, span: Span, calendar_: Calendar = Calendar.CIVIL) -> Period:
    """The period of this kind in which a day lies; of "9 tháng", which leave a gap, that of the day's year."""
    if calendar_ is Calendar.REPORTING and day.day > CUT_OFF:
        month, year = (1, day.year + 1) if day.month == 12 else (day.month + 1, day.year)
    else:
        month, year = day.month, day.year
    number = 1 if span in (Span.NINE_MONTHS, Span.YEAR) else (month - 1) // _MONTHS[span] + 1
    return Period(span, year, number, calendar_)


def read_period(code: str) -> Period | None:
    """A period by its code; None for what is none, or lies in no year one plans in."""
    found = _CODE.fullmatch(code)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    year, calendar_ = int(found[1]), Calendar.REPORTING if found[6] else Calendar.CIVIL
    for span, number in ((Span.MONTH, found[2]), (Span.QUARTER, found[3]), (Span.HALF, found[4])):
        if number:
            return Period(span, year, int(number), calendar_)
    return Period(Span.NINE_MONTHS if found[5] else Span.YEAR, year, 1, calendar_)


def periods_in(year: int, span: Span, calendar_: Calendar = Calendar.CIVIL) -> Iterator[Period]:
    """The periods of this kind in one year, in order; together they are the year, but for "9 tháng"."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return
    times = 1 if span in (Span.NINE_MONTHS, Span.YEAR) else 12 // _MONTHS[span]
    for number in range(1, times + 1):
        yield Period(span, year, number, calendar_)
