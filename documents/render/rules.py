"""The rules of Nghị định 30/2020 as measurements on a finished PDF: letterhead, type and page.

Each rule looks at the paper (`measure.Paper`), knows from the document which words to look for, and
says in a sentence what is wrong. Rules of the text, the tables and the closing are in rules_text.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from documents.official import MOTTO, NATIONAL_TITLE, Form, OfficialDocument
from documents.render import sheet, wording
from documents.render.measure import Paper, TextLine, is_page_number
from documents.render.text import one_line

_SPREAD = 2.0  # points; a justified line loses the kerning around its spaces and reaches that far into the margin
NEAR = 1.5  # points; less than a line is thick to the eye
Check = Callable[[Paper, OfficialDocument], Iterator[str]]


@dataclass(frozen=True)
class Rule:
    """`source` is the place in Nghị định 30/2020, Phụ lục I (or a custom, named as such)."""

    id: str
    source: str
    name: str
    check: Check


@dataclass(frozen=True)
class Finding:
    rule: Rule
    message: str

    def __str__(self) -> str:
        return f"{self.rule.id} ({self.rule.source}) {self.rule.name}: {self.message}"


RULES: dict[str, Rule] = {}


def rule(number: str, source: str, name: str) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        RULES[number] = Rule(number, source, name, check)
        return check

    return register


def judge(document: OfficialDocument, paper: Paper, only: str | None = None) -> list[Finding]:
    """Every finding on the paper; `only` is the id of a single rule."""
    import documents.render.rules_text  # noqa: F401 - registers the other half of the rules

    chosen = [RULES[only]] if only else list(RULES.values())
    return [Finding(item, message) for item in chosen for message in item.check(paper, document)]


def type_faults(
    lines: tuple[TextLine, ...], what: str, *, size: tuple[float, float], bold: bool, italic: bool = False
) -> Iterator[str]:
    """Faults of presence, size, weight and slant."""
    if not lines:
        yield f"không thấy {what}"
    for line in lines:
        if not size[0] - 0.05 <= line.size <= size[1] + 0.05:
            yield f"{what} cỡ {line.size:.1f}, phải {size[0]:g}–{size[1]:g}"
        if line.bold is not bold:
            yield f"{what} {'phải đậm' if bold else 'không được đậm'}"
        if line.italic is not italic:
            yield f"{what} {'phải nghiêng' if italic else 'phải đứng'}"


def centred_faults(lines: tuple[TextLine, ...], middle: float, what: str) -> Iterator[str]:
    for line in lines:
        if abs(line.middle - middle) > NEAR:
            yield f"{what} lệch tâm {line.middle - middle:+.1f} pt"


def short_rule_faults(paper: Paper, lines: tuple[TextLine, ...], what: str) -> Iterator[str]:
    """A solid line below, 1/3 to 1/2 as long as the text, centred on it."""
    if not lines:
        return
    stroke = paper.under(lines[-1])
    if stroke is None:
        yield f"thiếu đường kẻ dưới {what}"
        return
    longest = max(line.width for line in lines)
    if not longest / 3 - NEAR <= stroke.length <= longest / 2 + NEAR:
        yield f"đường kẻ dưới {what} dài {stroke.length / longest:.2f} lần dòng chữ, phải 1/3–1/2"
    if abs(stroke.middle - lines[-1].middle) > NEAR:
        yield f"đường kẻ dưới {what} không cân giữa"


def _content(paper: Paper, page: int) -> list[TextLine]:
    return [line for line in paper.sheets[page - 1].lines if not is_page_number(line)]


@rule("N01", "I.1", "Khổ giấy A4")
def _paper(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    short, long = (sheet.points(value) for value in sheet.PAGE_MM)
    for page in paper.sheets:
        if abs(min(page.width, page.height) - short) > 1 or abs(max(page.width, page.height) - long) > 1:
            yield f"trang {page.number} cỡ {page.width:.0f} × {page.height:.0f} pt"


@rule("N02", "I.2", "Lề trang")
def _margins(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    left, right = sheet.points(sheet.LEFT_MM), sheet.points(sheet.RIGHT_MM)
    top, bottom = sheet.points(sheet.TOP_MM), sheet.points(sheet.BOTTOM_MM)
    for page in paper.sheets:
        for line in _content(paper, page.number):
            if line.left < left - 1 or line.right > page.width - right + _SPREAD:
                yield f"trang {page.number}: “{line.text[:30]}” lấn lề ngang"
            if line.top < top - 1 or line.bottom > page.height - bottom + 1:
                yield f"trang {page.number}: “{line.text[:30]}” lấn lề dọc"
    reach = min((line.left for line in paper.text_lines), default=left)
    if reach > sheet.points(35) + 1:
        yield f"lề trái {reach / 72 * 25.4:.0f} mm, phải 30–35"


@rule("N03", "I.3", "Phông chữ")
def _face(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    names = {name for line in paper.lines for name in line.fonts}
    wrong = {name for name in names if not re.search(r"portal.?serif|liberation.?serif|times", name, re.IGNORECASE)}
    if wrong:
        yield f"phông lạ: {', '.join(sorted(wrong))}"


@rule("N04", "I.3", "Màu chữ đen")
def _black(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    urgency = one_line(document.urgency)
    for line in paper.lines:
        colored = [color for color in line.colors if any(part > 0.01 for part in color)]
        if colored and line.text != urgency:
            yield f"“{line.text[:30]}” không phải màu đen"


def _starts(paper: Paper, document: OfficialDocument) -> set[int]:
    """The pages on which the document or an appendix begins."""
    found = {1}
    for appendix in wording.appendices(document):
        name = one_line(appendix.label) or one_line(appendix.title)
        lines = paper.find(name) if name else ()
        if lines:
            found.add(lines[0].page)
    return found


@rule("N05", "I.7", "Số trang")
def _page_numbers(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    starts, count = _starts(paper, document), 0
    for page in paper.sheets:
        count = 1 if page.number in starts else count + 1
        numbers = [line for line in page.lines if is_page_number(line)]
        if count == 1:
            if numbers:
                yield f"trang {page.number} là trang thứ nhất, không hiển thị số"
            continue
        if [line.text for line in numbers] != [str(count)]:
            yield f"trang {page.number} phải mang số {count}"
            continue
        middle = (sheet.points(sheet.LEFT_MM) + page.width - sheet.points(sheet.RIGHT_MM)) / 2
        yield from centred_faults(tuple(numbers), middle, "số trang")
        yield from type_faults(tuple(numbers), "số trang", size=(13, 14), bold=False)


@rule("N06", "II.1", "Quốc hiệu")
def _nation(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    lines = paper.find(NATIONAL_TITLE)
    yield from type_faults(lines, "Quốc hiệu", size=(12, 13), bold=True)
    if lines and (len(lines) > 1 or lines[0].page != 1 or lines[0].left < paper.sheets[0].width / 3):
        yield "Quốc hiệu phải trên một dòng, góc phải trang đầu"


@rule("N07", "II.1", "Tiêu ngữ")
def _motto(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    nation, lines = paper.find(NATIONAL_TITLE), paper.find(MOTTO)
    yield from type_faults(lines, "Tiêu ngữ", size=(13, 14), bold=True)
    if nation and lines:
        yield from centred_faults(lines, nation[0].middle, "Tiêu ngữ")
        if lines[0].baseline - nation[0].baseline > lines[0].size * 1.6:
            yield "hai dòng Quốc hiệu, Tiêu ngữ phải cách dòng đơn"


@rule("N08", "II.1", "Đường kẻ dưới Tiêu ngữ")
def _motto_rule(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    lines = paper.find(MOTTO)
    stroke = paper.under(lines[0]) if lines else None
    if stroke is None:
        yield "thiếu đường kẻ"
    elif abs(stroke.left - lines[0].left) > NEAR or abs(stroke.right - lines[0].right) > NEAR:
        yield f"dài {stroke.length:.1f} pt, dòng chữ dài {lines[0].width:.1f} pt"


@rule("N09", "II.2", "Cơ quan chủ quản")
def _parent(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    for text in wording.lines(document.letterhead.parent_agency):
        yield from type_faults(paper.find(text), f"“{text}”", size=(12, 13), bold=False)


def _agency_lines(paper: Paper, document: OfficialDocument) -> tuple[TextLine, ...]:
    text = " ".join(wording.lines(document.letterhead.agency))
    return paper.find(text) if text else ()


@rule("N10", "II.2", "Cơ quan ban hành")
def _agency(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    if not wording.lines(document.letterhead.agency):
        return
    lines = _agency_lines(paper, document)
    yield from type_faults(lines, "tên cơ quan", size=(12, 13), bold=True)
    if lines:
        yield from centred_faults(lines, lines[0].middle, "tên cơ quan")


@rule("N11", "II.2", "Đường kẻ dưới tên cơ quan")
def _agency_rule(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    yield from short_rule_faults(paper, _agency_lines(paper, document), "tên cơ quan")


def _row(paper: Paper, pattern: str) -> TextLine | None:
    return next((line for line in paper.text_lines if line.page == 1 and re.match(pattern, line.text)), None)


@rule("N12", "II.3", "Số, ký hiệu")
def _number(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    if not wording.number_line(document):
        return
    line = _row(paper, r"Số:")
    if line is None:
        yield "không thấy số, ký hiệu"
        return
    yield from type_faults((line,), "số, ký hiệu", size=(13, 13), bold=False)
    if document.letterhead.number and not re.fullmatch(r"Số: (0[1-9]|[1-9]\d+)\w?(/\S+)?", line.text):
        yield f"“{line.text}” không đúng dạng “Số: 05/KH-UBND”"
    agency = _agency_lines(paper, document)
    if agency and document.letterhead.number:
        yield from centred_faults((line,), agency[0].middle, "số, ký hiệu")


@rule("N13", "II.4", "Địa danh và thời gian")
def _place(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    parts = wording.place_line(document.letterhead)
    if not parts:
        return
    lines = paper.find("".join(part for part in parts if isinstance(part, str)))
    if not lines:  # blank days split the line
        first = str(parts[0]).strip()
        lines = tuple(line for line in paper.text_lines if line.page == 1 and line.text == first)
    yield from type_faults(lines, "địa danh, thời gian", size=(13, 14), bold=False, italic=True)
    number = _row(paper, r"Số:")
    if lines and number and abs(number.baseline - lines[0].baseline) > 2.5:
        yield "phải cùng hàng với số, ký hiệu"


@rule("N14", "II.5", "Tên loại")
def _type(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    name = one_line(document.type_name)
    if not name or document.form is Form.LETTER:
        return
    lines = paper.find(name)
    yield from type_faults(lines, "tên loại", size=(13, 14), bold=True)
    yield from centred_faults(lines, _column_middle(paper), "tên loại")


def _column_middle(paper: Paper, page: int = 1) -> float:
    return (sheet.points(sheet.LEFT_MM) + paper.sheets[page - 1].width - sheet.points(sheet.RIGHT_MM)) / 2


@rule("N15", "II.5", "Trích yếu")
def _title(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    text = wording.title(document)
    if not text:
        return
    letter = document.form is Form.LETTER
    lines = paper.find(text)
    yield from type_faults(lines, "trích yếu", size=(12, 13) if letter else (13, 14), bold=not letter)
    if letter:
        number = _row(paper, r"Số:")
        if lines and number and not 0 < lines[0].top - number.bottom < 20:
            yield "trích yếu công văn phải ngay dưới số, ký hiệu"
    else:
        yield from centred_faults(lines, _column_middle(paper), "trích yếu")


@rule("N16", "II.5", "Đường kẻ dưới trích yếu")
def _title_rule(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    if document.form is not Form.LETTER and wording.title(document):
        yield from short_rule_faults(paper, paper.find(wording.title(document)), "trích yếu")


@rule("N17", "II.10b", "Dấu chỉ độ khẩn")
def _urgency(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    text = one_line(document.urgency)
    if not text:
        return
    lines = tuple(line for line in paper.text_lines if line.page == 1 and line.text == text)
    yield from type_faults(lines, text, size=(13, 14), bold=True)
    if not lines:
        return
    wanted = sheet.points(sheet.URGENCY_MM.get(text.upper(), 0)), sheet.points(8)
    left, right, top, bottom = frame_around(paper, lines[0])
    if wanted[0] and (abs(right - left - wanted[0]) > NEAR or abs(bottom - top - wanted[1]) > NEAR):
        yield f"khung {(right - left) / 72 * 25.4:.0f} × {(bottom - top) / 72 * 25.4:.0f} mm"
    if not any(color[0] > 0.7 and max(color[1:], default=1) < 0.2 for color in lines[0].colors):
        yield "chữ phải màu đỏ tươi"


@rule("N18", "II.11", "Phạm vi lưu hành")
def _circulation(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    text = one_line(document.circulation)
    if text:
        lines = paper.find(text)
        yield from type_faults(lines, text, size=(13, 14), bold=True)
        if lines and not all(frame_around(paper, lines[0])):
            yield "thiếu khung hình chữ nhật"


def frame_around(paper: Paper, line: TextLine) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of the strokes that frame a line of text; zeros where there is no frame."""
    near = [
        stroke
        for stroke in paper.sheets[line.page - 1].strokes
        if stroke.left < line.right + 40 and stroke.right > line.left - 40
        and line.top - 14 < stroke.top and stroke.bottom < line.bottom + 14
    ]  # fmt: skip
    flat = [stroke for stroke in near if stroke.horizontal and stroke.left <= line.left and stroke.right >= line.right]
    if len(flat) < 2:
        return 0.0, 0.0, 0.0, 0.0
    return (
        min(stroke.left for stroke in flat), max(stroke.right for stroke in flat),
        min(stroke.top for stroke in flat), max(stroke.bottom for stroke in flat),
    )  # fmt: skip


@rule("N19", "II.13", "Địa chỉ liên hệ cuối trang 1")
def _contact(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    text = document.contact.strip()
    if not text:
        return
    lines = paper.find(text)
    yield from type_faults(lines, "địa chỉ liên hệ", size=(11, 12), bold=False)
    if not lines:
        return
    if lines[0].page != 1 or lines[0].top < paper.sheets[0].height * 0.8:
        yield "phải ở cuối trang thứ nhất"
    full = [
        stroke
        for stroke in paper.sheets[0].strokes
        if stroke.horizontal and abs(stroke.length - sheet.text_width()) < 2 and 0 < lines[0].top - stroke.top < 12
    ]
    if not full:
        yield "thiếu đường kẻ hết chiều ngang phía trên"


@rule("N20", "Luật công nghệ", "Tệp in có nhãn, ngôn ngữ, tên, PDF/A")
def _file(paper: Paper, document: OfficialDocument) -> Iterator[str]:
    if not paper.tagged:
        yield "tệp không có nhãn cấu trúc"
    if paper.language != "vi":
        yield f"ngôn ngữ “{paper.language}”, phải là “vi”"
    if not paper.title:
        yield "tệp không có tên"
    if not re.search(r"pdfaid", paper.xmp):
        yield "tệp không khai PDF/A"
