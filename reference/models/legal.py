"""The catalogue of documents that plans are based on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from core.models import Timestamped
from core.text import fold
from organisations.access import Access
from organisations.models import Organisation
from reference.enums import Standing


class LegalTextQuerySet(models.QuerySet["LegalText"]):
    def usable_by(self, access: Access) -> LegalTextQuerySet:
        """The common catalogue and the office's own texts; an access without an office sees none."""
        if access.organisation is None:
            return self.none()
        return self.filter(Q(organisation__isnull=True) | Q(organisation_id=access.organisation_id))


class LegalText(Timestamped):
    """A document that can be cited: its name as printed, and from when until when it is in force.

    `number` is printed as in the document ("30/2020/NĐ-CP") and blank for one known by name alone;
    `dated` its day of issue. `valid_from` and `valid_until` are the first and the last day in force,
    blank where unknown or open. `successor` replaces it from the day after. `organisation` is blank
    for the common catalogue and else the office that keeps the text for itself.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name="đơn vị", null=True, blank=True, on_delete=models.CASCADE, related_name="legal_texts"
    )
    doc_type = models.CharField("loại văn bản", max_length=60)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    number_key = models.CharField(max_length=60, editable=False, blank=True, db_index=True)
    dated = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    subject = models.TextField("trích yếu", blank=True)
    valid_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    valid_until = models.DateField("hết hiệu lực sau ngày", null=True, blank=True)
    successor = models.ForeignKey(
        "self", verbose_name="thay bằng", null=True, blank=True, on_delete=models.SET_NULL, related_name="predecessors"
    )
    standing = models.CharField("mức chắc chắn", max_length=10, choices=Standing.choices, default=Standing.RECALLED)
    note = models.TextField("ghi chú", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search = models.TextField(editable=False, blank=True)

    objects = LegalTextQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản căn cứ"
        verbose_name_plural = "văn bản căn cứ"
        ordering = ("-dated", "id")

    def __str__(self) -> str:
        return f"{self.doc_type} {self.number or self.subject}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.number_key = number_key(self.number)
        self.search = fold(f"{self.doc_type} {self.number} {self.issuer} {self.subject}")
        super().save(*args, **kwargs)

    def in_force_on(self, day: dt.date) -> bool | None:
        """Whether it was in force that day; None where its dates are not known."""
        if self.valid_from is None and self.valid_until is None:
            return None
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


def number_key(number: str) -> str:
    """What two spellings of one number have in common: "30 / 2020 / NĐ - CP" → "30/2020/nd-cp"."""
    return fold(number).replace(" ", "")
