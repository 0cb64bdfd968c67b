"""Totals of figures and every figure behind them as an Excel file. Pure: no rows of a database.

Words are written as text, whatever they begin with, never as formulas; numbers as numbers, so that they can be added.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.text import plain_text

LONGEST_CELL = 32_767
Cell = str | Decimal | dt.date | None


@dataclass(frozen=True)
class Page:
    """`notes` stand above the table; `widths` in characters, one a column."""

    title: str
    notes: Sequence[str]
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]


def write_pages(pages: Sequence[Page]) -> bytes:
    from openpyxl import Workbook  # heavy
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.active)
    plain, bold = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)
    for page in pages:
        sheet: Any = book.create_sheet(page.title[:31])
        for at, width in enumerate(page.widths, 1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        line = 0
        for note in page.notes:
            line += 1
            _put(sheet.cell(row=line, column=1), note, bold if line == 1 else plain)
        line += 1 if page.notes else 0
        for at, head in enumerate(page.heads, 1):
            cell = sheet.cell(row=line + 1, column=at)
            _put(cell, head, bold)
            cell.fill = PatternFill("solid", fgColor="DCE6F1")
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        for number, row in enumerate(page.rows, line + 2):
            for at, value in enumerate(row, 1):
                cell = sheet.cell(row=number, column=at)
                _put(cell, value, plain)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = f"A{line + 2}"
        sheet.print_title_rows = f"{line + 1}:{line + 1}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(cell: Any, value: Cell, font: Any) -> None:
    cell.font = font
    if isinstance(value, str):
        cell.value = plain_text(value)[:LONGEST_CELL]
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
    elif isinstance(value, Decimal):
        cell.value = value
        whole = value == value.to_integral_value()
        cell.number_format = "#,##0" if whole else "#,##0.####"
    elif isinstance(value, dt.date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
