"""The tree: places, dates, successions, and who may change them."""

from __future__ import annotations

import datetime as dt

import pytest

from audit.models import AuditEntry
from core.exceptions import DomainError, NotAllowed
from organisations.access import Access
from organisations.domain import tree
from organisations.enums import Capability, Level, Role
from organisations.models import Membership, Organisation, Subordination, Succession
from organisations.queries import ancestors_of, superior_of
from tests.world import TODAY, World, access_of, make_organisation


def create(world: World, by: Access, **changes: object) -> Organisation:
    facts: dict = {
        "code": "hoa-lac",
        "name": "xã Hòa Lạc",
        "short_name": "Hòa Lạc",
        "level": Level.COMMUNE,
        "parent": world.province,
        "agency_lines": ["ỦY BAN NHÂN DÂN", "XÃ HÒA LẠC"],
        "today": TODAY,
        "by": by,
    }
    return tree.create_organisation(**{**facts, **changes})


def test_the_province_makes_a_commune(world: World) -> None:
    made = create(world, access_of(world.tam, world.province), valid_from=dt.date(2026, 1, 1))
    assert made.path.startswith(world.province.path)
    assert superior_of(made, dt.date(2026, 1, 1)) == world.province
    assert superior_of(made, dt.date(2025, 12, 31)) is None
    entry = AuditEntry.objects.get(object_id=str(made.pk), action="Tạo đơn vị")
    assert (entry.user, entry.changes["code"]) == (world.tam, [None, "hoa-lac"])


@pytest.mark.parametrize("who", ["lan", "an", "oanh", "thao", "quang"])
def test_nobody_else_does(world: World, who: str) -> None:
    organisation = {"lan": world.an_binh, "an": world.an_binh, "oanh": world.binh_minh}.get(who, world.province)
    with pytest.raises(NotAllowed):
        create(world, access_of(getattr(world, who), organisation))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "an-binh"}, "Mã đơn vị"),
        ({"code": "dang-nhap"}, "dành cho trang của hệ thống"),
        ({"code": "Xã An"}, "Mã gồm chữ thường"),
        ({"code": "<script>"}, "Mã gồm chữ thường"),
        ({"name": "x" * 201}, "Tên"),
        ({"level": Level.VILLAGE}, "không trực thuộc"),
        ({"level": Level.PROVINCE}, "không trực thuộc"),
    ],
)
def test_what_cannot_be(world: World, changes: dict, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        create(world, access_of(world.tam, world.province), **changes)


def test_nothing_is_made_under_what_has_ended(world: World) -> None:
    world.district.refresh_from_db()
    with pytest.raises(DomainError, match="không còn hoạt động"):
        create(world, access_of(world.tam, world.province), parent=world.district)


def test_a_subtree_moves_whole(world: World) -> None:
    other = make_organisation("ha-bac", "huyện Hà Bắc", Level.DISTRICT, world.province)
    by = access_of(world.tam, world.province)
    tree.move_organisation(organisation=world.an_binh, parent=other, on=TODAY, today=TODAY, by=by)
    for name in ("village", "an_lac"):
        below = getattr(world, name)
        below.refresh_from_db()
        assert below.path.startswith(world.an_binh.path)
        assert [each.code for each in ancestors_of(below)] == ["ha-son", "ha-bac", "an-binh"]
    assert superior_of(world.an_binh, TODAY) == other
    assert superior_of(world.an_binh, TODAY - dt.timedelta(days=1)) == world.province
    assert len(set(Organisation.objects.values_list("path", flat=True))) == Organisation.objects.count()


@pytest.mark.parametrize("day", [TODAY + dt.timedelta(days=1), dt.date(2025, 6, 1)])
def test_a_move_on_a_wrong_day_changes_nothing(world: World, day: dt.date) -> None:
    other = make_organisation("ha-bac", "huyện Hà Bắc", Level.DISTRICT, world.province)
    before = (world.an_binh.path, Subordination.objects.count())
    with pytest.raises(DomainError):
        tree.move_organisation(
            organisation=world.an_binh, parent=other, on=day, today=TODAY, by=access_of(world.tam, world.province)
        )
    world.an_binh.refresh_from_db()
    assert (world.an_binh.path, Subordination.objects.count()) == before


def test_a_commune_does_not_move_itself(world: World) -> None:
    for who, organisation in ((world.an, world.an_binh), (world.phuc, world.binh_minh)):
        with pytest.raises(NotAllowed):
            tree.move_organisation(
                organisation=world.an_binh,
                parent=world.province,
                on=TODAY,
                today=TODAY,
                by=access_of(who, organisation),
            )


def test_a_merger_carries_the_people_and_the_sight(world: World) -> None:
    by = access_of(world.tam, world.province)
    tree.merge_organisations(
        predecessors=[world.binh_minh],
        successor=world.an_binh,
        on=dt.date(2026, 5, 1),
        basis="Nghị quyết 01",
        carry_people=True,
        today=TODAY,
        by=by,
    )
    world.binh_minh.refresh_from_db()
    assert world.binh_minh.valid_to == dt.date(2026, 4, 30)
    assert world.binh_minh.path.startswith(world.an_binh.path)
    assert Succession.objects.get(predecessor=world.binh_minh).basis == "Nghị quyết 01"
    old, new = Membership.objects.filter(user=world.oanh).order_by("valid_from")
    assert (old.valid_to, new.valid_from, new.organisation) == (
        dt.date(2026, 4, 30),
        dt.date(2026, 5, 1),
        world.an_binh,
    )
    assert access_of(world.oanh, world.an_binh).can(Capability.EDIT_PLANS)
    assert access_of(world.oanh, world.binh_minh).capabilities == frozenset()


def test_an_heir_inside_its_own_predecessor_is_refused(world: World) -> None:
    with pytest.raises(DomainError):
        tree.merge_organisations(
            predecessors=[world.an_binh],
            successor=world.an_binh,
            on=TODAY,
            today=TODAY,
            by=access_of(world.tam, world.province),
        )
    assert not Succession.objects.filter(predecessor=world.an_binh).exists()


def test_dissolving_waits_for_those_below(world: World) -> None:
    with pytest.raises(DomainError, match="thôn Đông"):
        tree.dissolve_organisation(
            organisation=world.an_binh, last_day=TODAY, today=TODAY, by=access_of(world.tam, world.province)
        )


def test_a_name_changes_and_the_log_keeps_both(world: World) -> None:
    tree.rename_organisation(
        organisation=world.an_binh,
        name="phường An Bình",
        short_name="An Bình",
        agency_lines=["ỦY BAN NHÂN DÂN", "PHƯỜNG AN BÌNH"],
        basis="Nghị quyết 02",
        by=access_of(world.tam, world.province),
    )
    entry = AuditEntry.objects.get(action="Đổi tên đơn vị")
    assert entry.changes["name"] == ["xã An Bình", "phường An Bình"]


@pytest.mark.parametrize(
    ("name", "code"), [("xã An Bình", "an-binh"), ("Phường Đông Đô", "dong-do"), ("đặc khu Côn Đảo", "con-dao")]
)
def test_a_code_from_a_name(name: str, code: str) -> None:
    assert tree.code_for(name) == code


def test_an_admin_above_who_works_below_has_only_the_work(world: World) -> None:
    """Being administrator of the province adds nothing to a drafter's rights in the commune."""
    from tests.world import give_role

    give_role(world.tam, world.an_binh, Role.DRAFTER, unit=world.office)
    access = access_of(world.tam, world.an_binh)
    assert not access.can(Capability.MANAGE_PEOPLE)
    assert not access.can(Capability.VIEW_AUDIT)
