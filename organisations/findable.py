"""What the search page finds of the office itself: units, people, the offices below."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.matching import saying
from core.ranking import CANDIDATES, Candidate, best
from core.templatetags.vi import ngay
from core.wanted import Wanted
from organisations import rules
from organisations.access import Access
from organisations.enums import Capability, Level
from organisations.finding import Findable, Hit
from organisations.models import Membership, Organisation, Unit, UnitSpelling


def find_units(access: Access, wanted: Wanted, most: int) -> list[int]:
    """Units of the office by name, short name or a remembered spelling; closed ones last."""
    spelt = UnitSpelling.objects.filter(unit__organisation=access.organisation).filter(saying(wanted, "folded"))
    rows = Unit.objects.filter(organisation=access.organisation).filter(saying(wanted) | Q(pk__in=spelt.values("unit")))
    found = rows.order_by(F("valid_to").desc(nulls_first=True), "position", "name").values_list("pk", "search")
    return best(wanted, (Candidate(*each) for each in found[:CANDIDATES]), most)


def show_units(access: Access, keys: Sequence[int]) -> list[Hit]:
    """For whoever reads plans, the tasks the unit leads; for its keeper, its own page."""
    assert access.organisation is not None
    org = {"org": access.organisation.code}
    units = Unit.objects.in_bulk(keys)
    keeps, reads = rules.can_manage_people(access), access.can(Capability.VIEW_ISSUED)

    def address(unit: Unit) -> str:
        if keeps:
            return reverse("organisations:unit-edit", kwargs={**org, "unit_id": unit.pk})
        if reads:
            return reverse("plans:task-list", kwargs=org) + f"?chu_tri={unit.pk}"
        return reverse("organisations:organisation", kwargs=org)

    return [
        Hit(
            title=unit.name,
            url=address(unit),
            note=" · ".join(filter(None, (unit.short_name, unit.get_kind_display()))),
            state=f"Hoạt động đến hết {ngay(unit.valid_to)}" if unit.valid_to else "",
        )
        for key in keys
        if (unit := units.get(key)) is not None
    ]


def find_people(access: Access, wanted: Wanted, most: int) -> list[int]:
    """People with a role here, now or before; only for whoever keeps the accounts of the office."""
    if not rules.can_manage_people(access) or access.from_above:
        return []
    here = Membership.objects.filter(organisation=access.organisation).values("user")
    found = User.objects.filter(pk__in=here).filter(saying(wanted)).order_by("-is_active", "sort_name", "pk")
    return best(wanted, (Candidate(*each) for each in found.values_list("pk", "search")[:CANDIDATES]), most)


def show_people(access: Access, keys: Sequence[int]) -> list[Hit]:
    assert access.organisation is not None
    people = User.objects.in_bulk(keys)
    return [
        Hit(
            title=person.full_name,
            url=reverse("organisations:person", kwargs={"org": access.organisation.code, "user_id": person.pk}),
            note=person.login_name,
            state="" if person.is_active else "Đã khóa",
            tone="late",
        )
        for key in keys
        if (person := people.get(key)) is not None
    ]


def find_offices(access: Access, wanted: Wanted, most: int) -> list[int]:
    """Offices below, for superiors who read their plans and for the administrator who opens their accounts."""
    below = access.can(Capability.VIEW_BELOW) or rules.can_see_below(access)
    if access.organisation is None or not below or access.from_above:
        return []
    rows = Organisation.objects.within(access.organisation.path).exclude(pk=access.organisation.pk)
    found = rows.exclude(level=Level.VILLAGE).filter(saying(wanted)).order_by("path").values_list("pk", "search")
    return best(wanted, (Candidate(*each) for each in found[:CANDIDATES]), most)


def show_offices(access: Access, keys: Sequence[int]) -> list[Hit]:
    assert access.organisation is not None
    here, today = access.organisation.code, timezone.localdate()
    offices = Organisation.objects.select_related("parent").in_bulk(keys)
    reads = access.can(Capability.VIEW_BELOW)

    def address(office: Organisation) -> str:
        if reads:
            return reverse("plans:list", kwargs={"org": office.code})
        return reverse("organisations:below-admins", kwargs={"org": here, "code": office.code})

    return [
        Hit(
            title=office.display_name,
            url=address(office),
            note=" · ".join([office.get_level_display(), *([office.parent.display_name] if office.parent else [])]),
            state="" if office.exists_on(today) else f"Kết thúc {ngay(office.valid_to)}",
        )
        for key in keys
        if (office := offices.get(key)) is not None
    ]


FINDABLES = (
    Findable("bo-phan", "Bộ phận", "diagram-2", 60, find_units, show_units),
    Findable("nguoi", "Tài khoản", "person", 70, find_people, show_people),
    Findable("don-vi", "Đơn vị cấp dưới", "diagram-3", 80, find_offices, show_offices),
)
