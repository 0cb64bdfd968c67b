"""Roles with dates."""

from __future__ import annotations

import datetime as dt

import pytest

from core.exceptions import DomainError, NotAllowed
from organisations.domain.memberships import end_membership, grant_membership, transfer_membership
from organisations.enums import Role
from organisations.models import Membership
from organisations.queries import people_of, people_with_role
from tests.world import TODAY, World, access_of

DAY = dt.timedelta(days=1)


def grant(world: World, **changes: object) -> Membership:
    facts: dict = {
        "user": world.son,
        "organisation": world.an_binh,
        "role": Role.DRAFTER,
        "unit": world.culture,
        "valid_from": TODAY,
        "today": TODAY,
        "by": access_of(world.an, world.an_binh),
    }
    return grant_membership(**{**facts, **changes})


def test_a_role_opens_the_organisation_from_its_day(world: World) -> None:
    grant(world, valid_from=TODAY + DAY)
    assert not access_of(world.son, world.an_binh).capabilities
    assert access_of(world.son, world.an_binh, TODAY + DAY).capabilities
    assert list(people_of(world.culture, TODAY + DAY)) == [world.son]
    assert list(people_of(world.culture, TODAY)) == []


def test_the_last_day_is_a_day_of_work(world: World) -> None:
    membership = world.lan.memberships.get()
    end_membership(membership=membership, last_day=TODAY, today=TODAY, by=access_of(world.an, world.an_binh))
    assert access_of(world.lan, world.an_binh).capabilities
    assert not access_of(world.lan, world.an_binh, TODAY + DAY).capabilities


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"valid_to": TODAY - DAY}, "từ ngày bắt đầu trở đi"),
        ({"role": Role.UNIT_HEAD, "unit": None}, "cần chọn bộ phận"),
        ({"role": Role.APPRAISER}, "không có ở cấp xã"),
        ({"title": "x" * 121}, "Chức vụ"),
    ],
)
def test_what_cannot_be(world: World, changes: dict, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        grant(world, **changes)


def test_a_unit_of_the_neighbour_is_refused(world: World) -> None:
    with pytest.raises(DomainError, match="không thuộc đơn vị đang mở"):
        grant(world, unit=world.neighbour_office)


def test_the_same_role_twice_is_refused(world: World) -> None:
    grant(world)
    with pytest.raises(DomainError, match="đã có vai trò"):
        grant(world, valid_from=TODAY + DAY)
    assert world.son.memberships.count() == 1


@pytest.mark.parametrize("who", ["lan", "minh", "hanh", "oanh", "phuc", "thao"])
def test_only_the_own_administrator_gives_roles(world: World, who: str) -> None:
    home = {"oanh": world.binh_minh, "phuc": world.binh_minh, "thao": world.province}.get(who, world.an_binh)
    with pytest.raises(NotAllowed):
        grant(world, by=access_of(getattr(world, who), home))


def test_from_above_an_administrator_and_nothing_else(world: World) -> None:
    above = access_of(world.tam, world.province)
    grant(world, role=Role.ADMIN, unit=None, by=above)
    with pytest.raises(NotAllowed):
        grant(world, role=Role.LEADER, unit=None, by=above)


def test_the_last_administrator_stays(world: World) -> None:
    by = access_of(world.an, world.an_binh)
    own = world.an.memberships.get()
    with pytest.raises(DomainError, match="quản trị duy nhất"):
        end_membership(membership=own, last_day=TODAY, today=TODAY, by=by)
    grant(world, role=Role.ADMIN, unit=None)
    end_membership(membership=own, last_day=TODAY, today=TODAY, by=by)
    assert [each.pk for each in people_with_role(world.an_binh, Role.ADMIN, TODAY + DAY)] == [world.son.pk]


def test_a_successor_who_is_locked_is_no_successor(world: World) -> None:
    grant(world, role=Role.ADMIN, unit=None)
    world.son.is_active = False
    world.son.save()
    with pytest.raises(DomainError, match="quản trị duy nhất"):
        end_membership(
            membership=world.an.memberships.get(),
            last_day=TODAY,
            today=TODAY,
            by=access_of(world.an, world.an_binh),
        )


def test_ending_before_the_beginning_is_refused(world: World) -> None:
    membership = world.lan.memberships.get()
    with pytest.raises(DomainError, match="ngày kết thúc phải từ"):
        end_membership(
            membership=membership,
            last_day=membership.valid_from - DAY,
            today=TODAY,
            by=access_of(world.an, world.an_binh),
        )


def test_another_unit_keeps_the_past(world: World) -> None:
    by = access_of(world.an, world.an_binh)
    membership = world.lan.memberships.get()
    new = transfer_membership(membership=membership, unit=world.culture, on=TODAY, today=TODAY, by=by)
    membership.refresh_from_db()
    assert (membership.valid_to, new.valid_from, new.unit) == (TODAY - DAY, TODAY, world.culture)
    assert list(people_of(world.office, TODAY - DAY, Role.DRAFTER)) == [world.lan]
    assert list(people_of(world.culture, TODAY)) == [world.lan]
