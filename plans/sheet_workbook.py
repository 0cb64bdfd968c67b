"""A table of a plan as an Excel file. Pure: no rows of a database.

Words are written as text, whatever they begin with, never as formulas. What plans.sheet_xlsx needs to recognise
the file again stands in a hidden column and on a hidden page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.text import plain_text
from core.workbooks import column_letters
from plans.sheet import SheetRow
from plans.sheet_xlsx import KEY_TITLE, ORIGIN_MARK, ORIGIN_PAGE, Origin

LONGEST_CELL = 32_767  # what Excel keeps of one cell
SPARE_ROWS = 200  # below the last row: lists to choose from reach so far
LISTS_PAGE = "Danh mục"


@dataclass(frozen=True)
class SheetColumn:
    """`width` in characters; `options` are offered in the cell without forbidding others."""

    title: str
    width: int = 20
    number: bool = False
    options: tuple[str, ...] = ()


def write_workbook(name: str, columns: Sequence[SheetColumn], rows: Sequence[SheetRow], origin: Origin) -> bytes:
    """The table as .xlsx: header, rows, title rows across the columns, merged cells merged. `name` of its page."""
    from openpyxl import Workbook  # heavy

    book = Workbook()
    sheet: Any = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\']", " ", plain_text(name)).strip()[:31] or "Bảng"
    looks = _Looks(book)
    _write_header(sheet, columns, looks)
    for number, row in enumerate(rows, start=2):
        _write_row(sheet, number, row, columns, looks)
    for first, last, at in _merged(rows, len(columns)):
        sheet.merge_cells(start_row=first, end_row=last, start_column=at + 1, end_column=at + 1)
    _offer_options(book, sheet, columns, len(rows) + SPARE_ROWS)
    _write_origin(book, origin)
    looks.done()
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class _Looks:
    """The few looks a cell can have, each made once: setting them cell by cell takes most of the time of a file."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.page = book.create_sheet("_")
        self.known: dict[tuple[str, bool, bool], Any] = {}

    def put(self, cell: Any, kind: str, *, middle: bool = False, quoted: bool = False) -> None:
        """`kind`: "head", "data", "group". `quoted`: typed again, Excel still takes it for text."""
        if (kind, middle, quoted) not in self.known:
            self.known[kind, middle, quoted] = self._make(kind, middle, quoted)
        cell._style = self.known[kind, middle, quoted]

    def _make(self, kind: str, middle: bool, quoted: bool) -> Any:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        cell = self.page.cell(row=len(self.known) + 1, column=1)
        thin = Side(style="thin", color="808080")
        cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        cell.font = Font(name="Times New Roman", size=12, bold=kind != "data")
        cell.alignment = Alignment(
            wrap_text=True,
            vertical="center" if kind == "head" else "top",
            horizontal="center" if middle or kind == "head" else None,
        )
        if kind != "data":
            cell.fill = PatternFill("solid", fgColor="DCE6F1" if kind == "head" else "F2F2F2")
        cell.protection = Protection(locked=kind == "head")
        cell.number_format = "General" if middle else "@"
        cell.quotePrefix = quoted
        return cell._style

    def done(self) -> None:
        self.book.remove(self.page)


def _write_header(sheet: Any, columns: Sequence[SheetColumn], looks: _Looks) -> None:
    for at, column in enumerate(columns):
        cell = sheet.cell(row=1, column=at + 1)
        _put_text(cell, column.title)
        looks.put(cell, "head")
        shape = sheet.column_dimensions[column_letters(at)]
        shape.width, shape.number_format = column.width, "General" if column.number else "@"
    sheet.cell(row=1, column=len(columns) + 1, value=KEY_TITLE)
    sheet.column_dimensions[column_letters(len(columns))].hidden = True


def _write_row(sheet: Any, number: int, row: SheetRow, columns: Sequence[SheetColumn], looks: _Looks) -> None:
    width = len(columns)
    kind = "data" if row.is_data else "group"
    for at, column in enumerate(columns):
        text = (row.cells[at] if at < len(row.cells) else "") or ""
        cell = sheet.cell(row=number, column=at + 1)
        looks.put(cell, kind, middle=column.number, quoted=text[:1] in ("=", "+", "-", "@"))
        if column.number and re.fullmatch(r"[1-9]\d{0,8}", text):
            cell.value = int(text)
        elif text:
            _put_text(cell, text)
    if not row.is_data and not any(row.cells[2:]) and width > 2:
        first = 2 if len(row.cells) > 1 and row.cells[1] else 1
        sheet.merge_cells(start_row=number, end_row=number, start_column=first, end_column=width)
    sheet.cell(row=number, column=width + 1, value=row.key)


def _merged(rows: Sequence[SheetRow], width: int) -> Iterator[tuple[int, int, int]]:
    """(first row, last row, column) of cells merged downwards, rows as Excel counts them under the header."""
    for at in range(width):
        first = 0
        for index, row in enumerate([*rows, SheetRow("", ("",) * width)]):
            goes_on = (
                row.is_data and at < len(row.cells) and row.cells[at] is None and index > 0 and rows[index - 1].is_data
            )
            if not goes_on:
                if index - first > 1:
                    yield first + 2, index + 1, at
                first = index


def _put_text(cell: Any, text: str) -> None:
    """As text whatever it looks like: "=1+1" is no formula here, "#N/A" no error."""
    cell.value = plain_text(text)[:LONGEST_CELL]
    cell.data_type = "s"


def _offer_options(book: Any, sheet: Any, columns: Sequence[SheetColumn], last: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if not any(column.options for column in columns):
        return
    lists: Any = book.create_sheet(LISTS_PAGE)
    for at, column in enumerate(columns):
        if not column.options:
            continue
        for line, option in enumerate((column.title, *column.options), start=1):
            _put_text(lists.cell(row=line, column=at + 1), option)
        letters = column_letters(at)
        lists.column_dimensions[letters].width = 40
        source = f"'{lists.title}'!${letters}$2:${letters}${len(column.options) + 1}"
        rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
        sheet.add_data_validation(rule)
        rule.add(f"{letters}2:{letters}{last}")


def _write_origin(book: Any, origin: Origin) -> None:
    page = book.create_sheet(ORIGIN_PAGE)
    page.sheet_state = "veryHidden"
    page.append([ORIGIN_MARK, origin.plan, origin.table, origin.revision])
    for at, title in enumerate(origin.titles):
        _put_text(page.cell(row=2, column=at + 1), title)
    for number, (key, hashes) in enumerate(origin.hashes.items(), start=3):
        page.cell(row=number, column=1, value=key)
        page.cell(row=number, column=2, value=" ".join(hashes))
