"""What a clipboard becomes: text, Word, Excel and web pages, and whatever somebody sends in their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.official import BlockKind
from plans.outline import Line
from plans.pasting import Pasted, PastedLine, Setting, TooMuchPasted, pasted_lines

H, P = BlockKind.HEADING, BlockKind.PARAGRAPH
ABOVE = [
    Line(1, H, 1, "I.", "MỤC ĐÍCH"),
    Line(2, H, 2, "1.", "Mục đích"),
    Line(3, P, 3, "-", "Rà soát quy trình"),
]


def brief(pasted: Pasted) -> list[tuple[int, str, str]]:
    return [(line.level, line.marker, line.text) for line in pasted.lines]


def from_text(text: str, region: str = "body") -> list[tuple[int, str, str]]:
    return brief(pasted_lines(text, "", Setting(region, ABOVE if region == "body" else [])))


def from_html(markup: str) -> list[tuple[int, str, str]]:
    return brief(pasted_lines("", markup, Setting("body", ABOVE)))


def table(markup: str) -> PastedLine:
    (line,) = pasted_lines("", markup, Setting("body", ABOVE)).lines
    assert line.kind == "table"
    return line


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- Công khai thủ tục;\n- Niêm yết phí;", [(3, "-", "Công khai thủ tục;"), (3, "-", "Niêm yết phí;")]),
        ("+ Tại trụ sở;\n+ Trên trang tin;", [(4, "+", "Tại trụ sở;"), (4, "+", "Trên trang tin;")]),
        ("2. Yêu cầu\n- Rõ việc;", [(2, "2.", "Yêu cầu"), (3, "-", "Rõ việc;")]),
        ("II. NHIỆM VỤ\n1. Thể chế", [(1, "II.", "NHIỆM VỤ"), (2, "1.", "Thể chế")]),
        ("a) Rõ việc;\nb) Rõ người.", [(3, "a)", "Rõ việc;"), (3, "b)", "Rõ người.")]),
        ("1.1. Rà soát văn bản.", [(3, "1.1.", "Rà soát văn bản.")]),
        ("Giao Văn phòng theo dõi.", [(3, "", "Giao Văn phòng theo dõi.")]),
        ("Một.\n\n\nHai.", [(3, "", "Một."), (3, "", "Hai.")]),
        ("Nội\u00adung\u200b ẩn\u202e\x00", [(3, "", "Nộiung ẩn")]),
        ("Dòng một\x0bDòng hai", [(3, "", "Dòng một"), (3, "", "Dòng hai")]),
    ],
)
def test_markers_stay_and_levels_go_on(text: str, lines: list[tuple[int, str, str]]) -> None:
    assert from_text(text) == lines


def test_letters_put_together_are_one_letter() -> None:
    assert from_text("Kê\u0301 hoa\u0323ch") == [(3, "", "Kế hoạch")]


def test_lines_broken_at_the_edge_of_a_page_are_joined() -> None:
    sentence = (
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân chủ trì, phối hợp với các bộ\nphận chuyên môn rà soát, "
        "cập nhật và niêm yết công khai đầy đủ các thủ tục\nhành chính thuộc thẩm quyền giải quyết tại Bộ phận Một "
        "cửa của xã theo đúng\nquy định; báo cáo kết quả về Ủy ban nhân dân trước ngày cuối cùng của mỗi quý\n"
        "trong năm để tổng hợp."
    )
    assert from_text(f"{sentence}\n{sentence}") == [(3, "", sentence.replace("\n", " "))] * 2


def test_paragraphs_of_word_are_never_joined() -> None:
    assert from_html("<p>danh mục chưa đủ</p><p>bổ sung sau</p>") == [
        (3, "", "danh mục chưa đủ"),
        (3, "", "bổ sung sau"),
    ]


def test_bases_stand_in_the_preamble_alone() -> None:
    lines = pasted_lines("Căn cứ Luật Ban hành văn bản;\nTheo đề nghị của Văn phòng;", "", Setting("preamble")).lines
    assert [(line.kind, line.level) for line in lines] == [("basis", 1), ("basis", 1)]
    assert {line.kind for line in pasted_lines("Căn cứ Luật Ban hành văn bản;", "", Setting("body")).lines} == {P.value}


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><title>Ẩn</title>
<!--[if gte mso 9]><xml><o:Words>ẩn</o:Words></xml><![endif]--><style><!-- p {color:red} ẩn --></style></head><body>
<!--StartFragment-->
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Rà soát
<del cite="mailto:lan" datetime="2026-01-02T08:00">bãi bỏ</del><ins cite="mailto:lan">thủ tục</ins><span
class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[L1]</a></span></p>
<p style='mso-list:l0 level2 lfo1'><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;
</span></span></span>Niêm yết<o:p></o:p></p>
<p style='mso-list:l0 level3 lfo1'><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>o
</span></span>Công khai<span style='display:none;mso-hide:all'>ẩn</span></p>
<!--EndFragment-->
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Ẩn</p></div></div>
</body></html>"""


def test_a_list_of_word_with_tracked_changes_and_comments() -> None:
    assert from_html(WORD) == [(2, "2.", "Rà soát thủ tục"), (3, "-", "Niêm yết"), (3, "-", "Công khai")]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Thấy<script>alert('ẩn')</script></p>",
        "<p>Thấy</p><style>p{}</style>",
        "<p>Thấy<span hidden>ẩn</span></p>",
        "<p>Thấy<span style='visibility: hidden'>ẩn</span></p>",
        "<p>Thấy<textarea>ẩn</p></textarea>",
        "<p>Thấy<!-- <p>ẩn</p> --></p>",
        "<p>Thấy<svg><text>ẩn</text></svg></p>",
        "<p onclick='x()'>Thấy<img src=x onerror='ẩn()'></p>",
        "<div style='display:none'><p>ẩn<p>ẩn</div><p>Thấy",
    ],
)
def test_what_is_not_seen_is_not_pasted(markup: str) -> None:
    assert from_html(markup) == [(3, "", "Thấy")]


def test_markup_typed_as_text_stays_text() -> None:
    assert from_text("<b>Đậm</b> & 1 < 2") == [(3, "", "<b>Đậm</b> & 1 < 2")]
    assert from_html("<p>&lt;script&gt; &amp; 1 &lt; 2</p>") == [(3, "", "<script> & 1 < 2")]


@pytest.mark.parametrize(
    ("markup", "markers"),
    [
        ("<ul><li>A<li>B<ul><li>C</ul></ul>", ["-", "-", "+"]),
        ("<ol><li>A</li><li>B</li></ol>", ["1.", "2."]),
        ("<ol start=4><li>A<li value=9>B<li>C</ol>", ["4.", "9.", "10."]),
        ("<ol type=a><li>A<li>B</ol>", ["a)", "b)"]),
        ("<ol style='list-style-type:upper-roman'><li>A<li>B</ol>", ["I.", "II."]),
        ("<ol><li>a) A<li>b) B</ol>", ["a)", "b)"]),
        ("<ol start=99999999999><li>A</ol>", ["1."]),
    ],
)
def test_lists_of_web_pages_have_their_markers(markup: str, markers: list[str]) -> None:
    assert [marker for _, marker, _ in from_html(markup)] == markers


def test_line_breaks_within_a_paragraph_are_lines() -> None:
    assert from_html("<p>I. MỤC ĐÍCH<br>1. Yêu cầu</p>") == [(1, "I.", "MỤC ĐÍCH"), (2, "1.", "Yêu cầu")]
    assert from_html("<div>Một.</div><div><br></div><div>Hai.</div>") == [(3, "", "Một."), (3, "", "Hai.")]


TABLE = """<table border=1><tr><td rowspan=2>TT</td><td rowspan=2>Nội dung nhiệm vụ</td><td colspan=2>Cơ quan</td>
<td rowspan=2>Thời gian hoàn thành</td></tr><tr><td>Chủ trì</td><td>Phối hợp</td></tr>
<tr><td>I</td><td colspan=4>CẢI CÁCH THỂ CHẾ</td></tr>
<tr><td>1</td><td>Rà soát<p>văn bản</p></td><td rowspan=2>Tư pháp</td><td>Văn phòng</td><td>Quý I</td></tr>
<tr><td>2<td>Kiểm tra<td>Công an<td>Quý II</table>"""


def test_a_table_with_merged_cells_and_two_header_rows() -> None:
    found = table(TABLE)
    assert [role for _, role in found.columns] == ["number", "content", "lead", "coordinate", "deadline"]
    assert found.rows == (
        ("group", ("I", "CẢI CÁCH THỂ CHẾ", "", "", "")),
        ("data", ("1", "Rà soát\nvăn bản", "Tư pháp", "Văn phòng", "Quý I")),
        ("data", ("2", "Kiểm tra", None, "Công an", "Quý II")),
    )


def test_a_table_without_known_titles_takes_its_first_row() -> None:
    found = table("<table><tr><td>Xã<td>Dân số<tr><td>An Bình<td>12.000</table>")
    assert [title for title, _ in found.columns] == ["Xã", "Dân số"]
    assert found.rows == (("data", ("An Bình", "12.000")),)
    found = table("<table><tr><td>An Bình<td>12.000<tr><td><td>9</table>")
    assert [title for title, _ in found.columns] == ["An Bình", "12.000"]
    found = table("<table><tr><td>An Bình<td><tr><td>Bình Minh<td>9</table>")
    assert [title for title, _ in found.columns] == ["Cột 1", "Cột 2"]


def test_cells_of_excel_are_a_table_also_as_text() -> None:
    (line,) = pasted_lines("STT\tNội dung nhiệm vụ\tChủ trì\n1\tRà soát\tTư pháp\n", "", Setting()).lines
    assert (line.kind, line.rows) == ("table", (("data", ("1", "Rà soát", "Tư pháp")),))


def test_one_column_is_a_list() -> None:
    assert from_html("<table><tr><td>- Một<tr><td>- Hai</table>") == [(3, "-", "Một"), (3, "-", "Hai")]


def test_a_table_that_only_places_other_tables_is_none() -> None:
    found = pasted_lines("", f"<table><tr><td>Trước<table><tr><td>{TABLE}</table>Sau</table>", Setting()).lines
    assert [line.kind for line in found] == ["paragraph", "table", "paragraph"]


def test_hidden_rows_and_columns_stay_behind() -> None:
    hidden = "<tr style='display:none'><td>9<td>Ẩn</tr>"
    found = table(f"<table><tr><td>STT<td>Nội dung nhiệm vụ</tr>{hidden}<tr><td>1<td>Rà soát</tr></table>")
    assert found.rows == (("data", ("1", "Rà soát")),)


def test_a_very_wide_table_becomes_lines() -> None:
    cells = "".join(f"<td>Ô {n}" for n in range(16))
    pasted = pasted_lines("", f"<table><tr>{cells}<tr>{cells}</table>", Setting())
    assert [line.kind for line in pasted.lines] == ["paragraph", "paragraph"]
    assert all("Ô 15" in line.text for line in pasted.lines)
    assert "hơn 15 cột" in pasted.say


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("Dòng văn bản dài của một cuốn sách\n" * 12_000, ""),
        ("chữ " * 150_000, ""),
        ("", "<p>Dòng</p>" * 1_501),
        ("", "<table><tr><td>STT<td>Nội dung</tr>" + "<tr><td>1<td>Việc</tr>" * 501 + "</table>"),
        ("", "<table>" + "<tr><td rowspan=9999 colspan=9999>x" * 20_000),
        ("x" * 30_000, ""),
        ("", "<table><tr>" + "<td>x" * 300 + "</table>"),
        ("", "<table><tr><td>a<td>b</table>" * 1_600),
    ],
)
def test_too_much_is_led_elsewhere(text: str, markup: str) -> None:
    with pytest.raises(TooMuchPasted, match=r"Hãy dán từng phần|Nhập từ văn bản"):
        pasted_lines(text, markup, Setting())


def test_heavy_markup_leaves_the_text() -> None:
    pasted = pasted_lines("- Một;\n- Hai;", "<span>" * 700_000, Setting("body", ABOVE))
    assert brief(pasted) == [(3, "-", "Một;"), (3, "-", "Hai;")]
    assert "quá nặng" in pasted.say


def test_page_numbers_are_left_out_and_that_is_said() -> None:
    pasted = pasted_lines("- Một;\n12\n- Hai;", "", Setting("body", ABOVE))
    assert brief(pasted) == [(3, "-", "Một;"), (3, "-", "Hai;")]
    assert "Đã bỏ 1 dòng" in pasted.say


def test_a_whole_document_is_told_of_its_own_page() -> None:
    pasted = pasted_lines("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nI. MỤC ĐÍCH", "", Setting())
    assert "Nhập từ văn bản" in pasted.say


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 5_000 + "Sâu" + "</div>" * 5_000,
        "<table><tr><td>" * 200 + "Sâu" + "</table>" * 200,
        "<ul><li>" * 200 + "Sâu",
        "<b><i>" * 3_000 + "Sâu</p></p></td></table></b>",
    ],
)
def test_however_deep_the_words_come_out(markup: str) -> None:
    assert [text for _, _, text in from_html(markup)] == ["Sâu"]


@pytest.mark.parametrize("broken", ["<!--", "<a ", "<![if", "</", "<a a='", "&#", "<script>", "<td rowspan=", "<"])
def test_broken_markup_ends(broken: str) -> None:
    for line in pasted_lines("", broken * 3_000, Setting()).lines:
        assert line.kind == P.value


PIECES = st.sampled_from(
    (
        "<p>", "</p>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<li>", "<ul>", "</ul>", "<br>", "<del>", "</del>",
        "<span style='display:none'>", "</span>", "<td rowspan=3 colspan=2>", "<!--", "-->", "a", " Việc ", "1. ", "&lt;",
    )
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_markup_gives_lines_that_can_be_added(markup: str) -> None:
    for line in pasted_lines("", markup, Setting("body", ABOVE)).lines:
        assert line.level >= 1
        assert line.kind in {"heading", "paragraph", "table"}
        assert all(len(cells) == len(line.columns) for _, cells in line.rows)
        assert line.kind == "table" or line.text or line.marker


@given(st.text(max_size=300))
def test_any_text_gives_lines_that_can_be_stored(text: str) -> None:
    for line in pasted_lines(text, "", Setting()).lines:
        assert "\x00" not in line.text + line.marker
        line.text.encode()
