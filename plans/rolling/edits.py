"""Changes inside one text: proposed, typed by a person, put together, and shown with what differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Group(StrEnum):
    """What a change is about; the groups a person goes through, in this order."""

    YEARS = "years"
    DEADLINES = "deadlines"
    NAMES = "names"
    BASES = "bases"
    FIGURES = "figures"


@dataclass(frozen=True)
class Edit:
    """`new` takes the place of text[start:end]; None only points there: a person decides what to write.

    `sure` is ticked when it is shown. `why` is a Vietnamese sentence for what is not sure.
    """

    start: int
    end: int
    new: str | None
    group: Group
    sure: bool = True
    why: str = ""

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


Replacement = tuple[int, int, str]


def replaced(text: str, edits: Iterable[Edit]) -> str:
    """The text with these edits made. Of two that overlap the earlier one in the list counts."""
    return put_together(text, [[(each.start, each.end, each.new) for each in edits if each.new is not None]])


def put_together(text: str, layers: Sequence[Sequence[Replacement]]) -> str:
    """The text with the replacements of all layers; where two overlap, the earlier layer counts."""
    taken: list[Replacement] = []
    for layer in layers:
        for start, end, new in layer:
            if all(not _overlap((start, end), (a, b)) for a, b, _ in taken):
                taken.append((start, end, new))
    for start, end, new in sorted(taken, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Two insertions at one point overlap as well: their order would be a matter of chance."""
    return one == other or (one[0] < other[1] and other[0] < one[1])


def typed(before: str, after: str) -> list[Replacement]:
    """What a person changed by typing `after` over `before`: the smallest runs of words that differ."""
    old, new = _words(before), _words(after)
    at = _offsets(old)
    return [(at[a], at[b], "".join(new[c:d])) for same, a, b, c, d in _runs(tuple(old), tuple(new)) if not same]


@dataclass(frozen=True)
class Piece:
    """A run of shown text; `marked` is what the change takes away, or brings."""

    text: str
    marked: bool = False


def shown(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in runs, what differs marked."""
    old, new = _words(before), _words(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for same, a, b, c, d in _runs(tuple(old), tuple(new)):
        _show(left, "".join(old[a:b]), marked=not same)
        _show(right, "".join(new[c:d]), marked=not same)
    return tuple(left), tuple(right)


def _show(pieces: list[Piece], words: str, *, marked: bool) -> None:
    """The space behind marked words is not marked."""
    bare = words.rstrip() if marked else words
    for text, mark in ((bare, marked), (words[len(bare) :], False)):
        if text:
            pieces.append(Piece(text, mark))


def pointed(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """The text in runs with these spans marked."""
    out: list[Piece] = []
    at = 0
    for start, end in sorted(spans):
        if start < at:
            continue
        if start > at:
            out.append(Piece(text[at:start]))
        out.append(Piece(text[start:end], marked=True))
        at = end
    if at < len(text):
        out.append(Piece(text[at:]))
    return tuple(out)


def carried(part: str, before: str, after: str) -> str | None:
    """What became of `part`, words cut out of `before`, when `before` became `after`.

    None where the part does not stand in `before` as it is: then nobody knows.
    """
    if part == before:
        return after
    if not part or before == after:
        return part
    at = before.find(part)
    if at == -1:
        return None
    start = _moved(at, before, after, opening=True)
    end = _moved(at + len(part), before, after, opening=False)
    return after[start:end].strip() if end > start else ""


def _moved(position: int, before: str, after: str, *, opening: bool) -> int:
    """Where a place between two letters lies afterwards; inside a changed run it goes to the run's edge."""
    shift = 0
    for start, end, new in typed(before, after):
        if position > end or (position == end and not (opening and start == end)):
            shift += len(new) - (end - start)
        elif position > start:
            return start + shift + (0 if opening else len(new))
    return position + shift


def _runs(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[bool, int, int, int, int]]:
    """(same, from, to, from, to) in words of both. What is the same at both ends is not searched: lines are long."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield True, 0, head, 0, head
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail])
    for tag, a, b, c, d in middle.get_opcodes():
        yield tag == "equal", a + head, b + head, c + head, d + head
    if tail:
        yield True, len(old) - tail, len(old), len(new) - tail, len(new)


def _words(text: str) -> list[str]:
    """Words with the space behind them: a space alone stands everywhere and would tie unlike places together."""
    return re.findall(r"\w+\s*|\s+|[^\w\s]\s*", text)


def _offsets(words: Sequence[str]) -> list[int]:
    out = [0]
    for word in words:
        out.append(out[-1] + len(word))
    return out
