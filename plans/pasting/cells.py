"""Cells of a pasted table, each put in its column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from plans.pasting.limits import MOST_CELLS, MOST_SPANNED, TooMuchPasted

_TOO_LARGE = "Bảng quá lớn để dán vào đây. Hãy dán từng phần, hoặc dùng “Nhập từ văn bản”."


@dataclass
class Cell:
    paragraphs: list[str] = field(default_factory=list)
    across: int = 1
    down: int = 1


def span(attrs: dict[str, str], name: str, most: int) -> int:
    value = attrs.get(name, "").strip()
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < 7 else 1


def grid(rows: list[list[Cell]]) -> list[list[str | None]]:
    """Cells in their columns; None goes on with the cell above. Columns empty to the very edge are left out."""
    out: list[list[str | None]] = []
    down: Counter[int] = Counter()  # column → rows that a cell above still reaches into
    cells = 0
    for row in rows:
        line: list[str | None] = []
        for cell in row:
            _go_on(line, down)
            text = "\n".join(cell.paragraphs)
            if text and len(line) >= MOST_SPANNED:
                raise TooMuchPasted(_TOO_LARGE)
            for offset in range(min(cell.across, MOST_SPANNED - len(line))):
                down[len(line)] = cell.down - 1
                line.append(text if offset == 0 else "")
        _go_on(line, down)
        cells += len(line)
        if cells > MOST_CELLS:
            raise TooMuchPasted(_TOO_LARGE)
        out.append(line)
    width = max((at + 1 for line in out for at, words in enumerate(line) if words), default=0)
    return [line[:width] for line in out]


def _go_on(line: list[str | None], down: Counter[int]) -> None:
    while down[len(line)] > 0:
        down[len(line)] -= 1
        line.append(None)
