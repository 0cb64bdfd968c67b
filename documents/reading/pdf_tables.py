"""Ruled lines on a page → tables, their cells and what stands in them.

A cell is a rectangle of the grid with no ruled line inside; a cell over several rows or
columns is a merged one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from documents.reading.pdf_lines import Piece, join_text, joined, rows_of
from documents.reading.pdf_page import Char, PageMarks, Rule

_NEAR = 2.5  # points: lines closer than this are one line
_GAP = 3.5  # points: a shorter room in a line is a dash or a corner, not an end
_MAX_CELLS = 20_000


@dataclass
class Cell:
    """One cell, merged or not, with the lines of text in it."""

    row: int
    column: int
    rows: int
    columns: int
    chars: list[Char] = field(default_factory=list)
    lines: list[Piece] = field(default_factory=list)


@dataclass
class PageTable:
    """A table as it stands on one page. `xs` from left to right, `ys` from top to bottom.

    `open_columns`: columns whose last cell has no line of its own below it, at most one drawn
    through the whole table. In our prints such a cell goes on overleaf.
    """

    page: int
    xs: list[float]
    ys: list[float]
    cells: list[Cell]
    open_columns: frozenset[int] = frozenset()

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    @property
    def width(self) -> int:
        return len(self.xs) - 1

    @property
    def height(self) -> int:
        return len(self.ys) - 1

    def holds(self, char: Char) -> bool:
        middle = (char.x0 + char.x1) / 2
        return self.xs[0] <= middle <= self.xs[-1] and self.bottom <= char.base + 0.3 * char.size <= self.top


def find_tables(marks: PageMarks, page: int) -> list[PageTable]:
    """The ruled tables of a page from top to bottom; frames of a single cell are no tables."""
    found = []
    for flat, upright in _connected(_merged(rule for rule in marks.rules if rule.flat),
                                    _merged(rule for rule in marks.rules if not rule.flat)):  # fmt: skip
        table = _grid(flat, upright, page)
        if table is not None:
            table.open_columns = _open_columns(table, marks.rules)
            found.append(table)
    found.sort(key=lambda table: (table.xs[0] - table.xs[-1]) * (table.top - table.bottom))
    outer: list[PageTable] = []
    for table in found:  # the largest first: a table inside another one's cell stays text of that cell
        if not any(_inside(table, other) for other in outer):
            outer.append(table)
    return sorted(outer, key=lambda table: -table.top)


def _inside(table: PageTable, other: PageTable) -> bool:
    return (
        other.xs[0] - _NEAR <= table.xs[0]
        and table.xs[-1] <= other.xs[-1] + _NEAR
        and other.bottom - _NEAR <= table.bottom
        and table.top <= other.top + _NEAR
    )


def _merged(rules: object) -> list[Rule]:
    """Parts of the same line, drawn cell by cell, as one."""
    lines: list[Rule] = []
    ordered = sorted(set(rules), key=lambda rule: (rule.y0, rule.x0) if rule.flat else (rule.x0, rule.y0))  # type: ignore[call-overload]
    groups: list[list[Rule]] = []
    for rule in ordered:
        place = rule.y0 if rule.flat else rule.x0
        if groups and place - (groups[-1][0].y0 if rule.flat else groups[-1][0].x0) <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    for group in groups:
        flat = group[0].flat
        place = sum(rule.y0 if flat else rule.x0 for rule in group) / len(group)
        start = end = None
        for low, high in sorted((rule.x0, rule.x1) if flat else (rule.y0, rule.y1) for rule in group):
            if start is None or end is None:
                start, end = low, high
            elif low <= end + _GAP:
                end = max(end, high)
            else:
                lines.append(_line(flat, place, start, end))
                start, end = low, high
        if start is not None and end is not None:
            lines.append(_line(flat, place, start, end))
    return lines


def _line(flat: bool, place: float, start: float, end: float) -> Rule:
    return Rule(start, place, end, place) if flat else Rule(place, start, place, end)


def _connected(flat: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch each other, in groups."""
    parent = list(range(len(flat) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    flat_order = sorted(range(len(flat)), key=lambda index: flat[index].y0)
    heights = [flat[index].y0 for index in flat_order]
    for number, line in enumerate(upright):
        first = bisect_right(heights, line.y0 - _GAP)
        last = bisect_right(heights, line.y1 + _GAP)
        for index in flat_order[first:last]:
            if flat[index].x0 - _GAP <= line.x0 <= flat[index].x1 + _GAP:
                parent[root(index)] = root(len(flat) + number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(parent)):
        group = groups.setdefault(root(index), ([], []))
        if index < len(flat):
            group[0].append(flat[index])
        else:
            group[1].append(upright[index - len(flat)])
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(flat: list[Rule], upright: list[Rule], page: int) -> PageTable | None:
    xs = _places(line.x0 for line in upright)
    left, right = min(line.x0 for line in flat), max(line.x1 for line in flat)
    if xs[0] - left > 10:  # a table without side lines: the level ones tell how far it reaches
        xs.insert(0, left)
    if right - xs[-1] > 10:
        xs.append(right)
    ys = _places(line.y0 for line in flat)[::-1]
    bottom = min(line.y0 for line in upright)
    torn = ys[-1] - bottom > 8
    if torn:  # a row torn by the end of the page has no line below it, and its side lines end with each cell's text
        ys.append(bottom)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or rows * columns < 2 or rows * columns > _MAX_CELLS:
        return None
    across = _Cover(upright, lambda line: (line.x0, line.y0, line.y1), xs)
    down = _Cover(flat, lambda line: (line.y0, line.x0, line.x1), ys)
    owner: list[list[Cell | None]] = [[None] * columns for _ in range(rows)]
    cells: list[Cell] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] is not None:
                continue
            wide, tall = 1, 1
            while column + wide < columns and owner[row][column + wide] is None and not across.closed(
                column + wide, ys[row + 1], ys[row], 0.1 if torn and row == rows - 1 else 0.6
            ):  # fmt: skip
                wide += 1
            while row + tall < rows and not down.closed(row + tall, xs[column], xs[column + wide]):
                tall += 1
            cell = Cell(row, column, tall, wide)
            cells.append(cell)
            for y in range(row, row + tall):
                for x in range(column, column + wide):
                    owner[y][x] = cell
    return PageTable(page, xs, ys, cells) if len(cells) > 1 else None


def _places(values: object) -> list[float]:
    """Distinct places in rising order; places closer than `_NEAR` are one."""
    found: list[list[float]] = []
    for value in sorted(values):  # type: ignore[call-overload]
        if found and value - found[-1][-1] <= _NEAR:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


class _Cover:
    """Which stretches of each grid line are drawn."""

    def __init__(self, lines: Sequence[Rule], parts: Callable[[Rule], tuple[float, float, float]], grid: list[float]):
        self._drawn: list[list[tuple[float, float]]] = [[] for _ in grid]
        for line in lines:
            place, start, end = parts(line)
            nearest = min(range(len(grid)), key=lambda index: abs(grid[index] - place))
            self._drawn[nearest].append((start, end))

    def closed(self, index: int, start: float, end: float, share: float = 0.6) -> bool:
        """Whether at least `share` of the line from `start` to `end` is drawn."""
        drawn = sum(max(0.0, min(end, high) - max(start, low)) for low, high in self._drawn[index])
        return drawn > share * (end - start)


def _open_columns(table: PageTable, rules: Sequence[Rule]) -> frozenset[int]:
    """Columns whose last cell has no line of its own below it."""
    last = [cell for cell in table.cells if cell.row + cell.rows == table.height]
    if len(last) == 1:
        return frozenset()
    whole = 0.95 * (table.xs[-1] - table.xs[0])
    own = [
        rule
        for rule in rules
        if rule.flat and abs(rule.y0 - table.bottom) <= _NEAR and rule.x1 - rule.x0 < whole
    ]  # fmt: skip
    middles = [(left + right) / 2 for left, right in pairwise(table.xs)]
    return frozenset(column for column, x in enumerate(middles) if not any(rule.x0 <= x <= rule.x1 for rule in own))


def fill(table: PageTable, chars: Sequence[Char], tags: dict[int, int]) -> None:
    """Put letters into cells and make lines of them."""
    owner: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                owner[row, column] = cell
    falling = [-y for y in table.ys]
    for char in chars:
        column = bisect_right(table.xs, (char.x0 + char.x1) / 2) - 1
        row = bisect_right(falling, -(char.base + 0.3 * char.size)) - 1
        found = owner.get((min(max(row, 0), table.height - 1), min(max(column, 0), table.width - 1)))
        if found is not None:
            found.chars.append(char)
    for cell in table.cells:
        cell.lines = [joined(row) for row in rows_of(cell.chars, tags, table.page)]
        cell.chars = []


def cell_text(lines: Sequence[Piece], room: float, ends: Callable[[Piece, Piece, float], bool]) -> str:
    """The text of a cell: lines broken by its width joined, paragraphs on lines of their own.

    `room` is the width for text in points; `ends(before, after, room)` tells whether a paragraph ends in between.
    """
    paragraphs: list[list[Piece]] = []
    for line in lines:
        if paragraphs and not ends(paragraphs[-1][-1], line, room):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return "\n".join(join_text(part, lambda line: room - (line.x1 - line.x0)) for part in paragraphs)
