"""Periods in both calendars."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import Calendar, Period, Span, period_of, periods_in, read_period

D = dt.date
PARTS = (Span.MONTH, Span.QUARTER, Span.HALF, Span.YEAR)


@pytest.mark.parametrize(
    ("code", "start", "end", "label"),
    [
        ("2026", D(2026, 1, 1), D(2026, 12, 31), "năm 2026"),
        ("2026-t02", D(2026, 2, 1), D(2026, 2, 28), "tháng 2/2026"),
        ("2024-t02", D(2024, 2, 1), D(2024, 2, 29), "tháng 2/2024"),
        ("2026-q1", D(2026, 1, 1), D(2026, 3, 31), "quý I/2026"),
        ("2026-n2", D(2026, 7, 1), D(2026, 12, 31), "6 tháng cuối năm 2026"),
        ("2026-9t", D(2026, 1, 1), D(2026, 9, 30), "9 tháng năm 2026"),
        ("2026.bc", D(2025, 12, 15), D(2026, 12, 14), "năm 2026"),
        ("2026-t01.bc", D(2025, 12, 15), D(2026, 1, 14), "tháng 1/2026"),
        ("2026-q1.bc", D(2025, 12, 15), D(2026, 3, 14), "quý I/2026"),
        ("2026-q4.bc", D(2026, 9, 15), D(2026, 12, 14), "quý IV/2026"),
        ("2026-n1.bc", D(2025, 12, 15), D(2026, 6, 14), "6 tháng đầu năm 2026"),
        ("2026-9t.bc", D(2025, 12, 15), D(2026, 9, 14), "9 tháng năm 2026"),
    ],
)
def test_a_code_names_a_period(code: str, start: dt.date, end: dt.date, label: str) -> None:
    period = read_period(code)
    assert period is not None
    assert (period.start, period.end, period.label, period.code) == (start, end, label, code)


@pytest.mark.parametrize(
    "code", ["", "26", "2026-t13", "2026-t1", "2026-q5", "2026-n3", "2026-q1.xx", "0000", "9999", "2026-q1\n", "٢٠٢٦"]
)
def test_nonsense_names_none(code: str) -> None:
    assert read_period(code) is None


DAYS = st.dates(D(1960, 1, 1), D(2090, 12, 31))


@given(DAYS, st.sampled_from(PARTS), st.sampled_from(Calendar))
def test_every_day_lies_in_exactly_one_period_of_a_kind(day: dt.date, span: Span, calendar: Calendar) -> None:
    period = period_of(day, span, calendar)
    assert day in period
    around = [each for year in range(day.year - 1, day.year + 2) for each in periods_in(year, span, calendar)]
    assert [each for each in around if day in each] == [period]
    assert read_period(period.code) == period


@given(st.integers(1960, 2090), st.sampled_from(PARTS), st.sampled_from(Calendar))
def test_the_parts_of_a_year_follow_one_another_and_fill_it(year: int, span: Span, calendar: Calendar) -> None:
    parts = list(periods_in(year, span, calendar))
    whole = Period(Span.YEAR, year, 1, calendar)
    assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
    for before, after in pairwise(parts):
        assert after.start - before.end == dt.timedelta(days=1)
