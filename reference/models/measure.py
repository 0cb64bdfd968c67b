"""What is counted: the names under which figures are given, so that they can be added up."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from core.models import Timestamped
from organisations.models import Organisation
from reference.enums import MeasureKind


class MeasureQuerySet(models.QuerySet["Measure"]):
    def usable_in(self, organisation: Organisation) -> MeasureQuerySet:
        """Those that everybody counts and the office's own, in the order of the lists."""
        return self.filter(Q(organisation__isnull=True) | Q(organisation=organisation))

    def offered_on(self, day: dt.date) -> MeasureQuerySet:
        """Those in use that day; what was said with one that ended stays readable."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class Measure(Timestamped):
    """A thing that is counted: "Số tin, bài tuyên truyền", in "tin, bài".

    `kind` says how several figures make one (work.tallies): sums, the latest state, the latest rate. `kind` and
    `decimals` never change after the first day: they would change every total that was read before. `code` is the
    symbol in the annex of figures of the reports, blank for what an office counts for itself. `organisation` is
    blank for those of everybody. `valid_from` and `valid_until` are the first and the last day on which it is
    offered. `origin` is the key in the file that comes with the portal, `loaded` what was taken from there last.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name="đơn vị", null=True, blank=True, on_delete=models.CASCADE, related_name="measures"
    )
    code = models.CharField("ký hiệu", max_length=20, blank=True)
    name = models.CharField("tên số liệu", max_length=200)
    unit = models.CharField("đơn vị tính", max_length=40)
    kind = models.CharField("cách tổng hợp", max_length=8, choices=MeasureKind.choices, default=MeasureKind.SUM)
    decimals = models.PositiveSmallIntegerField("số chữ số thập phân", default=0)
    position = models.PositiveSmallIntegerField(default=1000, editable=False)
    valid_from = models.DateField("dùng từ ngày", null=True, blank=True)
    valid_until = models.DateField("dùng đến hết ngày", null=True, blank=True)
    note = models.TextField("cách tính", blank=True)
    origin = models.CharField(max_length=40, blank=True, editable=False)
    loaded = models.JSONField(default=dict, blank=True, editable=False)
    submission_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "loại số liệu"
        verbose_name_plural = "loại số liệu"
        ordering = ("position", "name", "id")
        constraints = [
            models.UniqueConstraint(fields=("origin",), name="measure_origin_once", condition=~Q(origin="")),
            models.CheckConstraint(
                condition=Q(decimals__lte=4),
                name="measure_decimals_at_most_4",
                violation_error_message="Nhiều nhất bốn chữ số thập phân",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="measure_days_in_order",
                violation_error_message="Ngày thôi dùng phải sau ngày bắt đầu dùng",
            ),
        ]
        indexes = [models.Index(fields=("organisation", "position"), name="measure_list")]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})"

    def is_offered_on(self, day: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )
