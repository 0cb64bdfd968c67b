"""Days that people corrected in the calendar of public holidays."""

from __future__ import annotations

from django.db import models

from core.models import Timestamped
from reference.calendar_vn import DayKind

KINDS = {DayKind.OFF: "Ngày nghỉ", DayKind.WORK: "Ngày làm việc", DayKind.ORDINARY: "Ngày thường"}


def day_kinds() -> list[tuple[str, str]]:
    return [(kind.value, label) for kind, label in KINDS.items()]


class SpecialDay(Timestamped):
    """A day that is off or worked by announcement. It stands above what the library of holidays says, for all offices.

    `source` is the announcement ("Thông báo số 12345/TB-BNV"), `by_name` who entered it here.
    """

    day = models.DateField("ngày", unique=True, error_messages={"unique": "Ngày này đã có trong danh sách."})
    kind = models.CharField("là", max_length=10, choices=day_kinds)
    name = models.CharField("tên gọi", max_length=120)
    source = models.CharField("theo văn bản", max_length=300)
    by_name = models.CharField("người nhập", max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.name} ({self.day:%d/%m/%Y})"
