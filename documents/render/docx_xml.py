"""Pieces of WordprocessingML that python-docx has no call for, and tables, which it builds too slowly."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from documents.official import Row, RowKind, Table
from documents.render import sheet
from documents.render.columns import SHORT_CELL, fitted
from documents.render.merging import TALLEST_WHOLE_ROW, layout
from documents.render.text import clean

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def twips(points: float) -> int:
    """Twentieths of a point, the unit of Word."""
    return round(points * 20)


def runs(text: str, properties: str = "") -> str:
    """The runs of a text; a stored line end becomes a line break."""
    inside = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(text).split("\n"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def add_field(paragraph: Any, code: str) -> None:
    """Append a field such as PAGE, with "2" shown until Word counts."""
    from docx.oxml import parse_xml

    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {NAMESPACE} w:instr=" {code} "><w:r><w:t>2</w:t></w:r></w:fldSimple>',
        )
    )


def add_border(paragraph: Any, sides: tuple[str, ...], *, size_points: float = 0.75, color: str = "000000") -> None:
    """Draw a solid line at the given sides ("top", "bottom", "left", "right") of a paragraph."""
    from docx.oxml import parse_xml

    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{round(size_points * 8)}" w:space="0" w:color="{color}"/>' for side in sides
    )
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {NAMESPACE}>{lines}</w:pBdr>"),
        "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
        "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
        "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
        "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
    )  # fmt: skip


def restart_page_numbers(section: Any) -> None:
    """Number the pages of a section from 1 (I.7: each appendix by itself)."""
    from docx.oxml import parse_xml

    section._sectPr.append(parse_xml(f'<w:pgNumType {NAMESPACE} w:start="1"/>'))


def _cell(text: str, width: float, style: str, *, merge: str = "", span: int = 1, align: str = "", bold: bool = False,
          keep: bool = False, middle: bool = False, size: float = sheet.TABLE_PT) -> str:  # fmt: skip
    properties = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        properties += f'<w:vMerge w:val="{merge}"/>'
    if middle:
        properties += '<w:vAlign w:val="center"/>'
    paragraph = f'<w:pStyle w:val="{style}"/>' + ("<w:keepNext/>" if keep else "")
    paragraph += f'<w:jc w:val="{align}"/>' if align else ""
    form = "<w:b/>" if bold else ""
    if size != sheet.TABLE_PT:
        form += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    inside = runs(text.strip(), form) if text.strip() else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:pPr>{paragraph}</w:pPr>{inside}</w:p></w:tc>"


def _group(row: Row, widths: list[float], style: str, size: float) -> str:
    cells = [cell or "" for cell in row.cells]
    rest = [cell for cell in cells[1:] if cell.strip()]
    if len(widths) == 1 or not rest:
        return _cell(cells[0], sum(widths), style, span=len(widths), bold=True, keep=True, size=size)
    return _cell(cells[0], widths[0], style, align="center", bold=True, keep=True, size=size) + _cell(
        "\n".join(rest), sum(widths[1:]), style, span=len(widths) - 1, bold=True, keep=True, size=size
    )


def table_xml(table: Table, available: float, cell_style: str, head_style: str) -> str:
    """A whole table: header repeated on every page, rows not torn, merges as Word's own.

    `available` in points; the styles are Word's style ids.
    """
    work = fitted(table, available)
    widths = work.widths(available)
    plan = layout(table, widths, work.size)
    align = [
        "center" if max((row[index] for row in work.cells if index < len(row)), default=0) <= SHORT_CELL else "left"
        for index in range(len(widths))
    ]
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    out = []
    if any(title.strip() for title in table.columns):
        head = "".join(
            _cell(title, width, head_style, middle=True, size=work.size)
            for title, width in zip(table.columns, widths, strict=True)
        )
        out.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>")
    for number, row in enumerate(table.rows):
        properties = "" if plan.heights[number] > TALLEST_WHOLE_ROW else "<w:trPr><w:cantSplit/></w:trPr>"
        if row.kind is RowKind.GROUP:
            out.append(f"<w:tr>{properties}{_group(row, widths, cell_style, work.size)}</w:tr>")
            continue
        following = table.rows[number + 1] if number + 1 < len(table.rows) else None
        cells = []
        for index, (cell, width) in enumerate(zip(row.cells, widths, strict=False)):
            goes_on = (
                following is not None
                and following.kind is RowKind.DATA
                and following.cells[index : index + 1] == (None,)
            )
            above = table.rows[number - 1] if number else None
            inside = cell is None and above is not None and above.kind is RowKind.DATA
            merge = "continue" if inside else "restart" if goes_on else ""
            cells.append(_cell(cell or "", width, cell_style, merge=merge, align=align[index], size=work.size))
        out.append(f"<w:tr>{properties}{''.join(cells)}</w:tr>")
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    padding = twips(sheet.cell_padding(work.size))
    margins = "".join(
        f'<w:{side} w:w="{wide}" w:type="dxa"/>'
        for side, wide in (("top", twips(2)), ("left", padding), ("bottom", twips(2)), ("right", padding))
    )
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{twips(available)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{padding}" w:type="dxa"/>'  # Word measures from the text of the first cell, not its line
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(out)}</w:tbl>"
    )
