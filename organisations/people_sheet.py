"""The Excel sheet of people: bytes → typed cells, and the empty sheet to fill in. Pure, no rows.

Refused before anything is unpacked: macro files, files that are not a workbook, files that unpack
to more than they should. A formula is never calculated: it stays the text it is, and is reported.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from core.exceptions import DomainError
from core.text import fold, squeeze
from core.workbooks import check_workbook, column_letters, unreadable

MAX_ROWS = 3000
_HEADER_WITHIN = 10  # rows: an officer may leave a title above the table


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    names: tuple[str, ...]
    required: bool = False


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


@dataclass
class SheetRow:
    """`values` as typed; `cells` says where each stood ("C5"); `broken` what could not be read."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    broken: list[tuple[str, str]] = field(default_factory=list)


def read_sheet(name: str, content: bytes) -> list[SheetRow]:
    """The rows under the header of the first sheet. DomainError says what is wrong and what to do."""
    check_workbook(name, content)
    from openpyxl import load_workbook  # heavy

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        table = [list(row) for row in sheet.iter_rows(max_row=MAX_ROWS + _HEADER_WITHIN + 2, max_col=40)]
    except Exception:  # openpyxl raises whatever its XML parser raises
        raise unreadable() from None
    start, columns = _find_header(table)
    rows = []
    for cells in table[start + 1 :]:
        row = _read_row(cells, columns)
        if row is not None:
            rows.append(row)
    if not rows:
        raise DomainError("Tệp chưa có dòng nào dưới dòng tiêu đề. Hãy nhập ít nhất một người.")
    if len(rows) > MAX_ROWS:
        raise DomainError(f"Tệp có hơn {MAX_ROWS} dòng. Hãy chia thành nhiều tệp nhỏ hơn.")
    return rows


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


def _find_header(table: list[list[Any]]) -> tuple[int, dict[int, str]]:
    """The row with the most known headings, and which column says what."""
    best: tuple[int, dict[int, str]] = (0, {})
    for index, cells in enumerate(table[:_HEADER_WITHIN]):
        columns: dict[int, str] = {}
        for place, cell in enumerate(cells):
            heading = fold(str(cell.value or "")).strip(" *:")
            for column in COLUMNS:
                if heading in column.names and column.key not in columns.values():
                    columns[place] = column.key
        if len(columns) > len(best[1]):
            best = index, columns
    missing = [column.label for column in COLUMNS if column.required and column.key not in best[1].values()]
    if missing:
        raise DomainError(f"Thiếu cột {', '.join(missing)}. Hãy tải tệp mẫu và giữ nguyên dòng tiêu đề.")
    return best


def _read_row(cells: list[Any], columns: dict[int, str]) -> SheetRow | None:
    number = next((cell.row for cell in cells if getattr(cell, "row", None)), 0)
    row = SheetRow(number=number)
    for place, key in columns.items():
        cell = cells[place] if place < len(cells) else None
        value = cell.value if cell is not None else None
        coordinate = f"{column_letters(place)}{number}"
        row.cells[key] = coordinate
        text, problem = _as_text(key, value)
        row.values[key] = text
        if problem:
            row.broken.append((coordinate, problem))
    return row if any(row.values.values()) else None


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
        return text[:200], "Ô này là công thức. Hãy chép rồi dán dạng Giá trị, hoặc gõ thẳng nội dung."
    if len(text) > 300:
        return text[:200] + "…", "Nội dung quá dài (hơn 300 ký tự). Hãy rút ngắn."
    return text, ""
