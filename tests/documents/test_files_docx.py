"""Reading .docx files built here with python-docx, as Word would save them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from documents.reading.building import Limits
from documents.reading.files import Kind, read_file, sniff
from documents.reading.source import Source, SourceLine, SourceTable, UnreadableFile

W = nsdecls("w")


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document: Any) -> Source:
    return read_file("ke-hoach.docx", saved(document))


def texts(source: Source) -> list[str]:
    return [item.text for item in source.items if isinstance(item, SourceLine)]


def tables(source: Source) -> list[tuple[tuple[str | None, ...], ...]]:
    return [item.rows for item in source.items if isinstance(item, SourceTable)]


def add_xml(document: Any, inner: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(f"<w:p {W}>{inner}</w:p>"))


def rewritten(
    data: bytes, change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None
) -> bytes:
    """The same package with some parts changed (None drops the part)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def plain_document(text: str = "Kế hoạch cải cách hành chính") -> Any:
    document = docx.Document()
    document.add_paragraph(text)
    return document


def refused(data: bytes, **limits: Any) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_file("tep.docx", data, limits=Limits(**limits))
    return str(caught.value)


def test_paragraphs_and_tables_come_in_body_order_with_their_line_numbers() -> None:
    document = docx.Document()
    document.add_paragraph("I. MỤC ĐÍCH")
    table = document.add_table(rows=2, cols=3, style="Table Grid")
    for row, words in zip(
        table.rows, (("STT", "Nội dung", "Thời gian"), ("1", "Rà soát thủ tục", "Quý I")), strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_paragraph("")
    document.add_paragraph("II. TỔ CHỨC")
    source = read(document)
    assert source.items[1].rows == (("STT", "Nội dung", "Thời gian"), ("1", "Rà soát thủ tục", "Quý I"))  # type: ignore[union-attr]
    assert [item.number for item in source.items] == [1, 2, 4]
    assert texts(source) == ["I. MỤC ĐÍCH", "II. TỔ CHỨC"]


def test_bold_italic_and_centred_come_from_runs_and_from_styles() -> None:
    document = docx.Document()
    document.styles["Heading 1"].font.bold = True
    document.add_paragraph("Đậm theo kiểu", style="Heading 1")
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("KẾ").bold = True
    title.add_run(" HOẠCH").bold = True
    half = document.add_paragraph()
    half.add_run("Đậm ").bold = True
    half.add_run("thường")
    document.add_paragraph().add_run("Căn cứ Luật;").italic = True
    lines = [item for item in read(document).items if isinstance(item, SourceLine)]
    assert [(line.bold, line.italic, line.centered) for line in lines] == [
        (True, False, False),
        (True, False, True),
        (False, False, False),
        (False, True, False),
    ]


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="91">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="90"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="91"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="91"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(*items: tuple[str, int, int]) -> list[str]:
    document = docx.Document()
    for text, number, level in items:
        properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        add_xml(document, f"{properties}<w:r><w:t>{text}</w:t></w:r>")
    data = rewritten(saved(document), lambda name, old: NUMBERING.encode() if name == "word/numbering.xml" else old)
    return texts(read_file("so.docx", data))


def test_automatic_numbers_are_written_out_and_restart_under_a_new_heading() -> None:
    assert numbered(
        ("Mục đích", 1, 0), ("Chung", 1, 1), ("Riêng", 1, 1), ("một", 1, 2), ("hai", 1, 2), ("gạch", 1, 3),
        ("Nội dung", 1, 0), ("Chung", 1, 1),
    ) == [
        "I. Mục đích", "1. Chung", "2. Riêng", "a) một", "b) hai", "- gạch", "II. Nội dung", "1. Chung",
    ]  # fmt: skip


def test_decimal_levels_bullets_and_a_stated_start() -> None:
    assert numbered(
        ("A", 2, 0), ("B", 2, 1), ("C", 2, 1), ("D", 2, 2), ("E", 2, 0), ("F", 2, 1), ("G", 3, 0), ("H", 3, 0)
    ) == ["1. A", "1.1. B", "1.2. C", "• D", "2. E", "2.1. F", "1. G", "2. H"]


def test_the_number_column_of_a_table_may_be_automatic() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2, style="Table Grid")
    for index, row in enumerate(table.rows):
        row.cells[1].text = f"Việc {index}"
        properties = row.cells[0].paragraphs[0]._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'))
    data = rewritten(saved(document), lambda name, old: NUMBERING.encode() if name == "word/numbering.xml" else old)
    assert tables(read_file("so.docx", data)) == [(("1.", "Việc 0"), ("2.", "Việc 1"), ("3.", "Việc 2"))]


def test_letterhead_table_reads_left_block_then_right_block() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN"
    table.cell(0, 0).add_paragraph("XÃ ĐÔNG HẢI")
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    table.cell(0, 1).add_paragraph("Độc lập - Tự do - Hạnh phúc")
    table.cell(1, 0).text = "Số: 12/KH-UBND"
    table.cell(1, 1).text = "Đông Hải, ngày 05 tháng 3 năm 2026"
    document.add_paragraph("KẾ HOẠCH")
    lines = [item for item in read(document).items if isinstance(item, SourceLine)]
    assert [(line.text, line.column) for line in lines] == [
        ("ỦY BAN NHÂN DÂN", 1),
        ("XÃ ĐÔNG HẢI", 1),
        ("Số: 12/KH-UBND", 1),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 2),
        ("Độc lập - Tự do - Hạnh phúc", 2),
        ("Đông Hải, ngày 05 tháng 3 năm 2026", 2),
        ("KẾ HOẠCH", None),
    ]


def test_signature_table_is_layout_even_when_it_is_ruled() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.cell(0, 0).text = "Nơi nhận:\n- Đảng ủy xã;\n- Lưu: VT."
    table.cell(0, 1).text = "CHỦ TỊCH\n\nTrần Văn Bình"
    lines = [item for item in read(document).items if isinstance(item, SourceLine)]
    assert [(line.text, line.column) for line in lines] == [
        ("Nơi nhận:", 1), ("- Đảng ủy xã;", 1), ("- Lưu: VT.", 1), ("CHỦ TỊCH", 2), ("Trần Văn Bình", 2),
    ]  # fmt: skip


def test_merged_cells_downwards_are_none_and_to_the_right_are_empty() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(1, 0)).text = "A"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "B"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "C"
    table.cell(1, 1).text = "x"
    assert tables(read(document)) == [(("A", "B", ""), (None, "x", ""), ("", "C", ""))]


def test_a_table_inside_a_cell_stays_in_that_cell() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "STT", "Nội dung", "1"
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "trong", "ô"
    assert tables(read(document))[0][1] == ("1", "trong ô")


def test_tracked_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    add_xml(
        document,
        '<w:r><w:t xml:space="preserve">Hoàn thành trước ngày </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>15</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>20</w:t></w:r></w:ins><w:r><w:t>/12.</w:t></w:r>',
    )
    add_xml(
        document,
        '<w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr>'
        '<w:r><w:t xml:space="preserve">Đầu câu </w:t></w:r>',
    )
    add_xml(document, "<w:r><w:t>cuối câu.</w:t></w:r>")
    assert texts(read(document)) == ["Hoàn thành trước ngày 20/12.", "Đầu câu cuối câu."]


def test_breaks_tabs_hyphens_links_fields_and_hidden_text() -> None:
    document = docx.Document()
    add_xml(document, "<w:r><w:t>dòng một</w:t><w:br/><w:t>dòng</w:t><w:tab/><w:t>hai</w:t></w:r>")
    add_xml(document, "<w:r><w:t>KH</w:t><w:noBreakHyphen/><w:t>UB</w:t><w:softHyphen/><w:t>ND</w:t></w:r>")
    add_xml(document, "<w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink>")
    add_xml(
        document,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText><w:t>MÃ</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>kết quả</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>',
    )
    add_xml(document, "<w:r><w:rPr><w:caps/></w:rPr><w:t>in hoa</w:t></w:r>")
    assert texts(read(document)) == ["dòng một", "dòng hai", "KH-UBND", "liên kết", "kết quả", "IN HOA"]


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent>"
    add_xml(
        document,
        "<w:r><w:t>Kế hoạch</w:t></w:r><w:r><mc:AlternateContent "
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    assert texts(read(document)) == ["Kế hoạch", "HỎA TỐC"]


def test_old_font_text_is_converted_with_a_note() -> None:
    document = docx.Document()
    fonts = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'
    add_xml(document, f"<w:r>{fonts.format('.VnTime')}<w:t>C¶i c¸ch hµnh chÝnh</w:t></w:r>")
    add_xml(document, f"<w:r>{fonts.format('.VnTimeH')}<w:t>KÕ ho¹ch</w:t></w:r>")
    add_xml(document, f"<w:r>{fonts.format('VNI-Times')}<w:t>Caûi caùch haønh chính</w:t></w:r>")
    source = read(document)
    assert texts(source) == ["Cải cách hành chính", "KẾ HOẠCH", "Cải cách hành chính"]
    assert len(source.notes) == 1


def test_footnotes_are_kept_as_notes_and_do_not_stand_in_the_text() -> None:
    document = docx.Document()
    add_xml(document, '<w:r><w:t>Thực hiện Nghị quyết</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>')
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Ban hành năm 2021.</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {W}>{note}</w:footnotes>"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = b'<Relationship Id="rIdF" Type="%s" Target="footnotes.xml"/></Relationships>' % kind
    data = rewritten(
        saved(document),
        lambda name, old: old.replace(b"</Relationships>", relation) if name.endswith("document.xml.rels") else old,
        {"word/footnotes.xml": notes.encode()},
    )
    source = read_file("chu-thich.docx", data)
    assert texts(source) == ["Thực hiện Nghị quyết"]
    assert "Ban hành năm 2021." in source.notes[0]


def test_a_landscape_section_is_told() -> None:
    document = plain_document("phần đứng")
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph("phụ lục ngang")
    assert [item.landscape for item in read(document).items] == [False, True]


def test_headers_and_footers_are_not_text() -> None:
    document = plain_document("thân bài")
    document.sections[0].header.paragraphs[0].text = "đầu trang"
    document.sections[0].footer.paragraphs[0].text = "2"
    assert texts(read(document)) == ["thân bài"]


def test_the_footer_of_the_first_page_is_kept_apart() -> None:
    document = plain_document("thân bài")
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_footer.paragraphs[0].text = "Địa chỉ: thôn Đông, xã An Hải"
    document.sections[0].first_page_footer.add_paragraph("Trang 1/3")
    source = read(document)
    assert texts(source) == ["thân bài"]
    assert source.foot == ("Địa chỉ: thôn Đông, xã An Hải",)


def test_decomposed_letters_are_composed() -> None:
    assert texts(read(plain_document("Ke\u0302\u0301 hoa\u0323ch"))) == ["Kế hoạch"]


def test_three_thousand_rows() -> None:
    look = '<w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:rPr><w:b/></w:rPr>'
    cell = f'<w:tc><w:tcPr><w:tcW w:w="1000"/></w:tcPr><w:p>{look}<w:t>Nội dung công việc</w:t></w:r></w:p></w:tc>'
    row = f"<w:tr>{cell * 6}</w:tr>"
    document = docx.Document()
    borders = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    document.element.body.insert(0, parse_xml(f"<w:tbl {W}>{borders}{row * 3000}</w:tbl>"))
    data = saved(document)
    source = read_file("lon.docx", data)
    assert len(tables(source)[0]) == 3000


# What must be refused


def test_a_file_with_macros_is_refused_by_part_and_by_content_type() -> None:
    data = saved(plain_document())
    assert "macro" in refused(rewritten(data, lambda _, old: old, {"word/vbaProject.bin": b"x"}))
    typed = rewritten(
        data,
        lambda name, old: (
            old.replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            )
            if name == "[Content_Types].xml"
            else old
        ),
    )
    assert "macro" in refused(typed)


def test_zip_bombs_are_refused_by_size_number_and_lie() -> None:
    data = saved(plain_document())
    bomb = rewritten(data, lambda name, old: old + b" " * 40_000_000 if name == "word/document.xml" else old)
    assert len(bomb) < 200_000
    assert "bất thường" in refused(bomb)
    assert "bất thường" in refused(bomb, part_bytes=100_000_000)  # by its ratio
    media = rewritten(data, lambda _, old: old, {"word/media/a.bin": b"\0" * 5_000_000})
    assert "bất thường" in refused(media, unpacked_bytes=4_000_000)
    empty = rewritten(data, lambda name, old: old.replace(b"<w:p>", b"<w:p/>" * 2_100_000 + b"<w:p>", 1))
    assert "bất thường" in refused(empty, ratio=100_000)
    many = rewritten(data, lambda _, old: old, {f"word/x{number}.xml": b"" for number in range(300)})
    assert "bất thường" in refused(many, parts=200)
    # the list of parts says 100 bytes: the reader stops there instead of unpacking the rest
    size = len(zipfile.ZipFile(io.BytesIO(bomb)).read("word/document.xml")).to_bytes(4, "little")
    assert refused(bomb.replace(size, (100).to_bytes(4, "little")))


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'


def test_entities_are_refused() -> None:
    data = rewritten(
        saved(plain_document()),
        lambda name, old: (
            ENTITIES + old.split(b"?>", 1)[1].replace(b"</w:t>", b"&b;&x;</w:t>")
            if name == "word/document.xml"
            else old
        ),
    )
    assert "bất thường" in refused(data)


@pytest.mark.parametrize("keep", [30, 200, 2000, 10_000])
def test_a_cut_off_file_is_refused(keep: int) -> None:
    assert "hỏng" in refused(saved(plain_document())[:keep])


def test_a_broken_or_missing_main_part_is_refused() -> None:
    data = saved(plain_document())
    assert "hỏng" in refused(rewritten(data, lambda name, old: old[:-40] if name == "word/document.xml" else old))
    assert "hỏng" in refused(rewritten(data, lambda name, old: None if name == "word/document.xml" else old))


def test_a_file_of_pictures_only_is_refused() -> None:
    assert "không có chữ" in refused(saved(docx.Document()))


def test_more_text_than_a_document_has_is_refused() -> None:
    document = plain_document("chữ " * 400)
    assert "quá nhiều chữ" in refused(saved(document), characters=1000)


def test_kind_is_told_from_content() -> None:
    assert sniff(saved(plain_document())) is Kind.DOCX


def test_an_endless_style_chain_ends() -> None:
    document = plain_document()
    style = document.styles["Normal"].element
    style.insert(1, parse_xml(f'<w:basedOn {W} w:val="{style.get(qn("w:styleId"))}"/>'))
    assert texts(read(document)) == ["Kế hoạch cải cách hành chính"]
