"""Numbers in any spelling; validity on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from reference.numbers import number_key
from reference.validity import Force, validity_on


@pytest.mark.parametrize(
    "spelling",
    [
        "30/2020/NĐ-CP",
        "30 / 2020 / NĐ - CP",
        "30/2020/NÐ-CP",
        "30/2020/nđ–cp",
        "Số: 30/2020/NĐ-CP;",
        "030/2020/NĐ‑CP",
        "30/2020/N\u0110-CP\u200b",
    ],
)
def test_spellings_of_one_number_meet(spelling: str) -> None:
    assert number_key(spelling) == "30/2020/nd-cp"


@pytest.mark.parametrize(
    ("number", "key"),
    [("05/KH-UBND", "5/kh-ubnd"), ("07-CTr/TU", "7-ctr/tu"), ("", ""), ("12a/QĐ-UBND", "12a/qd-ubnd"), ("0", "0")],
)
def test_keys(number: str, key: str) -> None:
    assert number_key(number) == key


DAY = dt.date(2025, 7, 1)


@pytest.mark.parametrize(
    ("begin", "end", "dated", "force"),
    [
        (None, None, None, Force.UNKNOWN),
        (dt.date(2025, 7, 1), None, None, Force.IN_FORCE),
        (dt.date(2025, 7, 2), None, None, Force.NOT_YET),
        (dt.date(2018, 6, 21), dt.date(2025, 6, 30), None, Force.EXPIRED),
        (dt.date(2018, 6, 21), dt.date(2025, 7, 1), None, Force.IN_FORCE),
        (None, dt.date(2025, 6, 30), None, Force.EXPIRED),
        (None, dt.date(2026, 6, 30), None, Force.IN_FORCE),
        (None, None, dt.date(2025, 8, 1), Force.NOT_YET),
        (None, None, dt.date(2020, 8, 1), Force.UNKNOWN),
        (dt.date(2000, 1, 1), dt.date.max, None, Force.IN_FORCE),
    ],
)
def test_force_on_a_day(begin: dt.date | None, end: dt.date | None, dated: dt.date | None, force: Force) -> None:
    assert validity_on(DAY, valid_from=begin, valid_until=end, dated=dated).force == force


def test_the_day_it_ended_is_the_one_after_the_last() -> None:
    found = validity_on(DAY, valid_from=None, valid_until=dt.date(2025, 6, 30))
    assert found.ends == DAY
