"""Text in, rule out."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from plans.deadlines.grammar import read
from plans.deadlines.moments import Unclear
from plans.deadlines.normalise import clean
from plans.deadlines.rule import DeadlineKind, DeadlineRule

MAX_PHRASE = 600
"""Characters of a deadline phrase. A longer text is not a deadline but a paragraph: search it with ``find``."""

_NOTHING = re.compile(r"[\W_]*")


def parse(
    text: str,
    *,
    plan_year: int | None,
    plan_date: date | None = None,
    holidays: Collection[date] = frozenset(),
) -> DeadlineRule | None:
    """The rule of a deadline phrase; None when the text holds no word or number at all.

    A missing year is ``plan_year``; with neither the rule is ``open``, and today's date is never used. ``plan_date``
    (day of issue) serves only "từ nay". "Ngày làm việc" are Monday to Friday without ``holidays``, which the caller
    knows for the year in question; without them a term across Tết ends early. Never raises.
    """
    if len(text) > MAX_PHRASE:
        return DeadlineRule(DeadlineKind.OPEN, question="Thời hạn dài quá, chưa đọc được. Hạn là ngày nào?")
    canonical = clean(text).text.strip()
    if _NOTHING.fullmatch(canonical):
        return None
    return read_canonical(canonical, plan_year, plan_date, holidays)


def read_canonical(
    canonical: str, plan_year: int | None, plan_date: date | None, holidays: Collection[date]
) -> DeadlineRule:
    """As ``parse``, for text that already went through ``clean``."""
    try:
        return read(canonical, plan_year, plan_date, holidays)
    except Unclear as question:
        return DeadlineRule(DeadlineKind.OPEN, question=str(question))
