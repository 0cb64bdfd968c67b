"""The book of outgoing papers as a file: the ten columns of Nghị định 30/2020/NĐ-CP, Phụ lục IV. Pure."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.text import plain_text

TITLES = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)
_WIDTHS = (16, 13, 60, 22, 40, 22, 9, 13, 18, 30)


@dataclass(frozen=True)
class Line:
    """One line as printed; days stay days, so that Excel can sort them."""

    notation: str
    dated_on: dt.date
    content: str
    signer: str
    recipients: str
    filed_with: str
    copies: int | None
    sent_on: dt.date | None
    received_by: str
    note: str

    @property
    def cells(self) -> tuple[str | int | dt.date | None, ...]:
        return (
            self.notation, self.dated_on, self.content, self.signer, self.recipients, self.filed_with, self.copies,
            self.sent_on, self.received_by, self.note,
        )  # fmt: skip


def write_book(title: str, lines: Sequence[Line]) -> bytes:
    """The lines as .xlsx. Words are text whatever they begin with, never formulas."""
    from openpyxl import Workbook  # heavy
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Sổ văn bản đi"
    sheet.append([title])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append(list(TITLES))
    sheet.append([f"({number})" for number in range(1, len(TITLES) + 1)])
    for at, width in enumerate(_WIDTHS, 1):
        head = sheet.cell(2, at)
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, horizontal="center", vertical="center")
        sheet.cell(3, at).alignment = Alignment(horizontal="center")
        sheet.column_dimensions[head.column_letter].width = width
    for number, line in enumerate(lines, 4):
        for at, value in enumerate(line.cells, 1):
            cell = sheet.cell(number, at)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, str):
                cell.value = plain_text(value)
                cell.data_type = "s"
            else:
                cell.value = value
                if isinstance(value, dt.date):
                    cell.number_format = "DD/MM/YYYY"
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "2:3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
