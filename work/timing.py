"""How a milestone stands on a day: pure, computed when it is looked at and never stored.

Days are calendar days. `work.models.MilestoneQuerySet.with_standing` asks the database the same by the same numbers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core.days import written

SOON_DAYS = 7  # "Đến hạn trong 7 ngày"
NOTE_DAYS = 15  # after its end a period of continuous work can still be noted in the lists


class Standing(StrEnum):
    """In the order of the lists. COMING: its period has not begun. PAST: a period nobody noted."""

    LATE = "late"
    SOON = "soon"
    DOING = "doing"
    CONTINUOUS = "continuous"
    COMING = "coming"
    DONE = "done"
    PAST = "past"


@dataclass(frozen=True)
class Facts:
    """What counts of a milestone. `continuous`: a checkpoint, which is never late."""

    due_on: dt.date
    start: dt.date | None = None
    completed_on: dt.date | None = None
    continuous: bool = False
    label: str = ""


@dataclass(frozen=True)
class Timeliness:
    """`days`: left until the due day, negative when late; for what is done, how many days it was late (0: in time).

    `words` and `tone` are those of the chip (core.templatetags.ui.chip).
    """

    standing: Standing
    days: int
    words: str
    tone: str


def standing_of(facts: Facts, today: dt.date) -> Standing:
    return Ruler(today).standing(facts.due_on, facts.start, facts.completed_on, continuous=facts.continuous)


class Ruler:
    """How things stand on one day, for many milestones at once."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self._soon = today + dt.timedelta(days=SOON_DAYS)
        self._noted = today - dt.timedelta(days=NOTE_DAYS)

    def standing(
        self, due_on: dt.date, start: dt.date | None, completed_on: dt.date | None, *, continuous: bool
    ) -> Standing:
        if completed_on is not None:
            return Standing.DONE
        begun = start is None or start <= self.today
        if continuous:
            if not begun:
                return Standing.COMING
            return Standing.CONTINUOUS if due_on >= self._noted else Standing.PAST
        if due_on < self.today:
            return Standing.LATE
        if due_on <= self._soon:
            return Standing.SOON
        return Standing.DOING if begun else Standing.COMING


def timeliness(facts: Facts, today: dt.date) -> Timeliness:
    standing = standing_of(facts, today)
    left = (facts.due_on - today).days
    by = f"hạn {written(facts.due_on)}"
    if standing is Standing.DONE:
        return _done(facts)
    if standing is Standing.LATE:
        return Timeliness(standing, left, f"Quá hạn {-left} ngày · hạn {written(facts.due_on)}", "late")
    if standing is Standing.SOON:
        words = f"Đến hạn hôm nay · {by}" if left == 0 else f"Còn {left} ngày · {by}"
        return Timeliness(standing, left, words, "warn")
    if standing is Standing.CONTINUOUS:
        past = left < 0
        words = f"Chờ ghi nhận {facts.label}" if past else f"Kỳ này đến {written(facts.due_on)}"
        return Timeliness(standing, left, words, "warn" if past else "brand")
    if standing is Standing.PAST:
        return Timeliness(standing, left, f"Không ghi nhận {facts.label}", "idle")
    return Timeliness(standing, left, f"Còn {left} ngày · {by}", "brand" if standing is Standing.DOING else "idle")


def lasting_words(facts: Facts, today: dt.date) -> str:
    """How open work stands, in words that are as true when they are read days later: its day, no number of days."""
    by = written(facts.due_on)
    if facts.continuous:
        return f"Chờ ghi nhận {facts.label or f'kỳ đến {by}'}" if facts.due_on < today else f"Kỳ đến {by}"
    if facts.due_on < today:
        return f"Quá hạn, hạn {by}"
    return f"Hạn {by}" + (f" · {facts.label}" if facts.label else "")


def _done(facts: Facts) -> Timeliness:
    assert facts.completed_on is not None
    if facts.continuous:
        return Timeliness(Standing.DONE, 0, f"Đã ghi nhận {facts.label}", "ok")
    late = max((facts.completed_on - facts.due_on).days, 0)
    words = f"Hoàn thành {written(facts.completed_on)}"
    return Timeliness(Standing.DONE, late, words + (f", chậm {late} ngày" if late else ""), "warn" if late else "ok")
