"""Rows of the catalogue of legal texts and of citing them: another office's own texts are never found."""

from __future__ import annotations

from typing import Any

from plans.models import LegalBasis
from tests.architecture.access_reading import _and, _draft, _foreign_draft, once
from tests.architecture.access_table import EDITORS, INSIDE, Row, staff
from tests.reference.texts_world import records, text
from tests.world import World

_READERS = INSIDE | {"thao", "quang"}


@once
def _common(world: World) -> dict[str, Any]:
    return {"text_id": records().pk}


@once
def _own(world: World) -> dict[str, Any]:
    return {
        "text_id": text("5/QĐ-UBND", owner=world.an_binh, doc_type="Quyết định", issuer="Ủy ban nhân dân xã An Bình").pk
    }


@once
def _neighbours(world: World) -> dict[str, Any]:
    return {"text_id": text("7/QĐ-UBND", owner=world.binh_minh, doc_type="Quyết định").pk}


@once
def _basis(world: World) -> dict[str, Any]:
    plan = _draft(world)
    return {**plan, "clause_id": LegalBasis.objects.get(plan=plan["plan_id"]).pk}


REFERENCE: dict[str, Row] = {
    "reference:texts": staff(_READERS),
    "reference:text": staff(_READERS, _common, foreign=_neighbours),
    "reference:text-add": staff(EDITORS),
    "reference:text-import": staff(EDITORS),
    "reference:text-import-apply": staff(EDITORS, ok=405),
    "reference:text-template": staff(EDITORS),
    "reference:text-edit": staff(EDITORS, _own, foreign=_neighbours),
    "reference:text-check": staff(EDITORS, _own, foreign=_neighbours),
    "reference:text-uncheck": staff(EDITORS, _own, ok=405, foreign=_neighbours),
    "reference:text-take-shipped": staff(EDITORS, _own, ok=405, foreign=_neighbours),
    "reference:text-delete": staff(EDITORS, _own, foreign=_neighbours),
    "plans:text-plans": staff(_READERS, _common, foreign=_neighbours),
    "plans:basis-search": staff(EDITORS, _draft, foreign=_foreign_draft),
    "plans:basis-insert": staff(EDITORS, _draft, ok=405, foreign=_foreign_draft),
    "plans:basis-cite": staff(EDITORS, _and(_draft, block_id=1), ok=405, foreign=_and(_foreign_draft, block_id=1)),
    "plans:basis-tie": staff(EDITORS, _basis, ok=405, foreign=_and(_foreign_draft, clause_id=1)),
    "plans:basis-order": staff(EDITORS, _draft, foreign=_foreign_draft),
}
