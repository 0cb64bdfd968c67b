"""An appendix pasted or uploaded alone becomes one of a draft, or the beginning of a plan."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction

from audit.record import record
from core.codec import to_plain
from core.decision import require
from core.exceptions import DomainError
from core.text import fold, one_line
from documents.domain.attachments import store_file
from documents.official import BlockKind, RowKind, Table
from documents.reading.files import Kind, sniff
from documents.reading.source import Source
from organisations.access import Access
from plans import rules
from plans.domain.appendices import add_appendix
from plans.domain.cells import COLUMN_OF
from plans.domain.drafting import create_plan
from plans.domain.importing import CONTENT_TYPES, read_received
from plans.domain.lines import NewLine, Spot, add_lines
from plans.domain.saving import require_now
from plans.domain.starting import choose, keep_start, known_start, made_once
from plans.domain.tables import MOST_COLUMNS
from plans.enums import ColumnRole, StartKind
from plans.models import Plan, PlanStart
from plans.queries.pasted import (
    DROPPED,
    HeadChoice,
    Pasted,
    TableChoice,
    heads_of,
    pasted_blocks,
    received_in,
    row_kind,
)
from plans.reading.appendix import ReceivedAppendix, read_alone, source_of_rows
from plans.reading.draft import Region
from plans.sheet import MOST_ROWS, SheetRow, fitted
from plans.sheet_xlsx import KEY_TITLE, read_workbook

MOST_BYTES = 3 * 1024 * 1024  # of one appendix; it is read while the person waits
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def prepare_appendix(
    *,
    by: Access,
    year: int,
    title: str = "",
    target: Plan | None = None,
    name: str = "",
    data: bytes | None = None,
    text: str = "",
    submission_key: uuid.UUID | None = None,
) -> PlanStart:
    """Read a pasted text or a file (Word, PDF, Excel, plain text) as an appendix, to be looked through.

    Raises DomainError when it cannot be read, holds no table, or one that is too long.
    """
    require(rules.can_write_plans(by))
    assert by.organisation is not None
    known = known_start(by, submission_key)
    if known is not None:
        return known
    if data is not None and len(data) > MOST_BYTES:
        raise DomainError(
            f"Tệp nặng quá {MOST_BYTES // 1024 // 1024} MB. Hãy tách riêng phụ lục thành một tệp, hoặc chép bảng rồi "
            "dán vào ô trên."
        )
    received = read_alone(_source(name, data, text))
    _require_tables(received)
    return _keep(
        by, received, year=year, title=title, target=target, name=name, data=data, text=text, key=submission_key
    )


def _source(name: str, data: bytes | None, text: str) -> Source:
    if data is None or sniff(data) != Kind.SPREADSHEET:
        return read_received(name=name, data=data, text=text)
    sheet = read_workbook(name, data)
    hidden = (
        next((at for at, cell in enumerate(sheet.rows[0].cells) if fold(cell.text or "") == fold(KEY_TITLE)), None)
        if sheet.rows
        else None
    )
    rows = [tuple(cell.text for at, cell in enumerate(row.cells) if at != hidden) for row in sheet.rows]
    notes = [f"Ô {cell.place}: {cell.problem}" for row in sheet.rows for cell in row.cells if cell.problem]
    return source_of_rows(rows, [row.spans for row in sheet.rows], notes)


def _require_tables(received: ReceivedAppendix) -> None:
    if not received.tables:
        raise DomainError(
            "Không thấy bảng nào. Hãy chép cả bảng trong Word hoặc Excel rồi dán, hoặc tải tệp .docx, .xlsx, .pdf "
            "có bảng; nếu chỉ có chữ, ông/bà thêm phụ lục rồi dán chữ vào đó."
        )
    longest = max(len(b.table.rows) for each in received.appendices for b in each.blocks if b.table is not None)
    if longest > MOST_ROWS:
        raise DomainError(
            f"Bảng có {longest} dòng; mỗi bảng nhận nhiều nhất {MOST_ROWS} dòng. Hãy chia thành nhiều phụ lục."
        )


def _title(received: ReceivedAppendix) -> str:
    """The appendix's title as a plan's: no longer all in capitals."""
    title = one_line(next((each.title for each in received.appendices if each.title), ""))
    return title.capitalize() if title.isupper() else title


@transaction.atomic
def _keep(
    by: Access, received: ReceivedAppendix, *, year: int, title: str, target: Plan | None, name: str,
    data: bytes | None, text: str, key: uuid.UUID | None,
) -> PlanStart:  # fmt: skip
    assert by.organisation is not None
    raw = text.encode() if data is None else data
    ending = name.rsplit(".", 1)[-1].lower() if data is not None else "txt"
    content_type = _XLSX if ending == "xlsx" else CONTENT_TYPES.get(ending, "application/octet-stream")
    original = store_file(
        organisation=by.organisation, name=name or "phu-luc-dan-vao.txt", data=raw, content_type=content_type, by=by
    )
    start = PlanStart(
        organisation=by.organisation, kind=StartKind.APPENDIX, target=target, original=original,
        year=target.year if target else year, title=target.title if target else one_line(title) or _title(received),
        found=to_plain(received), created_by_id=by.user_id, submission_key=key,
    )  # fmt: skip
    return keep_start(start, by=by)


def choose_pasted(
    start: PlanStart,
    *,
    by: Access,
    seen: int,
    heads: Mapping[int, HeadChoice],
    tables: Mapping[str, TableChoice],
    lines: Mapping[str, bool],
    title: str | None = None,
) -> PlanStart:
    """Keep headings, columns, kinds of rows and lines as a person corrected them."""
    others = {
        "heads": {str(index): to_plain(each) for index, each in heads.items()},
        "tables": {name: to_plain(each) for name, each in tables.items()},
        "lines": dict(lines),
    }
    return choose(start, by=by, seen=seen, others=others, title=title)


@transaction.atomic
def add_pasted(start: PlanStart, *, by: Access, today: dt.date) -> Plan:
    """Write the appendices into the draft, or into a new plan with the usual sections. Pressed twice it is done once.

    Raises DomainError when nothing is taken, or a table's columns contradict each other.
    """
    return made_once(start, by, lambda: _add(start, by, today))


def _add(start: PlanStart, by: Access, today: dt.date) -> Plan:
    received = received_in(start)
    heads, blocks = heads_of(start, received), pasted_blocks(start, received)
    wanted = [each for each in blocks if (each.table.taken if each.table else each.line_taken)]
    if not any(each.table for each in wanted):
        raise DomainError("Ông/bà chưa chọn bảng nào. Hãy chọn ít nhất một bảng.")
    for number, each in enumerate((each for each in wanted if each.table), 1):
        _require_columns(each, number)
    plan = start.target
    if plan is None:
        title = start.title or next((head.title for head in heads if head.title), "Kế hoạch")
        plan = create_plan(by=by, year=start.year, title=title, submission_key=start.submission_key, today=today)
    else:
        require_now(rules.can_edit_plan, by, plan)
    rows = 0
    for index, head in enumerate(heads):
        lines = [_line(each) for each in wanted if each.appendix == index]
        if not any(line.kind == BlockKind.TABLE for line in lines):
            continue
        appendix = add_appendix(plan, by=by, label=head.label, title=head.title, indication=head.indication)
        add_lines(plan, by=by, at=Spot(Region.APPENDIX, appendix), lines=lines)
        rows += sum(len(line.rows) for line in lines)
    record("Thêm phụ lục dán vào", plan, by=by, note=f"{rows} dòng bảng")
    plan.refresh_from_db()
    return plan


def _columns(choice: TableChoice) -> list[tuple[int, str, str]]:
    """(index, title, role) of the columns that are taken."""
    pairs = zip(choice.titles, choice.roles, strict=False)
    return [(index, one_line(title), role) for index, (title, role) in enumerate(pairs) if title.strip()]


def _require_columns(each: Pasted, number: int) -> None:
    assert each.table is not None
    columns = _columns(each.table)
    if not 1 <= len(columns) <= MOST_COLUMNS:
        raise DomainError(
            f"Bảng {number} có {len(columns)} cột; một bảng có từ 1 đến {MOST_COLUMNS} cột. "
            "Hãy để trống tên những cột bỏ đi."
        )
    single = {role.value for role in COLUMN_OF.values()}
    roles = [role for _, _, role in columns if role in single]
    twice = next((role for role in roles if roles.count(role) > 1), None)
    if twice:
        raise DomainError(
            f"Bảng {number} có hai cột cùng là “{ColumnRole(twice).label}”. Hãy để lại một cột, cột kia là cột khác."
        )


def _line(each: Pasted) -> NewLine:
    block = each.block
    if block.table is None or each.table is None:
        return NewLine(uuid.uuid4(), block.kind, block.level, block.marker, block.text)
    columns = _columns(each.table)
    kept = [index for index, _, _ in columns]
    return NewLine(
        uuid.uuid4(),
        BlockKind.TABLE,
        block.level,
        columns=tuple({"title": title, "role": role} for _, title, role in columns),
        rows=tuple(_rows(block.table, each.table, kept)),
    )


def _rows(table: Table, choice: TableChoice, kept: list[int]) -> list[SheetRow]:
    """The rows that are taken. A cell that continued one which is gone keeps the words it continued."""
    out: list[SheetRow] = []
    above: list[str] = []
    left_out = False
    for index, row in enumerate(table.rows):
        kind = row_kind(choice, index, row.kind)
        group = row.kind is RowKind.GROUP
        words = [
            (above[at] if above and not group else "") if cell is None else cell for at, cell in enumerate(row.cells)
        ]
        above = [] if group else words
        if kind == DROPPED:
            left_out = True
            continue
        tear = left_out or kind == RowKind.GROUP or not out or out[-1].kind == RowKind.GROUP
        cells = [words[at] if tear else row.cells[at] for at in kept]
        left_out = False
        out.append(SheetRow(str(uuid.uuid4()), fitted(cells, len(kept)), RowKind(kind).value))
    return out
