"""Taking the shipped measures in, again and again, without touching what people changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from audit.record import record, record_many, snapshot
from organisations.access import Access
from reference.domain.loading import PORTAL, Outcome
from reference.models import Measure
from reference.shipped_measures import FILE, MeasureEntry, read_measures

# `kind` and `decimals` of a measure stay what they were when it was first loaded: totals were read by them.
CHANGING = ("code", "name", "unit", "valid_from", "valid_until", "note", "position")
COLUMNS = (*CHANGING, "kind", "decimals")


def load_shipped_measures() -> Outcome:
    """The catalogue that comes with the portal, from its file."""
    return load_measures(read_measures(FILE.read_text(encoding="utf-8")))


@transaction.atomic
def load_measures(entries: Sequence[MeasureEntry]) -> Outcome:
    """Bring the common measures to what the file says.

    A column is overwritten only while it still holds what was loaded before. Measures that left the file stay.
    """
    by = Access.setup(name=PORTAL)
    common = Measure.objects.filter(organisation__isnull=True).exclude(origin="").select_for_update().order_by("pk")
    known = {each.origin: each for each in common}
    new = [
        Measure(origin=entry.key, loaded=_said_by(entry), **{name: getattr(entry, name) for name in COLUMNS})
        for entry in entries
        if entry.key not in known
    ]
    Measure.objects.bulk_create(new)
    record_many("Nạp danh mục", [(each, snapshot(each, "name", "unit")) for each in new], by=by)
    results = [_bring_up(known[entry.key], entry, by) for entry in entries if entry.key in known]
    return Outcome(new=len(new), updated=results.count("updated"), kept=results.count("kept"))


def _said_by(entry: MeasureEntry) -> dict[str, Any]:
    return {name: _plain(getattr(entry, name)) for name in CHANGING}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _bring_up(measure: Measure, entry: MeasureEntry, by: Access) -> str:
    """ "updated", "kept" or "same"."""
    said, before = _said_by(entry), dict(measure.loaded)
    if said == before:
        return "same"
    now = {name: _plain(getattr(measure, name)) for name in CHANGING}
    differing = [name for name in CHANGING if said[name] != before.get(name) and said[name] != now[name]]
    mine = [name for name in differing if now[name] == before.get(name)]
    old = snapshot(measure, *mine)
    for name in mine:
        setattr(measure, name, getattr(entry, name))
    measure.loaded = said
    if mine:
        measure.version += 1
    measure.save()
    if mine:
        record("Cập nhật từ danh mục kèm theo cổng", measure, by=by, before=old, after=snapshot(measure, *mine))
        return "updated"
    return "kept" if differing else "same"
