"""What the first pages show: figures with the list behind each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from core.matching import saying
from core.wanted import Wanted
from organisations.access import Access
from organisations.enums import Capability, Level
from organisations.models import Organisation
from plans.enums import PlanState
from plans.models import Plan, PlanImport, PlanTask
from plans.queries.lists import NO_UNIT, without_lead


@dataclass(frozen=True)
class Figure:
    """A number a person can open. `tone` as in the chip tag."""

    label: str
    value: int
    url: str
    tone: str = "idle"


def staff_home(access: Access) -> list[Figure]:
    """What waits in this office. Four queries; nothing for a role that sees no plans."""
    assert access.organisation is not None
    if not access.can(Capability.VIEW_ISSUED):
        return []
    org = {"org": access.organisation.code}
    plans = reverse("plans:list", kwargs=org)
    own = Plan.objects.of(access).readable_by(access)
    states = dict(own.order_by().values_list("state").annotate(count=Count("pk")))
    figures = [
        Figure("Kế hoạch đang có hiệu lực", states.get(PlanState.ISSUED, 0), f"{plans}?trang_thai=issued", "ok"),
    ]
    if not access.can(Capability.VIEW_DRAFTS) or access.from_above:
        return figures
    live = PlanTask.objects.of(access).live()
    waiting = PlanImport.objects.of(access).waiting().count()
    submitted = states.get(PlanState.SUBMITTED, 0)
    leads = access.can(Capability.RETURN_PLANS) and not access.can(Capability.EDIT_PLANS)
    if leads or submitted:
        label = "Kế hoạch chờ ông/bà xem" if leads else "Kế hoạch đã trình lãnh đạo"
        figures.append(Figure(label, submitted, f"{plans}?trang_thai=submitted", "warn" if submitted else "idle"))
    figures.append(Figure("Dự thảo đang soạn", states.get(PlanState.DRAFT, 0), f"{plans}?trang_thai=draft", "brand"))
    if access.can(Capability.EDIT_PLANS):
        figures.append(
            Figure(
                "Văn bản đang đối chiếu",
                waiting,
                reverse("plans:import-list", kwargs=org),
                "warn" if waiting else "idle",
            )
        )
    unclear = without_lead(live).count()
    tasks = reverse("plans:task-list", kwargs=org) + "?theo_doi=theo-doi&thuoc=hieu-luc"
    figures += [
        Figure("Nhiệm vụ đang theo dõi", live.count(), tasks, "brand"),
        Figure("Nhiệm vụ chưa rõ chủ trì", unclear, f"{tasks}&chu_tri={NO_UNIT}", "warn" if unclear else "idle"),
    ]
    return figures


def recent_plans(access: Access, *, most: int = 8) -> QuerySet[Plan]:
    rows = Plan.objects.of(access).readable_by(access).select_related("issued").defer("issued__content")
    return rows.order_by("-updated_at")[:most]


def offices_below(access: Access, *, today: dt.date, wanted: Wanted | None = None) -> QuerySet[Organisation]:
    """Communes and districts under this office with the number of plans in force and followed tasks.

    Only what was issued is counted: a superior never learns of drafts, not even their number.
    """
    if access.organisation is None:
        return Organisation.objects.none()
    issued = (
        Plan.objects.filter(organisation=OuterRef("pk"), state=PlanState.ISSUED)
        .order_by()
        .values("organisation")
        .annotate(count=Count("pk"))
        .values("count")
    )
    tasks = (
        PlanTask.objects.live()
        .printed()
        .filter(plan__organisation=OuterRef("pk"))
        .order_by()
        .values("plan__organisation")
        .annotate(count=Count("pk"))
        .values("count")
    )
    rows = (
        Organisation.objects.within(access.organisation.path)
        .exclude(pk=access.organisation.pk)
        .exclude(level=Level.VILLAGE)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        .annotate(plans_in_force=Coalesce(Subquery(issued), 0), tasks_followed=Coalesce(Subquery(tasks), 0))
        .order_by("path")
    )
    return rows.filter(saying(wanted)) if wanted else rows
