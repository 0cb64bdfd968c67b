"""Rows of a table: added, written in, moved, made titles, deleted. A data row of a task table is a task.

The doors for many rows take rows by their keys and work on the table as it is stored when the plan is held;
those for one row serve the forms. In a plan that numbers itself the numbers of the first column follow.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from audit.record import record, snapshot
from core.exceptions import DomainError, EditConflict
from documents.official import RowKind
from organisations.access import Access
from plans import rules
from plans.domain.parties import PartyBook
from plans.domain.row_writing import TableInHand, sync_tasks, words_of_row, write_rows
from plans.domain.saving import require_now, save_seen
from plans.enums import ColumnRole
from plans.models import Block, Plan, PlanTask, TableRow
from plans.row_numbers import may_follow, renumbered
from plans.sheet import (
    MOST_ROWS,
    Cells,
    Place,
    SheetRow,
    cell_text,
    deleted,
    fitted,
    inserted,
    moved,
    turned,
    written,
)

LONGEST_CELL = 5_000  # characters
_SHOWN_IN_LOG = 40  # changed cells written out in one entry


@dataclass(frozen=True)
class NewRow:
    """`key` is made by whoever adds the row, so that it can be spoken of before it is stored."""

    key: UUID
    cells: Sequence[str | None]
    kind: str = RowKind.DATA


@transaction.atomic
def add_rows(block: Block, *, by: Access, after: str | None, rows: Sequence[NewRow]) -> list[str]:
    """Insert rows behind the row `after` (None: at the beginning). Rows whose key is there already are left out.

    Returns the keys of the rows that were added. Raises DomainError above MOST_ROWS and LONGEST_CELL.
    """
    hand = hold(block, by)
    if after is not None and after not in hand.ids:
        raise EditConflict("Dòng đứng trước vừa bị người khác xóa. Nội dung ông/bà nhập vẫn còn.", theirs={})
    width = len(block.columns)
    fresh = [SheetRow(str(row.key), fitting(row.cells, width), row.kind) for row in rows]
    fresh = [row for row in fresh if row.key not in hand.ids]
    if len(hand.rows) + len(fresh) > MOST_ROWS:
        raise DomainError(
            f"Một bảng có nhiều nhất {MOST_ROWS} dòng; bảng này đang có {len(hand.rows)} dòng. Hãy lập thêm một bảng."
        )
    if not fresh:
        return []
    write_rows(hand, numbered(hand, inserted(hand.rows, hand.index(after), fresh)))
    note = _row_text(fresh[0]) if len(fresh) == 1 else f"{len(fresh)} dòng, từ “{_row_text(fresh[0])}”"
    record("Thêm dòng bảng", block.plan, by=by, note=note)
    return [row.key for row in fresh]


@transaction.atomic
def write_cells(
    block: Block,
    *,
    by: Access,
    changes: Mapping[Place, str | None],
    seen: Mapping[Place, str | None] | None = None,
) -> list[str]:
    """Write into cells, all or none; None merges a cell with the one above. Tasks take the words of their rows.

    With `seen` the words somebody had before the eyes: raises EditConflict with `theirs["cells"]` where they are
    no longer what stands there, and with empty `theirs` when a row is gone. Returns the keys of rows that changed.
    """
    hand = hold(block, by, around={key for key, _ in changes})
    rows = {row.key: row for row in hand.rows}
    if any(key not in rows for key, _ in changes):
        raise EditConflict("Dòng này của bảng vừa bị người khác xóa. Nội dung ông/bà nhập vẫn còn.", theirs={})
    if any(not 0 <= column < len(block.columns) for _, column in changes):
        raise EditConflict("Cột này của bảng vừa bị người khác bỏ. Nội dung ông/bà nhập vẫn còn.", theirs={})
    clean = {place: None if text is None else _checked(text) for place, text in changes.items()}
    width = len(block.columns)
    hand_rows = [_widened(row, width) for row in hand.rows]
    rows = {row.key: row for row in hand_rows}
    theirs = [
        {"row": key, "column": column, "text": rows[key].cells[column]}
        for (key, column), was in (seen or {}).items()
        if rows[key].cells[column] != clean[key, column]  # else both wrote the same
        and not _same(rows[key].cells[column], was, number=_is_numbered(block, column))
    ]
    if theirs:
        raise EditConflict(
            "Người khác vừa sửa ô này trong lúc ông/bà đang nhập. Hãy xem hai bản và chọn bản giữ lại.",
            theirs={"cells": theirs},
        )
    after = written(hand_rows, clean)
    changed = write_rows(hand, after)
    if changed:
        first = hand.positions[hand_rows[0].key]
        record_cells("Sửa ô của bảng", block, hand_rows, after, by=by, first=first)
    return changed


@transaction.atomic
def move_rows(block: Block, *, by: Access, keys: Sequence[str], after: str | None) -> None:
    """Put rows, in their order, behind the row `after` (None: at the beginning). Rows that are gone stay gone."""
    hand = hold(block, by)
    if after is not None and after not in hand.ids:
        raise EditConflict("Chỗ chuyển đến vừa bị người khác xóa. Hãy chọn chỗ khác.", theirs={})
    known = [key for key in keys if key in hand.ids]
    if not known:
        raise EditConflict("Dòng này của bảng vừa bị người khác xóa.", theirs={})
    order = moved(hand.rows, set(known), after)
    if [row.key for row in order] == [row.key for row in hand.rows]:
        return
    write_rows(hand, numbered(hand, order))
    first = next(row for row in order if row.key in known)
    note = _row_text(first) if len(known) == 1 else f"{len(known)} dòng, từ “{_row_text(first)}”"
    record("Chuyển dòng bảng", block.plan, by=by, note=note)


@transaction.atomic
def turn_row(block: Block, *, by: Access, key: str, kind: str) -> list[SheetRow]:
    """Make a row the title of a group, or a row of duties again. A title has no task.

    Returns the rows whose merged cells changed for it, as they were.
    """
    hand = hold(block, by)
    row = hand.row(key)
    if row is None:
        raise EditConflict("Dòng này của bảng vừa bị người khác xóa.", theirs={})
    if row.kind == kind:
        return []
    after = turned(hand.rows, key, kind)
    merged = _changed(hand.rows, after)
    write_rows(hand, numbered(hand, after))
    action = "Đặt làm dòng tên nhóm" if kind == RowKind.GROUP else "Đặt lại làm dòng thường"
    record(action, block.plan, by=by, note=_row_text(row))
    return merged


@transaction.atomic
def delete_rows(block: Block, *, by: Access, seen: Mapping[str, Sequence[str | None]]) -> list[SheetRow]:
    """Delete rows (by key) whose cells are still what somebody saw; those that are gone already are left out.

    The first row that is left of merged cells takes their words. Returns the rows below that changed for it, as
    they were. Raises EditConflict with `theirs["rows"]`.
    """
    hand = hold(block, by)
    width = len(block.columns)
    rows = {row.key: _widened(row, width) for row in hand.rows}
    known = [key for key in seen if key in rows]
    theirs = [
        {"row": key, "cells": list(rows[key].cells)}
        for key in known
        if not all(
            _same(cell, was, number=_is_numbered(block, at))
            for at, (cell, was) in enumerate(zip(rows[key].cells, fitted(seen[key], width), strict=True))
        )
    ]
    if theirs:
        raise EditConflict(
            "Người khác vừa sửa dòng này. Hãy xem nội dung mới rồi xóa lại nếu vẫn muốn xóa.", theirs={"rows": theirs}
        )
    if not known:
        return []
    left = deleted(hand.rows, set(known))
    merged = _changed(hand.rows, left)
    write_rows(hand, numbered(hand, left))
    text = _row_text(rows[known[0]])
    record("Xóa dòng bảng", block.plan, by=by, note=text if len(known) == 1 else f"{len(known)} dòng, từ “{text}”")
    return merged


def add_row(
    block: Block, *, by: Access, after: TableRow | None, cells: Sequence[str], kind: str = RowKind.DATA
) -> TableRow:
    """Insert one row; the form of a row. See `add_rows`."""
    if after is not None and after.block_id != block.pk:
        raise DomainError("Dòng đứng trước thuộc bảng khác.")
    key = uuid4()
    add_rows(block, by=by, after=str(after.key) if after else None, rows=[NewRow(key, cells, kind)])
    row = TableRow.objects.get(block=block, key=key)
    row.block = block
    return row


@transaction.atomic
def save_row(row: TableRow, *, by: Access, seen: int, cells: Sequence[str | None], kind: str | None = None) -> TableRow:
    """Save the cells of one row; its task takes the words of its columns. Raises EditConflict."""
    block = row.block
    hand = hold(block, by)
    if len(cells) != len(block.columns):
        raise DomainError(f"Dòng này phải có đúng {len(block.columns)} ô.")
    before = snapshot(row, "cells", "kind")
    key, kind = str(row.key), kind or row.kind
    changes = {(key, at): None if cell is None else _checked(cell) for at, cell in enumerate(cells)}
    after = written([_widened(each, len(cells)) for each in hand.rows], changes)
    if kind != row.kind:
        after = numbered(hand, turned(after, key, kind))
    stored = next((each for each in after if each.key == key), None)
    if stored is not None:
        row.cells, row.kind = list(stored.cells), stored.kind
    save_seen(row, seen=seen, fields=("cells", "kind"))
    write_rows(hand, after, already={key})
    record("Sửa dòng bảng", block.plan, by=by, before=before, after=snapshot(row, "cells", "kind"))
    return row


@transaction.atomic
def step_row(row: TableRow, *, by: Access, up: bool) -> TableRow:
    """Exchange a row with its neighbour above or below; at the edge of the table it stays where it is.

    The words of every row and task stay what they were, also where cells are merged. In a plan that
    numbers itself the numbers of the first column stay in their places.
    """
    hand = hold(row.block, by)
    key = str(row.key)
    here = hand.index(key) - 1 if key in hand.ids else None
    if here is None:
        raise DomainError("Dòng này vừa bị người khác xóa.")
    there = here + (-1 if up else 1)
    if not 0 <= there < len(hand.rows):
        return row
    upper = min(here, there)
    move_rows(row.block, by=by, keys=[hand.rows[upper + 1].key], after=hand.rows[upper - 1].key if upper else None)
    row.refresh_from_db()
    return row


@transaction.atomic
def delete_row(row: TableRow, *, by: Access, seen: int) -> None:
    block = row.block
    hold(block, by)
    save_seen(row, seen=seen, fields=())
    stored = TableRow.objects.get(pk=row.pk)
    delete_rows(block, by=by, seen={str(stored.key): stored.cells})


def sync_row(row: TableRow, *, plan: Plan, book: PartyBook) -> PlanTask | None:
    """Make the row's task say what its cells say; a group row or a table without duties has none."""
    row.block.plan = plan
    sync_tasks(row.block, {row.pk: words_of_row(row)}, book=book)
    return PlanTask.objects.filter(row=row).first()


def hold(block: Block, by: Access, *, around: Collection[str] | None = None) -> TableInHand:
    """The table as it is now, kept so until the transaction ends; with `around` what concerns these rows."""
    require_now(rules.can_edit_plan, by, block.plan)
    return TableInHand.of(block) if around is None else TableInHand.around(block, around)


def _changed(before: Sequence[SheetRow], after: Sequence[SheetRow]) -> list[SheetRow]:
    """The rows, as they were, whose cells are no longer the same."""
    was = {row.key: row for row in before}
    return [was[row.key] for row in after if row.key in was and row.cells != was[row.key].cells]


def number_column(block: Block) -> int | None:
    roles = [column.get("role") for column in block.columns]
    return roles.index(ColumnRole.NUMBER) if ColumnRole.NUMBER in roles else None


def _is_numbered(block: Block, column: int) -> bool:
    """Whether the portal itself writes numbers into this column."""
    return block.plan.auto_numbering and column == number_column(block)


def numbered(hand: TableInHand, after: Sequence[SheetRow]) -> list[SheetRow]:
    column = number_column(hand.block)
    if column is None or not hand.block.plan.auto_numbering:
        return list(after)
    return renumbered(hand.rows, after, column)


def _same(now: str | None, was: str | None, *, number: bool) -> bool:
    """Whether a cell is still what was seen. A number that only followed others is no change."""
    clean = None if was is None else cell_text(was)
    return now == clean or (number and may_follow(now) and may_follow(clean))


def _checked(text: str) -> str:
    clean = cell_text(text)
    if len(clean) > LONGEST_CELL:
        raise DomainError(
            f"Một ô chứa nhiều nhất {LONGEST_CELL} ký tự; ô này có {len(clean)} ký tự. "
            "Hãy rút ngắn hoặc tách thành nhiều dòng."
        )
    return clean


def fitting(cells: Sequence[str | None], width: int) -> Cells:
    return fitted([None if cell is None else _checked(cell) for cell in cells], width)


def _widened(row: SheetRow, width: int) -> SheetRow:
    """Rows of older papers may have fewer cells than the table has columns."""
    return (
        row if len(row.cells) >= width else SheetRow(row.key, (*row.cells, *[""] * (width - len(row.cells))), row.kind)
    )


def _row_text(row: SheetRow) -> str:
    return " | ".join(cell or "" for cell in row.cells)[:80]


def record_cells(
    action: str,
    block: Block,
    before: Sequence[SheetRow],
    after: Sequence[SheetRow],
    *,
    by: Access,
    note: str = "",
    first: int = 0,
) -> None:
    """One entry for all the cells that differ, each named by its row and column as they stood before.

    `first`: how many rows of the table stand before those of `before`.
    """
    now = {row.key: row for row in after}
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    count = 0
    for index, was in enumerate(before):
        for at, (one, other) in enumerate(zip(was.cells, now.get(was.key, was).cells, strict=False)):
            if one == other or at >= len(block.columns):
                continue
            count += 1
            if count <= _SHOWN_IN_LOG:
                name = f"Dòng {first + index + 1}, {block.columns[at].get('title') or f'cột {at + 1}'}"
                old[name], new[name] = one or "", other or ""
    more = f" (ghi chi tiết {_SHOWN_IN_LOG} ô đầu)" if count > _SHOWN_IN_LOG else ""
    record(action, block.plan, by=by, before=old, after=new, note=(note or f"{count} ô") + more)
