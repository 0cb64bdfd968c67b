"""Printed names of units, as the plans of 2017–2024 write them."""

from __future__ import annotations

import pytest

from organisations.matching import Candidate, best_match, key_of

UNITS = [
    Candidate(1, ("Văn phòng - Thống kê", "VP-TK")),
    Candidate(2, ("Tư pháp - Hộ tịch",)),
    Candidate(3, ("Tài chính - Kế toán",)),
    Candidate(4, ("Văn hóa - Xã hội",)),
    Candidate(5, ("Bộ phận Tiếp nhận và Trả kết quả", "Bộ phận Một cửa")),
    Candidate(6, ("Công an xã",)),
    Candidate(7, ("Văn phòng HĐND và UBND",)),
    Candidate(8, ("Ban Chỉ huy quân sự",)),
    Candidate(9, ("Trạm y tế",)),
    Candidate(10, ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", "UBMTTQVN xã")),
]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Văn phòng - Thống kê", 1),
        ("Công chức Văn phòng – Thống kê", 1),
        ("công chức văn phòng—thống kê xã An Bình", 1),
        ("Văn phòng Thống Kế", 1),
        ("VP-TK", 1),
        ("VPTK", 1),
        ("vp – tk", 1),
        ("- Văn phòng – Thống kê;", 1),
        ("Tư pháp xã", 2),
        ("Công chức Tư pháp-Hộ tịch", 2),
        ("TP-HT", 2),
        ("Tài chính kế toán", 3),
        ("TC-KT", 3),
        ("Bộ phận Văn hóa – Xã hội", 4),
        ("Văn hoá - Xã hội", 4),
        ("VHXH", 4),
        ("Bộ phận TN&TKQ", 5),
        ("Bộ phận Một cửa xã", 5),
        ("Công an", 6),
        ("Công an xã An Bình", 6),
        ("Văn phòng HĐND&UBND xã", 7),
        ("Văn phòng HĐND-UBND", 7),
        ("Ban CHQS", None),
        ("Ban chỉ huy quân sự xã", 8),
        ("Trạm Y tế xã An Bình", 9),
        ("UBMTTQVN xã", 10),
        ("Các ban, ngành", None),
        ("UBND xã", None),
        ("Văn phòng", None),  # two units begin so: not decided here
        ("Tài chính – ngân sách xã", None),
        ("", None),
        ("  – ", None),
    ],
)
def test_the_unit_meant(printed: str, meant: int | None) -> None:
    assert best_match(printed, UNITS, place="An Bình") == meant


def test_decomposed_letters_are_the_same() -> None:
    import unicodedata

    assert key_of(unicodedata.normalize("NFD", "Văn hóa - Xã hội")) == key_of("Văn hóa - Xã hội")


def test_a_remembered_spelling_wins() -> None:
    units = [Candidate(1, ("Phòng Kinh tế", "Tài chính – ngân sách xã")), Candidate(2, ("Phòng Văn hóa - Xã hội",))]
    assert best_match("Tài chính - Ngân sách", units) == 1


def test_two_units_of_one_spelling_are_not_decided() -> None:
    assert best_match("Công an", [Candidate(1, ("Công an xã",)), Candidate(2, ("Công an",))]) is None
