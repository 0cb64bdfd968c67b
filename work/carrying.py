"""What becomes of the milestones of a plan when a corrected version is issued: pure thought.

Progress is never lost: what the new version still asks for goes on, what it does not ask for any more is kept beside
it, and a correction does not excuse what was late before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Wanted:
    """A milestone that the words of a plan ask for. `kind` is DUE or CHECKPOINT of work.enums.MilestoneKind."""

    kind: str
    start: dt.date
    due: dt.date
    label: str
    follows_calendar: bool = False


@dataclass(frozen=True)
class Kept:
    """A milestone of the earlier version. `due` is the day as first derived; `touched`: somebody did something to it;
    `by_person`: it was set, or an event was recorded."""

    id: int
    kind: str
    due: dt.date
    label: str
    touched: bool = False
    by_person: bool = False
    continuous: bool = False


class Fate(StrEnum):
    MOVE = "move"  # goes on with the new version's task
    SUPERSEDE = "supersede"  # goes with it and is marked as no longer asked for
    STAY = "stay"  # left with the replaced plan


@dataclass(frozen=True)
class Verdict:
    """`onto`: the wanted milestone it becomes, with the day of the new version."""

    fate: Fate
    onto: Wanted | None = None


def verdicts(kept: Sequence[Kept], wanted: Sequence[Wanted], *, issued_on: dt.date) -> dict[int, Verdict]:
    """The fate of each milestone of one duty; `issued_on` is the day of the new version."""
    out: dict[int, Verdict] = {}
    free = list(wanted)

    def take(old: Kept, new: Wanted) -> None:
        out[old.id] = Verdict(Fate.MOVE, new)
        free.remove(new)

    derived = [old for old in kept if not old.by_person]
    for old in derived:
        if match := next(
            (new for new in free if (new.kind, new.due, new.label) == (old.kind, old.due, old.label)), None
        ):
            take(old, match)
    for old in derived:
        if old.id in out or not old.label:
            continue
        if match := next((new for new in free if (new.kind, new.label) == (old.kind, old.label)), None):
            take(old, match)
    results = [old for old in derived if not old.continuous]
    asked = [new for new in wanted if results and new.kind == results[0].kind]
    if len(results) == len(asked) == 1 and results[0].id not in out and asked[0] in free:
        take(results[0], asked[0])  # one result before, one result now: its day was corrected
    for old in kept:
        out.setdefault(old.id, Verdict(_unasked(old, any_wanted=bool(wanted), issued_on=issued_on)))
    return out


def _unasked(old: Kept, *, any_wanted: bool, issued_on: dt.date) -> Fate:
    if old.by_person:
        return Fate.SUPERSEDE if any_wanted and not old.touched else Fate.MOVE
    if old.continuous:
        return Fate.MOVE if old.touched else Fate.STAY
    if old.due < issued_on:
        return Fate.MOVE
    return Fate.SUPERSEDE if old.touched else Fate.STAY
