"""Who did what, when: append-only, outliving its subject."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from core.text import fold


class AuditEntry(models.Model):
    """One change as a reader sees it.

    The subject and the organisation are plain references with their names beside them, because a
    log must outlive what it speaks of. `changes` maps a field to [old, new]; secrets never enter.
    `part` names what inside the object is being typed in: while one person goes on typing there the
    entry grows (audit.record.TYPING_MINUTES), afterwards it never changes.
    """

    at = models.DateTimeField("lúc", auto_now_add=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    user_name = models.CharField("họ tên lúc đó", max_length=200, blank=True)
    organisation_id = models.BigIntegerField("đơn vị", null=True, blank=True, db_index=True)
    object_type = models.CharField("loại đối tượng", max_length=60)
    object_id = models.CharField("mã đối tượng", max_length=40)
    object_text = models.CharField("tên đối tượng", max_length=300)
    action = models.CharField("việc", max_length=60)
    note = models.TextField("ghi chú", blank=True)
    changes = models.JSONField("thay đổi", default=dict, blank=True)
    search = models.CharField(max_length=700, editable=False, blank=True)
    request_id = models.CharField("mã yêu cầu", max_length=32, blank=True)
    part = models.CharField(max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = "mục nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=("object_type", "object_id", "-at"), name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.user_name}: {self.action} {self.object_text}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_search()
        super().save(*args, **kwargs)

    def fill_search(self) -> None:
        self.search = fold(f"{self.action} {self.object_text} {self.user_name} {self.note}")[:700]
