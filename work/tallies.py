"""How figures add up: pure thought.

A Tally is what several figures of one measure come to. Two tallies joined give a third, in any order and any
grouping (it is a commutative monoid with EMPTY), so that months make the year and units make the office whichever way
they are put together. Which of its numbers leads depends on the kind of the measure: things that happened are
summed; of a state or a rate the latest stands, since five months of "52 procedures in force" are not 260.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
F = TypeVar("F")
SUMMED = "sum"


@dataclass(frozen=True, order=True)
class Said:
    """One figure in the order of time: its day, when it was said, its id."""

    fact_on: dt.date
    at: dt.datetime
    id: int
    value: Decimal


@dataclass(frozen=True)
class Tally:
    """`total`, and the `latest`, `least`, `greatest` of `count` figures; none of them where there is no figure."""

    count: int = 0
    total: Decimal = Decimal(0)
    latest: Said | None = None
    least: Decimal | None = None
    greatest: Decimal | None = None

    @classmethod
    def of(cls, said: Said) -> Tally:
        return cls(1, said.value, said, said.value, said.value)

    def __add__(self, other: Tally) -> Tally:
        if not other.count:
            return self
        if not self.count:
            return other
        assert self.latest is not None
        assert other.latest is not None
        assert self.least is not None
        assert other.least is not None
        assert self.greatest is not None
        assert other.greatest is not None
        return Tally(
            self.count + other.count,
            self.total + other.total,
            max(self.latest, other.latest),
            min(self.least, other.least),
            max(self.greatest, other.greatest),
        )

    def shown(self, kind: str) -> Decimal | None:
        """The number that stands for all of them; None where nobody said one."""
        if self.latest is None:
            return None
        return self.total if kind == SUMMED else self.latest.value


EMPTY = Tally()


def tally(said: Iterable[Said]) -> Tally:
    return reduce(Tally.__add__, map(Tally.of, said), EMPTY)


def tallies_by(rows: Iterable[F], key: Callable[[F], K], said: Callable[[F], Said]) -> dict[K, Tally]:
    """One tally for each value of `key`, which gives every row exactly one: a partition, so nothing counts twice."""
    out: dict[K, Tally] = {}
    for row in rows:
        where = key(row)
        out[where] = out.get(where, EMPTY) + Tally.of(said(row))
    return out
