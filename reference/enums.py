"""Kinds of reference data."""

from __future__ import annotations

from django.db import models


class Standing(models.TextChoices):
    """How sure the dates of a text are. Only checked ones may stop anything; the others are shown as a question."""

    CHECKED = "checked", "Đã đối chiếu với văn bản"
    RECALLED = "recalled", "Chưa đối chiếu, cần kiểm tra lại"


class MeasureKind(models.TextChoices):
    """How several figures of one measure make one."""

    SUM = "sum", "Cộng dồn"
    LATEST = "latest", "Lấy số mới nhất (tình trạng)"
    RATE = "rate", "Tỷ lệ, lấy lần mới nhất"
