"""Rows of days away, hand-overs, many assignments at once and asked extensions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from organisations.domain.absences import enter_absence
from organisations.models import Absence
from tests.architecture.access_table import INSIDE, Row, staff
from tests.work.work_world import NOW
from tests.world import TODAY, World, access_of


def _absence(world: World) -> dict[str, Any]:
    """Lan is away, Hạnh stands in."""
    found = Absence.objects.filter(organisation=world.an_binh).first()
    if found is None:
        found = enter_absence(
            user=world.lan, substitute=world.hanh, first_day=TODAY, last_day=TODAY + dt.timedelta(days=400 - 40),
            by=access_of(world.lan, world.an_binh), at=NOW,
        )  # fmt: skip
    return {"absence_id": found.pk}


def _foreign_absence(world: World) -> dict[str, Any]:
    row = Absence.objects.get_or_create(
        organisation=world.binh_minh, user=world.oanh, substitute=world.phuc, first_day=TODAY, last_day=TODAY,
        defaults={"by_name": "Hoàng Thị Oanh"},
    )[0]  # fmt: skip
    return {"absence_id": row.pk}


PEOPLE_AT_WORK: dict[str, Row] = {
    "organisations:absences": staff(INSIDE),
    "organisations:absence-end": staff(frozenset({"lan", "hung", "minh", "an"}), _absence, foreign=_foreign_absence),
}
