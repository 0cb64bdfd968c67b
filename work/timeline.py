"""The duties of a plan along its months. Pure: days become places on a line of `WIDTH` units."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from work.calendar_grid import SHORT_WORDS, next_month, word_of
from work.timing import Facts, Standing, timeliness

WIDTH = 1000
MOST_MONTHS = 15  # of one picture; what lies beyond stands in the words beside it


@dataclass(frozen=True)
class Month:
    """A month on the line: where it begins. `year` stands at the first one and in January, else it is blank."""

    label: str
    year: str
    x: float


@dataclass(frozen=True)
class Axis:
    """From the first day of a month to the last day of another."""

    first: dt.date
    last: dt.date

    def x(self, day: dt.date) -> float:
        """The beginning of the day; before and beyond the line its ends."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return round(min(max(share, 0.0), 1.0) * WIDTH, 1)

    def holds(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    @property
    def months(self) -> list[Month]:
        out: list[Month] = []
        day = self.first
        while day <= self.last:
            year = str(day.year) if not out or day.month == 1 else ""
            out.append(Month(str(day.month), year, self.x(day)))
            day = next_month(day)
        return out


@dataclass(frozen=True)
class Mark:
    """One result on the line: its window, its day, how it stands. `done_x` None: not done yet, or off the line."""

    standing: Standing
    word: str
    late_done: bool
    label: str
    due_on: dt.date
    completed_on: dt.date | None
    x: float
    width: float
    due_x: float
    done_x: float | None
    inside: bool


def axis_of(first: dt.date | None, last: dt.date | None, today: dt.date) -> Axis:
    """Whole months around these days; at most fifteen."""
    begin = (first or today).replace(day=1)
    end = max(last or today, begin)
    farthest = begin
    for _ in range(MOST_MONTHS):
        farthest = next_month(farthest)
    end = min(next_month(end.replace(day=1)), farthest)
    return Axis(begin, end - dt.timedelta(days=1))


def mark_of(facts: Facts, axis: Axis, today: dt.date) -> Mark:
    start = facts.start or facts.due_on
    x, due_x = axis.x(min(start, facts.due_on)), axis.x(facts.due_on + dt.timedelta(days=1))
    done, stands = facts.completed_on, timeliness(facts, today)
    return Mark(
        stands.standing, word_of(stands), stands.standing is Standing.DONE and stands.days > 0, facts.label,
        facts.due_on, done, x, round(max(due_x - x, 0.0), 1), due_x,
        axis.x(done) if done is not None and axis.holds(done) else None, axis.holds(facts.due_on),
    )  # fmt: skip


def summary(marks: Iterable[Mark]) -> str:
    """ "2 quá hạn, 3 xong (1 chậm)" in the order of the lists; blank without marks."""
    seen = list(marks)
    counts, late = Counter(mark.standing for mark in seen), sum(mark.late_done for mark in seen)
    words = {each: f"{counts[each]} {SHORT_WORDS[each].lower()}" for each in Standing if counts[each]}
    if late:
        words[Standing.DONE] += f" ({late} chậm)"
    return ", ".join(words.values())


def worst(marks: Sequence[Mark]) -> Standing | None:
    order = list(Standing)
    return min((mark.standing for mark in marks), key=order.index, default=None)
