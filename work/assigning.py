"""Which pieces of work change hands when many are given to somebody at once, and which are left out. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from work.enums import ChargePart

MOST = 2000  # lines of one giving

Wishes = Mapping[ChargePart, int | None]  # only the parts that are to change; None: nobody


@dataclass(frozen=True)
class Line:
    """A chosen line: a result (milestone), or a duty without one. `title` and `place` are for the preview.

    `shown` False: an earlier late period of a duty whose last one was chosen; it goes with it.
    `periods`: open results of the duty, which its person in charge answers for together. `barred`: why whoever gives
    may not give this one.
    """

    task: int
    milestone: int | None
    person: int | None
    director: int | None
    holder: int | None
    title: str = ""
    place: str = ""
    live: bool = True
    done: bool = False
    shown: bool = True
    periods: int = 1
    barred: str = ""


@dataclass(frozen=True)
class Change:
    part: ChargePart
    task: int
    milestone: int | None
    before: int | None
    after: int | None


@dataclass
class Outcome:
    """What would come of one line: its changes, or why it is left out."""

    line: Line
    changes: list[Change] = field(default_factory=list)
    reason: str = ""

    @property
    def whole_duty(self) -> int:
        """How many open periods change with it, where the person in charge or above changes; 0 where only this one."""
        parts = {each.part for each in self.changes}
        return self.line.periods if parts - {ChargePart.HOLDER} and self.line.periods > 1 else 0


@dataclass
class Proposal:
    outcomes: list[Outcome]

    @property
    def changes(self) -> list[Change]:
        """Each once: two results of one duty change its person together."""
        return list(dict.fromkeys(change for outcome in self.outcomes for change in outcome.changes))

    @property
    def taken(self) -> list[Outcome]:
        return [each for each in self.outcomes if each.changes and each.line.shown]

    @property
    def left_out(self) -> list[Outcome]:
        return [each for each in self.outcomes if not each.changes and each.line.shown]

    @property
    def seen(self) -> str:
        """What was looked at, as a short text: another one means that somebody was faster."""
        facts = sorted(f"{each.part}.{each.task}.{each.milestone}.{each.before}.{each.after}" for each in self.changes)
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:32]


def propose(lines: Iterable[Line], wishes: Wishes) -> Proposal:
    return Proposal([_outcome(line, wishes) for line in lines])


def _outcome(line: Line, wishes: Wishes) -> Outcome:
    if not line.live:
        return Outcome(line, reason="không còn theo dõi, hoặc kế hoạch đã kết thúc")
    if line.done:
        return Outcome(line, reason="đã báo hoàn thành")
    if line.barred:
        return Outcome(line, reason=line.barred)
    outcome = Outcome(line)
    for part, now in (
        (ChargePart.PERSON, line.person), (ChargePart.DIRECTOR, line.director), (ChargePart.HOLDER, line.holder),
    ):  # fmt: skip
        if part not in wishes or wishes[part] == now:
            continue
        if part is ChargePart.HOLDER:
            if line.milestone is not None:
                outcome.changes.append(Change(part, line.task, line.milestone, now, wishes[part]))
        elif line.shown:
            outcome.changes.append(Change(part, line.task, None, now, wishes[part]))
    if not outcome.changes:
        only_holder = set(wishes) == {ChargePart.HOLDER}
        undated = only_holder and line.milestone is None
        outcome.reason = "chưa có hạn nên chưa có người giữ việc" if undated else "đã giao như vậy"
    return outcome
