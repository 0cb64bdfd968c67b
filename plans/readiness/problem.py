"""A problem of a plan, and the check that finds it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plans.readiness.facts import PlanFacts


class Level(StrEnum):
    """What a problem does: stops the plan, asks a person to look, or is only told."""

    BLOCKING = "blocking"
    ADVISORY = "advisory"
    INFORMATION = "information"


class Spot(StrEnum):
    """Where one goes to mend it."""

    LINE = "dong"
    ROW = "hang"
    TASK = "nhiem-vu"
    ASSIGNMENT = "phan-cong"
    APPENDIX = "phu-luc"
    HEADER = "phan-dau"
    SIGNING = "noi-nhan-va-ky"
    PLAN = "ke-hoach"


@dataclass(frozen=True)
class Place:
    """`id` of the block, row, task, assignment block or appendix; 0 where the spot is there once.

    `line` is the id of the block it stands in and `key` that block's name in the editor; 0 and "" outside the text.
    """

    spot: Spot
    id: int = 0
    line: int = 0
    key: str = ""


HEADER, SIGNING, PLAN = Place(Spot.HEADER), Place(Spot.SIGNING), Place(Spot.PLAN)


@dataclass(frozen=True)
class Finding:
    """What a check yields: the place, the sentence that says what to do, and the words it was found in."""

    place: Place
    sentence: str
    found: str = ""


@dataclass(frozen=True)
class Problem:
    """One finding of one check. `mark` is what a person's decision to let it stand is remembered by:
    the place and the words found there, so that other words there are a new problem.
    """

    code: str
    level: Level
    sentence: str
    place: Place
    found: str = ""

    @property
    def mark(self) -> str:
        words = hashlib.blake2s(" ".join(self.found.split()).encode(), digest_size=8).hexdigest()
        return f"{self.place.spot.value}:{self.place.id}:{words}"


@dataclass(frozen=True)
class Check:
    """One thing a plan is looked at for. `name` heads its problems on the page, `source` says where it is ruled.

    `of_form` is about the form of the paper (thể thức): an older paper followed other rules and is only told.
    """

    code: str
    name: str
    level: Level
    source: str
    of_form: bool
    look: Callable[[PlanFacts], Iterable[Finding]]

    def run(self, plan: PlanFacts) -> Iterator[Problem]:
        level = Level.INFORMATION if self.of_form and plan.before_decree else self.level
        for each in self.look(plan):
            yield Problem(self.code, level, each.sentence, each.place, each.found)


Look = Callable[["PlanFacts"], Iterable[Finding]]


def check(code: str, name: str, level: Level, *, source: str, of_form: bool = False) -> Callable[[Look], Check]:
    """Make a check of the function that looks."""

    def make(look: Look) -> Check:
        return Check(code, name, level, source, of_form, look)

    return make
