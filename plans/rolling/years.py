"""Years in words and dates, when a plan for one year becomes the plan for another."""

from __future__ import annotations

import calendar
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from plans.deadlines import find
from plans.rolling.citations import cited_documents, inside, unnumbered
from plans.rolling.edits import Edit, Group
from plans.rolling.figures import has_result

_Y = r"(?:19|20|21)[0-9]{2}(?![0-9])(?![.,][0-9])"
_CLEAR = r"(?<![0-9])(?<![0-9][.,])"
_DASH = r"\s*[-–—‑]\s*"

# Periods and outlooks of programmes: the same for every year in them.
_PERIOD = re.compile(
    rf"\b(?P<word>giai\s+đoạn|thời\s+kỳ|thời\s+kì|nhiệm\s+kỳ|nhiệm\s+kì|khóa|khoá)\s*(?:từ\s*)?(?:năm\s*)?"
    rf"{_Y}(?:{_DASH}|\s*(?:đến|tới)\s*(?:năm\s*)?){_Y}(?:\s*(?:,|;|và)\s*{_Y}{_DASH}{_Y})*",
    re.IGNORECASE,
)
_LONG_RANGE = re.compile(rf"{_CLEAR}(?P<from>{_Y}){_DASH}(?P<to>{_Y})")
_OUTLOOK = re.compile(rf"\b(?:định\s+hướng|tầm\s+nhìn)\s*(?:đến|tới)?\s*(?:năm\s*)?{_Y}(?:{_DASH}{_Y})?", re.IGNORECASE)
_SCHOOL = re.compile(rf"\b(?:năm\s+học|niên\s+khóa|niên\s+độ)\s*{_Y}(?:{_DASH}{_Y})?", re.IGNORECASE)
_SINCE = re.compile(
    rf"\b(?:(?:kể|tính|bắt\s+đầu)\s+)?từ\s+(?:(?:đầu|giữa|cuối|sau)\s+)?năm\s*(?P<year>{_Y})", re.IGNORECASE
)
_SINCE_DAY = re.compile(
    rf"\b(?:(?:có\s+hiệu\s+lực|thi\s+hành|áp\s+dụng|kể|tính)\s+)+(?:thi\s+hành\s+)?(?:kể\s+)?từ\s+(?:ngày\s*)?"
    rf"[0-9]{{1,2}}\s*[/.-]\s*[0-9]{{1,2}}\s*[/.-]\s*{_Y}",
    re.IGNORECASE,
)
_TO_YEAR = re.compile(r"\b(?:đến|tới|vào)\s+(?:(?:hết|cuối|trước|đầu)\s+)?$|\b(?:trước|hết|cuối)\s+$", re.IGNORECASE)
_JUBILEE = re.compile(rf"[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.](?P<a>{_Y}){_DASH}[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.](?P<b>{_Y})")
_KEPT_DAY = re.compile(r"\b0?1\s*[/.]\s*0?7\s*[/.]\s*2025(?![0-9])")  # two levels of local government from this day

_FULL_DAY = re.compile(
    rf"(?P<day>[0-9]{{1,2}})\s*(?P<sep>[/.-])\s*(?P<month>[0-9]{{1,2}})\s*(?P=sep)\s*(?P<year>{_Y})"
    rf"|ngày\s+(?P<day2>[0-9]{{1,2}})\s+tháng\s+(?P<month2>[0-9]{{1,2}})\s*,?\s*(?:của\s+)?năm\s*(?P<year2>{_Y})",
    re.IGNORECASE,
)
_OF_PERIOD = re.compile(  # the year behind months, quarters and half years: "Quý II, III/2024", "tháng 9 năm 2024"
    rf"(?:\bquý\s*(?:[IVX]{{1,4}}|[0-9])(?:\s*(?:,|và|-|–|đến)\s*(?:quý\s*)?(?:[IVX]{{1,4}}|[0-9]))*"
    rf"|\bq[1-4]|\btháng\s*[0-9]{{1,2}}(?:\s*(?:,|và|-|–|đến)\s*(?:tháng\s*)?[0-9]{{1,2}})*"
    rf"|\btuần\s*[0-9]{{1,2}}|\bt\.?[0-9]{{1,2}}|(?:đầu|cuối|giữa)\s+năm|\b[0-9]\s+tháng)"
    rf"\s*(?:[/-]|\s*,?\s*(?:của\s+)?năm|\s)\s*(?P<year>{_Y})",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(  # "9/2024", "5-7/2024"
    rf"(?<![\w/.,-])[0-9]{{1,2}}(?:\s*[-–,]\s*[0-9]{{1,2}})*\s*[/-]\s*(?P<year>{_Y})(?!\s*/)"
)
_SHORT = re.compile(  # "Quý II/24", "15/6/24"
    r"(?:\bquý\s*(?:[IVX]{1,4}|[1-4])|(?<![\w/.,-])[0-9]{1,2}\s*/\s*[0-9]{1,2})\s*/\s*(?P<year>[0-9]{2})(?![0-9/])",
    re.IGNORECASE,
)
_YEARS = re.compile(  # "năm 2024", "các năm 2023, 2024 và 2025"
    rf"\bnăm\s*(?P<first>{_Y})(?P<more>(?:\s*(?:,|;|và|/|-|–|đến)\s*(?:năm\s*)?{_Y})*)", re.IGNORECASE
)
_NAMED_BEFORE = re.compile(
    r"(?:PAPI|PAR[ -]?INDEX|SIPAS|DDCI|DTI|PCI|CCHC|hành\s+chính|kế\s+hoạch|chỉ\s+số|INDEX)\s*$", re.IGNORECASE
)
_BARE = re.compile(rf"(?<![\w/.,:-])(?<!số )(?<!mã )(?P<year>{_Y})(?![\w/-])")
_COUNTED = re.compile(
    r"\s*(?:hồ\s+sơ|người|lượt|phiếu|hộ|đồng|triệu|tỷ|nghìn|m2|m²|ha\b|km|điểm|văn\s+bản|thủ\s+tục|đơn|việc|trường|%|kg|"
    r"tấn|cái|chiếc|bộ|lớp|học\s+sinh|thôn|xã|máy|tài\s+khoản|giờ|phút|ngày|tháng)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*,?\s*(?:ngày\s*)?$", re.IGNORECASE)
_ONCE = re.compile(
    r"\b(?:bầu\s+cử|đại\s+hội|đại\s+biểu\s+quốc\s+hội|tổng\s+điều\s+tra|kỷ\s+niệm|chào\s+mừng|sáp\s+nhập|sắp\s+xếp\s+đơn\s+vị)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:đã\s|được\s+(?:thành\s+lập|công\s+nhận|ban\s+hành|tặng|khen)|thành\s+lập\s+(?:từ\s+)?$|ban\s+hành\s+$)",
    re.IGNORECASE,
)
_NOT_DAY = re.compile(r"(?:kỷ\s+niệm|chào\s+mừng)[^.;]*$", re.IGNORECASE)

_STOP = re.compile(r"(?<![0-9])[.;\n]|[.;](?![0-9])")  # not inside a number

_WHY_TARGET = "Mốc này có thể là mục tiêu chung của nhiều năm."
_WHY_DAY = "Ngày nêu trong câu, chưa chắc là thời hạn."
_WHY_FAR = "Năm này cách năm kế hoạch từ hai năm trở lên."
_WHY_ONCE = "Việc này có thể chỉ có một lần."
_WHY_DONE = "Câu này có vẻ kể việc đã làm; chỉ đổi năm khi việc cũng là của năm mới."
_WHY_FIGURE = "Cùng câu có số liệu của năm trước: đổi năm thì cũng phải thay số."
_WHY_BARE = "Số này có thể không phải là năm."
_WHY_SINCE = "Mốc bắt đầu thường giữ nguyên."
_WHY_LAW = "Đây có thể là năm của một văn bản."
_WHY_SCHOOL = "Năm học không trùng năm kế hoạch."
_WHY_WEEKDAY = "Ngày của năm mới rơi vào thứ khác trong tuần."
_WHY_LEAP = "Năm mới không có ngày 29/02."


_LONGEST = 2000  # characters of a sentence that are asked what it tells


@dataclass(frozen=True)
class _Found:
    """A year as it stands in the text: `width` 4 ("2024") or 2 ("24")."""

    start: int
    year: int
    group: Group
    sure: bool = True
    why: str = ""
    width: int = 4


def year_edits(text: str, *, old: int, new: int, deadline: bool = False, basis: bool = False) -> list[Edit]:
    """What of the years in `text` moves when the plan of year `old` becomes the plan of year `new`.

    Relative years move along: last year's index in the old plan is last year's index in the new one.
    Documents cited, programmes' periods, "từ năm …" stay. `deadline`: the text is nothing but the
    words of a deadline; `basis`: it is a legal basis. In reading order, not overlapping.
    """
    if old == new or not re.search(r"[0-9]{2}", text):
        return []
    text = unicodedata.normalize("NFC", text) if not unicodedata.is_normalized("NFC", text) else text
    kept = [(each.start, each.end) for each in cited_documents(text, basis=basis)]
    ended = list(_periods(text, new))
    kept += [each.span for each in ended] + [found.span() for found in _periods_kept(text)]
    dated = _FULL_DAY.search(text) or _SHORT.search(text)  # else nobody asks what is a deadline
    spans = [(0, len(text))] if deadline else _deadlines(text, old) if dated else []
    used = bytearray(len(text))  # letters that are spoken for
    for start, end in kept:
        used[start:end] = b"\1" * (end - start)
    delta = new - old
    stops = [0, *(found.end() for found in _STOP.finditer(text)), len(text)]
    out = [each for each in ended if each.why]
    for each in _years(text, old, new, deadline=deadline, spans=spans):
        if not any(used[each.start : each.start + each.width]):
            used[each.start : each.start + each.width] = b"\1" * each.width
            at = bisect_right(stops, each.start)
            sentence = text[stops[at - 1] : stops[at]] if at < len(stops) else ""
            out += _edit(text, sentence, each, delta, old=old)
    return sorted(out, key=lambda edit: edit.start)


def _periods(text: str, new: int) -> Iterator[Edit]:
    """Programmes' periods; one that ends before the new year is pointed at."""
    for found in _PERIOD.finditer(text):
        last = max(int(year) for year in re.findall(r"[0-9]{4}", found[0]))
        why = f"Giai đoạn này kết thúc trước năm {new}." if last < new else ""
        yield Edit(found.start(), found.end(), None, Group.YEARS, sure=False, why=why)


def _periods_kept(text: str) -> Iterator[re.Match[str]]:
    yield from _OUTLOOK.finditer(text)
    yield from _SINCE_DAY.finditer(text)
    for found in _LONG_RANGE.finditer(text):
        if int(found["to"]) - int(found["from"]) > 1:
            yield found
    for found in _JUBILEE.finditer(text):
        if int(found["b"]) - int(found["a"]) > 1:
            yield found


def _deadlines(text: str, old: int) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in find(text, plan_year=old)]


def _years(text: str, old: int, new: int, *, deadline: bool, spans: list[tuple[int, int]]) -> Iterator[_Found]:
    """Every year that may move, the surest reading of each place first."""
    for found in _SCHOOL.finditer(text):
        for year in re.finditer(_Y, found[0]):
            yield _Found(found.start() + year.start(), int(year[0]), Group.YEARS, sure=False, why=_WHY_SCHOOL)
    for found in _SINCE.finditer(text):
        if not deadline or int(found["year"]) < old:
            far = int(found["year"]) < old
            yield _Found(found.start("year"), 0 if far else int(found["year"]), Group.YEARS, sure=False, why=_WHY_SINCE)
    for found in _KEPT_DAY.finditer(text):
        if not deadline:
            yield _Found(found.end() - 4, 0, Group.YEARS)
    yield from _days(text, spans)
    for pattern in (_OF_PERIOD, _MONTH_YEAR):
        for found in pattern.finditer(text):
            yield _Found(found.start("year"), int(found["year"]), Group.DEADLINES)
    for found in _SHORT.finditer(text):
        if inside(found.span(), spans):
            short = int(found["year"]) + 2000
            yield _Found(found.start("year"), short, Group.DEADLINES, width=2)
    unsure = unnumbered(text)
    for found in _YEARS.finditer(text):
        to_year = bool(_TO_YEAR.search(text[: found.start()])) and not deadline
        law = inside(found.span(), unsure)
        for year in re.finditer(_Y, found[0]):
            at, value = found.start() + year.start(), int(year[0])
            if to_year and value > new:
                yield _Found(at, 0, Group.YEARS)
            elif to_year or law:
                yield _Found(at, value, Group.YEARS, sure=False, why=_WHY_TARGET if to_year else _WHY_LAW)
            else:
                yield _Found(at, value, Group.DEADLINES if deadline else Group.YEARS)
    for found in _BARE.finditer(text):
        if _COUNTED.match(text, found.end()):
            continue
        sure = deadline or bool(_NAMED_BEFORE.search(text[max(0, found.start() - 24) : found.start()]))
        group = Group.DEADLINES if deadline else Group.YEARS
        yield _Found(found.start(), int(found["year"]), group, sure=sure, why="" if sure else _WHY_BARE)


def _days(text: str, spans: list[tuple[int, int]]) -> Iterator[_Found]:
    for found in _FULL_DAY.finditer(text):
        name = "year" if found["year"] else "year2"
        left = text[max(0, found.start() - 40) : found.start()]
        sure, why = True, ""
        if _NOT_DAY.search(left):
            sure, why = False, _WHY_ONCE
        elif _WEEKDAY.search(left):
            sure, why = False, _WHY_WEEKDAY
        elif not inside(found.span(), spans):
            sure, why = False, _WHY_DAY
        yield _Found(found.start(name), int(found[name]), Group.DEADLINES, sure=sure, why=why)


def _edit(text: str, sentence: str, found: _Found, delta: int, *, old: int) -> list[Edit]:
    distance = found.year - old
    if not found.year or abs(distance) > 2:
        return []
    sure, why = found.sure, found.why
    end = found.start + found.width
    before = text[max(0, found.start - 60) : found.start]
    sentence = sentence if len(sentence) < _LONGEST else before
    if sure and _ONCE.search(sentence):
        sure, why = False, _WHY_ONCE
    elif sure and abs(distance) == 2:
        sure, why = False, _WHY_FAR
    elif sure and distance < 0 and has_result(sentence):
        sure, why = False, _WHY_FIGURE
    elif sure and distance < 0 and _DONE.search(re.sub(r"\bnăm\s*$", "", before)):
        sure, why = False, _WHY_DONE
    fresh = f"{(found.year + delta) % 10**found.width:0{found.width}d}"
    leap = re.search(r"29\s*[/.-]\s*0?2\s*[/.-]\s*$|29\s+tháng\s+0?2\s*,?\s*năm\s*$", before, re.IGNORECASE)
    if leap and not calendar.isleap(found.year + delta):
        day = found.start - len(leap[0])
        moved = leap[0].replace("29", "28", 1) + fresh
        return [Edit(day, end, moved, found.group, sure=False, why=_WHY_LEAP)]
    return [Edit(found.start, end, fresh, found.group, sure=sure, why=why)]
