"""A list of work as an Excel file, and what somebody typed into it. Pure: no rows of a database.

Words are written as text whatever they begin with, never as formulas. The first columns are for reading; those of
`INPUTS` are filled in by the officer. A hidden column carries which result a line is, in which version, and how far
it was when the file was made: so that a line nobody touched says nothing, whatever happened to the work since.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.days import parse_day
from core.exceptions import DomainError
from core.text import fold, plain_text
from core.workbooks import check_workbook, column_letters, seen_words, unreadable

MOST_ROWS = 10_000
LONGEST_WORDS = 5000  # of one answer; as on the page
SHEET = "Việc"
KEY_TITLE = "Mã (không sửa)"
READ_ONLY = (
    ("TT", 6), ("Nhiệm vụ", 60), ("Kế hoạch, mục", 26), ("Chủ trì", 28), ("Phối hợp", 28), ("Người giữ việc", 22),
    ("Kỳ", 16), ("Hạn", 13), ("Tình trạng", 30),
)  # fmt: skip
PERCENT, DONE_ON, RESULT, DIFFICULTIES, LINK, NO_PROOF = INPUTS = (
    "Tiến độ (%)", "Ngày hoàn thành", "Kết quả đã làm", "Khó khăn", "Đường dẫn minh chứng",
    "Vì sao không có minh chứng",
)  # fmt: skip
_INPUT_WIDTHS = (11, 16, 45, 30, 34, 28)
_KEY = re.compile(r"([1-9]\d{0,17})\.(\d{1,9})\.(\d{1,3})\.(\d{8}|0)")
_HEADER_WITHIN = 10


@dataclass(frozen=True)
class SheetLine:
    """What is written of one piece of work: the cells for reading after the number, how far it is, the day it was
    done, and the key of `line_key`."""

    words: tuple[str | dt.date, ...]
    percent: int | None
    done_on: dt.date | None
    key: str


@dataclass(frozen=True)
class CellProblem:
    """A cell ("K12") that cannot be taken: why, and what to type."""

    place: str
    text: str


@dataclass(frozen=True)
class TypedLine:
    """A line in which something was typed. `number` as Excel counts. `percent` None: left as it was."""

    number: int
    milestone: int
    version: int
    title: str = ""
    percent: int | None = None
    done_on: dt.date | None = None
    result: str = ""
    difficulties: str = ""
    link: str = ""
    no_proof: str = ""
    problems: tuple[CellProblem, ...] = field(default=())


def line_key(milestone: int, version: int, percent: int, done_on: dt.date | None) -> str:
    return f"{milestone}.{version}.{percent}.{done_on:%Y%m%d}" if done_on else f"{milestone}.{version}.{percent}.0"


def write_workbook(title: str, lines: Iterable[SheetLine]) -> bytes:
    """The file, line by line: ten thousand of them never stand in memory as cells."""
    from openpyxl import Workbook  # heavy
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    book = Workbook(write_only=True)
    page: Any = book.create_sheet(SHEET)
    heads = [*(name for name, _ in READ_ONLY), *INPUTS, KEY_TITLE]
    for at, width in enumerate([*(width for _, width in READ_ONLY), *_INPUT_WIDTHS]):
        page.column_dimensions[column_letters(at)].width = width
    page.column_dimensions[column_letters(len(heads) - 1)].hidden = True
    page.freeze_panes = "C3"
    page.print_title_rows = "2:2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    thin = Side(style="thin", color="A0A0A0")
    edge, wrap = Border(left=thin, right=thin, top=thin, bottom=thin), Alignment(wrap_text=True, vertical="top")
    plain, bold = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)
    head, typed = PatternFill("solid", fgColor="DCE6F1"), PatternFill("solid", fgColor="FFF6DD")

    def cell(value: Any, *, font: Any = plain, fill: Any = None, shown: str = "@") -> Any:
        is_text = isinstance(value, str)
        made = WriteOnlyCell(page, None if is_text else value)
        if is_text and value:
            made.value, made.data_type = plain_text(value)[:32_000], "s"  # "=1+1" is no formula here
            made.quotePrefix = value[:1] in "=+-@"
        made.font, made.alignment, made.border, made.number_format = font, wrap, edge, shown
        if fill is not None:
            made.fill = fill
        return made

    page.append([cell(title, font=bold)])
    page.append(
        [cell(name, font=bold, fill=typed if name in INPUTS else head) for name in heads[:-1]] + [cell(heads[-1])]
    )
    for number, line in enumerate(lines, start=1):
        page.append([
            cell(number, shown="0"),
            *(cell(word, shown="dd/mm/yyyy" if isinstance(word, dt.date) else "@") for word in line.words),
            cell(line.percent, fill=typed, shown="0"), cell(line.done_on, fill=typed, shown="dd/mm/yyyy"),
            *(cell("", fill=typed) for _ in INPUTS[2:]), cell(line.key),
        ])  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_workbook(name: str, content: bytes) -> list[TypedLine]:
    """The lines in which something was typed. Raises DomainError with what is wrong with the file as a whole."""
    check_workbook(name, content)
    from openpyxl import load_workbook  # heavy

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        for page in book.worksheets[:5]:
            if page.sheet_state == "visible":
                lines = _lines(page)
                if lines is not None:
                    return lines
    except DomainError:
        raise
    except Exception:  # openpyxl raises whatever its XML parser raises
        raise unreadable() from None
    raise DomainError(
        f"Không thấy các cột “{PERCENT}”, “{RESULT}”, “{KEY_TITLE}” trong tệp. "
        "Hãy bấm Xuất Excel ở danh sách việc, điền vào tệp ấy rồi gửi lại."
    )


def _lines(page: Any) -> list[TypedLine] | None:
    """None: this page has not our columns."""
    columns: dict[str, int] = {}
    out: list[TypedLine] = []
    last = MOST_ROWS + _HEADER_WITHIN
    for number, cells in enumerate(page.iter_rows(min_row=1, max_row=last + 1, max_col=40), start=1):
        if not columns:
            columns = _columns(cells)
            if not columns and number > _HEADER_WITHIN:
                return None
        elif number > last:
            if any(getattr(cell, "value", None) is not None for cell in cells):
                raise DomainError(f"Tệp có hơn {MOST_ROWS} dòng. Hãy lọc hẹp lại rồi xuất tệp khác.")
        elif (line := _line(number, cells, columns)) is not None:
            out.append(line)
    return out if columns else None


def _columns(cells: Sequence[Any]) -> dict[str, int]:
    known = {fold(name): name for name in (*INPUTS, KEY_TITLE, READ_ONLY[1][0])}
    found = {
        known[fold(cell.value)]: at
        for at, cell in enumerate(cells)
        if isinstance(getattr(cell, "value", None), str) and fold(cell.value) in known
    }
    return found if KEY_TITLE in found and RESULT in found else {}


class _Line:
    """The cells of one line by the names of their columns."""

    def __init__(self, number: int, cells: Sequence[Any], columns: dict[str, int]) -> None:
        self.number, self.cells, self.columns = number, cells, columns
        self.problems: list[CellProblem] = []

    def refuse(self, name: str, text: str) -> None:
        self.problems.append(CellProblem(f"{column_letters(self.columns.get(name, 0))}{self.number}", text))

    def words(self, name: str) -> str:
        cell = self.cells[self.columns[name]] if self.columns.get(name, 99) < len(self.cells) else None
        if getattr(cell, "data_type", "") == "f":
            self.refuse(name, "Ô này là công thức. Hãy gõ thẳng nội dung.")
            return ""
        if getattr(cell, "data_type", "") == "e":
            self.refuse(name, "Ô này đang báo lỗi. Hãy xóa đi và gõ lại nội dung.")
            return ""
        value = getattr(cell, "value", None)
        return plain_text(seen_words(value, getattr(cell, "number_format", "") or "General")).strip()

    def long_words(self, name: str) -> str:
        text = self.words(name)
        if len(text) > LONGEST_WORDS:
            self.refuse(name, f"Dài quá {LONGEST_WORDS} ký tự. Hãy ghi gọn; nội dung dài để trong tệp minh chứng.")
        return text


def _line(number: int, cells: Sequence[Any], columns: dict[str, int]) -> TypedLine | None:
    """None where nothing was typed, or where no line stands."""
    line = _Line(number, cells, columns)
    key = line.words(KEY_TITLE)
    words = [line.long_words(name) for name in (RESULT, DIFFICULTIES, LINK, NO_PROOF)]
    percent_text, done_text = line.words(PERCENT), line.words(DONE_ON)
    title = line.words(READ_ONLY[1][0])[:200] if READ_ONLY[1][0] in columns else ""
    found = _KEY.fullmatch(key)
    if found is None:
        if not any((*words, percent_text, done_text, line.problems)):
            return None
        line.refuse(KEY_TITLE, "Dòng này không có mã việc. Không chép thêm dòng; hãy xuất lại tệp rồi điền.")
        return TypedLine(number, 0, 0, title, problems=tuple(line.problems))
    milestone, version, before = (int(part) for part in found.groups()[:3])
    percent, done_on = _percent(line, percent_text), _day(line, done_text)
    if percent == before:
        percent = None
    if done_on is not None and f"{done_on:%Y%m%d}" == found[4]:
        done_on = None
    if percent is None and done_on is None and not any(words) and not line.problems:
        return None
    result, difficulties, link, no_proof = words
    return TypedLine(
        number, milestone, version, title, percent, done_on, result, difficulties, link, no_proof, tuple(line.problems)
    )


def _percent(line: _Line, text: str) -> int | None:
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?\s*%?", text)
    if found is None or int(found[1]) > 100:
        line.refuse(PERCENT, "Hãy gõ một số từ 0 đến 100.")
        return None
    return int(found[1])


def _day(line: _Line, text: str) -> dt.date | None:
    if not text:
        return None
    day = parse_day(text)
    if day is None:
        line.refuse(DONE_ON, "Hãy gõ ngày/tháng/năm, ví dụ 05/11/2026.")
    return day
