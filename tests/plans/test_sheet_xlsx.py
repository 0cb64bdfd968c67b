"""A table out to Excel and in again; files of all kinds that people send."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from core.exceptions import DomainError
from core.workbooks import column_letters, seen_words
from documents.official import RowKind
from plans.sheet import MOST_ROWS, SheetRow
from plans.sheet_workbook import SheetColumn, write_workbook
from plans.sheet_xlsx import FileSheet, Origin, cell_hash, read_workbook

TITLES = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]
COLUMNS = [
    SheetColumn("STT", 6, number=True),
    SheetColumn("Nội dung nhiệm vụ", 50),
    SheetColumn("Cơ quan chủ trì", 25, options=("Văn phòng - Thống kê", "Tư pháp - Hộ tịch")),
    SheetColumn("Thời gian"),
]
KEYS = [f"{number:08d}-0000-4000-8000-000000000000" for number in range(1, 9)]
ROWS = [
    SheetRow(KEYS[0], ("I", "TUYÊN TRUYỀN", "", ""), RowKind.GROUP),
    SheetRow(KEYS[1], ("1", "=HYPERLINK(1)\ndòng hai", "Văn phòng - Thống kê", "Quý II")),
    SheetRow(KEYS[2], ("2", "-Rà soát", None, "30/6/2026")),
    SheetRow(KEYS[3], ("3", "+ Công khai", None, None)),
    SheetRow(KEYS[4], ("4.1", "@lan #N/A", "", "01")),
]


def origin(rows: list[SheetRow]) -> Origin:
    return Origin(7, "bang", 12, tuple(TITLES), {row.key: tuple(cell_hash(cell) for cell in row.cells) for row in rows})


def exported(rows: list[SheetRow] = ROWS) -> bytes:
    return write_workbook("Bảng", COLUMNS, rows, origin(rows))


def rewritten(content: bytes, change: Callable[[Any], object]) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book.worksheets[0])
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def texts(sheet: FileSheet) -> list[tuple[str | None, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in sheet.rows]


def test_what_goes_out_comes_in_again() -> None:
    sheet = read_workbook("bang.xlsx", exported(), TITLES)
    assert texts(sheet) == [row.cells for row in ROWS]
    assert [row.key for row in sheet.rows] == KEYS[:5]
    assert [row.spans for row in sheet.rows] == [True, False, False, False, False]
    assert sheet.titles == tuple(TITLES)
    assert sheet.origin == origin(ROWS)
    assert sheet.rows[1].cells[1].place == "B3"


@pytest.mark.parametrize("taken", [rb' r="[A-Z]+[0-9]+"', rb'(?<=<row) r="[0-9]+"', rb' r="[A-Z]*[0-9]+"'])
def test_cells_that_do_not_say_where_they_are_follow_upon_each_other(taken: bytes) -> None:
    """Some programs leave the places out: Excel allows it."""
    book = Workbook()
    for row in (TITLES, ["1", "Niêm yết thủ tục", "", "Quý II"], ["2", "Rà soát", "Công an xã", ""]):
        book.active.append(row)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, re.sub(taken, b"", content) if part.startswith("xl/worksheets/sheet") else content)
    assert texts(read_workbook("a.xlsx", out.getvalue(), TITLES)) == [
        ("1", "Niêm yết thủ tục", "", "Quý II"), ("2", "Rà soát", "Công an xã", ""),
    ]  # fmt: skip


def test_no_word_becomes_a_formula() -> None:
    page = load_workbook(io.BytesIO(exported())).worksheets[0]
    for row in page.iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type != "f", cell.coordinate
    assert page["B3"].value.startswith("=HYPERLINK")
    assert page["B3"].quotePrefix
    assert page["B6"].data_type == "s"


def test_a_person_finds_a_proper_sheet() -> None:
    book = load_workbook(io.BytesIO(exported()))
    page = book.worksheets[0]
    assert page.column_dimensions["E"].hidden
    assert book["_cchc"].sheet_state == "veryHidden"
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["B"].width == 50
    assert page["B3"].alignment.wrap_text
    assert page["A3"].value == 1
    assert page["D4"].number_format == "@"
    assert {str(each) for each in page.merged_cells.ranges} == {"B2:D2", "C3:C5", "D4:D5"}
    assert page.data_validations.dataValidation[0].showErrorMessage is False


def test_an_empty_table_goes_out_and_in() -> None:
    assert read_workbook("a.xlsx", exported([]), TITLES).rows == ()


def test_days_and_numbers_are_the_words_one_sees() -> None:
    def change(page: Any) -> None:
        page["D3"] = dt.datetime(2026, 6, 30)
        page["D4"] = dt.date(2026, 12, 5)
        page["B4"] = 12_000_000
        page["B4"].number_format = "#,##0"
        page["B5"] = 0.955
        page["B5"].number_format = "0.0%"
        page["B6"] = 12.50

    sheet = read_workbook("bang.xlsx", rewritten(exported(), change), TITLES)
    assert [row.cells[3].text for row in sheet.rows[1:3]] == ["30/06/2026", "05/12/2026"]
    assert [row.cells[1].text for row in sheet.rows[2:5]] == ["12.000.000", "95,5%", "12,5"]


def test_of_a_formula_the_result_is_taken_and_never_the_formula() -> None:
    content = rewritten(exported(), lambda page: page.__setitem__("D3", "=1+1"))
    sheet = read_workbook("bang.xlsx", content, TITLES)
    cell = sheet.rows[1].cells[3]
    assert cell.text == ""
    assert "công thức" in cell.problem
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = (
        parts[name]
        .replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
        .replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    )
    sheet = read_workbook("bang.xlsx", zipped(parts), TITLES)
    assert (sheet.rows[1].cells[3].text, sheet.rows[1].cells[3].problem) == ("2", "")


def test_a_cell_with_an_error_is_told() -> None:
    def change(page: Any) -> None:
        page["D3"] = "#DIV/0!"

    cell = read_workbook("bang.xlsx", rewritten(exported(), change), TITLES).rows[1].cells[3]
    assert "#DIV/0!" in cell.problem


def test_a_title_above_and_columns_in_another_order() -> None:
    book = Workbook()
    page = book.active
    page.append(["DANH MỤC NHIỆM VỤ"])
    page.append([])
    page.append(["Thời gian", "Ghi chú", "NỘI DUNG  nhiệm vụ", "STT"])
    page.append(["Quý I", "x", "Việc", 1])
    page.append([])
    page.append(["Quý II", "", "Việc hai", 2])
    sheet = read_workbook("khac.xlsx", saved(book), TITLES)
    assert sheet.titles == ("Thời gian", "Ghi chú", "NỘI DUNG nhiệm vụ", "STT")
    assert [row.number for row in sheet.rows] == [4, 6]
    assert sheet.origin is None


def test_a_sheet_put_in_front_of_the_table() -> None:
    book = load_workbook(io.BytesIO(exported()))
    book.create_sheet("Ghi chú", 0)["A1"] = "xem trang sau"
    assert len(read_workbook("bang.xlsx", saved(book), TITLES).rows) == 5


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(exported())) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return zipped({**parts, name: content})


def long_book(rows: int) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append(TITLES)
    for number in range(rows):
        page.append([number, "Việc", "", ""])
    return saved(book)


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


SHEET = "xl/worksheets/sheet1.xml"
ENDLESS = [b"<c " * 300_000, b"<c " + b'r="A1" ' * 300_000, b"<mergeCell " * 300_000]
ABOVE_EACH_OTHER = b'<mergeCell ref="A1:AN3000"/>' * 300_000


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bang.xls", lambda: b"x", "Lưu thành .xlsx"),
        ("bang.xlsm", exported, "macro"),
        ("bang.xlsx", lambda: with_part("xl/vbaProject.bin", b"x"), "macro"),
        ("bang.xlsx", lambda: b"khong phai zip", "mật khẩu"),
        ("bang.xlsx", lambda: zipped({"a.txt": b"x"}), "Không đọc được"),
        ("bang.xlsx", lambda: zipped({"xl/workbook.xml": b"0" * (90 * 1024 * 1024)}), "giải nén"),
        ("bang.xlsx", lambda: with_part("xl/sharedStrings.xml", BOMB), "Không đọc được"),
        ("bang.xlsx", lambda: with_part("xl/worksheets/sheet1.xml", b"<hong"), "Không đọc được"),
        *(("bang.xlsx", partial(with_part, SHEET, each), "Không đọc được") for each in [*ENDLESS, ABOVE_EACH_OTHER]),
        ("bang.xlsx", lambda: b"PK" + b"0" * (5 * 1024 * 1024), "5 MB"),
        ("bang.xlsx", lambda: long_book(10_000), "10001 dòng"),
        ("bang.xlsx", lambda: saved(Workbook()), "Không thấy dòng tiêu đề"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_why(name: str, content: Callable[[], bytes], told: str) -> None:
    with pytest.raises(DomainError, match=told):
        read_workbook(name, content(), TITLES)


def test_a_sheet_coloured_to_its_end_is_no_long_one() -> None:
    def change(page: Any) -> None:
        from openpyxl.styles import PatternFill

        for number in range(8_000, 8_020):
            page.cell(row=number, column=1).fill = PatternFill("solid", fgColor="FF0000")

    assert len(read_workbook("bang.xlsx", rewritten(exported(), change), TITLES).rows) == 5


def test_a_table_as_long_as_allowed() -> None:
    assert len(read_workbook("a.xlsx", long_book(MOST_ROWS), TITLES).rows) == MOST_ROWS


@pytest.mark.parametrize(
    ("value", "shown", "words"),
    [
        (None, "General", ""), (True, "General", "Có"), (3, "General", "3"), (3.0, "General", "3"), (0.1 + 0.2, "General", "0,3"),
        (1234.5, "#,##0.00", "1.234,50"), (0.5, "0%", "50%"), (dt.time(7, 30), "General", "07:30"),
        (dt.datetime(2026, 6, 30, 7, 30), "General", "07:30 30/06/2026"), ("a_x000D_\nb", "General", "a\nb"),
    ],
)  # fmt: skip
def test_the_words_one_sees(value: object, shown: str, words: str) -> None:
    assert seen_words(value, shown) == words


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered(index: int, letters: str) -> None:
    assert column_letters(index) == letters
