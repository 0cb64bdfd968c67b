"""The Excel sheet of legal texts: its columns, what their cells say, and the empty sheet to fill in. Pure, no rows."""

from __future__ import annotations

import io
from collections.abc import Sequence

from core.filled_sheets import IS_FORMULA, MAX_ROWS, Column, SheetRow, read_filled
from core.text import plain_text, squeeze
from core.workbooks import column_letters, seen_words
from reference.naming import TYPES

__all__ = ["COLUMNS", "DAYS", "SheetRow", "empty_sheet", "read_sheet"]

_LIMITS = {"doc_type": 60, "number": 60, "issuer": 200, "subject": 2000, "successor": 200, "note": 2000}


COLUMNS = (
    Column("doc_type", "Loại văn bản", ("loai van ban", "loai", "ten loai"), required=True),
    Column("number", "Số, ký hiệu", ("so, ky hieu", "so ky hieu", "so hieu", "so"), width=22),
    Column("dated", "Ngày ban hành", ("ngay ban hanh", "ngay", "ngay thang")),
    Column("issuer", "Cơ quan ban hành", ("co quan ban hanh", "noi ban hanh"), width=32),
    Column("subject", "Trích yếu", ("trich yeu", "trich yeu noi dung", "ten van ban"), width=60),
    Column("valid_from", "Có hiệu lực từ", ("co hieu luc tu", "ngay co hieu luc", "hieu luc tu")),
    Column("valid_until", "Hết hiệu lực sau ngày", ("het hieu luc sau ngay", "ngay het hieu luc", "het hieu luc")),
    Column("successor", "Thay bằng", ("thay bang", "van ban thay the"), width=22),
    Column("note", "Ghi chú", ("ghi chu",), width=30),
)
DAYS = ("dated", "valid_from", "valid_until")


def read_sheet(name: str, content: bytes) -> list[SheetRow]:
    """The rows under the header of the first sheet. DomainError says what is wrong and what to do."""
    return read_filled(
        name, content, columns=COLUMNS, as_text=_as_text, headless=_without_header,
        empty="Tệp chưa có dòng nào dưới dòng tiêu đề. Hãy nhập ít nhất một văn bản.",
    )  # fmt: skip


def _without_header(missing: Sequence[str]) -> str:
    return "Không thấy dòng tiêu đề có cột Loại văn bản. Hãy tải tệp mẫu và giữ nguyên dòng tiêu đề."


def _as_text(key: str, value: object) -> tuple[str, str]:
    text, most = squeeze(plain_text(seen_words(value))), _LIMITS.get(key, 40)
    if text.startswith("="):
        return text, IS_FORMULA
    if len(text) > most:
        return text[:200] + "…", f"Nội dung quá dài (hơn {most} ký tự). Hãy rút ngắn."
    return text, ""


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
    sheet.append([column.label + (" *" if column.required else "") for column in COLUMNS])
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
