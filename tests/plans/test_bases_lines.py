"""Order, place and endings of the lines of bases, as tables."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.bases import Citation, full_citation
from plans.bases_force import force_of
from plans.bases_lines import PreambleLine, documents_in, endings_of, in_order, insertion_of, preamble_line

# From the strongest to the weakest.
IN_FORCE_ORDER = [
    Citation("Hiến pháp", subject="nước Cộng hòa xã hội chủ nghĩa Việt Nam"),
    Citation("Bộ luật", "45/2019/QH14", dt.date(2019, 11, 20), "Quốc hội", "Lao động"),
    Citation("Luật", "10/2022/QH15", dt.date(2022, 11, 10), "Quốc hội", "Thực hiện dân chủ ở cơ sở"),
    Citation("Luật", "72/2025/QH15", dt.date(2025, 6, 16), "Quốc hội", "Tổ chức chính quyền địa phương"),
    Citation("Nghị quyết", "202/2025/QH15", dt.date(2025, 6, 12), "Quốc hội"),
    Citation(
        "Pháp lệnh", "34/2007/PL-UBTVQH11", dt.date(2007, 4, 20), "Ủy ban Thường vụ Quốc hội", "Thực hiện dân chủ"
    ),
    Citation("Nghị quyết", "1656/NQ-UBTVQH15", dt.date(2025, 6, 16)),
    Citation("Nghị định", "30/2020/NĐ-CP", dt.date(2020, 3, 5), "Chính phủ"),
    Citation("Nghị định", "118/2025/NĐ-CP", dt.date(2025, 6, 9), "Chính phủ"),
    Citation("Nghị quyết", "76/NQ-CP", dt.date(2021, 7, 15), "Chính phủ"),
    Citation("Quyết định", "25/2021/QĐ-TTg", dt.date(2021, 7, 22), "Thủ tướng Chính phủ"),
    Citation("Thông tư", "26/2026/TT-BTC", dt.date(2026, 3, 25), "Bộ trưởng Bộ Tài chính"),
    Citation("Quyết định", "1187/QĐ-BNV", dt.date(2025, 10, 15), "Bộ Nội vụ"),
    Citation("Nghị quyết", "18-NQ/TW", dt.date(2017, 10, 25), "Ban Chấp hành Trung ương"),
    Citation("Nghị quyết", "12/NQ-HĐND", dt.date(2025, 12, 8), "Hội đồng nhân dân tỉnh Hà Sơn"),
    Citation("Quyết định", "88/QĐ-UBND", dt.date(2026, 1, 5), "Ủy ban nhân dân tỉnh Hà Sơn"),
    Citation("Kế hoạch", "12/KH-UBND", dt.date(2026, 1, 9), "Ủy ban nhân dân tỉnh Hà Sơn"),
    Citation("Công văn", "45/SNV-CCHC", dt.date(2026, 1, 12), "Sở Nội vụ"),
    Citation("Chương trình", "07-CTr/TU", dt.date(2016, 4, 26), "Tỉnh ủy Hà Sơn"),
    Citation("Kế hoạch", "10/KH-UBND", dt.date(2024, 1, 12), "Ủy ban nhân dân huyện Sông Cái, tỉnh Hà Sơn"),
    Citation("Nghị quyết", "3/NQ-HĐND", dt.date(2026, 1, 7), "Hội đồng nhân dân xã An Bình, tỉnh Hà Sơn"),
    Citation("Quyết định", "5/QĐ-UBND", dt.date(2026, 1, 8), "Ủy ban nhân dân xã An Bình"),
    Citation("Kế hoạch", "6/KH-UBND", None, "Ủy ban nhân dân xã An Bình"),
]


@pytest.mark.parametrize("index", range(len(IN_FORCE_ORDER) - 1))
def test_each_stands_before_the_next(index: int) -> None:
    assert force_of(IN_FORCE_ORDER[index]) < force_of(IN_FORCE_ORDER[index + 1])


@pytest.mark.parametrize(
    ("issuer", "rank"),
    [("Ủy ban nhân dân thị xã Sơn Tây", 45), ("Ủy ban nhân dân huyện Đan Phượng", 45), ("Uỷ ban nhân dân phường Hải Hòa", 55),
     ("Sở Lao động - Thương binh và Xã hội", 35), ("", 45)],
)  # fmt: skip
def test_the_place_in_a_name_tells_the_level(issuer: str, rank: int) -> None:
    assert force_of(Citation("Kế hoạch", "1/KH-UBND", issuer=issuer)).rank == rank


LAW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
DECREE = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"
PLAN = "Thực hiện Kế hoạch số 12/KH-UBND ngày 09 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Hà Sơn về cải cách hành chính năm 2026"
ASKED = "Xét đề nghị của Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã"
INTRO = "Ủy ban nhân dân xã An Bình ban hành Kế hoạch như sau:"
ONE_STOP = Citation("Nghị định", "118/2025/NĐ-CP", dt.date(2025, 6, 9), "Chính phủ", "Cơ chế một cửa")
PRESS = Citation("Luật", "104/2016/QH13", dt.date(2016, 4, 6), "Quốc hội", "Tiếp cận thông tin")
OWN = Citation("Kế hoạch", "6/KH-UBND", dt.date(2026, 1, 20), "Ủy ban nhân dân xã An Bình", "Tuyên truyền")


def preamble(*texts: str) -> list[PreambleLine[int]]:
    return [preamble_line(index, "paragraph" if text == INTRO else "basis", text) for index, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("lines", "cited", "after", "mark", "mended"),
    [
        ((f"{LAW}.", INTRO), ONE_STOP, 0, ".", {0: f"{LAW};"}),
        ((f"{LAW}.", INTRO), PRESS, None, ";", {}),
        ((f"{LAW};", f"{DECREE}.", INTRO), ONE_STOP, 1, ".", {1: f"{DECREE};"}),
        ((f"{LAW};", f"{DECREE};", f"{PLAN}.", INTRO), ONE_STOP, 1, ";", {}),
        ((f"{LAW};", f"{DECREE};", f"{PLAN}.", INTRO), OWN, 2, ".", {2: f"{PLAN};"}),
        ((f"{LAW};", f"{ASKED}.", INTRO), ONE_STOP, 0, ";", {}),
        ((INTRO,), ONE_STOP, None, ".", {}),
        ((), ONE_STOP, None, ".", {}),
        # an office that ends every line with a full stop, or leaves the semicolon at the end
        ((f"{LAW}.", f"{DECREE}.", INTRO), ONE_STOP, 1, ".", {}),
        ((f"{LAW};", f"{DECREE};", INTRO), ONE_STOP, 1, ";", {}),
        ((f"{LAW};", f"{DECREE},", INTRO), ONE_STOP, 1, ",", {1: f"{DECREE};"}),
        # a line without an ending gets one when it is no longer last
        ((f"{LAW};", DECREE, INTRO), ONE_STOP, 1, ".", {1: f"{DECREE};"}),
        # people's own order is kept: the place where the fewest stand on the wrong side
        ((f"{PLAN};", f"{LAW};", f"{DECREE}.", INTRO), ONE_STOP, 2, ".", {2: f"{DECREE};"}),
    ],
)  # fmt: skip
def test_a_new_basis_finds_its_place(
    lines: tuple[str, ...], cited: Citation, after: int | None, mark: str, mended: dict[int, str]
) -> None:
    found = insertion_of(preamble(*lines), cited, full_citation(cited))
    assert (found.after, found.text[-1], found.mended) == (after, mark, mended)


def test_the_lead_word_of_the_office_is_used() -> None:
    lines = preamble(f"{LAW};", f"{PLAN}.")
    assert insertion_of(lines, OWN, "Kế hoạch số 6/KH-UBND").text == "Thực hiện Kế hoạch số 6/KH-UBND."
    assert insertion_of(lines, ONE_STOP, "Nghị định số 118/2025/NĐ-CP").text.startswith("Căn cứ ")


def test_prose_that_leads_over_to_the_plan_is_no_basis() -> None:
    assert not preamble_line(0, "paragraph", f"{PLAN}; Ủy ban nhân dân xã xây dựng kế hoạch như sau:").is_basis
    assert preamble_line(0, "paragraph", f"{PLAN}.").is_basis
    assert not preamble_line(0, "paragraph", "Năm 2025, xã đạt 90 điểm.").is_basis


def test_the_order_asked_for_by_hand() -> None:
    lines = preamble(f"{PLAN};", f"{ASKED};", INTRO, f"{DECREE};", f"{LAW}.")
    assert [(line.key, line.text) for line in in_order(lines)] == [
        (4, f"{LAW};"),
        (3, f"{DECREE};"),
        (0, f"{PLAN};"),
        (1, f"{ASKED}."),
    ]


def test_in_order_already_nothing_moves() -> None:
    lines = preamble(f"{LAW};", f"{DECREE};", f"{PLAN}.", INTRO)
    assert in_order(lines) == lines[:3]


@pytest.mark.parametrize(
    ("texts", "between", "last"),
    [((), ";", "."), ((f"{LAW};",), ";", "."), ((f"{LAW},", f"{DECREE}"), ",", "."), ((LAW, f"{DECREE};"), ";", ";")],
)
def test_endings_are_learnt_from_two_lines(texts: tuple[str, ...], between: str, last: str) -> None:
    found = endings_of(preamble(*texts))
    assert (found.between, found.last) == (between, last)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Khiếu nại, Luật Tố cáo ngày 10 tháng 12 năm 2025;",
            [
                Citation(
                    "Luật",
                    "",
                    dt.date(2025, 12, 10),
                    "",
                    "sửa đổi, bổ sung một số điều của Luật Khiếu nại, Luật Tố cáo",
                )
            ],
        ),
        (
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 12/2026/QH16.",
            [Citation("Luật", "12/2026/QH16", None, "", "sửa đổi, bổ sung một số điều của Luật Đất đai")],
        ),
        (
            "Căn cứ Luật Khiếu nại ngày 11 tháng 11 năm 2011;",
            [Citation("Luật", "", dt.date(2011, 11, 11), "", "Khiếu nại")],
        ),
        ("Căn cứ tình hình thực tế;", []),
    ],
)
def test_documents_of_a_line(text: str, found: list[Citation]) -> None:
    assert documents_in(text) == found
