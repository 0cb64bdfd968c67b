"""An appendix that came alone, without its plan: its heading, its tables and lines, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.text import fold
from documents.official import Appendix, Block, BlockKind, RowKind, Table
from documents.reading.appendices import is_appendix_label, read_appendix, split_appendices
from documents.reading.blocks import Levels
from documents.reading.lines import Item, Line
from documents.reading.preparing import prepare
from documents.reading.source import Source, SourceLine, SourceTable
from documents.reading.tabling import placed_blocks
from plans.deadlines import DeadlineKind, parse

_LOOKED_AT = 60  # rows that tell what a column without a name holds


@dataclass(frozen=True)
class ReceivedAppendix:
    """`appendices`: usually one. `left_out`: lines that belong to none. `notes`: what was noticed on the way."""

    appendices: tuple[Appendix, ...]
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def tables(self) -> int:
        return sum(block.table is not None for appendix in self.appendices for block in appendix.blocks)


def read_alone(source: Source) -> ReceivedAppendix:
    """Read a pasted or uploaded appendix. It may be nothing but a table."""
    work = prepare(source)
    items = _only_printed(work.items)
    groups = _groups(items)
    kept = {id(item) for group in groups for item in group}
    left = tuple(item.text for item in items if isinstance(item, Line) and id(item) not in kept and item.text.strip())
    out = []
    for group in groups:
        label, title, indication, rest = read_appendix(group)
        placed = placed_blocks(rest, work.wrap, Levels(), work.dropped, [])
        out.append(Appendix(label, title, indication, tuple(_named(each.block) for each in placed)))
    return ReceivedAppendix(tuple(out), left, source.notes)


def _only_printed(items: Sequence[Item]) -> list[Item]:
    return [item for item in items if not isinstance(item, Line) or item.text.strip()]


def _groups(items: Sequence[Item]) -> list[list[Item]]:
    """One group an appendix. Without a label everything is one, from the lines right above its first table on."""
    if any(isinstance(item, Line) and is_appendix_label(item) for item in items):
        return split_appendices(items)
    first = next((index for index, item in enumerate(items) if isinstance(item, SourceTable)), None)
    if first is None:
        return []
    start = first
    while start and first - start < 3 and isinstance(items[start - 1], Line):
        start -= 1
    return [list(items[start:])]


def _named(block: Block) -> Block:
    """A table whose columns have no names keeps them blank: a person names them."""
    if block.kind != BlockKind.TABLE or block.table is None:
        return block
    width = max([len(block.table.columns), *(len(row.cells) for row in block.table.rows)], default=0)
    columns = (*block.table.columns, *[""] * (width - len(block.table.columns)))
    rows = tuple(replace(row, cells=(*row.cells, *[""] * (width - len(row.cells)))) for row in block.table.rows)
    return replace(block, table=Table(columns, rows))


@dataclass(frozen=True)
class Guess:
    """What the columns hold, by index; None where no column does."""

    number: int | None = None
    content: int | None = None
    deadline: int | None = None


def guess_columns(table: Table) -> Guess:
    """Roles of columns without names, from what stands in them: numbers, the longest words, times."""
    rows = [row for row in table.rows if row.kind is RowKind.DATA][:_LOOKED_AT]
    width = len(table.columns)
    cells = [[(row.cells[at] or "").strip() for row in rows] for at in range(width)]
    filled = [[text for text in column if text] for column in cells]
    number = next((at for at, column in enumerate(filled) if column and all(_is_number(text) for text in column)), None)
    times = [sum(_is_time(text) for text in column) for column in filled]
    deadline = max(range(width), key=lambda at: times[at], default=None)
    if deadline is not None and (not filled[deadline] or times[deadline] * 2 < len(filled[deadline])):
        deadline = None
    rest = [at for at in range(width) if at not in (number, deadline) and filled[at]]
    content = max(rest, key=lambda at: sum(map(len, filled[at])) / len(filled[at]), default=None)
    return Guess(number, content, deadline)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"(?:\d{1,4}|[IVXLC]{1,5})(?:\.\d{1,3})*[.)]?", text) is not None


def _is_time(text: str) -> bool:
    rule = parse(text[:200], plan_year=2026)
    return rule is not None and rule.kind is not DeadlineKind.OPEN


def has_header(table: Table) -> bool:
    return any(column.strip() for column in table.columns)


def source_of_rows(rows: Sequence[Sequence[str | None]], spans: Sequence[bool], notes: Sequence[str]) -> Source:
    """Rows of an Excel page as a received text: what stands alone above the table is its heading."""
    items: list[SourceLine | SourceTable] = []
    start = 0
    for index, row in enumerate(rows):
        words = [cell for cell in row if cell and cell.strip()]
        if len(words) > 1 and not spans[index]:
            break
        for text in "\n".join(words).split("\n"):
            if text.strip():
                items.append(SourceLine(len(items) + 1, text.strip(), bold=True, centered=True))
        start = index + 1
    body = tuple(tuple(row) for row in rows[start:])
    if body:
        items.append(SourceTable(len(items) + 1, body))
    return Source(tuple(items), tuple(notes))


def next_label(known: Sequence[str]) -> str:
    """The label of one more appendix: "Phụ lục" where there is none, else the next number in the same writing."""
    labels = [fold(each) for each in known if fold(each).startswith("phu luc")]
    if not labels:
        return "Phụ lục"
    return f"Phụ lục {_NEXT[min(len(labels), len(_NEXT) - 1)]}"


_NEXT = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
