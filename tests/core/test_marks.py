"""Marking found words in a text that keeps its tone marks."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.marks import excerpt, folded_places, marked
from core.text import fold
from core.wanted import wanted_of

MARKED = [
    ("Rà soát thủ tục", "ra soat", "[Rà] [soát] thủ tục"),
    ("Rà soát thủ tục", '"ra soat"', "[Rà soát] thủ tục"),
    ("ĐÀO TẠO đội ngũ", "đào doi", "[ĐÀO] TẠO [đội] ngũ"),
    ("Kế hoạch số 97/KH-UBND năm 1997", "KH 97", "Kế hoạch số [97/KH]-UBND năm 1997"),
    ("Kế hoạch số 97/KH-UBND năm 1997", "97", "Kế hoạch số [97]/KH-UBND năm 1997"),
    ("Số 05/KH-UBND", "5/kh-ubnd", "Số [05/KH-UBND]"),
    ("Quý II, năm 2026", "2026", "Quý II, năm [2026]"),
    ("phòng, chống", "phong ch", "[phòng], [ch]ống"),
    ("chống", "cho", "[chố]ng"),
    ("một  cửa\nliên thông", '"một cửa liên"', "[một  cửa\nliên] thông"),
    ("a.b", "a.b", "a.b"),
    ("", "xa", ""),
]


def shown(text: str, typed: str) -> str:
    return "".join(f"[{run}]" if is_marked else run for run, is_marked in marked(text, wanted_of(typed).marks))


@pytest.mark.parametrize(("text", "typed", "wanted"), MARKED)
def test_marked(text: str, typed: str, wanted: str) -> None:
    assert shown(text, typed) == wanted


@pytest.mark.parametrize(("text", "typed", "wanted"), MARKED)
def test_decomposed_letters_are_marked_with_their_signs(text: str, typed: str, wanted: str) -> None:
    decomposed = shown(unicodedata.normalize("NFD", text), typed)
    assert unicodedata.normalize("NFC", decomposed) == wanted


VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyAĐÔƯ áàảãạấềổữị\u0301\u0323\u0309 ,.-/0159\n", max_size=60)


@given(VIETNAMESE)
def test_every_folded_letter_knows_its_place(text: str) -> None:
    folded, places = folded_places(text)
    assert folded.strip() == fold(text)
    assert len(folded) == len(places)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(VIETNAMESE, st.lists(VIETNAMESE, max_size=4))
def test_marking_changes_no_letter_and_finds_what_is_there(text: str, words: list[str]) -> None:
    marks = [fold(word) for word in words]
    runs = marked(text, marks)
    assert "".join(run for run, _ in runs) == text
    assert all(run for run, _ in runs)
    assert not any(one[1] and other[1] for one, other in pairwise(runs)), "neighbours are one run"
    for mark in marks:
        if mark and mark in fold(text) and not mark[0].isdigit() and not mark[-1].isdigit():
            assert any(is_marked for _, is_marked in runs)


@given(VIETNAMESE.map(lambda text: text * 20), st.lists(VIETNAMESE, max_size=3), st.integers(30, 200))
def test_an_excerpt_is_short_and_of_the_text(text: str, words: list[str], longest: int) -> None:
    cut = excerpt(text, [fold(word) for word in words], longest)
    assert len(cut) <= longest + 4 or cut == text
    assert cut.removeprefix("… ").removesuffix(" …").strip() in text


def test_the_excerpt_holds_the_first_found_word() -> None:
    text = "mở đầu " * 60 + "niêm yết công khai " + "phần sau " * 60
    cut = excerpt(text, wanted_of("niem yet").marks)
    assert "niêm yết công khai" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert excerpt("ngắn", ("x",)) == "ngắn"
