"""Giving many pieces of work to people at once, and taking it back."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from organisations.models import Organisation, OwnedQuerySet
from plans.models import PlanTask
from work.enums import ChargePart
from work.models.milestone import Milestone


class AssignmentBatch(models.Model):
    """One pressing of "Giao việc": what it changed stands in its rows, so that it can be taken back."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assignment_batches")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField("người giao", max_length=200)
    at = models.DateTimeField("giao lúc")
    note = models.CharField("ghi chú", max_length=300, blank=True)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    undone_by_name = models.CharField("người hoàn tác", max_length=200, blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "lần giao việc"
        verbose_name_plural = "lần giao việc"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"Giao việc, {self.by_name}"


class AssignmentRow(models.Model):
    """One change: who it was before and is after. A holder is of a milestone, the other parts are of the duty.

    `left` says why the row was not restored when the batch was taken back; blank while it stands or when it was.
    """

    batch = models.ForeignKey(AssignmentBatch, on_delete=models.CASCADE, related_name="rows")
    part = models.CharField("phần", max_length=8, choices=ChargePart.choices)
    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="+")
    milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    before = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    after = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    left = models.CharField("vì sao không hoàn tác", max_length=200, blank=True)

    objects = OwnedQuerySet.as_manager()
    owner_path = "batch__organisation__path"

    class Meta:
        verbose_name = "dòng giao việc"
        verbose_name_plural = "dòng giao việc"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.task}"
