"""One place, one spelling: the commune's own name, and every other proper name (Nghị định 30/2020, F15)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from core.text import fold
from documents.reading.letters import pattern
from plans.readiness.facts import PlanFacts
from plans.readiness.problem import HEADER, Finding, Level, Place, check

_LOWER_CLASS = "xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh"
_UPPER_CLASS = _LOWER_CLASS.upper()
_CLASS = f"{_LOWER_CLASS}|{'|'.join(each.capitalize() for each in _LOWER_CLASS.split('|'))}|{_UPPER_CLASS}"
_NAMED = re.compile(
    pattern(
        rf"\b(?:{_CLASS})\s+(?P<name>[‹A›][‹a›]+(?:[ -][‹A›][‹a›]+){{0,3}})(?![\w])|"
        rf"\b(?:{_UPPER_CLASS})\s+(?P<capitals>[‹A›]+(?: [‹A›]+){{0,3}})(?![\w])"
    )
)
_TONES = "\u0300\u0301\u0309\u0303\u0323"


def spelling(name: str) -> str:
    """What two right spellings of one name share: case, and where in the syllable the tone mark stands, do not matter.

    "Hòa" and "Hoà", "Thúy" and "Thuý", "Quý" and "Quí" are one; "Phù" and "Phú" are two.
    """
    out = []
    for word in unicodedata.normalize("NFD", name.lower()).split():
        tones = "".join(char for char in word if char in _TONES)
        letters = "".join(char for char in word if char not in _TONES)
        out.append(unicodedata.normalize("NFC", re.sub(r"y$", "i", letters)) + tones)
    return " ".join(out)


@check(
    "name-two-ways", "Tên địa phương viết hai cách", Level.ADVISORY, source="F15; NĐ 30/2020, Phụ lục I, II.2 và III.1"
)
def two_ways(plan: PlanFacts) -> Iterator[Finding]:
    """The office's own name is right; of any other name the spelling used most."""
    right = {fold(name): name for name in (plan.office.place, *plan.office.former) if name}
    found: list[tuple[str, Place]] = []
    if plan.place_name:
        found.append((plan.place_name, HEADER))
    for match, piece in plan.printed.find(_NAMED):
        name = match["name"] or match["capitals"].title()
        found.append((name, piece.place))
    counted = Counter((fold(name), spelling(name)) for name, _ in found)
    best: dict[str, tuple[str, str]] = {fold(name): (spelling(name), name) for name in right.values()}
    for name, _ in sorted(found, key=lambda each: -counted[fold(each[0]), spelling(each[0])]):
        best.setdefault(fold(name), (spelling(name), name))
    told: set[tuple[str, Place]] = set()
    for name, place in found:
        wanted, shown = best[fold(name)]
        if spelling(name) != wanted and (spelling(name), place) not in told:
            told.add((spelling(name), place))
            yield Finding(
                place, f"Tên viết “{name}”, chỗ khác viết “{shown}”. Hãy viết thống nhất một cách.", f"{name} | {shown}"
            )
