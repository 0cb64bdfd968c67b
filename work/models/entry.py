"""What was said about a milestone, by whom and when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import OwnedQuerySet, Unit
from work.enums import EntryKind
from work.models.milestone import Milestone


class WorkEntry(models.Model):
    """One saying: taking over, report, result, confirmation, decision. Never changed afterwards, only followed.

    `percent` is as declared. `unit` is the coordinating unit that confirms. `was_due_on` and `now_due_on`
    belong to an extension and to a corrected calendar. `key` is made by the form: the same sending, taken
    once. `by_name` stays when the person is gone; `instead_of_name` is the one for whom the person stood in.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField("việc", max_length=10, choices=EntryKind.choices)
    percent = models.PositiveSmallIntegerField("tiến độ tự khai (%)", null=True, blank=True)
    result = models.TextField("kết quả", blank=True)
    difficulties = models.TextField("khó khăn", blank=True)
    proposals = models.TextField("kiến nghị", blank=True)
    note = models.TextField("ghi chú, lý do", blank=True)
    fact_on = models.DateField("ngày của việc", null=True, blank=True)
    was_due_on = models.DateField("hạn trước đó", null=True, blank=True)
    now_due_on = models.DateField("hạn mới", null=True, blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name="bộ phận", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người ghi", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField("họ tên lúc ghi", max_length=200)
    instead_of_name = models.CharField("thay cho", max_length=200, blank=True)
    at = models.DateTimeField("lúc")
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "milestone__organisation__path"

    class Meta:
        verbose_name = "mục ghi thực hiện"
        verbose_name_plural = "mục ghi thực hiện"
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(percent__isnull=True) | Q(percent__lte=100), name="entry_percent")
        ]
        indexes = [models.Index(fields=("milestone", "at"), name="entries_in_order")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.by_name}"
