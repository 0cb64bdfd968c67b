"""Documents cited in the preamble: type, number, date, issuer, title (Nghị định 30/2020, Phụ lục I, mục II.6)."""

from __future__ import annotations

import re

from documents.official import Block
from documents.reading.letters import compile_letters
from plans.reading.draft import BasisReading, Place, Region

_TYPES = (
    "Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Kế hoạch|Công văn|Chỉ thị|Thông tư liên tịch|Thông tư|"
    "Chương trình hành động|Chương trình|"
    "Văn bản|Hướng dẫn|Thông báo|Kết luận|Pháp lệnh|Luật|Công điện|Đề án|Quy định|Tờ trình|Báo cáo|Bộ luật|Hiến pháp|"
    "Thông tri|Quy chế làm việc|Quy chế|Điều lệ"
)
# What a plan may be called between its type and its number: "Kế hoạch giáo dục nhà trường số 34/KH-THCS".
_CALLED = r"(?:Kế hoạch|Chương trình|Đề án)(?P<called>(?:\s(?!số\b)[^\W\d]+){1,6}?)(?=\s+số\s*:?\s*\d)"
_DATE = (
    r"(?:ngày\s+)?(?P<{0}d>\d{{1,2}})\s*[/.-]\s*(?P<{0}m>\d{{1,2}})\s*[/.-]\s*(?P<{0}y>\d{{4}})|"
    r"ngày\s+(?P<{0}d2>\d{{1,2}})\s+tháng\s+(?P<{0}m2>\d{{1,2}})\s+năm\s+(?P<{0}y2>\d{{4}})"
)
_CITATION = re.compile(
    rf"(?P<type>{_TYPES}|{_CALLED})\s+(?:số\s*:?\s*(?P<number>\d[\w]*(?:\s?[-/]\s?[\wĐ&.]+){{1,5}})|"
    rf"(?P<bare>\d+\w?(?:/\d{{4}})?\s?[-/]\s?[A-ZĐ][\w&]*(?:\s?[-/]\s?[A-ZĐ][\w&.]*)*))",
    re.IGNORECASE,
)
# A law's name may hold commas ("Luật Phòng, chống thiên tai"): it ends where its day, year or number is printed.
_NAME_END = r",?\s+ngày\s+\d|,?\s+ngày\s+\D{0,3}\d|\s*[;.]|\s+năm\b|,?\s+số\s+\d|$"
_LAW = compile_letters(
    r"(?P<type>Bộ luật|Luật|Pháp lệnh|Hiến pháp)\s+(?P<name>(?!số\b)(?:[‹A›]|sửa đổi, bổ sung)[^;,.]{3,160}?"
    rf"(?:, [‹a›][^;,.]{{2,60}}?){{0,3}}?)(?={_NAME_END}|"
    rf",\s(?![‹a›][‹a› ,]{{1,80}}(?: và Luật [‹A›][‹a› ]{{2,60}})?(?:{_NAME_END})))"
)
# A law that changes others is one document, however many it names: "… một số điều của Luật Khiếu nại, Luật Tố cáo".
_NEXT_PAPER = r",\s(?:Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Chương trình)\b"
_CHANGING_LAW = re.compile(
    r"(?P<type>Bộ luật|Luật|Pháp lệnh)\s+(?P<name>[Ss]ửa đổi(?:,? bổ sung)?\s"
    rf"(?:(?!{_NEXT_PAPER})[^;.]){{3,300}}?)(?={_NAME_END}|{_NEXT_PAPER})"
)
_NUMBER_TAIL = re.compile(r"^[,\s]*(?:số\s*:?\s*(?P<number>\d[\w]*(?:\s?[-/]\s?[\wĐ&]+){1,4}))?")
_AFTER_DATE = re.compile(rf"^[,\s]*(?:{_DATE.format('a')})")
_BEFORE_DATE = re.compile(
    rf"(?:{_DATE.format('b')})\s*[,.]?\s*(?P<issuer>[^;.]{{2,80}}?)\s+(?:đã |vừa |có )?(?:ban hành|ký ban hành|ra|"
    rf"có)\s*$",
    re.IGNORECASE,
)
# "theo đề nghị của Sở Nội vụ tại Tờ trình số …": who proposes issued the paper.
_PROPOSER = re.compile(r"(?:đề nghị|đề xuất) của (?P<issuer>[^;.]{3,80}?) tại\s*$", re.IGNORECASE)
_ISSUES_PLAN = re.compile(
    r"(?:UBND|[UỦ][ỷy] ban nhân dân|Sở|Phòng|Đảng [uủ][ỷy]|Trường|Ban|Bộ|Hội|Trung tâm|Văn phòng|Công an)\b"
    r"[^,;]{0,120}\b(?:ban hành|xây dựng|triển khai) (?:K|k)ế hoạch"
)
_ISSUER = re.compile(
    r"^[,\s]*của\s+(?P<issuer>(?:(?!\s(?:về|Về việc|[Bb]an hành|Phê duyệt|Quy định|Hướng dẫn|Sửa đổi|"
    r"phê duyệt|quy định|hướng dẫn|sửa đổi|triển khai|thực hiện|"
    r"tổ chức|giao|công bố|cải thiện|nâng cao|tiếp tục|đẩy mạnh|v/v)\b|\s(?:và|&)\s(?:Kế hoạch|Quyết định|Công văn|"
    r"Nghị)|,\s(?!(?:Chủ nhiệm|Thống đốc|Tổng) )|[;.]\s|[;.]$).){2,120})"
)
_SUBJECT_LEAD = re.compile(r"^[,\s]*(?:(?:về\s+việc|v/v|về)\s+)?")
_SUBJECT_END = re.compile(
    r"[;](?!\s*(?:UBND|[UỦ][ỷy] ban nhân dân) (?:các|cấp)\b)|"
    r"\.\s|\.$|,\s*(?=(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Sở|Phòng|Đảng ủy|Trường|Ban|Bộ|Hội|Trung tâm|"
    r"Văn phòng|Công an)\b[^,;]{0,120}\b(?:ban hành|xây dựng|triển khai)\b)|"
    r"\s+với (?:những|các|một số) nội dung\b|,?\s+(?:cụ thể )?như sau\s*:|:\s*$|,\s+(?:nay|để|nhằm)\b"
)
_NESTED = re.compile(
    r"(?:thực hiện|triển khai|thi hành|theo|sửa đổi|bổ sung|thay thế|kèm theo|ban hành|phê duyệt|tại|hiện|của|các|"
    r"một số điều của)\s*$",
    re.IGNORECASE,
)


_LONGEST = 12000  # characters of one paragraph of the preamble that are searched


def read_bases(preamble: tuple[Block, ...]) -> tuple[BasisReading, ...]:
    """The documents the preamble names as its bases; one named inside another's title is none."""
    out: list[BasisReading] = []
    for index, block in enumerate(preamble):
        out += _bases_in(_without_remarks(block.text[:_LONGEST]), Place(Region.PREAMBLE, index))
    return tuple(out)


# "(đã được sửa đổi, bổ sung tại Nghị định số …)", "(sau đây gọi tắt là …)": a remark on a basis, none of its own.
_REMARK = re.compile(r"\((?:đã )?(?:được )?(?:sửa đổi|bổ sung|thay thế|sau đây|viết tắt|gọi tắt)[^()]*\)", re.I)


def _without_remarks(text: str) -> str:
    """The text with remarks in brackets blotted out, as long as before."""
    return _REMARK.sub(lambda found: " " * len(found[0]), text)


def _bases_in(text: str, place: Place) -> list[BasisReading]:
    out: list[BasisReading] = []
    at = 0
    while True:
        found = _next(text, at)
        if found is None:
            return out
        basis, end = _read_one(text, found, place)
        out.append(basis)
        at = max(end, found.end())


def _next(text: str, at: int) -> re.Match[str] | None:
    patterns = (_CHANGING_LAW, _CITATION, _LAW)  # of two that begin at one place the first
    candidates = [found for each in patterns if (found := each.search(text, at))]
    return min(candidates, key=lambda found: found.start()) if candidates else None


def _read_one(text: str, found: re.Match[str], place: Place) -> tuple[BasisReading, int]:
    groups = found.groupdict()
    called = (groups.get("called") or "").strip()
    doc_type = found["type"].removesuffix(groups.get("called") or "")
    doc_type = doc_type[0].upper() + doc_type[1:]
    number = re.sub(r"\s*([-/])\s*", r"\1", groups.get("number") or groups.get("bare") or "").strip(" .,")
    at = found.end()
    subject = ""
    if called:
        subject = called
    if groups.get("name"):
        subject = groups["name"].strip()
        tail = _NUMBER_TAIL.match(text[at:])
        if tail and tail["number"]:
            number = re.sub(r"\s*([-/])\s*", r"\1", tail["number"])
            at += tail.end()
    dated = _AFTER_DATE.match(text[at:])
    date_iso, issuer = "", ""
    if dated:
        date_iso = _iso(dated, "a")
        at += dated.end()
    else:
        # "Ngày … UBND … đã ban hành Quyết định số …": date and issuer come first.
        before = _BEFORE_DATE.search(text[: found.start()])
        if before:
            date_iso, issuer = _iso(before, "b"), before["issuer"].strip(" ,")
    proposer = _PROPOSER.search(text[: found.start()])
    if proposer:
        issuer = issuer or proposer["issuer"].strip(" ,")
    own = _ISSUER.match(text[at:])
    if own:
        issuer = own["issuer"].strip(" ,;.:")
        at += own.end()
    if not subject:
        subject, at = _subject(text, at)
    return BasisReading(place, doc_type, number, date_iso, issuer, subject), at


def _subject(text: str, at: int) -> tuple[str, int]:
    lead = _SUBJECT_LEAD.match(text[at:])
    start = at + (lead.end() if lead else 0)
    if _ISSUES_PLAN.match(text, start):
        return "", start
    end = _SUBJECT_END.search(text, start)
    stop = end.start() if end else len(text)
    # Another document begins the next item of the list, unless this one's title speaks of it.
    for other in _CITATION.finditer(text, start, stop):
        before = text[start : other.start()].rstrip()
        if re.search(r"(?:,|\bvà)$", before):
            stop = other.start()
            break
        if not before:
            stop = other.start()
            break
    subject = re.sub(r"(?:,|\s+và)\s*$", "", text[start:stop].strip(" ,;.:"))
    if re.match(r"(?:nhiệm kỳ|khóa|khoá) ", subject):
        subject = ""  # of the body that issued it, not of the document
    return " ".join(subject.split()), max(stop, start)


def _iso(found: re.Match[str], key: str) -> str:
    day, month, year = (found[f"{key}{part}"] or found[f"{key}{part}2"] for part in "dmy")
    try:
        import datetime as dt

        return dt.date(int(year), int(month), int(day)).isoformat()
    except (TypeError, ValueError):
        return ""
