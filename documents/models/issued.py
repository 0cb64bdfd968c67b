"""What was issued, frozen on that day."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from core.indexes import WordsIndex
from core.text import fold
from documents.models.attachment import Attachment
from organisations.models import Organisation, OwnedQuerySet


class IssuedDocument(models.Model):
    """A paper with number and date. Its text, letterhead and signatory never change again.

    `content` is the OfficialDocument of that day as plain JSON (core.codec); `content_key` its
    SHA-256. The PDF is rendered from it once and kept with its own hash. `recorded` papers were
    issued outside the portal; their scan, where there is one, is the original.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="issued_documents"
    )
    kind = models.CharField("loại hồ sơ", max_length=30)
    type_name = models.CharField("tên loại", max_length=100)
    number = models.CharField("số", max_length=20)
    symbol = models.CharField("ký hiệu", max_length=40)
    year = models.PositiveSmallIntegerField("năm")
    issued_on = models.DateField("ngày ban hành")
    title = models.TextField("trích yếu")
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    content = models.JSONField("nội dung đóng băng")
    content_key = models.CharField(max_length=64)
    pdf = models.ForeignKey(
        Attachment, verbose_name="bản in", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scan = models.ForeignKey(
        Attachment, verbose_name="bản quét", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded = models.BooleanField("ban hành ngoài hệ thống", default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    search = models.TextField(editable=False, blank=True)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "văn bản đã ban hành"
        verbose_name_plural = "văn bản đã ban hành"
        ordering = ("-issued_on", "-id")
        constraints = [
            # Nghị định 30/2020, Điều 15: number and symbol are unique in the agency's year.
            models.UniqueConstraint(
                fields=("organisation", "year", "symbol", "number"),
                name="issued_number_unique",
                condition=~Q(number=""),
                violation_error_message="Số và ký hiệu này đã được cấp trong năm",
            )
        ]
        indexes = [WordsIndex(fields=("organisation", "search"), name="issued_words")]

    def __str__(self) -> str:
        return f"{self.type_name.capitalize()} số {self.notation}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_search()
        super().save(*args, **kwargs)

    def fill_search(self) -> None:
        self.search = fold(f"{self.type_name} {self.title} {self.number}/{self.symbol} {self.year} {self.signer_name}")

    @property
    def notation(self) -> str:
        """ "97/KH-UBND"."""
        return f"{self.number}/{self.symbol}"
