"""Months, weeks and days of a calendar; the line of months of a plan."""

from __future__ import annotations

import datetime as dt

import pytest

from work.calendar_grid import Period, Zoom, period_of
from work.timeline import axis_of, mark_of, summary
from work.timing import Facts, Standing

D = dt.date
TODAY = D(2026, 5, 11)


@pytest.mark.parametrize(
    ("zoom", "day", "first", "last", "before", "after"),
    [
        (Zoom.MONTH, D(2026, 5, 11), D(2026, 5, 1), D(2026, 5, 31), D(2026, 4, 30), D(2026, 6, 1)),
        (Zoom.MONTH, D(2026, 12, 31), D(2026, 12, 1), D(2026, 12, 31), D(2026, 11, 30), D(2027, 1, 1)),
        (Zoom.MONTH, D(2024, 2, 29), D(2024, 2, 1), D(2024, 2, 29), D(2024, 1, 31), D(2024, 3, 1)),
        (Zoom.WEEK, D(2026, 5, 11), D(2026, 5, 11), D(2026, 5, 17), D(2026, 5, 10), D(2026, 5, 18)),
        (Zoom.WEEK, D(2027, 1, 3), D(2026, 12, 28), D(2027, 1, 3), D(2026, 12, 27), D(2027, 1, 4)),
        (Zoom.DAY, D(2026, 5, 11), D(2026, 5, 11), D(2026, 5, 11), D(2026, 5, 10), D(2026, 5, 12)),
    ],
)
def test_periods(zoom: Zoom, day: dt.date, first: dt.date, last: dt.date, before: dt.date, after: dt.date) -> None:
    period = Period(zoom, day)
    assert (period.first, period.last) == (first, last)
    assert period.before == Period(zoom, before)
    assert period.after == Period(zoom, after)
    assert (period.days[0], period.days[-1]) == (first, last)
    assert all(period.holds(each) for each in period.days)


@pytest.mark.parametrize(
    ("month", "weeks"),
    [(D(2026, 2, 1), 5), (D(2021, 2, 1), 4), (D(2026, 8, 1), 6), (D(2026, 5, 1), 5)],
)
def test_the_weeks_of_a_month_are_whole_and_begin_on_monday(month: dt.date, weeks: int) -> None:
    period = Period(Zoom.MONTH, month)
    assert len(period.weeks) == weeks
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in period.weeks)
    assert set(period.days) <= {day for week in period.weeks for day in week}


@pytest.mark.parametrize(
    ("zoom", "day", "found"),
    [
        ("tuan", "2026-06-30", Period(Zoom.WEEK, D(2026, 6, 30))),
        ("", "", Period(Zoom.MONTH, TODAY)),
        ("nam", "hôm qua", Period(Zoom.MONTH, TODAY)),
        ("ngay", "2026-02-30", Period(Zoom.DAY, TODAY)),
        ("thang", "20260630", Period(Zoom.MONTH, TODAY)),
        ("thang", "1999-12-31", Period(Zoom.MONTH, TODAY)),
        ("thang", "9999-12-31", Period(Zoom.MONTH, TODAY)),
        ("thang", "2026-W01-1", Period(Zoom.MONTH, D(2025, 12, 29))),
    ],
)
def test_nonsense_in_the_address_is_today(zoom: str, day: str, found: Period) -> None:
    assert period_of(zoom, day, today=TODAY) == found


def test_the_calendar_ends_where_dates_end() -> None:
    assert Period(Zoom.MONTH, D(2000, 1, 5)).before is None
    assert Period(Zoom.MONTH, D(2100, 12, 5)).after is None


def test_a_line_of_months() -> None:
    axis = axis_of(D(2026, 4, 10), D(2026, 12, 31), TODAY)
    assert (axis.first, axis.last) == (D(2026, 4, 1), D(2026, 12, 31))
    assert [month.label for month in axis.months] == ["4", "5", "6", "7", "8", "9", "10", "11", "12"]
    assert [month.year for month in axis.months if month.year] == ["2026"]
    assert axis.x(D(2026, 4, 1)) == 0
    assert axis.x(D(2020, 1, 1)) == 0
    assert axis.x(D(2030, 1, 1)) == 1000
    places = [month.x for month in axis.months]
    assert places == sorted(places)


def test_a_line_of_months_ends_after_fifteen() -> None:
    axis = axis_of(D(2026, 1, 5), D(2035, 1, 1), TODAY)
    assert len(axis.months) == 15
    assert [month.year for month in axis.months if month.year] == ["2026", "2027"]


def test_a_plan_without_days_has_the_month_of_today() -> None:
    assert axis_of(None, None, TODAY).months[0].label == "5"


@pytest.mark.parametrize(
    ("facts", "standing", "inside", "done"),
    [
        (Facts(D(2026, 6, 30), D(2026, 4, 1)), Standing.DOING, True, False),
        (Facts(D(2026, 5, 1), D(2026, 4, 1)), Standing.LATE, True, False),
        (Facts(D(2026, 5, 1), None, D(2026, 4, 20)), Standing.DONE, True, True),
        (Facts(D(2026, 5, 1), None, D(2025, 4, 20)), Standing.DONE, True, False),
        (Facts(D(2027, 5, 1), D(2027, 4, 1)), Standing.COMING, False, False),
    ],
)
def test_marks_on_the_line(facts: Facts, standing: Standing, inside: bool, done: bool) -> None:
    axis = axis_of(D(2026, 4, 1), D(2026, 12, 31), TODAY)
    mark = mark_of(facts, axis, TODAY)
    assert (mark.standing, mark.inside, mark.done_x is not None) == (standing, inside, done)
    assert 0 <= mark.x <= mark.due_x <= 1000
    assert mark.x + mark.width == pytest.approx(mark.due_x)


def test_the_summary_says_the_worst_first() -> None:
    axis = axis_of(D(2026, 4, 1), D(2026, 12, 31), TODAY)
    marks = [
        mark_of(facts, axis, TODAY)
        for facts in (Facts(D(2026, 5, 1), None, D(2026, 5, 1)), Facts(D(2026, 5, 1)), Facts(D(2026, 5, 12)))
    ]
    assert summary(marks) == "1 quá hạn, 1 sắp đến hạn, 1 xong"
    assert summary([]) == ""
