"""Which days are worked, and what the page of days off shows. Reads only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from core.workdays import WorkCalendar
from reference.calendar_vn import DayKind, calendar_of, known_days
from reference.models import SpecialDay
from reference.models.calendar import KINDS

FIRST_YEAR, LAST_YEAR = 2000, 2100


def work_calendar(first: dt.date, last: dt.date) -> WorkCalendar:
    """The working days between two days, whole years; one query."""
    special = SpecialDay.objects.filter(day__year__gte=first.year, day__year__lte=last.year)
    days = [(day, DayKind(kind)) for day, kind in special.values_list("day", "kind")]
    return calendar_of(range(first.year, last.year + 1), days)


@dataclass(frozen=True)
class ShownDay:
    """A line of the page: what holds, and what it stands for. `special` is blank where the library says so."""

    day: dt.date
    kind: DayKind
    name: str
    special: SpecialDay | None
    instead_of: str = ""

    @property
    def label(self) -> str:
        return KINDS[self.kind]


@dataclass(frozen=True)
class YearOfDays:
    year: int
    days: list[ShownDay]
    working_days: int


def year_of_days(year: int) -> YearOfDays:
    """Every day of the year that is not what its day of the week says, in order; one query."""
    special = {each.day: each for each in SpecialDay.objects.filter(day__year=year)}
    known = {each.day: each for each in known_days(year)}
    days = []
    for day in sorted({*special, *known}):
        if mine := special.get(day):
            instead_of = known[day].name if day in known else ""
            days.append(ShownDay(day, DayKind(mine.kind), mine.name, mine, instead_of))
        else:
            days.append(ShownDay(day, known[day].kind, known[day].name, None))
    calendar = calendar_of([year], [(day, DayKind(each.kind)) for day, each in special.items()])
    worked = calendar.between(dt.date(year - 1, 12, 31), dt.date(year, 12, 31))
    return YearOfDays(year, days, worked)
