"""What pages ask about organisations, units and people. Reads only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEntry
from audit.queries import activity_in
from core.matching import saying
from core.text import fold
from core.wanted import Wanted
from organisations.access import Access
from organisations.enums import Level, Role
from organisations.matching import Candidate, best_match
from organisations.models import AccessToken, Membership, Organisation, Subordination, Succession, Unit, UnitSpelling


def superior_of(organisation: Organisation, on: dt.date) -> Organisation | None:
    """Who was above on that day: huyện until 30/6/2025, tỉnh from 01/7/2025 (Luật 72/2025/QH15)."""
    row = (
        Subordination.objects.filter(organisation=organisation)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .select_related("superior")
        .order_by("-valid_from")
        .first()
    )
    return row.superior if row else None


def successors_of(organisation: Organisation) -> list[Succession]:
    return list(organisation.successions.select_related("successor").order_by("on", "pk"))


def predecessors_of(organisation: Organisation) -> list[Succession]:
    return list(organisation.predecessions.select_related("predecessor").order_by("on", "pk"))


def is_named_in(organisation: Organisation, printed: str) -> bool:
    """Whether a printed letterhead names this organisation, or one that was merged into it."""
    earlier = organisation.predecessions.values_list("predecessor__short_name", flat=True)
    return any(fold(name) in fold(printed) for name in (organisation.short_name, *earlier) if name)


def superiors_history(organisation: Organisation) -> list[Subordination]:
    return list(organisation.superiors.select_related("superior").order_by("valid_from", "pk"))


def ancestors_of(organisation: Organisation) -> list[Organisation]:
    """From the root down to the parent, by today's path; one query."""
    steps = organisation.path.rstrip(".").split(".")
    paths = [".".join(steps[:count]) + "." for count in range(1, len(steps))]
    return list(Organisation.objects.filter(path__in=paths).order_by("path"))


def organisations_around(organisation: Organisation, on: dt.date) -> QuerySet[Organisation]:
    """Those a paper of this organisation can mean by name on that day: above it, beside it, right below it."""
    above = Q(path__in=[each.path for each in ancestors_of(organisation)])
    beside = Q(parent=organisation.parent_id) if organisation.parent_id else Q(pk__in=())
    rows = Organisation.objects.filter(above | beside | Q(parent=organisation)).existing_on(on)
    return rows.exclude(pk=organisation.pk).order_by("path")


def pickable_units(organisation: Organisation, on: dt.date) -> QuerySet[Unit]:
    """Units that can be given a task on that day, in the order of the organisation's list."""
    return Unit.objects.filter(organisation=organisation).existing_on(on)


def find_unit(organisation: Organisation, printed_name: str, on: dt.date | None = None) -> Unit | None:
    """The unit a printed name means: its name, short name or a remembered spelling; None when unsure.

    Names of places, "công chức", dashes and tone marks do not matter (organisations.matching). With
    `on` only the units of that day are asked. For many names at once use `unit_finder`.
    """
    return unit_finder(organisation, on)(printed_name)


class UnitFinder:
    """`find_unit` for a whole plan: the units are read once."""

    def __init__(self, organisation: Organisation, units: Iterable[Unit]) -> None:
        self._place = organisation.short_name
        self._units = {unit.pk: unit for unit in units}
        self._candidates = [
            Candidate(unit.pk, (unit.name, unit.short_name, *(each.text for each in unit.spellings.all())))
            for unit in self._units.values()
        ]

    def __call__(self, printed_name: str) -> Unit | None:
        found = best_match(printed_name, self._candidates, place=self._place)
        return self._units[found] if found is not None else None


def unit_finder(organisation: Organisation, on: dt.date | None = None) -> UnitFinder:
    units = Unit.objects.filter(organisation=organisation)
    if on is not None:
        units = units.existing_on(on)
    return UnitFinder(organisation, units.prefetch_related("spellings"))


def people_of(unit: Unit, on: dt.date, role: Role | None = None) -> QuerySet[User]:
    """Active people with a role in the unit on that day, the unit's head first asked for by `role`."""
    memberships = Membership.objects.active_on(on).filter(unit=unit)
    if role is not None:
        memberships = memberships.filter(role=role)
    return User.objects.filter(is_active=True, pk__in=memberships.values("user")).order_by("full_name", "pk")


def people_here(organisation: Organisation | None, on: dt.date) -> QuerySet[User]:
    """Everybody with a role in the organisation on that day, by name; nobody where there is no organisation."""
    memberships = Membership.objects.active_on(on).filter(organisation=organisation)
    return User.objects.filter(is_active=True, pk__in=memberships.values("user")).order_by("sort_name", "pk")


def people_with_role(organisation: Organisation | None, role: Role, on: dt.date) -> QuerySet[User]:
    """Everybody with this role in the organisation on that day, by name."""
    memberships = Membership.objects.active_on(on).filter(organisation=organisation, role=role)
    return User.objects.filter(is_active=True, pk__in=memberships.values("user")).order_by("sort_name", "pk")


def other_admins(organisation: Organisation, user: User, after: dt.date) -> QuerySet[Membership]:
    """Administrators that remain, with no end set, when this person is no longer one after that day."""
    return Membership.objects.filter(
        organisation=organisation,
        role=Role.ADMIN,
        user__is_active=True,
        valid_to__isnull=True,
        valid_from__lte=after + dt.timedelta(days=1),
    ).exclude(user=user)


def unfinished_elsewhere(user: User, organisation: Organisation, today: dt.date) -> QuerySet[Membership]:
    """Roles the person still has, or will have, outside this organisation."""
    return (
        Membership.objects.filter(user=user)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        .exclude(organisation=organisation)
    )


def people_list(
    access: Access, *, today: dt.date, wanted: Wanted | None = None, state: str = "", unit_id: int | None = None
) -> QuerySet[User]:
    """People who have or had a role in the organisation of the URL.

    `state`: "" people with a role today, "moi" not yet activated, "het" whose roles have ended.
    """
    own = Membership.objects.filter(organisation=access.organisation)
    active = own.active_on(today)
    if unit_id is not None:
        active = active.filter(unit_id=unit_id)
    rows = User.objects.prefetch_related(
        Prefetch("memberships", own.select_related("unit").order_by("valid_from", "pk"), to_attr="roles_here")
    )
    if state == "het":
        rows = rows.filter(pk__in=own.values("user")).exclude(pk__in=active.values("user"), is_active=True)
    else:
        rows = rows.filter(is_active=True, pk__in=active.values("user"))
    if state == "moi":
        rows = rows.filter(activated_at__isnull=True)
    if wanted:
        rows = rows.filter(saying(wanted))
    return rows.order_by("sort_name", "pk")


def units_list(access: Access, *, today: dt.date, wanted: Wanted | None = None, state: str = "") -> QuerySet[Unit]:
    """Units of the organisation with the number of people in each; closed ones last.

    `wanted` is looked for in names and remembered spellings; `state`: "" all, "dang" working today, "ngung" closed.
    """
    active = Membership.objects.active_on(today).values("pk")
    rows = Unit.objects.filter(organisation=access.organisation)
    if wanted:
        spelt = UnitSpelling.objects.filter(unit__organisation=access.organisation).filter(saying(wanted, "folded"))
        rows = rows.filter(saying(wanted) | Q(pk__in=spelt.values("unit")))
    if state == "dang":
        rows = rows.existing_on(today)
    elif state == "ngung":
        rows = rows.filter(valid_to__lt=today)
    return (
        rows.annotate(people=Count("memberships__user", filter=Q(memberships__in=active), distinct=True))
        .prefetch_related("spellings")
        .order_by(F("valid_to").asc(nulls_first=True), "position", "name")
    )


def organisations_below(
    access: Access, *, today: dt.date, wanted: Wanted | None = None, without_admin: bool = False
) -> QuerySet[Organisation]:
    """Districts and communes below, each with the administrators it has today.

    `without_admin`: those that exist today and have none.
    """
    if access.organisation is None:
        return Organisation.objects.none()
    admins = Membership.objects.active_on(today).filter(role=Role.ADMIN, user__is_active=True).select_related("user")
    rows = (
        Organisation.objects.within(access.organisation.path)
        .exclude(pk=access.organisation.pk)
        .exclude(level=Level.VILLAGE)
        .select_related("parent")
        .prefetch_related(Prefetch("memberships", admins, to_attr="admins_today"))
    )
    if wanted:
        rows = rows.filter(saying(wanted))
    if without_admin:
        rows = rows.existing_on(today).exclude(pk__in=admins.values("organisation"))
    return rows.order_by("path")


def villages_of(organisation: Organisation, wanted: Wanted | None = None) -> QuerySet[Organisation]:
    """Villages of a commune, each with its usable and former links."""
    links = AccessToken.objects.filter(scope=AccessToken.Scope.VILLAGE).order_by("-created_at")
    return (
        Organisation.objects.filter(parent=organisation, level=Level.VILLAGE)
        .filter(saying(wanted or Wanted()))
        .prefetch_related(Prefetch("tokens", links, to_attr="links"))
        .order_by("path")
    )


def usable_token(secret: str, scope: AccessToken.Scope) -> AccessToken | None:
    """The link or code with this secret, when it is neither revoked nor expired."""
    token = (
        AccessToken.objects.filter(hash=AccessToken.hash_of(secret), scope=scope)
        .select_related("organisation__parent", "user")
        .first()
    )
    return token if token is not None and token.is_usable else None


def person_in(access: Access, user_id: int) -> User:
    """A person who has or had a role in the organisation of the URL; 404 for any other id."""
    members = Membership.objects.filter(organisation=access.organisation).values("user")
    return get_object_or_404(User, pk=user_id, pk__in=members)


def membership_in(access: Access, membership_id: int) -> Membership:
    rows = Membership.objects.select_related("user", "organisation", "unit")
    return get_object_or_404(rows, pk=membership_id, organisation=access.organisation)


def unit_in(access: Access, unit_id: int) -> Unit:
    rows = Unit.objects.select_related("organisation").prefetch_related("spellings")
    return get_object_or_404(rows, pk=unit_id, organisation=access.organisation)


def village_in(access: Access, code: str) -> Organisation:
    return get_object_or_404(Organisation, code=code, parent=access.organisation, level=Level.VILLAGE)


def organisation_below(access: Access, code: str, today: dt.date) -> Organisation:
    return get_object_or_404(organisations_below(access, today=today), code=code)


def log_of(
    access: Access, *, wanted: Wanted | None = None, first: dt.date | None = None, last: dt.date | None = None
) -> QuerySet[AuditEntry]:
    """The log of this organisation, its villages and those it took over; never of a commune below."""
    assert access.organisation is not None
    here = access.organisation
    ids = [here.pk, *Organisation.objects.filter(parent=here, level=Level.VILLAGE).values_list("pk", flat=True)]
    ids += [each.predecessor_id for each in here.predecessions.all()]
    rows = activity_in(ids)
    if wanted:
        rows = rows.filter(saying(wanted))
    zone = timezone.get_default_timezone()
    if first is not None:
        rows = rows.filter(at__gte=dt.datetime.combine(first, dt.time.min, zone))
    if last is not None:
        rows = rows.filter(at__lt=dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min, zone))
    return rows
