"""States and kinds of plans and their parts."""

from __future__ import annotations

from django.db import models


class PlanState(models.TextChoices):
    DRAFT = "draft", "Dự thảo"
    SUBMITTED = "submitted", "Đã trình lãnh đạo"
    ISSUED = "issued", "Đã ban hành"
    REPLACED = "replaced", "Đã thay thế"
    CLOSED = "closed", "Đã kết thúc"


UNISSUED = (PlanState.DRAFT, PlanState.SUBMITTED)  # seen by the office alone


class ReviewAction(models.TextChoices):
    """A move of a plan inside the office before it is issued."""

    SUBMIT = "submit", "Trình lãnh đạo"
    WITHDRAW = "withdraw", "Rút về sửa"
    RETURN = "return", "Trả lại"


class PartyRole(models.TextChoices):
    LEAD = "lead", "Chủ trì"
    COORDINATE = "coordinate", "Phối hợp"


class PartyKind(models.TextChoices):
    """What a printed name stands for. Only a unit has an inbox; the others need a person in charge."""

    UNIT = "unit", "Bộ phận của đơn vị"
    ORGANISATION = "organisation", "Đơn vị khác trong hệ thống"
    OUTSIDE = "outside", "Cơ quan ngoài hệ thống"
    GROUP = "group", "Nhóm chung (các ban, ngành…)"


class AssignmentField(models.TextChoices):
    LEAD = "lead", "Cơ quan chủ trì"
    COORDINATE = "coordinate", "Cơ quan phối hợp"
    DEADLINE = "deadline", "Thời gian thực hiện"


class ColumnRole(models.TextChoices):
    """What a column of a task table holds. A column without a role is printed and not interpreted."""

    NUMBER = "number", "Số thứ tự"
    CONTENT = "content", "Nội dung nhiệm vụ"
    SOLUTION = "solution", "Giải pháp"
    RESULT = "result", "Sản phẩm, kết quả"
    LEAD = "lead", "Cơ quan chủ trì"
    COORDINATE = "coordinate", "Cơ quan phối hợp"
    DEADLINE = "deadline", "Thời hạn"
    BUDGET = "budget", "Kinh phí"
    NOTE = "note", "Ghi chú"
    OTHER = "other", "Cột khác"


class ImportState(models.TextChoices):
    READING = "reading", "Đang đọc"
    FAILED = "failed", "Không đọc được"
    READ = "read", "Đang đối chiếu"
    ACCEPTED = "accepted", "Đã nhận vào hệ thống"
    DISCARDED = "discarded", "Đã bỏ"


class StartKind(models.TextChoices):
    """What a plan, or an appendix of it, is begun from."""

    LAST_YEAR = "year", "Kế hoạch năm trước"
    MODEL = "model", "Kế hoạch mẫu"
    SUPERIOR = "superior", "Kế hoạch cấp trên"
    APPENDIX = "appendix", "Phụ lục dán vào"
