"""Blocks that stand side by side on a page (letterhead; Nơi nhận and signature) told from running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.reading.pdf_lines import Piece, Row, joined

_GUTTER = 7.0  # points: the least room between two blocks
_FURTHEST = 150.0  # points: room for a signature between position and name
_CENTRED = 6.0  # points: how far from the middle a centred line may be


@dataclass(frozen=True)
class Frame:
    """Where the text of a page stands, in points from the left."""

    left: float
    right: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left

    def is_centred(self, piece: Piece) -> bool:
        """Whether a line stands in the middle with room on both sides."""
        return abs(piece.centre - self.centre) <= _CENTRED and piece.x0 > self.left + 8 and piece.x1 < self.right - 8


@dataclass(frozen=True)
class Line:
    """A line in reading order; `column` 1 or 2 in a block beside another, None in running text."""

    piece: Piece
    column: int | None = None


def in_reading_order(rows: Sequence[Row], frame: Frame, first_page: bool) -> list[Line]:
    """The rows of a stretch without tables: side by side blocks column by column, everything else line by line."""
    lines: list[Line] = []
    index = 0
    while index < len(rows):
        end = _region_end(rows, index, frame) if _is_parted(rows[index], frame) else index
        if end == index:
            lines.append(Line(joined(rows[index])))
            index += 1
            continue
        region = list(rows[index:end])
        if first_page and index <= 3 and len(lines) == index:  # the taller block of a letterhead may begin higher
            columns = _split(region)
            while lines and _stands_in(lines[-1].piece, columns, frame):
                region.insert(0, [lines.pop().piece])
        left, right = _split(region)
        lines += [Line(piece, 1) for piece in left] + [Line(piece, 2) for piece in right]
        index = end
    return lines


def _is_parted(row: Row, frame: Frame) -> bool:
    """Whether a line really has two blocks: justified lines may have wide rooms, but all alike."""
    if len(row) < 2:
        return False
    whole = joined(row)
    flush = abs(whole.x1 - frame.right) < 1.5 and whole.x0 < frame.left + 60
    rooms = [after.x0 - before.x1 for before, after in pairwise(whole.words)]
    return not (flush and max(rooms) < 1.5 * min(rooms) and whole.x0 - frame.left < 60)


def _spans(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """The stretches of the width that are written on, from left to right."""
    spans: list[tuple[float, float]] = []
    for x0, x1 in sorted((piece.x0, piece.x1) for piece in pieces):
        if spans and x0 <= spans[-1][1] + _GUTTER:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    return spans


def _region_end(rows: Sequence[Row], start: int, frame: Frame) -> int:
    """The row after the last one of the blocks that begin side by side at `start`; `start` where none do."""
    pieces = list(rows[start])
    last = start
    for index in range(start + 1, len(rows)):
        row = rows[index]
        above, piece = rows[index - 1][0], row[0]
        if above.base - piece.base > _FURTHEST or piece.page != above.page:
            break
        if len(_spans([*pieces, *row])) < 2:
            break
        if len(row) == 1 and not _stands_in(piece, _split(rows[start : last + 1]), frame):
            break
        pieces += row
        last = index
    return last + 1


def _stands_in(piece: Piece, columns: tuple[list[Piece], list[Piece]], frame: Frame) -> bool:
    """Whether a line is set like one of the blocks: about the same middle, or from the same left edge."""
    if any(abs(piece.centre - other.centre) < 3 for column in columns for other in column):
        return True
    if frame.is_centred(piece):  # a title under the letterhead, even where it happens to begin at a block's edge
        return False
    for column in columns:
        if not column:
            continue
        edge = min(other.x0 for other in column)
        flush = sum(1 for other in column if abs(other.x0 - edge) < 1.5)
        if abs(piece.x0 - edge) < 1.5 and (flush > 1 or len(column) == 1):
            return True
        if flush > 1 and edge < piece.x0 <= edge + 20 and piece.x1 <= max(other.x1 for other in column) + 40:
            return True  # the second line of an item, set in a little
    return False


def _split(rows: Sequence[Sequence[Piece]]) -> tuple[list[Piece], list[Piece]]:
    """The lines of the left and of the right block, parted at the widest room nobody writes in."""
    pieces = [piece for row in rows for piece in row]
    spans = _spans(pieces)
    if len(spans) < 2:
        return pieces, []
    rooms = [(after[0] - before[1], (after[0] + before[1]) / 2) for before, after in pairwise(spans)]
    gutter = max(rooms)[1]
    columns: tuple[list[Piece], list[Piece]] = ([], [])
    for row in rows:
        for side in (0, 1):
            part = [piece for piece in row if (piece.centre > gutter) == bool(side)]
            if part:
                columns[side].append(joined(part))
    for column in columns:
        column.sort(key=lambda piece: -piece.base)
    return columns
