"""The dated tree of organisations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from core.models import Timestamped
from core.text import fold
from organisations.enums import Level

CODE = RegexValidator(r"^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$", "Mã gồm chữ thường không dấu, số và gạch nối, 3–40 ký tự.")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def within(self, *paths: str) -> OrganisationQuerySet:
        """The subtrees under these paths; no path gives no rows."""
        if not paths:
            return self.none()
        wanted = Q()
        for path in paths:
            wanted |= Q(path__startswith=path)
        return self.filter(wanted)

    def existing_on(self, day: dt.date) -> OrganisationQuerySet:
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Organisation(Timestamped):
    """A province, district, commune or village, with the years in which it existed.

    `path` ("0001.0014.") is today's view of who is inside whom and is kept by
    `organisations.domain.tree` alone: a dissolved commune stands under its successor. Who was
    above whom on a date is said by `Subordination`. Inclusive dates; None is open.
    """

    code = models.CharField("mã đơn vị", max_length=40, unique=True, validators=[CODE])
    name = models.CharField("tên", max_length=200, help_text="Tên đầy đủ, ví dụ: xã An Bình")
    short_name = models.CharField(
        "địa danh", max_length=120, help_text="Tên riêng ghi trước ngày tháng, ví dụ: An Bình"
    )
    level = models.CharField("cấp", max_length=20, choices=Level.choices)
    parent = models.ForeignKey(
        "self", verbose_name="trực thuộc", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=200, unique=True, editable=False)
    agency_lines = models.JSONField(
        "tên cơ quan ban hành", default=list, help_text='Các dòng ô 2, ví dụ: ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"]'
    )
    parent_agency_lines = models.JSONField("cơ quan chủ quản", default=list, blank=True)
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    search = models.CharField(max_length=400, editable=False, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ("path",)
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="organisation_dates_in_order",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = fold(f"{self.name} {self.code}")
        super().save(*args, **kwargs)

    def exists_on(self, day: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    @property
    def initials(self) -> str:
        """Two letters for the round seal beside the name."""
        words = self.short_name.split() or self.name.split()
        return "".join(word[0] for word in words[-2:]).upper()

    @property
    def display_name(self) -> str:
        """The name as it begins a line: first letter capital."""
        return self.name[:1].upper() + self.name[1:]


class Subordination(models.Model):
    """Who was above whom from when to when: huyện until 30/6/2025, tỉnh from 01/7/2025."""

    organisation = models.ForeignKey(
        Organisation, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="superiors"
    )
    superior = models.ForeignKey(
        Organisation, verbose_name="cấp trên", on_delete=models.PROTECT, related_name="inferiors"
    )
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        verbose_name = "quan hệ trực thuộc"
        verbose_name_plural = "quan hệ trực thuộc"
        ordering = ("organisation", "valid_from")

    def __str__(self) -> str:
        return f"{self.organisation} thuộc {self.superior}"


class Succession(models.Model):
    """Which organisation took over from which, on which day."""

    class Kind(models.TextChoices):
        MERGED = "merged", "Sáp nhập"
        SPLIT = "split", "Chia tách"
        RENAMED = "renamed", "Đổi tên"
        DISSOLVED = "dissolved", "Giải thể"

    predecessor = models.ForeignKey(
        Organisation, verbose_name="đơn vị cũ", on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Organisation, verbose_name="đơn vị mới", on_delete=models.PROTECT, related_name="predecessions"
    )
    on = models.DateField("từ ngày")
    kind = models.CharField("hình thức", max_length=20, choices=Kind.choices)
    basis = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = "kế thừa"
        verbose_name_plural = "kế thừa"
        constraints = [models.UniqueConstraint(fields=("predecessor", "successor"), name="succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
