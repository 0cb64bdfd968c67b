"""Rows of a table: added, saved, moved, deleted. A data row of a task table is a task."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from audit.record import record, snapshot
from core.exceptions import DomainError
from core.text import squeeze
from documents.official import RowKind
from organisations.access import Access
from plans import rules
from plans.domain.cells import cells_in_full, exchange_merged, keep_merged, row_words, set_cells, split_merged
from plans.domain.parties import PartyBook, names_in, write_parties
from plans.domain.saving import require_now, save_seen
from plans.domain.tasks import release_twins, understood
from plans.enums import ColumnRole
from plans.models import Block, Plan, PlanTask, TableRow


@transaction.atomic
def add_row(
    block: Block, *, by: Access, after: TableRow | None, cells: Sequence[str], kind: str = RowKind.DATA
) -> TableRow:
    """Insert a row of a table; a data row of a task table is a task."""
    plan = block.plan
    require_now(rules.can_edit_plan, by, plan)
    if after is not None and after.block_id != block.pk:
        raise DomainError("Dòng đứng trước thuộc bảng khác.")
    index = 0 if after is None else after.position + 1
    width = len(block.columns)
    padded: list[str | None] = [*(squeeze(cell) for cell in cells[:width]), *[""] * (width - len(cells))]
    split_merged(block, index, padded, kind)
    block.rows.filter(position__gte=index).update(position=F("position") + 1)
    row = TableRow.objects.create(block=block, position=index, kind=kind, cells=padded)
    sync_row(row, plan=plan, book=PartyBook(plan.organisation))
    record("Thêm dòng bảng", plan, by=by, note=str(row))
    return row


@transaction.atomic
def save_row(row: TableRow, *, by: Access, seen: int, cells: Sequence[str | None], kind: str | None = None) -> TableRow:
    """Save the cells of one row; its task takes the words of its columns. Raises EditConflict."""
    plan = row.block.plan
    require_now(rules.can_edit_plan, by, plan)
    if len(cells) != len(row.block.columns):
        raise DomainError(f"Dòng này phải có đúng {len(row.block.columns)} ô.")
    before = snapshot(row, "cells", "kind")
    if kind == RowKind.GROUP != row.kind:
        keep_merged(row)
    row.cells = [None if cell is None else squeeze(cell) for cell in cells]
    row.kind = kind or row.kind
    save_seen(row, seen=seen, fields=("cells", "kind"))
    book = PartyBook(plan.organisation)
    sync_row(row, plan=plan, book=book)
    for below in row.block.rows.filter(position__gt=row.position).order_by("position"):
        if below.kind != RowKind.DATA or None not in below.cells:
            break
        below.block = row.block
        sync_row(below, plan=plan, book=book)
    record("Sửa dòng bảng", plan, by=by, before=before, after=snapshot(row, "cells", "kind"))
    return row


@transaction.atomic
def step_row(row: TableRow, *, by: Access, up: bool) -> TableRow:
    """Exchange a row with its neighbour above or below; at the edge of the table it stays where it is.

    The words of every row and task stay what they were, also where cells are merged. In a plan that
    numbers itself the numbers of the first column stay in their places.
    """
    plan = row.block.plan
    require_now(rules.can_edit_plan, by, plan)
    here = row.block.rows.filter(pk=row.pk).first()
    if here is None:
        raise DomainError("Dòng này vừa bị người khác xóa.")
    there = row.block.rows.filter(position=here.position + (-1 if up else 1)).first()
    if there is None:
        return row
    above, below = (there, here) if up else (here, there)
    above.block = below.block = row.block
    exchange_merged(above, below)
    if plan.auto_numbering:
        _exchange_numbers(above, below)
    above.position, below.position = below.position, above.position
    TableRow.objects.bulk_update([above, below], ["position"])
    record("Chuyển dòng bảng", plan, by=by, note=str(here))
    row.refresh_from_db()
    return row


def _exchange_numbers(one: TableRow, other: TableRow) -> None:
    for at, column in enumerate(one.block.columns):
        if column.get("role") != ColumnRole.NUMBER or at >= min(len(one.cells), len(other.cells)):
            continue
        first, second = one.cells[at], other.cells[at]
        if first and second and re.fullmatch(r"[0-9]+\.?", first) and re.fullmatch(r"[0-9]+\.?", second):
            set_cells(one, [*one.cells[:at], second, *one.cells[at + 1 :]])
            set_cells(other, [*other.cells[:at], first, *other.cells[at + 1 :]])


@transaction.atomic
def delete_row(row: TableRow, *, by: Access, seen: int) -> None:
    plan, text = row.block.plan, str(row)
    require_now(rules.can_edit_plan, by, plan)
    save_seen(row, seen=seen, fields=())
    block, position = row.block, row.position
    release_twins(PlanTask.objects.filter(row=row))
    keep_merged(row)
    row.delete()
    block.rows.filter(position__gt=position).update(position=F("position") - 1)
    record("Xóa dòng bảng", plan, by=by, note=text)


def sync_row(row: TableRow, *, plan: Plan, book: PartyBook) -> PlanTask | None:
    """Make the row's task say what its cells say; a group row or a table without duties has none."""
    columns = row.block.columns
    task = PlanTask.objects.filter(row=row).first()
    words = row_words(row, columns, cells_in_full(row))
    if row.kind != RowKind.DATA or not words["text"]:
        if task is not None:
            release_twins(PlanTask.objects.filter(pk=task.pk))
            task.delete()
        return None
    if task is None:
        task = PlanTask(plan=plan, row=row, position=row.block.position)
        task.tracked = bool(words["lead_text"] or words["deadline_text"])
    if task.deadline is None or task.deadline_text != words["deadline_text"]:
        task.deadline = understood(words["deadline_text"], plan)
    for name, value in words.items():
        setattr(task, name, value)
    task.version += 1
    task.save()
    write_parties(task, leads=names_in(task.lead_text), coordinating=names_in(task.coordinating_text), book=book)
    return task
