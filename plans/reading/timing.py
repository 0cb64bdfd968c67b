"""Which words of a duty say when: the deadline phrase, not every date in the sentence."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from plans.deadlines import DeadlineKind, DeadlineRule, find, parse
from plans.reading.words import fold, lower


@dataclass(frozen=True)
class Timing:
    """The plan's year and day of issue, for phrases that leave the year out."""

    year: int | None
    date: dt.date | None = None

    def parse(self, phrase: str) -> DeadlineRule | None:
        phrase = phrase.strip(" .;:()")
        return parse(phrase, plan_year=self.year, plan_date=self.date) if phrase else None


# Time in front of its duty: "Quý I/2022: …", "Tháng 3: …", "- Từ tháng 4 đến tháng 6/2025: …".
_PREFIX = re.compile(
    r"^(?:trong |tu |dau |cuoi |giua |truoc |den |hang |hoan thanh )?(?:quy|thang|ngay|tuan|nam|6 thang|9 thang|"
    r"giai doan|dot)\b[^:;.]{0,80}?:"
)
# Brackets at the end of a duty that say when: "(Hoàn thành trong tháng 9/2017)".
_BRACKET = re.compile(r"\(([^()]{4,120})\)")
_IN_BRACKET = re.compile(
    r"^(?:thoi gian|thoi han|hoan thanh|xong|cham nhat|truoc|trong|quy|thang|dinh ky|hang|hoac|thuong xuyen|tu |den |"
    r"ngay \d)"
)
# Rounds with their days in brackets: "Định kỳ 6 tháng (trước ngày 05/6) và năm (trước ngày 05/12)". A day in such a
# bracket comes back every year; it is no day of the plan.
_ROUND = r"(?:0?6 thang(?: dau nam)?|0?9 thang(?: dau nam)?|quy|thang|(?:ca |cuoi )?nam)"
_DAYS = r"\((?:(?:truoc|cham nhat|vao|muon nhat)[^()]{3,50})\)"
_ROUNDS = re.compile(
    rf"\b(?:(?:dinh ky|bao cao|theo dinh ky)(?: hang)? |hang ){_ROUND},? ?{_DAYS}"
    rf"(?:(?:,|;| va|, va)? ?(?:va )?(?:bao cao |hang |dinh ky )?{_ROUND}(?: ?{_DAYS})?)*"
)
# Completion said in the sentence itself.
_DUE = re.compile(
    r"\b(?:hoan thanh|xong|ket thuc|ban hanh|gui|nop|bao cao|trinh|tham dinh|thuc hien)?(?: \S+){0,4}? ?"
    r"(?P<phrase>(?:(?:hoan thanh |xong )?(?:truoc|cham nhat(?: la)?(?: vao| trong)?|khong qua|"
    r"muon nhat)(?: het)? (?:ngay|thang|quy|nam|\d)[^,;.()]{0,60}"
    r"|(?:hoan thanh|xong) (?:trong|vao)(?: dau| cuoi)? (?:ngay|thang|quy|nam|6 thang|9 thang|tuan)[^,;.()]{0,50}))"
)
_REGULAR = re.compile(
    r"(?P<phrase>\b(?:theo )?(?:dinh ky )(?:hang|hằng|moi)? ?(?:thang|quy|nam|tuan|6 thang|06 thang|nua nam)(?:(?:,|"
    r" va|, va) (?:hang )?(?:thang|quy|nam|6 thang|9 thang|nam))*"
    r"|\b(?:dinh ky )?(?:hang|moi) (?:thang|quy|tuan)(?:(?:,| va|, va) (?:hang )?(?:thang|quy|6 thang|9 thang|"
    r"nam)\b)*)\b"
)
# "vào ngày 25 hằng tháng": the day belongs to the round.
_DAY_OF_MONTH = re.compile(
    r"\b(?P<phrase>(?:dinh ky )?(?:vao |tu )?(?:cac )?ngay \d{1,2}(?:(?:,| va)(?: ngay)? \d{1,2})* (?:hang|"
    r"moi) thang)\b"
)
# A time printed behind the duty: "4. Công bố kết quả: Quý IV/2024."
_BEHIND = re.compile(
    r":\s(?P<phrase>(?:quy [ivx\d]|thang \d|trong (?:quy|thang|nam)|thuong xuyen|hang (?:thang|quy|nam|tuan)|"
    r"truoc ngay \d|"
    r"tu (?:ngay|thang))[^.;:]{0,40})[.;]?$"
)
# "hằng năm" closes its clause as an adverb; inside a noun ("kế hoạch hằng năm của …") it says nothing about the duty.
_YEARLY = re.compile(r"\b(?P<phrase>(?:dinh ky )?hang nam)(?=\s*(?:[.;,]|$|theo\b))")
_NOT_YEARLY = re.compile(
    r"(?:ke hoach|chuong trinh|bao cao|ket qua|cong tac|van ban|chi tieu|chi so|nhiem vu|du toan|tong ket|danh gia)$"
)
_ON_DEMAND = re.compile(
    r"\b(?P<phrase>khi (?:co yeu cau|duoc yeu cau)|theo ke hoach cua (?:ubnd|uy ban nhan dan|so|bo|trung uong|huyen|"
    r"tinh|thanh pho)(?: [^,;.()]{1,40})?)"
)
# Said by an event, not by the calendar: "trước mùa mưa bão", "trong vòng 03 ngày kể từ khi …", "ngay sau khi ban hành".
_EVENT = re.compile(
    r"\b(?P<phrase>(?:hoan thanh |xong )?truoc (?:mua (?:mua|bao|lu)[^,;.()]{0,24}|khi (?:buoc vao |vao )?(?:nam hoc|"
    r"khai giang|mua)[^,;.()]{0,24})|(?:trong vong|cham nhat|sau) \d{1,3} (?:ngay|gio)(?: lam viec)?,? (?:sau|ke tu|tu|"
    r"truoc)(?: khi| ngay)?[^,;.()]{3,60}|ngay sau khi (?:co|duoc|ban hanh|ket thuc|nhan|ke hoach)[^,;.()]{0,40}|"
    r"khi co (?:tin (?:bao|ap thap|lu)|thien tai|yeu cau|chi dao|phat sinh|thay doi)[^;.()]{0,40})"
)
_CONSTANT = re.compile(
    r"^(?:(?:va|tiep tuc|chu dong|chu tri|"
    r"phoi hop)[, ]+)*(?P<phrase>thuong xuyen(?:,? lien tuc)?(?: trong nam(?: \d{4})?)?)\b"
)
_CONSTANT_END = re.compile(r"\b(?P<phrase>thuong xuyen(?: trong nam(?: \d{4})?)?)\s*[.;]?$")
_CONSTANT_LEAD = re.compile(r"^chu tri,? ?phoi hop (?:voi|cung) [^.;]{3,160}? (?P<phrase>thuong xuyen)\b")
# A span said last: "… trong quý III/2026.", "… trong năm."
_AT_END = re.compile(
    r"\b(?P<phrase>(?:trong|vao) nam(?: \d{4})?|(?:trong|vao|tu|den|xong trong)(?: dau| cuoi)? (?:quy|thang|6 thang|"
    r"9 thang|ngay \d)[^,;.()]{0,40})\s*[.;]?$"
)
# A span said first: "Trong tháng 3/2026, tham mưu …", "Quý II/2026 tổ chức …".
_AT_START = re.compile(
    r"^(?P<phrase>(?:trong |vao |tu |dau |cuoi |giua )?(?:quy [ivx\d]+|thang \d{1,2}|6 thang (?:dau|"
    r"cuoi))[^,;.():]{0,24})(?=,| to chuc| tham muu| hoan thanh)"
)
# A cited document's own date is no deadline.
_CITED = re.compile(
    r"(?:\b\d+\w?\s?[/-]\s?[\w/ &-]{2,30}?|\bluật [^,;.()]{2,80}?|"
    r"\bpháp lệnh [^,;.()]{2,80}?)\s+ngày\s+\d[\d/.-]*(?:\s+tháng\s+\d+\s+năm\s+\d+)?"
)


_LONGEST = 6000  # characters of one duty that are searched


def prefix(text: str) -> int:
    """Where the duty begins behind a time in front of it; 0 where there is none."""
    found = _PREFIX.match(fold(text[:140]))
    return found.end() if found else 0


def in_sentence(text: str, timing: Timing) -> tuple[str, DeadlineRule | None]:
    """The deadline phrase inside a duty and its rule; ("", None) where the duty names none."""
    text = text[:_LONGEST]
    folded = _masked(text)
    for found in _ROUNDS.finditer(folded):
        phrase = text[found.start() : found.end()].strip(" ,;.")
        rule = timing.parse(phrase)
        if rule and rule.kind is DeadlineKind.RECURRING:
            return phrase, rule
    for found in _BRACKET.finditer(folded):
        at = found.start(1)
        for part in found[1].split(";"):
            said = part.strip()
            if _IN_BRACKET.match(said):
                phrase = text[at : at + len(part)].strip()
                rule = timing.parse(phrase)
                if rule and (rule.kind is not DeadlineKind.OPEN or said.startswith(("hoan thanh", "thoi"))):
                    return phrase, rule
            at += len(part) + 1
    first = re.split(r"(?<=[.])\s+(?=[a-z])", folded, maxsplit=1)[0]
    for pattern, zone in (
        (_DUE, folded),
        (_BEHIND, folded),
        (_DAY_OF_MONTH, folded),
        (_REGULAR, folded),
        (_YEARLY, first),
        (_ON_DEMAND, folded),
        (_EVENT, folded),
        (_AT_START, folded),
        (_CONSTANT, folded),
        (_CONSTANT_LEAD, first),
        (_CONSTANT_END, first),
        (_AT_END, folded),
    ):
        for found in pattern.finditer(zone):
            start, end = found.span("phrase")
            if pattern is _YEARLY and _NOT_YEARLY.search(folded[:start].rstrip(" ,")):
                continue
            phrase = text[start:end].strip(" ,;.")
            phrase = _extent(phrase, timing)
            rule = timing.parse(phrase)
            if rule and not (pattern in (_AT_END, _AT_START) and rule.kind is DeadlineKind.OPEN):
                return phrase, rule
    return "", None


def _masked(text: str) -> str:
    """The folded text with the dates of cited documents blotted out."""
    folded = list(fold(text))
    for found in _CITED.finditer(lower(text)):
        folded[found.start() : found.end()] = "x" * (found.end() - found.start())
    return "".join(folded)


def _extent(phrase: str, timing: Timing) -> str:
    """The phrase cut to what the deadline language recognises, where it recognises something in it."""
    if len(phrase) < 25:
        return phrase
    found = find(phrase, plan_year=timing.year, plan_date=timing.date)
    if found and found[0].rule.kind is not DeadlineKind.OPEN:
        return phrase[: found[-1].end].strip()
    return phrase


def whole(text: str, timing: Timing) -> tuple[str, DeadlineRule | None]:
    """The text of a time label or a time column."""
    phrase = " ".join(text.split()).strip(" .;:-–")
    return (phrase, timing.parse(phrase)) if phrase else ("", None)
