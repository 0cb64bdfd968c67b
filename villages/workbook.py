"""The table of an ask as an Excel file. Words are written as text, whatever they begin with, never as formulas."""

from __future__ import annotations

import io
from typing import Any

from django.utils import timezone

from core.text import plain_text
from villages.models import VillageAnswer, VillageAsk
from villages.queries.asks import AskTable
from villages.totals import Given

LONGEST_CELL = 32_767  # what Excel keeps of one cell
_FIXED = ("TT", "Thôn, tổ dân phố", "Người giữ đường dẫn", "Tình trạng")


def workbook_of(ask: VillageAsk, table: AskTable) -> bytes:
    """One line a village, a column a question, the totals below."""
    from openpyxl import Workbook  # heavy

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Thôn trả lời"
    heads = [*_FIXED, *(_head(each.label, each.unit) for each in table.questions), "Nói thêm", "Gửi lúc", "Người gửi"]
    _put(sheet, 1, [str(ask)], bold=True)
    _put(sheet, 3, heads, bold=True)
    row, counted = 3, [each for each in table.rows if each.item.withdrawn_at is None]
    for number, each in enumerate(counted, 1):
        row += 1
        answer = each.item.answer
        values: list[Any] = [number, each.item.village.display_name, each.head, each.standing.words]
        values += [_cell(cell) for cell in each.cells]
        values += [each.note, _moment(answer), answer.holder_name if answer else ""]
        _put(sheet, row, values)
    sums: list[Any] = ["", "Tổng hợp", "", f"{table.replied}/{table.counted} thôn đã trả lời"]
    sums += [each.number if each.number is not None else each.words for each in table.sums]
    _put(sheet, row + 1, sums, bold=True)
    widths = [6, 26, 24, 26, *(22 for _ in table.questions), 36, 18, 24]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[sheet.cell(row=3, column=column).column_letter].width = width
    sheet.freeze_panes = "C4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(label: str, unit: str) -> str:
    return f"{label} ({unit})" if unit else label


def _cell(given: Given | None) -> Any:
    if given is None or given.is_empty:
        return ""
    if given.number is not None:
        return given.number
    if given.done is not None:
        return "Đã làm" if given.done else "Chưa làm"
    return f"{given.photos} ảnh" if given.photos else given.words


def _moment(answer: VillageAnswer | None) -> str:
    return f"{timezone.localtime(answer.at):%H:%M %d/%m/%Y}" if answer else ""


def _put(sheet: Any, row: int, values: list[Any], *, bold: bool = False) -> None:
    from openpyxl.styles import Alignment, Font

    for column, value in enumerate(values, 1):
        cell = sheet.cell(row=row, column=column)
        if isinstance(value, str):
            cell.value, cell.data_type = plain_text(value)[:LONGEST_CELL], "s"
        else:
            cell.value = value
        cell.alignment = Alignment(vertical="top", wrap_text=row > 1)
        if bold:
            cell.font = Font(bold=True)
