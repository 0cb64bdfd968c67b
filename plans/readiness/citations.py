"""Documents named by their number in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.reading.place import Region
from plans.readiness.facts import Cited, PlanFacts

_NUMBER = re.compile(
    r"(?<![\w/-])\d{1,5}[a-zđ]?\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐ][\wĐ]{0,5}(?:\s?-\s?[A-ZĐ][\wĐ&]{0,12})?(?![\w/])"
)
_BEFORE = re.compile(
    r"(?:\b(?P<type>Nghị quyết|Nghị định|Quyết định|Kế hoạch|Công văn|Chỉ thị|Thông tư liên tịch|Thông tư|Pháp lệnh|"
    r"Luật|Bộ luật|Chương trình)\s+)?(?P<so>\b[Ss]ố\s*:?\s*)?$"
)


def cited_numbers(plan: PlanFacts) -> Iterator[Cited]:
    """Each document named by its number in body and appendices, once; its texts are not known yet."""
    seen: set[str] = set()
    for found, piece in plan.printed.find(_NUMBER):
        number = re.sub(r"\s", "", found[0])
        if piece.region not in (Region.BODY, Region.APPENDIX) or number in seen:
            continue
        seen.add(number)
        before = _BEFORE.search(plan.printed.before(found, 40))
        assert before is not None  # it matches nothing at the end, too
        words = f"{before[0]}{found[0]}"
        yield Cited(piece.place, words, before["type"] or "", number, bool(before["so"]))
