"""Time that a sentence names where the place for the deadline is empty: a proposal a person confirms. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plans.deadlines import Found, Term, find, parse

# "trong thời hạn 02 (hai) ngày làm việc kể từ khi có văn bản": to the end of the clause.
_COUNTED = re.compile(
    r"(?:(?:trong|chậm nhất|không quá|tối đa)\s+)?(?:(?:thời hạn|vòng|là)\s+)?"
    r"\d{1,3}\s*(?:\([^)\d]{1,20}\)\s*)?(?:ngày|tuần|tháng)\b(?:\s+làm\s+việc)?\s*(?:,\s*)?"
    r"(?:(?:kể|tính)\s+)?(?:từ|sau)\s+(?:khi|ngày|lúc|thời\s+điểm)\s+[^,;.\n()]{3,80}",
    re.IGNORECASE,
)
LONGEST = 4000  # characters that are looked through


def found_in(text: str, plan_year: int) -> Found | None:
    """The first time named in the sentence: a length counted from an event, else a day or period."""
    text = text[:LONGEST]
    return next(_counted(text, plan_year), None) or next(iter(find(text, plan_year=plan_year)), None)


def _counted(text: str, plan_year: int) -> Iterator[Found]:
    for match in _COUNTED.finditer(text):
        words = match.group().strip()
        rule = parse(words, plan_year=plan_year)
        if rule is not None and is_counted_from_event(rule.term):
            yield Found(match.start(), match.start() + len(words), words, rule)


def is_counted_from_event(term: Term | None) -> bool:
    return term is not None and term.start is None and not term.from_issue
