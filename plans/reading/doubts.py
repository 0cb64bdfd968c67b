"""What a person should settle: short Vietnamese sentences that say what to do."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from core.text import POINT_LETTERS
from documents.official import BlockKind, OfficialDocument
from documents.reading.assemble import DocumentReading
from documents.reading.blocks import ordinal
from documents.reading.letters import compile_letters
from plans.deadlines import DeadlineKind
from plans.reading.draft import Doubt, Place, Region, TaskReading
from plans.reading.sections import Outline, blocks_of
from plans.reading.taskbook import TaskBook
from plans.reading.words import fold

_APPENDIX_MENTION = re.compile(
    r"\b(?:co|theo|tai|kem theo|chi tiet)\b[^.;]{0,40}\bphu luc\b|\bphu luc\b[^.;]{0,30}\b(?:kem theo|dinh kem|"
    r"ban hanh kem)"
)
_COLLECTIVE = re.compile(
    r"^(?:cac|nhung|tat ca|lanh dao\b.*\bcong chuc|ubnd (?:xa|phuong|cac)|uy ban nhan dan (?:xa|phuong))\b"
)


def read_doubts(
    reading: DocumentReading, outline: Outline, book: TaskBook, tasks: Sequence[TaskReading], *, is_plan: bool
) -> tuple[Doubt, ...]:
    """All doubts: of the document, of its numbering, of each task."""
    document = reading.document
    out: list[Doubt] = []
    if not is_plan:
        kind = document.type_name.lower() or "loại khác"
        out.append(
            Doubt(
                "document",
                f"Văn bản này là {kind}, không phải kế hoạch; không đọc nhiệm vụ nào từ đó. Hãy chọn đúng tệp.",
            )
        )
    out += _letterhead(reading)
    out += reading.doubts
    out += _numbering(reading, outline)
    out += _appendix(reading)
    out += _names(reading)
    if is_plan:
        out += book.doubts
        out += _tasks(reading, tasks)
    return tuple(out)


def _letterhead(reading: DocumentReading) -> list[Doubt]:
    sheet = reading.document.letterhead
    lines = reading.head_lines
    out = []
    if not sheet.agency:
        out.append(
            Doubt(
                "letterhead.agency",
                "Không thấy tên cơ quan ban hành ở đầu văn bản. Hãy nhập hoặc xác nhận cơ quan ban hành.",
            )
        )
    if not sheet.number:
        out.append(
            Doubt(
                "letterhead.number",
                "Văn bản chưa có số. Hãy nhập số nếu đã ban hành, hoặc để là dự thảo.",
                lines.get("number", 0),
            )
        )
    if not sheet.date_text:
        out.append(Doubt("letterhead.date", "Không thấy ngày ban hành. Hãy nhập ngày nếu văn bản đã ban hành."))
    elif sheet.date is None:
        out.append(
            Doubt(
                "letterhead.date",
                f"Ngày ban hành chưa đủ (“{sheet.date_text}”). Hãy nhập ngày, tháng, năm.",
                lines.get("date", 0),
            )
        )
    if not reading.document.title:
        out.append(Doubt("title", "Không thấy trích yếu của văn bản. Hãy nhập tên kế hoạch."))
    signature = reading.document.signature
    if not signature.name:
        out.append(Doubt("signature.name", "Không thấy họ tên người ký. Hãy nhập người ký.", lines.get("signature", 0)))
    elif not signature.position and not signature.authority:
        out.append(
            Doubt(
                "signature.position",
                "Có họ tên người ký nhưng không có chức vụ. Hãy nhập chức vụ người ký.",
                lines.get("name", 0),
            )
        )
    if not reading.document.recipients:
        out.append(Doubt("recipients", "Không thấy mục Nơi nhận. Hãy nhập nơi nhận."))
    return out


def _first(reading: DocumentReading, place: Place) -> int:
    numbers = reading.lines.get(place, ())
    return numbers[0] if numbers else 0


def _numbering(reading: DocumentReading, outline: Outline) -> list[Doubt]:
    """Repeated and skipped numbers, among headings and among the lettered or numbered lines below one heading."""
    out: list[Doubt] = []
    for section in outline.sections:
        if re.search(r"\(\d+\)$", section.path):
            out.append(
                Doubt(
                    f"section.{section.path}",
                    f"Mục {section.marker} được đánh số hai lần. Hãy sửa lại số mục “{section.heading[:60]}”.",
                    _first(reading, section.place),
                    section.place,
                )
            )
    last: dict[tuple[object, int, str], tuple[int, str]] = {}
    for place, block in blocks_of(reading.document):
        value = ordinal(block.marker) if block.marker else None
        if block.kind is BlockKind.TABLE or value is None:
            continue
        for key in [key for key in last if key[1] > block.level]:
            del last[key]
        core = block.marker.strip(" .)/:(")
        kind = (
            "letter"
            if len(core) == 1 and core in POINT_LETTERS
            else "roman"
            if re.fullmatch(r"[IVXL]+", core)
            else "number"
        )
        if re.match(r"(?:phần|chương|mục|điều)", block.marker, re.IGNORECASE):
            kind = "part"
        key = ((place.region, place.appendix), block.level, kind)
        previous = last.get(key)
        if previous and value > previous[0] + 1:
            missing = POINT_LETTERS[previous[0]] if kind == "letter" else str(previous[0] + 1)
            name = f"điểm {missing})" if kind == "letter" else f"số {missing}" if kind != "roman" else "một mục La Mã"
            out.append(
                Doubt(
                    "numbering",
                    f"Sau “{previous[1]}” là “{block.marker}”: thiếu {name}. Hãy kiểm tra có sót nội dung không.",
                    _first(reading, place),
                    place,
                )
            )
        last[key] = (value, block.marker)
    return out


def _appendix(reading: DocumentReading) -> list[Doubt]:
    document = reading.document
    if document.appendices:
        return []
    for place, block in blocks_of(document):
        if block.text and _APPENDIX_MENTION.search(fold(block.text)):
            return [
                Doubt(
                    "appendix",
                    "Văn bản nhắc đến Phụ lục nhưng không có Phụ lục kèm theo. Hãy tìm và nhập Phụ lục.",
                    _first(reading, place),
                    place,
                )
            ]
    return []


_PLACE_NAME = compile_letters(r"\b(xã|phường|thị trấn|đặc khu)\s+([‹A›]\w+(?: [‹A›]\w+){1,3})")


def _names(reading: DocumentReading) -> list[Doubt]:
    """A commune's name spelt two ways: the same letters with other marks."""
    counted: Counter[str] = Counter()
    where: dict[str, Place | None] = {}

    def take(text: str, place: Place | None) -> None:
        for found in _PLACE_NAME.finditer(unicodedata.normalize("NFC", text)):
            counted[found[2]] += 1
            where.setdefault(found[2], place)

    document: OfficialDocument = reading.document
    if document.letterhead.place:
        counted[document.letterhead.place] += 1
        where.setdefault(document.letterhead.place, None)
    take(document.title, None)
    for index, block in enumerate(document.preamble):
        take(block.text, Place(Region.PREAMBLE, index))
    for place, block in blocks_of(document):
        take(block.text, place)
        if block.table:
            for row in block.table.rows:
                for cell in row.cells:
                    take(cell or "", place)
    for appendix in document.appendices:
        take(f"{appendix.title} {appendix.indication}", None)
    out = []
    by_letters: dict[str, str] = {}
    for name, _count in counted.most_common():
        key = fold(name)
        if key in by_letters and by_letters[key].casefold() != name.casefold():
            stands = where.get(name)
            out.append(
                Doubt(
                    "names",
                    f"Tên xã, phường viết hai cách: “{by_letters[key]}” và “{name}”. Hãy chọn cách viết đúng.",
                    _first(reading, stands) if stands else 0,
                    stands,
                    by_letters[key],
                )
            )
        else:
            by_letters.setdefault(key, name)
    return out


def _tasks(reading: DocumentReading, tasks: Sequence[TaskReading]) -> list[Doubt]:
    out: list[Doubt] = []
    if not tasks:
        out.append(Doubt("tasks", "Không tìm thấy nhiệm vụ nào trong văn bản. Hãy nhập tay hoặc kiểm tra lại tệp."))
    for number, task in enumerate(tasks):
        line = _first(reading, task.place)
        if task.deadline_text and task.deadline is None:
            out.append(
                Doubt(
                    f"task.{number}.deadline",
                    f"Chưa hiểu thời hạn “{task.deadline_text}”. Hãy chọn lại thời hạn.",
                    line,
                    task.place,
                )
            )
        elif task.deadline and task.deadline.question:
            out.append(
                Doubt(
                    f"task.{number}.deadline",
                    f"Thời hạn “{task.deadline_text}”: {task.deadline.question}",
                    line,
                    task.place,
                    task.deadline_text,
                )
            )
        elif task.deadline and task.deadline.kind is DeadlineKind.OPEN:
            out.append(
                Doubt(
                    f"task.{number}.deadline",
                    f"Thời hạn “{task.deadline_text}” không nêu ngày. Hãy chọn ngày nếu có.",
                    line,
                    task.place,
                )
            )
        names = ", ".join(party.name for party in task.leads if _COLLECTIVE.match(fold(party.name)))
        if names:
            out.append(
                Doubt(
                    f"task.{number}.lead",
                    f"“{names}” là tập thể chung. Hãy chỉ định đơn vị hoặc người chủ trì.",
                    line,
                    task.place,
                    names,
                )
            )
    return out
