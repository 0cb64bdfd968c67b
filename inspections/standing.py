"""How an inspection and a finding stand on a day: pure, computed when it is looked at and never stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core.days import written


class FindingState(StrEnum):
    """In the order of the lists, the worst first.

    WAITING: those who had to mend it say it is done; a re-inspection has to see it. UNDATED: nobody said by when.
    NOTED: something good, which asks nobody for anything.
    """

    LATE = "late"
    WAITING = "waiting"
    NOT_GIVEN = "not_given"
    UNDATED = "undated"
    MENDING = "mending"
    CLOSED = "closed"
    NOTED = "noted"


STATE_NAMES = {
    FindingState.LATE: "Quá hạn khắc phục",
    FindingState.WAITING: "Chờ kiểm tra lại",
    FindingState.NOT_GIVEN: "Chưa giao việc",
    FindingState.UNDATED: "Chưa định hạn",
    FindingState.MENDING: "Đang khắc phục",
    FindingState.CLOSED: "Đã khắc phục",
    FindingState.NOTED: "Ưu điểm",
}
TONES = {
    FindingState.LATE: "late",
    FindingState.WAITING: "warn",
    FindingState.NOT_GIVEN: "warn",
    FindingState.UNDATED: "idle",
    FindingState.MENDING: "brand",
    FindingState.CLOSED: "ok",
    FindingState.NOTED: "ok",
}


@dataclass(frozen=True)
class Facts:
    """`asks`: somebody has to do something. `given`: it is a duty of somebody. `done_on`: declared as done."""

    asks: bool
    due_on: dt.date | None = None
    given: bool = False
    done_on: dt.date | None = None
    closed_on: dt.date | None = None


@dataclass(frozen=True)
class Judged:
    """`words` and `tone` are those of the chip; `days`: left until the due day, negative when late."""

    state: FindingState
    words: str
    tone: str
    days: int = 0


def state_of(facts: Facts, today: dt.date) -> FindingState:
    if not facts.asks:
        return FindingState.NOTED
    if facts.closed_on is not None:
        return FindingState.CLOSED
    if facts.done_on is not None:
        return FindingState.WAITING
    if facts.due_on is None:
        return FindingState.UNDATED
    if facts.due_on < today:
        return FindingState.LATE
    return FindingState.MENDING if facts.given else FindingState.NOT_GIVEN


def judged(facts: Facts, today: dt.date) -> Judged:
    state = state_of(facts, today)
    left = (facts.due_on - today).days if facts.due_on else 0
    words = STATE_NAMES[state]
    if state is FindingState.LATE and facts.due_on:
        words = f"Quá hạn {-left} ngày · hạn {written(facts.due_on)}"
    elif state is FindingState.MENDING and facts.due_on:
        words = f"Đang khắc phục · hạn {written(facts.due_on)}"
    elif state is FindingState.NOT_GIVEN and facts.due_on:
        words = f"Chưa giao việc · hạn {written(facts.due_on)}"
    elif state is FindingState.WAITING and facts.done_on:
        words = f"Báo xong {written(facts.done_on)}, chờ kiểm tra lại"
    elif state is FindingState.CLOSED and facts.closed_on:
        words = f"Đã khắc phục {written(facts.closed_on)}"
    return Judged(state, words, TONES[state], left)


class InspectionState(StrEnum):
    """PLANNED before its time, OVERDUE when its time is over, HELD: the record is being written."""

    OVERDUE = "overdue"
    HELD = "held"
    PLANNED = "planned"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


INSPECTION_NAMES = {
    InspectionState.OVERDUE: "Quá thời gian dự kiến",
    InspectionState.HELD: "Đang ghi biên bản",
    InspectionState.PLANNED: "Chưa kiểm tra",
    InspectionState.CONCLUDED: "Đã kết luận",
    InspectionState.CANCELLED: "Đã hủy",
}
INSPECTION_TONES = {
    InspectionState.OVERDUE: "late",
    InspectionState.HELD: "brand",
    InspectionState.PLANNED: "idle",
    InspectionState.CONCLUDED: "ok",
    InspectionState.CANCELLED: "idle",
}


def inspection_state(
    *,
    planned_until: dt.date | None,
    held_on: dt.date | None,
    concluded_on: dt.date | None,
    cancelled_on: dt.date | None,
    today: dt.date,
) -> InspectionState:
    if cancelled_on is not None:
        return InspectionState.CANCELLED
    if concluded_on is not None:
        return InspectionState.CONCLUDED
    if held_on is not None:
        return InspectionState.HELD
    over = planned_until is not None and planned_until < today
    return InspectionState.OVERDUE if over else InspectionState.PLANNED
