"""Rows of inspections: one of An Bình that is being written down, one concluded, one that the province sent."""

from __future__ import annotations

from typing import Any

from inspections.domain.recording import add_file
from inspections.domain.reinspecting import send_conclusion
from inspections.models import Inspection
from organisations.enums import Role
from tests.architecture.access_table import DRAFT_READERS, INSIDE, Kwargs, Row, staff
from tests.inspections.inspections_world import JUNE, concluded, found, from_above, held, leader_of, planned
from tests.work.work_world import NOW, TODAY
from tests.world import World, access_of, give_role

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def _made(world: World) -> dict[str, int]:
    kept = world.__dict__.get("_inspection_ids")
    if kept is None:
        kept = world.__dict__["_inspection_ids"] = _make(world)
    return dict(kept)


def _make(world: World) -> dict[str, int]:
    by = leader_of(world)
    fresh = planned(world)
    writing = held(planned(world), by)
    written = found(writing, by)
    file = add_file(writing, by=by, at=NOW, name="anh.pdf", data=PDF)
    done = held(planned(world), by)
    open_ = found(done, by, unit=world.culture, due_on=JUNE)
    concluded(done, by)
    give_role(world.tam, world.province, Role.LEADER)
    above = access_of(world.tam, world.province)
    sent = from_above(world, above)
    send_conclusion(sent.inspection, by=above, today=TODAY, at=NOW)
    world.tam.memberships.filter(role=Role.LEADER).delete()
    world.tam.__dict__.pop("_active_memberships", None)
    return {
        "planned": fresh.pk, "writing": writing.pk, "done": done.pk, "finding": written.pk, "open": open_.pk,
        "file": file.pk, "sent": sent.inspection_id, "sent_finding": sent.pk,
    }  # fmt: skip


def _of(name: str, key: str) -> Kwargs:
    return lambda world: {name: _made(world)[key]}


def _foreign(name: str, key: str) -> Kwargs:
    """The same objects, belonging to Bình Minh."""

    def kwargs(world: World) -> dict[str, Any]:
        kept = world.__dict__.get("_foreign_inspection_ids")
        if kept is None:
            before = world.__dict__.pop("_inspection_ids", None)
            kept = world.__dict__["_foreign_inspection_ids"] = _make(world)
            if before is not None:
                world.__dict__["_inspection_ids"] = before
            own = [kept[each] for each in ("planned", "writing", "done")]
            Inspection.objects.filter(pk__in=own).update(organisation=world.binh_minh)
            Inspection.objects.filter(pk=kept["sent"]).update(place=world.binh_minh)
        return {name: kept[key]}

    return kwargs


def _one(key: str) -> tuple[Kwargs, Kwargs]:
    return _of("inspection_id", key), _foreign("inspection_id", key)


def _found(key: str) -> tuple[Kwargs, Kwargs]:
    return _of("finding_id", key), _foreign("finding_id", key)


def _row(people: frozenset[str], pair: tuple[Kwargs, Kwargs], ok: int = 200, **but: int) -> Row:
    return staff(people, pair[0], ok=ok, foreign=pair[1], but=but)


INSPECTIONS: dict[str, Row] = {
    "inspections:list": staff(INSIDE),
    "inspections:findings": staff(INSIDE),
    "inspections:received-list": staff(INSIDE),
    "inspections:new": staff(DRAFT_READERS),
    "inspections:detail": _row(INSIDE, _one("done")),
    "inspections:edit": _row(DRAFT_READERS, _one("planned")),
    "inspections:record": _row(DRAFT_READERS, _one("planned")),
    "inspections:cancel": _row(DRAFT_READERS, _one("planned")),
    "inspections:conclude": _row(DRAFT_READERS, _one("writing")),
    "inspections:send": _row(frozenset(), _one("done")),  # An Bình has no office below it
    "inspections:add-file": _row(DRAFT_READERS, _one("writing"), ok=303),
    "inspections:minutes": _row(INSIDE, _one("done")),
    "inspections:minutes-docx": _row(INSIDE, _one("done")),
    "inspections:finding-new": _row(DRAFT_READERS, _one("writing")),
    "inspections:finding": _row(INSIDE, _found("open")),
    "inspections:finding-edit": _row(DRAFT_READERS, _found("finding")),
    "inspections:finding-remove": _row(DRAFT_READERS, _found("finding"), ok=303),
    "inspections:give": _row(DRAFT_READERS, _found("open"), ok=303),
    "inspections:reinspect": _row(DRAFT_READERS, _found("open"), ok=303),
    "inspections:file": staff(INSIDE, _of("file_id", "file"), foreign=_foreign("file_id", "file")),
    "inspections:received": _row(INSIDE, _one("sent")),
    "inspections:received-minutes": _row(INSIDE, _one("sent")),
    "inspections:take": _row(DRAFT_READERS, _found("sent_finding")),
}
