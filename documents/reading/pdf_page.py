"""One page of a PDF as marks on paper: letters with their places, and ruled lines.

Coordinates are points from the bottom left corner of the page as it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.utils import apply_matrix_pt, mult_matrix

from documents.reading.source import UnreadableFile

TOO_MUCH = "Tệp có quá nhiều chữ so với một văn bản hành chính. Hãy tách lấy riêng bản kế hoạch rồi tải lên lại."
_MAX_RULES = 20_000
_THIN = 3.0  # points: a filled box thinner than this is a ruled line
_INVISIBLE_MODE = 3  # text drawn with no ink: the layer a scanner adds under its picture


class Char(NamedTuple):
    x0: float
    x1: float
    base: float
    size: float
    text: str
    font: str
    mark: int  # MCID of the tagged content it belongs to; -1 for none


class Rule(NamedTuple):
    """A ruled line; thickness is not kept."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def flat(self) -> bool:
        return self.y0 == self.y1


@dataclass
class PageMarks:
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    unknown: int = 0  # letters whose font says not which letter they are
    unseen: int = 0  # letters of a hidden text layer
    images: int = 0


class Camera(PDFTextDevice):
    """Receives what the interpreter draws. pdfminer's own letter objects would take three times as long.

    `budget` is how many letters may still come; it goes down page by page.
    """

    def __init__(self, resources: Any, budget: int) -> None:
        super().__init__(resources)
        self.page = PageMarks(0, 0)
        self._budget = budget
        self._marks: list[int] = []

    def begin_page(self, page: Any, ctm: Any) -> None:
        x0, y0, x1, y1 = page.mediabox
        corners = [apply_matrix_pt(ctm, point) for point in ((x0, y0), (x1, y1))]
        self.page = PageMarks(abs(corners[0][0] - corners[1][0]), abs(corners[0][1] - corners[1][1]))
        self._marks = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        mark = props.get("MCID") if isinstance(props, dict) else None
        self._marks.append(mark if isinstance(mark, int) else self._marks[-1] if self._marks else -1)

    def end_tag(self) -> None:
        if self._marks:
            self._marks.pop()

    def render_image(self, name: str, stream: Any) -> None:
        self.page.images += 1

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        font, fontsize = textstate.font, textstate.fontsize
        if font is None or self.ctm is None:
            return
        a, b, c, d, e, f = mult_matrix(textstate.matrix, self.ctm)
        scaling = textstate.scaling * 0.01
        charspace = textstate.charspace * scaling
        wordspace = 0 if font.is_multibyte() else textstate.wordspace * scaling
        unit = 0.001 * fontsize * scaling
        upright = abs(b) + abs(c) < 0.05 * (abs(a) + abs(d)) and a > 0 and d > 0 and not font.is_vertical()
        size, rise = abs(d * fontsize), textstate.rise
        mark = self._marks[-1] if self._marks else -1
        name = str(font.fontname)
        x, y = textstate.linematrix
        widths, letters = _known_widths(font), _known_letters(font)
        chars, page = self.page.chars, self.page
        spaced = False
        for piece in seq:
            if isinstance(piece, (int, float)):
                x -= piece * unit
                spaced = True
                continue
            if not isinstance(piece, bytes):
                continue
            for code in font.decode(piece):
                if spaced:
                    x += charspace
                spaced = True
                advance = widths.get(code)
                if advance is None:
                    advance = widths[code] = float(font.char_width(code))
                advance *= fontsize * scaling
                text = letters.get(code)
                if text is None:
                    text = letters[code] = _letter(font, code)
                if upright:
                    left = e + a * x
                    chars.append(Char(left, left + a * advance, f + d * (y + rise), size, text, name, mark))
                    self._budget -= 1
                    page.unknown += not text
                    page.unseen += textstate.render == _INVISIBLE_MODE
                x += advance + (wordspace if code == 32 else 0)
            if self._budget < 0:
                raise UnreadableFile(TOO_MUCH)
        textstate.linematrix = (x, y)

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        ctm = self.ctm
        if ctm is None or len(self.page.rules) > _MAX_RULES or any(step[0] not in "mlh" for step in path):
            return
        subpaths: list[list[tuple[float, float]]] = []
        for step in path:
            if step[0] == "m":
                subpaths.append([])
            if not subpaths:
                return
            point = apply_matrix_pt(ctm, step[1:3]) if step[0] != "h" else subpaths[-1][0]
            subpaths[-1].append(point)
        boxes = [_box(points) for points in subpaths]
        if fill and len(boxes) == 2 and not any(_is_thin(box) for box in boxes):
            for rule in _ring(boxes[0], boxes[1]):
                self._rule(*rule)
            return
        for points, box in zip(subpaths, boxes, strict=True):
            if _is_thin(box):
                self._rule(*box)
            elif stroke:
                for ends in pairwise(points):
                    if _is_thin(side := _box(ends)):
                        self._rule(*side)

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if x1 - x0 >= y1 - y0:
            middle = (y0 + y1) / 2
            self.page.rules.append(Rule(x0, middle, x1, middle))
        else:
            middle = (x0 + x1) / 2
            self.page.rules.append(Rule(middle, y0, middle, y1))


def _box(points: Sequence[tuple[float, float]]) -> Rule:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rule(min(xs), min(ys), max(xs), max(ys))


def _is_thin(box: Rule) -> bool:
    return min(box.x1 - box.x0, box.y1 - box.y0) <= _THIN


def _ring(one: Rule, other: Rule) -> list[Rule]:
    """The borders of a cell drawn as the room between two rectangles; a side without room has no border."""
    inner, outer = sorted((one, other), key=lambda box: (box.x1 - box.x0) * (box.y1 - box.y0))
    rooms = (inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1)
    if any(room < -0.1 or room > _THIN for room in rooms):
        return []
    sides = (
        Rule(outer.x0, outer.y0, inner.x0, outer.y1),
        Rule(outer.x0, outer.y0, outer.x1, inner.y0),
        Rule(inner.x1, outer.y0, outer.x1, outer.y1),
        Rule(outer.x0, inner.y1, outer.x1, outer.y1),
    )
    return [side for side, room in zip(sides, rooms, strict=True) if room > 0.05]


def _known_widths(font: Any) -> dict[int, float]:
    return font.__dict__.setdefault("_portal_widths", {})  # type: ignore[no-any-return]


def _known_letters(font: Any) -> dict[int, str]:
    return font.__dict__.setdefault("_portal_letters", {})  # type: ignore[no-any-return]


def _letter(font: Any, code: int) -> str:
    """The text of one glyph; "" where the font does not say."""
    try:
        text = font.to_unichr(code)
    except (PDFUnicodeNotDefined, KeyError, ValueError):
        return ""
    return text if isinstance(text, str) else ""


@cache
def font_style(name: str) -> tuple[bool, bool]:
    """(bold, italic) from the name of a font: "ABCDEF+TimesNewRomanPS-BoldItalicMT"."""
    plain = name.rpartition("+")[2].lower()
    bold = bool(re.search(r"bold|black|heavy|demi|,b\b", plain))
    return bold, bool(re.search(r"italic|oblique|kursiv", plain))


_PARAGRAPHS = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "TD", "TH", "Caption", "Note"})
_MAX_ELEMENTS = 300_000


def paragraph_tags(catalog: dict[str, Any]) -> dict[tuple[int, int], int]:
    """(object number of the page, MCID) → number of the paragraph it belongs to, from the tags of the PDF.

    Empty for an untagged file. A list item counts as one paragraph with its marker.
    """
    found: dict[tuple[int, int], int] = {}
    root = resolve1(catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return found
    # (element, page object number, paragraph number, its kind); elements in reading order, so a stack read backwards
    waiting: list[tuple[Any, int, int, str]] = [(root.get("K"), -1, -1, "")]
    seen: set[int] = set()
    steps = paragraphs = 0
    while waiting and steps < _MAX_ELEMENTS:
        element, page, paragraph, kind = waiting.pop()
        steps += 1
        if isinstance(element, PDFObjRef):
            if element.objid in seen:
                continue
            seen.add(element.objid)
            element = resolve1(element)
        if isinstance(element, int):
            if paragraph >= 0:
                found[page, element] = paragraph
        elif isinstance(element, list):
            waiting.extend((child, page, paragraph, kind) for child in reversed(element))
        elif isinstance(element, dict):
            own_page = element.get("Pg")
            page = own_page.objid if isinstance(own_page, PDFObjRef) else page
            name = getattr(element.get("S"), "name", None)
            if isinstance(name, bytes):
                name = name.decode("latin-1")
            if name in _PARAGRAPHS and not (kind == "LI" and name == "P"):
                paragraphs += 1
                paragraph, kind = paragraphs, name
            if "MCID" in element:
                waiting.append((element["MCID"], page, paragraph, kind))
            elif "K" in element:
                waiting.append((element["K"], page, paragraph, kind))
    return found
