"""What deleting rows of a table took away, kept as plain JSON, and how it is put back.

A row comes back under the id and key it had, with its task, the person in charge of it, and whatever was
followed for it. Merged cells grow together again where nobody wrote since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from audit.record import record
from core.exceptions import DomainError
from documents.official import RowKind
from organisations.access import Access
from plans import rules
from plans.domain import rows
from plans.domain.editing.undoing import dump_tasks, relink, rows_in, write_back
from plans.domain.row_writing import TableInHand, write_rows
from plans.domain.saving import require_now
from plans.models import Block, PlanTask, TableRow, TaskUnit
from plans.queries.content import CLAUSES
from plans.sheet import MOST_ROWS, SheetRow, turned

_NEAR = 20  # rows above a deleted one that are remembered: the nearest still there is where it comes back
Undo = dict[str, Any]


def dump_rows(block: Block, keys: Sequence[str]) -> Undo | None:
    """The rows of these keys with everything that hangs on them; None when there is none of them."""
    hand = TableInHand.of(block)
    going = {key for key in keys if key in hand.ids}
    if not going:
        return None
    ids = [hand.ids[key] for key in going]
    places: list[dict[str, Any]] = []
    above: list[str] = []
    for row in hand.rows:
        if row.key in going:
            places.append({"row": _plain(row), "above": list(above)})
        above = [row.key, *above[: _NEAR - 1]]
    clauses = [
        [model._meta.label_lower, *each]
        for model in CLAUSES
        for each in model._default_manager.filter(row__in=ids).values_list("pk", "block", "row")
    ]
    tasks = list(PlanTask.objects.filter(row__in=ids).order_by("pk"))
    return {
        "kind": "rows",
        "line": str(block.key),
        "places": places,
        "ids": {key: hand.ids[key] for key in going},
        "clauses": clauses,
        **dump_tasks(tasks),
    }


def with_merged(undo: Undo, block: Block, before: Sequence[SheetRow]) -> Undo:
    """Add the rows that lost or took words of merged cells: as they were (`before`), and as they are now."""
    now = {row.key: row for row in TableInHand.of(block).rows}
    merged = [{"row": _plain(row), "now": list(now[row.key].cells)} for row in before if row.key in now]
    return {**undo, "merged": merged}


def dump_turned(row: TableRow) -> Undo:
    """A row about to become a title: its task comes back with its people when it is a duty again."""
    tasks = list(PlanTask.objects.filter(row=row))
    return {
        "kind": "rows",
        "line": str(row.block.key),
        "places": [],
        "ids": {},
        "turned": str(row.key),
        **dump_tasks(tasks),
    }


@transaction.atomic
def restore_rows(block: Block, *, by: Access, undo: Undo) -> set[int]:
    """Rows come back, or a title row is the duty again that it was. A second time nothing happens.

    Returns the ids of other lines that look different now.
    """
    require_now(rules.can_edit_plan, by, block.plan)
    hand = TableInHand.of(block)
    after = _turned_back(hand, undo) if undo.get("turned") else _put_back(hand, undo)
    if after is None:
        return set()
    taken = set(TableRow.objects.filter(pk__in=undo["ids"].values()).values_list("pk", flat=True))
    ids = {key: pk for key, pk in undo["ids"].items() if pk not in taken}

    def bring_tasks() -> None:
        found = rows_in(undo)
        write_back(PlanTask, found)
        write_back(TaskUnit, found)

    write_rows(hand, rows.numbered(hand, after), ids=ids, before_tasks=bring_tasks)
    touched = relink(undo, 0)
    note = f"{len(undo['places'])} dòng" if undo["places"] else "dòng tên nhóm"
    record("Lấy lại dòng bảng", block.plan, by=by, note=note)
    return touched


def _put_back(hand: TableInHand, undo: Undo) -> list[SheetRow] | None:
    after = list(hand.rows)
    missing = [place for place in undo["places"] if place["row"]["key"] not in hand.ids]
    if not missing:
        return None
    if len(after) + len(missing) > MOST_ROWS:
        raise DomainError(f"Một bảng có nhiều nhất {MOST_ROWS} dòng nên không lấy lại được.")
    width = len(hand.block.columns)
    for place in missing:
        order = {row.key: index for index, row in enumerate(after)}
        at = next((order[key] + 1 for key in place["above"] if key in order), 0)
        row = _row(place["row"], width)
        above = after[at - 1] if at else None
        if above is None or not above.is_data or not row.is_data:
            row = SheetRow(row.key, tuple(cell or "" for cell in row.cells), row.kind)
        after.insert(at, row)
    return _unmerged(after, undo, width)


def _turned_back(hand: TableInHand, undo: Undo) -> list[SheetRow] | None:
    row = hand.row(undo["turned"])
    if row is None or row.is_data:
        return None
    return _unmerged(turned(hand.rows, row.key, RowKind.DATA), undo, len(hand.block.columns))


def _unmerged(after: list[SheetRow], undo: Undo, width: int) -> list[SheetRow]:
    """Cells that were merged are so again, where nobody wrote since."""
    kept = {each["row"]["key"]: each for each in undo.get("merged", [])}
    out: list[SheetRow] = []
    for row in after:
        known = kept.get(row.key)
        goes_on = bool(out) and out[-1].is_data and row.is_data
        out.append(_merged_again(row, known, width) if known is not None and goes_on else row)
    return out


def _merged_again(row: SheetRow, known: dict[str, Any], width: int) -> SheetRow:
    was, now = _row(known["row"], width).cells, [*known["now"], *[""] * width]
    cells = (None if was[at] is None and cell == now[at] else cell for at, cell in enumerate(row.cells[:width]))
    return replace(row, cells=(*cells, *row.cells[width:]))


def _plain(row: SheetRow) -> dict[str, Any]:
    return {"key": row.key, "kind": row.kind, "cells": list(row.cells)}


def _row(value: dict[str, Any], width: int) -> SheetRow:
    cells = [*value["cells"], *[""] * width][:width]
    return SheetRow(value["key"], tuple(cells), value["kind"])
