"""Task tables: header row, repeated headers, group rows, rows torn by a page break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from documents.official import Row, RowKind, Table
from documents.reading.lines import is_upper, same_length_fold, starts_lower, strip_marks
from documents.reading.source import SourceTable

_HEADER_WORDS = re.compile(
    r"\b(?:stt|tt|so tt|noi dung|nhiem vu|hoat dong|cong viec|giai phap|san pham|ket qua|co quan|don vi|chu tri|"
    r"phoi hop|thuc hien|phu trach|"
    r"thoi gian|thoi han|tien do|hoan thanh|kinh phi|ghi chu|muc tieu|chi tieu|tieu chi|don vi tinh|nguoi|bo phan|"
    r"dau ra|diem|so luong|ngay|ten)\b"
)
_NUMBER_ROW = re.compile(r"^\(?(?:\d{1,2}|[A-ZĐa-zđ]|[IVX]{1,4})\)?\.?$")
_ARABIC_CELL = re.compile(r"^\d{1,3}(?:\.\d{1,3})*\.?\)?$")


@dataclass
class TableReading:
    """`row_lines`: the original lines behind each row; `header_lines`: behind the columns; `dropped` gave nothing."""

    table: Table
    row_lines: list[tuple[int, ...]] = field(default_factory=list)
    header_lines: tuple[int, ...] = ()
    dropped: list[int] = field(default_factory=list)
    above: list[tuple[str, int]] = field(default_factory=list)  # title rows over the header
    guessed: list[int] = field(default_factory=list)  # lines joined to the row above them


Cells = list[str | None]


def _cell(value: str | None) -> str | None:
    if value is None:
        return None
    parts = [strip_marks(part)[0] for part in value.split("\n")]
    return "\n".join(part for part in parts if part)


def _filled(cells: Sequence[str | None]) -> list[int]:
    return [index for index, cell in enumerate(cells) if cell]


def _header_score(cells: Sequence[str | None]) -> float:
    """Share of filled cells that name a column."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > 90 for cell in filled):
        return 0.0
    hits = sum(1 for cell in filled if _HEADER_WORDS.search(same_length_fold(" ".join(cell.split()))))
    return hits / len(filled)


def _same_header(columns: Sequence[str], cells: Sequence[str | None]) -> bool:
    """Whether a row repeats the header, spelling slips allowed: a header is repeated on each page."""
    a = " ".join(same_length_fold(" ".join(cell.split())) for cell in columns)
    b = " ".join(same_length_fold(" ".join((cell or "").split())) for cell in cells)
    if a == b:
        return bool(a.strip())
    return (
        abs(len(a) - len(b)) < max(6, len(a) // 8)
        and len(a) > 8
        and _header_score(cells) > 0.4
        and SequenceMatcher(None, a, b).ratio() >= 0.88
    )


def read_tables(tables: Sequence[SourceTable]) -> TableReading:
    """One table from the pieces a page break made of it."""
    rows: list[tuple[Cells, int]] = []
    for table in tables:
        rows += [([_cell(value) for value in row], table.row_number(index)) for index, row in enumerate(table.rows)]
    width = max((len(cells) for cells, _ in rows), default=0)
    rows = [(cells + [""] * (width - len(cells)), number) for cells, number in rows]
    columns, start, reading = _header(rows, width)
    out: list[Row] = []
    for cells, number in rows[start:]:
        if not _filled(cells) and None not in cells:
            reading.dropped.append(number)
            continue
        if any(columns) and _same_header(columns, cells):
            reading.dropped.append(number)
            continue
        if not out and _is_number_row(cells):
            reading.dropped.append(number)
            continue
        if out and _is_number_row(cells) and _previous_dropped(reading, number):
            reading.dropped.append(number)
            continue
        if out and _goes_on(out[-1], cells):
            out[-1] = Row(tuple(_joined(a, b) for a, b in zip(out[-1].cells, cells, strict=True)), out[-1].kind)
            reading.row_lines[-1] += (number,)
            reading.guessed.append(number)
            continue
        kind = _kind(cells, columns)
        out.append(Row(_group_cells(cells) if kind is RowKind.GROUP else tuple(cells), kind))
        reading.row_lines.append((number,))
    reading.table = Table(columns, tuple(out))
    return reading


def _header(rows: list[tuple[Cells, int]], width: int) -> tuple[tuple[str, ...], int, TableReading]:
    reading = TableReading(Table(()))
    for index, (cells, number) in enumerate(rows[:5]):
        if _header_score(cells) >= 0.5:
            columns = [(" ".join((cell or "").split())) for cell in cells]
            numbers = [number]
            start = index + 1
            # A second header row stands under a merged cell: "Cơ quan thực hiện" over "Chủ trì" and "Phối hợp".
            if start < len(rows) and _is_second_header(columns, rows[start][0]):
                columns = [
                    " ".join(f"{top} {sub or ''}".split()) for top, sub in zip(columns, rows[start][0], strict=True)
                ]
                numbers.append(rows[start][1])
                start += 1
            reading.header_lines = tuple(numbers)
            reading.above = [
                (" ".join(cell for cell in above if cell), line) for above, line in rows[:index] if _filled(above)
            ]
            return tuple(columns), start, reading
    return ("",) * width, 0, reading


def _is_second_header(columns: Sequence[str], cells: Cells) -> bool:
    filled = _filled(cells)
    if not filled or (_header_score(cells) < 0.5 and len(filled) > 1):
        return False
    if cells[0]:
        return False
    texts = [cells[index] or "" for index in filled]
    if any(len(text) > 60 or not _HEADER_WORDS.search(same_length_fold(" ".join(text.split()))) for text in texts):
        return False
    first = filled[0]
    return "" in columns or None in cells or bool(columns[first])


def _is_number_row(cells: Cells) -> bool:
    """(1) (2) (3) … or A B C under the header."""
    filled = [cell for cell in cells if cell]
    return len(filled) >= 3 and len(filled) >= len(cells) - 1 and all(_NUMBER_ROW.match(cell) for cell in filled)


def _previous_dropped(reading: TableReading, number: int) -> bool:
    return bool(reading.dropped) and number - reading.dropped[-1] <= 2


def _kind(cells: Cells, columns: Sequence[str]) -> RowKind:
    """A group row has only a marker and a title, and its marker is not the arabic number of a task."""
    filled = _filled(cells)
    others = [index for index in filled if index]
    if not filled or len(cells) < 3 or len(others) > 1 or None in cells[2:]:
        return RowKind.DATA
    first = (cells[0] or "").strip()
    if not others:
        return RowKind.GROUP if not _ARABIC_CELL.match(first) else RowKind.DATA
    title = (cells[others[0]] or "").strip()
    if _ARABIC_CELL.match(first):
        return RowKind.GROUP if is_upper(title) else RowKind.DATA
    if first in ("-", "–", "+") or (others[0] > 1 and not first and not is_upper(title)):
        return RowKind.DATA
    return RowKind.GROUP


def _group_cells(cells: Cells) -> tuple[str | None, ...]:
    """Marker in the first cell, title in the second, wherever the title stood."""
    title = next((cell for cell in cells[1:] if cell), "")
    return (cells[0] or "", title, *([""] * (len(cells) - 2)))


def _goes_on(before: Row, cells: Cells) -> bool:
    """The lower half of a row torn by a page: no number, and its text starts in the middle of a sentence."""
    if before.kind is RowKind.GROUP or cells[0] or None in cells:
        return False
    filled = _filled(cells)
    if not filled or len(cells) < 3:
        return False
    return all(starts_lower(cells[index] or "") and before.cells[index] for index in filled) or (
        len(filled) == 1 and starts_lower(cells[filled[0]] or "")
    )


def _joined(above: str | None, below: str | None) -> str | None:
    if not below:
        return above
    return f"{above} {below}" if above else below


def continues(columns: Sequence[str], previous: SourceTable, table: SourceTable) -> bool:
    """Whether a table is the next page of the one before: as wide, and with the same header or none."""
    if not previous.rows or not table.rows:
        return False
    if max(len(row) for row in previous.rows) != max(len(row) for row in table.rows):
        return False
    first = [_cell(cell) for cell in table.rows[0]]
    if any(columns) and _same_header(columns, first + [""] * (len(columns) - len(first))):
        return True
    return _header_score(first) < 0.5
