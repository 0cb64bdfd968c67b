"""What falls due on which day: a few of each day and how many there are, in a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from organisations.access import Access
from reference.queries_calendar import ShownDay, work_calendar, year_of_days
from work.calendar_grid import Period, word_of
from work.models import Milestone
from work.models.milestone import MilestoneQuerySet
from work.queries.mine import Asked, Item, items_among
from work.queries.parties import led_by

MINE, OFFICE = "", "don-vi"


@dataclass(frozen=True)
class Whose:
    """Whose calendar: one's own, of a unit that leads, or of the whole office."""

    mine: bool = True
    unit: int | None = None
    plan: int | None = None


@dataclass(frozen=True)
class ShownItem:
    """A piece of work in a narrow place. `word` says how it stands, so that the colour need not."""

    id: int
    title: str
    notation: str
    word: str
    tone: str
    url: str


@dataclass
class DueDay:
    """One day: how many fall due, and the ids of those that are shown. `name` of a day off or worked instead."""

    day: dt.date
    count: int = 0
    ids: list[int] = field(default_factory=list)
    items: list[ShownItem] = field(default_factory=list)
    working: bool = True
    name: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.ids)


def due_days(access: Access, whose: Whose, period: Period, today: dt.date, *, most: int) -> dict[dt.date, DueDay]:
    """Every day of the period, with at most so many of its work: the late first, then as in the lists."""
    days = {day: DueDay(day) for day in period.days}
    if whose.mine:
        _fill_mine(days, access, whose, period, today, most)
    else:
        _fill_office(days, access, whose, period, today, most)
    _mark_days_off(days, period)
    return days


def day_facts(period: Period) -> DueDay:
    """Whether the one day of the period is worked, and its name; nothing of the work."""
    days = {period.day: DueDay(period.day)}
    _mark_days_off(days, period)
    return days[period.day]


def due_between(access: Access, whose: Whose, period: Period) -> MilestoneQuerySet:
    """Of the office or a unit, whatever became of it."""
    # What is open and what is done stand in indexes of their own; told apart, each is read along its own.
    within = Q(organisation=access.organisation, due_on__range=(period.first, period.last))
    found = within & Q(completed_on__isnull=True) | within & Q(completed_on__isnull=False)
    rows = Milestone.objects.filter(found).live()
    if whose.unit:
        rows = rows.filter(led_by(whose.unit))
    if whose.plan:
        rows = rows.filter(plan=whose.plan)
    return rows


def mine_between(access: Access, whose: Whose, period: Period, today: dt.date) -> list[Item]:
    among = Milestone.objects.filter(due_on__range=(period.first, period.last))
    return sorted(items_among(access, Asked(plan=whose.plan), today, among), key=lambda item: item.place)


def ids_of_day(access: Access, whose: Whose, day: Period, today: dt.date) -> Any:
    """Everything of one day to be paged, in the order of the lists: a list or a query of ids."""
    if whose.mine:
        return [item.id for item in mine_between(access, whose, day, today)]
    return due_between(access, whose, day).in_list_order(today).values_list("pk", flat=True)


def _fill_mine(
    days: dict[dt.date, DueDay], access: Access, whose: Whose, period: Period, today: dt.date, most: int
) -> None:
    for item in mine_between(access, whose, period, today):
        day = days[item.due_on]
        day.count += 1
        if len(day.ids) < most:
            day.ids.append(item.id)


def _fill_office(
    days: dict[dt.date, DueDay], access: Access, whose: Whose, period: Period, today: dt.date, most: int
) -> None:
    rows = due_between(access, whose, period).order_by()
    for day, count in rows.values_list("due_on").annotate(number=Count("pk")):
        days[day].count = count
    place = Window(RowNumber(), partition_by=F("due_on"), order_by=[F("rank").asc(), F("pk").asc()])
    shown = rows.with_standing(today).annotate(place=place).filter(place__lte=most).order_by("due_on", "place")
    for day, pk in shown.values_list("due_on", "pk"):
        days[day].ids.append(pk)


def _mark_days_off(days: dict[dt.date, DueDay], period: Period) -> None:
    calendar = work_calendar(period.first, period.last)
    named: dict[dt.date, ShownDay] = {}
    for year in {period.first.year, period.last.year}:
        named |= {each.day: each for each in year_of_days(year).days}
    for day, shown in days.items():
        shown.working = calendar.is_working(day)
        if day in named:
            shown.name = f"{named[day].label if shown.working else 'Nghỉ'}: {named[day].name}"


def put_items(days: Iterable[DueDay], access: Access, today: dt.date) -> None:
    """The few words of each shown piece of work; one query."""
    assert access.organisation is not None
    wanted = [pk for day in days for pk in day.ids]
    rows = Milestone.objects.filter(pk__in=wanted).select_related("task", "plan")
    rows = rows.only(
        "kind", "label", "start", "due_on", "completed_on", "task__text", "plan__number", "plan__symbol", "plan__title"
    )
    known = {row.pk: row for row in rows}
    by_id: dict[int, ShownItem] = {}
    for pk, row in known.items():
        stands = row.timeliness(today)
        url = reverse("work:milestone", kwargs={"org": access.organisation.code, "milestone_id": pk})
        by_id[pk] = ShownItem(pk, row.task.text, row.plan.notation, word_of(stands), stands.tone, url)
    for day in days:
        day.items = [by_id[pk] for pk in day.ids if pk in by_id]
