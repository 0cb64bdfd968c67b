"""Reports the plan asks for: how often and by when."""

from __future__ import annotations

import re

from documents.official import BlockKind, OfficialDocument
from plans.reading.draft import Place, ReportReading, Role
from plans.reading.sections import Outline, blocks_of
from plans.reading.timing import Timing
from plans.reading.words import fold

_NAMES = {
    "thang": "monthly",
    "quy": "quarterly",
    "tuan": "weekly",
    "6 thang": "semiannual",
    "9 thang": "nine-monthly",
    "nam": "annual",
}
_SPAN = r"(?:(?:0?6|sau|0?9|chin) )?(?:thang|quy|nam|tuan)\b(?! \d)"
# "hằng tháng, quý, 6 tháng và năm", "báo cáo năm", "định kỳ 6 tháng", "6 tháng (trước ngày …)".
_ENUMERATED = re.compile(
    rf"(?:\b(?:hang|moi|tung|theo|dinh ky|bao cao|tong ket|so ket)(?: \w+){{0,1}}? |"
    rf"^(?=[^(]{{1,12}}\())({_SPAN}(?:(?:\s*,\s*|\s+va\s+|\s*,\s*va\s+)(?:ca |hang |bao cao )?{_SPAN})*)"
)
_REPORT = re.compile(r"\bbao cao\b|\btong hop\b")
_TERM = re.compile(
    r"(?:trước|chậm nhất(?: là)?|vào|muộn nhất(?: là)?)\s+(?:ngày\s+)?\d{1,2}[^;,.()]{0,40}", re.IGNORECASE
)
_ROLES = frozenset({Role.CONTENT, Role.ORGANISATION, Role.REPORTING, Role.CLOSING})


def read_reports(document: OfficialDocument, outline: Outline, timing: Timing) -> tuple[ReportReading, ...]:
    """Clauses that ask for a report again and again, or by a day."""
    out: list[ReportReading] = []
    for place, block in blocks_of(document):
        role = outline.roles.get(place, Role.OTHER)
        if block.kind is not BlockKind.PARAGRAPH or role not in _ROLES or not block.text:
            continue
        out += _reports_in(place, block.text, role, timing)
    return tuple(out)


def _reports_in(place: Place, text: str, role: Role, timing: Timing) -> list[ReportReading]:
    text = text[:6000]
    folded = fold(text)
    if not _REPORT.search(folded) or not (
        role is Role.REPORTING
        or re.search(r"\bdinh ky\b|\bhang (?:thang|quy|nam|tuan)\b|\bbao cao (?:thang|quy|nam|6 thang)\b", folded)
    ):
        return []
    pieces = _pieces(text)
    out = []
    for piece in pieces:
        plain = fold(piece)
        own = re.search(r"(?<!che do )\bbao cao\b|\btong hop\b", plain)
        if not own and role is not Role.REPORTING and not (_TERM.search(piece) and _period(plain)):
            continue
        if re.search(r"\b(?:cong khai|niem yet) (?:cac )?(?:ke hoach, )?bao cao\b", plain):
            continue
        period = _period(plain)
        term = _TERM.search(piece)
        if not period and not term:
            if not re.search(r"\bdinh ky\b", plain) or not re.search(r"\bbao cao\b", plain):
                continue
            period = "periodic"
        if role is not Role.REPORTING and not term and not _regular(plain):
            continue
        due = term[0].strip() if term else ""
        rule = timing.parse(f"hằng năm {due}" if period == "annual" and due else (_phrase(piece, due)))
        out.append(ReportReading(place, _clause(piece), period, due, rule))
    return out


def _period(plain: str) -> str:
    """All rounds a clause names, joined by "+" from the shortest to the longest."""
    found: set[str] = set()
    for enumerated in _ENUMERATED.finditer(plain):
        for span in re.findall(_SPAN, enumerated[1]):
            words = span.replace("sau", "6").replace("chin", "9").lstrip("0").split()
            found.add(_NAMES[" ".join(words) if words[0].isdigit() else words[-1]])
    if not found and re.search(r"\bthang cuoi (?:cua )?(?:moi )?quy\b|\bcuoi (?:moi )?quy\b", plain):
        found.add("quarterly")  # "trước ngày 20 của tháng cuối quý" comes every quarter
    order = ("weekly", "monthly", "quarterly", "semiannual", "nine-monthly", "annual")
    return "+".join(name for name in order if name in found)


def _regular(plain: str) -> bool:
    """A period said about the reporting itself, not about a plan or a survey named in the sentence."""
    return bool(
        re.search(
            r"(?:bao cao|tong hop)\b[^.;]{0,120}\b(?:dinh ky|hang (?:thang|quy|nam|tuan))\b|\b(?:dinh ky|"
            r"hang (?:thang|quy|nam))\b[^.;]{0,60}\b(?:tong hop|bao cao)\b",
            plain,
        )
    )


_PIECES = re.compile(
    r"\s+và\s+(?=báo cáo (?:năm|6 tháng|tháng|quý|tổng kết)\b)|;\s*|,\s*(?=báo cáo (?:năm|6 tháng|quý|tháng|"
    r"kết quả)\b)|"
    r"\s+và\s+(?=(?:trước|chậm nhất|vào) (?:ngày )?\d{1,2}/\d{1,2} h[ằà]ng năm)|"
    r"(?:,\s*|\s+và\s+)(?=(?:6 tháng|9 tháng|năm|hằng năm)\s*\()"
)


def _pieces(text: str) -> list[str]:
    """ "Định kỳ hàng quý (…) và báo cáo năm (…)" → two; else sentence parts."""
    sentences = re.split(r"(?<=[.;])\s+|\n", text)
    return [piece.strip() for sentence in sentences for piece in _PIECES.split(sentence) if piece.strip()]


def _clause(piece: str) -> str:
    """The clause of the report without the long tail behind its term."""
    piece = piece.strip(" .;,")
    end = re.search(r"\)(?=,|$)", piece)
    if end and end.end() < len(piece):
        piece = piece[: end.end()]
    start = (
        re.search(r"(?:và\s+)?(?=báo cáo kết quả)", piece)
        if re.match(r"(?:tren day|yeu cau|cac )", fold(piece))
        else None
    )
    if start:
        piece = piece[start.end() :]
    tail = re.search(
        r"(?:(?:hang|moi) (?:quy|thang|nam)|6 thang(?:,? va(?: ca)? nam)?|dinh ky[^,]{0,40}\([^)]*\))(?P<rest>,|"
        r" de ).*$",
        fold(piece),
    )
    if tail and tail.start("rest") > 20:
        piece = piece[: tail.start("rest")]
    return piece.strip(" ,;.")


def _phrase(piece: str, due: str) -> str:
    found = re.search(
        r"(?:dinh ky |theo dinh ky )?(?:hang|moi) (?:quy|thang|nam|tuan)(?: \([^)]*\))?|dinh ky (?:6 thang|"
        r"quy)(?:,? va nam)?",
        fold(piece),
    )
    return piece[found.start() : found.end()] if found else due
