"""Numbers of the first column follow where they are plainly a sequence, and stay where they are not."""

from __future__ import annotations

import pytest

from documents.official import RowKind
from plans.row_numbers import is_plain_number, may_follow, renumbered
from plans.sheet import SheetRow


def rows(*numbers: str | None) -> list[SheetRow]:
    """ "=I" a title row; the key is the place with the number, so that the same number names two rows."""
    out = []
    for index, number in enumerate(numbers):
        title = number is not None and number.startswith("=")
        text = number.removeprefix("=") if number is not None else None
        out.append(SheetRow(f"{index}:{number}", (text, "x"), RowKind.GROUP if title else RowKind.DATA))
    return out


def numbers(found: list[SheetRow]) -> list[str | None]:
    return [("" if row.is_data else "=") + (row.cells[0] or "") if row.cells[0] is not None else None for row in found]


NEW = SheetRow("new", ("", "y"))
TITLE = SheetRow("title", ("", "Nhóm"), RowKind.GROUP)


@pytest.mark.parametrize(
    ("before", "place", "after"),
    [
        (["1", "2", "3"], 3, ["1", "2", "3", "4"]),
        (["1", "2", "3"], 1, ["1", "2", "3", "4"]),
        (["1.", "2."], 2, ["1.", "2.", "3."]),
        (["01", "02"], 2, ["01", "02", "03"]),
        (["=I", "1", "2", "=II", "1"], 3, ["=I", "1", "2", "3", "=II", "1"]),  # from 1 in each group
        (["=I", "1", "2", "=II", "3"], 3, ["=I", "1", "2", "3", "=II", "4"]),  # through the whole table
        (["1", None, "2"], 3, ["1", None, "2", "3"]),  # one number over two rows
        (["1", "", "2"], 3, ["1", "", "2", "3"]),  # who has none keeps none
        (["1.1", "1.2"], 2, ["1.1", "1.2", ""]),  # numbers of a person
        (["1", "3"], 1, ["1", "", "3"]),
        (["", ""], 2, ["", "", ""]),
        ([], 0, ["1"]),
        (["=I"], 1, ["=I", "1"]),
        (["1", "2."], 1, ["1", "", "2."]),
    ],
)
def test_a_new_row_is_numbered(before: list[str | None], place: int, after: list[str | None]) -> None:
    known = rows(*before)
    assert numbers(renumbered(known, [*known[:place], NEW, *known[place:]], 0)) == after


def test_rows_that_moved_and_went_leave_no_hole() -> None:
    known = rows("=I", "1", "2", "=II", "1", "2")
    assert numbers(renumbered(known, [known[0], known[2], known[1], *known[3:]], 0)) == [
        "=I",
        "1",
        "2",
        "=II",
        "1",
        "2",
    ]
    assert numbers(renumbered(known, [*known[:1], *known[2:]], 0)) == ["=I", "1", "=II", "1", "2"]
    assert numbers(renumbered(known, known[3:], 0)) == ["=I", "1", "2"]
    crossed = [known[0], known[1], known[3], known[2], known[4], known[5]]
    assert numbers(renumbered(known, crossed, 0)) == ["=I", "1", "=II", "1", "2", "3"]


def test_titles_are_numbered_among_themselves() -> None:
    known = rows("=A", "1", "=B", "1")
    assert numbers(renumbered(known, [*known[:2], TITLE, *known[2:]], 0)) == ["=A", "1", "=B", "=C", "1"]
    plain = rows("=", "1")
    assert numbers(renumbered(plain, [*plain, TITLE], 0)) == ["=", "1", "="]
    four = rows("=A.", "=B.", "=C.", "=D.")
    assert numbers(renumbered(four, [*four, TITLE], 0))[-1] == "=Đ."  # the alphabet of điểm


def test_a_duty_made_a_title_gives_its_number_back() -> None:
    known = rows("=I", "1", "2", "3")
    turned = [*known[:2], SheetRow(known[2].key, ("2", "x"), RowKind.GROUP), known[3]]
    assert numbers(renumbered(known, turned, 0)) == ["=I", "1", "=II", "1"]
    back = renumbered(turned, known, 0)
    assert numbers(back) == ["=I", "1", "2", "3"]
    without = rows("1", "2", "3")
    titled = [without[0], SheetRow(without[1].key, ("2", "x"), RowKind.GROUP), without[2]]
    assert numbers(renumbered(without, titled, 0)) == ["1", "=", "1"]


def test_a_pasted_row_brings_no_number_of_its_own_into_the_sequence() -> None:
    known = rows("1", "2")
    assert numbers(renumbered(known, [*known, SheetRow("p", ("1", "z"))], 0)) == ["1", "2", "3"]
    assert numbers(renumbered(known, [*known, SheetRow("p", ("7.", "z"))], 0)) == ["1", "2", "7."]


def test_a_row_without_such_a_cell_is_left_alone() -> None:
    short = [SheetRow("a", ()), SheetRow("b", ("1",))]
    assert renumbered(short, [*short, NEW], 0)[0].cells == ()


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("", True),
        (None, True),
        ("07.", True),
        ("IV", True),
        ("Đ.", True),
        ("3a", False),
        ("1.1", False),
        ("Mục", False),
    ],
)
def test_what_can_be_a_number_that_followed(text: str | None, follows: bool) -> None:
    assert may_follow(text) == follows


@pytest.mark.parametrize(("text", "plain"), [("7", True), ("07.", True), ("1.1", False), ("", False), (None, False)])
def test_what_a_plain_number_is(text: str | None, plain: bool) -> None:
    assert is_plain_number(text) == plain
