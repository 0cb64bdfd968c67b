"""Which of the found rows answer best: pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.wanted import Wanted

CANDIDATES = 200  # rows a kind looks at, the newest first, to choose the best among them


@dataclass(frozen=True)
class Candidate:
    """A found row: its key, its folded title, and the number printed on it where it is a document."""

    key: Any
    title: str
    number: str = ""
    symbol: str = ""


def rank(wanted: Wanted, row: Candidate) -> int:
    """How well a row answers, best first: 0 its number was typed, 1 its title begins with what was typed,
    2 each wanted word begins a word of the title, 3 it was found otherwise."""
    if row.number and any(each.is_of(row.number, row.symbol) for each in wanted.numbers):
        return 0
    if row.title.startswith(wanted.folded):
        return 1
    return 2 if all(f" {term.text}" in f" {row.title}" for term in wanted.terms) else 3


def best(wanted: Wanted, rows: Iterable[Candidate], most: int) -> list[Any]:
    """The keys by rank, each once; rows of one rank keep the order they come in."""
    found = sorted(rows, key=lambda row: rank(wanted, row))
    return list(dict.fromkeys(row.key for row in found))[:most]
