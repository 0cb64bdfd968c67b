"""Problems sorted for a person: what stops the plan, what is to be looked at, what was looked at already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from plans.readiness.catalogue import check_named
from plans.readiness.problem import Check, Level, Problem

SHOWN = 200  # problems on one page; the counts are of all


@dataclass(frozen=True)
class Settled:
    """A warning a person let stand: who, why, when as shown."""

    problem: Problem
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Group:
    """The problems of one check. `count` is of all of them, `problems` those that are shown."""

    check: Check
    level: Level
    problems: tuple[Problem, ...]
    count: int

    @property
    def hidden(self) -> int:
        return self.count - len(self.problems)


@dataclass(frozen=True)
class Readiness:
    """`settled` are advisory problems that were let stand and are still there."""

    problems: Sequence[Problem] = ()
    settled: Sequence[Settled] = ()
    _groups: dict[Level, tuple[Group, ...]] = field(default_factory=dict)

    @property
    def blocking(self) -> tuple[Group, ...]:
        return self._groups.get(Level.BLOCKING, ())

    @property
    def advisory(self) -> tuple[Group, ...]:
        return self._groups.get(Level.ADVISORY, ())

    @property
    def information(self) -> tuple[Group, ...]:
        return self._groups.get(Level.INFORMATION, ())

    def count(self, level: Level) -> int:
        return sum(group.count for group in self._groups.get(level, ()))

    @property
    def blocking_count(self) -> int:
        return self.count(Level.BLOCKING)

    @property
    def advisory_count(self) -> int:
        return self.count(Level.ADVISORY)

    @property
    def is_ready(self) -> bool:
        return not self.blocking_count

    @property
    def asking(self) -> tuple[Group, ...]:
        """What a person has to do something about, blocking checks before the others."""
        return (*self.blocking, *self.advisory)


def sorted_out(
    problems: Iterable[Problem], settled: Mapping[tuple[str, str], tuple[str, str, dt.datetime]]
) -> Readiness:
    """`settled`: (code, mark) → (reason, who, when). Only warnings can be settled, whatever is stored."""
    everything = list(problems)
    kept: list[Settled] = []
    still: list[Problem] = []
    for each in everything:
        decision = settled.get((each.code, each.mark)) if each.level is Level.ADVISORY else None
        if decision is not None:
            kept.append(Settled(each, *decision))
        else:
            still.append(each)
    return Readiness(still, kept, {level: _groups(still, level) for level in Level})


def _groups(problems: Sequence[Problem], level: Level) -> tuple[Group, ...]:
    """One group a check. Where there are too many for a page, each check keeps its fair part of it."""
    found: dict[str, list[Problem]] = {}
    for each in problems:
        if each.level is level:
            found.setdefault(each.code, []).append(each)
    room = _share({code: len(rows) for code, rows in found.items()})
    return tuple(
        Group(known, level, tuple(rows[: room[code]]), len(rows))
        for code, rows in found.items()
        if (known := check_named(code)) is not None
    )


def _share(counts: Mapping[str, int]) -> dict[str, int]:
    """How many of each are shown: all of the small ones, the rest of the page shared by the large ones."""
    left, out = SHOWN, dict.fromkeys(counts, 0)
    waiting = sorted(counts, key=lambda code: counts[code])
    for index, code in enumerate(waiting):
        out[code] = min(counts[code], left // (len(waiting) - index))
        left -= out[code]
    return out
