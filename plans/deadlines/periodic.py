"""Phrases that come back: "hằng quý", "trước ngày 05 tháng cuối quý", "báo cáo năm (trước 05/12)", "02 lần/năm"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from plans.deadlines import recurrence as rec
from plans.deadlines.lexer import Token
from plans.deadlines.moments import READERS, Unclear
from plans.deadlines.named import month_days, plain
from plans.deadlines.phrase import LIMITS, Block, Phrase, resolve
from plans.deadlines.rule import DeadlineKind, DeadlineRule

_HEADS = {"EVERY", "YEARLY", "COUNTED", "COUNTED2", "COUNTED3"}
_REF_MONTHS = {
    "LAST_OF_QUARTER": (3, 6, 9, 12),
    "FIRST_OF_QUARTER": (1, 4, 7, 10),
    "NEXT_QUARTER": (1, 4, 7, 10),
    "MIDDLE_OF_QUARTER": (2, 5, 8, 11),
}
MONTH_REFS = frozenset(_REF_MONTHS) | {"LAST_OF_TERM", "NEXT_MONTH", "THIS_MONTH"}
_WHICH_DAY = "Chưa rõ ngày trong kỳ. Hạn là ngày nào của tháng nào?"
DATED = ("DAY", "DAY_MONTH", "DAY_MONTH2", "DAY_MONTHS", "DAYS_TOGETHER", "ISO")


@dataclass
class Segment:
    """Units and the days that belong to them: "báo cáo quý trước ngày 20 tháng cuối quý"."""

    units: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)  # rules of counted phrases, complete by themselves
    days: list[int] = field(default_factory=list)  # "ngày 05, 20"
    ref: str = ""  # "tháng cuối quý", …
    dated: list[Block] = field(default_factory=list)  # "15/6, 15/12"
    fixed: list[str] = field(default_factory=list)  # "thứ Sáu", "ngày cuối cùng của tháng"
    limits: set[str] = field(default_factory=set)
    order: str = ""
    each: bool = False  # "hằng năm", not "báo cáo năm"
    named: bool = False  # headed by one quarter of the year: "quý I trước ngày 15/3"

    def has_day(self) -> bool:
        return bool(self.days or self.ref or self.dated or self.fixed)


def is_periodic(phrase: Phrase) -> bool:
    """True when the phrase speaks of something that comes back."""
    if phrase.has(*_HEADS, "WEEKDAYS", "LAST_DAY", *MONTH_REFS):
        return True
    units = [u for t in phrase.toks if t.kind == "UNITS" for u in rec.units_in(t.text)]
    if len(units) > 1:
        return True
    return bool(units) and (phrase.has("PERIODIC") or (units[0] in ("M6", "M9", "Y1") and bool(_quarter_ends(phrase))))


def _quarter_ends(phrase: Phrase) -> list[int]:
    """Months that end the quarters and months listed beside units ("Quý I, 6 tháng, 9 tháng và năm")."""
    out: list[int] = []
    for block in phrase.blocks:
        if block.limit or any(m.unit not in ("quarter", "month", "span") or m.year is not None for m in block.items):
            return []
        for item in block.items:
            if item.unit == "span" and item.value[0] != 1:
                return []
            out.append(item.value[0] * 3 if item.unit == "quarter" else item.value[1])
    return out


def periodic(phrase: Phrase) -> DeadlineRule:
    """The recurring rule; raises Unclear when unit and day do not fit together."""
    segments, bounds, question = _segments(phrase)
    if segments is None:
        return plain(phrase, ignore_units=True)
    rules: list[str] = []
    exclusive: set[bool] = set()
    listed = _quarter_ends(phrase)
    if listed and any((s.days and not s.ref) or s.fixed for s in segments):
        raise Unclear(_WHICH_DAY)
    for segment in segments:
        made = _rules(segment, listed if segment is segments[0] else [])
        rules += made
        if segment.has_day():
            exclusive.add("before" in segment.limits)
    if len(exclusive) > 1:
        raise Unclear("Có hạn ghi “trước ngày”, có hạn ghi “đến ngày”. Hạn cuối của mỗi kỳ là ngày nào?")
    if not rules:
        raise Unclear(_WHICH_DAY)
    if any(s.has_day() for s in segments) and any(not s.has_day() for s in segments) and True in exclusive:
        # "trước" belongs to a day; an end of period beside it would be read one day early
        raise Unclear("Một kỳ có ngày, một kỳ không. Hạn của kỳ kia là ngày nào?")
    return DeadlineRule(
        DeadlineKind.RECURRING,
        start=bounds[0],
        end=bounds[1],
        rrule=" | ".join(rec.merged(rules)),
        exclusive=True in exclusive,
        question=question,
    )


def _segments(phrase: Phrase) -> tuple[list[Segment] | None, tuple[date | None, date | None], str]:
    """Units with their days in reading order, the bounds a year names, and a question if a count was spread."""
    blocks = {b.at: b for b in phrase.blocks}
    segments = [Segment()]
    start: date | None = None
    end: date | None = None
    question = ""
    limit = ""
    for token in phrase.toks:
        current = segments[-1]
        role = _role(token, blocks.get(token.start), phrase)
        if role == "listed":
            role = "head" if phrase.has(*DATED) else ""
        if role in ("unit", "day", "head"):
            kind = "unit" if role == "head" else role
            done = current.has_day() and (current.units or current.rules or current.named)
            same = role == "unit" and set(_units(token)) <= set(current.units)
            if done and not same and kind == (current.order or kind):
                current = Segment()
                segments.append(current)
            current.order = current.order or kind
            current.named = current.named or role == "head"
        if token.kind in LIMITS:
            limit = LIMITS[token.kind]
            continue
        if role == "unit":
            question = _add_unit(current, token) or question
        elif role == "day":
            _add_day(current, token, blocks.get(token.start), limit)
        elif role == "ref":
            _add_ref(current, token)
        elif role == "bound":
            block = blocks[token.start]
            if phrase.plan_year is None and any(m.year is None for m in block.items):
                continue  # "hằng quý trong năm" needs no year to come back each quarter
            spans = resolve(phrase, block)
            first, last = spans[0][0], spans[-1][1]
            start = None if block.limit in ("until", "by") else first
            end = None if block.limit == "from" or phrase.has("LATER") else last
        elif role == "date":
            return None, (None, None), ""
        limit = ""
    return segments, (start, end), question


def _units(token: Token) -> list[str]:
    if token.kind == "YEARLY":
        return ["Y1"]
    return rec.units_in(token.text) if token.kind in ("EVERY", "UNITS") else [token.text]


def _role(token: Token, block: Block | None, phrase: Phrase) -> str:
    if token.kind in _HEADS or token.kind in ("UNITS",):
        return "unit"
    if token.kind in ("DAY_ONLY", "LAST_DAY", "WEEKDAYS"):
        return "day"
    if token.kind in MONTH_REFS:
        return "ref"
    if token.kind not in READERS or block is None:
        return ""
    units = {m.unit for m in block.items}
    named = any(m.year is not None for m in block.items)
    if block.limit in ("from", "until") and (named or units != {"day"}):
        return "bound"
    if units == {"day"}:
        return _role_of_days(block, phrase, named)
    if block.limit == "in" and not named and len(block.items) == 1 and units <= {"quarter", "month", "span"}:
        return "bound"  # "hằng tháng, trong quý II"
    if units <= {"quarter", "month"} and not named:
        if any(m.link == "span" for m in block.items) and block.items[-1].value[-1] - block.items[0].value[0] not in (
            3,
            11,
        ):
            raise Unclear("Thời hạn vừa nêu kỳ vừa nêu mốc. Hạn là những ngày nào?")
        return "listed"
    if units == {"span"} and not named and _quarter_ends(phrase):
        return "listed"
    if block.limit in ("", "in") and not block.gap:
        return "bound"
    raise Unclear("Thời hạn vừa nêu kỳ vừa nêu mốc. Hạn là những ngày nào?")


def _role_of_days(block: Block, phrase: Phrase, named: bool) -> str:
    if not named:
        return "day"
    units = [u for t in phrase.toks if t.kind in ("EVERY", "UNITS", "YEARLY") for u in _units(t)]
    each = any(t.kind == "EVERY" and not t.text.startswith("báo") for t in phrase.toks)
    if (
        len(block.items) == 1
        and len(phrase.blocks) == 1
        and units == ["Y1"]
        and block.limit in ("before", "by", "")
        and not each
    ):
        return "date"  # "báo cáo năm trước ngày 05/12/2024" is one day
    if len(block.items) > 1 and all(m.link != "span" for m in block.items):
        return "day"
    raise Unclear("Thời hạn vừa lặp lại vừa nêu một ngày có năm. Hạn là những ngày nào?")


def _add_unit(segment: Segment, token: Token) -> str:
    if token.kind in ("COUNTED", "COUNTED2", "COUNTED3"):
        found = rec.counted(token)
        segment.rules.append(found.rule)
        return found.question
    segment.each = segment.each or token.text.startswith(("hằng", "mỗi", "từng", "định kỳ hằng"))
    segment.units += [u for u in _units(token) if u not in segment.units]
    return ""


def _add_day(segment: Segment, token: Token, block: Block | None, limit: str) -> None:
    segment.limits.add(block.limit if block else limit)
    if token.kind == "DAY_ONLY":
        days = [int(n) for n in re.findall(r"[0-9]+", token.text)]
        if "-" in token.text or "đến" in token.text or not all(1 <= d <= 31 for d in days):
            raise Unclear(f"Chưa rõ “{token.text.strip()}”. Hạn là ngày nào?")
        segment.days += days
    elif token.kind == "LAST_DAY":
        segment.fixed.append(rec.last_day(token.text))
    elif token.kind == "WEEKDAYS":
        names, nth = rec.weekdays(token.text)
        if nth is None:
            segment.fixed.append(f"FREQ=WEEKLY;BYDAY={','.join(names)}")
        else:
            segment.fixed.append(f"FREQ=MONTHLY;BYDAY={','.join(f'{nth}{n}' for n in names)}")
    elif block is not None:
        segment.dated.append(block)


def _add_ref(segment: Segment, token: Token) -> None:
    if segment.ref and segment.ref != token.kind:
        raise Unclear(_WHICH_DAY)
    segment.ref = token.kind


def _rules(segment: Segment, listed: list[int]) -> list[str]:
    units = segment.units
    if segment.rules:
        if segment.has_day() or (units and len(segment.rules) > 1):
            raise Unclear("Thời hạn vừa nêu số lần vừa nêu ngày. Hạn là những ngày nào?")
        return segment.rules + [r for r in rec.plain_rules(units) if r not in segment.rules]
    if segment.ref:
        return _by_ref(segment, listed)
    if segment.days:
        if units not in (["M1"],) or segment.dated or segment.fixed:
            raise Unclear(_WHICH_DAY)
        return [f"FREQ=MONTHLY;BYMONTHDAY={','.join(str(d) for d in sorted(set(segment.days)))}"]
    if segment.fixed:
        return _fixed(segment)
    if segment.dated:
        return _dated(segment)
    if listed and units == ["Y1"] and segment.each:
        return [rec.by_month(listed)]
    if listed and units == ["Q1"]:
        if len(listed) < 2:
            raise Unclear(_WHICH_DAY)
        return [rec.by_month(listed)]
    if listed and set(units) - {"Q1", "M3", "M6", "M9", "Y1"}:
        raise Unclear(_WHICH_DAY)  # "hằng tháng (quý II)": every month of it, or once?
    return rec.plain_rules(units, listed)


def _by_ref(segment: Segment, listed: list[int]) -> list[str]:
    """ "ngày 05 tháng cuối quý", "ngày 05 tháng sau"; without a day number the end of that month."""
    if segment.dated or segment.fixed:
        raise Unclear(_WHICH_DAY)
    units, ref = segment.units, segment.ref
    months: tuple[int, ...] = ()
    if ref in _REF_MONTHS:
        if units and not set(units) & set(rec.QUARTERLY):
            raise Unclear(_WHICH_DAY)
        months = _REF_MONTHS[ref]
    elif ref == "THIS_MONTH":
        if units not in ([], ["M1"]):
            raise Unclear(_WHICH_DAY)
    elif ref == "NEXT_MONTH":
        if units not in ([], ["M1"]):
            months = tuple(m % 12 + 1 for m in rec.months_of(units))
    else:
        if not units:
            raise Unclear("“Tháng cuối kỳ” của kỳ báo cáo nào: quý, 6 tháng hay năm?")
        months = rec.months_of(units)
    if listed:  # "tháng cuối quý (tháng 6, 9)"
        if not set(listed) <= set(months):
            raise Unclear(_WHICH_DAY)
        months = tuple(listed)
    days = ",".join(str(d) for d in sorted(set(segment.days)))
    if not months:
        if not days:
            raise Unclear(_WHICH_DAY)
        return [f"FREQ=MONTHLY;BYMONTHDAY={days}"]
    return [rec.by_month(months, days)]


def _fixed(segment: Segment) -> list[str]:
    weekly = any("WEEKLY" in r for r in segment.fixed)
    if weekly and segment.units != ["W1"]:
        raise Unclear("Ngày trong tuần ấy lặp lại hằng tuần hay chỉ một lần?")
    monthly_day = any("BYDAY" in r and "MONTHLY" in r for r in segment.fixed)
    if monthly_day and segment.units not in ([], ["M1"]):
        raise Unclear(_WHICH_DAY)
    return list(segment.fixed)


def _dated(segment: Segment) -> list[str]:
    days = [(m.value[0], m.value[1]) for b in segment.dated for m in b.items]
    if any(m.link == "span" for b in segment.dated for m in b.items):
        raise Unclear(_WHICH_DAY)
    for block in segment.dated:
        for item in block.items:
            item.span(2024)  # a leap year: 29/02 is a day, 31/02 never is
    times = {"M1": 12, "Q1": 4, "M3": 4, "M6": 2, "M9": 1, "Y1": 1}
    expected = [times.get(u, 0) for u in segment.units]
    if segment.units and segment.units != ["Y1"]:
        # "hằng quý" with one date a year does not fit; "6 tháng, năm" with two does, and so do three quarters' dates
        most = max(expected) if len(segment.units) == 1 else len(segment.units)
        least = (
            {"Q1": 3, "M3": 3, "M6": 1, "M9": 1, "Y1": 1}.get(segment.units[0], most)
            if len(segment.units) == 1
            else most
        )
        if not least <= len(days) <= max(most, least):
            raise Unclear("Số ngày không khớp với số kỳ. Hạn của mỗi kỳ là ngày nào?")
    return month_days(days).split(" | ")
