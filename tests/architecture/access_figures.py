"""Rows of what is counted, of figures and of what targets came to."""

from __future__ import annotations

from typing import Any

from reference.domain.measures import add_measure
from tests.architecture.access_reading import once
from tests.architecture.access_table import EDITORS, INSIDE, Row, staff
from tests.world import World, access_of

_READERS = INSIDE | {"thao", "quang"}


@once
def _own_measure(world: World) -> dict[str, Any]:
    return {"measure_id": add_measure(by=access_of(world.lan, world.an_binh), name="Số chợ phiên", unit="buổi").pk}


@once
def _neighbours_measure(world: World) -> dict[str, Any]:
    made = add_measure(by=access_of(world.oanh, world.binh_minh), name="Số chợ phiên", unit="buổi")
    return {"measure_id": made.pk}


FIGURES: dict[str, Row] = {
    "reference:measures": staff(_READERS),
    "reference:measure-add": staff(EDITORS),
    "reference:measure-edit": staff(EDITORS, _own_measure, foreign=_neighbours_measure),
}
