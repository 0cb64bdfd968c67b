"""A plan that is being begun from something else, until the person presses the button that makes it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from core.models import Timestamped
from documents.models import Attachment
from organisations.models import Organisation, OwnedQuerySet
from plans.enums import StartKind
from plans.models.plan import Plan, PlanImport


class PlanStart(Timestamped):
    """What is proposed for a new plan, and what a person chose of it so far.

    `source` is the plan it is begun from, `imported` the received paper of another office, `original`
    the pasted or uploaded appendix. `target` is the draft that gets the result; without one a new plan
    is made. `found` is what was proposed when it was begun (plans.rolling.proposal,
    plans.rolling.duties or plans.rolling.sheets as plain JSON) and `chosen` what the person decided since, by the
    proposals' names: what is not there is as proposed. `plan` is what was made of it; a preparation
    whose plan was deleted can be used again.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plan_starts")
    kind = models.CharField("lập từ", max_length=12, choices=StartKind.choices)
    source = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    imported = models.ForeignKey(PlanImport, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    original = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField("năm kế hoạch")
    title = models.TextField("trích yếu", blank=True)
    found = models.JSONField(default=dict)
    chosen = models.JSONField(default=dict, blank=True)
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="prepared_in")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    submission_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "bản chuẩn bị"
        verbose_name_plural = "bản chuẩn bị"
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.title[:200] or self.get_kind_display()
