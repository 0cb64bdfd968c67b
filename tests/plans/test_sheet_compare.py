"""What a file would change: three ways, so that nobody's work in the portal is undone by an older file."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from documents.official import RowKind
from plans.sheet import SheetRow
from plans.sheet_compare import Comparison, compare
from plans.sheet_xlsx import FileCell, FileRow, FileSheet, read_workbook
from tests.plans.test_sheet_xlsx import KEYS, ROWS, TITLES, exported, rewritten

Change = Callable[[Any], object]


def compared(now: list[SheetRow], change: Change = lambda page: None, **options: Any) -> Comparison:
    """The file was made of ROWS, changed, and comes back to a table that is `now`."""
    return compare(now, TITLES, read_workbook("bang.xlsx", rewritten(exported(), change), TITLES), **options)


def put(**cells: object) -> Change:
    def change(page: Any) -> None:
        for place, value in cells.items():
            page[place] = value

    return change


def changed(rows: list[SheetRow], key: str, at: int, text: str) -> list[SheetRow]:
    return [
        SheetRow(row.key, (*row.cells[:at], text, *row.cells[at + 1 :]), row.kind) if row.key == key else row
        for row in rows
    ]


def test_an_untouched_file_changes_nothing() -> None:
    found = compared(ROWS)
    assert found.is_empty
    assert found.notices == ()


def test_an_older_file_does_not_undo_what_was_done_in_the_portal() -> None:
    now = changed(ROWS, KEYS[1], 3, "Quý IV")
    assert compared(now).is_empty
    assert compared([*now, SheetRow(KEYS[6], ("5", "mới", "", ""))]).is_empty  # added since: not missing
    assert compared(now[:3]).is_empty  # deleted since, untouched in the file


def test_a_cell_changed_in_the_file() -> None:
    found = compared(ROWS, put(D3="Quý III", B6="Việc khác"))
    assert [(each.row, each.column, each.place, each.old, each.new, each.conflict) for each in found.cells] == [
        (KEYS[1], 3, "D3", "Quý II", "Quý III", False),
        (KEYS[4], 1, "B6", "@lan #N/A", "Việc khác", False),
    ]


def test_a_cell_changed_on_both_sides_is_a_conflict() -> None:
    now = changed(ROWS, KEYS[1], 3, "Quý IV")
    (found,) = compared(now, put(D3="Quý III")).cells
    assert (found.old, found.new, found.conflict) == ("Quý IV", "Quý III", True)
    assert compared(changed(ROWS, KEYS[1], 3, "Quý III"), put(D3="Quý III")).is_empty  # both the same


def test_rows_that_are_new_and_rows_that_are_missing() -> None:
    def change(page: Any) -> None:
        page.delete_rows(6)
        page["A7"], page["B7"], page["D7"] = 9, "Việc mới", "Quý I"
        page["A8"], page["B8"] = "II", "Nhóm mới"

    found = compared(ROWS, change)
    assert [(each.kind, each.cells, each.number) for each in found.added] == [
        (RowKind.DATA, ("9", "Việc mới", "", "Quý I"), 7),
        (RowKind.GROUP, ("II", "Nhóm mới", "", ""), 8),
    ]
    assert found.added[0].after == KEYS[3]
    assert found.added[1].after == found.added[0].key
    assert [each.row for each in found.missing] == [KEYS[4]]


def test_a_row_deleted_in_the_portal_and_changed_in_the_file_is_offered_again() -> None:
    now = [row for row in ROWS if row.key != KEYS[4]]
    (found,) = compared(now, put(B6="Việc khác")).added
    assert (found.key, found.deleted, found.after) == (KEYS[4], True, KEYS[3])


def test_a_row_copied_in_excel_is_a_new_one() -> None:
    def change(page: Any) -> None:
        for at in range(1, 6):
            page.cell(row=7, column=at).value = page.cell(row=6, column=at).value
        page["B7"] = "Bản chép"

    (found,) = compared(ROWS, change).added
    assert found.key not in KEYS
    assert not found.deleted


def test_rows_in_another_order_are_told_and_not_taken_for_new() -> None:
    rows = [SheetRow(KEYS[i], (str(i + 1), f"Việc {i}", "", "")) for i in range(5)]

    def sheet(order: list[int]) -> FileSheet:
        made = [
            FileRow(n + 2, tuple(FileCell(text, "A1") for text in rows[i].cells), KEYS[i]) for n, i in enumerate(order)
        ]
        return FileSheet(tuple(TITLES), tuple(made))

    found = compare(rows, TITLES, sheet([4, 0, 1, 2, 3]))
    assert (found.order, found.moved) == (tuple(KEYS[i] for i in (4, 0, 1, 2, 3)), 1)
    assert found.added == found.cells == ()
    assert compare(rows, TITLES, sheet([0, 1, 2, 3, 4])).is_empty


def test_a_lost_merge_is_no_change_and_a_new_one_is() -> None:
    assert compared(ROWS, lambda page: page.unmerge_cells("C3:C5")).is_empty

    def fill(page: Any) -> None:
        page.unmerge_cells("C3:C5")
        page["C4"] = page["C5"] = "Văn phòng - Thống kê"

    assert compared(ROWS, fill).is_empty

    def own_words(page: Any) -> None:
        page.unmerge_cells("C3:C5")
        page["C4"] = "Tư pháp - Hộ tịch"

    (found,) = compared(ROWS, own_words).cells
    assert (found.old, found.new) == (None, "Tư pháp - Hộ tịch")

    def join(page: Any) -> None:
        page.unmerge_cells("C3:C5")
        page.merge_cells("C3:C6")

    (joined,) = compared(ROWS, join).cells
    assert (joined.row, joined.column, joined.old, joined.new) == (KEYS[4], 2, "", None)


def test_numbers_the_portal_writes_itself_do_not_matter() -> None:
    assert compared(ROWS, put(A3=7), numbered=0).is_empty
    assert len(compared(ROWS, put(A3=7)).cells) == 1
    assert len(compared(ROWS, put(A3="7a"), numbered=0).cells) == 1


def test_a_row_becomes_a_title_by_a_cell_across() -> None:
    def change(page: Any) -> None:
        page["C6"] = page["D6"] = None
        page.merge_cells("B6:D6")

    (found,) = compared(ROWS, change).kinds
    assert (found.row, found.kind) == (KEYS[4], RowKind.GROUP)

    def back(page: Any) -> None:
        page.unmerge_cells("B2:D2")
        page["C2"], page["D2"] = "Văn phòng", "Quý I"

    (found,) = compared(ROWS, back).kinds
    assert (found.row, found.kind) == (KEYS[0], RowKind.DATA)


def test_too_long_a_cell_is_told_and_left() -> None:
    found = compared(ROWS, put(B6="a" * 50), longest=40)
    assert found.cells == ()
    (notice,) = found.notices
    assert (notice.place, notice.blocks) == ("B6", True)
    assert "50" in notice.text


def test_a_formula_without_result_takes_nothing_away() -> None:
    found = compared(ROWS, put(D3="=TODAY()"))
    assert found.cells == ()
    assert found.notices[0].place == "D3"


def test_a_column_the_table_has_not_is_named_and_one_that_is_missing_is_left() -> None:
    def change(page: Any) -> None:
        page["D1"] = "Kinh phí"

    found = compared(ROWS, change)
    assert found.left_out == ("Kinh phí",)
    assert found.cells == ()


@pytest.mark.parametrize("known", [True, False])
def test_a_file_of_another_make_adds_what_is_not_there(known: bool) -> None:
    cells = ("9", "=hyperlink(1)\ndòng HAI" if known else "Việc khác", "Văn phòng - Thống kê", "quý ii")
    sheet = FileSheet(tuple(TITLES), (FileRow(2, tuple(FileCell(text, "A2") for text in cells)),))
    found = compare(ROWS, TITLES, sheet, numbered=0)
    assert found.missing == found.order == ()
    assert [each.after for each in found.added] == ([] if known else [KEYS[4]])


def test_the_hidden_page_may_be_lost() -> None:
    book = load_workbook(io.BytesIO(exported()))
    del book["_cchc"]
    book.worksheets[0]["D3"] = "Quý III"
    out = io.BytesIO()
    book.save(out)
    found = compare(ROWS, TITLES, read_workbook("a.xlsx", out.getvalue(), TITLES))
    assert [(each.new, each.conflict) for each in found.cells] == [("Quý III", False)]
    assert found.missing == ()
