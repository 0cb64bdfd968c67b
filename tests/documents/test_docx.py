"""The Word file: the words of the document in named styles, sections, headers and real tables."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from documents.official import Row
from documents.render import docx_styles
from documents.render.docx import render_docx
from documents.render.fonts import FontsMissing, faces
from documents.render.words import missing_words_docx
from tests.documents.nd30_samples import DECISION, LETTER, PLAN, SAMPLES, table


def opened(name: str) -> Any:
    return Document(io.BytesIO(render_docx(SAMPLES[name])))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_word_stands_once_and_in_order(name: str) -> None:
    assert missing_words_docx(SAMPLES[name], render_docx(SAMPLES[name])) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_without_fonts_the_words_are_there_too(name: str, settings: Any) -> None:
    settings.PRINT_FONT_DIRS = ["/khong-co"]
    assert missing_words_docx(SAMPLES[name], render_docx(SAMPLES[name])) == []
    with pytest.raises(FontsMissing):
        faces()


@pytest.fixture(scope="module")
def plan() -> Any:
    return opened("plan")


def test_page_and_margins(plan: Any) -> None:
    section = plan.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_page_number_on_top_from_page_two_and_anew_in_each_appendix(plan: Any) -> None:
    assert len(plan.sections) == 3
    for section in plan.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        field = section.header._element.find(f".//{qn('w:fldSimple')}")
        assert field.get(qn("w:instr")).strip() == "PAGE"
        assert not section.first_page_header.paragraphs[0].text


def test_only_the_wordy_appendix_is_turned(plan: Any) -> None:
    assert [section.orientation for section in plan.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]


def test_the_contact_foot_stands_on_the_first_page_only(plan: Any) -> None:
    first, *others = (section.first_page_footer for section in plan.sections)
    assert first.paragraphs[0].text == PLAN.contact
    assert all(not paragraph.text for footer in others for paragraph in footer.paragraphs)


@pytest.mark.parametrize(
    ("text", "style", "size", "bold", "italic"),
    [
        ("KẾ HOẠCH", docx_styles.TYPE.name, 14, True, False),
        (PLAN.title, docx_styles.TITLE.name, 14, True, False),
        ("Căn cứ Luật Tổ chức chính quyền địa phương;", docx_styles.BASIS.name, 14, False, True),
        ("I. MỤC ĐÍCH, YÊU CẦU", "Heading 1", 14, True, False),
        ("1. Mục đích", "Heading 2", 14, True, False),
    ],
)
def test_named_styles(plan: Any, text: str, style: str, size: int, bold: bool, italic: bool) -> None:
    paragraph = next(paragraph for paragraph in plan.paragraphs if paragraph.text == text)
    assert paragraph.style.name == style
    assert (paragraph.style.font.size.pt, bool(paragraph.style.font.bold), bool(paragraph.style.font.italic)) == (
        size,
        bold,
        italic,
    )
    assert paragraph.style.font.name == "Times New Roman"


def test_headings_and_the_last_paragraph_keep_with_what_follows(plan: Any) -> None:
    assert plan.styles["Heading 1"].paragraph_format.keep_with_next
    last = next(paragraph for paragraph in plan.paragraphs if paragraph.text.endswith("./."))
    assert last.paragraph_format.keep_with_next


def test_text_is_justified_with_its_indent_and_gap(plan: Any) -> None:
    form = plan.styles[docx_styles.TEXT.name].paragraph_format
    assert round(form.first_line_indent.cm, 2) == 1.27
    assert form.space_after.pt >= 6
    assert form.alignment == 3


def test_tables_repeat_their_header_and_keep_their_rows_and_merges(plan: Any) -> None:
    tasks = next(table for table in plan.tables if table.rows[0].cells[0].text == "STT" and len(table.columns) == 6)
    rows = tasks._tbl.tr_lst
    assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    merges = [node.get(qn("w:val")) for node in tasks._tbl.iter(qn("w:vMerge"))]
    assert merges.count("restart") == 9
    assert merges.count("continue") == 18
    assert len(list(tasks._tbl.iter(qn("w:gridSpan")))) == 3


def test_lines_are_borders(plan: Any) -> None:
    borders = list(plan.element.body.iter(qn("w:pBdr")))
    assert len(borders) >= 5  # agency, motto, trích yếu, two boxes


def test_language_and_properties(plan: Any) -> None:
    language = plan.styles.element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "vi-VN"
    assert plan.core_properties.title == f"KẾ HOẠCH {PLAN.title}"
    assert plan.core_properties.author == "ỦY BAN NHÂN DÂN XÃ HÀ LÂM"
    assert plan.core_properties.created.year == 2026


def test_letter_and_decision_have_their_own_parts() -> None:
    letter = opened("letter")
    texts = [paragraph.text for cell in letter.tables[0]._cells for paragraph in cell.paragraphs]
    assert f"V/v {LETTER.title}" in texts
    assert "Kính gửi:" in [paragraph.text for paragraph in letter.paragraphs]
    decision = [paragraph.text for paragraph in opened("decision").paragraphs]
    assert DECISION.deciding_authority in decision
    assert "QUYẾT ĐỊNH:" in decision


def test_a_table_begins_at_the_margin_and_its_cells_have_air(plan: Any) -> None:
    tasks = next(table for table in plan.tables if table.rows[0].cells[0].text == "STT" and len(table.columns) == 6)
    assert tasks._tbl.tblPr.find(qn("w:tblInd")).get(qn("w:w")) == "80"
    margins = tasks._tbl.tblPr.find(qn("w:tblCellMar"))
    assert [(side.tag.rpartition("}")[2], side.get(qn("w:w"))) for side in margins] == [
        ("top", "40"), ("left", "80"), ("bottom", "40"), ("right", "80"),
    ]  # fmt: skip


def test_the_title_of_an_appendix_stands_in_lines_of_equal_length() -> None:
    title = "NHIỆM VỤ, GIẢI PHÁP KHẮC PHỤC NHỮNG TỒN TẠI, HẠN CHẾ ĐỂ NÂNG CAO CHẤT LƯỢNG PHỤC VỤ NĂM 2026"
    document = replace(PLAN, appendices=(replace(PLAN.appendices[1], title=title),))
    printed = Document(io.BytesIO(render_docx(document)))
    form = next(paragraph for paragraph in printed.paragraphs if paragraph.text == title).paragraph_format
    assert form.left_indent == form.right_indent
    assert form.left_indent.pt > 20


def test_a_table_too_wide_for_its_sheet_has_smaller_type() -> None:
    word = "nghiêngnghiêng"
    wide = table((Row((word,) * 8),), *(word,) * 8)
    document = Document(io.BytesIO(render_docx(replace(PLAN, body=(wide,), appendices=()))))
    cells = next(found for found in document.tables if len(found.columns) == 8)._cells
    assert {run.font.size.pt for cell in cells for run in cell.paragraphs[0].runs} == {10}
