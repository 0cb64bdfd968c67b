"""Where a text cites documents: their numbers, days and titles belong to them and go to no other year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TYPES = (
    r"Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Kế hoạch|Công văn|Chỉ thị|Thông tư liên tịch|Thông tư|"
    r"Chương trình hành động|Chương trình|Văn bản|Hướng dẫn|Thông báo|Kết luận|Pháp lệnh|Bộ luật|Luật|Công điện|Đề án|"
    r"Quy định|Tờ trình|Báo cáo|Quy chế|Hiến pháp"
)
_NUMBER = (
    r"(?-i:\d{1,6}[a-zđ]?\s?/\s?(?:19|20)\d{2}\s?/\s?[A-ZĐ][A-Za-zĐđ]{1,9}\d{0,3}"  # 30/2020/NĐ-CP
    r"(?:\s?[-–‑/&]\s?[A-ZĐ][\wĐ]*){0,5}"
    r"|\d{1,6}[a-zđ]?\s?[/-]\s?[A-ZĐ][A-Za-zĐđ]{1,9}\d{0,3}(?:\s?[-–‑/&]\s?[A-ZĐ][\wĐ]*){0,5})"  # 97/KH-UBND, 07-CTr/TU
)
_DAY = (
    r"(?:ngày\s+)?(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{0,2}\s*tháng\s+\d{0,2}\s*năm\s+\d{4}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
_STOP = r"[,;:()\n]|\.\s|\.$|\."
_ABOUT = (
    r"(?:về(?:\s+việc)?|v/v|ban\s+hành|phê\s+duyệt|quy\s+định|công\s+bố|hướng\s+dẫn|sửa\s+đổi|bổ\s+sung|giao|"
    r"triển\s+khai|thực\s+hiện|tổ\s+chức|thành\s+lập|kiện\s+toàn|quy\s+định\s+chi\s+tiết)"
)
_ISSUER = (
    rf"(?:\s*,?\s*của\s+(?:(?!\s{_ABOUT}\b|\s(?:trong|năm|quý|tháng|trước|hoàn\s+thành|và|để)\b)[^,;:()\n.]){{2,100}})?"
)
_HEAD = re.compile(
    rf"(?:\b(?P<type>{_TYPES})\s+(?:[^\W\d]+\s+){{0,6}}?)?(?:số\s*:?\s*)?(?<![\w/.,-])(?P<number>{_NUMBER})"
    rf"(?:\s*,?\s*(?P<day>{_DAY}))?{_ISSUER}",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"\s*,?\s*(?={_ABOUT}\b)(?:(?!\s(?:và|,)\s+(?:{_TYPES})\s+số\b)[^;:()\n.,]){{2,400}}", re.IGNORECASE
)
# "Luật Thực hiện dân chủ ở cơ sở năm 2022", "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
_LAW = re.compile(
    r"(?<!háp )(?<!HÁP )(?<!Hội )\b(?P<type>Bộ luật|Luật(?! gia\b| sư\b)|Pháp lệnh|Hiến pháp)\s+"
    r"(?:[^\W\d][^;:.\n()]{0,160}?\s)??"
    rf"(?P<when>(?:{_DAY})|(?<!trong )(?<!của )(?<!cho )năm\s+(?P<year>\d{{4}}))(?!\d)"
)
# "Quyết định … năm 2021" without a number.
_UNNUMBERED = re.compile(
    r"\b(?:Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị)\s+(?!số\b)[^;:.\n()\d]{0,90}?\bnăm\s+\d{4}(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Cited:
    """A document named in a text. `subject_start` is where its title begins (`end` where it has none)."""

    start: int
    end: int
    number: str
    doc_type: str
    subject_start: int


def cited_documents(text: str, *, basis: bool = False) -> list[Cited]:
    """The documents a text names by number, with their day, issuer and title; laws named with their day or year.

    `basis`: the line is a legal basis: the title of its document runs to the end of the line.
    """
    out: list[Cited] = []
    at = 0
    while found := _HEAD.search(text, at):
        end = start = found.end()
        about = _SUBJECT.match(text, end)
        if about:
            end = about.end()
        nxt = _HEAD.search(text, found.end())
        if basis:
            rest = text.find(";", found.end())
            end = len(text) if rest == -1 else rest
            if nxt and nxt.start() < end and nxt["type"]:
                end = nxt.start()
        begin, doc_type = _named_law(text, found.start(), at) if not found["type"] else (found.start(), found["type"])
        out.append(Cited(begin, max(end, found.end()), found["number"], doc_type, start))
        at = max(end, found.end())
    for law in _LAW.finditer(text):
        if not any(each.start < law.end() and law.start() < each.end for each in out):
            out.append(Cited(law.start(), law.end(), "", law["type"], law.end()))
    return sorted(out, key=lambda each: each.start)


def _named_law(text: str, number_at: int, after: int) -> tuple[int, str]:
    """ "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15": the name before the number belongs to it."""
    left = text[max(after, number_at - 200) : number_at]
    named = re.search(r"\b(Bộ luật|Luật|Pháp lệnh)\s[^;.:()\n0-9]*$", left)
    return (number_at - len(left) + named.start(), named[1]) if named else (number_at, "")


def unnumbered(text: str) -> list[tuple[int, int]]:
    """Spans of documents named by type and year alone: "Quyết định của UBND tỉnh năm 2021"."""
    return [found.span() for found in _UNNUMBERED.finditer(text)]


def inside(span: tuple[int, int], kept: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in kept)
