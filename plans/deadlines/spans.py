"""The results a deadline asks for, one by one: from when, until when, and how the period is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from core.text import roman
from core.workdays import WorkCalendar
from plans.deadlines.dates import month_end, shift, written, written_month
from plans.deadlines.rule import DeadlineKind, DeadlineRule
from plans.deadlines.schedule import checkpoints, due_dates
from plans.deadlines.wording import label

_QUARTER_ENDS = {3, 6, 9, 12}


@dataclass(frozen=True, slots=True)
class Window:
    """One result: ``start`` is the first day it is worked on, ``due`` the last one.

    ``label`` names the period ("quý II/2024"); it is blank for a bare day, and does not change when days off move
    ``due``.
    """

    start: date
    due: date
    label: str = ""


def windows(
    rule: DeadlineRule, *, plan_year: int, issued_on: date, until: date, calendar: WorkCalendar | None = None
) -> list[Window]:
    """A window for each due day (``due_dates``), in order; a recurring result follows upon the one before."""
    days = due_dates(rule, plan_year=plan_year, issued_on=issued_on, until=until, calendar=calendar)
    first = max(issued_on, rule.start) if rule.start else issued_on
    if rule.repeats and rule.periods:
        starts = {end: start for start, end in rule.periods}
        return [Window(max(starts[day], issued_on), day, span_name(starts[day], day)) for day in days]
    return _following(first, [(day, _name(rule, day)) for day in days])


def checkpoint_windows(rule: DeadlineRule, *, plan_year: int, issued_on: date, until: date) -> list[Window]:
    """The periods of continuous work, at whose ends (``checkpoints``) a note is asked for."""
    days = checkpoints(rule, plan_year=plan_year, issued_on=issued_on, until=until)
    first = max(issued_on, rule.start) if rule.start else issued_on
    return _following(first, [(day, _quarter_or_day(day)) for day in days])


def _following(first: date, named: list[tuple[date, str]]) -> list[Window]:
    out: list[Window] = []
    for day, name in named:
        start = (shift(out[-1].due, 1) or day) if out else first
        out.append(Window(min(start, day), day, name))
    return out


def _name(rule: DeadlineRule, day: date) -> str:
    if rule.kind is DeadlineKind.RECURRING:
        return _recurring_name(rule.rrule or "", day)
    if rule.term is not None:
        return label(rule) if rule.term.start is None else ""
    if rule.kind is DeadlineKind.DATE:
        return ""
    if rule.end is None:
        return f"năm {day.year}"
    return span_name(rule.start, day) if rule.start else ""


def _recurring_name(rrule: str, day: date) -> str:
    parts = [dict(term.split("=", 1) for term in part.strip().split(";") if "=" in term) for part in rrule.split("|")]
    if all(part.get("FREQ") == "WEEKLY" for part in parts):
        monday = day - timedelta(days=day.weekday())
        return f"tuần {_span(monday, monday + timedelta(days=6))}"
    months = {month for part in parts for month in _months(part)}
    if len(months) == 1:
        return f"năm {day.year}"
    if months == {6, 12}:
        return span_name(date(day.year, 1, 1), date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31))
    if months == _QUARTER_ENDS:
        return f"quý {roman((day.month + 2) // 3)}/{day.year}"
    return f"tháng {written_month(day.month)}/{day.year}"


def _months(part: dict[str, str]) -> list[int]:
    if "BYMONTH" in part:
        return [int(month) for month in part["BYMONTH"].split(",")]
    interval = int(part.get("INTERVAL", "1"))
    if part.get("FREQ") == "MONTHLY":
        return [month for month in range(1, 13) if month % interval == 0] or [12]
    return [12] if part.get("FREQ") == "YEARLY" else list(range(1, 13))


def _quarter_or_day(day: date) -> str:
    if day.month in _QUARTER_ENDS and day == month_end(day.year, day.month):
        return f"quý {roman(day.month // 3)}/{day.year}"
    return f"đến {written(day)}"


_SPANS = {
    (1, 12): "năm {year}",
    (1, 6): "6 tháng đầu năm {year}",
    (7, 12): "6 tháng cuối năm {year}",
    (1, 9): "9 tháng đầu năm {year}",
    (4, 12): "9 tháng cuối năm {year}",
}


def span_name(first: date, last: date) -> str:
    """A period in the words of plans: "quý II–III/2024", "6 tháng đầu năm 2024", "tháng 5/2024", "10/6–20/6/2024"."""
    whole = first.day == 1 and last == month_end(last.year, last.month)
    if not whole or (first.year != last.year and (first.month, last.month) != (1, 12)):
        return _span(first, last)
    if first.year != last.year:
        return f"giai đoạn {first.year}–{last.year}"
    months = (first.month, last.month)
    if months in _SPANS:
        return _SPANS[months].format(year=first.year)
    if first.month % 3 == 1 and last.month % 3 == 0:
        quarters = [roman((month + 2) // 3) for month in months]
        return f"quý {'–'.join(dict.fromkeys(quarters))}/{first.year}"
    return f"tháng {'–'.join(dict.fromkeys(written_month(month) for month in months))}/{first.year}"


def _span(first: date, last: date) -> str:
    if first == last:
        return written(last)
    short = f"{first.day:02d}/{written_month(first.month)}" if first.year == last.year else written(first)
    return f"{short}–{written(last)}"
