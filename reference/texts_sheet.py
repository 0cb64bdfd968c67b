"""The Excel sheet of legal texts: bytes → typed cells, and the empty sheet to fill in. Pure, no rows.

A formula is never calculated: it stays the text it is, and is reported.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from core.exceptions import DomainError
from core.text import fold, plain_text, squeeze
from core.workbooks import check_workbook, column_letters, seen_words, unreadable
from reference.naming import TYPES

MAX_ROWS = 3000
_HEADER_WITHIN = 10  # rows: an officer may leave a title above the table
_LIMITS = {"doc_type": 60, "number": 60, "issuer": 200, "subject": 2000, "successor": 200, "note": 2000}


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    names: tuple[str, ...]
    width: int = 18


COLUMNS = (
    Column("doc_type", "Loại văn bản", ("loai van ban", "loai", "ten loai")),
    Column("number", "Số, ký hiệu", ("so, ky hieu", "so ky hieu", "so hieu", "so"), 22),
    Column("dated", "Ngày ban hành", ("ngay ban hanh", "ngay", "ngay thang")),
    Column("issuer", "Cơ quan ban hành", ("co quan ban hanh", "noi ban hanh"), 32),
    Column("subject", "Trích yếu", ("trich yeu", "trich yeu noi dung", "ten van ban"), 60),
    Column("valid_from", "Có hiệu lực từ", ("co hieu luc tu", "ngay co hieu luc", "hieu luc tu")),
    Column("valid_until", "Hết hiệu lực sau ngày", ("het hieu luc sau ngay", "ngay het hieu luc", "het hieu luc")),
    Column("successor", "Thay bằng", ("thay bang", "van ban thay the"), 22),
    Column("note", "Ghi chú", ("ghi chu",), 30),
)
_REQUIRED = ("doc_type",)
DAYS = ("dated", "valid_from", "valid_until")


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
    rows = [row for line, cells in enumerate(table[start + 1 :], start + 2) if (row := _read_row(line, cells, columns))]
    if not rows:
        raise DomainError("Tệp chưa có dòng nào dưới dòng tiêu đề. Hãy nhập ít nhất một văn bản.")
    if len(rows) > MAX_ROWS:
        raise DomainError(f"Tệp có hơn {MAX_ROWS} dòng. Hãy chia thành nhiều tệp nhỏ hơn.")
    return rows


def empty_sheet() -> bytes:
    """The sheet to fill in: headers, types to choose from, columns kept as text."""
    from openpyxl import Workbook  # heavy
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Văn bản căn cứ"
    types = book.create_sheet("Danh mục")
    for line, each in enumerate(("Loại văn bản", *TYPES), start=1):
        types.cell(row=line, column=1, value=each)
    sheet.append([column.label + (" *" if column.key in _REQUIRED else "") for column in COLUMNS])
    for index, column in enumerate(COLUMNS):
        letter = column_letters(index)
        cell = sheet.cell(row=1, column=index + 1)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
        sheet.column_dimensions[letter].width = column.width
        for line in range(2, 202):
            sheet.cell(row=line, column=index + 1).number_format = "@"
    choice = DataValidation(type="list", formula1=f"='Danh mục'!$A$2:$A${len(TYPES) + 1}", allow_blank=True)
    choice.showErrorMessage = False  # other types can be typed
    sheet.add_data_validation(choice)
    choice.add(f"A2:A{MAX_ROWS + 1}")
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


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
    missing = [column.label for column in COLUMNS if column.key in _REQUIRED and column.key not in best[1].values()]
    if missing or len(best[1]) < 2:
        raise DomainError("Không thấy dòng tiêu đề có cột Loại văn bản. Hãy tải tệp mẫu và giữ nguyên dòng tiêu đề.")
    return best


def _read_row(line: int, cells: list[Any], columns: dict[int, str]) -> SheetRow | None:
    row = SheetRow(number=line)
    for place, key in columns.items():
        value = cells[place].value if place < len(cells) else None
        coordinate = f"{column_letters(place)}{line}"
        row.cells[key] = coordinate
        text = squeeze(plain_text(seen_words(value)))
        row.values[key] = text
        if text.startswith("="):
            row.broken.append(
                (coordinate, "Ô này là công thức. Hãy chép rồi dán dạng Giá trị, hoặc gõ thẳng nội dung.")
            )
        elif len(text) > _LIMITS.get(key, 40):
            row.values[key] = text[:200] + "…"
            row.broken.append((coordinate, f"Nội dung quá dài (hơn {_LIMITS.get(key, 40)} ký tự). Hãy rút ngắn."))
    return row if any(row.values.values()) else None
