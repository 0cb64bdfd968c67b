"""The row of Đôn đốc: a piece of work of An Bình that is late whatever day it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from plans.models import Plan
from tests.architecture.access_table import Row, staff
from tests.work.work_world import issued_with, milestones_of
from tests.world import World
from work.models import Milestone

LONG_AGO = dt.date(2020, 1, 6)


def _late(world: World, number: str) -> Milestone:
    name = f"_late_{number}"
    found: Milestone | None = world.__dict__.get(name)
    if found is None:
        found = world.__dict__[name] = milestones_of(issued_with(world, "Quý II", number=number))[0]
        Milestone.objects.filter(pk=found.pk).update(start=None, due_on=LONG_AGO, original_due_on=LONG_AGO)
    return found


def _own(world: World) -> dict[str, Any]:
    return {"milestone_id": _late(world, "571").pk}


def _foreign(world: World) -> dict[str, Any]:
    late = _late(world, "572")
    Plan.objects.filter(pk=late.plan_id).update(organisation=world.binh_minh)
    Milestone.objects.filter(pk=late.pk).update(organisation=world.binh_minh)
    return {"milestone_id": late.pk}


NUDGES: dict[str, Row] = {"work:nudge": staff(frozenset({"minh", "hung"}), _own, ok=303, foreign=_foreign)}
