"""What happens to a plan between the draft and its issue, and what a person decided about a warning."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from organisations.models import OwnedQuerySet
from plans.enums import ReviewAction
from plans.models.plan import Plan


class PlanReviewStep(models.Model):
    """A move inside the office: who, when, with which words. Never changed afterwards."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="review_steps")
    action = models.CharField("việc", max_length=12, choices=ReviewAction.choices)
    note = models.TextField("ý kiến", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField("người làm", max_length=150)
    at = models.DateTimeField("lúc", auto_now_add=True)

    objects = OwnedQuerySet.as_manager()
    owner_path = "plan__organisation__path"

    class Meta:
        verbose_name = "bước trình duyệt"
        verbose_name_plural = "bước trình duyệt"
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.by_name}"


class SettledProblem(models.Model):
    """A warning that a person looked at and let stand, with the reason. Blocking ones cannot be settled.

    `code` is the check and `place` what it found it in (plans.readiness.Problem): when the words change
    into another problem, that one is new.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="settled_problems")
    code = models.CharField(max_length=40)
    place = models.CharField(max_length=200)
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()
    owner_path = "plan__organisation__path"

    class Meta:
        verbose_name = "cảnh báo đã xem"
        verbose_name_plural = "cảnh báo đã xem"
        constraints = [models.UniqueConstraint(fields=("plan", "code", "place"), name="problem_settled_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.place}"
