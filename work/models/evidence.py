"""Proof: what shows that the work was done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from documents.models import Attachment
from organisations.models import OwnedQuerySet
from work.models.milestone import Milestone


class EvidenceQuerySet(OwnedQuerySet["Evidence"]):
    def standing(self) -> EvidenceQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Evidence(models.Model):
    """A file or a link that proves a milestone. A file is stored once and can prove many.

    `fact_on` is the day of what it shows, apart from the day it was added; `page` where to look in it.
    A withdrawn proof stays with who withdrew it and why, and cannot be opened any more.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="evidence")
    attachment = models.ForeignKey(
        Attachment, verbose_name="tệp", null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    url = models.URLField("đường dẫn", max_length=500, blank=True)
    title = models.CharField("tên minh chứng", max_length=200)
    fact_on = models.DateField("ngày của sự việc")
    page = models.CharField("xem ở trang, mục", max_length=60, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_by_name = models.CharField("người thêm", max_length=200)
    added_at = models.DateTimeField("thêm lúc")
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)
    withdrawn_by_name = models.CharField("người rút", max_length=200, blank=True)
    withdrawn_reason = models.CharField("lý do rút", max_length=300, blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = EvidenceQuerySet.as_manager()
    owner_path = "milestone__organisation__path"

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ("added_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(attachment__isnull=False, url="") | (Q(attachment__isnull=True) & ~Q(url="")),
                name="evidence_file_or_link",
            ),
            models.UniqueConstraint(
                fields=("milestone", "attachment"),
                name="evidence_file_once",
                condition=Q(withdrawn_at__isnull=True, attachment__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title
