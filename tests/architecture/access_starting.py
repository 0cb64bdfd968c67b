"""Rows of beginning a plan: a preparation from An Bình's plan of last year, a plan the province shows below."""

from __future__ import annotations

from typing import Any

from plans.domain.importing import start_import
from plans.domain.starting import prepare_plan
from plans.enums import StartKind
from plans.models import Block
from tests.architecture.access_table import EDITORS, INSIDE, Kwargs, Row, staff
from tests.plans.last_year import shown_plan
from tests.plans.plans_world import drafted, plan_of, with_line, with_table
from tests.world import TODAY, World, access_of

PAPER = "ỦY BAN NHÂN DÂN\nTỈNH HÀ SƠN\nKẾ HOẠCH\nChuyển đổi số năm 2026\nI. NHIỆM VỤ\n1. Rà soát thủ tục (Quý II)."
READERS = INSIDE | {"thao", "quang"}  # whoever may read issued plans here


def _made(world: World) -> dict[str, Any]:
    """The ids of one of each, made once for a world."""
    kept = world.__dict__.get("_start_ids")
    if kept is None:
        kept = world.__dict__["_start_ids"] = _make(world)
    return dict(kept)


def _make(world: World) -> dict[str, Any]:
    by = access_of(world.lan, world.an_binh)
    draft = drafted(world)
    start = prepare_plan(draft, kind=StartKind.LAST_YEAR, by=by, year=2027, today=TODAY)
    above = plan_of(world.province, "Cải cách hành chính tỉnh")
    with_line(above, "UBND các xã niêm yết thủ tục", task=True)
    table = with_table(above)
    shown_plan(world, above)
    imported = start_import(by=by, name="tinh.txt", text=PAPER)
    neighbour = plan_of(world.binh_minh)
    oanh = access_of(world.oanh, world.binh_minh)
    theirs = prepare_plan(neighbour, kind=StartKind.LAST_YEAR, by=oanh, year=2027, today=TODAY)
    return {
        "draft": draft.pk,
        "start": start.pk,
        "above": above.pk,
        "table": table.pk,
        "import": imported.pk,
        "neighbour": neighbour.pk,
        "their_start": theirs.pk,
        "their_import": start_import(by=oanh, name="tinh.txt", text=PAPER).pk,
        "hidden": plan_of(world.province, "Chưa ban hành").pk,
        "their_table": Block.objects.filter(plan=draft).values_list("pk", flat=True)[0],
    }


def _ids(**names: str) -> Kwargs:
    return lambda world: {name: _made(world)[key] for name, key in names.items()}


def _with(kwargs: Kwargs, **more: str) -> Kwargs:
    return lambda world: {**kwargs(world), **more}


_OWN = _ids(plan_id="draft")
_NEIGHBOUR = _ids(plan_id="neighbour")

STARTING: dict[str, Row] = {
    "plans:start-sources": staff(EDITORS, lambda world: {"kind": "nam-truoc"}),
    "plans:start-from": staff(
        EDITORS, _with(_OWN, kind="nam-truoc"), foreign=_with(_NEIGHBOUR, kind="nam-truoc")
    ),
    "plans:start": staff(EDITORS, _ids(start_id="start"), foreign=_ids(start_id="their_start")),
    "plans:start-drop": staff(EDITORS, _ids(start_id="start"), ok=405, foreign=_ids(start_id="their_start")),
    "plans:start-appendix": staff(EDITORS),
    "plans:appendix-paste": staff(EDITORS, _OWN, foreign=_NEIGHBOUR),
    "plans:model-offer": staff(EDITORS, _OWN, foreign=_NEIGHBOUR),
    "plans:below-show": staff(frozenset(), _OWN, foreign=_NEIGHBOUR),  # a commune has no offices below
    "plans:above-list": staff(READERS),
    "plans:above-detail": staff(READERS, _ids(plan_id="above"), foreign=_ids(plan_id="hidden")),
    "plans:above-table": staff(
        READERS, _ids(plan_id="above", block_id="table"), foreign=_ids(plan_id="above", block_id="their_table")
    ),
    "plans:start-above": staff(EDITORS, _ids(plan_id="above"), foreign=_ids(plan_id="hidden")),
    "plans:start-import": staff(EDITORS, _ids(import_id="import"), foreign=_ids(import_id="their_import")),
}  # fmt: skip
