"""Which index a duty serves: PAPI, PAR INDEX or SIPAS, only where the text ties it to one."""

from __future__ import annotations

import re

from plans.reading.words import fold

_NAMES = (
    ("PAPI", re.compile(r"\bpapi\b|hieu qua quan tri va hanh chinh cong")),
    ("PAR INDEX", re.compile(r"\bpar[ -]?index\b|\bchi so (?:cai cach hanh chinh|cchc)\b")),
    ("SIPAS", re.compile(r"\bsipas\b|\bchi so (?:hai long|do luong su hai long)\b")),
)


def named_indices(text: str) -> set[str]:
    folded = fold(text)
    return {name for name, pattern in _NAMES if pattern.search(folded)}


def single_index(text: str) -> str:
    """The one index a text names; "" where it names none or several."""
    found = named_indices(text)
    return next(iter(found)) if len(found) == 1 else ""


def plan_index(title: str, headings: str) -> str:
    """The index a whole plan serves: named in its title, and no other index in the title of any part."""
    index = single_index(title)
    return index if index and named_indices(headings) <= {index} else ""
