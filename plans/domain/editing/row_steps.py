"""Steps about the rows of a table: cells written, rows added, made titles, moved, deleted, and brought back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from core.exceptions import EditConflict
from documents.official import BlockKind, RowKind
from plans.domain import rows
from plans.domain.editing import row_undoing
from plans.domain.editing.desk import Desk, Handler, Restorer, StepConflict, StepGone, key_in
from plans.domain.editing.fields import one_of, refuse, several, whole
from plans.domain.tables import MOST_COLUMNS
from plans.models import Block
from plans.sheet import Place

MOST_CELLS = 20_000  # in one step: a paste of a thousand rows
MOST_ROWS = 1_500
_KINDS = {kind.value for kind in RowKind}

T = TypeVar("T")
Undo = dict[str, Any]


def cells(desk: Desk, step: dict[str, Any]) -> Undo | None:
    """All cells of the step or none of them. `theirs["cells"]` names those that somebody else wrote in."""
    block = _table(desk, step)
    changes: dict[Place, str | None] = {}
    seen: dict[Place, str | None] = {}
    for each in several(step, "cells", most=MOST_CELLS):
        if not isinstance(each, dict):
            raise refuse()
        column = whole(each, "column")
        place = (_key(each.get("row")), -1 if column is None else column)
        changes[place], seen[place] = _cell(each.get("text")), _cell(each.get("was"))
    _told(lambda: rows.write_cells(block, by=desk.by, changes=changes, seen=seen))
    return None


def rows_add(desk: Desk, step: dict[str, Any]) -> Undo | None:
    block = _table(desk, step)
    after = None if step.get("after") is None else _key(step["after"])
    fresh = [_new_row(each) for each in several(step, "rows", most=MOST_ROWS)]
    _told(lambda: rows.add_rows(block, by=desk.by, after=after, rows=fresh))
    return None


def row_kind(desk: Desk, step: dict[str, Any]) -> Undo | None:
    block = _table(desk, step)
    row = desk.row(block, step.get("row"))
    was, kind = one_of(step, "was", _KINDS), one_of(step, "kind", _KINDS)
    if was is None or kind is None:
        raise refuse()
    if row.kind not in (was, kind):
        raise StepConflict("Người khác vừa đổi loại của dòng này.", theirs={"row": str(row.key), "kind": row.kind})
    undo = row_undoing.dump_turned(row) if row.kind == RowKind.DATA else None
    merged = _told(lambda: rows.turn_row(block, by=desk.by, key=str(row.key), kind=kind))
    return undo and row_undoing.with_merged(undo, block, merged)


def rows_move(desk: Desk, step: dict[str, Any]) -> Undo | None:
    block = _table(desk, step)
    after = None if step.get("after") is None else _key(step["after"])
    keys = [_key(each) for each in several(step, "rows", most=MOST_ROWS)]
    _told(lambda: rows.move_rows(block, by=desk.by, keys=keys, after=after))
    return None


def rows_delete(desk: Desk, step: dict[str, Any]) -> Undo | None:
    """Rows that somebody deleted already are no hindrance; what is deleted here comes back with `restore`."""
    block = _table(desk, step)
    seen: dict[str, list[str | None]] = {}
    for each in several(step, "rows", most=MOST_ROWS):
        if not isinstance(each, dict):
            raise refuse()
        was = each.get("was")
        if not isinstance(was, list) or len(was) > MOST_COLUMNS:
            raise refuse()
        seen[_key(each.get("row"))] = [_cell(cell) for cell in was]
    undo = row_undoing.dump_rows(block, list(seen))
    merged = _told(lambda: rows.delete_rows(block, by=desk.by, seen=seen))
    return undo and row_undoing.with_merged(undo, block, merged)


def _restore(desk: Desk, undo: Undo) -> None:
    block = desk.line(undo["line"])
    desk.touched.update(row_undoing.restore_rows(block, by=desk.by, undo=undo))


HANDLERS: dict[str, Handler] = {
    "cells": cells,
    "rows-add": rows_add,
    "row-kind": row_kind,
    "rows-move": rows_move,
    "rows-delete": rows_delete,
}
RESTORERS: dict[str, Restorer] = {"rows": _restore}


def _table(desk: Desk, step: Mapping[str, Any]) -> Block:
    block = desk.line(step.get("line"))
    if block.kind != BlockKind.TABLE:
        raise refuse("Dòng này không phải là bảng.")
    return block


def _key(value: Any) -> str:
    return str(key_in(value))


def _cell(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise refuse()
    return value


def _new_row(value: Any) -> rows.NewRow:
    if not isinstance(value, dict):
        raise refuse()
    given = value.get("cells")
    if not isinstance(given, list) or len(given) > MOST_COLUMNS:
        raise refuse()
    kind = one_of(value, "kind", _KINDS) or RowKind.DATA.value
    return rows.NewRow(key_in(value.get("key")), [_cell(cell) for cell in given], kind)


def _told(act: Callable[[], T]) -> T:
    """A conflict of the door in the words of the editor: with what stands there now, or gone."""
    try:
        return act()
    except EditConflict as conflict:
        if not conflict.theirs:
            raise StepGone(str(conflict)) from None
        raise StepConflict(str(conflict), theirs=dict(conflict.theirs)) from None
