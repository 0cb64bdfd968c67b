"""The public holidays the library knows, as the announcements of those years gave them."""

from __future__ import annotations

import datetime as dt

import pytest

from core.workdays import WorkCalendar
from reference.calendar_vn import DayKind, calendar_of, known_days

pytestmark = pytest.mark.one_database


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("01/01/2026", DayKind.OFF, "Tết Dương lịch"),
        ("17/02/2026", DayKind.OFF, "Tết Nguyên Đán"),  # lunar: 29/01 the year before
        ("29/01/2025", DayKind.OFF, "Tết Nguyên Đán"),
        ("26/04/2026", DayKind.OFF, "Ngày Giỗ Tổ Hùng Vương"),
        ("27/04/2026", DayKind.OFF, "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),  # a Sunday is made up for
        ("29/04/2024", DayKind.OFF, "Ngày nghỉ (thay cho ngày 04/5/2024)"),
        ("04/05/2024", DayKind.WORK, "Làm bù cho ngày nghỉ 29/4/2024"),
        ("22/08/2026", DayKind.WORK, "Làm bù cho ngày nghỉ 31/8/2026"),
        ("02/09/2026", DayKind.OFF, "Quốc khánh"),
    ],
)
def test_a_known_day(text: str, kind: DayKind, name: str) -> None:
    found = {each.day: each for each in known_days(day(text).year)}[day(text)]
    assert (found.kind, found.name) == (kind, name)


def test_a_year_holds_its_own_days_in_order() -> None:
    for year in (2014, 2019, 2024, 2026, 2030):
        days = [each.day for each in known_days(year)]
        assert days == sorted(set(days))
        assert {each.year for each in days} == {year}


def test_terms_over_tet_and_new_year() -> None:
    calendar = calendar_of([2025, 2026])
    assert calendar.after(day("13/02/2026"), 1) == day("23/02/2026")  # the eve to the fourth day, then a weekend
    assert calendar.after(day("30/12/2025"), 2) == day("02/01/2026")


def test_special_days_stand_above_the_library() -> None:
    special = [
        (day("31/08/2026"), DayKind.ORDINARY),
        (day("22/08/2026"), DayKind.ORDINARY),
        (day("15/06/2026"), DayKind.OFF),
        (day("20/06/2026"), DayKind.WORK),
        (day("02/09/2026"), DayKind.WORK),
    ]
    calendar = calendar_of([2026], special)
    worked = [each for each, _ in special if calendar.is_working(each)]
    assert worked == [day("31/08/2026"), day("20/06/2026"), day("02/09/2026")]


def test_no_years_are_weekends_alone() -> None:
    assert calendar_of([]) == WorkCalendar()
