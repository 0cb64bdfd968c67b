"""The cast stands as its description says."""

from __future__ import annotations

import datetime as dt

from organisations.enums import Capability
from organisations.queries import superior_of
from tests.world import TODAY, World, access_of


def test_the_tree_follows_july_2025(world: World) -> None:
    assert superior_of(world.an_binh, dt.date(2025, 6, 30)) == world.district
    assert superior_of(world.an_binh, dt.date(2025, 7, 1)) == world.province
    assert superior_of(world.an_lac, TODAY) is None
    assert world.an_binh.path.startswith(world.province.path)
    world.an_lac.refresh_from_db()
    assert world.an_lac.path.startswith(world.an_binh.path)


def test_the_cast_has_its_access(world: World) -> None:
    assert access_of(world.lan, world.an_binh).can(Capability.EDIT_PLANS)
    assert not access_of(world.oanh, world.an_binh).capabilities
    assert access_of(world.thao, world.an_binh).capabilities == {Capability.VIEW_ISSUED}
    assert access_of(world.tam, world.an_binh).capabilities == {Capability.APPOINT_ADMIN}
    assert not access_of(world.son, world.an_binh).capabilities
