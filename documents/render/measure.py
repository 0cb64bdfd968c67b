"""What really stands on a printed page: lines of text with their type and place, and the drawn lines.

Reads any PDF through pdfplumber; knows nothing of the document behind it. Lengths in points, places
from the top left corner of the sheet. Lines come in the order in which they are drawn, which for our
prints is the reading order.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

_THIN = 2.0  # points; a filled box thinner than this is a line
_JUMP = 7.0  # points between two characters without a space between them: another column


@dataclass(frozen=True)
class TextLine:
    """One line of text in one column. `top` and `bottom` include the ascent and descent of the type."""

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    fonts: frozenset[str]
    colors: frozenset[tuple[float, ...]]
    first_width: float  # of the first character
    edges: tuple[tuple[float, float], ...] = field(default=(), repr=False)  # left and right of every word

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Stroke:
    """A drawn straight line, horizontal or vertical."""

    page: int
    left: float
    right: float
    top: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.right - self.left >= self.bottom - self.top

    @property
    def length(self) -> float:
        return max(self.right - self.left, self.bottom - self.top)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Sheet:
    number: int  # from 1
    width: float
    height: float
    lines: tuple[TextLine, ...]
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True)
class Paper:
    """A whole print with what its file says about itself."""

    sheets: tuple[Sheet, ...]
    title: str
    language: str
    tagged: bool
    xmp: str

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        return tuple(line for sheet in self.sheets for line in sheet.lines)

    @cached_property
    def text_lines(self) -> tuple[TextLine, ...]:
        """All lines but the page numbers in the top margin."""
        return tuple(line for line in self.lines if not is_page_number(line))

    def find(self, text: str, *, start: int = 0) -> tuple[TextLine, ...]:
        """The whole lines that together read `text`; empty where no lines do. `start` is an index in text_lines."""
        wanted = _solid(text)
        lines = self.text_lines
        for first in range(start, len(lines)):
            rest = wanted
            for last in range(first, len(lines)):
                solid = _solid(lines[last].text)
                if not solid or not rest.startswith(solid):
                    break
                rest = rest[len(solid) :]
                if not rest:
                    return lines[first : last + 1]
        return ()

    def under(self, line: TextLine, within: float = 14.0) -> Stroke | None:
        """The first horizontal stroke that overlaps a line of text, at most `within` points below its baseline."""
        near = [
            stroke
            for stroke in self.sheets[line.page - 1].strokes
            if stroke.horizontal
            and line.baseline < stroke.top < line.baseline + within
            and stroke.left < line.right
            and stroke.right > line.left
        ]
        return min(near, key=lambda stroke: stroke.top, default=None)


def _solid(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def is_page_number(line: TextLine) -> bool:
    """A bare number inside the top margin of 20 mm."""
    return line.bottom < 57 and line.text.strip().isdigit()


def _flags(name: str) -> tuple[bool, bool]:
    style = name.rpartition("+")[2].casefold()
    return "bold" in style, "italic" in style or "oblique" in style


def _line(page: int, chars: list[dict[str, Any]]) -> TextLine | None:
    solid = [char for char in chars if char["text"].strip()]
    if not solid:
        return None
    styles = [_flags(char["fontname"]) for char in solid]
    words: list[tuple[float, float]] = []
    inside = False
    for char in chars:
        if not char["text"].strip():
            inside = False
        elif inside:
            words[-1] = (words[-1][0], char["x1"])
        else:
            words.append((char["x0"], char["x1"]))
            inside = True
    most = len(styles) / 2
    return TextLine(
        page=page,
        text=unicodedata.normalize("NFC", _spaced(chars)).strip(),
        left=solid[0]["x0"],
        right=solid[-1]["x1"],
        top=min(char["top"] for char in solid),
        bottom=max(char["bottom"] for char in solid),
        baseline=_baseline(solid[0]),
        size=max((char["size"] for char in solid), key=[char["size"] for char in solid].count),
        bold=sum(bold for bold, _ in styles) > most,
        italic=sum(italic for _, italic in styles) > most,
        fonts=frozenset(char["fontname"].rpartition("+")[2] for char in solid),
        colors=frozenset(_color(char["non_stroking_color"]) for char in solid),
        first_width=solid[0]["x1"] - solid[0]["x0"],
        edges=tuple(words),
    )


def _spaced(chars: list[dict[str, Any]]) -> str:
    """The characters as text; a gap between two of them without a space is one."""
    out = ""
    for last, char in zip([None, *chars[:-1]], chars, strict=True):
        gap = char["x0"] - last["x1"] if last else 0.0
        out += (" " if gap > 1.5 and not out.endswith(" ") and char["text"].strip() else "") + char["text"]
    return out


def _color(value: Any) -> tuple[float, ...]:
    if value is None:
        return (0.0,)
    parts = value if isinstance(value, tuple | list) else (value,)
    return tuple(round(float(part), 2) for part in parts)


def _baseline(char: dict[str, Any]) -> float:
    """From the top of the sheet; the bottom of the type box lies a fixed part of the size below it."""
    return float(char["bottom"]) - 0.216 * float(char["size"])


def _lines(page: int, chars: list[dict[str, Any]]) -> Iterator[TextLine]:
    run: list[dict[str, Any]] = []
    for char in chars:
        if run:
            last = run[-1]
            same_row = abs(_baseline(char) - _baseline(last)) < 1
            gap = char["x0"] - last["x1"]
            spaced = not last["text"].strip() or not char["text"].strip()
            if not same_row or gap < -char["size"] or (gap > _JUMP and not spaced):
                line = _line(page, run)
                if line:
                    yield line
                run = []
        run.append(char)
    line = _line(page, run) if run else None
    if line:
        yield line


def _strokes(page: int, found: Any) -> Iterator[Stroke]:
    last: tuple[float, float, float, float] | None = None
    for shape in [*found.rects, *found.lines, *found.curves]:
        left, right, top, bottom = shape["x0"], shape["x1"], shape["top"], shape["bottom"]
        if min(right - left, bottom - top) < _THIN < max(right - left, bottom - top):
            yield Stroke(page, left, right, top, bottom)
        elif last is not None:
            yield from _frame(page, last, (left, right, top, bottom))
        last = (left, right, top, bottom)


def _frame(
    page: int, inner: tuple[float, float, float, float], outer: tuple[float, float, float, float]
) -> Iterator[Stroke]:
    """A border is drawn as the area between two boxes: the sides on which they differ a little are lines."""
    left, right, top, bottom = outer
    thick = (inner[0] - left, right - inner[1], inner[2] - top, bottom - inner[3])
    if not all(-0.05 < side < _THIN for side in thick):
        return
    if thick[0] > 0.2:
        yield Stroke(page, left, inner[0], top, bottom)
    if thick[1] > 0.2:
        yield Stroke(page, inner[1], right, top, bottom)
    if thick[2] > 0.2:
        yield Stroke(page, left, right, top, inner[2])
    if thick[3] > 0.2:
        yield Stroke(page, left, right, inner[3], bottom)


def measure(pdf: bytes) -> Paper:
    """Read every page. About a tenth of a second a page."""
    import pdfplumber
    from pdfminer.pdftypes import resolve1

    with pdfplumber.open(io.BytesIO(pdf)) as source:
        sheets = []
        for number, page in enumerate(source.pages, 1):
            sheets.append(
                Sheet(
                    number, float(page.width), float(page.height),
                    tuple(_lines(number, page.chars)), tuple(_strokes(number, page)),
                )
            )  # fmt: skip
            page.close()
        catalog = source.doc.catalog
        language = resolve1(catalog.get("Lang", b""))
        marks = resolve1(catalog.get("MarkInfo")) or {}
        metadata = resolve1(catalog.get("Metadata"))
        return Paper(
            sheets=tuple(sheets),
            title=str(source.metadata.get("Title", "")),
            language=language.decode("ascii", "replace") if isinstance(language, bytes) else str(language),
            tagged=bool(marks.get("Marked")),
            xmp=metadata.get_data().decode("utf-8", "replace") if metadata is not None else "",
        )
