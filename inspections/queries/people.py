"""Who has to mend what was found, and who said that it is done."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from inspections.models import Finding
from organisations.enums import Role
from organisations.models import Membership, Organisation
from work.enums import EntryKind
from work.models import WorkEntry


def doers_of(finding: Finding) -> frozenset[int]:
    """The person asked, the one in charge, the holder, and whoever reported on it: none of them closes it.

    Of every duty it ever became, also of times that are over: who mended it badly does not judge it either.
    """
    found = {finding.person_id}
    milestone = finding.milestone if finding.milestone_id else None
    if milestone is not None:
        found |= {milestone.holder_id, milestone.task.person_id}
    ever = Q(milestone=finding.milestone_id) | Q(milestone__in=finding.steps.values("milestone"))
    said = WorkEntry.objects.filter(ever, kind__in=(EntryKind.FINISH, EntryKind.REPORT))
    found |= set(said.order_by().values_list("by", flat=True))
    return frozenset(each for each in found if each is not None)


def menders_of(milestone_task_units: set[int], person_id: int | None, today: dt.date) -> set[int]:
    """Whom to tell: the person in charge, else the people of the unit that leads."""
    if person_id is not None:
        return {person_id}
    rows = Membership.objects.active_on(today).filter(unit__in=milestone_task_units, user__is_active=True)
    return set(rows.values_list("user", flat=True))


def leaders_and_clerks(organisation: Organisation, today: dt.date) -> set[int]:
    """Who is told that a conclusion has come from above."""
    rows = Membership.objects.active_on(today).filter(
        organisation=organisation, role__in=(Role.LEADER, Role.CLERK), user__is_active=True
    )
    return set(rows.values_list("user", flat=True))
