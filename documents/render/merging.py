"""Cells merged downwards (None continues the cell above), cut so that a long merge can still break.

A row-spanning cell cannot be torn over two pages by the layout engine, so a merge is a real spanning
cell only over as many rows as its text needs, or wholly when it is short. Below that it goes on as
empty cells without a line between them, which break wherever a page ends.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from documents.official import RowKind, Table
from documents.render import sheet
from documents.render.fonts import Style, faces
from documents.render.text import clean

WHOLE_MERGE = 14.0  # lines; a merge up to this height stays together on one page
TALLEST_SPAN = 18  # lines; a merged text up to this height is set in a spanning cell
TALLEST_HEADER = 12  # lines
TALLEST_WHOLE_ROW = 24.0  # lines; a taller row may be torn, since it may not fit a turned sheet with its header


class Joint(Enum):
    """What a printed cell is within a merge."""

    SINGLE = "single"  # not merged, or the whole merge: closed above and below
    OPEN = "open"  # the beginning of a merge that goes on in cells of its own
    MIDDLE = "middle"  # goes on, text stands above, more follows
    LAST = "last"  # goes on, the merge ends here
    COVERED = "covered"  # inside a spanning cell: not printed


@dataclass(frozen=True)
class Spot:
    joint: Joint
    span: int = 1


@dataclass(frozen=True)
class Layout:
    """For every row its spots, and the runs of rows (first, after last) that no page may tear apart.

    Held together row by row: a row group as a whole is torn by the engine all the same where it comes first
    below the header, and prints what stood in its merged cell a second time overleaf.
    """

    spots: list[list[Spot]]
    heights: list[float]  # of the rows, in lines, estimated
    together: list[tuple[int, int]]

    @cached_property
    def with_next(self) -> frozenset[int]:
        """The rows that no page end may part from the next one."""
        return frozenset(index for start, end in self.together for index in range(start, end - 1))

    @property
    def has_open_merge(self) -> bool:
        return any(spot.joint is Joint.OPEN for row in self.spots for spot in row)


def _runs(table: Table) -> list[tuple[int, int, int]]:
    """(column, first row, number of rows) of every merge; a None below nothing is an empty cell, not a merge."""
    found = []
    for column in range(len(table.columns)):
        start: int | None = None
        for index, row in enumerate([*table.rows, None]):
            inside = row is not None and row.kind is RowKind.DATA and column < len(row.cells)
            if inside and row is not None and row.cells[column] is None:
                continue
            if start is not None and index - start > 1:
                found.append((column, start, index - start))
            start = index if inside else None
    return found


def _lines(text: str | None, width: float, size: float, style: Style = Style.REGULAR) -> int:
    if not text:
        return 0
    face = faces()[style]
    return sum(max(1, math.ceil(face.width(line, size) * 1.04 / width)) for line in clean(text).split("\n"))


def header_lines(table: Table, rooms: list[float], size: float) -> int:
    """The height of the header row in lines, about; `rooms` are the columns without their padding, in points."""
    return max(
        _lines(title, max(room, size), size, Style.BOLD) for title, room in zip(table.columns, rooms, strict=True)
    )


def layout(table: Table, widths: list[float], size: float = sheet.TABLE_PT) -> Layout:
    """Decide for every cell how it is joined. `widths` are the column widths in points."""
    inner = [max(width - 2 * sheet.cell_padding(size), size) for width in widths]
    runs = _runs(table)
    merged = {(start, column) for column, start, _ in runs}
    heights = [
        float(max((_lines(cell, width, size) for column, (cell, width) in enumerate(zip(row.cells, inner, strict=False))
                   if (index, column) not in merged), default=1) or 1)
        if row.kind is RowKind.DATA else 1.0
        for index, row in enumerate(table.rows)
    ]  # fmt: skip
    spots = [[Spot(Joint.SINGLE) for _ in table.columns] for _ in table.rows]
    together: list[tuple[int, int]] = []
    tall = list(heights)
    for column, start, count in runs:
        needed = _lines(table.rows[start].cells[column], inner[column], size)
        span = _span(heights[start : start + count], needed)
        _join(spots, column, start, count, span)
        last = start + span - 1
        tall[last] += max(0.0, needed - sum(heights[start : start + span]))
        if span > 1:
            together.append((start, start + span))
    whole = []
    for start, end in _united(together):
        if sum(tall[start:end]) <= TALLEST_WHOLE_ROW:
            whole.append((start, end))
            continue
        for column, first, count in runs:  # too much to stay on one page: no spanning cells here
            if start <= first < end:
                _join(spots, column, first, count, 1)
                needed = _lines(table.rows[first].cells[column], inner[column], size)
                tall[first] = max(tall[first], float(needed))
    return Layout(spots, tall, whole)


def _span(heights: list[float], needed: int) -> int:
    """Over how many rows of a merge its text is set: all of a short one, else as many as the text is tall."""
    if needed > TALLEST_SPAN:  # it would not fit the rest of a page: it stands in the first row, which may break
        return 1
    if sum(heights) <= WHOLE_MERGE:
        return len(heights)
    span, height = 1, heights[0]
    while span < len(heights) and height < needed:
        height += heights[span]
        span += 1
    return span


def _join(spots: list[list[Spot]], column: int, start: int, count: int, span: int) -> None:
    spots[start][column] = Spot(Joint.SINGLE if span == count else Joint.OPEN, span)
    for below in range(1, count):
        joint = Joint.COVERED if below < span else Joint.LAST if below == count - 1 else Joint.MIDDLE
        spots[start + below][column] = Spot(joint)


def _united(intervals: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(intervals):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
