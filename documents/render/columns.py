"""How wide the columns of a table become, how large its type, and whether the sheet must be turned for it.

No word is torn where the sheet has room for the longest words beside each other: first on the upright sheet,
then on the turned one, then in smaller type. What is left over goes where it makes the table lower.

The widths are computed here and printed with `table-layout: fixed`: the automatic layout needs a
quarter more time, and no table then depends on which rows happen to stand on its first page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from documents.official import Row, RowKind, Table
from documents.render import sheet
from documents.render.fonts import Style, faces
from documents.render.text import clean

_BORDERS = 2.5  # points; the lines beside a cell and a little
_TALL_ROW = 8.0  # lines; a portrait table whose rows are taller on average is read more easily turned
_MANY_COLUMNS = 6
_WORDY_ROW = 2.5  # lines; from six columns on, rows this tall turn the sheet
SHORT_CELL = 62.0  # points; a column of cells no longer than this is centred and does not wrap
_SHORT_SHARE = 0.8  # of the sheet; short cells stay whole as long as all columns ask for no more
_SAMPLE = 40  # rows looked at for the widths
_STEPS = (*[32.0] * 3, *[16.0] * 8, *[8.0] * 10, *[4.0] * 8)  # points moved from column to column, move by move
_BALANCE = 0.05  # what a line in a cell that is not the tallest of its row weighs against the height of the row
_FEW_ROWS = 4  # a merged cell may spread over more, but a column should not become a thread for it
_PART = re.compile(r"(?<=[-/–])(?=\D)")  # a line may end after "/" and "-", but not before a digit
_WIDEST_WORD = 0.3  # of the sheet; a longer word is broken rather than given its width
_PAGE_LINES = 32.0  # lines of a table on a turned sheet: so often its header is printed

Words = tuple[tuple[float, ...], ...]  # the widths in points of the words of each stored line of a cell


@dataclass(frozen=True)
class _Column:
    """What one column asks for, in points: its longest word, the same with short cells whole, its longest cell
    on one line, its usual cell."""

    word: float
    short: float
    natural: float
    usual: float


def _lines(words: Words, inner: float, space: float) -> int:
    """How many lines a cell takes in a column of `inner` points between its paddings."""
    count = 0
    for line in words:
        count += 1
        reach = -space
        for word in line:
            reach += space + word
            if reach > inner and reach > word:
                count += 1
                reach = word
    return count


@dataclass(frozen=True)
class Measured:
    """A table with the widths of its words, measured once in the print face at `size` points."""

    table: Table
    size: float

    @cached_property
    def _words(self) -> list[list[Words]]:
        """The words of the data cells, row by row; nothing for empty and merged ones."""
        width, size = faces()[Style.REGULAR].width, self.size
        known: dict[str, float] = {}

        def of(text: str) -> Iterator[tuple[float, ...]]:
            for line in clean(text).strip().split("\n"):
                found = line.split()
                for word in found:
                    if word not in known:
                        known[word] = width(word, size)
                yield tuple([known[word] for word in found])

        count = len(self.table.columns)
        return [
            [tuple(of(cell)) if cell else () for cell in (*row.cells, *[""] * count)[:count]] for row in self.data_rows
        ]

    @property
    def around(self) -> float:
        """What a column needs beside its text, in points."""
        return 2 * sheet.cell_padding(self.size) + _BORDERS

    @cached_property
    def _space(self) -> float:
        return faces()[Style.REGULAR].width(" ", self.size)

    @cached_property
    def cells(self) -> list[list[float]]:
        """One-line widths in points of the data cells, row by row; 0 for empty and merged ones."""
        space = self._space
        return [
            [max((sum(line) + space * (len(line) - 1) for line in words if line), default=0.0) for words in row]
            for row in self._words
        ]

    @cached_property
    def _titles(self) -> list[Words]:
        width = faces()[Style.BOLD].width
        return [
            tuple(tuple(width(word, self.size) for word in line.split()) for line in clean(title).strip().split("\n"))
            for title in self.table.columns
        ]

    @cached_property
    def _columns(self) -> list[_Column]:
        longest = [max((word for line in title for word in line), default=0.0) for title in self._titles]
        headers = list(longest)
        for found in self._words:
            for index, words in enumerate(found):
                longest[index] = max(longest[index], max((word for line in words for word in line), default=0.0))
        bold = faces()[Style.BOLD].width
        for row in self.table.rows:
            if row.kind is RowKind.GROUP and any(row.cells[1:]) and longest:  # alone, it stands over all columns
                marker = clean(row.cells[0] or "").split()
                longest[0] = max(longest[0], max((bold(word, self.size) for word in marker), default=0.0))
        columns = []
        for index, word in enumerate(longest):
            cells = self._merges(index)
            natural = max([headers[index], *(width / min(rows, _FEW_ROWS) for width, rows in cells)])
            filled = sum(rows for width, rows in cells if width > 0)
            usual = sum(width for width, _ in cells) / filled if filled else 0.0
            widest = max((width for width, _ in cells), default=0.0)
            short = max(word, widest) if widest <= SHORT_CELL else word  # "Quý II", "30/6/2026": never two lines
            columns.append(_Column(word, short, max(natural, short), max(headers[index], usual)))
        return columns

    def _merges(self, column: int) -> list[tuple[float, int]]:
        """The one-line width of each written cell of a column and the number of rows it stands beside."""
        found: list[tuple[float, int]] = []
        for row, widths in zip(self.data_rows, self.cells, strict=True):
            if row.cells[column : column + 1] == (None,) and found:
                found[-1] = (found[-1][0], found[-1][1] + 1)
            else:
                found.append((widths[column], 1))
        return found

    @cached_property
    def data_rows(self) -> list[Row]:
        return [row for row in self.table.rows if row.kind is RowKind.DATA]

    def _least(self, available: float, *, short: bool) -> list[float]:
        """The widths in which no word is torn but one too long for any table; with `short`, short cells stay whole."""
        widest = available * _WIDEST_WORD
        return [min(column.short if short else column.word, widest) + self.around for column in self._columns]

    def fits(self, available: float) -> bool:
        """Whether the longest words of the columns fit beside each other."""
        return sum(self._least(available, short=False)) <= available

    def _parts(self) -> list[float]:
        """The widths in which no word is torn but after "/" or "-": what a number is cut to before a word is."""
        regular, bold = faces()[Style.REGULAR].width, faces()[Style.BOLD].width
        columns = range(len(self.table.columns))
        found = [0.0] * len(columns)
        for face, cells in [(bold, self.table.columns), *((regular, row.cells) for row in self.data_rows)]:
            for index, cell in zip(columns, cells, strict=False):
                parts = {part for word in clean(cell or "").split() for part in _PART.split(word)}
                found[index] = max([found[index], *(face(part, self.size) for part in parts)])
        return [width + self.around for width in found]

    @cached_property
    def _known(self) -> dict[float, list[float]]:
        return {}

    def widths(self, available: float) -> list[float]:
        """Column widths in points, `available` in all. Wordy columns get more, but none less than its longest word."""
        if available not in self._known:
            self._known[available] = self._widths(available)
        return list(self._known[available])

    def _widths(self, available: float) -> list[float]:
        columns = self._columns
        least = self._least(available, short=True)
        if sum(least) > available * _SHORT_SHARE:
            least = self._least(available, short=False)
        if sum(least) >= available:
            least = [min(low, part) for low, part in zip(least, self._parts(), strict=True)]
        if sum(least) >= available:
            return _capped(least, available)
        most = [max(low, column.natural + self.around) for low, column in zip(least, columns, strict=True)]
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
        """Move width, a step at a time, from column to column, while the table gets lower."""
        work = _Heights(self, widths)
        for step in _STEPS:
            best: tuple[float, int, int] | None = None
            wider: dict[int, list[float]] = {}
            for taker in work.tallest():
                wider[taker] = work.column(taker, widths[taker] + step)
            for giver, width in enumerate(widths):
                if width - step < least[giver]:
                    continue
                narrower = work.column(giver, width - step)
                for taker, column in wider.items():
                    if taker != giver:
                        height = work.total({taker: column, giver: narrower})
                        if best is None or height < best[0]:
                            best = (height, taker, giver)
            if best is None or best[0] >= work.height:
                continue
            _, taker, giver = best
            widths[taker] += step
            widths[giver] -= step
            work.set({taker: widths[taker], giver: widths[giver]})
        return widths

    def row_lines(self, widths: list[float]) -> list[float]:
        """The height in lines of the rows looked at, given the column widths."""
        return _Heights(self, widths).rows()

    @property
    def needs_landscape(self) -> bool:
        """Whether the sheet is turned: the longest words do not fit beside each other, or the rows get too tall."""
        available = sheet.text_width()
        if sum(self._least(available, short=True)) > available:
            return True
        lines = self.row_lines(self.widths(available))
        usual = sum(lines) / len(lines) if lines else 1.0
        return usual > _TALL_ROW or (len(self.table.columns) >= _MANY_COLUMNS and usual > _WORDY_ROW)


class _Heights:
    """The heights in lines of the header and of a sample of the rows, column by column."""

    def __init__(self, measured: Measured, widths: list[float]) -> None:
        rows, space = measured._words, measured._space
        sample = range(0, len(rows), max(1, math.ceil(len(rows) / _SAMPLE)))
        shares = [[rows_beside for _, rows_beside in measured._merges(index)] for index in range(len(widths))]
        starts = [[count for count in column for _ in range(count)] for column in shares]
        owners = [_owners(column) for column in shares]
        self.space, self.around = space, measured.around
        self.cells: list[list[tuple[Words, int]]] = [
            [(rows[owners[index][at]][index], starts[index][at]) for at in sample if at < len(starts[index])]
            for index in range(len(widths))
        ]
        self.titles = measured._titles
        self.seen: dict[tuple[int, float], list[float]] = {}
        self.columns = [self.column(index, width) for index, width in enumerate(widths)]
        tall = sum(self.rows()) * len(rows) / max(1, len(sample))
        self.headers = (1 + tall / _PAGE_LINES) * len(sample) / max(1, len(rows))  # one header's share in the sample
        self.height = self.total({})

    def column(self, index: int, width: float) -> list[float]:
        """The height of the header cell and of each cell of the sample; a merged one has a share in each row."""
        key = (index, round(width, 2))
        if key not in self.seen:
            inner = width - self.around + 0.5
            space = self.space
            cells = [_lines(words, inner, space) / beside for words, beside in self.cells[index]]
            self.seen[key] = [float(_lines(self.titles[index], inner, space)), *cells]
        return self.seen[key]

    def total(self, changed: dict[int, list[float]]) -> float:
        """What the table weighs with some columns changed: the heights of its rows, and a little for every line."""
        columns = [changed.get(index, column) for index, column in enumerate(self.columns)]
        heights = list(map(max, zip(*columns, strict=False))) if len(columns) > 1 else columns[0]
        return sum(heights) + heights[0] * (self.headers - 1) + _BALANCE * sum(map(sum, columns))

    def set(self, widths: dict[int, float]) -> None:
        for index, width in widths.items():
            self.columns[index] = self.column(index, width)
        self.height = self.total({})

    def tallest(self) -> list[int]:
        """The columns that make the most rows tall, the two worst first and only those."""
        counts = [0.0] * len(self.columns)
        for number, row in enumerate(zip(*self.columns, strict=False)):
            top = max(row)
            if top > 1:
                counts[row.index(top)] += (self.headers if number == 0 else 1.0) * top
        order = sorted(range(len(counts)), key=lambda index: -counts[index])
        return [index for index in order[:2] if counts[index]]

    def rows(self) -> list[float]:
        return [max(1.0, *row) for row in list(zip(*self.columns, strict=False))[1:]]


def _owners(shares: list[int]) -> list[int]:
    """For every row the row in which its cell begins, given how many rows each cell stands beside."""
    found: list[int] = []
    for count in shares:
        found += [len(found)] * count
    return found


def _capped(least: list[float], available: float) -> list[float]:
    """Too little room for all words: the columns with the longest ones give way, down to one common width."""
    low, high = 0.0, available
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(min(width, middle) for width in least) < available else (low, middle)
    found = [min(width, high) for width in least]
    return [width * available / sum(found) for width in found]


@lru_cache(maxsize=4)  # one print asks several times: for the sheet, the widths, the lines at page ends
def _measured(table: Table, size: float, face: Path) -> Measured:
    """Remembered for the face it is measured with: rough widths must not outlive the lack of the real ones."""
    return Measured(table, size)


def measured(table: Table, size: float = sheet.TABLE_PT) -> Measured:
    return _measured(table, size, faces()[Style.REGULAR].path)


def fitted(table: Table, available: float) -> Measured:
    """The table in the largest type in which no word is torn in `available` points; in the smallest where one is."""
    for size in sheet.TABLE_SIZES_PT:
        found = measured(table, size)
        if found.fits(available):
            break
    return found
