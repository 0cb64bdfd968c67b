"""Builds the places of the demo through the domain: founded, given units and villages, ended in July 2025."""

from __future__ import annotations

import datetime as dt

from dashboard.demo.data import SWITCH, EndData, OrganisationData, organisations
from organisations.access import Access
from organisations.domain.tree import create_organisation, dissolve_organisation, succeed_organisation
from organisations.domain.units import create_unit, remember_spelling
from organisations.enums import Level
from organisations.models import Organisation, Succession, Unit

SEEDER = "Dữ liệu mẫu"
# What stands lower ends first: a district may only end when its communes have.
_ENDING_ORDER = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)


def seed_places(today: dt.date) -> int:
    """Create what is missing; returns how many organisations and units were made."""
    made = 0
    for place in organisations():
        made += _found(place, today)
    for level in _ENDING_ORDER:
        for place in organisations():
            if place.ended_or_closed and place.level == level:
                _end(place, today)
    return made


def _found(place: OrganisationData, today: dt.date) -> int:
    made = 0
    row = Organisation.objects.filter(code=place.code).first()
    if row is None:
        made += 1
        row = create_organisation(
            code=place.code,
            name=place.name,
            short_name=place.short_name,
            level=Level(place.level),
            parent=Organisation.objects.get(code=place.parent) if place.parent else None,
            agency_lines=place.agency_lines,
            valid_from=place.valid_from,
            today=today,
            by=Access.setup(name=SEEDER),
        )
    if row.valid_to is not None:
        return made  # ended in an earlier run, complete
    return made + _units(place, row, today) + _villages(place, row, today)


def _units(place: OrganisationData, row: Organisation, today: dt.date) -> int:
    made = 0
    known = {unit.name: unit for unit in Unit.objects.filter(organisation=row)}
    for wanted in place.units:
        unit = known.get(wanted.name)
        if unit is not None:
            continue
        made += 1
        unit = create_unit(
            organisation=row,
            name=wanted.name,
            short_name=wanted.short,
            kind=wanted.kind,
            valid_from=place.valid_from,
            today=today,
            by=Access.system(row, name=SEEDER),
        )
        for text in wanted.also:
            remember_spelling(unit=unit, text=text, by=Access.system(row, name=SEEDER))
    return made


def _villages(place: OrganisationData, row: Organisation, today: dt.date) -> int:
    made = 0
    for name in place.villages:
        code = place.village_code(name)
        if Organisation.objects.filter(code=code).exists():
            continue
        made += 1
        create_organisation(
            code=code,
            name=name,
            short_name=name.split(" ", 3)[-1] if name.startswith("tổ dân phố") else name.split(" ", 1)[1],
            level=Level.VILLAGE,
            parent=row,
            agency_lines=[name.upper()],
            valid_from=place.valid_from,
            today=today,
            by=Access.setup(name=SEEDER),
        )
    return made


def _end(place: OrganisationData, today: dt.date) -> None:
    row = Organisation.objects.get(code=place.code)
    if row.valid_to is not None:
        return
    setup = Access.setup(name=SEEDER)
    end = place.ended or EndData("", "dissolved", "Sắp xếp đơn vị hành chính cấp xã từ 01/7/2025")
    last_day = place.valid_to or SWITCH - dt.timedelta(days=1)
    for village in Organisation.objects.filter(parent=row, level=Level.VILLAGE, valid_to__isnull=True):
        dissolve_organisation(organisation=village, last_day=last_day, basis=end.basis, today=today, by=setup)
    if end.successor and end.kind != Succession.Kind.DISSOLVED:
        succeed_organisation(
            predecessors=[row],
            successors=[Organisation.objects.get(code=end.successor)],
            kind=Succession.Kind(end.kind),
            on=last_day + dt.timedelta(days=1),
            basis=end.basis,
            today=today,
            by=setup,
        )
    else:
        dissolve_organisation(organisation=row, last_day=last_day, basis=end.basis, today=today, by=setup)
