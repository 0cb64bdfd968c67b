"""The algebra of figures: whichever way they are grouped, the parts make the whole."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from work.tallies import EMPTY, Said, Tally, tallies_by, tally

AT = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
ids = st.integers(1, 10**6)
VALUES = st.decimals(min_value=0, max_value=10**9, places=4)
SAID = st.builds(
    lambda day, minutes, id, value: Said(dt.date(2026, 1, 1) + dt.timedelta(days=day), AT + minutes, id, value),
    st.integers(0, 400), st.timedeltas(dt.timedelta(0), dt.timedelta(days=9)), ids, VALUES,
)  # fmt: skip
MANY = st.lists(SAID, max_size=12, unique_by=lambda each: each.id)


def test_of_nothing_nothing_is_said() -> None:
    assert tally([]) == EMPTY
    assert EMPTY.shown("sum") is None
    assert EMPTY.shown("rate") is None


def test_each_kind_shows_its_number() -> None:
    first = Said(dt.date(2026, 3, 1), AT, 1, Decimal("90"))
    later = Said(dt.date(2026, 6, 1), AT, 2, Decimal("95.5"))
    both = tally([later, first])
    assert both.shown("sum") == Decimal("185.5")
    assert both.shown("latest") == both.shown("rate") == Decimal("95.5")
    assert (both.least, both.greatest, both.count) == (Decimal("90"), Decimal("95.5"), 2)


@given(MANY, MANY, MANY)
def test_order_and_grouping_do_not_matter(a: list[Said], b: list[Said], c: list[Said]) -> None:
    one, two, three = tally(a), tally(b), tally(c)
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one
    assert one + EMPTY == EMPTY + one == one


@given(MANY, st.integers(1, 5))
def test_the_parts_of_any_partition_make_the_whole(said: list[Said], parts: int) -> None:
    found = tallies_by(said, lambda each: each.id % parts, lambda each: each)
    assert reduce(Tally.__add__, found.values(), EMPTY) == tally(said)
    assert sum(each.count for each in found.values()) == len(said)
    assert sum((each.total for each in found.values()), Decimal(0)) == sum((each.value for each in said), Decimal(0))


@given(st.lists(SAID, max_size=12, unique_by=lambda each: each.id))
def test_months_make_quarters_and_quarters_the_year(said: list[Said]) -> None:
    months = tallies_by(said, lambda each: (each.fact_on.year, each.fact_on.month), lambda each: each)
    quarters = tallies_by(said, lambda each: (each.fact_on.year, (each.fact_on.month - 1) // 3), lambda each: each)
    for (year, quarter), whole in quarters.items():
        parts = [part for (y, month), part in months.items() if (y, (month - 1) // 3) == (year, quarter)]
        assert reduce(Tally.__add__, parts, EMPTY) == whole
