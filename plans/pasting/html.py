"""What a browser's clipboard holds of Word, Excel or a web page → paragraphs and tables. Only words are kept.

Deleted tracked changes, comments, hidden text, scripts and styles are no words of the document. Nothing is
executed or resolved, and however deep or broken the markup is, each sign is looked at once.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from core.text import point_letter, roman
from documents.reading.blocks import parse_marker
from documents.reading.source import SourceTable
from plans.pasting.cells import Cell, grid, span
from plans.pasting.limits import MOST_SPANNED
from plans.pasting.markup import tokens


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_SILENT = _tags(
    "script style head title noscript template svg math object iframe select textarea xml del button audio video"
)
_VOID = _tags("area base br col embed hr img input link meta source track wbr o:p v:shape")
_BLOCK = _tags(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section ul"
)
_TABLE = _tags("table tbody thead tfoot tr td th")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|"
    r"mso-element\s*:\s*(?:comment|header|footer)",
    re.IGNORECASE,
)
_HIDDEN_CLASSES = _tags("msocommentreference msocommenttext msocomtxt msocomoff msocomanchor msodel")
_NUMBERED = re.compile(r"^\(?(?:\w{1,5}[.)/:]|\d+(?:\.\d+)+\.?|[IVXL]+)\)?$")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `lines` are more than one where it was broken by hand or by a page's edge."""

    lines: tuple[str, ...]


@dataclass
class _Frame:
    """A table being read. `layout`: it holds other tables or one column, and only places what stands in it."""

    base: int  # open elements when it began
    rows: list[list[Cell]] = field(default_factory=list)
    row_base: int = 0
    cell: Cell | None = None
    layout: bool = False


Item = Paragraph | SourceTable


def read_html(markup: str) -> list[Item]:
    """Paragraphs and tables in their order."""
    reader = _Reader()
    for token in tokens(markup):
        if isinstance(token, str):
            reader.words(token)
        elif token.end:
            reader.end(token.name)
        else:
            reader.start(token.name, token.attributes)
    return reader.finish()


class _Reader:
    def __init__(self) -> None:
        self.items: list[Item] = []
        self._open: list[tuple[str, bool]] = []  # tag, and whether it hides what stands in it
        self._count: Counter[str] = Counter()
        self._hidden = 0
        self._frames: list[_Frame] = []
        self._words: list[str] = []
        self._lists: list[tuple[str, int]] = []  # kind of numbering, last number
        self._item = ""  # the marker of a list item whose words are still to come
        self._marker_from: int | None = None  # open elements when Word's own marker began
        self._marker: list[str] = []

    # --- words and tags as they come -------------------------------------------------------------

    def start(self, tag: str, found: dict[str, str]) -> None:
        if tag == "br":
            self._words.append("\n")
            return
        if tag in _VOID:
            if tag == "hr":
                self._end_paragraph()
            return
        if tag in _TABLE:
            self._start_table_part(tag, found)
            return
        if tag in _BLOCK:
            self._end_paragraph()
            self._close_like(tag)
        self._push(tag, found)
        if tag in ("ol", "ul"):
            start = found.get("start", "")
            number = int(start) - 1 if start.isdecimal() and len(start) < 5 else 0
            self._lists.append(("" if tag == "ul" else found.get("type") or _list_style(found) or "1", number))
        elif tag == "li":
            self._item = self._next_item(found)
        elif self._marker_from is None and "mso-list" in found.get("style", "") and "ignore" in found["style"].lower():
            self._marker_from = len(self._open)

    def end(self, tag: str) -> None:
        if not self._count[tag]:
            if tag == "p":
                self._end_paragraph()
            return
        frame = self._frames[-1] if self._frames else None
        if tag == "table":
            if frame is not None:
                self._end_table()
            return
        if tag in ("tbody", "thead", "tfoot"):
            return
        if tag in ("td", "th", "tr"):
            if frame is not None:
                self._end_cell(frame)
                if tag == "tr":
                    self._pop_to(frame.base)
            return
        floor = self._floor(frame)
        if tag in _BLOCK:
            self._end_paragraph()
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        while len(self._open) > floor:
            if self._pop() == tag:
                break

    def words(self, data: str) -> None:
        if self._hidden:
            return
        if self._marker_from is not None:
            self._marker.append(data)
        elif self._count["pre"]:
            self._words.append(data)
        else:
            self._words.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    # --- open elements -----------------------------------------------------------------------------

    def _push(self, tag: str, attrs: dict[str, str]) -> None:
        classes = attrs.get("class", "").lower().split()
        hides = (
            tag in _SILENT
            or "hidden" in attrs
            or bool(_HIDING.search(attrs.get("style", "")))
            or any(each in _HIDDEN_CLASSES for each in classes)
        )
        self._open.append((tag, hides))
        self._count[tag] += 1
        self._hidden += hides

    def _pop(self) -> str:
        tag, hides = self._open.pop()
        self._count[tag] -= 1
        self._hidden -= hides
        if self._marker_from is not None and len(self._open) < self._marker_from:
            self._marker_from = None
            self._words.append(_word_marker("".join(self._marker)))
            self._marker = []
        return tag

    def _pop_to(self, depth: int) -> None:
        while len(self._open) > depth:
            self._pop()

    def _floor(self, frame: _Frame | None) -> int:
        """An end tag closes nothing outside the cell it stands in."""
        if frame is None:
            return 0
        return frame.row_base + 1 if frame.cell is not None else frame.base

    def _close_like(self, tag: str) -> None:
        """A paragraph ends an open one, a list item the one before it: web pages leave the end tags out."""
        if tag not in ("p", "li", "dt", "dd"):
            return
        floor = max(self._floor(self._frames[-1] if self._frames else None), len(self._open) - 20)
        for at in range(len(self._open) - 1, floor - 1, -1):
            name = self._open[at][0]
            if name == tag or (tag in ("dt", "dd") and name in ("dt", "dd")):
                self._pop_to(at)
                return
            if name in _BLOCK and not (tag == "li" and name == "p"):
                return

    # --- paragraphs -----------------------------------------------------------------------------------

    def _end_paragraph(self) -> None:
        raw, self._words = "".join(self._words), []
        lines = tuple(line for line in (re.sub(r"\s+", " ", part).strip() for part in raw.split("\n")) if line)
        if not lines:
            return
        if self._item:
            if not parse_marker(lines[0]).marker:
                lines = (f"{self._item} {lines[0]}", *lines[1:])
            self._item = ""
        frame = self._frames[-1] if self._frames else None  # those around it hold a table: they only place it
        if frame is not None and frame.cell is not None and not frame.layout:
            frame.cell.paragraphs += lines
        else:
            self.items.append(Paragraph(lines))

    def _next_item(self, attrs: dict[str, str]) -> str:
        if not self._lists:
            return "-"
        kind, number = self._lists[-1]
        value = attrs.get("value", "")
        number = int(value) if value.isdecimal() and len(value) < 5 else number + 1
        self._lists[-1] = (kind, number)
        kind = _list_style(attrs) or kind
        if kind in ("", "-"):
            return "-" if len(self._lists) < 2 else "+"
        if kind in ("a", "A"):
            letter = point_letter(max(1, number))
            return f"{letter if kind == 'a' else letter.upper()})"
        if kind in ("i", "I") and 1 <= number < 400:
            return f"{roman(number)}."
        return f"{number}."

    # --- tables --------------------------------------------------------------------------------------

    def _start_table_part(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "table":
            self._end_paragraph()
            if self._frames:
                self._as_layout(self._frames[-1])
            self._push(tag, attrs)
            self._frames.append(_Frame(base=len(self._open)))
            return
        if not self._frames:  # a row copied without its table
            if tag in ("td", "th"):
                self._words.append(" ")
            elif tag == "tr":
                self._end_paragraph()
            return
        frame = self._frames[-1]
        if tag == "tr":
            self._end_cell(frame)
            self._pop_to(frame.base)
            self._push(tag, attrs)
            frame.row_base = len(self._open)
            if not self._hidden:
                frame.rows.append([])
        elif tag in ("td", "th"):
            if len(self._open) == frame.base or self._open[frame.base][0] != "tr":
                self._start_table_part("tr", {})
            self._end_cell(frame)
            self._push(tag, attrs)
            if frame.rows:
                cell = Cell(across=span(attrs, "colspan", MOST_SPANNED), down=span(attrs, "rowspan", 5000))
                if self._count["tr"] and not self._row_hidden(frame):
                    frame.rows[-1].append(cell)
                frame.cell = cell

    def _row_hidden(self, frame: _Frame) -> bool:
        return self._open[frame.base][1]

    def _end_cell(self, frame: _Frame) -> None:
        self._end_paragraph()
        if frame.cell is not None:
            self._pop_to(frame.row_base)
            frame.cell = None

    def _as_layout(self, frame: _Frame) -> None:
        """A table that holds another one only places it: its own words become paragraphs."""
        if frame.layout:
            return
        frame.layout = True
        for row in frame.rows:
            for cell in row:
                self._out(cell.paragraphs)
        frame.rows = [[]]

    def _out(self, paragraphs: list[str]) -> None:
        self.items += [Paragraph((text,)) for text in paragraphs]

    def _end_table(self) -> None:
        frame = self._frames[-1]
        self._end_cell(frame)
        self._pop_to(frame.base - 1)
        self._frames.pop()
        if frame.layout:
            return
        rows = grid(frame.rows)
        width = max((len(row) for row in rows), default=0)
        if width < 2:
            self._out([text for row in frame.rows for cell in row for text in cell.paragraphs])
        elif any(cell for row in rows for cell in row):
            even = tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)
            self.items.append(SourceTable(len(self.items) + 1, even))

    def finish(self) -> list[Item]:
        self._end_paragraph()
        while self._frames:
            self._end_table()
        self._pop_to(0)
        self._end_paragraph()
        return self.items


_LIST_STYLES = {"lower-alpha": "a", "upper-alpha": "A", "lower-latin": "a", "upper-latin": "A", "lower-roman": "i",
                "upper-roman": "I", "decimal": "1", "disc": "-", "circle": "-", "square": "-"}  # fmt: skip


def _list_style(attrs: dict[str, str]) -> str:
    found = re.search(r"list-style(?:-type)?\s*:\s*([a-z-]+)", attrs.get("style", ""), re.IGNORECASE)
    return _LIST_STYLES.get(found[1].lower(), "") if found else ""


def _word_marker(printed: str) -> str:
    """The number Word prints before an item; its signs from symbol fonts ("·", "o", "§") are dashes in our texts."""
    marker = "".join(printed.split())
    if not marker:
        return ""
    if _NUMBERED.match(marker) or marker in ("-", "–", "—", "+", "*"):
        return f"{marker} "
    return "- "
