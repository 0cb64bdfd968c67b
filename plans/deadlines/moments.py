"""Named times: "Quý II, III/2024", "ngày 25 các tháng 3, 6", "9 tháng cuối năm" → days of the calendar.

A token becomes one or more ``Moment``; the year may be missing and is filled in by the grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from plans.deadlines.dates import day_or_none, months_span, quarter_span, written_month
from plans.deadlines.lexer import Token
from plans.deadlines.lexicon import NUMBER_WORDS, ROMAN

_DIGITS = re.compile(r"[0-9]+")
_YEAR4 = re.compile(r"(?:19|20|21)[0-9]{2}")


class Unclear(Exception):
    """The phrase cannot be turned into days; the message is the Vietnamese question for the person."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Named time; ``value`` by unit: day (d, m), month (m, m), quarter (q,), span (m1, m2), part (d1, d2, m), year ().

    ``link`` ties it to the moment before it: "list", "span", "or", or "" when it stands by itself.
    """

    unit: str
    value: tuple[int, ...]
    year: int | None = None
    link: str = ""
    inherited: bool = False  # the year was written beside another item of the same list

    def span(self, year: int) -> tuple[date, date]:
        """First and last day in ``year``; raises Unclear for a day the calendar does not have."""
        if self.unit == "year":
            return date(year, 1, 1), date(year, 12, 31)
        if self.unit == "quarter":
            return quarter_span(year, self.value[0])
        if self.unit in ("month", "span"):
            return months_span(year, self.value[0], self.value[1])
        if self.unit == "part":
            first, last, month = self.value
            end = day_or_none(year, month, last) if last < 31 else months_span(year, month, month)[1]
            start = day_or_none(year, month, first)
            if start and end:
                return start, end
        day = day_or_none(year, self.value[1], self.value[0]) if self.unit == "day" else None
        if day is None:
            d, m = self.value[:2]
            raise Unclear(f"Không có ngày {d:02d}/{written_month(m)}/{year}. Hạn đúng là ngày nào?")
        return day, day


def number(text: str) -> int:
    """The count a phrase starts with, in digits or words ("05 (năm) ngày" → 5); raises Unclear if there is none."""
    found = _DIGITS.search(text)
    if found:
        return int(found[0])
    for size in (2, 1):
        word = " ".join(text.replace("(", " ").split()[:size])
        if word in NUMBER_WORDS:
            return NUMBER_WORDS[word]
    raise Unclear("Chưa hiểu con số trong thời hạn. Hạn là ngày nào?")


def year_in(text: str, plan_year: int | None) -> int | None:
    """The year a tail names ("/2024", "năm sau", "/24"), None without one; raises Unclear if it cannot be known."""
    full = _YEAR4.search(text)
    if full:
        return int(full[0])
    offset = next((n for words, n in _OFFSETS if any(w in text for w in words)), None)
    if offset is not None:
        if plan_year is None:
            raise Unclear("Chưa biết năm của kế hoạch. Hạn thuộc năm nào?")
        return plan_year + offset
    short = re.search(r"([0-9]{2})\s*$", text)
    if short is None:
        return None
    year = 2000 + int(short[1])
    if plan_year is None or abs(year - plan_year) > 5:
        raise Unclear(f"Năm viết hai chữ số “{short[1]}”. Đó là năm nào?")
    return year


_OFFSETS = (
    (("năm sau", "năm tới", "kế tiếp", "liền kề", "năm tiếp theo"), 1),
    (("năm trước",), -1),
    (("năm nay", "năm này", "hiện hành", "năm kế hoạch"), 0),
)
_LINK = re.compile(r"\s*(đến\s+hết|đến|tới|-|hoặc|hay|,\s*và|,|;|và|&|\+)\s*")


def link_of(text: str) -> str:
    """ "span" for "-", "đến"; "or" for "hoặc"; "list" for a comma or "và"; "" otherwise."""
    found = _LINK.fullmatch(text)
    if not found:
        return ""
    word = found[1]
    if word in ("-", "đến", "tới") or word.startswith("đến"):
        return "span"
    return "or" if word in ("hoặc", "hay") else "list"


_TAIL = (
    r"(?P<year>\s*[,/.-]?\s*(?:của\s+|trong\s+)?(?:năm\s*)?(?:19|20|21)[0-9]{2}|\s*/\s*[0-9]{2}(?![0-9])|"
    r"\s*,?\s*(?:của\s+)?năm\s+(?:sau|tới|nay|này|hiện hành|kế hoạch|kế tiếp|liền kề|tiếp theo|trước))?"
)
_LEAD = r"(?P<link>\s*(?:đến\s+hết|đến|tới|-|hoặc|hay|,\s*và|,|;|và|&|\+)\s*)?"
_QUARTER = re.compile(_LEAD + r"(?:các\s+)?(?:q(?:uý|\.)?)?\s*(?P<n>[ivxl]+|[0-9]{1,2}(?![0-9])|[^\W\d_]+)" + _TAIL)
_MONTH = re.compile(_LEAD + r"(?:các\s+)?(?:tháng)?\s*(?P<n>[0-9]{1,2}(?![0-9])|mười một|mười hai|[^\W\d_]+)" + _TAIL)
_YEAR = re.compile(_LEAD + r"[^0-9,;&+-]*?(?P<n>(?:19|20|21)[0-9]{2})")


def _series(token: Token, pattern: re.Pattern[str]) -> list[tuple[str, str, str]]:
    """(link, number, year tail) of each element of a list token; raises Unclear if some of it stays unread."""
    out: list[tuple[str, str, str]] = []
    at = 0
    text = token.text.strip()
    while at < len(text):
        found = pattern.match(text, at)
        if not found or found.end() == at or (out and not found["link"]):
            raise Unclear(f"Chưa hiểu “{text}”. Hạn là ngày nào?")
        groups = found.groupdict()
        out.append((link_of(groups["link"] or "") if out else "", groups["n"], groups.get("year") or ""))
        at = found.end()
    return out


def _quarters(token: Token, plan_year: int | None) -> list[Moment]:
    out = []
    for link, name, tail in _series(token, _QUARTER):
        roman = name.replace("l", "i")
        quarter = int(name) if name.isdigit() else ROMAN.get(roman) or NUMBER_WORDS.get(name, 0)
        if not 1 <= quarter <= 4:
            raise Unclear(f"Không có quý {name.upper()}: một năm chỉ có bốn quý. Hạn đúng là quý nào?")
        out.append(Moment("quarter", (quarter,), year_in(tail, plan_year), link))
    return out


def _months(token: Token, plan_year: int | None) -> list[Moment]:
    out = []
    for link, name, tail in _series(token, _MONTH):
        month = int(name) if name.isdigit() else NUMBER_WORDS.get(name, 0)
        if not 1 <= month <= 12:
            raise Unclear(f"Không có tháng {name}. Hạn đúng là tháng nào?")
        out.append(Moment("month", (month, month), year_in(tail, plan_year), link))
    return out


def _years(token: Token, plan_year: int | None) -> list[Moment]:
    return [Moment("year", (), int(name), link) for link, name, _ in _series(token, _YEAR)]


def _one_day(token: Token, plan_year: int | None) -> list[Moment]:
    numbers = [int(n) for n in _DIGITS.findall(token.text)]
    if token.kind == "ISO":
        return [Moment("day", (numbers[2], numbers[1]), numbers[0])]
    if token.kind == "DAY":
        tail = _DIGITS.findall(token.text)[2]
        year = numbers[2] if len(tail) == 4 else year_in(tail, plan_year)
        if year is None or not 1900 <= year <= 2199:
            raise Unclear(f"Năm {numbers[2]} trong “{token.text.strip()}” có đúng không? Hạn là ngày nào?")
        return [Moment("day", (numbers[0], numbers[1]), year)]
    tail = re.sub(r"^\D*[0-9]+\D+?[0-9]{1,2}", "", token.text)
    return [Moment("day", (numbers[0], numbers[1]), year_in(tail, plan_year))]


def _day_lists(token: Token, plan_year: int | None) -> list[Moment]:
    """ "10-20/6/2024", "ngày 25 các tháng 3, 6": days times months."""
    text = token.text
    cut = text.find("tháng") if "tháng" in text else text.find("/")
    days, rest = text[:cut], text[cut:]
    day_links = [link_of(re.sub(r"ngày", "", gap)) for gap in re.split(r"[0-9]+", days)[1:-1]]
    year_at = re.search(
        r"(?:\s*[,/.-]?\s*(?:của\s+|trong\s+)?(?:năm\s*)?(?:19|20|21)[0-9]{2}|\s*,?\s*(?:của\s+)?năm\s+\D+)$", rest
    )
    year = year_in(year_at[0], plan_year) if year_at else None
    month_text = rest[: year_at.start()] if year_at else rest
    months = [int(n) for n in _DIGITS.findall(month_text)]
    out: list[Moment] = []
    for month in months:
        for i, day in enumerate(_DIGITS.findall(days)):
            link = (day_links[i - 1] or "list") if i else ("list" if out else "")
            out.append(Moment("day", (int(day), month), year, link))
    if len(months) > 1 and "span" in day_links:
        raise Unclear(f"Chưa hiểu “{text.strip()}”. Hạn là những ngày nào?")
    return out


def _bare_months(token: Token, plan_year: int | None) -> list[Moment]:
    """ "9/2017", "5-7/2024", "11/2024-02/2025"."""
    spelled = re.sub(r"(?<![0-9/])([0-9]{1,2})(?![0-9])", r"tháng \1", re.sub(r"t\.?(?=[0-9])", "", token.text))
    return _months(Token("MONTHS", token.start, token.end, spelled), plan_year)


def _span(token: Token, plan_year: int | None) -> list[Moment]:
    """ "9 tháng cuối năm 2024", "nửa đầu năm"."""
    text = token.text
    count = 6 if text.startswith("nửa") else number(text)
    if not 1 <= count <= 12:
        raise Unclear(f"“{text}”: một năm chỉ có 12 tháng. Hạn là ngày nào?")
    tail = text[text.rfind("năm") :]
    year = year_in(tail, plan_year)
    if token.kind == "BARE_SPAN":
        raise Unclear(f"“{text}” là {count} tháng đầu năm hay cuối năm?")
    return [Moment("span", (13 - count, 12) if "cuối" in text else (1, count), year)]


def _part_of_month(token: Token, plan_year: int | None) -> list[Moment]:
    """ "nửa đầu tháng 6" (days 1–15), "trung tuần tháng 6" (11–20)."""
    text = token.text
    numbers = _DIGITS.findall(text)
    month = int(numbers[0])
    if not 1 <= month <= 12:
        raise Unclear(f"Không có tháng {month}. Hạn đúng là tháng nào?")
    tail = text[text.index(numbers[0]) + len(numbers[0]) :]
    bounds = {"thượng": (1, 10), "trung": (11, 20), "hạ": (21, 31)}.get(text.split()[0])
    if bounds is None:
        bounds = (16, 31) if "cuối" in text else (1, 15)
    return [Moment("part", (*bounds, month), year_in(tail, plan_year))]


def _whole_year(token: Token, plan_year: int | None) -> list[Moment]:
    return [Moment("year", (), year_in(token.text, plan_year))]


READERS = {
    "ISO": _one_day,
    "DAY": _one_day,
    "DAY_MONTH": _one_day,
    "DAY_MONTH2": _one_day,
    "DAYS_TOGETHER": _day_lists,
    "DAY_MONTHS": _day_lists,
    "QUARTERS": _quarters,
    "QUARTERS2": _quarters,
    "MONTHS": _months,
    "MONTHS2": _bare_months,
    "YEARS": _years,
    "YEARS2": _years,
    "WHOLE_YEAR": _whole_year,
    "SPAN": _span,
    "BARE_SPAN": _span,
    "HALF_MONTH": _part_of_month,
    "TENDAYS": _part_of_month,
}


def moments(token: Token, plan_year: int | None) -> list[Moment]:
    """The named times of a token, in order; raises Unclear for what the calendar does not have."""
    return READERS[token.kind](token, plan_year)
