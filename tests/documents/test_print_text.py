"""What a text goes through before it is printed: cleaning, what stays together, columns, merges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.official import Letterhead, OfficialDocument, Recipient, Row, Table
from documents.render import wording
from documents.render.columns import fitted, measured
from documents.render.fonts import Style
from documents.render.fonts import text_width as printed_width
from documents.render.html import rule_width
from documents.render.merging import Joint, layout
from documents.render.sheet import CELL_PADDING_PT, text_width
from documents.render.tables import PageEnds
from documents.render.text import Piece, clean, pieces, torn


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("theo Kế hoạch số 97/KH-UBND của xã", ["số 97/KH-UBND"]),
        ("Nghị định số 63/2010/NĐ-CP.", ["số 63/2010/NĐ-CP."]),
        ("ngày 05 tháng 3 năm 2026", ["ngày 05", "tháng 3", "năm 2026"]),
        ("ngày 07/9/2021 của", ["ngày 07/9/2021"]),
        ("điểm a khoản 2 Điều 5 Luật", ["điểm a", "khoản 2", "Điều 5"]),
        ("Quý II, quý III", ["Quý II,", "quý III"]),
        ("giai đoạn 2021-2025 và (số 12)", ["2021-2025", "(số 12)"]),
        ("hồ sơ ./.", ["sơ ./."]),
        ("thực hiện./.", ["hiện./."]),
        ("12.500.000 đồng", ["12.500.000 đồng"]),
        ("Phụ lục II kèm theo", ["lục II"]),
        ("xem https://a-b.example/c/d/e-f", []),
        ("công việc số lượng lớn", []),
        ("x/" * 60, []),
        ("- Phòng Văn hóa", ["- Phòng"]),
        ("a) Niêm yết\n- Công khai", ["a) Niêm", "- Công"]),
        ("Phòng Văn hóa - Xã hội", ["hóa -"]),
        ("của tỉnh. - Thực hiện", ["- Thực"]),
        (f"- {'x' * 40}", []),
    ],
)
def test_what_stays_together(text: str, kept: list[str]) -> None:
    assert [piece.text for piece in pieces(text) if piece.kept] == kept


@given(st.text(alphabet=st.sampled_from("aáĐ1 2/-.,(\nsốngày tháng")))
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text


@given(st.text())
def test_cleaning_is_done_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert not set(clean(text)) & set("\x00\x07\x0b\x1f\u202e\ufeff")


def test_only_runs_at_a_line_end_are_held() -> None:
    found = [Piece("một hai "), Piece("số 3", kept=True), Piece(" bốn "), Piece("số 5", kept=True), Piece(" sáu")]
    assert torn(found, len, 1000) == set()
    assert torn(found, len, 10) == {1, 3} or torn(found, len, 10) == {1}
    assert 1 in torn(found, len, 10)


def test_only_the_tail_of_a_run_needs_holding() -> None:
    runs = ["số 97/KH-UBND", "97/KH-UBND", "hiện./.", "a—b", "đồng"]
    assert [run[: Piece(run, kept=True).joint] for run in runs] == ["số", "97", "hiện.", "", ""]


def test_no_marker_where_a_text_does_not_open_a_paragraph() -> None:
    assert [piece.text for piece in pieces("- Xã hội", opens=False) if piece.kept] == []


def test_a_run_wider_than_its_column_stays_breakable() -> None:
    assert torn([Piece("a "), Piece("123456789/KH-UBND", kept=True)], len, 5) == set()


@pytest.mark.parametrize(
    ("head", "number", "place"),
    [
        (Letterhead(number="5", symbol="KH-UBND"), "Số: 05/KH-UBND", ""),
        (Letterhead(number="12a", symbol="KH-UBND", place="Hà Lâm"), "Số: 12a/KH-UBND", "Hà Lâm"),
        (Letterhead(symbol="KH-UBND"), "Số: □/KH-UBND", ""),
        (Letterhead(place="Hà Lâm", date_text="ngày tháng 3 năm 2026"), "Số: □", "Hà Lâm, ngày□ tháng 3 năm 2026"),
        (Letterhead(date_text="ngày tháng năm"), "Số: □", "ngày□ tháng□ năm□"),
        (Letterhead(date_text="ngày 02 tháng 02 năm 2026"), "Số: □", "ngày 02 tháng 02 năm 2026"),
    ],
)
def test_number_and_place_leave_room_for_what_is_blank(head: Letterhead, number: str, place: str) -> None:
    def shown(parts: list[wording.Part]) -> str:
        return "".join(part if isinstance(part, str) else "□" for part in parts)

    assert shown(wording.number_line(OfficialDocument(letterhead=head))) == number
    assert shown(wording.place_line(head)) == place


def test_recipients_end_with_their_signs_and_keep_their_own() -> None:
    document = OfficialDocument(
        recipients=(
            Recipient("UBND tỉnh", "để b/c"),
            Recipient("Các thôn,"),
            Recipient("Ban", "(t/h)"),
            Recipient("Lưu: VT"),
        )
    )
    assert wording.recipient_lines(document) == ["- UBND tỉnh (để b/c);", "- Các thôn,", "- Ban (t/h);", "- Lưu: VT."]


@given(st.lists(st.floats(20, 400), min_size=1, max_size=4))
def test_the_short_line_is_a_third_to_a_half_of_the_text(lines: list[float]) -> None:
    assert max(lines) / 3 - 0.01 <= rule_width(lines) <= max(lines) / 2 + 0.01


CELLS = st.one_of(st.none(), st.text(alphabet="abc đe1/-", max_size=60))


@given(st.integers(1, 7).flatmap(lambda n: st.lists(st.tuples(*[CELLS] * n), max_size=12)))
def test_columns_fill_the_sheet_whatever_stands_in_them(rows: list[tuple[str | None, ...]]) -> None:
    columns = tuple(f"Cột {index}" for index in range(len(rows[0]) if rows else 3))
    widths = measured(Table(columns, tuple(map(Row, rows)))).widths(text_width())
    assert sum(widths) == pytest.approx(text_width())
    assert min(widths) > 0


WORDY = (
    ("STT", "1"), ("NỘI DUNG THỰC HIỆN", "Rà soát, niêm yết công khai thủ tục hành chính thuộc thẩm quyền của xã"),
    ("SẢN PHẨM DỰ KIẾN", "Danh mục thủ tục"), ("CƠ QUAN CHỦ TRÌ", "Văn phòng HĐND và UBND xã"),
    ("CƠ QUAN PHỐI HỢP", "Các phòng chuyên môn, các thôn"), ("THỜI GIAN HOÀN THÀNH", "9 tháng cuối năm 2026"),
    ("KINH PHÍ (triệu đồng)", "12.500"), ("NGUỒN KINH PHÍ", "Ngân sách xã"), ("CHỈ TIÊU NĂM 2025", "95%"),
    ("CHỈ TIÊU NĂM 2026", "100%"), ("NGƯỜI THEO DÕI", "Đặng Thị Ngọc Ánh"), ("GHI CHÚ", "Theo Quyết định"),
)  # fmt: skip


@pytest.mark.parametrize("count", range(3, 13))
def test_no_column_is_narrower_than_its_longest_word(count: int) -> None:
    titles, cells = zip(*WORDY[:count], strict=True)
    table = Table(titles, (Row(cells),) * 9)
    available = text_width(measured(table).needs_landscape)
    work = fitted(table, available)
    assert work.size == 12
    for title, cell, width in zip(titles, cells, work.widths(available), strict=True):
        words = [*(printed_width(word, 12, Style.BOLD) for word in title.split())]
        words += [printed_width(word, 12) for word in cell.split()]
        assert width >= max(words) + 2 * CELL_PADDING_PT + 1.5


def test_type_gets_smaller_only_where_words_would_be_torn() -> None:
    titles, cells = zip(*WORDY, strict=True)
    table = Table(titles, (Row(cells),))
    assert fitted(table, text_width(landscape=True)).size == 12
    assert fitted(table, text_width()).size < 12


def test_where_nothing_helps_the_longest_words_give_way_first() -> None:
    table = Table(("STT", *"ABCDEFGHIJKLM"), (Row(("10", *["nghiêngnghiêngnghiêng"] * 13)),))
    work = fitted(table, text_width())
    assert work.widths(text_width())[0] >= printed_width("STT", work.size, Style.BOLD) + 5


def test_columns_are_as_wide_as_makes_the_table_low() -> None:
    cells = ("1", "Cập nhật, công khai dữ liệu kết quả giải quyết thủ tục hành chính " * 3, "Văn phòng - Thống kê")
    table = Table(("STT", "NỘI DUNG", "CHỦ TRÌ"), (Row(cells),) * 9)
    widths = measured(table).widths(text_width())
    assert widths[1] > 3 * widths[2]
    assert max(measured(table).row_lines(widths)) <= 3


def test_the_pages_that_tear_a_merged_column_are_found() -> None:
    pages = [["signature-0", "row-1-0", "row-1-1"], ["row-1-1", "row-1-2", "row-2-0"], ["row-2-1"]]
    assert PageEnds.of(pages).last == {"row-2-0"}  # row 1-1 itself is torn, and goes on where row 1-2 stands


def test_a_long_merge_goes_on_in_cells_that_can_break() -> None:
    rows = tuple(Row((str(index), "Một việc", "Văn phòng" if index == 0 else None)) for index in range(80))
    plan = layout(Table(("STT", "Việc", "Đơn vị"), rows), [40, 200, 80])
    column = [row[2].joint for row in plan.spots]
    assert (column[0], column[1], column[-1]) == (Joint.OPEN, Joint.MIDDLE, Joint.LAST)


def test_a_short_merge_is_one_cell() -> None:
    rows = tuple(Row((str(index), "Văn phòng" if index == 0 else None)) for index in range(3))
    plan = layout(Table(("STT", "Đơn vị"), rows), [40, 80])
    assert plan.spots[0][1].span == 3
    assert plan.together == [(0, 3)]


def test_a_none_below_nothing_is_an_empty_cell() -> None:
    plan = layout(Table(("A",), (Row((None,)), Row((None,)))), [80])
    assert all(row[0].joint is Joint.SINGLE for row in plan.spots)


def test_many_wordy_columns_turn_the_sheet_and_few_short_ones_do_not() -> None:
    wordy = Row(("1", *["Cập nhật, công khai đầy đủ dữ liệu kết quả giải quyết thủ tục hành chính"] * 5))
    assert measured(Table(tuple("ABCDEF"), (wordy,) * 5)).needs_landscape
    assert not measured(Table(tuple("ABC"), (Row(("1", "Tiêu chí", "0,5")),) * 5)).needs_landscape


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("(Kèm theo Kế hoạch số 97/KH-UBND ngày 01 tháng 4 năm 2024)", 1),
        ("(Kèm theo Kế hoạch số /KH-UBND ngày tháng năm 2026 của UBND xã)", 7),
        ("(Kèm theo Kế hoạch số: /KH-UBND ngày tháng 4 năm 2026)", 5),
    ],
)
def test_blanks_of_an_indication_line_have_room_and_keep_every_letter(text: str, parts: int) -> None:
    made = wording.indication_parts(text)
    assert len(made) == parts
    assert "".join(part for part in made if isinstance(part, str)) == text
