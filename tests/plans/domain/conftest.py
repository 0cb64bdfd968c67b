"""Two who write on one draft, and the draft."""

from __future__ import annotations

import pytest

from organisations.access import Access
from plans.models import Plan
from tests.plans.plans_world import drafted
from tests.world import World, access_of


@pytest.fixture
def lan(world: World) -> Access:
    return access_of(world.lan, world.an_binh)


@pytest.fixture
def hung(world: World) -> Access:
    return access_of(world.hung, world.an_binh)


@pytest.fixture
def plan(world: World) -> Plan:
    return drafted(world)
