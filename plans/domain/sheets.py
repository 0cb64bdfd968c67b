"""Excel files of tables: what one would change and what to type instead, and the changes a person chose.

The rehearsal writes nothing. What is chosen of it is written through one door with one entry in the log; a cell
that changed in the meantime stops it, and the person is asked about that cell again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from django.db import transaction

from audit.record import record
from core.exceptions import DomainError, EditConflict
from documents.official import BlockKind
from documents.reading.source import SourceTable
from documents.reading.tables import read_tables
from organisations.access import Access
from plans.domain import rows
from plans.domain.advising import advice
from plans.domain.lines import NewLine, Spot, add_lines
from plans.domain.row_writing import TableInHand, write_rows
from plans.domain.tables import MOST_COLUMNS
from plans.models import Block, Plan
from plans.reading.columns import column_roles
from plans.sheet import MOST_ROWS, SheetRow, deleted, inserted, rejoined, turned, written
from plans.sheet_compare import AddedRow, CellChange, Comparison, KindChange, MissingRow, Notice, compare
from plans.sheet_xlsx import FileSheet


@dataclass(frozen=True)
class Chosen:
    """What a person takes over of a comparison. `deleted` rows with their cells as they were seen."""

    cells: Sequence[CellChange] = ()
    kinds: Sequence[KindChange] = ()
    added: Sequence[AddedRow] = ()
    deleted: Sequence[MissingRow] = ()
    order: Sequence[str] = ()


@dataclass(frozen=True)
class NewTable:
    """A table read from an Excel file that is not yet in the plan."""

    columns: list[dict[str, str]]
    rows: list[SheetRow]
    notices: list[Notice] = field(default_factory=list)
    title: str = ""  # what stood above the header


def rehearse(block: Block, sheet: FileSheet) -> Comparison:
    """What the file would change, with advice for the cells it brings. Reads only; whoever shows it asked the rule.

    Raises DomainError for a file made from another table.
    """
    plan = block.plan
    origin = sheet.origin
    if origin is not None and (origin.table != str(block.key) or origin.plan != plan.pk):
        own = Block.objects.filter(plan__organisation=plan.organisation_id).exclude(plan=plan).select_related("plan")
        key = _uuid(origin.table)
        other = own.filter(key=key).first() if key else None
        whose = f"bảng của “{other.plan}”" if other is not None else "một bảng khác"
        raise DomainError(
            f"Tệp này được xuất từ {whose}. Hãy mở đúng bảng ấy rồi nhập, "
            "hoặc xuất bảng này ra Excel và sửa trong tệp mới."
        )
    hand = TableInHand.of(block)
    numbered = rows.number_column(block) if plan.auto_numbering else None
    titles = [column.get("title", "") for column in block.columns]
    found = compare(hand.rows, titles, sheet, numbered=numbered, longest=rows.LONGEST_CELL)
    room = MOST_ROWS - len(hand.rows)
    if len(found.added) > room:
        raise DomainError(f"Một bảng có nhiều nhất {MOST_ROWS} dòng; tệp thêm {len(found.added)} dòng mới.")
    words = [(cell.place, cell.column, cell.new) for cell in found.cells]
    words += [
        (f"dòng {row.number}, {titles[at]}", at, cell) for row in found.added for at, cell in enumerate(row.cells)
    ]
    return replace(found, notices=(*found.notices, *advice(plan, block.columns, words)))


@transaction.atomic
def apply_sheet(block: Block, *, by: Access, chosen: Chosen) -> str:
    """Write what was chosen, all or nothing. Returns what was done, in words ("3 ô, 2 dòng mới").

    Raises EditConflict when a cell or row is no longer what the rehearsal showed: `theirs["cells"]` maps
    "key column" to the words there now, `theirs["rows"]` names rows that changed or went.
    """
    hand = rows.hold(block, by)
    _refuse_what_changed(hand, chosen)
    known = {row.key for row in hand.rows}
    cells = [cell for cell in chosen.cells if cell.row in known]
    after: Sequence[SheetRow] = written(hand.rows, {(cell.row, cell.column): cell.new for cell in cells})
    for kind in chosen.kinds:
        after = turned(after, kind.row, kind.kind)
    if chosen.order:
        after = _ordered(after, chosen.order)
    for row in chosen.added:
        if all(each.key != row.key for each in after):
            index = _behind(after, row.after)
            after = inserted(after, index, [SheetRow(row.key, rows.fitting(row.cells, len(block.columns)), row.kind)])
    going = {row.row for row in chosen.deleted}
    after = rows.numbered(hand, deleted(after, going) if going else after)
    if len(after) > MOST_ROWS:
        raise DomainError(f"Một bảng có nhiều nhất {MOST_ROWS} dòng. Hãy lập thêm một bảng.")
    before = list(hand.rows)
    write_rows(hand, after)
    counts = (
        (len(cells), "ô"), (len(chosen.kinds), "dòng đổi loại"), (len(chosen.added), "dòng mới"),
        (len(going), "dòng xóa"), (1 if chosen.order else 0, "lần xếp lại thứ tự"),
    )  # fmt: skip
    note = ", ".join(f"{count} {what}" for count, what in counts if count) or "không có gì đổi"
    rows.record_cells("Nhập bảng từ Excel", block, before, after, by=by, note=note)
    return note


def _refuse_what_changed(hand: TableInHand, chosen: Chosen) -> None:
    now = {row.key: row for row in hand.rows}
    cells = {
        f"{cell.row} {cell.column}": now[cell.row].cells[cell.column]
        for cell in chosen.cells
        if cell.row in now and cell.column < len(now[cell.row].cells) and now[cell.row].cells[cell.column] != cell.old
    }
    gone = [cell.row for cell in chosen.cells if cell.row not in now]
    gone += [row.row for row in chosen.deleted if row.row in now and now[row.row].cells != row.cells]
    if cells or gone:
        raise EditConflict(
            "Trong lúc ông/bà xem, bảng vừa được người khác sửa. Hãy xem lại các ô được đánh dấu rồi ghi lần nữa.",
            theirs={"cells": cells, "rows": gone},
        )


def _ordered(after: Sequence[SheetRow], order: Sequence[str]) -> list[SheetRow]:
    """The rows of `order` change places among themselves; others stay where they are."""
    by_key = {row.key: row for row in after}
    wanted = iter([by_key[key] for key in order if key in by_key])
    moving = {key for key in order if key in by_key}
    return rejoined(after, [next(wanted) if row.key in moving else row for row in after])


def _behind(after: Sequence[SheetRow], key: str | None) -> int:
    if key is None:
        return 0
    return next((index + 1 for index, row in enumerate(after) if row.key == key), len(after))


def read_new_table(sheet: FileSheet) -> NewTable:
    """A table of any make: header, columns by their names, title rows, as a pasted paper is read.

    Raises DomainError for a sheet without rows or with more columns than can be printed.
    """
    source = SourceTable(
        number=1,
        rows=tuple(tuple(cell.text for cell in row.cells) for row in sheet.rows),
        row_numbers=tuple(row.number for row in sheet.rows),
    )
    reading = read_tables([source])
    table = reading.table
    if len(table.columns) > MOST_COLUMNS:
        raise DomainError(
            f"Tệp có {len(table.columns)} cột; bảng in được nhiều nhất {MOST_COLUMNS} cột. Hãy bỏ bớt cột."
        )
    if not table.rows:
        raise DomainError("Dưới dòng tiêu đề chưa có dòng nào. Hãy nhập nội dung vào tệp rồi gửi lại.")
    columns = [
        {"title": title or f"Cột {at + 1}", "role": role}
        for at, (title, role) in enumerate(zip(table.columns, column_roles(table), strict=True))
    ]
    cells = (cell for row in sheet.rows for cell in row.cells)
    notices = [Notice(cell.place, cell.problem, blocks=True) for cell in cells if cell.problem]
    if not any(table.columns):
        notices.append(
            Notice("dòng 1", "Không thấy dòng tiêu đề; các cột tạm gọi là Cột 1, Cột 2… Sửa tên sau ở “Sửa cột”.")
        )
    notices += [Notice(f"dòng {number}", "Được nối vào dòng trên vì bắt đầu giữa câu.") for number in reading.guessed]
    made = []
    for row in table.rows:
        made.append(SheetRow(str(uuid4()), rows.fitting(row.cells, len(columns)), row.kind))
    title = " ".join(text for text, _ in reading.above)
    return NewTable(columns, made, notices, title)


@transaction.atomic
def add_read_table(plan: Plan, *, by: Access, at: Spot, table: NewTable) -> Block:
    """Put a table read from Excel into the plan, with its tasks."""
    line = NewLine(uuid4(), BlockKind.TABLE, 1, columns=tuple(table.columns), rows=tuple(table.rows))
    (block,) = add_lines(plan, by=by, at=at, lines=[line])
    record("Thêm bảng từ Excel", plan, by=by, note=f"{len(table.rows)} dòng, {len(table.columns)} cột")
    return block


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
