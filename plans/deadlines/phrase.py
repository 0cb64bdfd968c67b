"""The parts of one phrase tied together: limits to named times, named times to one another, years to both."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date

from plans.deadlines.dates import written
from plans.deadlines.lexer import Token
from plans.deadlines.moments import READERS, Moment, Unclear, link_of, moments

LIMITS = {"BEFORE": "before", "BY": "by", "UNTIL": "until", "FROM": "from", "IN": "in", "BY_HOUR": "by", "ANYDAY": "by"}
_GLUE = re.compile(
    r"[\s,;:()\[\]{}\"“”'.-]*(?:(?:thực hiện|hoàn thành|triển khai|báo cáo|vào|trong|của|và|các|là|ngày)[\s,;:()]*)*"
)
Span = tuple[date, date]


@dataclass
class Block:
    """Named times tied together ("Quý II, III", "từ 01/3 đến 30/6") under one limit."""

    limit: str
    items: list[Moment]
    until: str = ""  # limit of the last item where it differs: "từ 15/6 đến trước 20/7"
    full: bool = False  # "chậm nhất trong tháng 6": the whole month is named
    gap: bool = False  # words of another matter stand between this and what came before
    at: int = 0


@dataclass
class Phrase:
    """All that was recognised in one phrase."""

    text: str
    plan_year: int | None
    plan_date: date | None
    holidays: Collection[date]
    toks: list[Token] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def has(self, *kinds: str) -> bool:
        return any(t.kind in kinds for t in self.toks)


def collect(phrase: Phrase) -> None:
    """Tie limits to named times and named times to one another, in reading order."""
    pending, full = "", False
    last: Token | None = None
    for token in phrase.toks:
        if token.kind in LIMITS:
            limit = LIMITS[token.kind]
            if limit != "in" or not pending:
                pending = limit
            full = full or (limit == "by" and "trong" in token.text) or (limit == "in" and pending != "in")
        elif token.kind in READERS:
            _add(phrase, token, last, pending, full)
            pending, full = "", False
            last = token
        elif token.kind not in ("HOUR", "EXPECTED", "OUTLOOK"):
            pending, full = "", False
            last = None if token.kind != "EITHER" else last
    for block in phrase.blocks:
        _fill_years(block)
    _borrow_year(phrase)


def _add(phrase: Phrase, token: Token, last: Token | None, pending: str, full: bool) -> None:
    items = moments(token, phrase.plan_year)
    between = phrase.text[last.end : token.start] if last else ""
    previous = phrase.blocks[-1] if phrase.blocks and last else None
    if previous and not pending:
        link = link_of(re.sub(r"ngày", "", between))
        alike = (items[0].unit == "day") == (previous.items[-1].unit == "day") or items[0].unit == "year"
        if link and alike:
            items[0] = replace(items[0], link=link)
            previous.items += items
            return
    tied = re.fullmatch(r"[\s,(]*(?:cho\s+)?(?:đến|tới)?[\s]*(?:hết|trước|cuối)?(?:\s+ngày)?\s*", between)
    if (
        previous
        and tied
        and (pending == "until" or (pending in ("before", "by") and previous.limit == "from" and "," not in between))
    ):
        items[0] = replace(items[0], link="span")
        previous.items += items
        previous.until = pending
        return
    gap = bool(phrase.blocks) and not _GLUE.fullmatch(between) if last else False
    phrase.blocks.append(Block(pending, items, full=full, gap=gap, at=token.start))


def _fill_years(block: Block) -> None:
    """ "từ 01/3 đến 30/6/2024": a year serves the items before it, else those after it."""
    year: int | None = None
    for i in range(len(block.items) - 1, -1, -1):
        if block.items[i].year is not None:
            year = block.items[i].year
        elif year is not None:
            block.items[i] = replace(block.items[i], year=year, inherited=True)
    year = None
    for i, item in enumerate(block.items):
        if item.year is None and year is not None:
            block.items[i] = replace(item, year=year, inherited=True)
        year = block.items[i].year


def _borrow_year(phrase: Phrase) -> None:
    """ "trước ngày 15/6, năm 2024": a year standing by itself belongs to the times that have none."""
    alone = [b for b in phrase.blocks if len(b.items) == 1 and b.items[0].unit == "year" and b.limit in ("", "in")]
    needy = [b for b in phrase.blocks if b.items[0].year is None]
    for block in phrase.blocks:  # "Tháng 6, năm 2024" and "Năm 2024, tháng 6" were read as lists
        first, second = block.items[0], block.items[-1]
        if len(block.items) == 2 and first.unit == "year" != second.unit and second.inherited and second.link == "list":
            block.items = [replace(second, link="")]
        if len(block.items) == 2 and block.items[1].unit == "year" and block.items[1].link == "list":
            joined = phrase.text[block.at :]
            borrowed = block.items[0].inherited or block.items[0].year is None
            if borrowed and "và" not in joined and block.items[0].unit != "year":
                block.items.pop()
    if len(alone) == 1 and len(phrase.blocks) > 1:
        year = alone[0].items[0].year
        others = [b for b in needy if b is not alone[0]]
        if others and not alone[0].gap:
            for block in others:
                block.items = [replace(m, year=year) for m in block.items]
            phrase.blocks.remove(alone[0])


def resolve(phrase: Phrase, block: Block) -> list[Span]:
    """First and last day of each item; raises Unclear without a year or when the order makes no sense."""
    spans: list[Span] = []
    for i, item in enumerate(block.items):
        year = item.year if item.year is not None else phrase.plan_year
        if year is None:
            raise Unclear("Chưa biết năm của kế hoạch. Hạn thuộc năm nào?")
        if not 1900 <= year <= 2199:
            raise Unclear(f"Năm {year} có đúng không? Hạn là ngày nào?")
        span = item.span(year)
        if item.link == "span" and spans and span[1] < spans[-1][0]:
            spans[-1], span = _wrapped(block.items[i - 1], spans[-1], item, span)
        spans.append(span)
    return spans


def _wrapped(first: Moment, start: Span, last: Moment, end: Span) -> tuple[Span, Span]:
    """ "từ tháng 10 đến tháng 3/2025": the side without a year of its own moves. Only a short span is believed."""
    backwards = Unclear(f"Ngày cuối {written(end[1])} trước ngày đầu {written(start[0])}. Hạn đúng là ngày nào?")
    if last.unit == "year" or first.inherited == last.inherited:
        raise backwards
    if first.inherited:
        start = first.span(start[0].year - 1)
    else:
        end = last.span(end[0].year + 1)
    if (end[1] - start[0]).days > 200:
        raise backwards
    return start, end
