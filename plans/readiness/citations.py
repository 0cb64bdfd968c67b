"""Documents named by their number in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.reading.place import Region
from plans.readiness.facts import Cited, PlanFacts

_TYPES = (
    "Nghị quyết|Nghị định|Quyết định|Kế hoạch|Công văn|Chỉ thị|Thông tư liên tịch|Thông tư|Pháp lệnh|Luật|Bộ luật|"
    "Chương trình"
)
_NUMBERED = re.compile(
    rf"(?:(?P<type>{_TYPES})\s+)?(?P<so>[Ss]ố\s*:?\s*)?(?<![\w/-])(?P<number>\d{{1,5}}[a-zđ]?\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?"
    r"[A-ZĐ][\wĐ]{0,5}(?:\s?-\s?[A-ZĐ][\wĐ&]{0,12})?)(?![\w/])"
)


def cited_numbers(plan: PlanFacts) -> Iterator[Cited]:
    """Each document named by its number in body and appendices, once; its texts are not known yet."""
    seen: set[str] = set()
    for found, piece in plan.printed.find(_NUMBERED):
        number = re.sub(r"\s", "", found["number"])
        if piece.region in (Region.BODY, Region.APPENDIX) and number not in seen:
            seen.add(number)
            yield Cited(piece.place, found[0], found["type"] or "", number, bool(found["so"]))
