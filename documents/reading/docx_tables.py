"""The tables of a Word file: their rows and cells, and whether they hold data or only place text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from documents.reading.building import tidy
from documents.reading.docx_package import W
from documents.reading.docx_styles import value, whole

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MAX_COLUMNS = 63  # Word's own limit
_SMALL = frozenset({(2, 1), (2, 2), (2, 3), (2, 4), (3, 1), (3, 2)})  # columns and rows of an unruled layout table
_LETTERHEAD = ("cộng hòa xã hội chủ nghĩa", "cộng hoà xã hội chủ nghĩa")


@dataclass
class Cell:
    element: Any
    start: int
    span: int
    continues_above: bool
    continues_left: bool


def rows_of(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == W + "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            yield from rows_of(child)


def cells_of(row: Any) -> list[Cell]:
    cells: list[Cell] = []
    properties = row.find(W + "trPr")
    column = max(0, min(_MAX_COLUMNS, whole(value(properties, "gridBefore"))))
    for element in _elements(row):
        own = element.find(W + "tcPr")
        span = max(1, min(_MAX_COLUMNS, whole(value(own, "gridSpan"))))
        merge = None if own is None else own.find(W + "vMerge")
        above = merge is not None and merge.get(W + "val", "continue") == "continue"
        left = own is not None and own.find(W + "hMerge") is not None and value(own, "hMerge") in (None, "continue")
        if column + span > _MAX_COLUMNS:
            break
        cells.append(Cell(element, column, span, above, left))
        column += span
    return cells


def _elements(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from _elements(child)


def _text(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))


def has_text(element: Any) -> bool:
    return any(text.text and text.text.strip() for text in element.iter(W + "t"))


def is_layout(rows: list[list[Cell]], bordered: bool) -> bool:
    """Whether a table only sets blocks side by side (letterhead, Nơi nhận and signature, a frame) and holds no data."""
    if len(rows) > 6:
        return max(cell.start + cell.span for row in rows for cell in row) == 1
    columns = {cell.start for row in rows for cell in row if has_text(cell.element)}
    if len(columns) <= 1:
        return not bordered or max(len(row) for row in rows) == 1
    texts = [tidy(_text(cell.element)).casefold() for row in rows for cell in row]
    if len(columns) <= 3 and any(text.startswith(_LETTERHEAD) for text in texts):
        return True
    if len(columns) <= 3 and len(rows) <= 4 and any(text.startswith("nơi nhận:") for text in texts):
        return True
    return not bordered and (len(columns), len(rows)) in _SMALL


def chosen(alternate: Any) -> Any:
    """One of the versions of the same content: the modern one where it holds text, else the fallback."""
    choice, fallback = alternate.find(MC + "Choice"), alternate.find(MC + "Fallback")
    if choice is not None and (fallback is None or has_text(choice) or not has_text(fallback)):
        return choice
    return fallback if fallback is not None else alternate
