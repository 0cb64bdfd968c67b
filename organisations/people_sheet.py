"""The Excel sheet of people: its columns, what their cells say, and the empty sheet to fill in. Pure, no rows."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from core.filled_sheets import IS_FORMULA, MAX_ROWS, Column, SheetRow, read_filled
from core.text import squeeze

__all__ = ["COLUMNS", "SheetRow", "empty_sheet", "read_sheet"]

COLUMNS = (
    Column("full_name", "Họ và tên", ("ho va ten", "ho ten"), required=True),
    Column("email", "Thư điện tử", ("thu dien tu", "email", "e-mail")),
    Column("staff_code", "Mã cán bộ", ("ma can bo", "ma nhan vien", "ma cb")),
    Column("phone", "Điện thoại", ("dien thoai", "so dien thoai")),
    Column("role", "Vai trò", ("vai tro",), required=True),
    Column("unit", "Bộ phận", ("bo phan", "phong ban", "don vi")),
    Column("title", "Chức vụ", ("chuc vu", "chuc danh")),
    Column("valid_from", "Từ ngày", ("tu ngay",)),
)


def read_sheet(name: str, content: bytes) -> list[SheetRow]:
    """The rows under the header of the first sheet. DomainError says what is wrong and what to do."""
    return read_filled(
        name, content, columns=COLUMNS, as_text=_as_text, headless=_without_header,
        empty="Tệp chưa có dòng nào dưới dòng tiêu đề. Hãy nhập ít nhất một người.",
    )  # fmt: skip


def _without_header(missing: Sequence[str]) -> str:
    return f"Thiếu cột {', '.join(missing)}. Hãy tải tệp mẫu và giữ nguyên dòng tiêu đề."


def empty_sheet(roles: Sequence[str], units: Sequence[str]) -> bytes:
    """The sheet to fill in: headers, lists to choose from, columns kept as text."""
    from openpyxl import Workbook  # heavy
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Danh sách"
    lists = book.create_sheet("Danh mục")
    sheet.append([column.label + (" *" if column.required else "") for column in COLUMNS])
    for index, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row=1, column=index)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
        letter = cell.column_letter
        sheet.column_dimensions[letter].width = 26
        for line in range(2, 202):
            sheet.cell(row=line, column=index).number_format = "@"
        options = {"role": roles, "unit": units}.get(column.key)
        if options:
            place = lists.max_column + 1 if lists.cell(row=1, column=1).value else 1
            lists.cell(row=1, column=place, value=column.label)
            for line, option in enumerate(options, start=2):
                lists.cell(row=line, column=place, value=safe_text(option))
            letters = lists.cell(row=1, column=place).column_letter
            rule = DataValidation(
                type="list", formula1=f"='Danh mục'!${letters}$2:${letters}${len(options) + 1}", allow_blank=True
            )
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{MAX_ROWS + 1}")
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def safe_text(text: str) -> str:
    """Text that Excel must not take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _as_text(key: str, value: object) -> tuple[str, str]:
    """What a person sees in the cell, and why it cannot be taken as it is ("" when it can)."""
    if value is None:
        return "", ""
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%d/%m/%Y}", ""
    if isinstance(value, bool):
        return ("Có" if value else "Không"), "Ô này cần chữ, không phải giá trị đúng/sai."
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and key == "phone":
        return str(value), f"Excel đã bỏ số 0 ở đầu. Hãy đặt ô là dạng Văn bản rồi gõ lại, ví dụ 0{value}."
    text = squeeze(str(value))
    if text.startswith("="):
        return text[:200], IS_FORMULA
    if len(text) > 300:
        return text[:200] + "…", "Nội dung quá dài (hơn 300 ký tự). Hãy rút ngắn."
    return text, ""
