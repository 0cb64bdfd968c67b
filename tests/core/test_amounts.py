"""Numbers as people type them; what can be read in two ways is asked about."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.amounts import Unreadable, read_amount, written_amount


@pytest.mark.parametrize(
    ("typed", "decimals", "value"),
    [
        ("12", 0, "12"),
        (" 1 234 ", 0, "1234"),
        ("1\u202f234\u00a0567", 0, "1234567"),
        ("1 234,5", 1, "1234.5"),
        ("- 5 %", 0, "-5"),
        ("1.234", 0, "1234"),
        ("1.234", 2, "1234"),
        ("1.234.567", 0, "1234567"),
        ("1.234,5", 4, "1234.5"),
        ("93,86", 2, "93.86"),
        ("12 %", 2, "12"),
        ("99,5%", 2, "99.5"),
        ("12.5", 2, "12.5"),
        ("1,234.5", 1, "1234.5"),
        ("1,234,567", 0, "1234567"),
        ("0,125", 4, "0.125"),
        ("0.125", 4, "0.125"),
        ("-3", 0, "-3"),
        ("−3,5", 1, "-3.5"),
        ("12,50", 1, "12.5"),
        ("0", 0, "0"),
    ],
)
def test_what_was_typed_is_read(typed: str, decimals: int, value: str) -> None:
    assert read_amount(typed, decimals=decimals) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "decimals", "words"),
    [
        ("", 0, "Hãy ghi một số"),
        ("%", 2, "Hãy ghi một số"),
        ("1,234", 0, "hai cách"),
        ("1,234", 2, "hai cách"),
        ("1,234", 4, "1,2340"),
        ("1.234", 3, "hai cách"),
        ("12.5", 0, "số nguyên"),
        ("0.125", 0, "số nguyên"),
        ("1,123", 2, "hai cách"),
        ("1,1234", 2, "nhiều nhất 2"),
        ("mười", 0, "không phải là một số"),
        ("93 86", 2, "93,86"),
        ("12 5", 1, "gõ liền"),
        ("12\n5", 1, "gõ liền"),
        ("1234 567", 0, "gõ liền"),
        ("1 234.567", 4, "gõ liền"),
        ("12 tin", 0, "không phải là một số"),
        ("1e5", 0, "không phải là một số"),
        ("١٢", 0, "không phải là một số"),
        ("1.2.3", 0, "không phải là một số"),
        ("NaN", 2, "không phải là một số"),
        ("100000000000", 0, "quá lớn"),
        ("9" * 400, 0, "quá lớn"),
    ],
)
def test_what_cannot_be_read_says_what_to_type(typed: str, decimals: int, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_amount(typed, decimals=decimals)


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=2))
def test_what_is_written_is_read_again(value: Decimal) -> None:
    assert read_amount(written_amount(value), decimals=2) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), ("0", "0"), ("1234567.5000", "1.234.567,5"), ("100", "100"), ("93.86", "93,86"), ("-0.5", "-0,5")],
)
def test_numbers_are_written_as_officers_write_them(value: str | None, words: str) -> None:
    assert written_amount(None if value is None else Decimal(value)) == words
