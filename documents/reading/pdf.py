"""A PDF with a text layer → Source.

Letters and ruled lines are taken from the pages and put back into lines, blocks side by side,
paragraphs and tables. Where the file is tagged its own paragraphs are believed. A scan has no
letters and is refused.
"""

from __future__ import annotations

import io
import json
import logging
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from documents.reading.building import Limits, SourceBuilder, tidy
from documents.reading.pdf_columns import Frame, Line, in_reading_order
from documents.reading.pdf_joining import Joined, continues, ends_exactly, ends_likely, go_on, start
from documents.reading.pdf_lines import Row, joined, rows_of
from documents.reading.pdf_page import Camera, PageMarks, paragraph_tags
from documents.reading.pdf_paragraphs import habits, paragraphs
from documents.reading.pdf_tables import PageTable, fill, find_tables
from documents.reading.source import Source, SourceLine, SourceTable, UnreadableFile

BROKEN = "Tệp PDF bị hỏng hoặc tải lên chưa trọn vẹn. Hãy xuất lại PDF từ Word, hoặc tải lên tệp .docx."
_LOCKED = "Tệp PDF được đặt mật khẩu. Hãy bỏ mật khẩu (in hoặc xuất lại thành PDF mới) rồi tải lên lại."
_SCANNED = (
    "Tệp PDF là bản quét (ảnh chụp), không có chữ để đọc. Hãy tải lên tệp Word (.docx) hoặc PDF xuất từ Word; "
    "nếu chỉ có bản giấy, hãy gõ hoặc dán nội dung vào ô văn bản."
)
_NO_LETTERS = (
    "Phông chữ trong tệp PDF không cho biết chữ nào là chữ nào, nên không đọc được. "
    "Hãy tải lên tệp Word (.docx) hoặc xuất lại PDF từ Word."
)
_TOO_SLOW = "Tệp PDF quá phức tạp, đọc quá lâu nên đã dừng. Hãy tải lên tệp Word (.docx) hoặc xuất lại PDF từ Word."
_OCR = "Tệp là bản quét có lớp chữ do máy nhận dạng: chữ dễ sai dấu, hãy soát từng dòng với bản gốc."

_PAGE_NUMBER = re.compile(r"^(?:[-–]\s?)?(?:trang\s+)?\d{1,3}(?:\s?/\s?\d{1,3})?(?:\s?[-–])?$", re.IGNORECASE)
_EDGE = 72.0  # points: page numbers stand this near to the edge of the sheet
_MARGIN = 58.0  # points: running heads stand within the margin; text begins at 20 mm or more


@dataclass
class _Page:
    number: int
    marks: PageMarks
    rows: list[Row]
    tables: list[PageTable]

    @property
    def sheet(self) -> tuple[int, int]:
        return round(self.marks.width), round(self.marks.height)

    @property
    def landscape(self) -> bool:
        return self.marks.width > self.marks.height


def read_pdf(data: bytes, limits: Limits) -> Source:
    """Read a PDF in this process. Raises UnreadableFile; a hostile file may take long, see `read_pdf_apart`."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns about every oddity of every font
    try:
        pages, exact = _photograph(data, limits)
        return _compose(pages, exact, limits)
    except (UnreadableFile, MemoryError, RecursionError):
        raise
    except Exception as error:  # a broken PDF makes pdfminer raise nearly anything
        raise UnreadableFile(BROKEN) from error


def _photograph(data: bytes, limits: Limits) -> tuple[list[_Page], bool]:
    """Letters and tables of every page, and whether the file is one of our own prints."""
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableFile(_LOCKED) from error
    tags = paragraph_tags(document.catalog)
    resources = PDFResourceManager()
    camera = Camera(resources, limits.characters)
    interpreter = PDFPageInterpreter(resources, camera)
    pages: list[_Page] = []
    letters = unknown = images = 0
    for number, sheet in enumerate(PDFPage.create_pages(document), start=1):
        if number > limits.pages:
            raise UnreadableFile(
                f"Tệp PDF có hơn {limits.pages} trang, quá dài so với một bản kế hoạch. "
                "Hãy tách lấy riêng các trang của bản kế hoạch rồi tải lên lại."
            )
        interpreter.process_page(sheet)
        marks = camera.page
        letters += sum(1 for char in marks.chars if not char.text.isspace())
        unknown += marks.unknown
        images += marks.images
        own = {mark: paragraph for (page, mark), paragraph in tags.items() if page == sheet.pageid}
        pages.append(_page(number, marks, own))
    if not pages:
        raise UnreadableFile(BROKEN)
    if letters - unknown < 20:
        raise UnreadableFile(_SCANNED if letters < 20 or images else _NO_LETTERS)
    if unknown > 0.2 * letters:
        raise UnreadableFile(_NO_LETTERS)
    return pages, _is_our_print(document.info)


def _is_our_print(info: Sequence[dict[str, Any]]) -> bool:
    """WeasyPrint breaks lines at the last moment and measures exactly, so its line ends can be judged exactly."""
    producers = (entry.get("Producer", b"") for entry in info)
    return any(b"WeasyPrint" in producer for producer in producers if isinstance(producer, bytes))


def _page(number: int, marks: PageMarks, tags: dict[int, int]) -> _Page:
    tables = find_tables(marks, number)
    rest = marks.chars
    for table in tables:
        inside = [char for char in rest if table.holds(char)]
        rest = [char for char in rest if not table.holds(char)]
        fill(table, inside, tags)
    return _Page(number, marks, rows_of(rest, tags, number), [table for table in tables if _has_words(table)])


def _has_words(table: PageTable) -> bool:
    return any(cell.lines for cell in table.cells)


# From pages to text


def _compose(pages: list[_Page], exact: bool, limits: Limits) -> Source:
    builder = SourceBuilder(limits)
    unseen = sum(page.marks.unseen for page in pages)
    if unseen > 0.5 * sum(len(page.marks.chars) for page in pages):
        builder.note(_OCR)
    frames = _frames(pages)
    for page in pages:
        page.rows = [row for row in page.rows if not _is_page_number(row, page, frames[page.number])]
    _drop_running_heads(pages, builder)
    foot: tuple[str, ...] = ()
    for page in pages:
        rows, across = _take_foot(page, frames[page.number])
        words = [tidy(joined(row).text) for row in rows]
        if across and page.number == 1:
            foot = tuple(words)
        elif words:
            builder.note(f"Chú thích cuối trang {page.number}: {' '.join(words)}")
    stretches = _stretches(pages, frames, exact)
    manner = habits([lines for lines in stretches if isinstance(lines, list)])
    sheets = {page.number: page for page in pages}
    for stretch in stretches:
        if isinstance(stretch, Joined):
            texts = stretch.texts(ends_exactly if exact else ends_likely)
            builder.table(texts, page=stretch.page, landscape=sheets[stretch.page].landscape)
            continue
        for paragraph in paragraphs(stretch, frames, manner):
            first = paragraph.pieces[0]
            frame = frames[first.page]
            builder.line(
                paragraph.text(frame.right),
                bold=paragraph.bold,
                italic=paragraph.italic,
                centered=paragraph.column is None and paragraph.centered(frame),
                page=first.page,
                column=paragraph.column,
                landscape=sheets[first.page].landscape,
            )
    return replace(builder.source(), foot=foot)


def _frames(pages: list[_Page]) -> dict[int, Frame]:
    """Where the text stands on each page, learnt from all pages of the same sheet."""
    sheets: dict[tuple[int, int], Frame] = {}
    for sheet in {page.sheet for page in pages}:
        same = [page for page in pages if page.sheet == sheet]
        pieces = [joined(row) for page in same for row in page.rows]
        tables = [table for page in same for table in page.tables]
        lefts = Counter(round(piece.x0) for piece in pieces)
        often = [place for place, count in lefts.items() if count > 1]
        left = min([*often, *(table.xs[0] for table in tables)] or lefts, default=0)
        rights = Counter(round(piece.x1 * 2) / 2 for piece in pieces if piece.x1 > 0.6 * sheet[0])
        place, count = max(rights.items(), key=lambda item: item[1], default=(0.0, 0))
        edges = [table.xs[-1] for table in tables]
        if count >= max(3, 0.15 * len(pieces)):
            edges.append(place)
        right = max(edges or [piece.x1 for piece in pieces], default=sheet[0])
        sheets[sheet] = Frame(float(left), float(right))
    return {page.number: sheets[page.sheet] for page in pages}


def _is_page_number(row: Row, page: _Page, frame: Frame) -> bool:
    piece = joined(row)
    if not _PAGE_NUMBER.match(piece.text):
        return False
    near = piece.base > page.marks.height - _EDGE or piece.base < _EDGE
    middle = min(abs(piece.centre - frame.centre), abs(piece.centre - page.marks.width / 2)) < 12
    return near and (middle or piece.x0 > frame.right - 40)


def _drop_running_heads(pages: list[_Page], builder: SourceBuilder) -> None:
    """Leave out a line printed at the same edge of most pages (an address, a file name, a date of printing)."""
    if len(pages) < 3:
        return

    def key(row: Row, page: _Page) -> tuple[int, str] | None:
        base = row[0].base
        if base > page.marks.height - _MARGIN or base < _MARGIN:
            return round(base / 4), re.sub(r"\d+", "0", joined(row).text)
        return None

    seen = Counter(mark for page in pages for row in page.rows if (mark := key(row, page)) is not None)
    repeated = {mark for mark, count in seen.items() if count > 0.6 * len(pages)}
    for page in pages:
        page.rows = [row for row in page.rows if key(row, page) not in repeated]
    for _, text in sorted(repeated):
        builder.note(f"Đã bỏ dòng lặp lại ở đầu hoặc chân mỗi trang: “{text}”.")


def _take_foot(page: _Page, frame: Frame) -> tuple[list[Row], bool]:
    """Set aside what stands in smaller type under a line at the foot of the page.

    The second value tells a line across the whole page (ô 13) from the short one over footnotes.
    """
    usual = Counter(round(row[0].size) for row in page.rows).most_common(1)
    for rule in page.marks.rules:
        width = rule.x1 - rule.x0
        across = width > 0.9 * frame.width
        short = abs(rule.x0 - frame.left) < 4 and 80 < width < 0.45 * frame.width
        low = rule.flat and rule.y0 < (0.3 if across else 0.5) * page.marks.height
        if not (low and (across or short)) or any(rule.y0 > table.bottom - 4 for table in page.tables):
            continue
        below = [row for row in page.rows if row[0].base < rule.y0]
        if 0 < len(below) <= 12 and usual and all(row[0].size < usual[0][0] - 0.9 for row in below):
            page.rows = [row for row in page.rows if row[0].base >= rule.y0]
            return below, across
    return [], False


def _stretches(pages: list[_Page], frames: dict[int, Frame], exact: bool) -> list[list[Line] | Joined]:
    """Lines and tables in reading order; text and tables that go on over a page are one stretch."""
    found: list[list[Line] | Joined] = []
    for page in pages:
        rows = page.rows
        at_head = True
        for table in [*page.tables, None]:
            above = [row for row in rows if table is None or row[0].base > table.top]
            rows = rows[len(above) :]
            if above:
                lines = in_reading_order(above, frames[page.number], page.number == 1 and at_head)
                last = found[-1] if found else None
                if isinstance(last, list):
                    last += lines
                else:
                    found.append(lines)
            if table is None:
                continue
            last = found[-1] if found else None
            if at_head and not above and isinstance(last, Joined) and continues(last, table, page.marks.width):
                go_on(last, table, exact)
            else:
                found.append(start(table, page.marks.width, exact))
            at_head = False
    return found


# A process of its own


def read_pdf_apart(data: bytes, limits: Limits) -> Source:
    """Read a PDF in a process that can be stopped: a hostile file costs `limits.seconds` and `limits.memory` at most.

    Raises UnreadableFile.
    """
    root = Path(__file__).resolve().parents[2]
    options = json.dumps(asdict(limits))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "documents.reading.pdf", options],
            input=data, capture_output=True, timeout=limits.seconds, cwd=root, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(_TOO_SLOW) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:  # killed by the memory limit, or crashed
        raise UnreadableFile(_TOO_SLOW if done.returncode else BROKEN) from error
    if "error" in answer:
        raise UnreadableFile(answer["error"])
    return _from_json(answer)


def _from_json(answer: dict[str, Any]) -> Source:
    items: list[SourceLine | SourceTable] = []
    for item in answer["items"]:
        if "rows" in item:
            item["rows"] = tuple(tuple(row) for row in item["rows"])
            item["row_numbers"] = tuple(item["row_numbers"])
            items.append(SourceTable(**item))
        else:
            items.append(SourceLine(**item))
    return Source(tuple(items), tuple(answer["notes"]), tuple(answer["foot"]))


def main(options: str) -> None:
    """The separate process: a PDF on standard input, a Source or an error as JSON on standard output."""
    import resource

    limits = Limits(**json.loads(options))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    seconds = int(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        answer: dict[str, Any] = asdict(read_pdf(sys.stdin.buffer.read(), limits))
    except UnreadableFile as error:
        answer = {"error": str(error)}
    except (MemoryError, RecursionError):
        answer = {"error": _TOO_SLOW}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
