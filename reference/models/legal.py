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
from reference.naming import is_named, short_name
from reference.numbers import number_key
from reference.validity import Validity, validity_on


class LegalTextQuerySet(models.QuerySet["LegalText"]):
    def usable_by(self, access: Access) -> LegalTextQuerySet:
        """The common catalogue and the office's own texts, these not from above; without an office none."""
        if access.organisation is None:
            return self.none()
        if access.from_above:
            return self.filter(organisation__isnull=True)
        return self.usable_in(access.organisation)

    def usable_in(self, organisation: Organisation) -> LegalTextQuerySet:
        return self.filter(Q(organisation__isnull=True) | Q(organisation=organisation))


class LegalText(Timestamped):
    """A document that can be cited: its name as printed, and from when until when it is in force.

    `number` is printed as in the document ("30/2020/NĐ-CP") and blank for one known by name alone;
    `dated` its day of issue. `valid_from` and `valid_until` are the first and the last day in force,
    blank where unknown or open. `successor` replaces it from the day after. `organisation` is blank
    for the common catalogue and else the office that keeps the text for itself.

    `checked_by_name`, `checked_on` and `checked_with` say who compared the entry with the document, when,
    and where the document was read. `origin` is the key of the entry in the catalogue that comes with the
    portal, `loaded` what was taken from there last: a column that differs from it was changed by a person
    and is left alone.
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
    checked_by_name = models.CharField("người đối chiếu", max_length=200, blank=True, editable=False)
    checked_with = models.CharField("đối chiếu với", max_length=300, blank=True, editable=False)
    checked_on = models.DateField("đối chiếu ngày", null=True, blank=True, editable=False)
    note = models.TextField("ghi chú", blank=True)
    origin = models.CharField(max_length=80, blank=True, editable=False)
    loaded = models.JSONField(default=dict, blank=True, editable=False)
    submission_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search = models.TextField(editable=False, blank=True)

    objects = LegalTextQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản căn cứ"
        verbose_name_plural = "văn bản căn cứ"
        ordering = ("-dated", "id")
        constraints = [
            models.UniqueConstraint(fields=("origin",), name="legal_text_origin_once", condition=~Q(origin="")),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=models.F("valid_from")),
                name="legal_text_dates_in_order",
                violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực",
            ),
        ]
        indexes = [
            models.Index(fields=("organisation", "-dated"), name="legal_text_list"),
            models.Index(fields=("organisation", "doc_type"), name="legal_text_types"),
        ]

    def __str__(self) -> str:
        by_name = is_named(self.doc_type) and self.number and self.subject
        return f"{self.short_name} số {self.number}" if by_name else self.short_name

    @property
    def short_name(self) -> str:
        """ "Nghị định số 30/2020/NĐ-CP", "Luật Khiếu nại"."""
        return short_name(self.doc_type, self.number, self.subject)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill what search compares, from the words; for writers that pass by `save`."""
        self.number_key = number_key(self.number)
        self.search = fold(f"{self.doc_type} {self.number} {self.number_key} {self.issuer} {self.subject}")

    def validity_on(self, day: dt.date) -> Validity:
        return validity_on(day, valid_from=self.valid_from, valid_until=self.valid_until, dated=self.dated)

    def in_force_on(self, day: dt.date) -> bool | None:
        """Whether it was in force that day; None where its dates are not known."""
        return self.validity_on(day).known
