"""What is a number, whose series a symbol belongs to, and where a late entry may stand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.numbering import LETTER, Number, Stand, misplaced, read_number, type_label, type_of


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("97", Number(97)),
        ("05", Number(5)),
        (" 12a ", Number(12, "a")),
        ("12 A", Number(12, "a")),
        ("3đ", Number(3, "đ")),
        ("0", None),
        ("000", None),
        ("mười", None),
        ("97/KH", None),
        ("1234567", None),
        ("12ab", None),
        ("", None),
        ("-5", None),
    ],
)
def test_what_was_typed(written: str, number: Number | None) -> None:
    assert read_number(written) == number


@pytest.mark.parametrize(
    ("symbol", "code", "label"),
    [
        ("KH-UBND", "KH", "Kế hoạch"),
        ("kh-ubnd", "KH", "Kế hoạch"),
        ("QyĐ-UBND", "QyĐ", "Quy định"),
        ("QĐ-UBND", "QĐ", "Quyết định"),
        ("TTr - UBND", "TTr", "Tờ trình"),
        ("UBND-VX", LETTER, "Công văn"),
        ("UBND-VP", LETTER, "Công văn"),
        ("", LETTER, "Công văn"),
    ],
)
def test_the_kind_a_symbol_names(symbol: str, code: str, label: str) -> None:
    assert (type_of(symbol), type_label(type_of(symbol))) == (code, label)


def test_a_letter_after_the_number_stands_right_after_it() -> None:
    assert sorted([Number(13), Number(12, "b"), Number(12), Number(12, "a"), Number(2)]) == [
        Number(2),
        Number(12),
        Number(12, "a"),
        Number(12, "b"),
        Number(13),
    ]


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@given(DAYS, DAYS, DAYS)
def test_a_day_between_its_neighbours_is_well_placed_and_no_other(before: dt.date, on: dt.date, after: dt.date) -> None:
    first, last = sorted((before, after))
    wrong = misplaced(on, Stand(Number(1), first), Stand(Number(3), last))
    assert (wrong is None) == (first <= on <= last)


def test_the_ends_of_the_book_are_open() -> None:
    on = dt.date(2026, 5, 4)
    assert misplaced(on, None, None) is None
    assert misplaced(on, Stand(Number(1), on), None) is None
    assert misplaced(on, None, Stand(Number(3), on)) is None
