"""What typed words mean: one table, and what holds for any words at all."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import fold
from core.wanted import LONGEST, MOST_TERMS, Number, Term, Word, Year, wanted_of

KH_97 = Number("97", "kh-ubnd", "97/kh-ubnd")
ND_30 = Number("30", "2020/nd-cp", "30/2020/nd-cp")

UNDERSTOOD: list[tuple[str, tuple[Term, ...]]] = [
    # words in any order, without marks, capitals and signs
    ("rà soát thủ tục", (Word("ra"), Word("soat"), Word("thu"), Word("tuc"))),
    ("  ĐÀO   tạo ", (Word("dao"), Word("tao"))),
    ("Tư pháp - Hộ tịch", (Word("tu"), Word("phap"), Word("ho"), Word("tich"))),
    ("rà soát rà soát", (Word("ra"), Word("soat"))),
    # words that stand together
    ('"rà soát" xã', (Word("ra soat"), Word("xa"))),
    ("“một  cửa” «điện tử»", (Word("mot cua"), Word("dien tu"))),
    ('"rà soát', (Word("ra"), Word("soat"))),
    ('""', ()),
    # numbers of documents
    ("97/KH-UBND", (KH_97,)),
    ("97 / KH - UBND", (KH_97,)),
    ("97/kh-ubnd", (KH_97,)),
    ("97/KH UBND", (KH_97,)),
    ("97 kh ubnd", (KH_97,)),
    ("số 97/KH-UBND", (KH_97,)),
    ("Số: 97 / KH-UBND", (KH_97,)),
    ("KH-UBND số 97", (KH_97,)),
    ("KH 97", (Number("97", "kh", "97/kh"),)),
    ("05/KH-UBND", (Number("5", "kh-ubnd", "05/kh-ubnd"),)),
    ("số 97", (Number("97", text="97"),)),
    ("97", (Number("97", text="97"),)),
    ("097", (Number("97", text="097"),)),
    ("12a/QĐ-UBND", (Number("12a", "qd-ubnd", "12a/qd-ubnd"),)),
    ("30/2020/NĐ-CP", (ND_30,)),
    ("30 / 2020 / NĐ - CP", (ND_30,)),
    ("30 2020 nđ cp", (ND_30,)),
    ("45/2019/QH14", (Number("45", "2019/qh14", "45/2019/qh14"),)),
    ("KH 97 rà soát", (Number("97", "kh", "97/kh"), Word("ra"), Word("soat"))),
    ("97/KH-UBND xã An", (KH_97, Word("xa"), Word("an"))),
    ("kế hoạch số 97 năm 2026", (Number("97", text="97"), Word("ke"), Word("hoach"), Year(2026))),
    # years
    ("2024", (Year(2024),)),
    ("năm 2024", (Year(2024),)),
    ("KH 2024", (Word("kh"), Year(2024))),
    ("KH số 2024", (Number("2024", "kh", "2024/kh"),)),
    ("quý II/2026", (Word("quy"), Word("ii"), Year(2026))),
    ("1850", (Number("1850", text="1850"),)),
    # days stay whole
    ("trước 15/6/2026", (Word("truoc"), Word("15/6/2026"))),
    ("05/4", (Word("05/4"),)),
    # what says nothing
    ("", ()),
    ("   \t\n", ()),
    ("%_\\", ()),
    ("a", ()),
    ("'; DROP TABLE", (Word("drop"), Word("table"))),
    ("100%", (Number("100", text="100"),)),
    ("123456789", (Word("123456789"),)),
]


@pytest.mark.parametrize(("typed", "terms"), UNDERSTOOD, ids=[typed[:24] for typed, _ in UNDERSTOOD])
def test_understood(typed: str, terms: tuple[Term, ...]) -> None:
    assert wanted_of(typed).terms == terms


@pytest.mark.parametrize(("typed", "_"), UNDERSTOOD, ids=[typed[:24] for typed, _ in UNDERSTOOD])
def test_composed_and_decomposed_letters_are_one(typed: str, _: object) -> None:
    decomposed = unicodedata.normalize("NFD", typed)
    assert wanted_of(decomposed) == wanted_of(typed)
    assert wanted_of(typed.upper()).terms == wanted_of(typed).terms


def test_too_short_words_are_named() -> None:
    wanted = wanted_of("rà ở y b")
    assert wanted.terms == (Word("ra"),)
    assert wanted.ignored == ("o", "y", "b")


def test_invisible_characters_are_no_part_of_a_word() -> None:
    assert wanted_of("ra\u200bsoat \u202ethu\ufefftuc\x00").terms == (Word("rasoat"), Word("thutuc"))


@pytest.mark.parametrize(
    "typed", ["x" * 10_000, "ke hoach " * 2000, "97/" * 4000, '"' * 9999, "1 " * 9000, "\u0301" * 9000]
)
def test_a_flood_is_cut(typed: str) -> None:
    wanted = wanted_of(typed)
    assert len(wanted.text) <= LONGEST
    assert len(wanted.terms) <= MOST_TERMS
    assert wanted.cut


@given(st.text(max_size=300))
def test_anything_can_be_typed(typed: str) -> None:
    wanted = wanted_of(typed)
    assert len(wanted.terms) <= MOST_TERMS
    for term in wanted.terms:
        assert term.text == fold(term.text), "compared with folded columns"
        assert "\x00" not in term.text
    assert wanted_of(wanted.text).terms == wanted.terms, "the address of the page says the same"


NUMBERS = [
    ("97 kh ubnd", "97", "KH-UBND", True),
    ("KH 97", "97", "KH-UBND", True),
    ("97 ubnd", "97", "KH-UBND", True),
    ("số 97", "97", "QĐ-UBND", True),
    ("05/KH-UBND", "5", "KH-UBND", True),
    ("5/KH-UBND", "05", "KH-UBND", True),
    ("NĐ 30", "30", "2020/NĐ-CP", True),
    ("30/2020/NĐ-CP", "30", "2020/NĐ-CP", True),
    ("30/2021/NĐ-CP", "30", "2020/NĐ-CP", False),
    ("97/QĐ-UBND", "97", "KH-UBND", False),
    ("97/KH-UBND", "197", "KH-UBND", False),
    ("97/KH-UBND", "", "KH-UBND", False),
]


@pytest.mark.parametrize(("typed", "number", "symbol", "meant"), NUMBERS)
def test_which_document_is_meant(typed: str, number: str, symbol: str, meant: bool) -> None:
    assert any(each.is_of(number, symbol) for each in wanted_of(typed).numbers) is meant
