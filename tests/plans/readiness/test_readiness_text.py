"""Checks of numbering, contents, appendices, names and days in words."""

from __future__ import annotations

import pytest

from documents.reading.place import Region
from plans.readiness import Level, PlanFacts, Spot, appendices, contents, dates, names, outline
from plans.readiness.names import spelling
from plans.readiness.problem import Check
from tests.plans.readiness_plans import (
    LINES,
    appendix,
    found_by,
    headed,
    heading,
    line,
    plan,
    said,
    table,
    task,
    written,
)

WITH_APPENDIX = (*LINES, line(90, "Danh sách việc", region=Region.APPENDIX, appendix=9))


@pytest.mark.parametrize(
    ("check", "facts", "words"),
    [
        (outline.number_twice, headed("I.", "II.", "III.", "III."), "hai đề mục số “III.”"),
        (outline.number_twice, headed("I.", ("1.", 2), ("2.", 2), ("2.", 2)), "hai đề mục số “2.”"),
        (outline.number_skipped, headed("I.", "II.", "IV."), "thiếu số III"),
        (outline.number_skipped, headed("I.", ("1.", 2), ("3.", 2)), "thiếu số 2"),
        (outline.number_skipped, headed("I.", ("1.1.", 2), ("1.3.", 2)), "thiếu số 2"),
        (outline.number_skipped, headed("II.", "III."), "đầu tiên là “II."),
        (outline.number_skipped, headed("Điều 1.", "Điều 3."), "thiếu số 2"),
        (outline.letter_skipped, headed("a)", "b)", "c)", "d)", "e)"), "thiếu đ)"),
        (outline.letter_skipped, headed("a)", "c)"), "thiếu b)"),
        (outline.letter_skipped, headed("e)", "h)"), "thiếu g)"),
        (outline.letter_skipped, headed("a)", "b)", "b)"), "lặp lại"),
        (outline.letter_foreign, headed("e)", "f)"), "“f)”"),
        (contents.empty, plan(lines=()), "chưa có nội dung"),
        (contents.empty, plan(lines=LINES[:1]), "chưa có nội dung"),  # a basis is no content
        (contents.line_empty, plan(lines=(*LINES, line(60, "", "-"))), "Dòng trống “-” sau “Trên đây"),
        (contents.line_empty, plan(lines=(line(60, "  "), *LINES)), "đầu văn bản"),
        (contents.line_empty, plan(lines=(*LINES, table(61))), "chưa có dòng nào"),
        (contents.line_empty, plan(lines=(*LINES, table(61, ("", " ")))), "chưa có dòng nào"),
        (contents.section_empty, plan(lines=(*LINES, heading(60, "III.", "KINH PHÍ"))), "“III. KINH PHÍ”"),
        (contents.section_empty, plan(lines=(heading(60, "I.", "KINH PHÍ"), *LINES[1:])), "“I. KINH PHÍ”"),
        (contents.left_to_fill, written("Tổng kinh phí: ………… đồng"), "Còn chỗ để trống"),
        (contents.left_to_fill, written("Kinh phí là ...... đồng"), "Còn chỗ để trống"),
        (contents.left_to_fill, written("Hoàn thành trước ngày … tháng … năm 2026"), "Còn chỗ để trống"),
        (contents.left_to_fill, written("Thực hiện Kế hoạch số …/KH-UBND của tỉnh"), "Còn chỗ để trống"),
        (contents.left_to_fill, written("Theo Kế hoạch số /KH-UBND của tỉnh"), "số /KH-UBND"),
        (contents.left_to_fill, written("Giao [tên bộ phận] chủ trì"), "[tên bộ phận]"),
        (contents.left_to_fill, written("Người phụ trách ____"), "____"),
        (contents.left_to_fill, written("Ban hành ngày tháng năm 2026"), "ngày tháng năm 2026"),
        (contents.closing_mark, plan(lines=(*LINES[:-1], line(5, "Trên đây là Kế hoạch. /"))), "hiện là “. /”"),
        (contents.closing_mark, plan(lines=(*LINES[:-1], line(5, "Trên đây là Kế hoạch."))), "kết thúc bằng “./.”. Hãy"),
        (contents.after_closing, plan(lines=(*LINES, line(60, "Thêm một việc.", "-"))), "còn “- Thêm một việc"),
        (contents.after_closing, plan(lines=(*LINES, table(61, ("1", "Việc")))), "còn “bảng”"),
        (contents.after_closing, written("Xong./. Nhưng còn nữa"), "đứng giữa dòng"),
        (appendices.missing, written("Nhiệm vụ cụ thể (Có Phụ lục kèm theo)."), "không có Phụ lục"),
        (appendices.missing, written("Chi tiết tại phụ lục."), "không có Phụ lục"),
        (appendices.missing, plan(lines=(*LINES, line(60, "Xem Phụ lục III.")), appendices=(appendix(label="Phụ lục I"),)), "“Phụ lục III”"),
        (appendices.unmentioned, plan(lines=WITH_APPENDIX, appendices=(appendix(),)), "lời văn không nhắc đến"),
        (appendices.nothing_in, plan(appendices=(appendix(),)), "chưa có nội dung"),
        (appendices.indication, plan(appendices=(appendix(indication=""),)), "chưa có dòng “(Kèm theo"),
        (appendices.indication, plan(appendices=(appendix(indication="(Kèm theo Kế hoạch số 97/KH-UBND)"),)), "số 97"),
        (appendices.indication, plan(appendices=(appendix(indication="(Kèm theo Kế hoạch số 12/KH-UBND ngày 01/4/2026)"),)), "ghi ngày khác"),
        (names.two_ways, written("Nhân dân xã Ân Bình"), "“Ân Bình”, chỗ khác viết “An Bình”"),
        (names.two_ways, plan(agency=("ỦY BAN NHÂN DÂN", "XÃ ẤN BÌNH")), "“Ấn Bình”"),
        (names.two_ways, plan(place_name="An Bính"), "“An Bính”"),
        (names.two_ways, written("huyện Sông Cái", "huyện Sông Cái và xã Khác", "huyện Sống Cái"), "“Sống Cái”"),
        (dates.padding, plan(date_text="ngày 01 tháng 04 năm 2026"), "“ngày 01 tháng 4” thay cho “ngày 01 tháng 04”"),
        (dates.padding, plan(date_text="ngày    tháng 04 năm 2026"), "“tháng 4”"),
        (dates.padding, plan(date_text="ngày 5 tháng 1 năm 2026"), "“ngày 05 tháng 01”"),
        (dates.padding, written("Hội nghị ngày 5 tháng 3"), "“ngày 05 tháng 3”"),
    ],
)  # fmt: skip
def test_it_speaks(check: Check, facts: PlanFacts, words: str) -> None:
    assert len(found_by(check, facts)) == 1, said(check, facts)
    assert words in said(check, facts)


@pytest.mark.parametrize(
    ("check", "facts"),
    [
        (outline.number_twice, headed("I.", ("1.", 2), "II.", ("1.", 2))),
        (outline.number_twice, headed("1.", ("1.1.", 2), "2.", ("2.1.", 2))),
        (outline.number_skipped, headed("I.", "II.", "III.")),
        (outline.number_skipped, headed("I.", ("1.", 2), ("2.", 2), "II.", ("1.", 2))),
        (outline.number_skipped, headed("I.", ("1.1.", 2), ("1.2.", 2), ("2.1.", 2))),
        (outline.number_skipped, headed("", "1.", "2.")),
        (outline.letter_skipped, headed("a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)", "i)", "k)")),
        (outline.letter_skipped, headed("I.", ("a)", 2), ("b)", 2), "II.", ("a)", 2))),
        (outline.letter_skipped, headed("A.", "B.", "C.")),
        (outline.letter_foreign, headed("a)", "-")),
        (contents.empty, plan(lines=(table(61, ("1", "Việc")),))),
        (contents.section_empty, plan(lines=(heading(60, "I.", "NHIỆM VỤ"), heading(61, "1.", "Việc", 2), *LINES[2:]))),
        (contents.section_empty, plan(lines=(heading(60, "IV.", "Kinh phí: do ngân sách xã bảo đảm"), *LINES[1:]))),
        (contents.section_empty, plan(lines=(*LINES[:-1], heading(4, "1.", "Việc có chủ trì", 2), LINES[-1]), tasks=(task(),))),
        (contents.left_to_fill, written("Niêm yết TTHC, đơn giản hóa TTHC...theo thẩm quyền")),
        (contents.left_to_fill, written("Các TTHC..... đến tận thôn", "Đất đai, hộ tịch, … và các lĩnh vực khác…")),
        (contents.left_to_fill, written("Ghi ngày, tháng, năm sinh; ngày tháng năm sinh của người nộp")),
        (contents.left_to_fill, plan(appendices=(appendix(indication="(Kèm theo Kế hoạch số …/KH-UBND ngày … tháng … năm 2026)"),))),
        (contents.closing_mark, plan()),
        (contents.closing_mark, plan(lines=(*LINES, line(60, "Thêm.")))),  # told by the other check
        (contents.after_closing, plan()),
        (contents.after_closing, plan(lines=(*LINES, line(60, "")))),
        (appendices.missing, plan()),
        (appendices.missing, written("Theo Phụ lục I kèm theo Nghị định số 30/2020/NĐ-CP")),
        (appendices.missing, written("Thực hiện phụ lục của Thông tư số 01/2018/TT-VPCP")),
        (appendices.missing, plan(lines=(*LINES, line(60, "Theo Phụ lục 1.")), appendices=(appendix(label="PHỤ LỤC I"),))),
        (appendices.unmentioned, plan(lines=(*WITH_APPENDIX, line(60, "(có Phụ lục kèm theo)")), appendices=(appendix(),))),
        (appendices.unmentioned, plan(lines=(*WITH_APPENDIX, line(60, "(biểu phân công kèm theo)")), appendices=(appendix(),))),
        (appendices.unmentioned, plan(lines=(*WITH_APPENDIX, line(60, "Theo Phụ lục I.")), appendices=(appendix(label="Phụ lục I"),))),
        (appendices.nothing_in, plan(lines=WITH_APPENDIX, appendices=(appendix(),))),
        (appendices.indication, plan(appendices=(appendix(),))),
        (appendices.indication, plan(appendices=(appendix(indication="(Kèm theo Kế hoạch số 12/KH-UBND ngày 11 tháng 5 năm 2026)"),))),
        (appendices.label, plan(appendices=(appendix(),))),
        (names.two_ways, plan()),
        (names.two_ways, written("Nhân dân xã An Lạc cũ", "các xã Ân Thi, An Bình Tây")),
        (names.two_ways, written("ông Trần Ân Bình", "cuộc sống an bình", "huyện Hòa Vang và huyện Hoà Vang")),
        (dates.padding, plan(date_text="ngày 14 tháng 02 năm 2026")),
        (dates.padding, written("trước ngày 15/04/2026", "tháng 04/2026", "ngày 29 tháng 6", "ngày 7/3")),
    ],
)  # fmt: skip
def test_it_is_silent(check: Check, facts: PlanFacts) -> None:
    assert said(check, facts) == ""


def test_numbers_out_of_order_are_told() -> None:
    skipped, behind = said(outline.number_skipped, headed("I.", "III.", "II.")).split("\n")
    assert "Sau “I.” là “III." in skipped
    assert "“II. Đề mục 2” đứng sau “III.”" in behind


def test_several_appendices_need_roman_numbers_once_each() -> None:
    two = plan(appendices=(appendix(label="Phụ lục I"), appendix(label="Phụ lục 2")))
    assert "“Phụ lục 2”" in said(appendices.label, two)
    assert said(appendices.label, plan(appendices=(appendix(label="PHỤ LỤC I"), appendix(label="Phụ lục II")))) == ""
    assert "“Phụ lục I”" in said(
        appendices.label, plan(appendices=(appendix(label="Phụ lục I"), appendix(label="Phụ lục I")))
    )


def test_of_two_appendices_the_one_not_named_is_told() -> None:
    both = (appendix(label="Phụ lục I"), appendix(label="Phụ lục II"))
    (problem,) = found_by(appendices.unmentioned, plan(lines=(*LINES, line(60, "Theo Phụ lục I.")), appendices=both))
    assert "Phụ lục II" in problem.sentence
    assert (
        said(appendices.unmentioned, plan(lines=(*LINES, line(60, "Có các Phụ lục kèm theo.")), appendices=both)) == ""
    )


def test_a_name_in_a_cell_leads_to_its_row() -> None:
    facts = plan(lines=(*LINES, table(61, ("1", "Kế hoạch của xã An Bính"))))
    (problem,) = found_by(names.two_ways, facts)
    assert (problem.place.spot, problem.place.id, problem.place.line) == (Spot.ROW, 6100, 61)


@pytest.mark.parametrize(("one", "other"), [("Hòa", "Hoà"), ("Thúy", "Thuý"), ("Quý", "Quí"), ("AN BÌNH", "An Bình")])
def test_two_right_spellings_are_one(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)
    assert spelling("Phù Linh") != spelling("Phú Linh")


def test_the_form_of_an_old_paper_is_only_told() -> None:
    old = plan(date_text="ngày 09 tháng 04 năm 2019", year=2019)
    assert {each.level for each in dates.padding.run(old)} == {Level.INFORMATION}
    assert {
        each.level for each in names.two_ways.run(plan(place_name="An Bính", date_text="ngày 09 tháng 4 năm 2019"))
    } == {Level.ADVISORY}
