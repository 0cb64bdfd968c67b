"""Stated goals: clauses with a percentage, points or a rank, and what the part on goals lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.official import BlockKind, OfficialDocument, RowKind
from plans.reading.draft import Place, Role, TargetReading
from plans.reading.sections import Outline, blocks_of
from plans.reading.words import fold

_PERCENT = re.compile(r"(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s?%")
_OTHER_METRIC = re.compile(
    r"\b(?:dat|phan dau|phan dau dat|tang|giam|xep|duy tri|tu)\b[^.;]{0,60}?\b(?:(?P<rank>hang|thu|vi tri|"
    r"top)\s+(?P<r>\d{1,3})\b|(?P<v>\d{1,3}(?:[.,]\d{1,2})?)\s*(?P<unit>diem|bac)\b)"
)
_GOAL = re.compile(r"\b(?:phan dau|muc tieu la|phan dau den)\b")
_AT_LEAST = re.compile(r"\btro len\b|\btoi thieu\b|\bit nhat\b|\btren \d|\btu \d+(?:[.,]\d+)?\s?%|\bcao hon\b|\bvuot\b")
_AT_MOST = re.compile(r"\bkhong qua\b|\btoi da\b|\bduoi \d|\bgiam (?:xuong|con)\b|\btro xuong\b")
_FROM = re.compile(
    r"[;:.(](?=\s|$)|\(|,\s(?=(?:phấn đấu|hoàn thành|bảo đảm|đảm bảo|đạt|trong đó|100%|tỷ lệ|tỉ lệ)\b)|"
    r"\s(?=(?:phấn đấu|phần đầu)\b)|\svà\s(?=(?:trên |ít nhất |tối thiểu )?\d{1,3}(?:,\d+)?\s?%)"
)
# Where a second goal begins behind the figure of the first.
_NEXT_GOAL = re.compile(
    r"\svà\s(?=(?:trên |ít nhất |tối thiểu )?\d{1,3}(?:,\d+)?\s?%)|"
    r",\s(?=(?:xếp|nằm trong|thuộc nhóm|đứng|góp phần|không để|không có)\b)"
)
# An exception in brackets stands inside its goal: "100% văn bản đi (trừ văn bản mật) được ký số".
_ASIDE = re.compile(r"\([^()%]{2,80}\)(?=\s*(?:được|đạt|có|phải|đúng|trở lên)\b)")
# A number of things, in the part on goals: "ít nhất 01 mô hình", "trồng mới 5.000 cây xanh".
_COUNT = re.compile(
    r"(?:ít nhất|tối thiểu|trên|từ|đạt|hoàn thành|xây dựng|trồng(?: mới)?|thành lập|duy trì)\s+"
    r"(?P<value>\d{1,3}(?:\.\d{3})+|\d{1,4})\s+(?!tháng|năm|ngày|giờ|quý)(?P<unit>[^\W\d_]+(?: [^\W\d_]+){0,4}?)"
    r"(?=\s(?:được|trở lên|tại|ở|hoạt động|cho|của|trong|về|đạt|có|hiệu quả|theo)\b|\s*[,.;/(]|$)",
    re.IGNORECASE,
)
_PREDICATE = re.compile(r"\b(?:được|đạt)\b")
_ROLES = frozenset({Role.CONTENT, Role.OBJECTIVES, Role.TARGETS, Role.ORGANISATION})


def read_targets(document: OfficialDocument, outline: Outline, disclosed: set[Place]) -> tuple[TargetReading, ...]:
    """Targets in reading order. Past results (situation part, preamble) are none; nor is what a disclosure lists."""
    out: list[TargetReading] = []
    for place, text, role in _texts(document, outline):
        if role not in _ROLES or place in disclosed:
            continue
        found = list(_clauses(place, text))
        if not found and role is Role.TARGETS:
            found = [_counted(place, text) or TargetReading(place, re.split(r"[;.](?=\s)", text)[0].strip(" .;"))]
        if not found and role is Role.OBJECTIVES:
            found = list(_unmeasured(place, text))
        out += found
    return tuple(out)


def _texts(document: OfficialDocument, outline: Outline) -> Iterator[tuple[Place, str, Role]]:
    from dataclasses import replace

    for place, block in blocks_of(document):
        role = outline.roles.get(place, Role.OTHER)
        if block.kind is BlockKind.PARAGRAPH and block.text:
            yield place, block.text, role
        elif block.table is not None:
            for index, row in enumerate(block.table.rows):
                if row.kind is RowKind.DATA:
                    for cell in row.cells:
                        if cell and len(cell) > 12:
                            yield replace(place, row=index), " ".join(cell.split()), role


def _clauses(place: Place, text: str) -> Iterator[TargetReading]:
    folded = fold(text)
    last_end = -1
    for found in _PERCENT.finditer(text):
        if found.start() < last_end:
            continue
        start, end = _bounds(text, found.start(), found.end())
        start = max(start, last_end)
        clause = re.sub(r"^và\s+(?=\S)", "", text[start:end].strip(" ,;.:("))
        clause = clause.rstrip(")") if clause.count(")") > clause.count("(") else clause
        last_end = end
        if len(clause) < 8:
            continue
        yield TargetReading(place, clause, "%", _number(found["value"]), _comparator(folded[start:end]))
    if last_end >= 0:
        return
    for found in _OTHER_METRIC.finditer(folded):
        start, end = _bounds(text, found.start(), found.end())
        metric = {"diem": "điểm", "bac": "bậc"}.get(found["unit"] or "", "hạng")
        yield TargetReading(
            place,
            text[start:end].strip(" ,;.:()"),
            metric,
            _number(found["v"] or found["r"]),
            _comparator(folded[start:end]),
        )
        return


def _counted(place: Place, text: str) -> TargetReading | None:
    found = _COUNT.search(text)
    if not found:
        return None
    value = int(found["value"].replace(".", ""))
    return TargetReading(place, text.strip(" .;"), found["unit"], value, _comparator(fold(text)))


def _bounds(text: str, at: int, after: int) -> tuple[int, int]:
    """The clause around a figure: from the mark before it to the one behind it, without a long tail of manner."""
    text = _ASIDE.sub(lambda found: " " * len(found[0]), text)
    start = 0
    for mark in _FROM.finditer(text, 0, at + 1):
        if mark.end() <= at and not (mark[0].strip() == "(" and ")" in text[mark.end() : at]):
            start = mark.end()
    end = len(text)
    for stop in re.finditer(r"[;.](?=\s|$)|[()]", text[after:]):
        end = after + stop.start()
        break
    following = _NEXT_GOAL.search(text, after, end)
    end = following.start() if following else end
    predicate = _PREDICATE.search(text, after, end)
    comma = text.find(", ", predicate.end(), end) if predicate else -1
    if comma >= 0 and end - comma > 40:
        end = comma
    tail = _TAIL.search(text, max(after + 4, predicate.end() if predicate else 0), end)
    if tail:
        end = tail.start()
    if end - start > 100:
        behind = predicate.end() if predicate and predicate.end() < end - 20 else 0
        tail = _LONG_TAIL.search(text, max(after + 12, start + 30, behind), end)
        end = tail.start() if tail else end
    return start, end


# What only says how, why or after which text, behind the figure.
_TAIL = re.compile(
    r"(?<!thực hiện)(?<!giải quyết)(?<!xử lý)\s(?:theo|ngày \d|nhằm|để)\b|,\s(?:nhất là|đặc biệt)\b|"
    r"\svà\s(?=(?:xây dựng|tổ chức|triển khai|thực hiện|nâng cao|tăng cường|đẩy mạnh|duy trì|rà soát|báo cáo)\b)"
)
_LONG_TAIL = re.compile(r"\s(?:của|thực hiện|trên cơ sở|thông qua)\b")


def _number(text: str) -> float | int:
    value = float(text.replace(",", "."))
    return int(value) if value == int(value) else value


def _comparator(folded: str) -> str:
    if _AT_LEAST.search(folded):
        return ">="
    if _AT_MOST.search(folded):
        return "<="
    return "="


def _unmeasured(place: Place, text: str) -> Iterator[TargetReading]:
    """ "phấn đấu …" without a figure, in the part on aims."""
    found = _GOAL.search(fold(text))
    if not found:
        return
    end = re.search(r"[;.](?=\s|$)", text[found.start() :])
    clause = text[found.start() : found.start() + end.start() if end else len(text)].strip(" ,;.")
    if len(clause) > 20:
        yield TargetReading(place, clause)
