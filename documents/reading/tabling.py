"""A stretch of lines and tables → placed blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.official import Block, BlockKind
from documents.reading.blocks import Levels, Placed, outline
from documents.reading.lines import Item, Line, Wrapping, join_lines
from documents.reading.place import Doubt
from documents.reading.source import SourceTable
from documents.reading.tables import TableReading, continues, read_tables


@dataclass(frozen=True)
class PlacedTable(Placed):
    """A table block; `row_numbers` are the original lines of each of its rows."""

    row_numbers: tuple[tuple[int, ...], ...] = ()


def placed_blocks(
    items: Sequence[Item], wrap: Wrapping, levels: Levels, dropped: set[int], doubts: list[Doubt]
) -> list[Placed]:
    """Blocks of one region in order. Pieces of one table are put together again."""
    out: list[Placed] = []
    lines: list[Line] = []
    tables: list[SourceTable] = []

    def flush_lines() -> None:
        if lines:
            out.extend(outline(join_lines(lines, wrap), levels))
            lines.clear()

    def flush_tables() -> None:
        if tables:
            reading = read_tables(tables)
            tables.clear()
            dropped.update(reading.dropped)
            out.extend(_table_blocks(reading, levels))
            doubts.extend(
                Doubt(
                    "document.join",
                    f"Dòng {line} của bảng được nối vào hàng trên (bảng bị ngắt trang). Hãy kiểm tra.",
                    line,
                )
                for line in reading.guessed
            )

    columns: tuple[str, ...] = ()
    for item in items:
        if isinstance(item, Line):
            flush_tables()
            lines.append(item)
            continue
        flush_lines()
        if tables and not continues(columns, tables[-1], item):
            flush_tables()
        if not tables:
            columns = read_tables([replace(item, rows=item.rows[:6])]).table.columns  # the header is enough
        tables.append(item)
    flush_lines()
    flush_tables()
    return out


def _table_blocks(reading: TableReading, levels: Levels) -> list[Placed]:
    """Title rows over the header become paragraphs; then the table itself."""
    level = levels.inner()
    out = [Placed(Block(BlockKind.PARAGRAPH, text, level=level), (number,)) for text, number in reading.above]
    numbers = reading.header_lines + tuple(number for row in reading.row_lines for number in row)
    out.append(
        PlacedTable(
            Block(BlockKind.TABLE, level=level, table=reading.table),
            numbers,
            row_numbers=tuple(reading.row_lines),
        )
    )
    return out
