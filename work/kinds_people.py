"""What people are told when work goes from one to another and when more time is asked for."""

from __future__ import annotations

from notifications.kinds import Kind, Urgency, register
from work.notices import GROUP

ABSENCE, ABSENCE_ENDED = "work.absence", "work.absence-ended"
HANDED_OVER = "work.handed-over"
EXTENSION_ASKED, EXTENSION_ANSWERED = "work.extension-asked", "work.extension-answered"


def register_people_kinds() -> None:
    for code, label, urgency in (
        (ABSENCE, "Làm thay người nghỉ, vắng", Urgency.AT_ONCE),
        (ABSENCE_ENDED, "Đợt nghỉ kết thúc sớm hoặc được bỏ", Urgency.AT_ONCE),
        (HANDED_OVER, "Bàn giao công việc", Urgency.AT_ONCE),
        (EXTENSION_ASKED, "Có đề nghị gia hạn", Urgency.AT_ONCE),
        (EXTENSION_ANSWERED, "Đề nghị gia hạn được trả lời", Urgency.AT_ONCE),
    ):
        register(Kind(code=code, label=label, urgency=urgency, group=GROUP, weight=70))
