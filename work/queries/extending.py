"""Asked extensions: which wait, and for whom."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from organisations.access import Access
from organisations.enums import Role
from organisations.models import Membership, Organisation
from organisations.queries_absence import substitutes_on
from plans.enums import PartyRole, PlanState
from plans.models import PlanTask, TaskUnit
from work.models import ExtensionRequest, Milestone
from work.queries.parties import duties_of


def open_request(milestone: Milestone) -> ExtensionRequest | None:
    return ExtensionRequest.objects.filter(milestone=milestone, answered_at__isnull=True).first()


def request_here(access: Access, request_id: int) -> ExtensionRequest:
    """A request of the organisation in the URL; anything else does not exist (404)."""
    rows = ExtensionRequest.objects.of(access).select_related("milestone__plan__organisation")
    return get_object_or_404(rows, pk=request_id)


def asked_of(access: Access) -> QuerySet[ExtensionRequest]:
    """Requests that wait for this person: a leader's whole office, a unit head's what the unit leads."""
    rows = ExtensionRequest.objects.waiting().filter(
        milestone__organisation=access.organisation,
        milestone__plan__state=PlanState.ISSUED,
        milestone__task__tracked=True,
        milestone__task__same_as__isnull=True,
    )
    if Role.LEADER in access.roles:
        return rows
    if Role.UNIT_HEAD not in access.roles:
        return rows.none()
    parties = TaskUnit.objects.filter(unit__in=list(access.unit_ids), role=PartyRole.LEAD)
    own = parties.filter(task__isnull=False).values("task")
    shared = parties.filter(assignment__isnull=False).values("assignment")
    led = Q(milestone__task__in=own) | Q(milestone__task__lead_text="", milestone__task__assignment__in=shared)
    return rows.filter(led)


def who_may_extend(task: PlanTask, organisation: Organisation, day: dt.date) -> set[int]:
    """Who is told that more time is asked for: heads of the leading units, the director where a leader, else all
    leaders; whoever is away, and who stands in."""
    members = Membership.objects.active_on(day).filter(organisation=organisation, user__is_active=True)
    leaders = set(members.filter(role=Role.LEADER).values_list("user", flat=True))
    if task.director_id in leaders:
        leaders = {task.director_id}
    units = duties_of(task).lead_units
    heads = set(members.filter(role=Role.UNIT_HEAD, unit__in=units).values_list("user", flat=True))
    told = leaders | heads
    substitutes = substitutes_on(organisation.pk, day)
    return told | {substitutes[each] for each in told if each in substitutes}
