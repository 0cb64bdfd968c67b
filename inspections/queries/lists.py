"""The inspections of an office and what is still open of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from core.lists import Column
from core.matching import saying
from core.wanted import Wanted
from inspections.models import Finding, Inspection, state_is
from inspections.models.finding import FindingQuerySet
from inspections.standing import (
    INSPECTION_NAMES,
    INSPECTION_TONES,
    FindingState,
    InspectionState,
    inspection_state,
)
from organisations.access import Access

INSPECTION_COLUMNS = (
    Column("Nội dung kiểm tra"),
    Column("Kiểm tra ai"),
    Column("Thời gian", "ngay", ("planned_until",), then=("pk",)),
    Column("Trưởng đoàn"),
    Column("Tình trạng"),
    Column("Còn phải khắc phục", css="app-num"),
)
OPEN = "con-mo"  # every finding that is not closed


def state_of(inspection: Inspection, today: dt.date) -> InspectionState:
    return inspection_state(
        planned_until=inspection.planned_until, held_on=inspection.held_on, concluded_on=inspection.concluded_on,
        cancelled_on=inspection.cancelled_on, today=today,
    )  # fmt: skip


def _in_state(state: InspectionState, today: dt.date) -> Q:
    """inspections.standing.inspection_state as a condition."""
    waiting = Q(cancelled_on__isnull=True, concluded_on__isnull=True, held_on__isnull=True)
    return {
        InspectionState.CANCELLED: Q(cancelled_on__isnull=False),
        InspectionState.CONCLUDED: Q(cancelled_on__isnull=True, concluded_on__isnull=False),
        InspectionState.HELD: Q(cancelled_on__isnull=True, concluded_on__isnull=True, held_on__isnull=False),
        InspectionState.OVERDUE: waiting & Q(planned_until__lt=today),
        InspectionState.PLANNED: waiting & (Q(planned_until__isnull=True) | Q(planned_until__gte=today)),
    }[state]


def inspections_here(
    access: Access,
    today: dt.date,
    *,
    year: int | None = None,
    state: str | None = None,
    wanted: Wanted | None = None,
) -> QuerySet[Inspection]:
    """`state`: an InspectionState, or OPEN for those with something left to mend."""
    rows = Inspection.objects.of(access)
    if year:
        rows = rows.filter(year=year)
    if wanted:
        rows = rows.filter(saying(wanted))
    if state == OPEN:
        rows = rows.filter(Exists(Finding.objects.asking().filter(inspection=OuterRef("pk"))))
    elif state:
        rows = rows.filter(_in_state(InspectionState(state), today))
    return rows.order_by("-year", F("planned_until").asc(nulls_last=True), "pk")


def inspections_shown(keys: Sequence[int], today: dt.date) -> list[dict[str, Any]]:
    """These lines with how much is open and late; two queries."""
    known = Inspection.objects.select_related("organisation", "unit", "place", "head").in_bulk(keys)
    asking = Finding.objects.filter(inspection__in=keys).asking().with_due().order_by().values("inspection")
    counts: dict[Any, Any] = {
        row["inspection"]: row
        for row in asking.annotate(open=Count("pk"), late=Count("pk", filter=state_is(FindingState.LATE, today)))
    }
    return [
        {
            "inspection": known[key], **_chip(state_of(known[key], today)),
            "open": counts.get(key, {}).get("open", 0), "late": counts.get(key, {}).get("late", 0),
        }
        for key in keys
        if key in known
    ]  # fmt: skip


def _chip(state: InspectionState) -> dict[str, str]:
    return {"state_name": INSPECTION_NAMES[state], "tone": INSPECTION_TONES[state]}


def years_of(access: Access) -> list[int]:
    rows = Inspection.objects.of(access).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def findings_here(
    access: Access,
    today: dt.date,
    *,
    year: int | None = None,
    state: str | None = None,
    unit: int | None = None,
) -> QuerySet[Finding]:
    """What concluded inspections of the office found, the worst first. `state`: a FindingState, else all open ones."""
    rows = Finding.objects.of(access).filter(inspection__concluded_on__isnull=False)
    rows = rows.in_state(FindingState(state), today) if state else rows.asking()
    if year:
        rows = rows.filter(inspection__year=year)
    if unit:
        rows = rows.filter(unit=unit)
    return with_around(rows).worst_first(today)


def with_around(rows: FindingQuerySet) -> FindingQuerySet:
    """What a line of a finding shows, in the same query."""
    return rows.select_related(
        "inspection__organisation", "inspection__unit", "inspection__place", "unit", "person", "milestone__plan",
        "milestone__task",
    ).prefetch_related("uptakes")  # fmt: skip


def received_here(access: Access) -> QuerySet[Inspection]:
    """Conclusions that offices above have sent to this one, the newest first."""
    rows = Inspection.objects.sent_to(access.organisation_id).select_related("organisation", "place")
    return rows.order_by("-sent_on", "-pk")
