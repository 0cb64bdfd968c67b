"""Units of an organisation, and what they are also called."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from core.models import Timestamped
from core.text import fold
from organisations.models.organisation import Organisation


class UnitQuerySet(models.QuerySet["Unit"]):
    def existing_on(self, day: dt.date) -> UnitQuerySet:
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Unit(Timestamped):
    """A phòng, ban, bộ phận or công chức chức danh of an organisation that can lead a task."""

    class Kind(models.TextChoices):
        OFFICE = "office", "Phòng, ban, bộ phận"
        POST = "post", "Chức danh công chức"
        BODY = "body", "Đoàn thể, tổ chức"
        FORCE = "force", "Công an, quân sự"
        SERVICE = "service", "Đơn vị sự nghiệp"

    organisation = models.ForeignKey(
        Organisation, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="units"
    )
    name = models.CharField("tên bộ phận", max_length=200)
    short_name = models.CharField("tên viết tắt", max_length=60, blank=True)
    kind = models.CharField("loại", max_length=20, choices=Kind.choices, default=Kind.OFFICE)
    position = models.PositiveIntegerField("thứ tự", default=0)
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    search = models.CharField(max_length=400, editable=False, blank=True)

    objects = UnitQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "bộ phận"
        verbose_name_plural = "bộ phận"
        ordering = ("position", "name")
        constraints = [
            models.UniqueConstraint(
                fields=("organisation", "name"),
                name="unit_name_unique",
                condition=Q(valid_to__isnull=True),
                violation_error_message="Đơn vị đã có bộ phận tên này",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = fold(f"{self.name} {self.short_name}")
        super().save(*args, **kwargs)


class UnitSpelling(models.Model):
    """Another way a unit is written in plans ("VP-TK", "Văn phòng Thống Kế"), remembered when a person links it."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="spellings")
    text = models.CharField("cách viết", max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    owner_path = "unit__organisation__path"

    class Meta:
        verbose_name = "cách viết khác"
        verbose_name_plural = "cách viết khác"
        constraints = [models.UniqueConstraint(fields=("unit", "folded"), name="unit_spelling_once")]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.text)
        super().save(*args, **kwargs)
