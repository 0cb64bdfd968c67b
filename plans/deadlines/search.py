"""Deadlines inside a sentence, a heading or a paragraph of a plan.

Precision comes first: a date counts only with a word that makes it a deadline ("trước ngày", "trong tháng", "hoàn
thành", brackets, "Thời gian:"). Dates of cited documents, years of titles and reporting periods are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from plans.deadlines.lexer import Token, tokens
from plans.deadlines.normalise import clean
from plans.deadlines.reading import MAX_PHRASE, read_canonical
from plans.deadlines.rule import DeadlineKind, DeadlineRule, Found

_HEADING = re.compile(
    r"\b(?:thời (?:gian|hạn|điểm)|tiến độ|kỳ hạn|hạn)(?: (?:thực hiện|hoàn thành|triển khai|báo cáo|gửi|công khai"
    r"|niêm yết|và|tổ chức|kết thúc|xong|nộp|cuối)){0,3} ?: ?"
)
_REST = re.compile(r"[^\n]{0,160}?(?=\s*(?:\.(?:\s|$)|;|\n|$|\.\s*/))")
_GLUE = re.compile(r"[\s,(:]*(?:(?:và|của|hoàn thành|thực hiện|báo cáo|gửi|tổng hợp)\s*)?[\s(]*")
_LEAD = re.compile(r"(?:hoàn thành|xong|kết thúc|thực hiện xong|gửi)(?:\s+(?:báo cáo|vào))?\s*(?:là\s+)?$")
_BRACKET_LEAD = re.compile(
    r" ?(?:hoàn thành|thực hiện|triển khai|công khai|niêm yết|báo cáo|xong|gửi|tổ chức|kết thúc|cập nhật"
    r"|dự kiến|phấn đấu)?(?: xong)? ?"
)
_LIMIT = {"BEFORE", "BY", "UNTIL", "BY_HOUR", "ANYDAY"}
_DATED = {"DAY", "DAY_MONTH", "DAY_MONTH2", "DAY_MONTHS", "DAYS_TOGETHER", "ISO"}
_PERIODS = {"MONTHS", "MONTHS2", "QUARTERS", "QUARTERS2", "SPAN", "HALF_MONTH", "TENDAYS"}
_YEARS = {"YEARS", "YEARS2", "WHOLE_YEAR"}
_EVERY = {"EVERY", "COUNTED", "COUNTED2", "COUNTED3", "YEARLY"}
_OUT = {"CITATION", "TRIGGER", "OUTLOOK", "SPEEDY", "VAGUE_TERM", "DURATION", "EITHER", "ABOUT", "LUNAR",
        "WEEK_OF", "PART", "ON_DEMAND", "PERIODIC", "AFTER", "EXPECTED"}  # fmt: skip
_NOT_EVERY_LEFT = re.compile(
    r"(?:kế hoạch|chương trình|báo cáo|dự toán|công tác|kinh phí|ngân sách|chỉ tiêu|nhiệm vụ|mục tiêu|xếp hạng"
    r"|trung bình) ?$"
)
_NOT_EVERY_RIGHT = re.compile(r"\s*(?:của\b|đạt\b|và các\b|và những\b|tăng\b|giảm\b)")
_NOT_UNTIL_LEFT = re.compile(r"(?:tính|số liệu|chốt|lũy kế|thống kê|kể)\s*$")
_NOT_FROM_LEFT = re.compile(
    r"(?:hiệu lực|thi hành|số liệu(?: \S+){0,2}|tính|chốt|sinh|áp dụng|giai đoạn|thời kỳ)(?:\s+thi hành)?\s*$"
)
_NOT_STEADY_LEFT = re.compile(
    r"(?:họp|họp dân|nhiệm vụ|việc|để|tiến hành|sử dụng|công tác|chế độ|hoạt động|không|một cách|là|,|chính sách|tính"
    r"|hơn|chi|đầu tư) ?$"
)
_STEADY_RIGHT = re.compile(r"\s+(?!việc\b|hơn\b|về\b|hoặc\b|theo\b|và\b|của\b|là\b|với\b)[^\W\d_]")
_PLAN_OF = re.compile(r"theo\s+kế\s+hoạch\s+của\s+(?:\S+\s*){1,6}$")
_DAYS = _DATED | {"DAY_ONLY", "LAST_DAY", "WEEKDAYS"}
_END = re.compile(r"[;\n]|\.\s")
_STOP = re.compile(r"\s*(?:[;.)\n]|$)")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A canonical span that looks like a deadline; an open reading of it is worth showing or not."""

    start: int
    end: int
    may_be_open: bool


def find(text: str, *, plan_year: int | None, plan_date: date | None = None) -> list[Found]:
    """Deadline phrases of ``text`` in reading order, not overlapping; offsets are characters of ``text``.

    A text that is nothing but a deadline ("Quý II/2024") is found whole. Never raises; time grows linearly.
    """
    canonical = clean(text)
    out: list[Found] = []
    taken = 0
    for candidate in sorted(_candidates(canonical.text), key=lambda c: (c.start, -c.end)):
        start, end = _trim(canonical.text, max(candidate.start, taken), candidate.end)
        if end - start < 2 or end - start > MAX_PHRASE:
            continue
        rule = read_canonical(canonical.text[start:end], plan_year, plan_date, frozenset())
        if not _worth(rule, candidate, plan_year):
            continue
        first, last = canonical.span(start, end)
        out.append(Found(first, last, text[first:last], rule))
        taken = end
    return out


def _worth(rule: DeadlineRule, candidate: _Candidate, plan_year: int | None) -> bool:
    """Drop what names only a past year, and open phrases that are no condition and no impossible day."""
    if rule.kind is DeadlineKind.OPEN:
        return candidate.may_be_open
    if rule.kind in (DeadlineKind.DATE, DeadlineKind.QUARTER, DeadlineKind.RANGE) and plan_year:
        last = rule.end or rule.start
        return last is None or last.year >= plan_year
    return True


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space and punctuation at the edges; a bracket opened inside is closed."""
    while start < end and text[start] in " \n,;:.-–(+":
        start += 1
    while end > start and text[end - 1] in " \n,;:.-–(/":
        end -= 1
    if text[start:end].count("(") > text[start:end].count(")"):
        closing = text.find(")", end)
        if closing != -1 and not text[end:closing].strip(" .,"):
            end = closing + 1
    elif text[start:end].endswith(")") and text[start:end].count(")") > text[start:end].count("("):
        end -= 1
    return start, end


def _candidates(text: str) -> list[_Candidate]:
    """Canonical spans that look like deadlines; spans may overlap, the earlier and then the longer one wins."""
    toks = tokens(text)
    out: list[_Candidate] = []
    begins = [t.start for t in toks]
    for heading in _HEADING.finditer(text):
        rest = _REST.match(text, heading.end())
        at = bisect_left(begins, rest.start()) if rest else 0
        if rest and at < len(begins) and begins[at] < rest.end():
            out.append(_Candidate(rest.start(), rest.end(), True))
    duty: tuple[int, int] | None = None
    for group in _clusters(text, toks):
        for part in _parts(text, group):
            span = _accept(text, part)
            if not span:
                continue
            kinds = {t.kind for t in part}
            out.append(_Candidate(*span, bool(kinds & (_DATED | _PERIODS))))
            # "Hằng tháng, tổng hợp … trước ngày 25": the day belongs to the duty named earlier in the sentence
            if duty and kinds & _DAYS and not kinds & _EVERY and not _END.search(text, duty[1], span[0]):
                out.append(_Candidate(duty[0], span[1], False))
            duty = span if kinds & _EVERY and not kinds & _DAYS else None
    out += [_Candidate(*span, True) for span in _conditions(text, toks)]
    return out


def _clusters(text: str, toks: list[Token]) -> Iterator[list[Token]]:
    """Runs of time words with nothing but commas, brackets and "và" between them."""
    run: list[Token] = []
    for token in toks:
        if token.kind in _OUT and token.kind != "RELATIVE":
            if run:
                yield run
            run = []
            continue
        between = text[run[-1].end : token.start].replace(")", "", 1) if run else ""
        if run and (len(run) > 40 or not _GLUE.fullmatch(between)):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _parts(text: str, group: list[Token]) -> Iterator[list[Token]]:
    """Cut "Định kỳ hằng quý (…) và báo cáo năm (…)" into its two duties."""
    part: list[Token] = []
    for token in group:
        complete = any(t.kind in _EVERY for t in part) and any(t.kind in _DATED | {"DAY_ONLY"} for t in part)
        if complete and token.kind in _EVERY and text[part[-1].end : token.start].strip(" )"):
            yield part
            part = []
        part.append(token)
    if part:
        yield part


def _accept(text: str, part: list[Token]) -> tuple[int, int] | None:
    """The span of a cluster that is a deadline in its context, or None."""
    while part and part[-1].kind in _LIMIT | {"IN", "FROM", "NOW", "HOUR"}:
        part = part[:-1]
    while len(part) > 1 and (
        part[0].kind in ("LATER", "UNITS")
        or part[0].text == "vào"
        or (part[0].kind in _YEARS and part[1].kind in _LIMIT)  # "quyết toán năm 2023 trước ngày 30/6/2024"
    ):
        part = part[1:]
    if not part:
        return None
    start, end = part[0].start, part[-1].end
    left, right = text[max(0, start - 60) : start], text[end : end + 40]
    kinds = {t.kind for t in part}
    lead = _LEAD.search(left)
    bracket = _bracket(text, start, end)
    if kinds == {"WHOLE_YEAR"} and not bracket:  # "(trong năm thực hiện dự toán ngân sách)"
        return _bracket(text, start, end, whole=True)
    if bracket and not kinds <= _YEARS | {"LATER", "IN"} and not _jubilee(part):
        return bracket
    if lead and kinds & (_DATED | _PERIODS | _YEARS):
        return start - (len(left) - lead.start()), end
    if _standing_alone(left, right) and kinds & (_DATED | _PERIODS | _EVERY | {"CONTINUOUS", "SPAN"} | _YEARS):
        return None if _jubilee(part) else (start, end)
    if left.rstrip().endswith(":") and kinds & _PERIODS and re.match(r"[ ;.]*(?:$|\n)", right):
        return start, end  # "Lấy phiếu khảo sát: tháng 10/2024"
    if _limited(left, part) or _inside(part):
        return start, end
    if kinds & _EVERY and _every(text, part):
        return (start + len("theo ") if text.startswith("theo định", start) else start), end
    if "CONTINUOUS" in kinds and _steady(text, part):
        return start, end
    if part[0].kind == "RELATIVE" and kinds & _DATED:
        return start, end
    return None


def _bracket(text: str, start: int, end: int, *, whole: bool = False) -> tuple[int, int] | None:
    """The inside of the brackets that open with the cluster; with ``whole`` other words may follow it."""
    opening = text.rfind("(", max(0, start - 40), start)
    if opening == -1 or ")" in text[opening:start]:
        return None
    if not _BRACKET_LEAD.fullmatch(text[opening + 1 : start]):
        return None
    closing = text.find(")", end, end + 80)
    if closing == -1 or (text[end:closing].strip(" .,") and not whole):
        return None
    return opening + 1, closing


def _jubilee(part: list[Token]) -> bool:
    """ "(30/4/1975 – 30/4/2024)": bare full dates are an anniversary, not a deadline."""
    return all(t.kind in ("DAY", "ISO") for t in part)


def _standing_alone(left: str, right: str) -> bool:
    """At the start of a line or bullet, and followed by a colon or the end of the line: "Quý I/2022: …"."""
    opening = re.search(r"(?:^|\n)\s*(?:[-+•*]|\(?[0-9a-zđ]{1,2}[.)])?\s*$", left)
    return bool((opening and len(left) < 60) or (opening and "\n" in left)) and bool(
        re.match(r"\s*(?::|\.?\s*(?:$|\n))", right)
    )


def _limited(left: str, part: list[Token]) -> bool:
    """ "trước ngày 15/6", "chậm nhất trong quý II", "từ 01/3 đến 30/6"."""
    for i, token in enumerate(part[:-1]):
        following = part[i + 1]
        if token.kind in _LIMIT and following.kind in _DATED | _PERIODS | {"DAY_ONLY", "LAST_DAY", "WEEKDAYS"}:
            return not (i == 0 and token.kind == "UNTIL" and _NOT_UNTIL_LEFT.search(left))
        if token.kind in _LIMIT and following.kind in _YEARS:
            return "hết" in token.text or token.kind == "BEFORE"
        if token.kind == "FROM" and following.kind in _DATED | _PERIODS:
            spans = len(part) > i + 2 or re.search(r"đến|tới|-", following.text) is not None
            return spans and not _NOT_FROM_LEFT.search(left)
    return False


def _inside(part: list[Token]) -> bool:
    """ "trong tháng 9/2017", "trong 6 tháng cuối năm"."""
    return any(a.kind == "IN" and "trong" in a.text and b.kind in _PERIODS for a, b in pairwise(part))


def _every(text: str, part: list[Token]) -> bool:
    """ "hằng năm" as a duty, not as an adjective ("kế hoạch hằng năm", "chỉ số hằng năm của xã")."""
    token = next(t for t in part if t.kind in _EVERY)
    if token.kind != "EVERY":
        return True
    if token.text.startswith(("báo cáo", "sơ kết", "tổng kết")):
        return len(re.findall(r"tháng|quý|năm", token.text)) > 1 or len(part) > 1
    if token.text.startswith("theo") and "định" not in token.text and not re.search(r"từng|hằng", token.text):
        return False
    if "định kỳ" in token.text:
        return True
    left, right = text[max(0, part[0].start - 30) : part[0].start], text[part[-1].end : part[-1].end + 20]
    return not _NOT_EVERY_LEFT.search(left) and not _NOT_EVERY_RIGHT.match(right)


def _steady(text: str, part: list[Token]) -> bool:
    """ "Thường xuyên rà soát …" opening a task; not an adverb further on, nor "cuộc họp thường xuyên"."""
    token = part[0]
    if token.kind != "CONTINUOUS" or token.text.startswith("không"):
        return False
    line = text.rfind("\n", 0, token.start) + 1
    before = re.sub(r"^\s*(?:[-+•*]|\(?[0-9a-zđ]{1,2}[.)])\s*", "", text[line : token.start])
    if re.search(r"[.;:]", before) or _NOT_STEADY_LEFT.search(before) or len(before) > 120:
        return False
    return _STEADY_RIGHT.match(text, part[-1].end) is not None


def _conditions(text: str, toks: list[Token]) -> list[tuple[int, int]]:
    """Conditions that stand where a time would: "(công khai ngay sau khi ban hành)", "khi có yêu cầu"."""
    out: list[tuple[int, int]] = []
    for token in toks:
        if token.kind != "TRIGGER":
            continue
        bracket = _bracket(text, token.start, token.end, whole=True)
        if bracket and token.text.startswith(("ngay", "sau khi", "khi ", "trước khi", "theo kế hoạch", "trước kỳ")):
            out.append(bracket)
        elif token.text.startswith("khi có yêu cầu"):
            out.append((token.start, token.start + len("khi có yêu cầu")))
        elif _PLAN_OF.fullmatch(token.text) and _STOP.match(text, token.end):
            out.append((token.start, token.end))
    return out
