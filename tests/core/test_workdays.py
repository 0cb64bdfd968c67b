"""Working days: tables of what the law says, and what holds for every calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.workdays import WorkCalendar

# 2026: Giỗ Tổ falls on a Sunday and is made up for on Monday 27/4; 30/4 and 01/5 follow; 22/8 is worked for 31/8.
SPRING = WorkCalendar(
    off=frozenset({date(2026, 4, 26), date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1), date(2026, 8, 31)}),
    on=frozenset({date(2026, 8, 22)}),
)
PLAIN = WorkCalendar()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 4, 24), True),
        (date(2026, 4, 25), False),  # Saturday
        (date(2026, 4, 26), False),
        (date(2026, 4, 27), False),  # made up for
        (date(2026, 4, 28), True),
        (date(2026, 4, 30), False),
        (date(2026, 5, 2), False),
        (date(2026, 8, 22), True),  # worked Saturday
        (date(2026, 8, 23), False),
        (date(2026, 8, 31), False),
    ],
)
def test_which_days_are_worked(day: date, worked: bool) -> None:
    assert SPRING.is_working(day) is worked


def test_a_day_that_is_both_is_worked() -> None:
    saturday = date(2026, 8, 22)
    assert WorkCalendar(off=frozenset({saturday}), on=frozenset({saturday})).is_working(saturday)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 5, 11), 1, date(2026, 5, 12)),  # the first day is not counted
        (date(2026, 5, 11), 5, date(2026, 5, 18)),
        (date(2026, 5, 15), 1, date(2026, 5, 18)),  # Friday to Monday
        (date(2026, 5, 16), 1, date(2026, 5, 18)),  # from a Saturday
        (date(2026, 4, 24), 2, date(2026, 4, 29)),  # over the day made up for
        (date(2026, 4, 29), 1, date(2026, 5, 4)),  # over 30/4, 01/5 and the weekend
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # a Saturday that is worked
        (date(2026, 8, 28), 1, date(2026, 9, 1)),
        (date(2026, 5, 11), 0, date(2026, 5, 11)),
        (date(2026, 5, 16), 0, date(2026, 5, 18)),
    ],
)
def test_a_term_ends(start: date, days: int, end: date) -> None:
    assert SPRING.after(start, days) == end


@pytest.mark.parametrize(
    ("last", "end"),
    [
        (date(2026, 5, 15), date(2026, 5, 15)),
        (date(2026, 5, 16), date(2026, 5, 18)),
        (date(2026, 4, 30), date(2026, 5, 4)),
        (date(2026, 8, 22), date(2026, 8, 22)),
    ],
)
def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day(last: date, end: date) -> None:
    assert SPRING.next_working(last) == end


@pytest.mark.parametrize(
    ("end", "days", "start"),
    [
        (date(2026, 5, 18), 5, date(2026, 5, 11)),
        (date(2026, 5, 4), 1, date(2026, 4, 29)),
        (date(2026, 5, 17), 0, date(2026, 5, 15)),
        (date(2026, 5, 17), 1, date(2026, 5, 15)),
    ],
)
def test_counting_back(end: date, days: int, start: date) -> None:
    assert SPRING.before(end, days) == start


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 5, 11), date(2026, 5, 11), 0),
        (date(2026, 5, 11), date(2026, 5, 18), 5),
        (date(2026, 4, 29), date(2026, 5, 4), 1),
        (date(2026, 5, 18), date(2026, 5, 11), -5),
    ],
)
def test_working_days_between(start: date, end: date, days: int) -> None:
    assert SPRING.between(start, end) == days


@pytest.mark.parametrize("count", [PLAIN.after, PLAIN.before])
def test_a_negative_term_is_refused(count: object) -> None:
    with pytest.raises(ValueError, match="âm"):
        count(date(2026, 5, 11), -1)  # type: ignore[operator]


def test_the_end_of_the_calendar_is_said() -> None:
    with pytest.raises(OverflowError):
        PLAIN.after(date(9999, 12, 30), 5)


# ------------------------------------------------------------------ whatever the calendar

FIRST = date(2026, 1, 1)
days = st.integers(0, 364).map(lambda number: FIRST + timedelta(days=number))
# At most a third of the year is off beyond weekends, as in no year so far: a term always ends.
calendars = st.builds(
    WorkCalendar, off=st.frozensets(days, max_size=120), on=st.frozensets(days.filter(lambda d: d.weekday() > 4))
)
terms = st.integers(0, 60)


@given(calendars, days, terms)
def test_after_and_before_undo_each_other(calendar: WorkCalendar, day: date, term: int) -> None:
    worked = calendar.next_working(day)
    assert calendar.before(calendar.after(worked, term), term) == worked
    assert calendar.after(calendar.before(worked, term), term) == worked


@given(calendars, days, terms, terms)
def test_terms_add_up(calendar: WorkCalendar, day: date, one: int, other: int) -> None:
    worked = calendar.next_working(day)
    assert calendar.after(calendar.after(worked, one), other) == calendar.after(worked, one + other)


@given(calendars, days, terms)
def test_a_term_ends_on_a_worked_day_and_counts_as_many(calendar: WorkCalendar, day: date, term: int) -> None:
    end = calendar.after(day, term)
    assert calendar.is_working(end)
    if term:
        assert calendar.between(day, end) == term


@given(calendars, days, days)
def test_between_adds_up_over_any_day_and_turns_with_the_direction(
    calendar: WorkCalendar, one: date, other: date
) -> None:
    middle = date(2026, 7, 1)
    assert calendar.between(one, middle) + calendar.between(middle, other) == calendar.between(one, other)
    assert calendar.between(one, other) == -calendar.between(other, one)


@given(calendars, days)
def test_one_more_day_off_never_ends_a_term_earlier(calendar: WorkCalendar, day: date) -> None:
    extra = WorkCalendar(calendar.off | {day}, calendar.on - {day})
    assert extra.after(FIRST, 30) >= calendar.after(FIRST, 30)
