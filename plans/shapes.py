"""What a line looks like at a level: its kind and marker from the lines around it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from core.text import POINT_LETTERS, point_letter, roman
from documents.official import BlockKind, MarkerStyle, marker_style
from documents.reading.blocks import ordinal
from plans.outline import Line, bare

DEEPEST = 6  # levels the editor makes; texts that were read may go deeper
_TITLE = 200  # letters; a longer line is a sentence and no title


@dataclass(frozen=True)
class Shape:
    """Kind, level and marker a line gets from the lines around it."""

    kind: BlockKind
    level: int
    marker: str


def following(marker: str) -> str:
    """The marker of the next item of the same list: "1." → "2.", "b)" → "c)", "-" → "-"; punctuation as printed."""
    return _renumbered(marker, lambda number: number + 1)


def first_of(marker: str) -> str:
    """The marker with which a list of this kind begins: "III." → "I.", "đ)" → "a)", "2.4." → "2.1."."""
    return _renumbered(marker, lambda number: 1)


def _renumbered(marker: str, change: Callable[[int], int]) -> str:
    style = marker_style(marker)
    if style in (MarkerStyle.NONE, MarkerStyle.DASH, MarkerStyle.PLUS):
        return marker
    if style == MarkerStyle.LETTER:
        letter = point_letter(change(_letter_number(marker)))
        return (letter.upper() if marker[:1].isupper() else letter) + marker.strip()[-1:]
    number = change(ordinal(marker) or 0)
    found = re.search(r"\d+(?=\D*$)", marker)
    if found:
        return f"{marker[: found.start()]}{change(int(found[0]))}{marker[found.end() :]}"
    found = re.search(r"[IVXLC]+(?=[^IVXLC]*$)", marker)
    if found and style in (MarkerStyle.ROMAN, MarkerStyle.PART) and 1 <= number < 400:
        return f"{marker[: found.start()]}{roman(number)}{marker[found.end() :]}"
    return marker


def _letter_number(marker: str) -> int:
    """ "c)" → 3, "a1)" → 24: past the alphabet letters come again with a number."""
    letter, round_ = marker[0].casefold(), re.sub(r"\D", "", marker)
    place = POINT_LETTERS.find(letter)  # f, j, w, z are no letters of điểm: they count as the first
    return max(place, 0) + 1 + int(round_ or 0) * len(POINT_LETTERS)


# What stands under what where the plan has no example yet (Nghị định 30/2020, Phụ lục I, II.5).
_BELOW = {
    MarkerStyle.PART: "I.", MarkerStyle.ROMAN: "1.", MarkerStyle.ARTICLE: "1.", MarkerStyle.ARABIC: "a)",
    MarkerStyle.DECIMAL: "a)", MarkerStyle.LETTER: "-", MarkerStyle.DASH: "+", MarkerStyle.PLUS: "*",
    MarkerStyle.OTHER: "",
}  # fmt: skip
_SMALL = (MarkerStyle.DASH, MarkerStyle.PLUS, MarkerStyle.OTHER)


def _counts(line: Line) -> bool:
    """Whether other lines can stand beside or under this one: headings, and lines with a marker."""
    return line.kind == BlockKind.HEADING or (line.kind == BlockKind.PARAGRAPH and bool(line.marker))


def _parent(lines: Sequence[Line], index: int, level: int) -> Line | None:
    return next((each for each in reversed(lines[:index]) if _counts(each) and each.level < level), None)


def _beside(lines: Sequence[Line], index: int, level: int) -> tuple[Line | None, Line | None]:
    """The nearest lines of this level above and below in the same section."""
    near = (each for each in reversed(lines[:index]) if _counts(each) and each.level <= level)
    above = next(near, None)
    near = (each for each in lines[index + 1 :] if _counts(each) and each.level <= level)
    below = next(near, None)
    return (
        above if above is not None and above.level == level else None,
        below if below is not None and below.level == level else None,
    )


def reshaped(lines: Sequence[Line], index: int, level: int) -> Shape:
    """What the line at `index` becomes at another level of its part (Tab, Shift+Tab).

    It looks like its new siblings and goes on with their numbers; where it has none, like lines under a
    heading of the same kind elsewhere; else as Nghị định 30/2020 orders. Running text without a marker
    stays running text. At most one level deeper than the line above it, and never deeper than DEEPEST.
    """
    line = lines[index]
    level = _within(lines, index, level)
    running = line.kind == BlockKind.PARAGRAPH and not line.marker and line.text
    if level == line.level or running or line.kind in (BlockKind.TABLE, BlockKind.BASIS):
        return Shape(line.kind, level, line.marker)
    above, below = _beside(lines, index, level)
    if above is not None:
        return _like(line, above, following(above.marker), level)
    if below is not None:
        return _like(line, below, below.marker, level)
    under = _parent(lines, index, level)
    cousin = _cousin(lines, index, level, under)
    if cousin is not None:
        return _like(line, cousin, _under(first_of(cousin.marker), under), level)
    marker = _BELOW.get(marker_style(under.marker), "1.") if under is not None else "I."
    kind = line.kind if marker_style(marker) not in _SMALL and marker else BlockKind.PARAGRAPH
    return Shape(kind, level, marker)


def _within(lines: Sequence[Line], index: int, level: int) -> int:
    before = next((line for line in reversed(lines[:index]) if line.kind != BlockKind.TABLE), None)
    most = max(lines[index].level, min(DEEPEST, before.level + 1 if before is not None else 1))
    return max(1, min(level, most))


def _like(line: Line, sibling: Line, marker: str, level: int) -> Shape:
    title = len(line.text) <= _TITLE and not line.text.rstrip().endswith((".", ";", ":", ",", "…"))
    heading = sibling.kind == BlockKind.HEADING and (title or line.kind == BlockKind.HEADING)
    return Shape(BlockKind.HEADING if heading else BlockKind.PARAGRAPH, level, marker)


def _cousin(lines: Sequence[Line], index: int, level: int, under: Line | None) -> Line | None:
    """A line of this level under another line that is marked like `under`; the nearest above counts first."""
    wanted = marker_style(under.marker) if under is not None else None
    for i in chain(range(index - 1, -1, -1), range(index + 1, len(lines))):
        each = lines[i]
        if each.level != level or not _counts(each):
            continue
        parent = _parent(lines, i, level)
        if (marker_style(parent.marker) if parent is not None else None) == wanted:
            return each
    return None


def _under(marker: str, parent: Line | None) -> str:
    """A decimal number goes on from the number above it: "1.1." under "3." is "3.1."."""
    if marker_style(marker) != MarkerStyle.DECIMAL or parent is None:
        return marker
    above = bare(parent.marker)
    return f"{above}.1." if re.fullmatch(r"\d+(\.\d+)*", above) else marker


def next_line(lines: Sequence[Line], index: int) -> Shape:
    """What a new line behind the line at `index` (-1: the first of its part) looks like: one more of the same list."""
    if index < 0:
        return Shape(BlockKind.PARAGRAPH, 1, "")
    before = lines[index]
    if before.kind == BlockKind.TABLE:
        return Shape(BlockKind.PARAGRAPH, before.level, "")
    return Shape(before.kind, before.level, following(before.marker))


def family(lines: Sequence[Line], index: int) -> range:
    """The lines that stand under the line at `index` and go along when its level changes: the deeper ones behind it."""
    if not _counts(lines[index]):
        return range(index + 1, index + 1)
    end = index + 1
    while end < len(lines) and lines[end].level > lines[index].level:
        end += 1
    return range(index + 1, end)
