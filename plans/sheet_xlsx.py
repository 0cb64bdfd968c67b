"""An Excel file as the rows of a table: the words a person sees in a cell, of a formula its last result. Pure.

A file made by the portal (plans.sheet_workbook) knows where it came from: a hidden column carries the key of every
row, a hidden page the table, the revision of its plan and a short hash of every cell as it was. So an import can
tell what was changed in the file from what was changed in the portal since.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.exceptions import DomainError
from core.text import fold
from core.workbooks import check_workbook, column_letters, seen_words, unreadable
from plans.sheet import MOST_ROWS, cell_text

KEY_TITLE = "Mã dòng (không sửa)"
ORIGIN_PAGE = "_cchc"
ORIGIN_MARK = "cchc-bang-1"
_HEADER_WITHIN = 10  # rows: an officer may leave a title above the table
_MOST_COLUMNS = 40
_MOST_PAGES = 20
_GONE_ON = "-"  # hash of a cell that continues the one above
# A part of a hostile file may be one endless tag: what is looked for in a tag stands near its beginning.
_ROW_OR_FILLED_CELL = re.compile(
    rb"<(?:\w{1,20}:)?(?:(?P<row>row)\b([^<>]{0,300})>|c(?:\s(?P<cell>[^<>]{0,300}))?>\s*<(?!/))"
)
_ROW_PLACE = re.compile(rb'\br="(\d{1,7})"')
_CELL_PLACE = re.compile(rb'\br="[A-Z]{1,3}(\d{1,7})"')
_MERGED = re.compile(rb"<(?:\w{1,20}:)?mergeCell\s([^<>]{0,300})>")
_MERGED_PLACE = re.compile(rb'\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True)
class Origin:
    """Which table a file was made from, and when: `revision` of its plan. `titles` are its columns then; `hashes`
    of each row by its key, one per column."""

    plan: int
    table: str
    revision: int
    titles: tuple[str, ...] = ()
    hashes: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class FileCell:
    """None continues the cell above (merged). `problem` says why the cell cannot be taken and what to do."""

    text: str | None
    place: str
    problem: str = ""


@dataclass(frozen=True)
class FileRow:
    """`number` as Excel counts; `key` of the portal's row, "" where it has none; `spans` when one cell lies across
    the columns: a title row."""

    number: int
    cells: tuple[FileCell, ...]
    key: str = ""
    spans: bool = False


@dataclass(frozen=True)
class FileSheet:
    """`titles` of the columns in the file, without the hidden one. `origin` None: the file was not made here."""

    titles: tuple[str, ...]
    rows: tuple[FileRow, ...]
    origin: Origin | None = None


def cell_hash(text: str | None) -> str:
    if text is None:
        return _GONE_ON
    return hashlib.blake2b(cell_text(text).encode(), digest_size=5).hexdigest()


def read_workbook(name: str, content: bytes, titles: Sequence[str] = ()) -> FileSheet:
    """The rows of the page that holds the table. `titles` are the columns looked for; without them the first page
    that is filled is read with everything in it as rows, and `titles` of the answer are empty.

    Raises DomainError with what is wrong with the file and what to do.
    """
    check_workbook(name, content)
    from openpyxl import load_workbook  # heavy

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        origin = _read_origin(book)
        pages = [page for page in book.worksheets[:_MOST_PAGES] if page.sheet_state == "visible"]
        for page in pages:
            xml = _xml_of(content, page)
            last = _last_row(xml)
            if last > MOST_ROWS + _HEADER_WITHIN:
                raise _too_long(last)
            grid = _Grid(page, xml, last)
            if re.search(rb"<(?:\w+:)?f[\s/>]", xml):
                formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
                grid.mark_formulas(formulas[page.title])
            start = _header_row(grid, titles)
            if start is not None and (titles or grid.rows):
                return _sheet(grid, start, origin)
    except DomainError:
        raise
    except Exception:  # openpyxl raises whatever its XML parser raises
        raise unreadable() from None
    if titles:
        named = ", ".join(f"“{title}”" for title in titles[:4])
        raise DomainError(
            f"Không thấy dòng tiêu đề của bảng trong tệp. Tệp cần có các cột như bảng này: {named}… "
            "Hãy xuất bảng ra Excel, sửa trong tệp ấy rồi gửi lại."
        )
    raise DomainError("Tệp chưa có nội dung. Hãy chọn tệp Excel có bảng cần nhập.")


def _too_long(rows: int) -> DomainError:
    return DomainError(f"Tệp có {rows} dòng; mỗi bảng nhận nhiều nhất {MOST_ROWS} dòng. Hãy chia thành nhiều bảng.")


class _Grid:
    """The filled part of one page: its cells as words, merged ones resolved, hidden key column apart."""

    def __init__(self, page: Any, xml: bytes, last: int) -> None:
        self.rows: list[list[FileCell]] = []
        down, across = _merges(xml)
        values = page.iter_rows(min_row=1, max_row=max(last, 1), max_col=_MOST_COLUMNS + 1)
        for number, cells in enumerate(values, start=1):
            row = []
            for at, cell in enumerate(cells):
                place = f"{column_letters(at)}{number}"
                if (number, at) in down:
                    row.append(FileCell(None, place))
                else:
                    row.append(_file_cell(cell, place))
            self.rows.append(row)
        filled = [at for row in self.rows for at, cell in enumerate(row) if cell.text or cell.text is None]
        self.width = max(filled, default=-1) + 1
        self.rows = [row[: self.width] for row in self.rows]
        self.across = across

    def mark_formulas(self, page: Any) -> None:
        """A formula without a result (the file was never calculated) is no blank cell."""
        cells = page.iter_rows(min_row=1, max_row=len(self.rows), max_col=max(self.width, 1))
        for number, row in enumerate(cells):
            for at, cell in enumerate(row[: self.width]):
                known = self.rows[number][at]
                if getattr(cell, "data_type", "") == "f" and not known.text and not known.problem:
                    why = "Ô này là công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại, hoặc gõ thẳng nội dung."
                    self.rows[number][at] = FileCell("", known.place, why)


def _file_cell(cell: Any, place: str) -> FileCell:
    value = getattr(cell, "value", None)
    if getattr(cell, "data_type", "") == "e":
        return FileCell("", place, f"Ô này đang báo lỗi {value}. Hãy sửa công thức hoặc gõ thẳng nội dung.")
    return FileCell(cell_text(seen_words(value, getattr(cell, "number_format", "") or "General")), place)


def _sheet(grid: _Grid, start: int, origin: Origin | None) -> FileSheet:
    """Rows under the header; blank ones are left out. `start` -1: all rows, without a header."""
    header = [cell.text or "" for cell in grid.rows[start]] if start >= 0 else [""] * grid.width
    hidden = next((at for at, title in enumerate(header) if fold(title) == fold(KEY_TITLE)), None)
    places = [at for at in range(grid.width) if at != hidden]
    rows = []
    for number, cells in enumerate(grid.rows[start + 1 :], start=start + 2):
        own = tuple(cells[at] for at in places)
        if not any(cell.text or cell.problem or cell.text is None for cell in own):
            continue
        key = (cells[hidden].text or "") if hidden is not None else ""
        first, last = grid.across.get(number, (0, -1))
        spans = first <= 1 and last >= max((at for at in places if header[at] or start < 0), default=0) and last > first
        rows.append(FileRow(number, own, key if _is_key(key) else "", spans))
    if len(rows) > MOST_ROWS:
        raise _too_long(len(rows))
    return FileSheet(tuple(header[at] for at in places) if start >= 0 else (), tuple(rows), origin)


def _header_row(grid: _Grid, titles: Sequence[str]) -> int | None:
    """Where the columns are named: the row with most of these titles, at least half of them and two."""
    if not titles:
        return -1 if grid.rows else None
    wanted = {fold(title) for title in titles if title}
    best, most = None, 0
    for index, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        found = len({fold(cell.text or "") for cell in row} & wanted)
        if found > most:
            best, most = index, found
    return best if most >= min(2, len(wanted)) and most * 2 >= len(wanted) else None


def _xml_of(content: bytes, page: Any) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(page._worksheet_path)


def _last_row(xml: bytes) -> int:
    """The last row with something in it; a file may carry a million rows that are only coloured.

    Rows and cells need not say where they are: then they follow upon the one before.
    """
    here = last = 0
    for found in _ROW_OR_FILLED_CELL.finditer(xml):
        if found["row"]:
            place = _ROW_PLACE.search(found[2])
            here = int(place[1]) if place else here + 1
        elif not (attributes := found["cell"] or b"").endswith(b"/"):
            place = _CELL_PLACE.search(attributes)
            last = max(last, int(place[1]) if place else here)
    return last


def _merges(xml: bytes) -> tuple[set[tuple[int, int]], dict[int, tuple[int, int]]]:
    """Cells that continue the one above, and for each row its widest cell across (first, last column).

    Raises DomainError for merged cells that lie over each other again and again: Excel writes no such file.
    """
    down: set[tuple[int, int]] = set()
    across: dict[int, tuple[int, int]] = {}
    covered = 0
    for attributes in _MERGED.findall(xml):
        found = _MERGED_PLACE.search(attributes)
        if found is None:
            continue
        first, last = _column(found[1]), min(_column(found[3]), _MOST_COLUMNS)
        top, bottom = int(found[2]), min(int(found[4]), MOST_ROWS + _HEADER_WITHIN)
        if first > last or top > bottom:
            continue
        covered += (bottom - top + 1) * (last - first + 1)
        if covered > 2 * (MOST_ROWS + _HEADER_WITHIN) * (_MOST_COLUMNS + 1):
            raise unreadable()
        for row in range(top, bottom + 1):
            if last > first and last - first > across.get(row, (0, 0))[1] - across.get(row, (0, 0))[0]:
                across[row] = (first, last)
            if row > top:
                down.update((row, at) for at in range(first, last + 1))
    return down, across


def _column(letters: bytes) -> int:
    out = 0
    for letter in letters:
        out = out * 26 + letter - 64
    return out - 1


def _read_origin(book: Any) -> Origin | None:
    page = next((page for page in book.worksheets if page.title == ORIGIN_PAGE), None)
    if page is None:
        return None
    rows: Iterator[tuple[Any, ...]] = page.iter_rows(max_row=MOST_ROWS + 10, max_col=_MOST_COLUMNS, values_only=True)
    first = next(rows, ())
    if len(first) < 4 or first[0] != ORIGIN_MARK or not isinstance(first[1], int) or not isinstance(first[3], int):
        return None
    titles = tuple(str(each) for each in next(rows, ()) if each is not None)
    hashes = {str(row[0]): tuple(str(row[1]).split()) for row in rows if len(row) > 1 and row[0] and row[1]}
    return Origin(first[1], str(first[2]), first[3], titles, hashes)


def _is_key(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None
