"""Fills the dates of a demo plan: `{d-12}` in its text is a working day twelve days before the first start.

Words in braces, all optional:

    {d-12} {d+5}    a working day relative to the first start, "09/11/2026"
    {m+0} {m+1}     a month relative to it, "11/2026"
    {q-1} {q+0}     a quarter relative to it, "IV/2026"
    {year} {year-1} the plan's year
    {issued}        the date of issue in words, with blanks while the plan is a draft
    anything else   a value of the story ("number", "name" …)

Relative dates never leave the time between the plan's issue and its end, so that a plan of this
year names no deadline of the next one.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from core.text import roman
from documents.official import n30_date

_WORD = re.compile(r"\{([A-Za-z_]+)([+-]\d+)?\}")
_ALWAYS = dt.date.max


def working_day(day: dt.date) -> dt.date:
    """The day itself, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def short_date(day: dt.date) -> str:
    """Day padded, month padded only for 1 and 2, as dates are written inside a text: "05/3/2026", "05/02/2026"."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


@dataclass(frozen=True)
class Wording:
    """The words of one plan: `today` is the first start, `issued` its date, `until` the last day it plans for."""

    today: dt.date
    issued: dt.date
    year: int
    until: dt.date = _ALWAYS
    is_draft: bool = False
    values: dict[str, str] = field(default_factory=dict)

    def fill(self, text: str) -> str:
        """The text with every word in braces replaced; an unknown word is a KeyError."""
        return _WORD.sub(self._word, text)

    def _word(self, found: re.Match[str]) -> str:
        name, offset = found[1], int(found[2] or 0)
        match name:
            case "d":
                return short_date(self._day(offset))
            case "m":
                day = self._clamp(_add_months(self.today, offset))
                return f"{day.month}/{day.year}"
            case "q":
                day = self._clamp(_add_months(self.today, 3 * offset))
                return f"{roman((day.month + 2) // 3)}/{day.year}"
            case "year":
                return str(self.year + offset)
            case "issued":
                return f"ngày tháng năm {self.issued.year}" if self.is_draft else n30_date(self.issued)
            case _:
                return self.values[name]

    def _day(self, offset: int) -> dt.date:
        return working_day(self._clamp(self.today + dt.timedelta(days=offset), margin=5))

    def _clamp(self, day: dt.date, *, margin: int = 0) -> dt.date:
        return min(max(day, self.issued + dt.timedelta(days=margin)), self.until)


def _add_months(day: dt.date, months: int) -> dt.date:
    """The 15th of the month so many months away: only month and year are meant."""
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 15)
