"""What a line looks like at another level: Tab, Shift+Tab and Enter."""

from __future__ import annotations

import pytest

from documents.official import BlockKind
from plans.outline import Line
from plans.shapes import DEEPEST, Shape, family, first_of, following, next_line, reshaped

H, P, B, T = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BASIS, BlockKind.TABLE


def outline(*rows: tuple[BlockKind, int, str] | tuple[BlockKind, int, str, str]) -> list[Line]:
    return [Line(i, row[0], row[1], row[2], row[3] if len(row) > 3 else "Nội dung") for i, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("marker", "after", "first"),
    [
        ("", "", ""),
        ("-", "-", "-"),
        ("+", "+", "+"),
        ("•", "•", "•"),
        ("1.", "2.", "1."),
        ("9)", "10)", "1)"),
        ("(3)", "(4)", "(1)"),
        ("I.", "II.", "I."),
        ("XIX.", "XX.", "I."),
        ("2.4.", "2.5.", "2.1."),
        ("2.4", "2.5", "2.1"),
        ("a)", "b)", "a)"),
        ("d)", "đ)", "a)"),
        ("y)", "a1)", "a)"),
        ("a1)", "b1)", "a)"),
        ("A.", "B.", "A."),
        ("Đ.", "E.", "A."),
        ("C/", "D/", "A/"),
        ("Phần I", "Phần II", "Phần I"),
        ("Chương 3.", "Chương 4.", "Chương 1."),
        ("Điều 7.", "Điều 8.", "Điều 1."),
    ],
)
def test_markers_count_on(marker: str, after: str, first: str) -> None:
    assert following(marker) == after
    assert first_of(marker) == first


def test_a_number_past_the_roman_ones_stays() -> None:
    assert following("CCCXCIX.") == "CCCXCIX."


PLAN = outline(
    (H, 1, "I.", "MỤC ĐÍCH"),
    (H, 2, "1.", "Mục đích"),
    (P, 3, "-"),
    (P, 3, "-"),
    (H, 2, "2.", "Yêu cầu"),
    (H, 1, "II.", "NHIỆM VỤ"),
    (H, 1, "III.", "KINH PHÍ"),
    (P, 2, ""),
)


@pytest.mark.parametrize(
    ("index", "level", "shape"),
    [
        (4, 3, Shape(P, 3, "-")),  # "2." under "1.", whose lines are dashes
        (4, 1, Shape(H, 1, "II.")),  # and out again, beside "I."
        (5, 2, Shape(H, 2, "3.")),  # "II." goes on with the numbers under "I."
        (6, 2, Shape(H, 2, "1.")),  # under "II." there is nothing yet: as under "I."
        (2, 2, Shape(P, 2, "2.")),  # a dash beside "1.": its sentence is no title
        (3, 4, Shape(P, 4, "+")),  # nowhere an example: dashes stand over crosses
        (1, 3, Shape(H, 2, "1.")),  # one level below the line above is the deepest
        (0, 0, Shape(H, 1, "I.")),
        (7, 1, Shape(P, 1, "")),  # running text keeps what it is
    ],
)
def test_another_level(index: int, level: int, shape: Shape) -> None:
    lines = list(PLAN)
    lines[2] = Line(2, P, 3, "-", "Rà soát các quy trình nội bộ;")
    assert reshaped(lines, index, level) == shape


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Phần I", "I."), ("I.", "1."), ("Điều 2.", "1."), ("1.", "a)"), ("1.1.", "a)"), ("a)", "-"), ("-", "+"),
        ("+", "*"), ("*", ""),
    ],
)  # fmt: skip
def test_without_an_example_the_decree_orders(above: str, below: str) -> None:
    lines = outline((H if above[0].isupper() else P, 1, above), (P, 1, following(above)))
    assert reshaped(lines, 1, 2).marker == below


def test_decimals_count_on_from_the_number_above() -> None:
    lines = outline((H, 1, "1."), (H, 2, "1.1."), (H, 1, "2."), (H, 1, "3."))
    assert reshaped(lines, 3, 2) == Shape(H, 2, "2.1.")
    assert reshaped([*lines[:2], lines[2]], 2, 2) == Shape(H, 2, "1.2.")


def test_before_its_siblings_it_takes_the_first_number() -> None:
    lines = outline((H, 1, "I."), (H, 1, "II."), (P, 2, "a)"), (P, 2, "b)"))
    assert reshaped(lines, 1, 2) == Shape(P, 2, "a)")


def test_200_presses_end_at_the_deepest() -> None:
    lines = outline(*((P, min(level, 9), "-") for level in range(1, 12)), (P, 1, "-"))
    for _ in range(200):
        shape = reshaped(lines, 11, lines[11].level + 1)
        lines[11] = Line(11, shape.kind, shape.level, shape.marker, "Nội dung")
    assert lines[11].level == DEEPEST


def test_a_deep_line_that_was_read_may_stay_deep() -> None:
    lines = outline((P, 9, "-"))
    assert reshaped(lines, 0, 9) == Shape(P, 9, "-")
    assert reshaped(lines, 0, 8).level == 8


@pytest.mark.parametrize("kind", [T, B])
def test_tables_and_bases_take_no_marker(kind: BlockKind) -> None:
    assert reshaped([Line(0, P, 1, "-", "A"), Line(1, kind, 1)], 1, 2) == Shape(kind, 2, "")


@pytest.mark.parametrize(
    ("before", "new"),
    [
        ((H, 1, "I."), Shape(H, 1, "II.")),
        ((P, 3, "b)"), Shape(P, 3, "c)")),
        ((P, 2, ""), Shape(P, 2, "")),
        ((B, 1, ""), Shape(B, 1, "")),
        ((T, 2, ""), Shape(P, 2, "")),
    ],
)
def test_enter_makes_one_more_of_the_same(before: tuple[BlockKind, int, str], new: Shape) -> None:
    assert next_line(outline(before), 0) == new


def test_the_first_line_of_a_part_is_plain() -> None:
    assert next_line([], -1) == Shape(P, 1, "")


def test_what_stands_under_a_line_goes_along() -> None:
    assert list(family(PLAN, 0)) == [1, 2, 3, 4]
    assert list(family(PLAN, 1)) == [2, 3]
    assert list(family(PLAN, 3)) == []
    assert list(family(PLAN, 7)) == []
