"""Rows in hand: what every row says stays said, wherever rows go and cells are merged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.official import RowKind
from plans.sheet import SheetRow, cell_text, deleted, fitted, full_cells, inserted, moved, turned, written


def table(*rows: str) -> list[SheetRow]:
    """ "1 A" a row of two cells, "^" a cell that goes on, "=" a title row, "." a blank cell."""
    out = []
    for index, row in enumerate(rows):
        kind = RowKind.GROUP if row.startswith("=") else RowKind.DATA
        cells = row.removeprefix("=").split()
        out.append(SheetRow("abcdefgh"[index], tuple({"^": None, ".": ""}.get(cell, cell) for cell in cells), kind))
    return out


def shown(rows: list[SheetRow]) -> list[str]:
    return [
        ("" if row.is_data else "=") + " ".join({None: "^", "": "."}.get(cell, str(cell)) for cell in row.cells)
        for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("  a   b ", "a b"),
        ("a\r\n\r\n b\t", "a\nb"),
        ("Vie\u0323\u0302c\u200b", "Việc"),
        ("\n \n", ""),
        ("a\u202eb", "ab"),
    ],
)
def test_a_cell_is_cleaned_and_keeps_its_lines(text: str, stored: str) -> None:
    assert cell_text(text) == stored


def test_cells_fit_the_columns() -> None:
    assert fitted(["a", None], 3) == ("a", None, "")
    assert fitted(["a", "b", "c"], 2) == ("a", "b")


def test_merged_cells_say_what_stands_above() -> None:
    assert full_cells(table("1 A", "2 ^", "= T", "3 ^")) == [("1", "A"), ("2", "A"), ("T",), ("3", "")]


@pytest.mark.parametrize(
    ("rows", "changes", "after"),
    [
        (["1 A", "2 ^", "3 ^"], {("b", 1): "B"}, ["1 A", "2 B", "3 A"]),  # own words; the next keeps what it said
        (["1 A", "2 ^", "3 ^"], {("a", 1): "B"}, ["1 B", "2 ^", "3 ^"]),  # the one cell over three rows
        (["1 A", "2 ^", "3 ^"], {("b", 1): "B", ("c", 1): "C"}, ["1 A", "2 B", "3 C"]),
        (["1 A", "2 B"], {("b", 1): None}, ["1 A", "2 ^"]),
        (["1 A", "2 B"], {("a", 1): None}, ["1 .", "2 B"]),  # nothing above to go on with
        (["=I A", "2 B"], {("b", 1): None}, ["=I A", "2 ."]),
        (["1 A", "2 ^"], {("b", 1): ""}, ["1 A", "2 ."]),
    ],
)
def test_words_come_into_cells(rows: list[str], changes: dict[tuple[str, int], str | None], after: list[str]) -> None:
    assert shown(written(table(*rows), changes)) == after


@pytest.mark.parametrize(
    ("rows", "index", "fresh", "after"),
    [
        (["1 A", "2 ^"], 1, ["x ."], ["1 A", "x ^", "2 ^"]),  # blank: it joins
        (["1 A", "2 ^"], 1, ["x B"], ["1 A", "x B", "2 A"]),
        (["1 A", "2 ^"], 1, ["x .", "=I T"], ["1 A", "x .", "=I T", "2 A"]),
        (["1 A", "2 ^"], 0, ["x ^"], ["x .", "1 A", "2 ^"]),
        (["1 A", "2 ^"], 2, ["x ."], ["1 A", "2 ^", "x ."]),
        (["1 A"], 1, ["x B", "y ^"], ["1 A", "x B", "y ^"]),
        (["=I T"], 1, ["x ^"], ["=I T", "x ."]),
        ([], 0, ["x ^"], ["x ."]),
    ],
)
def test_rows_come_in(rows: list[str], index: int, fresh: list[str], after: list[str]) -> None:
    coming = [SheetRow(f"new{i}", row.cells, row.kind) for i, row in enumerate(table(*fresh))]
    assert shown(inserted(table(*rows), index, coming)) == after


@pytest.mark.parametrize(
    ("rows", "keys", "place", "after"),
    [
        (["1 A", "2 ^", "3 B"], "c", "a", ["1 A", "3 B", "2 A"]),
        (["1 A", "2 ^", "3 B"], "a", "c", ["2 A", "3 B", "1 A"]),
        (["1 A", "2 ^", "3 ^"], "c", "a", ["1 A", "3 ^", "2 ^"]),  # inside their own merge they stay merged
        (["1 A", "2 ^", "3 ^"], "a", "c", ["2 A", "3 ^", "1 ^"]),
        (["1 A", "2 ^", "3 ^"], "ab", None, ["1 A", "2 ^", "3 ^"]),
        (["1 A", "2 B", "3 C", "4 D"], "bd", "a", ["1 A", "2 B", "4 D", "3 C"]),
        (["1 A", "2 B", "3 C"], "ab", "b", ["1 A", "2 B", "3 C"]),  # behind one of themselves
        (["1 A", "=I T", "2 B", "3 ^"], "b", "c", ["1 A", "2 B", "=I T", "3 B"]),
    ],
)
def test_rows_move(rows: list[str], keys: str, place: str | None, after: list[str]) -> None:
    assert shown(moved(table(*rows), set(keys), place)) == after


@pytest.mark.parametrize(
    ("rows", "keys", "after"),
    [
        (["1 A", "2 ^", "3 ^"], "a", ["2 A", "3 ^"]),
        (["1 A", "2 ^", "3 ^"], "b", ["1 A", "3 ^"]),
        (["1 A", "2 ^", "3 ^"], "ab", ["3 A"]),
        (["1 A", "=I T", "2 B"], "b", ["1 A", "2 B"]),
        (["1 A"], "a", []),
    ],
)
def test_rows_go(rows: list[str], keys: str, after: list[str]) -> None:
    assert shown(deleted(table(*rows), set(keys))) == after


def test_a_row_becomes_a_title_and_a_duty_again() -> None:
    rows = table("1 A", "2 ^", "3 ^")
    titled = turned(rows, "b", RowKind.GROUP)
    assert shown(titled) == ["1 A", "=2 .", "3 A"]
    assert shown(turned(titled, "b", RowKind.DATA)) == ["1 A", "2 .", "3 A"]
    assert turned(rows, "b", RowKind.DATA) == rows


@st.composite
def tables(draw: st.DrawFn) -> list[SheetRow]:
    rows = []
    for index in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from([RowKind.DATA, RowKind.DATA, RowKind.DATA, RowKind.GROUP]))
        above = rows[-1] if rows else None
        merges = kind == RowKind.DATA and above is not None and above.is_data
        cells = [draw(st.sampled_from([f"w{index}", ""] + ([None] * 2 if merges else []))) for _ in range(2)]
        rows.append(SheetRow(f"k{index}", tuple(cells), kind))
    return rows


@given(tables(), st.data())
def test_every_row_says_what_it_said(rows: list[SheetRow], data: st.DataObject) -> None:
    """Moving and deleting change no words of any row, and no cell goes on from one it was not merged with."""
    said = {row.key: full for row, full in zip(rows, full_cells(rows), strict=True)}
    keys = {row.key for row in rows}
    picked = data.draw(st.sets(st.sampled_from(sorted(keys))))
    after = data.draw(st.sampled_from([None, *sorted(keys)]))
    for out in (moved(rows, picked, after), deleted(rows, picked)):
        assert {row.key: full for row, full in zip(out, full_cells(out), strict=True)} == {
            row.key: said[row.key] for row in out
        }
    assert {row.key for row in moved(rows, picked, after)} == keys
    assert {row.key for row in deleted(rows, picked)} == keys - picked


@given(tables(), st.data())
def test_words_in_one_cell_change_no_other_row_but_those_merged_with_it(
    rows: list[SheetRow], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(rows) - 1))
    out = written(rows, {(rows[index].key, 0): "mới"})
    before, after = full_cells(rows), full_cells(out)
    assert after[index][0] == "mới"
    for other, (one, two) in enumerate(zip(before, after, strict=True)):
        goes_on = other > index and all(row.cells[0] is None for row in rows[index + 1 : other + 1])
        if other != index and not (goes_on and rows[index].cells[0] is not None):
            assert one == two
