"""Results one by one: when each is worked on, when it is due, what its period is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.workdays import WorkCalendar
from plans.deadlines import DeadlineRule, checkpoint_windows, parse, span_name, windows

pytestmark = pytest.mark.one_database
ISSUED = date(2024, 4, 1)
HORIZON = date(2025, 4, 30)


def rule(phrase: str) -> DeadlineRule:
    found = parse(phrase, plan_year=2024)
    assert found is not None
    return found


def shown(phrase: str, until: date = HORIZON, issued: date = ISSUED) -> list[str]:
    found = windows(rule(phrase), plan_year=2024, issued_on=issued, until=until)
    return [f"{each.start:%d/%m/%y} {each.due:%d/%m/%y} {each.label}".strip() for each in found]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Quý II/2024", ["01/04/24 30/06/24 quý II/2024"]),
        ("Quý II, III năm 2024", ["01/04/24 30/09/24 quý II–III/2024"]),
        ("Quý II, IV", ["01/04/24 30/06/24 quý II/2024", "01/10/24 31/12/24 quý IV/2024"]),
        ("9 tháng cuối năm", ["01/04/24 31/12/24 9 tháng cuối năm 2024"]),
        ("trong năm", ["01/04/24 31/12/24 năm 2024"]),
        ("tháng 9/2024", ["01/09/24 30/09/24 tháng 9/2024"]),
        ("tháng 5 - 7", ["01/05/24 31/07/24 tháng 5–7/2024"]),
        ("10-20/6/2024", ["10/06/24 20/06/24 10/6–20/6/2024"]),
        ("trước ngày 15/6", ["01/04/24 14/06/24"]),
        ("05 ngày làm việc kể từ ngày 10/5/2024", ["01/04/24 17/05/24"]),
        ("05 ngày kể từ ngày ban hành Kế hoạch", ["01/04/24 06/04/24 05 ngày kể từ ngày ban hành kế hoạch"]),
        ("trước ngày 15/3/2024", []),  # before the issue
        ("Ngay sau khi ban hành", []),
        ("Kịp thời", []),
        ("Thường xuyên", []),
    ],
)
def test_windows_of_one_year(phrase: str, expected: list[str]) -> None:
    assert shown(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "count", "first", "second", "last"),
    [
        ("hằng quý", 4, "01/04/24 30/06/24 quý II/2024", "01/07/24 30/09/24 quý III/2024", "quý I/2025"),
        ("Định kỳ hằng quý (trước ngày 05 tháng cuối quý)", 4, "01/04/24 04/06/24 quý II/2024",
         "05/06/24 04/09/24 quý III/2024", "quý I/2025"),
        ("hằng tháng", 13, "01/04/24 30/04/24 tháng 4/2024", "01/05/24 31/05/24 tháng 5/2024", "tháng 4/2025"),
        ("định kỳ 6 tháng và năm", 2, "01/04/24 30/06/24 6 tháng đầu năm 2024", "01/07/24 31/12/24 năm 2024",
         "năm 2024"),
        ("hằng năm (trước 15/12)", 1, "01/04/24 14/12/24 năm 2024", None, "năm 2024"),
        ("hằng tuần", 56, "01/04/24 05/04/24 tuần 01/4–07/4/2024", "06/04/24 12/04/24 tuần 08/4–14/4/2024",
         "tuần 21/4–27/4/2025"),
        ("9 tháng cuối năm và những năm tiếp theo", 1, "01/04/24 31/12/24 năm 2024", None, "năm 2024"),
    ],
)  # fmt: skip
def test_recurring_results_run_across_new_year(
    phrase: str, count: int, first: str, second: str | None, last: str
) -> None:
    found = shown(phrase)
    assert (len(found), found[0]) == (count, first)
    assert second is None or found[1] == second
    assert found[-1].endswith(last)


def test_each_named_period_is_a_result_when_a_person_says_so() -> None:
    each = replace(rule("Quý II, III"), repeats=True)
    found = windows(each, plan_year=2024, issued_on=date(2024, 5, 6), until=HORIZON)
    assert [(one.start, one.due, one.label) for one in found] == [
        (date(2024, 5, 6), date(2024, 6, 30), "quý II/2024"),
        (date(2024, 7, 1), date(2024, 9, 30), "quý III/2024"),
    ]


def test_days_off_move_the_due_day_and_not_the_name() -> None:
    holidays = WorkCalendar(off=frozenset({date(2024, 4, 29), date(2024, 4, 30)}))
    last_days = rule("ngày làm việc cuối cùng của tháng")
    for calendar, due in ((None, date(2024, 4, 30)), (holidays, date(2024, 4, 26))):
        found = windows(last_days, plan_year=2024, issued_on=ISSUED, until=date(2024, 5, 1), calendar=calendar)
        assert [(one.due, one.label) for one in found] == [(due, "tháng 4/2024")]


def test_checkpoints_are_quarters_and_a_last_day() -> None:
    def names(phrase: str) -> list[tuple[date, str]]:
        found = checkpoint_windows(rule(phrase), plan_year=2024, issued_on=ISSUED, until=date(2025, 3, 31))
        return [(one.start, one.label) for one in found]

    assert names("Thường xuyên") == [
        (date(2024, 4, 1), "quý II/2024"),
        (date(2024, 7, 1), "quý III/2024"),
        (date(2024, 10, 1), "quý IV/2024"),
        (date(2025, 1, 1), "quý I/2025"),
    ]
    assert names("Thường xuyên đến hết ngày 15/8/2024")[-1] == (date(2024, 7, 1), "đến 15/8/2024")
    assert names("Quý II") == []


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "năm 2024"),
        (date(2021, 1, 1), date(2025, 12, 31), "giai đoạn 2021–2025"),
        (date(2024, 7, 1), date(2024, 12, 31), "6 tháng cuối năm 2024"),
        (date(2024, 1, 1), date(2024, 9, 30), "9 tháng đầu năm 2024"),
        (date(2024, 4, 1), date(2024, 6, 30), "quý II/2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "tháng 02/2024"),
        (date(2024, 2, 1), date(2024, 2, 28), "01/02–28/02/2024"),
        (date(2024, 10, 1), date(2025, 3, 31), "01/10/2024–31/3/2025"),
        (date(2024, 6, 5), date(2024, 6, 5), "05/6/2024"),
    ],
)
def test_a_span_is_called(first: date, last: date, name: str) -> None:
    assert span_name(first, last) == name


phrases = st.sampled_from(
    ["hằng tháng", "hằng quý", "hằng tuần", "6 tháng và năm", "thứ Hai đầu tháng", "20/6 và 20/12", "Quý II", "trong năm",
     "02 lần/năm", "ngày 25 hằng tháng", "từ năm 2024 trở đi", "Quý I, 6 tháng, 9 tháng và năm", "trước ngày 15/6"]
)  # fmt: skip


@given(phrases, st.dates(date(2024, 1, 1), date(2025, 6, 30)), st.integers(0, 800))
def test_windows_follow_upon_each_other_and_names_differ(phrase: str, issued: date, days: int) -> None:
    until = date.fromordinal(issued.toordinal() + days)
    found = windows(rule(phrase), plan_year=2024, issued_on=issued, until=until)
    for one in found:
        assert issued <= one.start <= one.due <= until
    for one, following in pairwise(found):
        assert following.start == date.fromordinal(one.due.toordinal() + 1)
    assert len({(one.due, one.label) for one in found}) == len(found)
