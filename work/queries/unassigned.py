"""Duties that are nobody's in the office: no person, no holder, and no unit of the office leads.

They are led by printed names of bodies outside the portal or of groups ("Các phòng, đơn vị được giao"), or by nobody.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from plans.enums import PartyRole, PlanState
from plans.models import PlanTask, TaskUnit

UNASSIGNED = "chua-co"  # the value of the filter "Bộ phận chủ trì"
UNASSIGNED_NAME = "Chưa có bộ phận, người phụ trách"


def unassigned(organisation_id: int | None) -> Q:
    """Milestones of the office that nobody has."""
    leads = TaskUnit.objects.filter(role=PartyRole.LEAD, unit__isnull=False).order_by()
    # Asked for "person is nobody", SQLite would begin with all such duties of the portal, not with the office's plans.
    tasks = PlanTask.objects.annotate(in_charge=Coalesce("person", 0)).filter(
        plan__organisation=organisation_id, plan__state=PlanState.ISSUED, in_charge=0, tracked=True
    )
    tasks = tasks.exclude(Exists(leads.filter(task=OuterRef("pk"))))
    tasks = tasks.exclude(Exists(leads.filter(task__isnull=True, assignment=OuterRef("assignment"))), lead_text="")
    return Q(holder__isnull=True, task__in=tasks.order_by().values("pk"))


def led_here(tasks: Collection[int]) -> set[int]:
    """Those of these duties that a unit of an office leads, by itself or through the assignment block; two queries."""
    leads = TaskUnit.objects.filter(role=PartyRole.LEAD, unit__isnull=False).order_by()
    shared = leads.filter(assignment__tasks__in=tasks, assignment__tasks__lead_text="", task__isnull=True)
    return {
        *leads.filter(task__in=tasks).values_list("task", flat=True),
        *shared.values_list("assignment__tasks", flat=True),
    }
