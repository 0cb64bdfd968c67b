"""Reading the log. Access is asked by the page that shows it (organisations.views.history)."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from audit.models import AuditEntry


def history_of(obj: Model) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))


def activity_in(organisation_ids: list[int]) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(organisation_id__in=organisation_ids)
