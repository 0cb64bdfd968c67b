"""Asking for more time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from organisations.models import OwnedQuerySet
from work.models.milestone import Milestone


class ExtensionQuerySet(OwnedQuerySet["ExtensionRequest"]):
    def waiting(self) -> ExtensionQuerySet:
        """Nobody has answered, and the work is still to be done: what was finished meanwhile needs no answer."""
        return self.filter(answered_at__isnull=True, milestone__completed_on__isnull=True, milestone__superseded=False)


class ExtensionRequest(models.Model):
    """Somebody who does the work asks for a later day; whoever may extend agrees, to this or another day, or refuses.

    `was_due_on` is the day that stood when it was asked. `granted_on` is the new day, blank when refused;
    `answer` the words of the one who decided. `withdrawn`: taken back by the one who asked, which closes it like an
    answer, with nobody's decision. One open request a milestone.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="extension_requests")
    was_due_on = models.DateField("hạn lúc đề nghị")
    wanted_on = models.DateField("hạn đề nghị")
    reason = models.TextField("lý do")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người đề nghị", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_by_name = models.CharField("người đề nghị", max_length=200)
    asked_at = models.DateTimeField("đề nghị lúc")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người quyết định", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    answered_by_name = models.CharField("người quyết định", max_length=200, blank=True)
    answered_at = models.DateTimeField("quyết định lúc", null=True, blank=True)
    granted_on = models.DateField("hạn được đồng ý", null=True, blank=True)
    answer = models.TextField("ý kiến", blank=True)
    withdrawn = models.BooleanField("đã rút", default=False)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ExtensionQuerySet.as_manager()
    owner_path = "milestone__organisation__path"

    class Meta:
        verbose_name = "đề nghị gia hạn"
        verbose_name_plural = "đề nghị gia hạn"
        ordering = ("asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("milestone",),
                name="extension_one_open",
                condition=Q(answered_at__isnull=True),
                violation_error_message="Việc này đang có một đề nghị gia hạn",
            ),
            models.CheckConstraint(condition=Q(wanted_on__gt=F("was_due_on")), name="extension_wants_later"),
            models.CheckConstraint(
                condition=Q(granted_on__isnull=True) | Q(answered_at__isnull=False), name="extension_granted_by_answer"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(answered_at__isnull=False, granted_on__isnull=True),
                name="extension_withdrawn_grants_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"Đề nghị gia hạn của {self.asked_by_name}"
