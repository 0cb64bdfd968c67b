"""Section paths, automatic numbers, citations that follow them."""

from __future__ import annotations

import pytest

from documents.official import BlockKind
from plans.outline import Line, bare, citations, follow, numbered, section_paths, stepped

H, P = BlockKind.HEADING, BlockKind.PARAGRAPH


def lines(*rows: tuple[BlockKind, int, str]) -> list[Line]:
    return [Line(key, kind, level, marker) for key, (kind, level, marker) in enumerate(rows)]


@pytest.mark.parametrize(
    ("marker", "word"), [("II.", "II"), ("a)", "a"), ("1.1.", "1.1"), ("Phần I", "Phần I"), ("-", ""), ("", "")]
)
def test_a_bare_marker(marker: str, word: str) -> None:
    assert bare(marker) == word


def test_paths_tell_twins_apart() -> None:
    found = section_paths(lines((H, 1, "I."), (H, 2, "1."), (H, 1, "III."), (H, 1, "III."), (H, 2, "1."), (H, 2, "")))
    assert found == {0: "I", 1: "I.1", 2: "III", 3: "III(2)", 4: "III(2).1", 5: "III(2)"}


@pytest.mark.parametrize(
    ("rows", "markers"),
    [
        ([(H, 1, "I."), (H, 1, "III."), (H, 1, "III.")], {1: "II."}),
        ([(H, 1, "I."), (H, 2, "1."), (H, 2, "3."), (H, 1, "II."), (H, 2, "2.")], {2: "2.", 4: "1."}),
        ([(P, 3, "a)"), (P, 3, "b)"), (P, 3, "c)"), (P, 3, "d)"), (P, 3, "e)")], {4: "đ)"}),
        ([(H, 1, "Điều 1."), (H, 1, "Điều 4.")], {1: "Điều 2."}),
        ([(H, 1, "Phần I"), (H, 2, "1."), (H, 1, "Phần III")], {2: "Phần II"}),
        ([(H, 2, "2."), (H, 3, "2.1."), (H, 3, "2.5.")], {0: "1.", 1: "1.1.", 2: "1.2."}),
        ([(P, 2, "-"), (P, 2, "+"), (P, 2, "")], {}),
        ([(P, 2, "-"), (P, 3, "1."), (P, 2, "-"), (P, 3, "3.")], {3: "2."}),
    ],
)
def test_numbers_are_counted_anew_in_their_style(
    rows: list[tuple[BlockKind, int, str]], markers: dict[int, str]
) -> None:
    assert numbered(lines(*rows)) == markers


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("theo mục 1 Phần II Kế hoạch này", ["II.1"]),
        ("theo mục 1, 2 và 3 Phần II", ["II.1", "II.2", "II.3"]),
        ("tại Phần III của Kế hoạch này", ["III"]),
        ("theo mục 1 Phần II Quyết định số 5/QĐ-UBND", []),
        ("theo Phần III Nghị quyết 76", []),
        ("các phần việc khác", []),
    ],
)
def test_citations_of_this_plan_alone(text: str, paths: list[str]) -> None:
    assert [each.path for each in citations(text)] == paths


def test_citations_follow_what_was_meant_before() -> None:
    old = [Line(1, H, 1, "I."), Line(2, H, 2, "1."), Line(3, P, 2, "-", "theo mục 1 Phần I và Phần IX Kế hoạch này")]
    new = [Line(9, H, 1, "I."), *old]
    markers = numbered(new)
    assert follow(new, markers, section_paths(old)) == {3: "theo mục 1 Phần II và Phần IX Kế hoạch này"}
    gone = [each for each in old if each.key != 2]
    assert follow(gone, {}, section_paths(old)) == {}


def _steps(*shape: str) -> list[Line]:
    """ "1 I." is a heading of level 1, "- x" a plain line."""
    out = []
    for key, each in enumerate(shape):
        level, _, marker = each.partition(" ")
        plain = level == "-"
        out.append(Line(key, BlockKind.PARAGRAPH if plain else BlockKind.HEADING, 3 if plain else int(level), marker))
    return out


@pytest.mark.parametrize(
    ("shape", "start", "up", "expected"),
    [
        (["- a", "- b"], 1, True, [1, 0]),
        (["- a", "- b"], 0, False, [1, 0]),
        (["- a", "- b"], 0, True, None),
        (["- a", "- b"], 1, False, None),
        # a heading takes its section along
        (["1 I.", "2 1.", "- a", "2 2.", "- b"], 3, True, [0, 3, 4, 1, 2]),
        (["1 I.", "2 1.", "- a", "2 2.", "- b"], 1, False, [0, 3, 4, 1, 2]),
        (["1 I.", "2 1.", "- a", "1 II.", "- b"], 3, True, [3, 4, 0, 1, 2]),
        (["1 I.", "2 1.", "- a", "1 II.", "- b"], 0, False, [3, 4, 0, 1, 2]),
        # and stays under the heading it stands under
        (["1 I.", "2 1.", "- a", "1 II."], 1, True, None),
        (["1 I.", "2 1.", "- a", "1 II."], 1, False, None),
        (["1 I.", "- a", "2 1."], 2, True, None),
        # text before the first heading
        (["- a", "1 I.", "- b"], 1, True, [1, 2, 0]),
    ],
)
def test_one_step(shape, start, up, expected):
    assert stepped(_steps(*shape), start, up=up) == expected
