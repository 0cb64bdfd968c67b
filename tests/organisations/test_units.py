"""Units and their spellings."""

from __future__ import annotations

import datetime as dt

import pytest

from core.exceptions import DomainError, NotAllowed
from organisations.domain.units import close_unit, create_unit, remember_spelling, rename_unit
from organisations.models import Unit, UnitSpelling
from organisations.queries import find_unit, people_of, pickable_units
from tests.world import TODAY, World, access_of

DAY = dt.timedelta(days=1)


def test_a_name_that_reads_the_same_is_taken(world: World) -> None:
    by = access_of(world.an, world.an_binh)
    with pytest.raises(DomainError, match="đã có bộ phận"):
        create_unit(organisation=world.an_binh, name="công chức VĂN PHÒNG – THỐNG KÊ", today=TODAY, by=by)


def test_the_neighbours_units_are_not_ours(world: World) -> None:
    with pytest.raises(NotAllowed):
        create_unit(organisation=world.binh_minh, name="Đội ảo", today=TODAY, by=access_of(world.an, world.an_binh))
    with pytest.raises(NotAllowed):
        close_unit(unit=world.neighbour_office, last_day=TODAY, today=TODAY, by=access_of(world.an, world.an_binh))


def test_an_old_name_still_finds_the_unit(world: World) -> None:
    rename_unit(
        unit=world.culture,
        name="Phòng Văn hóa, Khoa học và Thông tin",
        short_name="",
        kind=Unit.Kind.OFFICE,
        position=3,
        today=TODAY,
        by=access_of(world.an, world.an_binh),
    )
    assert find_unit(world.an_binh, "Văn hóa – Xã hội") == world.culture


def test_closing_says_who_is_there_and_moves_them(world: World) -> None:
    by = access_of(world.an, world.an_binh)
    with pytest.raises(DomainError, match="Nguyễn Thị Lan"):
        close_unit(unit=world.office, last_day=TODAY, today=TODAY, by=by)
    close_unit(unit=world.office, last_day=TODAY, move_people_to=world.culture, today=TODAY, by=by)
    assert world.office not in pickable_units(world.an_binh, TODAY + DAY)
    assert world.office in pickable_units(world.an_binh, TODAY)
    assert world.lan in people_of(world.culture, TODAY + DAY)
    assert world.lan in people_of(world.office, TODAY)
    with pytest.raises(DomainError, match="đã ngừng"):
        close_unit(unit=world.office, last_day=TODAY, today=TODAY, by=by)


def test_people_are_not_moved_to_the_neighbour(world: World) -> None:
    with pytest.raises(DomainError):
        close_unit(
            unit=world.office,
            last_day=TODAY,
            move_people_to=world.neighbour_office,
            today=TODAY,
            by=access_of(world.an, world.an_binh),
        )
    world.office.refresh_from_db()
    assert world.office.valid_to is None
    assert world.lan.memberships.count() == 1


def test_a_spelling_is_remembered_by_the_drafter(world: World) -> None:
    by = access_of(world.lan, world.an_binh)
    printed = "Cán bộ phụ trách chuyển đổi số"
    assert find_unit(world.an_binh, printed) is None
    remember_spelling(unit=world.culture, text=printed, by=by)
    remember_spelling(unit=world.culture, text=printed.upper(), by=by)
    assert UnitSpelling.objects.count() == 1
    assert find_unit(world.an_binh, "phụ trách chuyển đổi số") == world.culture
    remember_spelling(unit=world.office, text=printed, by=by)
    assert find_unit(world.an_binh, printed) == world.office
    assert remember_spelling(unit=world.office, text="công chức Văn phòng – Thống kê xã", by=by) is None


def test_a_spelling_of_the_neighbour_is_refused(world: World) -> None:
    with pytest.raises(DomainError):
        remember_spelling(unit=world.neighbour_office, text="VP", by=access_of(world.lan, world.an_binh))
