"""Rows of reading a received text and of printing: a draft and a reading of the neighbour are never found."""

from __future__ import annotations

from typing import Any

from plans.domain.drafting import create_plan
from plans.domain.importing import start_import
from tests.architecture.access_table import ABOVE, DRAFT_READERS, EDITORS, INSIDE, Kwargs, Row, public, staff
from tests.plans.texts import PLAN_TEXT
from tests.world import World, access_of


def once(make: Kwargs) -> Kwargs:
    """The object of a row is made when first asked for and serves every page and person of that world."""

    def kept(world: World) -> dict[str, Any]:
        made: dict[str, Any] = world.__dict__.setdefault("_made_once", {})
        if make.__name__ not in made:
            made[make.__name__] = make(world)
        return dict(made[make.__name__])

    return kept


@once
def _import(world: World) -> dict[str, Any]:
    by = access_of(world.lan, world.an_binh)
    return {"import_id": start_import(by=by, name="", text=PLAN_TEXT).pk}


@once
def _foreign_import(world: World) -> dict[str, Any]:
    by = access_of(world.oanh, world.binh_minh)
    return {"import_id": start_import(by=by, name="", text=PLAN_TEXT).pk}


@once
def _draft(world: World) -> dict[str, Any]:
    by = access_of(world.lan, world.an_binh)
    return {"plan_id": create_plan(by=by, year=2026, title="Dự thảo").pk}


@once
def _foreign_draft(world: World) -> dict[str, Any]:
    by = access_of(world.oanh, world.binh_minh)
    return {"plan_id": create_plan(by=by, year=2026, title="Dự thảo").pk}


def _and(kwargs: Kwargs, **more: Any) -> Kwargs:
    return lambda world: {**kwargs(world), **more}


# Nobody but those inside who read drafts learns that a draft exists: 404, also from above.
_UNSEEN = dict.fromkeys((ABOVE - {"tam"}) | (INSIDE - DRAFT_READERS), 404)

READING: dict[str, Row] = {
    "plans:import-new": staff(EDITORS),
    "plans:import-list": staff(EDITORS),
    "plans:import-detail": staff(EDITORS, _import, foreign=_foreign_import),
    "plans:import-head": staff(EDITORS, _import, foreign=_foreign_import),
    "plans:import-line": staff(EDITORS, _and(_import, place="body-0"), foreign=_and(_foreign_import, place="body-0")),
    "plans:import-task": staff(EDITORS, _and(_import, index=0), foreign=_and(_foreign_import, index=0)),
    "plans:import-repeats": staff(EDITORS, _and(_import, index=0), ok=405),
    "plans:import-merge": staff(EDITORS, _and(_import, index=0), ok=405),
    "plans:import-follow": staff(EDITORS, _import, ok=405),
    "plans:import-restore": staff(EDITORS, _and(_import, number=1), ok=405),
    "plans:import-settle": staff(EDITORS, _import, ok=405),
    "plans:import-accept": staff(EDITORS, _import, ok=302, foreign=_foreign_import),
    "plans:import-discard": staff(EDITORS, _import, ok=405),
    "plans:import-original": staff(EDITORS, _import, foreign=_foreign_import),
    "plans:print": staff(DRAFT_READERS, _draft, but=_UNSEEN, foreign=_foreign_draft),
    "plans:print-pdf": staff(DRAFT_READERS, _draft, but=_UNSEEN, foreign=_foreign_draft),
    "plans-public:village-paper": public(lambda world: {"secret": "khong-co", "plan_id": 1}, ok=410),
    "plans:docx": staff(DRAFT_READERS, _draft, but=_UNSEEN, foreign=_foreign_draft),
}
