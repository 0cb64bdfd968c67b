"""Whether a target is reached, and which target of a later version is the same: tables, no database."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.text import fold
from work.reaching import Actual, Goal, Reach, Stated, heirs, reached
from work.series import HEIGHT, series

D = Decimal


@pytest.mark.parametrize(
    ("metric", "value", "comparator", "actual", "final", "reach"),
    [
        ("%", "95", ">=", "95", True, Reach.REACHED),
        ("%", "95", ">=", "94.99", True, Reach.MISSED),
        ("%", "95", ">=", "94.99", False, Reach.UNDER_WAY),
        ("%", "95", ">", "95", True, Reach.MISSED),
        ("%", "95", "", "96", True, Reach.REACHED),
        ("%", "100", "=", "100", True, Reach.REACHED),
        ("%", "100", "=", "99.5", True, Reach.MISSED),
        ("%", "100", "=", "99.5", False, Reach.UNDER_WAY),
        ("%", "50", "=", "60", True, Reach.MISSED),
        ("vụ", "3", "<=", "3", False, Reach.REACHED),
        ("vụ", "3", "<=", "4", False, Reach.MISSED),
        ("vụ", "3", "<", "3", False, Reach.MISSED),
        ("vụ", "0", "=", "1", False, Reach.MISSED),
        ("điểm", "93.86", ">=", "94", True, Reach.REACHED),
        ("hạng", "5", "=", "3", True, Reach.REACHED),
        ("hạng", "5", "", "6", True, Reach.MISSED),
        ("hạng", "5", "<=", "6", False, Reach.UNDER_WAY),
        ("mô hình", "1", ">=", "2", True, Reach.REACHED),
    ],
)
def test_a_measured_target(metric: str, value: str, comparator: str, actual: str, final: bool, reach: Reach) -> None:
    assert reached(Goal(metric, D(value), comparator), Actual(D(actual), final=final)).reach is reach


@pytest.mark.parametrize(
    ("actual", "reach", "words"),
    [
        (None, Reach.UNSAID, "Chưa có số liệu"),
        (Actual(verdict="reached"), Reach.REACHED, "Đạt"),
        (Actual(verdict="missed"), Reach.MISSED, "Không đạt"),
        (Actual(verdict="missed", final=False), Reach.UNDER_WAY, "Chưa đạt"),
        (Actual(), Reach.UNSAID, "Chưa đánh giá"),
        (Actual(D(5)), Reach.UNSAID, "Chưa đánh giá"),
    ],
)
def test_what_no_number_measures_is_judged_by_people(actual: Actual | None, reach: Reach, words: str) -> None:
    found = reached(Goal(), actual)
    assert (found.reach, found.words) == (reach, words)


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (Goal("%", D("95"), ">="), "từ 95 % trở lên"),
        (Goal("%", D(100), ">="), "đạt 100 %"),
        (Goal("%", D("100.0000"), "="), "đạt 100 %"),
        (Goal("hạng", D(5), "<="), "không quá hạng 5"),
        (Goal("vụ", D("1234.5"), "<"), "dưới 1.234,5 vụ"),
        (Goal(), ""),
    ],
)
def test_the_goal_in_words(goal: Goal, words: str) -> None:
    assert goal.words == words


def stated(id: int, text: str, metric: str = "%", value: str | None = "95") -> Stated:
    return Stated(id, fold(text), metric, None if value is None else D(value))


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        ([stated(1, "Trên 95% hồ sơ đúng hạn")], [stated(9, "Trên 95%  hồ sơ đúng hạn")], {1: 9}),
        ([stated(1, "Trên 95% hồ sơ đúng hạn")], [stated(9, "Trên 98,5% hồ sơ đúng hạn", value="98.5")], {1: 9}),
        ([stated(1, "Trên 95% hồ sơ đúng hạn")], [stated(9, "Trên 95% hồ sơ trước hạn")], {}),
        ([stated(1, "Đạt 95 điểm", "điểm")], [stated(9, "Đạt 95 điểm", "%")], {}),
        ([stated(1, "A 95%"), stated(2, "A 95%")], [stated(8, "A 95%"), stated(9, "A 95%")], {1: 8, 2: 9}),
        # The exact one is taken before the one that differs by its figure.
        ([stated(1, "A 90%", value="90"), stated(2, "A 95%")], [stated(8, "A 95%"), stated(9, "A 99%", value="99")], {2: 8, 1: 9}),
        ([stated(1, "Xếp hạng năm 2025", "", None)], [stated(9, "Xếp hạng năm 2026", "", None)], {1: 9}),
        ([], [stated(9, "A")], {}),
    ],
)  # fmt: skip
def test_the_same_target_in_a_later_version(earlier: list[Stated], later: list[Stated], found: dict[int, int]) -> None:
    assert heirs(earlier, later) == found


def test_one_value_makes_no_line() -> None:
    assert series([("quý I", "5", D(5))], D(10)) is None


def test_the_points_stand_inside_the_drawing_and_the_greatest_on_top() -> None:
    drawn = series([("quý I", "5", D(5)), ("quý II", "8", D(8)), ("quý III", "8", D(8))], D(10))
    assert drawn is not None
    assert drawn.goal is not None
    assert all(0 <= point.y <= HEIGHT and 0 <= point.x <= drawn.width for point in drawn.points)
    assert drawn.points[0].y > drawn.points[1].y == drawn.points[2].y > drawn.goal
    flat = series([("a", "3", D(3)), ("b", "3", D(3))], None)
    assert flat is not None
    assert flat.goal is None
