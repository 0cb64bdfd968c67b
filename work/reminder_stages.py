"""When a milestone is spoken of again before and after its day, and to whom. Pure.

A stage is a number of days after the due day: -7 is a week before it, 0 the day itself, 30 a month late. Each audience
has a ladder of its own; what counts on a morning is the latest stage that it has passed, so that a morning that was
missed is made good by the next one with one reminder, not with all that were missed.

Reminders are made on working days alone. What would come before the due day on the days off that follow is brought
forward to the last working day before them: nobody learns on the first day after Tết that something fell due in it.
Lateness is never told in advance.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core.workdays import WorkCalendar
from work.timing import NOTE_DAYS, Facts

BEFORE = (-7, -3, -1, 0)  # days before the due day, and the day itself
AFTER = (1, 7)  # days late; then each MONTH further days
MONTH = 30
HELP = (-3, 0)  # what a coordinating unit is told of its part that it has not confirmed
HELP_LAPSES = 7  # so many days after the due day it is no matter of the coordinating units any more
FARTHEST = dt.timedelta(days=7)  # nothing is spoken of earlier before its day


class Audience(StrEnum):
    """To whom a milestone is spoken of. A person who is of several is told once, as the first of them here."""

    DOER = "doer"  # holds it, is in charge of it, or is of a unit that leads it
    HELPER = "helper"  # is of a coordinating unit that has not confirmed its part
    LEADER = "leader"  # is named above it, or leads the office: from the first day it is late
    SUPERIOR = "superior"  # looks upon the office from above: from thirty days late


@dataclass(frozen=True)
class Morning:
    """The day of a run and the last day for which it speaks: itself, or the last of the days off that follow."""

    today: dt.date
    until: dt.date

    @property
    def horizon(self) -> dt.date:
        """Whatever is due later is not spoken of on this morning."""
        return self.until + FARTHEST


def morning_of(today: dt.date, calendar: WorkCalendar) -> Morning | None:
    """None on a day off: nobody is written to then. The calendar must know the days off of the weeks ahead."""
    if not calendar.is_working(today):
        return None
    one = dt.timedelta(days=1)
    return Morning(today, calendar.next_working(today + one) - one)


def stages_of(facts: Facts, morning: Morning, *, known_on: dt.date | None = None) -> dict[Audience, int]:
    """For each audience that is spoken to, the latest stage that has passed.

    `known_on`: the first day on which the milestone was in the portal, None where that is long ago. Those who do the
    work are told of it as it stands; a leader and the superior of no stage that lies before it, so that a plan entered
    with old days does not accuse anybody on its first morning. Nothing is said of what is done, of continuous work
    whose period has not begun, and of a period that cannot be noted any more.
    """
    if facts.completed_on is not None or facts.due_on > morning.horizon:
        return {}
    if facts.continuous:
        stage = _note_stage(facts, morning)
        return {} if stage is None else {Audience.DOER: stage}
    late = (morning.today - facts.due_on).days
    ahead = (morning.until - facts.due_on).days
    found: dict[Audience, int] = {}
    before = _latest(BEFORE, ahead)
    after = _late_stage(late)
    doer = after if after is not None else before
    if doer is not None:
        found[Audience.DOER] = doer
    helper = _latest(HELP, ahead)
    if helper is not None and late < HELP_LAPSES:
        found[Audience.HELPER] = helper
    if after is not None and (known_on is None or known_on <= facts.due_on + dt.timedelta(days=after)):
        found[Audience.LEADER] = after
        if after >= MONTH:
            found[Audience.SUPERIOR] = after
    return found


def _latest(ladder: tuple[int, ...], reached: int) -> int | None:
    return max((stage for stage in ladder if stage <= reached), default=None)


def _late_stage(late: int) -> int | None:
    """1, 7, 30, 60, 90 …, or None when it is not late."""
    return late // MONTH * MONTH if late >= MONTH else _latest(AFTER, late)


def _note_stage(facts: Facts, morning: Morning) -> int | None:
    """A period of continuous work is asked about twice: when it nears its end, and after it while it can be noted."""
    if facts.start is not None and facts.start > morning.today:
        return None
    late = (morning.today - facts.due_on).days
    if late > NOTE_DAYS:
        return None
    if late > 0:
        return AFTER[0]
    return BEFORE[0] if (morning.until - facts.due_on).days >= BEFORE[0] else None
