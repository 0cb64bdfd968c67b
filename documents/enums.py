"""States and kinds of files, issued papers and long work."""

from __future__ import annotations

from django.db import models


class WorkState(models.TextChoices):
    QUEUED = "queued", "Đang chờ"
    RUNNING = "running", "Đang làm"
    DONE = "done", "Xong"
    FAILED = "failed", "Không làm được"


class EntryState(models.TextChoices):
    """What became of a number. A held one waits for its paper to be signed."""

    HELD = "held", "Đang giữ số"
    ISSUED = "issued", "Đã ban hành"
    CANCELLED = "cancelled", "Đã hủy số"


class NumberingScheme(models.TextChoices):
    """NĐ 30/2020, Điều 15.1c leaves it to the head of the agency."""

    EACH = "each", "Mỗi loại văn bản một dãy số riêng"
    COMMON = "common", "Một dãy số chung cho mọi loại văn bản"
    SOME = "some", "Một số loại có dãy riêng, các loại khác chung một dãy"
