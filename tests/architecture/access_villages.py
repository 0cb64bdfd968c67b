"""Rows of what villages are asked for: those who may do the work ask and gather, everybody of the office reads.

The pages behind a village's link are opened by whoever holds it: here with a secret that opens nothing (410).
"""

from __future__ import annotations

from typing import Any

from plans.models import Plan
from tests.architecture.access_table import EDITORS, INSIDE, Kwargs, Row, public, staff
from tests.villages.village_world import answer, asked
from tests.work.work_world import issued_with
from tests.world import World
from villages.models import VillageAsk
from work.models import Milestone


def _make(world: World, number: str) -> dict[str, int]:
    made = asked(world, plan=issued_with(world, "Quý II", number=number))
    said = answer(made)
    return {
        "milestone_id": made.milestone.pk, "ask_id": made.ask.pk, "item_id": made.east.pk,
        "photo_id": said.photos.get().pk,
    }  # fmt: skip


def _made(world: World) -> dict[str, int]:
    kept = world.__dict__.get("_village_ids")
    if kept is None:
        kept = world.__dict__["_village_ids"] = _make(world, "381")
    return dict(kept)


def _foreign(world: World) -> dict[str, int]:
    """The same rows, belonging to Bình Minh."""
    kept = world.__dict__.get("_foreign_village_ids")
    if kept is None:
        kept = world.__dict__["_foreign_village_ids"] = _make(world, "382")
        milestones = Milestone.objects.filter(pk=kept["milestone_id"])
        Plan.objects.filter(milestones__in=milestones).update(organisation=world.binh_minh)
        VillageAsk.objects.filter(pk=kept["ask_id"]).update(organisation=world.binh_minh)
        milestones.update(organisation=world.binh_minh)
    return dict(kept)


def _of(name: str) -> Kwargs:
    def kwargs(world: World) -> dict[str, Any]:
        return {name: _made(world)[name]}

    return kwargs


def _other(name: str) -> Kwargs:
    def kwargs(world: World) -> dict[str, Any]:
        return {name: _foreign(world)[name]}

    return kwargs


def _row(name: str, allowed: frozenset[str], ok: int = 200) -> Row:
    return staff(allowed, _of(name), ok=ok, foreign=_other(name))


VILLAGES: dict[str, Row] = {
    "villages:list": staff(INSIDE),
    "villages:of-milestone": _row("milestone_id", INSIDE),
    "villages:new": _row("milestone_id", EDITORS),
    "villages:ask": _row("ask_id", INSIDE),
    "villages:add": _row("ask_id", INSIDE, 405),
    "villages:gather": _row("ask_id", INSIDE, 405),
    "villages:links": _row("ask_id", EDITORS | {"an"}),
    "villages:export": _row("ask_id", INSIDE),
    "villages:item": _row("item_id", INSIDE),
    "villages:take": _row("item_id", EDITORS, 303),
    "villages:return": _row("item_id", EDITORS, 303),
    "villages:withdraw": _row("item_id", EDITORS, 303),
    "villages:photo": _row("photo_id", INSIDE),
    "villages-public:item": public(lambda world: {"secret": "khong-co", "item_id": 1}, ok=410),
    "villages-public:seen": public(lambda world: {"secret": "khong-co"}, ok=405),
    "villages-public:photo": public(lambda world: {"secret": "khong-co", "photo_id": 1}, ok=410),
}
