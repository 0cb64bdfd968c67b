"""A Word file → Source: paragraphs and tables in body order, as they would look on paper.

What is read is what a person sees after accepting every tracked change: automatic numbers are
written out, hidden and deleted text is left out, headers and footers are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from documents.reading.building import Limits, SourceBuilder, tidy
from documents.reading.docx_package import Package, R, W
from documents.reading.docx_styles import Look, Numbering, Styles, has_borders, look_of, toggle, value, whole
from documents.reading.docx_tables import MC, Cell, cells_of, chosen, has_text, is_layout, rows_of
from documents.reading.legacy import font_converter
from documents.reading.source import Source, UnreadableFile

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GONE = frozenset({W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "rPr", W + "pPr"})
_SIGNS = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "",
}  # fmt: skip
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d*\s*(?:/\s*\d+)?\s*[-–]?", re.IGNORECASE)
OLD_FONTS = "Tệp dùng phông chữ cũ (TCVN3 hoặc VNI), đã chuyển sang Unicode; hãy soát lại chữ."


@dataclass
class _Line:
    text: str
    bold: bool = False
    italic: bool = False
    centered: bool = False


@dataclass
class _Piece:
    text: str
    bold: bool
    italic: bool


def read_docx(data: bytes, limits: Limits) -> Source:
    """Read a .docx. Raises UnreadableFile for a broken, hostile or empty one."""
    package = Package(data, limits)
    reader = _Reader(package, limits)
    source = reader.read(package.document())
    if not source.items:
        raise UnreadableFile(
            "Tệp Word không có chữ nào (có thể chỉ chứa ảnh chụp). "
            "Hãy tải lên bản gõ máy, hoặc gõ hay dán nội dung vào ô văn bản."
        )
    return source


class _Reader:
    def __init__(self, package: Package, limits: Limits) -> None:
        self._builder = SourceBuilder(limits)
        self._package = package
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"))
        self._notes = {
            kind: self._note_elements(package.related(kind), kind[:-1]) for kind in ("footnotes", "endnotes")
        }
        self._noted = 0
        self._field_depth: list[bool] = []  # one entry for each open field: True while its code is passing
        self._boxes: list[Any] = []
        self._carried: list[_Piece] = []  # text of a paragraph whose end was deleted: it runs on into the next
        self._section_start = 0

    @staticmethod
    def _note_elements(root: Any | None, tag: str) -> dict[str, Any]:
        return {} if root is None else {note.get(W + "id", ""): note for note in root.iterfind(W + tag)}

    def read(self, document: Any) -> Source:
        body = document.find(W + "body")
        if body is not None:
            self._emit(body, None)
            self._end_section(body.find(W + "sectPr"))
        return replace(self._builder.source(), foot=self._foot(document))

    def _foot(self, document: Any) -> tuple[str, ...]:
        """The footer of the first page (ô 13), without page numbers."""
        section = next(document.iter(W + "sectPr"), None)
        if section is None:
            return ()
        kind = "first" if toggle(section, "titlePg") else "default"
        for reference in section.iterfind(W + "footerReference"):
            if reference.get(W + "type", "default") == kind:
                footer = self._package.by_id(reference.get(R + "id", ""))
                texts = [] if footer is None else list(self._cell_lines(footer))
                return tuple(text for text in texts if not _PAGE_NUMBER.fullmatch(text))
        return ()

    # Blocks

    def _emit(self, container: Any, column: int | None) -> None:
        """Add the blocks of the body, or of a cell of a layout table, to the source."""
        for block in _blocks(container):
            if block.tag == W + "p":
                for line in self._paragraph(block):
                    self._add(line, column)
                self._emit_boxes(column)
                section = block.find(f"{W}pPr/{W}sectPr")
                if section is not None and column is None:
                    self._end_section(section)
            else:
                self._table(block, column)

    def _add(self, line: _Line, column: int | None) -> None:
        self._builder.line(line.text, bold=line.bold, italic=line.italic, centered=line.centered, column=column)

    def _emit_boxes(self, column: int | None) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._emit(box, column)

    def _end_section(self, properties: Any | None) -> None:
        """Give everything since the last section its orientation, which Word states at the section's end."""
        size = None if properties is None else properties.find(W + "pgSz")
        if size is not None:
            wide = size.get(W + "orient") == "landscape" or whole(size.get(W + "w")) > whole(size.get(W + "h"))
            items = self._builder.items
            items[self._section_start :] = [replace(item, landscape=wide) for item in items[self._section_start :]]
        self._section_start = len(self._builder.items)

    # Paragraphs

    def _paragraph(self, element: Any, *, keep_empty_marker: bool = False) -> list[_Line]:
        """The lines of one paragraph (more than one where Word breaks a line by hand), numbers written out."""
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle") or self._styles.default_paragraph
        look = self._styles.look(style)
        if properties is not None:
            direct = look_of(None, properties)
            look = direct.over(look)
        pieces, self._carried = self._carried, []
        self._runs(element, look, pieces)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = pieces
            return []
        marker = self._marker(properties, style, look)
        centered = look.align == "center"
        lines: list[_Line] = []
        for part in _split_lines(pieces):
            text = tidy("".join(piece.text for piece in part))
            if text:
                words = [piece for piece in part if piece.text.strip()]
                bold, italic = all(piece.bold for piece in words), all(piece.italic for piece in words)
                lines.append(_Line(text, bold, italic, centered))
        if marker and lines:
            lines[0].text = f"{marker} {lines[0].text}"
        elif marker and keep_empty_marker:
            lines.append(_Line(marker, bool(look.bold), bool(look.italic), centered))
        return lines

    def _marker(self, properties: Any | None, style: str, look: Look) -> str:
        if not look.num_id or look.num_id == "0":
            linked = self._numbering.by_style.get(style) if look.num_id is None else None
            return self._numbering.marker(*linked) if linked else ""
        direct = properties is not None and properties.find(W + "numPr") is not None
        linked = None if direct else self._numbering.by_style.get(style)
        depth = linked[1] if linked and look.level is None else whole(look.level)
        return self._numbering.marker(look.num_id, depth)

    def _runs(self, parent: Any, paragraph: Look, pieces: list[_Piece]) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, paragraph, pieces)
            elif tag in _GONE or not isinstance(tag, str):
                continue
            elif tag == MC + "AlternateContent":
                self._runs(chosen(child), paragraph, pieces)
            elif tag == _M + "t":
                pieces.append(_Piece(child.text or "", bool(paragraph.bold), bool(paragraph.italic)))
            else:  # w:ins, w:hyperlink, w:smartTag, w:sdt, w:fldSimple, m:oMath … : the words are inside
                self._runs(child, paragraph, pieces)

    def _run(self, run: Any, paragraph: Look, pieces: list[_Piece]) -> None:
        properties = run.find(W + "rPr")
        look = paragraph
        if properties is not None:
            look = look_of(properties)
            if (style := value(properties, "rStyle")) is not None:
                look = look.over(self._styles.own(style))
            look = look.over(paragraph)
            if properties.find(W + "del") is not None:
                return
        convert = font_converter(look.font) if look.font else None
        for child in run:
            tag = child.tag
            text: str | None = None
            if tag == W + "t":
                text = child.text or ""
            elif tag in _SIGNS:
                text = "" if tag == W + "br" and child.get(W + "type") in ("page", "column") else _SIGNS[tag]
            elif tag == W + "fldChar":
                self._field(child.get(W + "fldCharType"))
            elif tag == W + "sym":
                text = _symbol(child)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                self._footnote(tag.removeprefix(W).removesuffix("Reference") + "s", child.get(W + "id", ""))
            elif tag == W + "ruby":
                if (base := child.find(W + "rubyBase")) is not None:
                    self._runs(base, paragraph, pieces)
            elif tag == MC + "AlternateContent":
                self._collect_boxes(chosen(child))
            elif tag in (W + "drawing", W + "pict", W + "object"):
                self._collect_boxes(child)
            if text and not look.hidden and not any(self._field_depth):
                if convert and tag == W + "t":
                    text = convert(text)
                    self._builder.note(OLD_FONTS)
                pieces.append(_Piece(text.upper() if look.caps else text, bool(look.bold), bool(look.italic)))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._field_depth.append(True)
        elif kind == "separate" and self._field_depth:
            self._field_depth[-1] = False
        elif kind == "end" and self._field_depth:
            self._field_depth.pop()

    def _collect_boxes(self, element: Any) -> None:
        """Remember the text boxes in a drawing; their text follows the paragraph they hang on."""
        if element.tag == W + "txbxContent":
            self._boxes.append(element)
            return
        for child in element:
            if child.tag == MC + "AlternateContent":
                self._collect_boxes(chosen(child))
            elif isinstance(child.tag, str):
                self._collect_boxes(child)

    def _footnote(self, kind: str, name: str) -> None:
        note = self._notes[kind].pop(name, None)
        if note is None:
            return
        self._noted += 1
        number, builder_line = self._noted, self._builder.next_number
        text = " ".join(line.text for paragraph in note.iter(W + "p") for line in self._paragraph(paragraph))
        if text:
            self._builder.note(f"Chú thích {number} (gần dòng {builder_line}): {text[:2000]}")

    # Tables

    def _table(self, table: Any, column: int | None) -> None:
        rows = [cells_of(row) for row in rows_of(table)]
        rows = [row for row in rows if row]
        if not rows:
            return
        if is_layout(rows, self._bordered(table)):
            self._layout(rows, column)
            return
        grid: list[list[str | None]] = []
        width = max(cell.start + cell.span for row in rows for cell in row)
        for row in rows:
            texts: list[str | None] = [""] * width
            for cell in row:
                if cell.continues_above:
                    texts[cell.start : cell.start + cell.span] = [None] * cell.span
                elif not cell.continues_left:
                    texts[cell.start] = "\n".join(self._cell_lines(cell.element))
            grid.append(texts)
        self._builder.table(grid)

    def _cell_lines(self, cell: Any) -> Iterator[str]:
        for block in _blocks(cell):
            if block.tag == W + "p":
                yield from (line.text for line in self._paragraph(block, keep_empty_marker=True))
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    yield from self._cell_lines(box)
            else:
                for row in rows_of(block):
                    text = " ".join(line for inner in cells_of(row) for line in self._cell_lines(inner.element))
                    if text:
                        yield text

    def _bordered(self, table: Any) -> bool:
        properties = table.find(W + "tblPr")
        direct = has_borders(None if properties is None else properties.find(W + "tblBorders"))
        if direct is None:
            direct = self._styles.own(value(properties, "tblStyle")).borders
        return bool(direct) or any(has_borders(borders) for borders in table.iter(W + "tcBorders"))

    def _layout(self, rows: list[list[Cell]], column: int | None) -> None:
        """A table that only places blocks side by side: the left block's lines, then the right one's.

        A cell as wide as the table ends the blocks above it, as a title between two of them does.
        """
        width = max(cell.start + cell.span for row in rows for cell in row)
        waiting: list[list[Cell]] = []
        for row in [*rows, []]:
            whole_width = len(row) == 1 and row[0].span == width > 1
            if row and not whole_width:
                waiting.append(row)
                continue
            starts = sorted({cell.start for line in waiting for cell in line if has_text(cell.element)})
            for place, start in enumerate(starts, start=1):
                side = column if column is not None else place if len(starts) > 1 else None
                for line in waiting:
                    for cell in line:
                        if cell.start == start:
                            self._emit(cell.element, side)
            waiting = []
            if whole_width:
                self._emit(row[0].element, column)


def _blocks(container: Any) -> Iterator[Any]:
    """Paragraphs and tables directly in a body, cell or text box, through the wrappers Word puts around them."""
    for child in container:
        tag = child.tag
        if tag in (W + "p", W + "tbl"):
            yield child
        elif tag == MC + "AlternateContent":
            yield from _blocks(chosen(child))
        elif tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"):
            yield from _blocks(child)


def _split_lines(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    line: list[_Piece] = []
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        line.append(replace(piece, text=first))
        for text in rest:
            yield line
            line = [replace(piece, text=text)]
    yield line


def _symbol(element: Any) -> str:
    """A sign of a symbol font (w:sym); only those with a plain twin are kept."""
    try:
        code = int(element.get(W + "char", ""), 16) & 0xFF
    except ValueError:
        return ""
    font = (element.get(W + "font") or "").lower()
    if font == "symbol":
        return {0x2D: "-", 0x2B: "+", 0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±"}.get(code, "")
    return {0xFE: "☑", 0xA8: "☐", 0xFC: "✓", 0x6F: "☐", 0xA7: "•", 0xD8: "•", 0x2D: "-"}.get(code, "")
