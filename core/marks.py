"""Where the wanted words stand in a text that keeps its tone marks: pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from core.text import unmarked

Piece = tuple[str, bool]  # a run of the text, and whether it is marked


def folded_places(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, where in `text` the character begins that gave it."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char.isspace():
            if letters and letters[-1] == " ":
                continue
            folded = " "
        else:
            folded = unmarked(char.lower())
        letters += folded
        places += [place] * len(folded)
    return "".join(letters), places


def marked(text: str, marks: Sequence[str]) -> list[Piece]:
    """The text in runs, those that fold to one of `marks` flagged; joined they are the text again.

    A number is marked only where it stands alone: "97" not within "1997".
    """
    spans = _spans(text, marks)
    if not spans:
        return [(text, False)] if text else []
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    runs = [(text[begin:end], bool(index % 2)) for index, (begin, end) in enumerate(pairwise(edges))]
    return [run for run in runs if run[0]]


def excerpt(text: str, marks: Sequence[str], longest: int = 220) -> str:
    """At most `longest` characters around the first wanted word, cut between words, "…" where something is left out."""
    if len(text) <= longest:
        return text
    spans = _spans(text, marks)
    first = spans[0][0] if spans else 0
    begin = 0 if first < longest // 2 else max(0, text.rfind(" ", 0, first - longest // 4) + 1)
    end = begin + longest
    if end < len(text):
        space = text.rfind(" ", begin + longest // 2, end)
        end = space if space > first else end
    return ("… " if begin else "") + text[begin:end].strip() + (" …" if end < len(text) else "")


def _spans(text: str, marks: Sequence[str]) -> list[tuple[int, int]]:
    """Begin and end of every marked run, in order and apart from each other."""
    wanted = sorted({mark for mark in marks if mark}, key=len, reverse=True)
    if not wanted or not text:
        return []
    folded, places = folded_places(text)
    places.append(len(text))
    spans: list[tuple[int, int]] = []
    for found in re.finditer("|".join(_pattern(mark) for mark in wanted), folded):
        begin, end = places[found.start()], places[found.end()]
        if found.end() < len(folded) and end == places[found.end() - 1]:
            end += 1  # the match ends inside a letter that folds to several
        spans.append((begin, end))
    out: list[tuple[int, int]] = []
    for begin, end in spans:
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((begin, end))
    return out


def _pattern(mark: str) -> str:
    pattern = re.escape(mark)
    if mark[0].isdigit():
        pattern = r"(?<!\d)" + pattern
    return pattern + (r"(?!\d)" if mark[-1].isdigit() else "")
