"""Citations in words, as tables."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.bases import (
    Citation,
    citation_here,
    citing_day,
    difference,
    full_citation,
    is_mentioned,
    same_document,
    short_citation,
)

DECREE = Citation("Nghị định", "30/2020/NĐ-CP", dt.date(2020, 3, 5), "Chính phủ", "Công tác văn thư")
LAW = Citation("Luật", "10/2022/QH15", dt.date(2022, 11, 10), "Quốc hội", "Thực hiện dân chủ ở cơ sở")


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        (DECREE, "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"),
        (LAW, "Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022"),
        (Citation("Luật", "10/2022/QH15", subject="Luật Thực hiện dân chủ ở cơ sở."), "Luật Thực hiện dân chủ ở cơ sở"),
        (
            Citation("Luật", "10/2022/QH15", dt.date(2022, 11, 10), "Quốc hội"),
            "Luật số 10/2022/QH15 ngày 10 tháng 11 năm 2022",
        ),
        (
            Citation(
                "Luật", subject="sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ", dated=dt.date(2019, 11, 22)
            ),
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ ngày 22 tháng 11 năm 2019",
        ),
        (
            Citation(
                "Nghị định",
                "59/2023/NĐ-CP",
                None,
                "Chính phủ",
                "Quy định chi tiết một số điều của Luật Thực hiện dân chủ ở cơ sở",
            ),
            "Nghị định số 59/2023/NĐ-CP của Chính phủ quy định chi tiết một số điều của Luật Thực hiện dân chủ ở cơ sở",
        ),
        (
            Citation("Công văn", "117/UBND-VX", dt.date(2022, 2, 10), "Ủy ban nhân dân huyện", "V/v tuyên truyền"),
            "Công văn số 117/UBND-VX ngày 10 tháng 02 năm 2022 của Ủy ban nhân dân huyện về việc tuyên truyền",
        ),
        (
            Citation("Công văn", "117/UBND-VX", subject="Rà soát thủ tục hành chính"),
            "Công văn số 117/UBND-VX về việc rà soát thủ tục hành chính",
        ),
        (
            Citation(
                "Quyết định", "38/QĐ-UBND", dt.date(2024, 2, 15), "Ủy ban nhân dân xã An Bình", "Về việc giao nhiệm vụ;"
            ),
            "Quyết định số 38/QĐ-UBND ngày 15 tháng 02 năm 2024 của Ủy ban nhân dân xã An Bình về việc giao nhiệm vụ",
        ),
        (Citation("Kế hoạch", "60/KH-UBND", subject="CCHC năm 2024"), "Kế hoạch số 60/KH-UBND về CCHC năm 2024"),
        (
            Citation("Quyết định", "9/QĐ-UBND", subject="Bộ chỉ số cải cách hành chính"),
            "Quyết định số 9/QĐ-UBND về Bộ chỉ số cải cách hành chính",
        ),
        (Citation("Hướng dẫn", issuer="Sở Nội vụ"), "Hướng dẫn của Sở Nội vụ"),
        (Citation("Nghị quyết", "04-NQ/TU"), "Nghị quyết số 04-NQ/TU"),
    ],
)
def test_a_basis_says_what_is_known(cited: Citation, words: str) -> None:
    assert full_citation(cited) == words


def test_a_law_in_running_text_is_its_name() -> None:
    assert full_citation(LAW, in_text=True) == "Luật Thực hiện dân chủ ở cơ sở"
    assert full_citation(DECREE, in_text=True) == full_citation(DECREE)


def test_an_office_that_writes_numbers_of_laws_goes_on_doing_so() -> None:
    assert (
        full_citation(LAW, law_number=True)
        == "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022"
    )


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        (DECREE, "Nghị định số 30/2020/NĐ-CP"),
        (LAW, "Luật Thực hiện dân chủ ở cơ sở"),
        (Citation("Hướng dẫn", issuer="Sở Nội vụ"), "Hướng dẫn"),
    ],
)
def test_a_later_mention_is_short(cited: Citation, words: str) -> None:
    assert short_citation(cited) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thực hiện Nghị định số 30 / 2020/NĐ – CP ngày 05 tháng 3 năm 2020", True),
        ("Theo Nghị định số 130/2020/NĐ-CP", False),
        ("Theo Nghị định số 30/2020/NĐ-CP-X", False),
        ("theo nghi dinh ve cong tac van thu", False),
        ("", False),
    ],
)
def test_a_number_is_recognised_in_any_spelling(text: str, found: bool) -> None:
    assert is_mentioned(DECREE, [text]) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022;", True),
        ("theo LUẬT THỰC HIỆN DÂN CHỦ Ở CƠ SỞ", True),
        ("thực hiện dân chủ ở cơ sở", False),
        ("Luật số 10/2022/QH15", True),
    ],
)
def test_a_law_is_recognised_by_name_or_number(text: str, found: bool) -> None:
    assert is_mentioned(LAW, [text]) is found


def test_the_first_mention_is_complete_and_later_ones_short() -> None:
    assert citation_here(DECREE, ["Mục đích"]).endswith("về công tác văn thư")
    assert citation_here(DECREE, ["Mục đích", "Căn cứ Nghị định số 30/2020/NĐ-CP;"]) == "Nghị định số 30/2020/NĐ-CP"


@pytest.mark.parametrize(
    ("printed", "year", "today", "day"),
    [
        (dt.date(2026, 2, 3), 2026, dt.date(2026, 5, 1), dt.date(2026, 2, 3)),
        (None, 2026, dt.date(2026, 5, 1), dt.date(2026, 5, 1)),
        (None, 2027, dt.date(2026, 12, 1), dt.date(2027, 1, 1)),
        (None, 2024, dt.date(2026, 5, 1), dt.date(2024, 12, 31)),
        (None, 2024, None, dt.date(2024, 12, 31)),
    ],
)
def test_the_day_bases_are_judged_by(printed: dt.date | None, year: int, today: dt.date | None, day: dt.date) -> None:
    assert citing_day(printed, year, today) == day


@pytest.mark.parametrize(
    ("basis", "sentence"),
    [
        (Citation("Nghị định", "30/2020/NĐ-CP", dt.date(2020, 3, 5)), ""),
        (Citation("Nghị định", "30/2020/NĐ-CP"), ""),
        (Citation("Văn bản", "30/2020/NĐ-CP"), ""),
        (
            Citation("Quyết định", "30/2020/NĐ-CP", dt.date(2020, 5, 3)),
            "Danh mục ghi là Nghị định, kế hoạch ghi là Quyết định; danh mục ghi ngày 05/3/2020, kế hoạch ghi ngày 03/5/2020.",
        ),
    ],
)
def test_what_differs_from_the_catalogue_is_said(basis: Citation, sentence: str) -> None:
    assert difference(basis, DECREE) == sentence


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (DECREE, Citation("Nghị định", "30 / 2020 / NĐ-CP"), True),
        (DECREE, Citation("Nghị định", "130/2020/NĐ-CP"), False),
        (LAW, Citation("Luật", subject="thực hiện dân chủ ở cơ sở"), True),
        (LAW, Citation("Luật", subject="Thực hiện dân chủ ở cơ sở", dated=dt.date(2030, 1, 1)), False),
        (LAW, Citation("Luật", subject="sửa đổi, bổ sung một số điều của Luật Thực hiện dân chủ ở cơ sở"), False),
        (
            Citation("Kế hoạch", "60/KH-UBND", dt.date(2026, 1, 5)),
            Citation("Kế hoạch", "60/KH-UBND", dt.date(2026, 2, 6)),
            False,
        ),
        (
            Citation("Kế hoạch", "60/KH-UBND", dt.date(2026, 1, 5), "UBND xã An Bình"),
            Citation("Kế hoạch", "60/KH-UBND", dt.date(2026, 2, 6), "UBND xã An Bình"),
            True,
        ),
        (Citation("Công văn"), Citation("Công văn"), False),
        (Citation("Luật"), Citation("Luật"), False),
    ],
)
def test_whether_two_citations_mean_one_document(one: Citation, other: Citation, same: bool) -> None:
    assert same_document(one, other) is same
    assert same_document(other, one) is same
