"""The kinds of notices that this app gives; registered at start-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from notifications.kinds import Kind, Urgency, register
from notifications.notice import Line
from work.reminder_lines import still_to_do

GROUP = "Theo dõi thực hiện"
DUE, RETURNED, ASSIGNED = "work.due", "work.returned", "work.assigned"
WAITING, EXTENDED, NUDGED = "work.waiting", "work.extended", "work.nudged"


def morning_keys(organisation_id: int, days: Iterable[dt.date]) -> list[tuple[str, str]]:
    """Kind and keys of the reminders of these days: with the person's own work, and without any."""
    keys = [morning_key(organisation_id, day) for day in days]
    return [(DUE, key) for known in keys for key in (known, f"{known}:")]


def morning_key(organisation_id: int, day: dt.date) -> str:
    return f"{DUE}:{organisation_id}:{day.isoformat()}"


def results_waiting(lines: Sequence[Line], number: int) -> str:
    """The result itself, or how many of them."""
    return lines[0].text if number == 1 else f"{number} kết quả chờ ông/bà duyệt"


def reminder_left(lines: Sequence[Line], number: int) -> str:
    return still_to_do([line.weight for line in lines], number)


KINDS = (
    Kind(
        DUE,
        "Việc quá hạn, sắp đến hạn",
        Urgency.DIGEST,
        group=GROUP,
        weight=100,
        of_the_day=True,
        summary=reminder_left,
    ),
    Kind(RETURNED, "Kết quả bị trả lại", Urgency.AT_ONCE, group=GROUP, weight=80),
    Kind(NUDGED, "Được đôn đốc", Urgency.AT_ONCE, group=GROUP, weight=90, sms=True),
    Kind(ASSIGNED, "Việc mới giao", Urgency.DIGEST, group=GROUP, weight=60),
    Kind(WAITING, "Kết quả chờ duyệt", Urgency.DIGEST, group=GROUP, weight=50, summary=results_waiting, gathered=True),
    Kind(EXTENDED, "Việc được gia hạn", Urgency.DIGEST, group=GROUP, weight=40),
)


def register_kinds() -> None:
    for kind in KINDS:
        register(kind)
