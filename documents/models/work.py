"""Long work as a row: the row is the work, a broker message only wakes it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from documents.enums import WorkState
from documents.models.attachment import Attachment
from organisations.models import Organisation, OwnedQuerySet


class WorkItem(models.Model):
    """One piece of work. A worker holds it by a lease; a lost worker's lease runs out
    and the next sweep takes the row again, so nothing is lost with a restart.

    `key` names what is made (for a print: the content key), so that the same work is not queued twice.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="work_items")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=WorkState.choices, default=WorkState.QUEUED)
    error = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    result = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("organisation", "kind", "key"),
                name="work_open_once",
                condition=Q(state__in=("queued", "running")),
            )
        ]
        indexes = [models.Index(fields=("state", "lease_until"), name="work_to_take")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key[:12]} ({self.get_state_display()})"
