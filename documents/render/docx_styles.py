"""The named styles of the Word file: one per element of Nghị định 30/2020, Phụ lục I.

A văn thư who edits the file changes a style, not forty paragraphs; the names are what Word shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from documents.render import sheet

FACE = "Times New Roman"  # I.3
LANGUAGE = "vi-VN"


@dataclass(frozen=True)
class StyleRule:
    """Type in points; space before and after in points; `indent` the first line in millimetres."""

    name: str
    size: float = sheet.BODY_PT
    bold: bool = False
    italic: bool = False
    align: str = "left"  # left, center, both
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False


NATION = StyleRule("VB Quốc hiệu", sheet.NATION_PT, bold=True, align="center")
MOTTO = StyleRule("VB Tiêu ngữ", sheet.MOTTO_PT, bold=True, align="center")
PARENT = StyleRule("VB Cơ quan chủ quản", sheet.AGENCY_PT, align="center")
AGENCY = StyleRule("VB Cơ quan ban hành", sheet.AGENCY_PT, bold=True, align="center")
NUMBER = StyleRule("VB Số ký hiệu", 13, align="center", before=4)
SUBJECT = StyleRule("VB Trích yếu công văn", 13, align="center", before=6)
PLACE = StyleRule("VB Địa danh, thời gian", 14, italic=True, align="center", before=4)
URGENCY = StyleRule("VB Độ khẩn", 14, bold=True, align="center")
CIRCULATION = StyleRule("VB Phạm vi lưu hành", 14, bold=True, align="center")
TYPE = StyleRule("VB Tên loại", bold=True, align="center", before=18, keep_next=True)
TITLE = StyleRule("VB Trích yếu", bold=True, align="center", keep_next=True)
RULE = StyleRule("VB Đường kẻ", 2, align="center", keep_next=True)
AUTHORITY_LINE = StyleRule("VB Thẩm quyền ban hành", bold=True, align="center", after=8, keep_next=True)
ADDRESSEE = StyleRule("VB Kính gửi", align="center", before=12, after=6)
ADDRESSEES = StyleRule("VB Kính gửi nhiều nơi", after=3)
BASIS = StyleRule("VB Căn cứ", italic=True, align="both", indent=sheet.INDENT_MM, after=sheet.PARAGRAPH_GAP_PT)
TEXT = StyleRule("VB Nội dung", align="both", indent=sheet.INDENT_MM, after=sheet.PARAGRAPH_GAP_PT)
PART = StyleRule("VB Phần, chương", bold=True, align="center", after=6, keep_next=True)
CELL = StyleRule("VB Ô bảng", sheet.TABLE_PT)
CELL_HEAD = StyleRule("VB Đầu bảng", sheet.TABLE_PT, bold=True, align="center", keep_next=True)
AUTHORITY = StyleRule("VB Quyền hạn, chức vụ ký", bold=True, align="center", keep_next=True)
SPACE = StyleRule("VB Chỗ ký", align="center", keep_next=True)
SIGNER = StyleRule("VB Họ tên người ký", bold=True, align="center")
RECIPIENTS_LABEL = StyleRule("VB Nơi nhận", 12, bold=True, italic=True, keep_next=True)
RECIPIENT = StyleRule("VB Danh sách nơi nhận", 11)
MARK = StyleRule("VB Ký hiệu soạn thảo", 11, before=4)
CONTACT = StyleRule("VB Địa chỉ liên hệ", sheet.CONTACT_PT, align="center")
APPENDIX_LABEL = StyleRule("VB Phụ lục", bold=True, align="center", keep_next=True)
APPENDIX_TITLE = StyleRule("VB Tiêu đề phụ lục", bold=True, align="center", keep_next=True)
APPENDIX_NOTE = StyleRule("VB Kèm theo", italic=True, align="center", after=10, keep_next=True)

RULES = tuple(value for value in dict(globals()).values() if isinstance(value, StyleRule))


def _apply(style: Any, rule: StyleRule) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt, RGBColor

    style.font.name, style.font.size = FACE, Pt(rule.size)
    style.font.bold, style.font.italic = rule.bold, rule.italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    _all_scripts(style)
    form = style.paragraph_format
    form.alignment = {
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    }[rule.align]
    form.first_line_indent = Mm(rule.indent)
    form.space_before, form.space_after = Pt(rule.before), Pt(rule.after)
    form.line_spacing = 1.0
    form.keep_with_next = rule.keep_next
    form.widow_control = True


def _all_scripts(style: Any) -> None:
    """Vietnamese letters count as several "scripts" in Word; the face is named for each."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if "heme" in attribute:
            del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FACE)


def define_styles(word: Any) -> None:
    """Write the styles into an empty python-docx document; headings use Word's own, for its outline."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    _apply(word.styles["Normal"], StyleRule("Normal"))
    for level in range(1, 7):
        style = word.styles[f"Heading {level}"]
        _apply(style, StyleRule(style.name, bold=True, align="both", indent=sheet.INDENT_MM, before=3,
                                after=sheet.PARAGRAPH_GAP_PT, keep_next=True))  # fmt: skip
    for rule in RULES:
        style = word.styles.add_style(rule.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        _apply(style, rule)
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    language = OxmlElement("w:lang")
    for script in ("val", "eastAsia"):
        language.set(qn(f"w:{script}"), LANGUAGE)
    defaults.append(language)
