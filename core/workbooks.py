"""Excel files from people: refused before anything is unpacked, and cells as a person sees them. Pure, no rows.

openpyxl is loaded by whoever opens the file; here is only what every reader of an Excel file needs.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

from core.exceptions import DomainError

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MACRO = "Tệp có macro không được nhận. Hãy lưu lại dạng Excel Workbook (.xlsx)."
_PROLOG = 65_536  # bytes of a part in which a document type would be declared


def check_workbook(name: str, content: bytes) -> None:
    """Raise DomainError for what is no harmless .xlsx file: macros, other formats, passwords, files that unpack
    to more than they should, parts that declare entities of their own."""
    if len(content) > MAX_BYTES:
        raise DomainError(
            f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy xóa hình ảnh và các trang tính thừa rồi gửi lại."
        )
    lower = name.lower()
    if lower.endswith((".xlsm", ".xltm", ".xlam", ".xlsb")):
        raise DomainError(_MACRO)
    if not lower.endswith(".xlsx"):
        raise DomainError("Chỉ nhận tệp .xlsx. Tệp .xls, .ods, .csv: hãy mở bằng Excel rồi chọn Lưu thành .xlsx.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if any("vbaproject" in part.filename.lower() for part in parts):
                raise DomainError(_MACRO)
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise DomainError("Tệp giải nén ra quá lớn. Hãy chép các dòng cần nhập sang một tệp mới rồi gửi lại.")
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(part) as opened:
                        if re.search(rb"<!(?:DOCTYPE|ENTITY)", opened.read(_PROLOG), re.I):
                            raise unreadable()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise DomainError(
            "Tệp hỏng hoặc có mật khẩu mở tệp. Hãy bỏ mật khẩu, lưu lại dạng .xlsx rồi gửi lại."
        ) from None


def unreadable() -> DomainError:
    return DomainError("Không đọc được tệp Excel này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại.")


def column_letters(index: int) -> str:
    """0 → "A", 26 → "AA"."""
    out = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        out = chr(65 + rest) + out
    return out


def seen_words(value: object, number_format: str = "General") -> str:
    """The words a person sees in a cell: a day as dd/mm/yyyy, a number with the marks of its format.

    Decimal comma and thousands with a point, as numbers are written in Vietnamese.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y}" if value.time() == dt.time() else f"{value:%H:%M %d/%m/%Y}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float | Decimal):
        return _number(value, number_format.split(";", maxsplit=1)[0])
    return str(value).replace("_x000D_", "")


def _number(value: float | Decimal, shown: str) -> str:
    percent = "%" in shown
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return str(value)
    number = number * 100 if percent else number
    fixed = re.search(r"\.(0+)", shown)
    if fixed:
        number = round(number, len(fixed[1]))
    elif percent or shown not in ("General", "@", ""):
        number = round(number, 6)
    elif isinstance(value, float):
        number = round(number, 10)  # 0.1 + 0.2 is 0.3 to whoever typed it
    text = f"{number:,f}" if re.search(r"[#0],[#0]", shown) else f"{number:f}"
    if "." in text and not fixed:
        text = text.rstrip("0").rstrip(".")
    swapped = text.translate(str.maketrans(",.", ".,"))
    return f"{swapped}%" if percent else swapped
