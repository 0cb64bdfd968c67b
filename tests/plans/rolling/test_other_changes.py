"""Figures, names, documents: what is pointed at, what is offered, what is left alone."""

from __future__ import annotations

import pytest

from plans.rolling.bases import Outdated, asked, base_edits, law_name
from plans.rolling.citations import cited_documents
from plans.rolling.citing import clause_words, committee_words
from plans.rolling.duties import Call, addressed_to, line_words
from plans.rolling.edits import Edit, Group, carried, pointed, put_together, replaced, shown, typed
from plans.rolling.figures import figure_edits
from plans.rolling.names import Renaming, blank_edits, book_of, name_edits

FIGURES = [
    ("Năm 2023 xã đạt 93,86 điểm, xếp thứ 2/26 xã, thị trấn.", ["93,86 điểm", "xếp thứ 2/26"]),
    ("chỉ số tăng 1,2 điểm, đứng vị trí 5 toàn tỉnh", ["1,2 điểm", "đứng vị trí 5"]),
    ("hạng 12/63", ["hạng 12/63"]),
    ("Kinh phí 120.000.000 đồng từ ngân sách xã", ["120.000.000 đồng"]),
    ("dự toán 1,5 tỷ đồng", ["1,5 tỷ đồng"]),
    ("đã số hóa 75,4% hồ sơ; đạt 18/19 tiêu chí so với năm 2023", ["75,4%", "18/19 tiêu chí"]),
    ("Phấn đấu đạt từ 92 điểm trở lên", []),
    ("100% hồ sơ được giải quyết đúng hạn", []),
    ("Hoàn thành 100% nhiệm vụ đã đề ra", []),
    ("ít nhất 05 điểm tiếp nhận; 03 điểm bưu điện văn hóa", []),
    ("báo cáo xếp loại công chức", []),
    ("công bố 93 thủ tục", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "wanted"), FIGURES, ids=[text[:40] for text, _ in FIGURES])
def test_figures_of_the_old_year_are_pointed_at(text: str, wanted: list[str]) -> None:
    found = figure_edits(text)
    assert [text[edit.start : edit.end] for edit in found] == wanted
    assert all(edit.new is None and not edit.sure and edit.group == Group.FIGURES for edit in found)


BOOK = book_of(
    [
        Renaming("xã An Lạc", "xã An Bình"),
        Renaming("An Lạc", "An Bình", sure=False, why="Tên riêng đứng một mình."),
        Renaming("Văn phòng - Thống kê", "Văn phòng HĐND và UBND"),
        Renaming("VP-TK", "Văn phòng HĐND và UBND", whole=True),
        Renaming("Tư pháp", "Tư pháp - Hộ tịch"),
        Renaming("Ban Thú y", ""),
    ],
    year=2026,
    superior="tỉnh Hà Sơn",
)
NAMES = [
    ("UBND xã An Lạc", "UBND xã [An Bình]"),
    ("XÃ AN LẠC", "XÃ [AN BÌNH]"),
    ("Đảng bộ An Lạc", "Đảng bộ {An Bình}"),
    ("thị xã An Lạc", "thị xã {An Bình}"),
    ("xã An Lạc Hạ", "xã An Lạc Hạ"),
    ("xã An Lạc UBND tỉnh giao", "xã [An Bình] UBND tỉnh giao"),
    ("Văn phòng – Thống kê chủ trì", "[Văn phòng HĐND và UBND] chủ trì"),
    ("Công chức Văn phòng, Thống kê", "Công chức [Văn phòng HĐND và UBND]"),
    ("VP-TK xã", "VP-TK xã"),  # short words only where they stand alone
    ("Tư pháp - Hộ tịch và Tư pháp", "Tư pháp - Hộ tịch và [Tư pháp - Hộ tịch]"),
    ("Ban Thú y", "<Ban Thú y>"),
    ("UBND huyện Sông Cái", "{UBND tỉnh Hà Sơn}"),
    ("ỦY BAN NHÂN DÂN HUYỆN SÔNG CÁI", "{ỦY BAN NHÂN DÂN TỈNH HÀ SƠN}"),
    ("Phòng Nội vụ huyện", "Phòng Nội vụ <huyện>"),
    ("UBND huyện Sông Cái đã ban hành", "{UBND tỉnh Hà Sơn} đã ban hành"),
    ("do huyện tổ chức", "do <huyện> tổ chức"),
    ("Huyện ủy; cấp huyện", "<Huyện ủy>; cấp <huyện>"),
    ("xã Bình Minh", "xã Bình Minh"),
]


@pytest.mark.parametrize(("text", "wanted"), NAMES, ids=[text for text, _ in NAMES])
def test_names_that_changed(text: str, wanted: str) -> None:
    fresh = replaced(text, [edit for edit in name_edits(text, BOOK) if edit.sure])
    plain = wanted.replace("[", "").replace("]", "")
    for edit in name_edits(text, BOOK):
        if not edit.sure:
            word = text[edit.start : edit.end]
            mark = f"<{word}>" if edit.new is None else f"{{{edit.new}}}"
            plain = plain.replace(mark, word, 1)
            assert edit.why
    assert fresh == plain


def test_a_short_name_is_changed_where_it_is_a_party_of_its_own() -> None:
    text = "VP-TK; Tư pháp"
    fresh = replaced(text, name_edits(text, BOOK, parties=["VP-TK", "Tư pháp"]))
    assert fresh == "Văn phòng HĐND và UBND; Tư pháp - Hộ tịch"


def test_another_way_to_say_a_name_is_only_offered_in_a_sentence() -> None:
    book = book_of([Renaming("Bộ phận Một cửa", "Trung tâm Phục vụ hành chính công", said=True)], year=2026)
    (offered,) = name_edits("niêm yết tại Bộ phận Một cửa", book)
    (sure,) = name_edits("Bộ phận Một cửa", book, parties=["Bộ phận Một cửa"])
    assert (offered.sure, sure.sure) == (False, True)


def test_districts_are_left_alone_in_plans_before_they_ended() -> None:
    old = book_of([], year=2024, superior="tỉnh Hà Sơn")
    assert name_edits("UBND huyện Sông Cái", old) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("UBND xã ……… ban hành", "UBND xã An Bình ban hành"),
        ("ỦY BAN NHÂN DÂN XÃ ......", "ỦY BAN NHÂN DÂN XÃ AN BÌNH"),
        ("xã [tên xã] và xã Bình Minh", "xã An Bình và xã Bình Minh"),
        ("xã ___________", "xã An Bình"),
        ("các xã, phường", "các xã, phường"),
    ],
)
def test_places_left_open_in_a_model(text: str, wanted: str) -> None:
    assert replaced(text, blank_edits(text, name="xã An Bình")) == wanted


CITED = [
    ("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;", True, ["61/2018/NĐ-CP"]),
    ("theo Kế hoạch số 97/KH- UBND và Công văn 15/UBND-NV", False, ["97/KH- UBND", "15/UBND-NV"]),
    ("Luật Tiếp công dân ngày 25 tháng 11 năm 2013", True, [""]),
    ("Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15", True, ["64/2025/QH15"]),
    ("02 lần/năm, 24/24 giờ, 05/tháng", False, []),
]


@pytest.mark.parametrize(("text", "basis", "numbers"), CITED)
def test_documents_in_a_text(text: str, basis: bool, numbers: list[str]) -> None:
    assert [each.number for each in cited_documents(text, basis=basis)] == numbers


def test_an_expired_basis_is_replaced_by_what_replaced_it() -> None:
    text = "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về cơ chế một cửa;"
    (cited,) = cited_documents(text, basis=True)
    new = "Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về cơ chế một cửa"
    edits = base_edits(text, {asked(text, cited): Outdated(full=new, short="x")}, old=2025, basis=True)
    assert replaced(text, edits) == f"Căn cứ {new};"
    assert edits[0].sure


def test_in_running_text_the_short_name_stands() -> None:
    text = "thực hiện Nghị định số 61/2018/NĐ-CP; báo cáo"
    edits = base_edits(
        text, {("61/2018/NĐ-CP", ""): Outdated(full="dài", short="Nghị định số 118/2025/NĐ-CP")}, old=2025
    )
    assert replaced(text, edits) == "thực hiện Nghị định số 118/2025/NĐ-CP; báo cáo"


def test_without_a_successor_and_unchecked_it_is_only_pointed_at() -> None:
    text = "Căn cứ Pháp lệnh số 34/2007/PL-UBTVQH11;"
    (edit,) = base_edits(
        text, {("34/2007/PL-UBTVQH11", ""): Outdated(sure=False, why="Cần kiểm tra.")}, old=2025, basis=True
    )
    assert (edit.new, edit.sure, edit.why) == (None, False, "Cần kiểm tra.")


def test_a_law_is_found_by_its_name() -> None:
    assert (
        law_name("Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015")
        == "Luật Tổ chức chính quyền địa phương"
    )
    assert law_name("Luật Khiếu nại năm 2011") == "Luật Khiếu nại"


def test_last_years_plan_of_the_superior_is_pointed_at() -> None:
    text = "Căn cứ Kế hoạch số 412/KH-UBND ngày 19/12/2024 của UBND tỉnh về cải cách hành chính năm 2025;"
    (edit,) = base_edits(text, {}, old=2025, basis=True)
    assert edit.new is None
    assert "2025" in edit.why
    assert (
        base_edits("Căn cứ Quyết định số 5/QĐ-UBND ngày 2/2/2024 về giai đoạn 2021-2025;", {}, old=2025, basis=True)
        == []
    )


CLAUSES = [
    ("1.", ["II."], "", "", "nhiệm vụ 1, mục II"),
    ("-", ["II.", "3."], "", "", "mục II.3"),
    ("a)", ["III.", "2.", "2.1."], "", "", "điểm a, mục III.2.1"),
    ("", ["I"], "PHỤ LỤC II", "3", "nhiệm vụ số 3, mục I Phụ lục II"),
    ("+", ["Phần II", "1."], "", "", "mục 1, Phần II"),
    ("", [], "Phụ lục", "", "Phụ lục"),
    ("-", [], "", "", ""),
]


@pytest.mark.parametrize(("marker", "above", "appendix", "row", "wanted"), CLAUSES)
def test_how_a_clause_is_named(marker: str, above: list[str], appendix: str, row: str, wanted: str) -> None:
    assert clause_words(marker, above, appendix=appendix, row=row) == wanted


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH HÀ SƠN"], ("Ủy ban nhân dân tỉnh Hà Sơn", "UBND tỉnh Hà Sơn")),
        (["UBND THÀNH PHỐ SÔNG CÁI"], ("Ủy ban nhân dân thành phố Sông Cái", "UBND thành phố Sông Cái")),
        (["SỞ NỘI VỤ"], ("Sở Nội vụ", "Sở Nội vụ")),
        (["Ủy ban nhân dân", "xã An Bình"], ("Ủy ban nhân dân xã An Bình", "UBND xã An Bình")),
        ([], ("", "")),
    ],
)
def test_how_an_issuer_is_named_in_a_sentence(lines: list[str], wanted: tuple[str, str]) -> None:
    assert committee_words(lines) == wanted


def test_typed_words_are_put_together_with_other_changes_of_the_line() -> None:
    before = "Năm 2024 xã đạt 93,86 điểm theo Nghị định số 1"
    year = [(4, 8, "2025")]
    by_hand = typed(before, "Năm 2024 xã đạt 95,10 điểm theo Nghị định số 1")
    assert put_together(before, [by_hand, year]) == "Năm 2025 xã đạt 95,10 điểm theo Nghị định số 1"


def test_where_both_touch_the_same_words_the_typed_ones_count() -> None:
    before = "Năm 2024 xã"
    assert put_together(before, [typed(before, "Năm 2026 xã"), [(4, 8, "2025")]]) == "Năm 2026 xã"


@pytest.mark.parametrize(
    ("part", "before", "after", "wanted"),
    [
        ("Quý II/2024", "Rà soát (Quý II/2024).", "Rà soát (Quý II/2025).", "Quý II/2025"),
        ("Rà soát", "Rà soát (Quý II/2024).", "Rà soát (Quý II/2025).", "Rà soát"),
        ("Cả dòng", "Cả dòng", "Dòng khác", "Dòng khác"),
        ("không có", "Cả dòng", "Dòng khác", None),
        ("Văn phòng", "Chủ trì: Văn phòng; Tư pháp", "Chủ trì: Tư pháp", ""),
        ("x", "x y", "x y", "x"),
    ],
)
def test_words_cut_out_of_a_line_follow_it(part: str, before: str, after: str, wanted: str | None) -> None:
    assert carried(part, before, after) == wanted


def test_what_differs_is_marked() -> None:
    left, right = shown("trước ngày 15/6/2024 tại xã", "trước ngày 15/6/2025 tại xã")
    assert "".join(piece.text for piece in left) == "trước ngày 15/6/2024 tại xã"
    assert [piece.text for piece in left if piece.marked] == ["2024"]
    assert [piece.text for piece in right if piece.marked] == ["2025"]
    assert [piece.text for piece in pointed("đạt 93 điểm", [(4, 11)]) if piece.marked] == ["93 điểm"]


def test_an_edit_without_words_changes_nothing() -> None:
    assert replaced("đạt 93 điểm", [Edit(4, 11, None, Group.FIGURES)]) == "đạt 93 điểm"


CALLS = [
    ({"text": "UBND các xã, phường niêm yết thủ tục"}, "UBND các xã", Call.GIVEN),
    ({"text": "Các địa phương báo cáo kết quả"}, "Các địa phương", Call.GIVEN),
    ({"text": "Niêm yết thủ tục", "lead": "UBND các xã, phường"}, "UBND các xã", Call.GIVEN),
    ({"text": "Bố trí kinh phí", "heading": "UBND cấp xã"}, "UBND cấp xã", Call.GIVEN),
    ({"text": "Chấm điểm xã An Bình", "lead": "Sở Nội vụ"}, "xã An Bình", Call.GIVEN),
    ({"text": "Kiểm tra các sở", "lead": "Sở Nội vụ", "coordinating": "UBND các xã"}, "UBND các xã", Call.HELP),
    ({"text": "Lập danh sách các xã chậm nộp", "lead": "Sở Nội vụ"}, "các xã", Call.NAMED),
    ({"text": "Kiểm tra các sở", "lead": "Sở Nội vụ"}, "", Call.NONE),
    ({"text": "Xã hội hóa dịch vụ công"}, "", Call.NONE),
    ({"text": "xã An Bình Đông làm điểm"}, "", Call.NONE),
]


@pytest.mark.parametrize(("clause", "words", "call"), CALLS)
def test_whom_a_clause_speaks_to(clause: dict[str, str], words: str, call: Call) -> None:
    assert addressed_to(**clause, names=["xã An Bình", "xã An Lạc"]) == (words, call)


@pytest.mark.parametrize(
    ("text", "time", "wanted"),
    [
        ("Niêm yết thủ tục (Quý II/2026).", "Quý II/2026", "Niêm yết thủ tục (Quý II/2026)."),
        ("Niêm yết thủ tục;", "Quý II/2026", "Niêm yết thủ tục (Quý II/2026)."),
        ("Niêm yết  thủ tục", "", "Niêm yết thủ tục."),
    ],
)
def test_the_line_says_the_time(text: str, time: str, wanted: str) -> None:
    assert line_words(text, time) == wanted
