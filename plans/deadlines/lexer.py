"""Canonical text → tokens: a month list, "trước ngày", "hằng quý"…"""

from __future__ import annotations

import re
from dataclasses import dataclass

from plans.deadlines.lexicon import PATTERNS

_MASTER = re.compile("|".join(f"(?P<{kind}>{'|'.join(turns)})" for kind, turns in PATTERNS.items()))


@dataclass(frozen=True, slots=True)
class Token:
    """One turn of phrase at canonical [start, end)."""

    kind: str
    start: int
    end: int
    text: str


def tokens(text: str) -> list[Token]:
    """Every turn of phrase of the canonical ``text``, in order, not overlapping."""
    return [Token(str(m.lastgroup), m.start(), m.end(), m[0]) for m in _MASTER.finditer(text) if m.end() > m.start()]
