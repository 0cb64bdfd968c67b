"""Handing over all duties of one person, and what was handed over."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from organisations.models import Organisation, OwnedQuerySet
from plans.models import PlanTask
from work.handing_over import parts_in_words


class HandOver(models.Model):
    """A person's open duties went to others on a day; the minutes are printed from this row and its lines.

    `giver_post`, `chief_*` and `letterhead` are the words as they stood on that day: posts change, the paper does not.
    `titles` says "Ông" or "Bà" of "giver", "chief" and of each receiver by the id; who is not in it stays "Ông (Bà)".
    `ended` names the roles that ended with it. `back_of`: this one hands back what that one had handed over.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hand_overs")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người bàn giao", on_delete=models.PROTECT, related_name="hand_overs"
    )
    giver_name = models.CharField("họ tên người bàn giao", max_length=200)
    giver_post = models.CharField("chức vụ người bàn giao", max_length=200, blank=True)
    chief_name = models.CharField("họ tên người xác nhận", max_length=200, blank=True)
    chief_post = models.CharField("chức vụ người xác nhận", max_length=200, blank=True)
    letterhead = models.JSONField("tên cơ quan, địa danh", default=dict, blank=True)
    on = models.DateField("ngày bàn giao")
    reason = models.CharField("lý do", max_length=500)
    titles = models.JSONField("Ông, Bà", default=dict, blank=True)
    ended = models.JSONField("vai trò kết thúc", default=list, blank=True)
    back_of = models.ForeignKey(
        "self", verbose_name="bàn giao lại của", null=True, blank=True, on_delete=models.PROTECT, related_name="backs"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField("người ghi", max_length=200)
    at = models.DateTimeField("ghi lúc")
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "lần bàn giao"
        verbose_name_plural = "lần bàn giao"
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"Bàn giao công việc của {self.giver_name}"


class HandOverLine(models.Model):
    """One duty that was handed over, with how it stood: words and figures of that day, never changed afterwards.

    `in_charge`, `directed`: which parts of the duty went over; `milestones` the ids of the results the giver held.
    `percent` is the declared progress of the result that comes next, `proofs` the number of proofs of its results.
    """

    hand_over = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField("thứ tự")
    task = models.ForeignKey(PlanTask, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    in_charge = models.BooleanField("phụ trách", default=False)
    directed = models.BooleanField("chỉ đạo", default=False)
    milestones = models.JSONField("kết quả đang giữ", default=list, blank=True)
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhận", on_delete=models.PROTECT, related_name="+"
    )
    receiver_name = models.CharField("họ tên người nhận", max_length=200)
    receiver_post = models.CharField("chức vụ người nhận", max_length=200, blank=True)
    plan_words = models.CharField("kế hoạch", max_length=400)
    text = models.TextField("nhiệm vụ")
    due_words = models.CharField("thời hạn", max_length=400, blank=True)
    percent = models.PositiveSmallIntegerField("tiến độ tự khai (%)", null=True, blank=True)
    proofs = models.PositiveIntegerField("số minh chứng", default=0)

    objects = OwnedQuerySet.as_manager()
    owner_path = "hand_over__organisation__path"

    class Meta:
        verbose_name = "dòng bàn giao"
        verbose_name_plural = "dòng bàn giao"
        ordering = ("hand_over", "position")
        constraints = [models.UniqueConstraint(fields=("hand_over", "task"), name="hand_over_duty_once")]

    def __str__(self) -> str:
        return self.text[:120]

    @property
    def parts(self) -> str:
        return parts_in_words(in_charge=self.in_charge, directed=self.directed, held=bool(self.milestones))
