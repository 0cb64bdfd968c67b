"""Opens the accounts of the demo people and gives them their roles, through the domain."""

from __future__ import annotations

import datetime as dt

from accounts.domain.users import create_user, find_by_login
from accounts.models import User
from dashboard.demo.data import SWITCH, PersonData, WorkData, organisation, people
from dashboard.demo.seeding.places import SEEDER
from organisations.access import Access
from organisations.domain.memberships import grant_membership, same_role
from organisations.enums import Role
from organisations.models import Organisation, Unit

PASSWORD = "ke-hoach-gan-dan"  # for the demo alone; README says so
KEEPER_FROM = dt.date(2025, 1, 2)  # the keeper of the historical papers began before the places ended


def seed_people(today: dt.date, now: dt.datetime) -> int:
    """Create who is missing; returns how many accounts and roles were made."""
    made = 0
    for person in people():
        user = find_by_login(email=person.email)
        if user is None:
            made += 1
            user = _open_account(person, now)
        for work in person.works:
            made += _give_role(user, work, today)
    return made


def person_at(code: str, role: Role, *, unit: str = "") -> User:
    """The first demo person of this role in this organisation (and unit)."""
    for person in people():
        for work in person.works:
            if work.at == code and work.role == role and (not unit or work.unit == unit):
                user = find_by_login(email=person.email)
                assert user is not None
                return user
    raise LookupError(f"không có người mẫu nào là {role} ở {code}")


def _open_account(person: PersonData, now: dt.datetime) -> User:
    return create_user(
        full_name=person.name,
        email=person.email,
        staff_code=person.staff_code,
        password=PASSWORD,
        now=now,
        by=Access.setup(name=SEEDER),
        organisation_id=Organisation.objects.values_list("pk", flat=True).get(code=person.works[0].at),
    )


def _give_role(user: User, work: WorkData, today: dt.date) -> int:
    row = Organisation.objects.get(code=work.at)
    unit = Unit.objects.get(organisation=row, name=work.unit) if work.unit else None
    since = KEEPER_FROM if organisation(work.at).historical else SWITCH
    if same_role(user, row, Role(work.role), unit=unit, first=since) is not None:
        return 0
    grant_membership(
        user=user,
        organisation=row,
        role=Role(work.role),
        unit=unit,
        title=work.title,
        valid_from=since,
        today=today,
        by=Access.setup(name=SEEDER),
    )
    return 1
