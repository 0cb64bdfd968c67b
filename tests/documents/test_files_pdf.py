"""Reading PDFs printed here with WeasyPrint, with and without tags."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
from weasyprint import HTML

from documents.reading.building import Limits
from documents.reading.files import Kind, read_file, sniff
from documents.reading.pdf import read_pdf
from documents.reading.source import Source, SourceLine, SourceTable, UnreadableFile

STYLE = """
@page { size: A4; margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page) } }
@page :first { @top-center { content: none } }
@page wide { size: A4 landscape }
html { font: 14pt 'Liberation Serif' } body, p { margin: 0 }
.t { text-align: justify; text-indent: 1.27cm; margin-bottom: 6pt }
.c { text-align: center } .b { font-weight: bold } .i { font-style: italic }
.two { display: flex } .two > div { width: 50% } .two .right, .head { text-align: center }
.list p { font-size: 11pt }
table { border-collapse: collapse; width: 100%; font-size: 12pt }
td, th { border: .75pt solid; padding: 2pt 4pt; vertical-align: top }
thead { display: table-header-group } tr { break-inside: avoid }
.wide { page: wide; break-before: page }
"""
SENTENCE = (
    "Thực hiện chương trình tổng thể cải cách hành chính nhà nước, Ủy ban nhân dân xã Đông Hải xây dựng kế hoạch "
    "rà soát thủ tục hành chính, công khai kết quả giải quyết hồ sơ và lấy ý kiến người dân trong năm 2026 với các "
    "nội dung sau đây:"
)


def printed(body: str, **options: Any) -> bytes:
    data: bytes = HTML(string=f"<html lang=vi><style>{STYLE}</style><body>{body}").write_pdf(**options)
    return data


def read(data: bytes) -> Source:
    return read_pdf(data, Limits())


def texts(source: Source) -> list[str]:
    return [item.text for item in source.items if isinstance(item, SourceLine)]


def tables(source: Source) -> list[tuple[tuple[str | None, ...], ...]]:
    return [item.rows for item in source.items if isinstance(item, SourceTable)]


def refused(data: bytes, **limits: Any) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_file("tep.pdf", data, limits=Limits(**limits))
    return str(caught.value)


HEAD = """<div class="two head"><div class=b><p>ỦY BAN NHÂN DÂN</p><p>XÃ ĐÔNG HẢI</p></div>
<div class=b><p style="font-size:13pt;white-space:nowrap">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>
<p>Độc lập - Tự do - Hạnh phúc</p></div></div>
<div class="two head"><div><p>Số: 12/KH-UBND</p></div><div class=i><p>Đông Hải, ngày 05 tháng 3 năm 2026</p></div></div>
<p class="c b" style="margin-top:12pt">KẾ HOẠCH</p><p class="c b">Cải cách hành chính năm 2026</p>"""


@pytest.mark.parametrize("tagged", [False, True])
def test_letterhead_reads_left_block_then_right_block(tagged: bool) -> None:
    source = read(printed(HEAD + f'<p class="t">{SENTENCE}</p>' * 2, pdf_tags=tagged))
    lines = [item for item in source.items if isinstance(item, SourceLine)]
    assert [(line.text, line.column) for line in lines] == [
        ("ỦY BAN NHÂN DÂN", 1),
        ("XÃ ĐÔNG HẢI", 1),
        ("Số: 12/KH-UBND", 1),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 2),
        ("Độc lập - Tự do - Hạnh phúc", 2),
        ("Đông Hải, ngày 05 tháng 3 năm 2026", 2),
        ("KẾ HOẠCH", None),
        ("Cải cách hành chính năm 2026", None),
        (SENTENCE, None),
        (SENTENCE, None),
    ]
    assert [(line.bold, line.italic, line.centered) for line in lines[5:9]] == [
        (False, True, False), (True, False, True), (True, False, True), (False, False, False),
    ]  # fmt: skip


@pytest.mark.parametrize("tagged", [False, True])
def test_recipients_stand_before_the_signature_and_broken_items_are_joined(tagged: bool) -> None:
    long = "- Các phòng, ban, ngành, đoàn thể thuộc xã và các thôn trên địa bàn xã (để thực hiện);"
    closing = f"""<div class=two><div class=list style="padding-right:4mm"><p class="b i">Nơi nhận:</p>
    <p>- Đảng ủy xã (để báo cáo);</p><p>{long}</p><p>- Lưu: VT.</p></div>
    <div class="right b"><p>TM. ỦY BAN NHÂN DÂN</p><p>CHỦ TỊCH</p>
    <p style="margin-top:27mm">Trần Văn Bình</p></div></div>"""
    source = read(printed(f'<p class="t">{SENTENCE}</p>' * 3 + closing, pdf_tags=tagged))
    lines = [item for item in source.items if isinstance(item, SourceLine)][3:]
    assert [(line.text, line.column) for line in lines] == [
        ("Nơi nhận:", 1), ("- Đảng ủy xã (để báo cáo);", 1), (long, 1), ("- Lưu: VT.", 1),
        ("TM. ỦY BAN NHÂN DÂN", 2), ("CHỦ TỊCH", 2), ("Trần Văn Bình", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("tagged", [False, True])
def test_paragraphs_are_whole_over_lines_and_pages_and_page_numbers_are_gone(tagged: bool) -> None:
    wanted = [f"{number}. {SENTENCE}" for number in range(1, 31)]
    source = read(printed("".join(f'<p class="t">{text}</p>' for text in wanted), pdf_tags=tagged))
    assert texts(source) == wanted
    assert max(item.page or 0 for item in source.items) == 3


def test_short_paragraphs_stay_apart() -> None:
    wanted = ["I. MỤC ĐÍCH", "1. Mục đích", "- Rà soát;", "- Công khai;", SENTENCE, "II. TỔ CHỨC"]
    assert texts(read(printed("".join(f'<p class="t">{text}</p>' for text in wanted)))) == wanted


def test_words_torn_after_a_slash_or_in_an_address_are_mended() -> None:
    address = "https://dichvucong.example.vn/" + "/".join(f"muc-luc-{number}" for number in range(9))
    text = (
        f"Hồ sơ được nộp trực tuyến tại địa chỉ {address} và/hoặc tại Bộ phận Một cửa của xã theo quy định hiện hành."
    )
    assert texts(read(printed(f'<p class="t">{text}</p>'))) == [text]


def table_html(rows: int) -> str:
    body = "".join(
        f"<tr><td>{number}</td><td>Rà soát, công bố thủ tục hành chính lần thứ {number} và báo cáo kết quả</td>"
        "<td>Văn phòng</td></tr>"
        for number in range(1, rows + 1)
    )
    head = "<thead><tr><th>STT</th><th style='width:50%'>Nội dung</th><th>Đơn vị</th></tr></thead>"
    return f"<table>{head}<tbody>{body}</tbody></table>"


def test_a_table_over_several_pages_is_one_table_with_one_header() -> None:
    source = read(printed(table_html(90)))
    rows = tables(source)
    assert len(rows) == 1
    assert rows[0][0] == ("STT", "Nội dung", "Đơn vị")
    assert [row[0] for row in rows[0][1:]] == [str(number) for number in range(1, 91)]
    assert rows[0][1][1] == "Rà soát, công bố thủ tục hành chính lần thứ 1 và báo cáo kết quả"


def test_a_landscape_appendix_is_a_page_of_its_own() -> None:
    body = f'<p class="t">{SENTENCE}</p><div class="wide"><p class="c b">PHỤ LỤC</p>{table_html(3)}</div>'
    source = read(printed(body))
    assert [(item.page, item.landscape) for item in source.items] == [(1, False), (2, True), (2, True)]


def test_merged_cells() -> None:
    html = """<table><tr><td rowspan=2>A</td><td colspan=2>B</td></tr><tr><td>x</td><td>y</td></tr>
    <tr><td></td><td colspan=2>C</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>"""
    assert tables(read(printed(f"<p>{SENTENCE}</p>{html}"))) == [
        (("A", "B", ""), (None, "x", "y"), ("", "C", ""), ("1", "2", "3"))
    ]


def test_paragraphs_in_a_cell_stay_apart() -> None:
    html = f"<table><tr><td style='width:30%'>1</td><td>- Rà soát;<br>- Công khai;<br>{SENTENCE}</td></tr></table>"
    assert tables(read(printed(html)))[0][0][1] == f"- Rà soát;\n- Công khai;\n{SENTENCE}"


def test_a_frame_is_no_table() -> None:
    html = f'<p class="t">{SENTENCE}</p><p style="border:1pt solid;width:30mm">HỎA TỐC</p><p class="t">{SENTENCE}</p>'
    source = read(printed(html))
    assert tables(source) == []
    assert texts(source)[1] == "HỎA TỐC"


def test_the_foot_of_the_first_page_does_not_break_the_text() -> None:
    foot = "Địa chỉ: Thôn 1, xã Đông Hải; điện thoại: 0200 000 000"
    box = f"content: '{foot}'; width: 100%; font-size: 11pt; border-top: .75pt solid"
    wanted = [f"{number}. {SENTENCE}" for number in range(1, 16)]
    body = f"<style>@page:first {{ @bottom-center {{ {box} }} }}</style>"
    body += "".join(f'<p class="t">{text}</p>' for text in wanted)
    source = read(printed(body))
    assert texts(source) == wanted
    assert source.foot == (foot,)


def test_running_heads_are_left_out_with_a_note() -> None:
    style = "<style>@page { @bottom-left { content: 'in ngày 05/3/2026' } }</style>"
    wanted = [f"{number}. {SENTENCE}" for number in range(1, 31)]
    source = read(printed(style + "".join(f'<p class="t">{text}</p>' for text in wanted)))
    assert texts(source) == wanted
    assert any("in ngày" in note for note in source.notes)


def test_decomposed_letters_are_composed() -> None:
    assert texts(read(printed("<p>Ke\u0302\u0301 hoa\u0323ch ca\u0309i ca\u0301ch ha\u0300nh chi\u0301nh</p>"))) == [
        "Kế hoạch cải cách hành chính"
    ]


def test_script_in_the_text_is_just_text() -> None:
    assert texts(read(printed("<p>&lt;script&gt;alert(1)&lt;/script&gt; là chữ thường</p>"))) == [
        "<script>alert(1)</script> là chữ thường"
    ]


def test_a_separate_process_reads_the_same() -> None:
    data = printed(HEAD + table_html(40))
    assert read_file("a.pdf", data) == read(data)


# What must be refused


def rewritten(data: bytes, **encryption: Any) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    if encryption:
        writer.encrypt(algorithm="RC4-128", **encryption)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_told_from_a_mere_ban_on_printing() -> None:
    data = printed(f"<p>{SENTENCE}</p>")
    assert "mật khẩu" in refused(rewritten(data, user_password="bi-mat"))
    assert texts(read(rewritten(data, user_password="", owner_password="chu"))) == [SENTENCE]


def test_a_scan_is_refused() -> None:
    picture = "<svg width=400 height=400><rect width=400 height=400 fill=grey /></svg>"
    assert "bản quét" in refused(printed(picture))


def test_too_many_pages_are_refused() -> None:
    data = printed('<p style="break-after:page">trang giấy của kế hoạch</p>' * 12)
    assert "hơn 10 trang" in refused(data, pages=10)


def test_too_many_letters_are_refused() -> None:
    assert "quá nhiều chữ" in refused(printed(f"<p>{SENTENCE}</p>"), characters=100)


@pytest.mark.parametrize("keep", [9, 100, 1000])
def test_a_cut_off_file_is_refused(keep: int) -> None:
    assert refused(printed(f"<p>{SENTENCE}</p>")[:keep], separate_process=False)


def test_a_slow_file_is_stopped() -> None:
    assert "quá lâu" in refused(printed(f"<p>{SENTENCE}</p>"), seconds=0.01)


def test_a_stream_that_swells_is_stopped() -> None:
    """A compressed page of 300 MB of spaces: refused, by memory or because nothing is written on it."""
    import zlib

    stream = zlib.compress(b" " * 300_000_000, 1)
    data = (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
        % (len(stream), stream)
    )
    assert refused(data, memory=256 * 1024 * 1024, seconds=5)


def test_kind_is_told_from_content() -> None:
    assert sniff(b"\n\n%PDF-1.7 ...") is Kind.PDF
