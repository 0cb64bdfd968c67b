"""The open editor: steps already taken, and who sits where."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from organisations.models import OwnedQuerySet
from plans.models.plan import Plan


class EditStep(models.Model):
    """One step of the editor, kept so that a step sent twice is taken once and a deletion can be undone.

    `key` is made by the browser. `answer` is what it was told; `undo` what a deleted line, task or row
    was, as plain JSON. Rows are forgotten after EDIT_STEPS_KEPT_DAYS.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="edit_steps")
    key = models.UUIDField()
    kind = models.CharField(max_length=20)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.JSONField(default=dict)
    undo = models.JSONField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()
    owner_path = "plan__organisation__path"

    class Meta:
        verbose_name = "bước soạn thảo"
        verbose_name_plural = "bước soạn thảo"
        constraints = [models.UniqueConstraint(fields=("plan", "key"), name="edit_step_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class EditorSeat(models.Model):
    """A person with the editor open in one tab, and the line the cursor is in. Gone a minute after the last sign."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tab = models.UUIDField()
    line = models.UUIDField(null=True, blank=True)
    seen_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()
    owner_path = "plan__organisation__path"

    class Meta:
        verbose_name = "người đang soạn"
        verbose_name_plural = "người đang soạn"
        constraints = [models.UniqueConstraint(fields=("plan", "user", "tab"), name="one_seat_a_tab")]

    def __str__(self) -> str:
        return f"{self.user} {self.tab}"
