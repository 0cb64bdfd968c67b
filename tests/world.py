"""The cast. Every test of a page begins with one of them.

Tỉnh Hà Sơn had the huyện Sông Cái until 30/6/2025; the communes An Bình and Bình Minh stood under
the huyện, and stand under the tỉnh since 01/7/2025. An Bình took over the former xã An Lạc.

    lan      drafter of An Bình, in Văn phòng - Thống kê      hung   unit head of the same unit
    minh     leader (Chủ tịch) of An Bình                     hanh   clerk (văn thư) of An Bình
    nga      one-stop desk of An Bình                         an     administrator of An Bình
    oanh     drafter of Bình Minh: must never see An Bình     phuc   administrator of Bình Minh
    thao     appraiser at the province                        quang  superior leader at the province
    tam      administrator of the province                    son    has an account and no role
    nobody   a citizen without an account (None)

`world` puts them into the database of the test, which is empty otherwise; `access_of(user, organisation)` is what
the middleware would give, `sign_in(user)` a test client. Everyone's password is PASSWORD.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from accounts.domain.users import create_user
from accounts.models import User
from organisations.access import Access
from organisations.domain.memberships import grant_membership
from organisations.domain.tree import (
    create_organisation,
    dissolve_organisation,
    merge_organisations,
    move_organisation,
)
from organisations.domain.units import create_unit
from organisations.enums import Level, Role
from organisations.models import Organisation, Unit

TODAY = dt.date(2026, 5, 11)  # a Monday
SWITCH = dt.date(2025, 7, 1)  # two levels of local government from this day (Luật 72/2025/QH15)
SINCE = dt.date(2024, 1, 2)
PASSWORD = "Mat-khau-thu-2026"
OUR_APPS = {"accounts", "audit", "organisations", "documents", "notifications", "plans", "dashboard"}
BACKEND = "accounts.backends.EmailOrStaffCodeBackend"


@dataclass
class World:
    province: Organisation
    district: Organisation
    an_binh: Organisation
    an_lac: Organisation
    binh_minh: Organisation
    village: Organisation

    office: Unit
    justice: Unit
    culture: Unit
    one_stop: Unit
    neighbour_office: Unit

    lan: User
    minh: User
    hung: User
    hanh: User
    nga: User
    an: User
    oanh: User
    phuc: User
    thao: User
    quang: User
    tam: User
    son: User
    nobody: None = None

    @property
    def people(self) -> dict[str, User]:
        """Name → person, everyone with an account."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in found.items() if isinstance(value, User)}


def access_of(user: User, organisation: Organisation, today: dt.date = TODAY) -> Access:
    """What the middleware would build; a stranger gets the empty access. Memberships are read afresh."""
    user.__dict__.pop("_active_memberships", None)
    return Access.of(user, organisation, today=today) or Access.none()


def sign_in(user: User | None) -> Client:
    """A client signed in as this person; None stays outside."""
    client = Client()
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def make_person(full_name: str, *, email: str = "", staff_code: str = "", by: Access | None = None) -> User:
    """An activated account with PASSWORD and no role yet."""
    now = dt.datetime(2024, 1, 2, 8, tzinfo=dt.UTC)
    by = by or Access.setup()
    return create_user(full_name=full_name, email=email, staff_code=staff_code, password=PASSWORD, now=now, by=by)


def make_organisation(
    code: str, name: str, level: Level, parent: Organisation | None, *, valid_from: dt.date | None = None
) -> Organisation:
    """An organisation with a letterhead drawn from its name."""
    short = name.split(" ", 1)[1]
    return create_organisation(
        code=code,
        name=name,
        short_name=short,
        level=level,
        parent=parent,
        agency_lines=["ỦY BAN NHÂN DÂN", name.upper()],
        valid_from=valid_from,
        today=TODAY,
        by=Access.setup(),
    )


def give_role(
    user: User,
    organisation: Organisation,
    role: Role,
    *,
    unit: Unit | None = None,
    title: str = "",
    since: dt.date = SINCE,
) -> None:
    grant_membership(
        user=user,
        organisation=organisation,
        role=role,
        unit=unit,
        title=title,
        valid_from=since,
        today=TODAY,
        by=Access.system(organisation),
    )
    user.__dict__.pop("_active_memberships", None)


def build_world() -> World:
    """The whole cast, through the domain."""
    setup = Access.setup()
    province = make_organisation("ha-son", "tỉnh Hà Sơn", Level.PROVINCE, None)
    district = make_organisation("song-cai", "huyện Sông Cái", Level.DISTRICT, province)
    an_binh = make_organisation("an-binh", "xã An Bình", Level.COMMUNE, district)
    an_lac = make_organisation("an-lac", "xã An Lạc", Level.COMMUNE, district)
    binh_minh = make_organisation("binh-minh", "xã Bình Minh", Level.COMMUNE, district)
    above = Access.system(province)
    for commune in (an_binh, binh_minh):
        move_organisation(organisation=commune, parent=province, on=SWITCH, today=TODAY, by=above)
    merge_organisations(predecessors=[an_lac], successor=an_binh, on=SWITCH, today=TODAY, by=above)
    dissolve_organisation(organisation=district, last_day=dt.date(2025, 6, 30), today=TODAY, by=above)
    village = make_organisation("an-binh-thon-dong", "thôn Đông", Level.VILLAGE, an_binh)

    def unit(organisation: Organisation, name: str, short: str = "") -> Unit:
        by = Access.system(organisation)
        return create_unit(organisation=organisation, name=name, short_name=short, today=TODAY, by=by)

    office = unit(an_binh, "Văn phòng - Thống kê", "VP-TK")
    justice = unit(an_binh, "Tư pháp - Hộ tịch")
    culture = unit(an_binh, "Văn hóa - Xã hội")
    one_stop = unit(an_binh, "Bộ phận Tiếp nhận và Trả kết quả", "Bộ phận Một cửa")
    neighbour_office = unit(binh_minh, "Văn phòng - Thống kê")

    def person(name: str, login: str, code: str = "") -> User:
        return make_person(name, email=f"{login}@cchc.example", staff_code=code, by=setup)

    world = World(
        province=province,
        district=district,
        an_binh=an_binh,
        an_lac=an_lac,
        binh_minh=binh_minh,
        village=village,
        office=office,
        justice=justice,
        culture=culture,
        one_stop=one_stop,
        neighbour_office=neighbour_office,
        lan=person("Nguyễn Thị Lan", "lan", "AB-001"),
        minh=person("Trần Văn Minh", "minh", "AB-002"),
        hung=person("Lê Quốc Hùng", "hung", "AB-003"),
        hanh=person("Phạm Thị Hạnh", "hanh", "AB-004"),
        nga=person("Đỗ Thúy Nga", "nga"),
        an=person("Vũ Đức An", "an"),
        oanh=person("Hoàng Thị Oanh", "oanh"),
        phuc=person("Bùi Hữu Phúc", "phuc"),
        thao=person("Đặng Thị Thảo", "thao"),
        quang=person("Ngô Đình Quang", "quang"),
        tam=person("Lý Thanh Tâm", "tam"),
        son=person("Mai Hồng Sơn", "son"),
    )
    give_role(world.lan, an_binh, Role.DRAFTER, unit=office, title="Công chức Văn phòng - Thống kê")
    give_role(world.hung, an_binh, Role.UNIT_HEAD, unit=office, title="Chánh Văn phòng")
    give_role(world.minh, an_binh, Role.LEADER, title="Chủ tịch")
    give_role(world.hanh, an_binh, Role.CLERK, unit=office, title="Văn thư")
    give_role(world.nga, an_binh, Role.ONE_STOP, unit=one_stop)
    give_role(world.an, an_binh, Role.ADMIN)
    give_role(world.oanh, binh_minh, Role.DRAFTER, unit=neighbour_office)
    give_role(world.phuc, binh_minh, Role.ADMIN)
    give_role(world.thao, province, Role.APPRAISER, title="Chuyên viên Sở Nội vụ")
    give_role(world.quang, province, Role.SUPERIOR, title="Phó Chủ tịch UBND tỉnh")
    give_role(world.tam, province, Role.ADMIN)
    return world


@dataclass
class Snapshot:
    """The rows `build_world` wrote, and which of them each name of the world means."""

    rows: dict[type[models.Model], list[models.Model]]
    names: dict[str, tuple[type[models.Model], int]]


@pytest.fixture(scope="session")
def world_snapshot(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Snapshot:
    """Built once, through the domain, and taken back: a test that does not ask for the world finds an empty database.

    The keys stay unused on PostgreSQL, too: a sequence does not go back with its transaction.
    """
    ours = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in OUR_APPS]
    with django_db_blocker.unblock(), transaction.atomic():
        made = build_world()
        rows = {model: list(model._base_manager.order_by("pk")) for model in ours}
        transaction.set_rollback(True)
    objects = {each.name: getattr(made, each.name) for each in fields(made)}
    return Snapshot(
        {model: found for model, found in rows.items() if found},
        {name: (type(value), value.pk) for name, value in objects.items() if value is not None},
    )


@pytest.fixture
def world(db: None, world_snapshot: Snapshot) -> World:
    with transaction.atomic():
        for model, rows in world_snapshot.rows.items():
            model._base_manager.bulk_create(rows)
    kinds = {kind for kind, _ in world_snapshot.names.values()}
    fresh = {kind: kind._base_manager.in_bulk() for kind in kinds}
    return World(**{name: fresh[kind][pk] for name, (kind, pk) in world_snapshot.names.items()})
