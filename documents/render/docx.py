"""A document as a Word file: the same words, sizes, lines and pages as the PDF, in named styles.

What Word cannot hold together without changing characters (a number such as 97/KH-UBND at a line
end) is left to it; everything else of Nghị định 30/2020 that the PDF keeps is kept here too.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from documents.official import MOTTO, NATIONAL_TITLE, Block, BlockKind, Form, MarkerStyle, OfficialDocument, Signature
from documents.official import marker_style as style_of
from documents.render import docx_styles as styles
from documents.render import sheet, wording
from documents.render.columns import measured
from documents.render.docx_xml import NAMESPACE, add_border, add_field, restart_page_numbers, runs, table_xml
from documents.render.fonts import Style, balanced_width, measured_roughly, text_width, wrapped_widths
from documents.render.html import UPRIGHT_HEADINGS, document_title, rule_width
from documents.render.text import clean, one_line


def render_docx(document: OfficialDocument, *, created: dt.date | None = None) -> bytes:
    """The document as .docx; where the print face is missing its rules and columns are measured roughly."""
    with measured_roughly():
        builder = _Builder(document)
        builder.build()
    return builder.save(created or document.letterhead.date)


class _Builder:
    def __init__(self, document: OfficialDocument) -> None:
        from docx import Document

        self.document = document
        self.word: Any = Document()
        styles.define_styles(self.word)
        self.width = sheet.text_width()

    # Building blocks

    def paragraph(self, style: styles.StyleRule | str, text: str = "", where: Any = None) -> Any:
        """A paragraph at the end of `where` (the body, a cell, a footer)."""
        from docx.oxml import parse_xml

        name = style if isinstance(style, str) else style.name
        paragraph = (where or self.word).add_paragraph(style=name)
        if text:
            paragraph._p.append(parse_xml(runs(text).replace("<w:r>", f"<w:r {NAMESPACE}>", 1)))
        return paragraph

    def rule(self, length: float, column: float, where: Any = None, after: float = 0.0) -> None:
        """A centred solid line of `length` points in a column of `column` points: the top border of a thin line."""
        from docx.shared import Pt

        paragraph = self.paragraph(styles.RULE, where=where)
        side = Pt(max(0.0, (column - length) / 2))
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
        paragraph.paragraph_format.space_before = Pt(1.5)
        paragraph.paragraph_format.space_after = Pt(after)
        add_border(paragraph, ("top",))

    def grid(self, rows: int, widths: tuple[float, ...]) -> Any:
        """A table without lines for two things side by side; its cells begin empty."""
        from docx.oxml import parse_xml
        from docx.shared import Pt

        table = self.word.add_table(rows=rows, cols=len(widths))
        table.autofit = False
        sides = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
        table._tbl.tblPr.append(
            parse_xml(f"<w:tblCellMar {NAMESPACE}>{sides}</w:tblCellMar>"),
        )
        for row in table.rows:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {NAMESPACE}/>"))
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Pt(width)
                cell._tc.remove(cell._tc.p_lst[0])
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(width)
        return table

    @staticmethod
    def close(cell: Any) -> None:
        """A cell must end with a paragraph; an empty one costs a line, so only cells left empty get it."""
        if not cell._tc.p_lst:
            cell.add_paragraph()

    # Parts, in reading order

    def build(self) -> None:
        document = self.document
        self.page_setup(self.word.sections[0])
        self.letterhead()
        self.names()
        self.addressees()
        self.blocks(document.preamble, ends=not document.body)
        if wording.needs_decides(document):
            self.paragraph(styles.AUTHORITY_LINE, wording.DECIDES)
        self.blocks(document.body, ends=True)
        self.closing()
        for appendix in wording.appendices(document):
            self.appendix(appendix)

    def page_setup(self, section: Any, landscape: bool = False) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        short, long = sheet.PAGE_MM
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(long), Mm(short)) if landscape else (Mm(short), Mm(long))
        section.top_margin, section.bottom_margin = Mm(sheet.TOP_MM), Mm(sheet.BOTTOM_MM)
        section.left_margin, section.right_margin = Mm(sheet.LEFT_MM), Mm(sheet.RIGHT_MM)
        section.header_distance = section.footer_distance = Mm(8)
        section.different_first_page_header_footer = True
        restart_page_numbers(section)
        header = section.header
        header.is_linked_to_previous = False
        number = header.paragraphs[0]
        number.style = self.word.styles["Normal"]
        number.alignment = 1  # centred
        add_field(number, "PAGE")

    def letterhead(self) -> None:
        document = self.document
        head = document.letterhead
        left_width, right_width = sheet.points(sheet.ISSUER_MM), sheet.points(sheet.NATION_MM)
        boxed = bool(one_line(document.urgency + document.circulation))
        table = self.grid(3 if boxed else 2, (left_width, right_width))
        (issuer, nation), (left, right) = (row.cells for row in table.rows[:2])
        for line in wording.lines(head.parent_agency):
            self.paragraph(styles.PARENT, line, issuer)
        agency = wording.lines(head.agency)
        for line in agency:
            self.paragraph(styles.AGENCY, line, issuer)
        if agency:
            lines = [w for line in agency for w in wrapped_widths(line, left_width, sheet.AGENCY_PT, Style.BOLD)]
            self.rule(rule_width([min(line, left_width) for line in lines]), left_width, issuer)
        self.paragraph(styles.NATION, NATIONAL_TITLE, nation)
        self.paragraph(styles.MOTTO, MOTTO, nation)
        self.rule(text_width(MOTTO, sheet.MOTTO_PT, Style.BOLD), right_width, nation)
        number, place = wording.number_line(document), wording.place_line(head)
        if number:
            self.paragraph(styles.NUMBER, _spaced(number), left)
        if document.form is Form.LETTER and wording.title(document):
            self.paragraph(styles.SUBJECT, wording.title(document), left)
        if place:
            self.paragraph(styles.PLACE, _spaced(place), right)
        if boxed:
            left_box, right_box = table.rows[2].cells
            self.boxes(left_box, right_box, left_width, right_width)
        for row in table.rows:
            for cell in row.cells:
                self.close(cell)

    def boxes(self, left: Any, right: Any, left_width: float, right_width: float) -> None:
        """Ô 10b and 11: words in a single frame; Word draws it around the paragraph."""
        from docx.shared import Pt, RGBColor

        urgency, circulation = one_line(self.document.urgency), one_line(self.document.circulation)
        for text, style, cell, column, color in (
            (urgency, styles.URGENCY, left, left_width, "E00000"),
            (circulation, styles.CIRCULATION, right, right_width, "000000"),
        ):
            if not text:
                continue
            paragraph = self.paragraph(style, text, cell)
            known = sheet.URGENCY_MM.get(text.upper()) if cell is left else None
            width = sheet.points(known) if known else text_width(text, 14, Style.BOLD) + 20
            form = paragraph.paragraph_format
            form.left_indent = form.right_indent = Pt(max(0.0, (column - width) / 2))
            form.space_before = Pt(8)
            add_border(paragraph, ("top", "left", "bottom", "right"), color=color)
            for run in paragraph.runs:
                run.font.color.rgb = RGBColor.from_string(color)

    def names(self) -> None:
        document = self.document
        if document.form is Form.LETTER:
            return
        if name := one_line(document.type_name):
            self.paragraph(styles.TYPE, name)
        if title := wording.title(document):
            from docx.shared import Pt

            size = sheet.BODY_PT
            width = balanced_width(title, self.width * 0.94, size, Style.BOLD)
            paragraph = self.paragraph(styles.TITLE, title)
            form = paragraph.paragraph_format
            form.left_indent = form.right_indent = Pt((self.width - width) / 2)
            lines = [min(line, width) for line in wrapped_widths(title, width, size, Style.BOLD)]
            self.rule(rule_width(lines), self.width, after=10)
        if document.form is Form.DECISION and one_line(document.deciding_authority):
            self.paragraph(styles.AUTHORITY_LINE, one_line(document.deciding_authority))

    def addressees(self) -> None:
        from docx.shared import Mm

        lines = wording.addressee_lines(self.document)
        if len(lines) == 1:
            self.paragraph(styles.ADDRESSEE, f"{wording.ADDRESSEES_LABEL} {lines[0]}")
        elif lines:
            label = self.paragraph(styles.ADDRESSEES, wording.ADDRESSEES_LABEL)
            label.paragraph_format.left_indent = Mm(25)
            for line in lines:
                self.paragraph(styles.ADDRESSEES, line).paragraph_format.left_indent = Mm(37)

    def blocks(self, blocks: tuple[Block, ...], *, ends: bool = False, available: float | None = None) -> None:
        for index, block in enumerate(blocks):
            paragraph = self.block(block, available or self.width)
            if ends and index == len(blocks) - 1 and paragraph is not None:
                paragraph.paragraph_format.keep_with_next = True  # the signature never stands alone on a page

    def block(self, block: Block, available: float) -> Any:
        """One block; returns its last paragraph, None for a table or an empty block."""
        if block.kind is BlockKind.TABLE:
            self.table(block, available)
            return None
        text = clean(block.printed).strip()
        if not text:
            return None
        if wording.is_decides(text):
            return self.paragraph(styles.AUTHORITY_LINE, text)
        marker = style_of(block.marker)
        if block.kind is BlockKind.HEADING:
            if marker is MarkerStyle.PART:
                return self.paragraph(styles.PART, "\n".join(filter(None, (clean(block.marker), clean(block.text)))))
            paragraph = self.paragraph(f"Heading {min(max(block.level, 1), 6)}", text)
            if marker in UPRIGHT_HEADINGS:
                for run in paragraph.runs:
                    run.bold = False
            return paragraph
        style = styles.BASIS if block.kind is BlockKind.BASIS else styles.TEXT
        if marker is MarkerStyle.ARTICLE:
            paragraph = self.paragraph(style)
            paragraph.add_run(clean(block.marker)).bold = True
            paragraph.add_run(f" {clean(block.text)}")
            return paragraph
        return self.paragraph(style, text)

    def table(self, block: Block, available: float) -> None:
        from docx.oxml import parse_xml

        if block.table is None or not block.table.columns:
            return
        ids = [self.word.styles[style.name].style_id for style in (styles.CELL, styles.CELL_HEAD)]
        xml = table_xml(block.table, available, *ids)
        self.word.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
        self.paragraph(styles.RULE)  # two tables in a row would otherwise become one

    def closing(self) -> None:
        document = self.document
        recipients, signatures = wording.recipient_lines(document), document.signatures
        mark = one_line(document.drafter_mark)
        if not signatures and not recipients and not mark:
            return
        several = len(signatures) > 1
        half = self.width / 2
        table = self.grid(len(signatures) if several else 1, (half, half))
        left = table.rows[-1].cells[0]
        if several:
            for index, signature in enumerate(signatures):
                row, column = (0, index) if index < 2 else (index - 1, 1)  # the third and on: below, at the right
                cell = table.rows[row].cells[column]
                if row:
                    self.paragraph(styles.AUTHORITY, where=cell)
                self.sign(signature, cell)
        elif signatures:
            self.sign(signatures[0], table.rows[0].cells[1])
        if recipients:
            self.paragraph(styles.RECIPIENTS_LABEL, wording.RECIPIENTS_LABEL, left)
            for line in recipients:
                self.paragraph(styles.RECIPIENT, line, left)
        if mark:
            self.paragraph(styles.MARK, mark, left)
        for row in table.rows:
            for cell in row.cells:
                self.close(cell)

    def sign(self, signature: Signature, cell: Any) -> None:
        from docx.shared import Mm

        for line in [*wording.lines(signature.authority), one_line(signature.position)]:
            if line:
                self.paragraph(styles.AUTHORITY, line, cell)
        space = self.paragraph(styles.SPACE, where=cell)
        space.paragraph_format.space_after = Mm(22)
        self.paragraph(styles.SIGNER, one_line(signature.name), cell)

    def appendix(self, appendix: Any) -> None:
        from docx.enum.section import WD_SECTION
        from docx.shared import Pt

        tables = [block.table for block in appendix.blocks if block.table and block.table.columns]
        landscape = any(measured(table).needs_landscape for table in tables)
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        self.page_setup(section, landscape)
        section.first_page_footer.is_linked_to_previous = False  # ô 13 stands on the first page of the document only
        room = sheet.text_width(landscape)
        for style, text, face in (
            (styles.APPENDIX_LABEL, one_line(appendix.label), Style.BOLD),
            (styles.APPENDIX_TITLE, one_line(appendix.title), Style.BOLD),
            (styles.APPENDIX_NOTE, _spaced(wording.indication_parts(one_line(appendix.indication))), Style.ITALIC),
        ):
            if text:
                side = Pt((room - balanced_width(text, room, sheet.BODY_PT, face)) / 2)
                form = self.paragraph(style, text).paragraph_format
                form.left_indent = form.right_indent = side
        self.blocks(appendix.blocks, available=room)

    def save(self, created: dt.date | None) -> bytes:
        document = self.document
        if contact := document.contact.strip():
            footer = self.word.sections[0].first_page_footer
            paragraph = footer.paragraphs[0]
            paragraph.style = self.word.styles[styles.CONTACT.name]
            paragraph.add_run(clean(contact))
            add_border(paragraph, ("top",))
        properties = self.word.core_properties
        properties.title = document_title(document)[:255]
        properties.author = " ".join(wording.lines(document.letterhead.agency))[:255]
        properties.language, properties.comments, properties.keywords = styles.LANGUAGE, "", ""
        stamp = dt.datetime.combine(created, dt.time()) if created else dt.datetime(2000, 1, 1)
        properties.created = properties.modified = stamp
        properties.last_modified_by = ""
        out = io.BytesIO()
        self.word.save(out)
        return out.getvalue()


def _spaced(parts: list[wording.Part]) -> str:
    """Room for handwriting as spaces: Word has no blank of a given width inside a line."""
    return "".join(part if isinstance(part, str) else " " * round(part.millimetres / 1.25) for part in parts)
