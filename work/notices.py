"""The kinds of notices that this app gives; registered at start-up."""

from __future__ import annotations

from notifications.kinds import Kind, Urgency, register

GROUP = "Theo dõi thực hiện"
DUE, RETURNED, ASSIGNED = "work.due", "work.returned", "work.assigned"
WAITING, EXTENDED, NUDGED = "work.waiting", "work.extended", "work.nudged"

KINDS = (
    Kind(DUE, "Việc quá hạn, sắp đến hạn", Urgency.DIGEST, group=GROUP, weight=100, of_the_day=True),
    Kind(RETURNED, "Kết quả bị trả lại", Urgency.AT_ONCE, group=GROUP, weight=80),
    Kind(NUDGED, "Được đôn đốc", Urgency.AT_ONCE, group=GROUP, weight=90, sms=True),
    Kind(ASSIGNED, "Việc mới giao", Urgency.DIGEST, group=GROUP, weight=60),
    Kind(WAITING, "Kết quả chờ duyệt", Urgency.DIGEST, group=GROUP, weight=50),
    Kind(EXTENDED, "Việc được gia hạn", Urgency.DIGEST, group=GROUP, weight=40),
)


def register_kinds() -> None:
    for kind in KINDS:
        register(kind)
