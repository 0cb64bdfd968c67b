"""The parts of a table on several pages → one table of texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from documents.reading.pdf_lines import Piece
from documents.reading.pdf_tables import PageTable, cell_text

_SAME_PLACE = 4.0  # points: how far the columns may differ between pages
_ITEM = re.compile(r"^(?:[-–+*•](?:\s|$)|\(?[a-zđ][.)]\s|\d{1,2}[.)]\s)")
_CLOSED = re.compile(r"[.;:!?]$")

Ends = Callable[[Piece, Piece, float], bool]


@dataclass
class Content:
    """What stands in one cell; `room` is its width for text in points."""

    lines: list[Piece]
    room: float
    rows: int = 1

    @property
    def tags(self) -> set[int]:
        return {line.tag for line in self.lines if line.tag}


GridRow = list["Content | str | None"]  # None: merged into the cell above; "": merged to the left


@dataclass
class Joined:
    """A table collected page by page."""

    page: int
    xs: list[float]
    page_width: float
    rows: list[GridRow]
    open_columns: frozenset[int] = field(default=frozenset())

    def texts(self, ends: Ends) -> list[list[str | None]]:
        return [
            [cell_text(cell.lines, cell.room, ends) if isinstance(cell, Content) else cell for cell in row]
            for row in self.rows
        ]


def start(table: PageTable, page_width: float, exact: bool) -> Joined:
    return Joined(table.page, table.xs, page_width, _rows(table, exact), table.open_columns)


def continues(before: Joined, table: PageTable, page_width: float) -> bool:
    """Whether a table at the head of a page goes on with the one at the foot of the page before."""
    return (
        abs(before.page_width - page_width) < 1
        and len(before.xs) == len(table.xs)
        and all(abs(a - b) <= _SAME_PLACE for a, b in zip(before.xs, table.xs, strict=True))
    )


def go_on(before: Joined, table: PageTable, exact: bool) -> None:
    """Add the next page's part: its repeated header is dropped, torn rows and torn merges are mended."""
    rows = _rows(table, exact)
    heads = 0
    while heads < min(3, len(rows) - 1, len(before.rows)) and _same(before.rows[heads], rows[heads]):
        heads += 1
    rows = rows[heads:]
    if not rows or not before.rows:
        return
    if _is_torn(before, rows[0], exact):
        for upper, lower in zip(before.rows[-1], rows[0], strict=True):
            if isinstance(upper, Content) and isinstance(lower, Content):
                upper.lines += lower.lines
        rows = rows[1:]
    elif len(before.open_columns) < table.width:
        for column in before.open_columns:
            _close(before.rows, rows, column, exact)
    before.rows += rows
    before.open_columns = table.open_columns


def _close(above: list[GridRow], below: list[GridRow], column: int, exact: bool) -> None:
    """Mend a merged cell torn by the end of the page: overleaf it is empty, or holds the rest of its text."""
    cell = below[0][column]
    if not isinstance(cell, Content) or (cell.lines and not exact):
        return
    for row in reversed(above):
        owner = row[column]
        if isinstance(owner, Content):
            owner.lines += cell.lines
            break
    for row in below[: cell.rows]:
        row[column] = None


def _rows(table: PageTable, exact: bool) -> list[GridRow]:
    rows: list[GridRow] = [[""] * table.width for _ in range(table.height)]
    left = min((line.x0 - table.xs[cell.column] for cell in table.cells for line in cell.lines), default=4.0)
    right = min(
        (table.xs[cell.column + cell.columns] - line.x1 for cell in table.cells for line in cell.lines), default=4.0
    )
    padding = 2 * max(left, 0.0) if exact else max(left, 0.0) + max(min(right, left + 1.5), 0.0)
    for cell in table.cells:
        room = table.xs[cell.column + cell.columns] - table.xs[cell.column] - padding
        rows[cell.row][cell.column] = Content(cell.lines, room, cell.rows)
        for row in range(cell.row + 1, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                rows[row][column] = None
    while len(rows) > 1 and all(
        _is_nothing(cell, column in table.open_columns) for column, cell in enumerate(rows[-1])
    ):
        rows.pop()  # a line across one merged cell only, where the page tears it
    return rows


def _is_nothing(cell: Content | str | None, is_open: bool) -> bool:
    return not cell or (isinstance(cell, Content) and is_open and not cell.lines)


def _words(cell: Content | str | None) -> list[str] | None:
    return [word.text for line in cell.lines for word in line.words] if isinstance(cell, Content) else None


def _same(one: GridRow, other: GridRow) -> bool:
    words = [_words(cell) for cell in one]
    return any(words) and words == [_words(cell) for cell in other]


def _is_torn(before: Joined, below: GridRow, exact: bool) -> bool:
    """Whether the last row was cut in two by the end of the page.

    Our own prints draw no line under such a row, and a short cell (the row's number) has nothing left for the
    other half. In other files the tags tell: they put the two halves in one cell.
    """
    pairs = [
        (one, two)
        for one, two in zip(before.rows[-1], below, strict=True)
        if isinstance(one, Content) and isinstance(two, Content)
    ]
    if exact:
        return len(before.open_columns) == len(below) > 1 and any(one.lines and not two.lines for one, two in pairs)
    return any(one.tags & two.tags for one, two in pairs)


def ends_exactly(before: Piece, after: Piece, room: float) -> bool:
    """For our own prints: a paragraph ends where the next words would still have fitted.

    The printer keeps "ngày 05 tháng 3" and the like on one line, so it is this whole run that has to fit.
    """
    from documents.render.text import pieces

    if _CLOSED.search(before.text) and _ITEM.match(after.text):
        return True
    runs = pieces(after.text, opens=False)
    space = 0.25 * after.size
    written = before.x1 - before.x0
    count = len(runs[0].text.split()) if runs[0].kept else 1
    return written + space + after.words[count - 1].x1 - after.x0 <= room - 0.3


def ends_likely(before: Piece, after: Piece, room: float) -> bool:
    """For prints of other programs: the same, and the words have to look like an end and a beginning."""
    closed = bool(_CLOSED.search(before.text))
    if _ITEM.match(after.text):
        return closed or not before.text[-1:].isalnum() or before.x1 - before.x0 < 0.85 * room
    needed = after.words[0].x1 - after.words[0].x0 + 0.3 * after.size
    fits = before.x1 - before.x0 + needed <= room - 2
    return fits and (closed or after.text[:1].isupper())
