"""Kinds of milestones and of what is said about them."""

from __future__ import annotations

from django.db import models


class MilestoneKind(models.TextChoices):
    """Where a milestone comes from. Only a checkpoint is never late: it asks for a note about continuous work."""

    DUE = "due", "Thời hạn trong kế hoạch"
    CHECKPOINT = "checkpoint", "Kỳ ghi nhận việc thường xuyên"
    SET = "set", "Hạn do người đặt"
    EVENT = "event", "Hạn tính từ sự kiện"


DERIVED = (MilestoneKind.DUE, MilestoneKind.CHECKPOINT)  # read from the words of the plan; the others a person made


class EntryKind(models.TextChoices):
    """What somebody said about a milestone."""

    ACCEPT = "accept", "Nhận việc"
    REPORT = "report", "Báo cáo tiến độ"
    FINISH = "finish", "Báo hoàn thành"
    CONFIRM = "confirm", "Xác nhận phần phối hợp"
    APPROVE = "approve", "Duyệt kết quả"
    RETURN = "return", "Trả lại"
    SET = "set", "Đặt hạn"
    EVENT = "event", "Ghi nhận sự kiện"
    ASK = "ask", "Xin gia hạn"
    EXTEND = "extend", "Gia hạn"
    REFUSE = "refuse", "Không gia hạn"
    ASSIGN = "assign", "Giao việc"
    HANDOVER = "handover", "Bàn giao"
    CALENDAR = "calendar", "Lịch làm việc thay đổi"
    NOTE = "note", "Ghi nhận"
    NUDGE = "nudge", "Đôn đốc"
    CORRECT = "correct", "Đính chính số liệu"
    FIGURES = "figures", "Bổ sung số liệu"
    UNASK = "unask", "Rút đề nghị gia hạn"


# Somebody was at it: took it over, told or proved something, judged it. What is in neither set fails a test.
WORKED = frozenset(
    {
        EntryKind.ACCEPT, EntryKind.REPORT, EntryKind.FINISH, EntryKind.CONFIRM, EntryKind.APPROVE, EntryKind.RETURN,
        EntryKind.ASK, EntryKind.UNASK, EntryKind.NOTE, EntryKind.CORRECT, EntryKind.FIGURES,
    }
)  # fmt: skip
# Only its day, its people or its urgency changed, which is no work by whoever has it.
ARRANGED = frozenset(
    {
        EntryKind.SET, EntryKind.EVENT, EntryKind.EXTEND, EntryKind.REFUSE, EntryKind.ASSIGN, EntryKind.HANDOVER,
        EntryKind.CALENDAR, EntryKind.NUDGE,
    }
)  # fmt: skip


class ChargePart(models.TextChoices):
    """What somebody is given of a piece of work."""

    PERSON = "person", "Phụ trách"
    DIRECTOR = "director", "Chỉ đạo"
    HOLDER = "holder", "Giữ việc"


class TargetVerdict(models.TextChoices):
    """What a person says of a target that no number measures."""

    REACHED = "reached", "Đạt"
    MISSED = "missed", "Chưa đạt"


class ReminderPart(models.TextChoices):
    """As what somebody is reminded: work.reminder_stages.Audience."""

    DOER = "doer", "Người làm"
    HELPER = "helper", "Phối hợp"
    LEADER = "leader", "Lãnh đạo"
    SUPERIOR = "superior", "Cấp trên"
