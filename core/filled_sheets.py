"""A list typed into Excel under known headings: bytes → rows of words, each with its place. Pure, no rows of ours.

Refused before anything is unpacked: macro files, files that are not a workbook, files that unpack to more than they
should. A formula is never calculated: it stays the text it is, and is reported.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.exceptions import DomainError
from core.text import fold
from core.workbooks import check_workbook, column_letters, unreadable

MAX_ROWS = 3000
IS_FORMULA = "Ô này là công thức. Hãy chép rồi dán dạng Giá trị, hoặc gõ thẳng nội dung."
_HEADER_WITHIN = 10  # rows: an officer may leave a title above the list
_MOST_COLUMNS = 40


@dataclass(frozen=True)
class Column:
    """`names`: folded headings under which people type it; `label` the one of the sheet to fill in."""

    key: str
    label: str
    names: tuple[str, ...]
    required: bool = False
    width: int = 18


@dataclass
class SheetRow:
    """`values` as typed; `cells` says where each stood ("C5"); `broken` what could not be read."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    broken: list[tuple[str, str]] = field(default_factory=list)


Reader = Callable[[str, object], tuple[str, str]]
"""Key of the column and value of a cell → what a person sees there, and why it cannot be taken ("" when it can)."""


def read_filled(
    name: str,
    content: bytes,
    *,
    columns: Sequence[Column],
    as_text: Reader,
    headless: Callable[[Sequence[str]], str],
    empty: str,
) -> list[SheetRow]:
    """The rows under the header of the first sheet. DomainError says what is wrong and what to do.

    `headless` is the sentence for a file without the columns of these labels, `empty` that for one without rows.
    """
    check_workbook(name, content)
    from openpyxl import load_workbook  # heavy

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        rows_read = book.worksheets[0].iter_rows(max_row=MAX_ROWS + _HEADER_WITHIN + 2, max_col=_MOST_COLUMNS)
        table = [list(row) for row in rows_read]
    except Exception:  # openpyxl raises whatever its XML parser raises
        raise unreadable() from None
    start, places = _find_header(table, columns)
    missing = [column.label for column in columns if column.required and column.key not in places.values()]
    if missing or len(places) < 2:
        raise DomainError(headless(missing))
    lines = enumerate(table[start + 1 :], start + 2)
    rows = [row for line, cells in lines if (row := _read_row(line, cells, places, as_text))]
    if not rows:
        raise DomainError(empty)
    if len(rows) > MAX_ROWS:
        raise DomainError(f"Tệp có hơn {MAX_ROWS} dòng. Hãy chia thành nhiều tệp nhỏ hơn.")
    return rows


def _find_header(table: Sequence[Sequence[Any]], columns: Sequence[Column]) -> tuple[int, dict[int, str]]:
    """The row with the most known headings, and which column says what."""
    best: tuple[int, dict[int, str]] = (0, {})
    for index, cells in enumerate(table[:_HEADER_WITHIN]):
        places: dict[int, str] = {}
        for place, cell in enumerate(cells):
            heading = fold(str(cell.value or "")).strip(" *:")
            for column in columns:
                if heading in column.names and column.key not in places.values():
                    places[place] = column.key
        if len(places) > len(best[1]):
            best = index, places
    return best


def _read_row(line: int, cells: Sequence[Any], places: dict[int, str], as_text: Reader) -> SheetRow | None:
    row = SheetRow(number=line)
    for place, key in places.items():
        value = cells[place].value if place < len(cells) else None
        row.cells[key] = f"{column_letters(place)}{line}"
        row.values[key], problem = as_text(key, value)
        if problem:
            row.broken.append((row.cells[key], problem))
    return row if any(row.values.values()) else None
