"""Periodic duties as RFC 5545 rules: units ("hằng quý"), counts ("02 lần/năm") and days ("ngày 05 tháng cuối quý").

A rule without a day means the end of the period: ``FREQ=MONTHLY;INTERVAL=3`` is due at the end of each quarter and
``FREQ=YEARLY;BYMONTH=6,12`` ("6 tháng và năm") at the end of June and of December.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.deadlines.lexer import Token
from plans.deadlines.lexicon import COUNT
from plans.deadlines.moments import Unclear, number

QUARTER_ENDS = (3, 6, 9, 12)
_UNIT = re.compile(
    r"(?:(?P<n>[0-9]{1,2}|\b(?:sáu|ba|chín|hai|bốn))\s*)?\b(?P<unit>tháng|tuần)\b|\b(?P<plain>năm|quý|ngày)\b"
)
_PLAIN = {"năm": "Y1", "quý": "Q1", "ngày": "D1"}
QUARTERLY = ("Q1", "M3")
_WEEKDAYS = {
    "hai": "MO", "2": "MO", "ba": "TU", "3": "TU", "tư": "WE", "4": "WE", "năm": "TH", "5": "TH", "sáu": "FR",
    "6": "FR", "bảy": "SA", "7": "SA",
}  # fmt: skip


def units_in(text: str) -> list[str]:
    """Units of "hằng tháng, quý, 6 tháng, năm" in order, as letter and count: D1, W1, M1, Q1, M6, Y1."""
    out: list[str] = []
    for found in _UNIT.finditer(text):
        if found["plain"]:
            unit = _PLAIN[found["plain"]]
        else:
            unit = f"{'M' if found['unit'] == 'tháng' else 'W'}{number(found['n']) if found['n'] else 1}"
        if unit not in out:
            out.append(unit)
    return out


def by_month(months: Iterable[int], days: str = "") -> str:
    """ "FREQ=YEARLY;BYMONTH=6,12" with an optional BYMONTHDAY."""
    listed = ",".join(str(m) for m in sorted(set(months)))
    return f"FREQ=YEARLY;BYMONTH={listed}" + (f";BYMONTHDAY={days}" if days else "")


def _every(unit: str) -> str:
    freq = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Q": "MONTHLY", "Y": "YEARLY"}[unit[0]]
    count = int(unit[1:]) * (3 if unit[0] == "Q" else 1)
    if count < 1:
        raise Unclear("Chu kỳ bằng 0 không có nghĩa. Định kỳ bao lâu một lần?")
    if freq == "MONTHLY" and count % 12 == 0:
        freq, count = "YEARLY", count // 12
    return f"FREQ={freq}" + (f";INTERVAL={count}" if count > 1 else "")


def months_of(units: Sequence[str]) -> tuple[int, ...]:
    """Months in which the named reporting periods end: quarter, 6 months, 9 months, year."""
    ends: set[int] = set()
    for unit in units:
        if unit == "M1":
            ends |= set(range(1, 13))
        elif unit in QUARTERLY:
            ends |= set(QUARTER_ENDS)
        elif unit == "M6":
            ends |= {6} if len(units) > 1 else {6, 12}
        elif unit == "M9":
            ends |= {9}
        elif unit == "Y1":
            ends |= {12}
        else:
            raise Unclear("Chưa rõ kỳ báo cáo kết thúc vào tháng nào. Định kỳ vào những ngày nào?")
    return tuple(sorted(ends))


def plain_rules(units: Sequence[str], extra_months: Sequence[int] = ()) -> list[str]:
    """Rules for units without a day. "6 tháng", "9 tháng" and "năm" together are the reports of one year."""
    counted_from_january = ("M3", "M6", "M9", "Y1") if "M6" in units else ("M6", "M9", "Y1")
    cumulative = [u for u in units if u in counted_from_january]
    together = len(cumulative) > 1 or "M9" in cumulative or bool(extra_months)
    if not together:
        return [_every(u) for u in units]
    ends = set(extra_months)
    for unit in cumulative:
        ends.add({"M3": 3, "M6": 6, "M9": 9, "Y1": 12}[unit])
    return [_every(u) for u in units if u not in cumulative] + [by_month(ends)]


_DATED_RULE = re.compile(r"FREQ=YEARLY;BYMONTH=([0-9,]+);BYMONTHDAY=([0-9,-]+)")


def merged(rules: Sequence[str]) -> list[str]:
    """Rules without repetitions; the same day of different months is written once (15/6 and 15/12)."""
    out: list[str] = []
    for rule in rules:
        found = _DATED_RULE.fullmatch(rule)
        for i, earlier in enumerate(out):
            same = _DATED_RULE.fullmatch(earlier)
            if found and same and same[2] == found[2] and not set(same[1].split(",")) & set(found[1].split(",")):
                out[i] = by_month([int(m) for m in f"{same[1]},{found[1]}".split(",")], found[2])
                break
        else:
            if rule not in out:
                out.append(rule)
    return out


@dataclass(frozen=True, slots=True)
class Counted:
    """ "02 lần/năm": the rule that spreads the times evenly, and the question that says so."""

    rule: str
    units: tuple[str, ...]
    question: str = ""


def counted(token: Token) -> Counted:
    """Rule of a frequency phrase; raises Unclear when it has no length of period."""
    text = token.text
    if token.kind == "COUNTED3":
        unit = _UNIT.search(text)
        if unit is None:
            raise Unclear(f"Chưa hiểu “{text}”. Định kỳ bao lâu một lần?")
        if unit["plain"]:
            before = text[: unit.start()].strip()
            every = re.search(r"[0-9]+|hai|ba|bốn|năm|sáu", before)
            name = _PLAIN[unit["plain"]]
            if every:
                name = f"{name[0]}{number(every[0])}"
        else:
            name = units_in(unit[0])[0]
        return Counted(_every(name), (name,))
    times_at = re.search(rf"({COUNT})(?:\s*\([^)]*\))?\s*lần", text)
    if times_at is None:
        raise Unclear(f"Chưa hiểu “{text}”. Mỗi kỳ làm mấy lần?")
    times = number(times_at[1])
    rest = text[: times_at.start()] + text[times_at.end() :]
    units = units_in(rest)
    if not units or times < 1:
        raise Unclear(f"Chưa hiểu “{text}”. Định kỳ bao lâu một lần?")
    name = units[0]
    months = {"Y": 12, "Q": 3, "M": 1}.get(name[0], 0) * int(name[1:])
    if times == 1:
        return Counted(_every(name), (name,))
    question = f"“{text.strip()}” không nêu ngày; tạm chia đều trong kỳ. Làm vào những ngày nào?"
    if months and months % times == 0:
        shorter = f"M{months // times}"
        return Counted(_every(shorter), (shorter,), question)
    if name == "M1" and times == 2:
        return Counted("FREQ=MONTHLY;BYMONTHDAY=15,-1", (name,), question)
    question = f"“{text.strip()}” không nêu ngày; tạm nhắc vào cuối kỳ. Làm vào những ngày nào?"
    return Counted(_every(name), (name,), question)


def weekdays(text: str) -> tuple[list[str], int | None]:
    """Week days of "thứ Hai, thứ Năm" as MO, TH and which one of the month ("đầu tiên" 1, "cuối" -1), if named."""
    days = [
        "SU" if found[0].startswith("chủ") else _WEEKDAYS[found[1]]
        for found in re.finditer(
            r"thứ\s*(hai|ba|tư|năm|sáu|bảy|[2-7])(?!\s*(?:của\s+)?(?:hằng\s+)?tháng)|chủ\s+nhật", text
        )
    ]
    tail = re.search(r"(đầu|cuối|hai|nhất)(?:\s+tiên|\s+cùng)?\s*(?:của\s+|trong\s+)?(?:mỗi\s+|hằng\s+)?tháng", text)
    nth = {"đầu": 1, "nhất": 1, "hai": 2, "cuối": -1}[tail[1]] if tail else None
    return days, nth


def last_day(text: str) -> str:
    """Rule of "ngày cuối cùng của quý", "ngày làm việc cuối cùng của tháng"."""
    working = "làm việc" in text
    tail = ";BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1" if working else ";BYMONTHDAY=-1"
    if text.endswith("tháng"):
        return "FREQ=MONTHLY" + tail
    return f"FREQ=YEARLY;BYMONTH={'3,6,9,12' if text.endswith('quý') else '12'}{tail}"
