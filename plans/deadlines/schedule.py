"""Due days of a rule: the days on which a person must have finished, and the days on which progress is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from core.workdays import WorkCalendar
from plans.deadlines.dates import add_months, add_working_days, month_end, shift
from plans.deadlines.rule import DeadlineKind, DeadlineRule, Term, TermUnit

_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_FRIDAY = 4


def last_day(rule: DeadlineRule) -> date | None:
    """The last day on which a dated rule is kept: ``end``, or the day before it for "trước ngày D"."""
    if rule.end is None:
        return None
    return (shift(rule.end, -1) or rule.end) if rule.exclusive else rule.end


def term_day(term: Term, start: date, calendar: WorkCalendar | None = None) -> date | None:
    """The last day of a term counted from ``start``, which is not counted; None beyond the calendar.

    Without ``calendar`` Monday to Friday are worked and the last day stays where it falls. With one, a term that ends
    on a day off ends on the next working day (Bộ luật Dân sự 2015, Điều 148 khoản 5).
    """
    if term.unit is TermUnit.WORKING_DAY:
        if calendar is None:
            return add_working_days(start, term.count)
        try:
            return calendar.after(start, term.count) if term.count >= 0 else calendar.before(start, -term.count)
        except OverflowError:
            return None
    last = add_months(start, term.count) if term.unit is TermUnit.MONTH else shift(start, term.count)
    if last is None or calendar is None or term.count < 0:
        return last
    return calendar.next_working(last)


def follows_calendar(rule: DeadlineRule) -> bool:
    """Whether days off can move the due days of this rule."""
    return rule.term is not None or "BYSETPOS" in (rule.rrule or "")


def settled(rule: DeadlineRule, calendar: WorkCalendar) -> DeadlineRule:
    """The rule with the last day of a term from a named day as this calendar counts it; others are as they were."""
    if rule.term is None or rule.term.start is None:
        return rule
    return replace(rule, end=term_day(rule.term, rule.term.start, calendar) or rule.end)


def due_dates(
    rule: DeadlineRule,
    *,
    plan_year: int | None,
    issued_on: date | None = None,
    until: date,
    calendar: WorkCalendar | None = None,
) -> list[date]:
    """The due days up to ``until`` (included), in order; none before ``issued_on``.

    A dated rule gives its last day, or one per period when ``repeats`` is True. A range without an end is reviewed on
    31/12 of each year. A recurrence starts with the plan's year (or its own bounds, or ``issued_on``) and gives each
    occurrence; "hằng ngày" has no due days. Continuous and open rules have none: see ``checkpoints``; but a term
    counted from the issue of the plan has one as soon as there is ``issued_on``. ``calendar`` knows the days off
    (``term_day``); without it weekends alone are off.
    """
    if rule.term and (rule.end is None or calendar):
        return _of_term(rule.term, issued_on, until, calendar)
    if rule.kind in (DeadlineKind.CONTINUOUS, DeadlineKind.OPEN):
        return []
    if rule.kind is DeadlineKind.RECURRING:
        days = _occurrences(rule, plan_year, issued_on, until, calendar)
    elif rule.repeats and rule.periods:
        days = [end for _, end in rule.periods]
    elif rule.end is not None:
        days = [last_day(rule) or rule.end]
    elif rule.start is not None:
        first = max(rule.start, issued_on or rule.start)
        days = [date(year, 12, 31) for year in range(first.year, until.year + 1)]
    else:
        days = []
    return sorted({d for d in days if d <= until and (issued_on is None or d >= issued_on)})


def checkpoints(rule: DeadlineRule, *, plan_year: int | None, issued_on: date | None = None, until: date) -> list[date]:
    """Days on which progress of continuous work is asked for, never "late": the quarter ends, and the last day."""
    daily = rule.kind is DeadlineKind.RECURRING and "FREQ=DAILY" in (rule.rrule or "")
    if rule.kind is not DeadlineKind.CONTINUOUS and not daily:
        return []
    bounds = [d for d in (rule.start, issued_on) if d]
    if not bounds:
        if plan_year is None:
            return []
        bounds = [date(plan_year, 1, 1)]
    first, last = max(bounds), min(rule.end or until, until)
    days = {month_end(y, m) for y in range(first.year, last.year + 1) for m in (3, 6, 9, 12)}
    if rule.end and rule.end <= until:
        days.add(rule.end)
    return sorted(d for d in days if first <= d <= last)


def _of_term(term: Term, issued_on: date | None, until: date, calendar: WorkCalendar | None) -> list[date]:
    start = term.start or (issued_on if term.from_issue else None)
    day = term_day(term, start, calendar) if start else None
    return [day] if day and day <= until and (issued_on is None or day >= issued_on) else []


def _occurrences(
    rule: DeadlineRule, plan_year: int | None, issued_on: date | None, until: date, calendar: WorkCalendar | None
) -> list[date]:
    first = rule.start or (date(plan_year, 1, 1) if plan_year else issued_on)
    if first is None:
        return []
    last = min(rule.end or until, until)
    out: list[date] = []
    for part in (rule.rrule or "").split("|"):
        terms = dict(term.split("=", 1) for term in part.strip().split(";") if "=" in term)
        for day in _days_of(terms, first, shift(last, 1) or last, calendar):
            due = shift(day, -1) if rule.exclusive else day
            if due is not None and first <= due <= last:
                out.append(due)
    return out


def _days_of(terms: dict[str, str], first: date, last: date, calendar: WorkCalendar | None) -> Iterator[date]:
    """Days of one rule between two days. Only the terms that this package writes are understood."""
    freq, interval = terms.get("FREQ"), int(terms.get("INTERVAL", "1"))
    if freq == "WEEKLY":
        yield from _weekly(terms.get("BYDAY"), interval, first, last)
    elif freq == "MONTHLY":
        # Periods follow the calendar: INTERVAL=3 ends in March, June, September, December.
        months = [m for m in range(1, 13) if m % interval == 0] if interval < 12 else [12]
        yield from _in_months(terms, months, range(first.year, last.year + 1), calendar)
    elif freq == "YEARLY":
        months = [int(m) for m in terms.get("BYMONTH", "12").split(",")]
        yield from _in_months(terms, months, range(first.year, last.year + 1, interval), calendar)


def _weekly(byday: str | None, interval: int, first: date, last: date) -> Iterator[date]:
    """Named week days; without one, the Friday that ends the working week."""
    days = sorted(_WEEKDAYS[d] for d in byday.split(",")) if byday else [_FRIDAY]
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        for day in days:
            yield monday + timedelta(days=day)
        monday += timedelta(days=7 * interval)


def _in_months(terms: dict[str, str], months: list[int], years: range, calendar: WorkCalendar | None) -> Iterator[date]:
    """Days in each month; day 30 or 31 of a shorter month is its last day, since the duty does not lapse."""
    for year in years:
        for month in months:
            last = month_end(year, month)
            if "BYDAY" in terms:
                yield from _nth_weekdays(terms, last, calendar)
                continue
            for number in (int(n) for n in terms.get("BYMONTHDAY", "-1").split(",")):
                yield last if number == -1 else date(year, month, min(number, last.day))


def _nth_weekdays(terms: dict[str, str], last: date, calendar: WorkCalendar | None) -> Iterator[date]:
    """ "1MO" (first Monday), "-1FR" (last Friday), or with BYSETPOS=-1 the last working day."""
    names = terms["BYDAY"].split(",")
    month = [last.replace(day=d) for d in range(1, last.day + 1)]
    if terms.get("BYSETPOS") == "-1":
        if calendar is not None:
            yield calendar.last_working(last)
            return
        allowed = {_WEEKDAYS[n] for n in names}
        yield [d for d in month if d.weekday() in allowed][-1]
        return
    for name in names:
        matching = [d for d in month if d.weekday() == _WEEKDAYS[name[-2:]]]
        position = int(name[:-2] or "1")
        yield matching[position - 1] if position > 0 else matching[position]
