"""Check of how days are written: "ngày 05 tháng 3", "ngày 14 tháng 02" (Nghị định 30/2020, Phụ lục I, mục II.4).

The day is padded below 10, the month for January and February alone. Days in figures (05/3/2026) are not ruled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plans.readiness.facts import PlanFacts
from plans.readiness.problem import HEADER, Finding, Level, Place, check
from plans.readiness.wording import listed

_IN_WORDS = re.compile(r"\bngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\b(?!\s*/)", re.IGNORECASE)
_MONTH_ALONE = re.compile(r"\btháng\s+(?P<month>\d{1,2})\s+năm\b", re.IGNORECASE)


def padded_day(text: str) -> str:
    return text.zfill(2)


def padded_month(text: str) -> str:
    return f"{int(text):02d}" if int(text) <= 2 else str(int(text))


@check("day-padding", "Số 0 trước ngày, tháng", Level.ADVISORY, source="F06; NĐ 30/2020, Phụ lục I, II.4", of_form=True)
def padding(plan: PlanFacts) -> Iterator[Finding]:
    wrong: dict[Place, list[str]] = {}
    right: dict[Place, list[str]] = {}
    head = _IN_WORDS.search(plan.date_text)
    found = [(head, HEADER)] if head else []
    found += [(match, piece.place) for match, piece in plan.printed.find(_IN_WORDS)]
    for match, place in found:
        day, month = padded_day(match["day"]), padded_month(match["month"])
        if (day, month) != (match["day"], match["month"]) and 1 <= int(match["month"]) <= 12:
            wrong.setdefault(place, []).append(" ".join(match[0].split()))
            right.setdefault(place, []).append(f"ngày {day} tháng {month}")
    alone = None if head else _MONTH_ALONE.search(plan.date_text)
    if alone and padded_month(alone["month"]) != alone["month"] and 1 <= int(alone["month"]) <= 12:
        wrong[HEADER], right[HEADER] = [f"tháng {alone['month']}"], [f"tháng {padded_month(alone['month'])}"]
    for place, words in wrong.items():
        shown, better = listed([f"“{each}”" for each in words[:3]]), listed([f"“{each}”" for each in right[place][:3]])
        yield Finding(
            place,
            f"Hãy viết {better} thay cho {shown}: ngày dưới 10 và tháng 1, 2 có thêm số 0, các tháng khác không.",
            " ".join(words),
        )
