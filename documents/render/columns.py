"""How wide the columns of a table become, and whether the sheet must be turned for it.

The widths are computed here and printed with `table-layout: fixed`: the automatic layout needs a
quarter more time, and no table then depends on which rows happen to stand on its first page.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from documents.official import Row, RowKind, Table
from documents.render import sheet
from documents.render.fonts import Style, faces
from documents.render.text import clean

_AROUND = 2 * sheet.CELL_PADDING_PT + 4  # padding, borders and a little for kerning
_TALL_ROW = 8.0  # lines; a portrait table whose rows are taller on average is read more easily turned
_MANY_COLUMNS = 6
_WORDY_ROW = 3.0  # lines; from six columns on, rows this tall turn the sheet
SHORT_CELL = 62.0  # points; a column of cells no longer than this is centred and does not wrap
_LOST = 8.0  # points of a line that stay blank on average because the next word does not fit
_SAMPLE, _MOVES = 60, (30.0, 30.0, *[12.0] * 12, *[5.0] * 16)  # rows looked at; points moved, move by move
_FEW_ROWS = 4  # a merged cell may spread over more, but a column should not become a thread for it
_WIDEST_WORD = 0.3  # of the sheet; a longer word is broken rather than given its width


@dataclass(frozen=True)
class _Column:
    """What one column asks for, in points: its longest word, its longest cell on one line, its usual cell."""

    word: float
    natural: float
    usual: float


def _lines(cell: float, width: float) -> int:
    """How many lines a text of one-line width `cell` takes in a column of `width`, its line ends lost in part."""
    inner = width - 2 * sheet.CELL_PADDING_PT
    return 1 if 0 < cell <= inner else math.ceil(cell / max(inner - _LOST, _LOST))


@dataclass(frozen=True)
class Measured:
    """A table with the one-line widths of its cells, measured once in the print face."""

    table: Table
    size: float

    @cached_property
    def cells(self) -> list[list[float]]:
        """One-line widths in points of the data cells, row by row; 0 for empty and merged ones."""
        width = faces()[Style.REGULAR].width
        return [
            [max((width(line, self.size) for line in clean(cell).split("\n")), default=0.0) if cell else 0.0
             for cell in row.cells]
            for row in self.data_rows
        ]  # fmt: skip

    @cached_property
    def _columns(self) -> list[_Column]:
        regular, bold = faces()[Style.REGULAR], faces()[Style.BOLD]
        words = [[bold.width(word, self.size) for word in clean(title).split()] for title in self.table.columns]
        longest = [max(widths, default=0.0) for widths in words]
        for row in self.table.rows:
            group = row.kind is RowKind.GROUP
            for index, cell in enumerate(row.cells[:1] if group else row.cells):
                if cell and index < len(longest):
                    face = bold if group else regular
                    longest_word = max(cell.split(), key=len, default="")
                    longest[index] = max(longest[index], face.width(clean(longest_word), self.size))
        found = []
        for index, word in enumerate(longest):
            cells = self._merges(index)
            header = max(words[index], default=0.0)
            natural = max([header, *(width / min(rows, _FEW_ROWS) for width, rows in cells)])
            filled = sum(rows for width, rows in cells if width > 0)
            usual = sum(width for width, _ in cells) / filled if filled else 0.0
            widest = max((width for width, _ in cells), default=0.0)
            least = max(word, widest) if widest <= SHORT_CELL else word  # "Quý II", "30/6/2026": never two lines
            found.append(_Column(least, natural, max(header, usual)))
        return found

    def _merges(self, column: int) -> list[tuple[float, int]]:
        """The one-line width of each written cell of a column and the number of rows it stands beside."""
        found: list[tuple[float, int]] = []
        for row, widths in zip(self.data_rows, self.cells, strict=True):
            if column >= len(row.cells):
                continue
            if row.cells[column] is None and found:
                found[-1] = (found[-1][0], found[-1][1] + 1)
            else:
                found.append((widths[column], 1))
        return found

    @cached_property
    def data_rows(self) -> list[Row]:
        return [row for row in self.table.rows if row.kind is RowKind.DATA]

    def widths(self, available: float) -> list[float]:
        """Column widths in points, `available` in all. Wordy columns get more, but none less than its longest word."""
        padding = _AROUND
        columns = self._columns
        least = [min(column.word, available * _WIDEST_WORD) + padding for column in columns]
        if sum(least) >= available:
            return [width * available / sum(least) for width in least]
        most = [max(low, column.natural + padding) for low, column in zip(least, columns, strict=True)]
        if sum(most) <= available:
            return [width * available / sum(most) for width in most]
        weights = [math.sqrt(column.natural * column.usual) ** 0.65 + 1 for column in columns]

        def spread(share: float) -> list[float]:
            return [min(max(share * w, low), high) for w, low, high in zip(weights, least, most, strict=True)]

        low, high = 0.0, available
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if sum(spread(middle)) < available else (low, middle)
        start = spread(low)
        return self._lower([width * available / sum(start) for width in start], least)

    def _lower(self, widths: list[float], least: list[float]) -> list[float]:
        """Move width, a step at a time, to the column that makes the most rows tall, while the table gets lower."""
        shares = [
            [width / rows for width, rows in self._merges(index) for _ in range(rows)] for index in range(len(widths))
        ]
        count = min(map(len, shares), default=0)
        step_over = max(1, count // _SAMPLE)
        sample = range(0, count, step_over)

        def column(index: int, width: float) -> list[int]:
            return [_lines(shares[index][row], width) for row in sample]

        lines = [column(index, width) for index, width in enumerate(widths)]
        total = sum(map(max, zip(*lines, strict=True)))
        for step in _MOVES:
            tallest = [max(range(len(lines)), key=lambda index: lines[index][row]) for row in range(len(sample))]
            taker = max(set(tallest), key=tallest.count, default=0)
            if max(lines[taker], default=0) <= 1:
                break  # every cell stands on one line
            wider = column(taker, widths[taker] + step)
            best: tuple[int, int, list[int]] | None = None
            for giver, width in enumerate(widths):
                if giver == taker or width - step < least[giver]:
                    continue
                narrower = column(giver, width - step)
                changed = [wider if i == taker else narrower if i == giver else line for i, line in enumerate(lines)]
                height = sum(map(max, zip(*changed, strict=True)))
                if best is None or height < best[0]:
                    best = (height, giver, narrower)
            if best is None or best[0] > total:
                continue
            total, giver, lines[giver] = best
            lines[taker] = wider
            widths[taker] += step
            widths[giver] -= step
        return widths

    def row_lines(self, widths: list[float]) -> list[float]:
        """The height in lines each data row will take about, given the column widths."""
        return [
            float(max((_lines(cell, width) for cell, width in zip(row, widths, strict=False)), default=1) or 1)
            for row in self.cells
        ]

    @property
    def needs_landscape(self) -> bool:
        """Whether the sheet is turned: the longest words do not fit beside each other, or the rows get too tall."""
        available = sheet.text_width()
        if sum(min(column.word, available * _WIDEST_WORD) + _AROUND for column in self._columns) > available:
            return True
        lines = self.row_lines(self.widths(available))
        usual = sum(lines) / len(lines) if lines else 1.0
        return usual > _TALL_ROW or (len(self.table.columns) >= _MANY_COLUMNS and usual > _WORDY_ROW)


def measured(table: Table, size: float = sheet.TABLE_PT) -> Measured:
    return Measured(table, size)
