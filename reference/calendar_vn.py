"""The public holidays of Vietnam as the maintained library `holidays` knows them. Pure.

It computes those of the lunar calendar, makes up for those that fall on a weekend (Bộ luật Lao động 45/2019/QH14,
Điều 111 khoản 3) and carries the swapped days that were announced when it was released. What was announced later is
reference.SpecialDay.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.days import written
from core.workdays import WorkCalendar


class DayKind(StrEnum):
    """What a day is in the calendar of the offices. ORDINARY: as its day of the week says, whatever was known."""

    OFF = "off"
    WORK = "work"
    ORDINARY = "ordinary"


@dataclass(frozen=True, order=True)
class KnownDay:
    """A day that is not what its day of the week says, and how it is called."""

    day: dt.date
    kind: DayKind
    name: str


_WRITTEN = re.compile(r"(\d{2})/(\d{2})/(\d{4})")


@lru_cache(maxsize=128)
def known_days(year: int) -> tuple[KnownDay, ...]:
    """Holidays and worked weekend days of one year, in order."""
    import holidays  # a third of a second to read: only where days are counted

    table = holidays.country_holidays("VN", years=year, language="vi")
    days = [KnownDay(day, DayKind.OFF, _shortened(name)) for day, name in table.items() if day.year == year]
    given_up_for = {_date_in(name): day for day, name in table.items()}
    for day in table.weekend_workdays:
        if day.year == year:
            reason = given_up_for.get(day)
            name = f"Làm bù cho ngày nghỉ {written(reason)}" if reason else "Ngày làm bù"
            days.append(KnownDay(day, DayKind.WORK, name))
    return tuple(sorted(days))


def calendar_of(years: Iterable[int], special: Iterable[tuple[dt.date, DayKind]] = ()) -> WorkCalendar:
    """The working days of these years; `special` days stand above what the library knows."""
    days = {each.day: each.kind for year in years for each in known_days(year)}
    days.update(special)
    return WorkCalendar(
        off=frozenset(day for day, kind in days.items() if kind == DayKind.OFF),
        on=frozenset(day for day, kind in days.items() if kind == DayKind.WORK),
    )


def _date_in(name: str) -> dt.date | None:
    """The day for which one is off: "Ngày nghỉ (thay cho ngày 04/05/2024)"."""
    found = _WRITTEN.search(name)
    return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else None


def _shortened(name: str) -> str:
    """A name with the day in it written as offices write it."""
    day = _date_in(name)
    return _WRITTEN.sub(written(day), name) if day else name
