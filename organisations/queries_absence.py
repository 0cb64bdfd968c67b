"""Who is away and who stands in on a day. Reads only."""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from accounts.models import User
from organisations.models import Absence, Membership, Organisation


def substitutes_on(organisation_id: int, day: dt.date) -> dict[int, int]:
    """Person away → who stands in on that day; one query.

    Is the substitute away, too, the substitute's own is taken: one step further and no more, never back to the
    person who is away.
    """
    rows = Absence.objects.on(day).filter(organisation=organisation_id).order_by("pk")
    named: dict[int, int] = dict(rows.values_list("user", "substitute"))
    found = {}
    for user, substitute in named.items():
        further = named.get(substitute)
        found[user] = further if further is not None and further != user else substitute
    return found


def stood_in_for(user: User, organisation: Organisation, day: dt.date) -> set[int]:
    """Those for whom this person stands in on that day; one query."""
    return {away for away, by in substitutes_on(organisation.pk, day).items() if by == user.pk}


def absences_of(organisation: Organisation | None, today: dt.date, state: str = "") -> QuerySet[Absence]:
    """All of an organisation: those of today, those to come, those past. `state`: "" all, "nay", "toi", "qua"."""
    rows = Absence.objects.filter(organisation=organisation).select_related("user", "substitute")
    now, coming = Absence.objects.on(today), Absence.objects.coming(today)
    if state == "nay":
        rows = rows.on(today)
    elif state == "toi":
        rows = rows.coming(today)
    elif state == "qua":
        rows = rows.exclude(pk__in=now.values("pk")).exclude(pk__in=coming.values("pk"))
    rank = Case(
        When(pk__in=now.values("pk"), then=Value(0)), When(pk__in=coming.values("pk"), then=Value(1)),
        default=Value(2), output_field=IntegerField(),
    )  # fmt: skip
    return rows.annotate(rank=rank).order_by("rank", "-first_day", "-pk")


def absence_in(organisation: Organisation, absence_id: int) -> Absence:
    """An absence of the organisation of the URL; 404 for any other id."""
    rows = Absence.objects.select_related("user", "substitute", "organisation")
    return get_object_or_404(rows, pk=absence_id, organisation=organisation)


def members_of_units(organisation: Organisation | None, unit_ids: frozenset[int], day: dt.date) -> set[int]:
    """Ids of the people who have a role in one of these units on that day."""
    rows = Membership.objects.active_on(day).filter(organisation=organisation, unit__in=unit_ids)
    return set(rows.values_list("user", flat=True))
