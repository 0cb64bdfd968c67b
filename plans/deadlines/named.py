"""Named times without a recurrence: one day, one period, a span, or several of them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from plans.deadlines import recurrence as rec
from plans.deadlines.dates import written
from plans.deadlines.moments import Moment, Unclear
from plans.deadlines.phrase import Block, Phrase, Span, resolve
from plans.deadlines.rule import DeadlineKind, DeadlineRule

ASK = "Thời hạn chưa nêu ngày cụ thể. Hạn là ngày nào?"


def no_day(phrase: Phrase) -> str:
    """What to ask of a phrase that names no day, in its own words where they look like a time."""
    part = next((t.text.strip() for t in phrase.toks if t.kind == "PART"), "")
    return f"“{part}” không nêu ngày cụ thể. Hạn là ngày nào?" if part else ASK


def _part_allowed(phrase: Phrase) -> bool:
    """ "cuối năm (trước 15/12)" is a day; "Quý II và cuối năm" is not one thing."""
    return (
        len(phrase.blocks) == 1
        and phrase.blocks[0].limit in ("before", "by")
        and phrase.blocks[0].items[0].unit == "day"
    )


def plain(phrase: Phrase, *, ignore_units: bool = False) -> DeadlineRule:
    """Named times only; raises Unclear when they do not make one deadline."""
    if phrase.has("PART") and not _part_allowed(phrase):
        raise Unclear(no_day(phrase))
    if not ignore_units and phrase.has("UNITS", "DAY_ONLY", "PERIODIC"):
        raise Unclear("Thời hạn vừa nêu kỳ vừa nêu ngày. Hạn là những ngày nào?")
    blocks = phrase.blocks
    later = phrase.has("LATER")
    if len(blocks) == 2:
        merged = _two_blocks(phrase)
        if merged:
            return merged
    if len(blocks) > 1:
        raise Unclear("Thời hạn nêu nhiều mốc. Hạn là ngày nào, hay mỗi mốc một kết quả?")
    block = blocks[0]
    spans = resolve(phrase, block)
    if later:
        if block.items[-1].unit == "day" and block.limit != "from":
            return _yearly_from(block, spans)
        return DeadlineRule(DeadlineKind.RANGE, start=spans[0][0])
    if len(block.items) > 1 and any(m.link == "or" for m in block.items):
        raise Unclear("Thời hạn có lựa chọn “hoặc”. Hạn là ngày nào?")
    if len(block.items) > 1:
        return _several(phrase, block, spans)
    return _single(phrase, block, spans[0])


def _yearly_from(block: Block, spans: list[Span]) -> DeadlineRule:
    """ "31/12/2024 và các năm tiếp theo": the same day each year."""
    rules = month_days([(s[0].day, s[0].month) for s in spans])
    return DeadlineRule(
        DeadlineKind.RECURRING,
        start=date(spans[0][0].year, 1, 1),
        rrule=rules,
        exclusive=block.limit == "before",
    )


def _two_blocks(phrase: Phrase) -> DeadlineRule | None:
    """A period and the day it ends by, or a start and a finish; None when the two do not belong together."""
    first, second = phrase.blocks
    days = [
        b
        for b in phrase.blocks
        if b.limit in ("before", "by", "until") and len(b.items) == 1 and b.items[0].unit == "day"
    ]
    if len(days) != 1:
        return None
    limit = days[0]
    other = second if limit is first else first
    spans = resolve(phrase, other)
    day = resolve(phrase, limit)[0][0]
    exclusive = limit.limit == "before"
    if other.limit == "from" and len(other.items) == 1 and other is first:
        if day < spans[0][0]:
            raise Unclear("Ngày cuối trước ngày đầu. Hạn đúng là ngày nào?")
        return DeadlineRule(DeadlineKind.RANGE, start=spans[0][0], end=day, exclusive=exclusive)
    if (
        other.limit not in ("", "in")
        or other.items[0].unit == "day"
        or (len(other.items) > 1 and other.items[-1].link != "span")
    ):
        return None
    inside = spans[0][0] <= day <= spans[-1][1]
    question = "" if inside else f"Ngày {written(day)} nằm ngoài kỳ đã nêu. Hạn có đúng không?"
    return DeadlineRule(DeadlineKind.DATE, end=day, exclusive=exclusive, question=question)


def _single(phrase: Phrase, block: Block, span: Span) -> DeadlineRule:
    item, (start, end) = block.items[0], span
    if item.unit == "day":
        if block.limit == "from":
            return DeadlineRule(DeadlineKind.RANGE, start=start)
        if phrase.has("NOW") and block.limit == "until":
            return DeadlineRule(DeadlineKind.RANGE, start=phrase.plan_date, end=end)
        return DeadlineRule(DeadlineKind.DATE, end=end, exclusive=block.limit == "before")
    if block.limit == "before":
        return DeadlineRule(DeadlineKind.DATE, end=start, exclusive=True)
    if block.limit == "from":
        return DeadlineRule(DeadlineKind.RANGE, start=start)
    if block.limit in ("by", "until") and not block.full:
        known = phrase.plan_date if phrase.has("NOW") else None
        return DeadlineRule(DeadlineKind.RANGE, start=known, end=end)
    kind = DeadlineKind.QUARTER if item.unit == "quarter" else DeadlineKind.RANGE
    return DeadlineRule(kind, start=start, end=end, repeats=False)


def _several(phrase: Phrase, block: Block, spans: list[Span]) -> DeadlineRule:
    items = block.items
    if block.limit == "before" and items[0].unit != "day":
        raise Unclear("“Trước” nhiều kỳ: hạn là ngày nào?")
    links = {m.link for m in items[1:]}
    units = {m.unit for m in items}
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    exclusive = (block.until or block.limit) == "before"
    if links == {"span"} and len(items) == 2:
        if spans[1][1] < spans[0][0]:
            raise Unclear("Ngày cuối trước ngày đầu. Hạn đúng là ngày nào?")
        start, end = spans[0][0], spans[1][1]
        if end < spans[0][1] and block.limit != "from":
            raise Unclear("Hai mốc chồng lên nhau. Hạn đúng là ngày nào?")
        if exclusive:
            return DeadlineRule(DeadlineKind.RANGE, start=start, end=spans[1][0], exclusive=True)
        kind = DeadlineKind.QUARTER if units == {"quarter"} else DeadlineKind.RANGE
        return DeadlineRule(kind, start=start, end=end, repeats=False)
    if any(spans[i][1] < spans[i - 1][0] for i in range(1, len(spans))):
        raise Unclear("Các mốc không theo thứ tự. Hạn là những ngày nào?")
    if units == {"day"}:
        return named_days(block, spans)
    same_start = len({a for a, _ in spans}) == 1 and (units <= {"span", "year"} or len(spans) > 2)
    if same_start:  # "6 tháng đầu năm và cả năm": each counts from the first of January
        months = [b.month for _, b in spans]
        bounds = named_year(items, spans)
        return DeadlineRule(DeadlineKind.RECURRING, start=bounds[0], end=bounds[1], rrule=rec.by_month(months))
    parts = _ungrouped(spans, items)
    joined = all((parts[i][0] - parts[i - 1][1]).days == 1 for i in range(1, len(parts)))
    if units == {"quarter"}:
        return _choice(DeadlineKind.QUARTER, parts, joined)
    if joined:
        return _choice(DeadlineKind.RANGE, parts, joined)
    if units == {"month"} and "span" not in links:
        bounds = named_year(items, spans)
        if len({a.year for a, _ in spans}) == 1:
            return DeadlineRule(
                DeadlineKind.RECURRING, start=bounds[0], end=bounds[1], rrule=rec.by_month(b.month for _, b in spans)
            )
    raise Unclear("Thời hạn nêu nhiều mốc rời nhau. Hạn là những ngày nào?")


def _ungrouped(spans: list[Span], items: list[Moment]) -> list[Span]:
    """Items tied by "-" become one part: "Quý I-II, IV" is two parts."""
    parts: list[Span] = []
    for span, item in zip(spans, items, strict=True):
        if item.link == "span":
            parts[-1] = (parts[-1][0], span[1])
        else:
            parts.append(span)
    return parts


def _choice(kind: DeadlineKind, parts: list[Span], joined: bool) -> DeadlineRule:
    """Several named periods: one span or one result in each? Apart from each other they can only be several."""
    start, end = parts[0][0], parts[-1][1]
    if len(parts) == 1:
        return DeadlineRule(kind, start=start, end=end, repeats=False)
    if not joined:
        return DeadlineRule(kind, start=start, end=end, repeats=True, periods=tuple(parts))
    ends = ", ".join(written(b) for _, b in parts)
    question = f"Một kết quả, hạn {written(end)}, hay mỗi kỳ một kết quả: {ends}?"
    return DeadlineRule(kind, start=start, end=end, repeats=None, periods=tuple(parts), question=question)


def named_year(items: list[Moment], spans: list[Span]) -> tuple[date | None, date | None]:
    """A recurrence has bounds only where the text names a year."""
    if all(m.year is None for m in items):
        return None, None
    return date(spans[0][0].year, 1, 1), date(spans[-1][1].year, 12, 31)


def month_days(days: list[tuple[int, int]]) -> str:
    """(day, month) pairs → rules, one per day number: 14/3, 14/6, 10/12 → two rules."""
    numbers = list(dict.fromkeys(d for d, _ in days))
    return " | ".join(rec.by_month([m for d, m in days if d == n], str(n)) for n in numbers)


def named_days(block: Block, spans: list[Span]) -> DeadlineRule:
    """ "20/6 và 20/12": one result on each day."""
    if len({a.year for a, _ in spans}) > 1 or any(m.link == "span" for m in block.items):
        raise Unclear("Thời hạn nêu nhiều ngày. Hạn là những ngày nào?")
    if block.limit in ("", "in") and all((b[0] - a[1]).days == 1 for a, b in pairwise(spans)):
        return DeadlineRule(DeadlineKind.RANGE, start=spans[0][0], end=spans[-1][1], repeats=False)
    bounds = named_year(block.items, spans)
    rules = month_days([(a.day, a.month) for a, _ in spans])
    return DeadlineRule(
        DeadlineKind.RECURRING, start=bounds[0], end=bounds[1], rrule=rules, exclusive=block.limit == "before"
    )
