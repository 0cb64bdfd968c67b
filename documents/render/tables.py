"""A table as HTML: fixed columns, a header on every page, group rows with their first row, merges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from html import escape

from documents.official import Row, RowKind, Table
from documents.render import sheet
from documents.render.columns import SHORT_CELL, Measured
from documents.render.fonts import Style, faces
from documents.render.merging import TALLEST_HEADER, TALLEST_WHOLE_ROW, Joint, Layout, header_lines, layout
from documents.render.text import clean, pieces, torn

ROW_NAME = "row-"  # of the names by which rows are found again on the pages
_WIDE_ENOUGH_TO_JUSTIFY = 300.0  # points; narrower columns would get holes between the words


def words(text: str, column: float, size: float, style: Style = Style.REGULAR, indent: float = 0) -> str:
    """Escaped text with the runs that must not be torn held together; a stored line end stays a line end.

    Only the runs that a line end could reach in a `column` (points, first line shorter by `indent`) are
    held, which halves the time of a print. The span begins inside the run, where it could first be torn
    (số<span> 97/KH-UBND</span>): were it to begin after a space, the engine, finding that the text before it
    fits only without that space, would end the line at the first space of that text.
    """
    found = pieces(clean(text).strip())
    held = torn(found, partial(faces()[style].width, size=size), column, indent)
    html = "".join(
        f'{escape(piece.text[: piece.joint])}<span class="k">{escape(piece.text[piece.joint :])}</span>'
        if piece.kept and index in held
        else escape(piece.text)
        for index, piece in enumerate(found)
    )
    return html.replace("\n", "<br>")


def _group(row: Row, rooms: list[float], size: float) -> str:
    """A title row: marker in the first cell, the title over the rest; the full width where there is no marker."""
    count = len(rooms)
    cells = [cell or "" for cell in row.cells]
    marker, rest = cells[0], [cell for cell in cells[1:] if cell.strip()]
    if count == 1 or not rest:
        html = words(marker, sum(rooms), size, Style.BOLD)
        return f'<tr class="group"><td class="first" colspan="{count}">{html}</td></tr>'
    title = words("\n".join(rest), sum(rooms[1:]), size, Style.BOLD)
    first = f'<td class="first centre">{words(marker, rooms[0], size, Style.BOLD)}</td>'
    return f'<tr class="group">{first}<td colspan="{count - 1}">{title}</td></tr>'


@dataclass
class PageEnds:
    """At which rows the pages end that tear a merged column, known once a print has been laid out.

    The rows of such a column carry names; those in `last` stand last on their page, and their open cells
    get the line below that the rows in the middle of a page lack.
    """

    last: frozenset[str] = frozenset()
    tables: int = 0  # counted so far

    @classmethod
    def of(cls, pages: Iterable[Iterable[str]]) -> PageEnds:
        """From the names found on each page of a print."""
        spread: dict[str, tuple[int, int]] = {}
        for number, names in enumerate(pages):
            for name in names:
                first, _ = spread.get(name, (number, number))
                spread[name] = first, number
        found = set()
        for name, (_, page) in spread.items():
            stem, _, index = name.rpartition("-")
            following = spread.get(f"{stem}-{int(index) + 1}") if stem.startswith(ROW_NAME) else None
            if following and following[0] > page:
                found.add(name)
        return cls(frozenset(found))


class _Builder:
    def __init__(self, table: Table, widths: list[float], measured: Measured, ends: PageEnds) -> None:
        ends.tables += 1
        self.name, self.last = f"{ROW_NAME}{ends.tables}", ends.last
        self.table = table
        borders = [1.5] + [0.75] * (len(widths) - 1)
        padding = 2 * sheet.cell_padding(measured.size)
        self.rooms = [width - padding - lines for width, lines in zip(widths, borders, strict=True)]
        self.plan: Layout = layout(table, widths, measured.size)
        self.size = measured.size
        self.classes = [self._class(index, measured) for index in range(len(widths))]

    def _class(self, index: int, measured: Measured) -> str:
        found = ["first"] if index == 0 else []
        widest = max((row[index] for row in measured.cells if index < len(row)), default=0.0)
        if widest <= min(SHORT_CELL, self.rooms[index]):
            found.append("centre")
        elif self.rooms[index] >= _WIDE_ENOUGH_TO_JUSTIFY:
            found.append("justify")
        return " ".join(found)

    def row(self, index: int) -> str:
        row = self.table.rows[index]
        if row.kind is RowKind.GROUP:
            return _group(row, self.rooms, self.size)
        cells = []
        for column, (cell, spot) in enumerate(zip(row.cells, self.plan.spots[index], strict=False)):
            if spot.joint is Joint.COVERED:
                continue
            names = [self.classes[column]]
            if spot.joint in (Joint.OPEN, Joint.MIDDLE) and f"{self.name}-{index + spot.span - 1}" not in self.last:
                names.append("open")
            if spot.joint is Joint.SINGLE and spot.span > 1:
                names.append("merged")
            span = f' rowspan="{spot.span}"' if spot.span > 1 else ""
            text = words(cell or "", self.rooms[column], self.size)
            cells.append(f'<td class="{" ".join(names).strip()}"{span}>{text}</td>')
        name = ""
        if self.plan.heights[index] > TALLEST_WHOLE_ROW:
            name = ' class="tall"'
        elif index == len(self.table.rows) - 2 or index in self.plan.with_next:
            name = ' class="stay"'  # with the next row; so the last row does not stand alone on a page
        if self.plan.has_open_merge:
            name += f' id="{self.name}-{index}"'
        return f"<tr{name}>{''.join(cells)}</tr>"

    def body(self) -> str:
        return "<tbody>" + "".join(map(self.row, range(len(self.table.rows)))) + "</tbody>"


def table_html(measured: Measured, available: float, ends: PageEnds | None = None) -> str:
    """The table in a column of `available` points. Nothing for a table without columns."""
    table = measured.table
    if not table.columns:
        return ""
    widths = measured.widths(available)
    builder = _Builder(table, widths, measured, ends or PageEnds())
    columns = "".join(f'<col style="width:{width:.2f}pt">' for width in widths)
    headed = any(title.strip() for title in table.columns)
    head = ""
    if headed and header_lines(table, builder.rooms, builder.size) > TALLEST_HEADER:
        headed = False  # a header taller than the sheet would be left out of the print; as a row it can break
        pairs = zip(table.columns, builder.rooms, strict=True)
        titles = "".join(f'<td class="first">{words(title, room, builder.size)}</td>' for title, room in pairs)
        head = f'<tbody><tr class="tall">{titles}</tr></tbody>'
    elif headed:
        titles = "".join(
            f"<th{' class=first' if index == 0 else ''}>"
            f"{words(title, builder.rooms[index], builder.size, Style.BOLD)}</th>"
            for index, title in enumerate(table.columns)
        )
        head = f"<thead><tr>{titles}</tr></thead>"
    name = "grid" if headed else "grid headless"
    if sheet.cell_padding(measured.size) < sheet.CELL_PADDING_PT:
        name += " tight"
    size = "" if measured.size == sheet.TABLE_PT else f' style="font-size:{measured.size:g}pt"'
    return f'<table class="{name}"{size}><colgroup>{columns}</colgroup>{head}{builder.body()}</table>'
