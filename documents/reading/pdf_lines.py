"""Letters on a page → words → pieces of lines.

A piece is a run of words on one line that belongs together; two pieces on the same line stand
in different columns. Coordinates are points from the bottom left corner.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from documents.reading.building import tidy
from documents.reading.legacy import font_converter, is_syllable
from documents.reading.pdf_page import Char, font_style

_WORD_GAP = 0.15  # of the type size: wider room between letters is a space (a real one is 0.25)
_COLUMN_GAP = 0.9  # of the type size: wider room may part two columns


@dataclass(frozen=True)
class Word:
    text: str
    x0: float
    x1: float
    bold: bool
    italic: bool


@dataclass(frozen=True)
class Piece:
    """Words side by side. `tag`: the paragraph the file itself says it belongs to, 0 where it does not say.

    `open_end` tells that a space was drawn after the last word: the word is complete.
    """

    words: tuple[Word, ...]
    base: float
    size: float
    tag: int = 0
    open_end: bool = False
    page: int = 1

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def italic(self) -> bool:
        return all(word.italic for word in self.words)


_ADDRESS = re.compile(r"://|www\.|@|\w\.[a-z]")


Row = list[Piece]  # the pieces of one line, from left to right


def rows_of(chars: Sequence[Char], tags: dict[int, int], page: int) -> list[Row]:
    """Lines from top to bottom. `tags`: MCID → paragraph number."""
    rows = (_pieces(_in_order(line), tags, page) for line in _baselines(chars))
    return [row for row in rows if row]


def _baselines(chars: Iterable[Char]) -> list[list[Char]]:
    """Letters grouped by line. Raised or lowered small letters join the line they stand at."""
    lines: list[list[Char]] = []
    base = size = 0.0
    for char in sorted(chars, key=lambda char: -char.base):
        middle = char.base + 0.3 * char.size
        if lines and base - 0.15 * size <= middle <= base + 0.75 * size:
            lines[-1].append(char)
            if char.size > size * 1.2:  # the line began with a raised figure: its own letters decide from here on
                base, size = char.base, char.size
        elif lines and char.size > size * 1.2 and base <= char.base + 0.75 * char.size and base - char.base < 6:
            lines[-1].append(char)
            base, size = char.base, char.size
        else:
            lines.append([char])
            base, size = char.base, char.size
    return lines


def _in_order(line: list[Char]) -> list[Char]:
    """From left to right, without the second copy of letters printed twice to look bold."""
    ordered = sorted(line, key=lambda char: char.x0)
    kept: list[Char] = []
    for char in ordered:
        twins = (
            other.text == char.text and not char.text.isspace() and abs(other.x0 - char.x0) < 0.12 * char.size
            for other in kept[-3:]
        )
        if not any(twins):
            kept.append(char)
    return kept


@dataclass
class _Draft:
    chars: list[Char]

    @property
    def x1(self) -> float:
        return max(char.x1 for char in self.chars)


def _pieces(line: list[Char], tags: dict[int, int], page: int) -> Row:
    drafts: list[_Draft] = []
    ended = True
    for char in line:
        if not char.text or char.text.isspace():
            ended = True
            continue
        joined = bool(drafts) and not ended and char.x0 - drafts[-1].x1 <= _WORD_GAP * char.size
        if joined or (drafts and unicodedata.combining(char.text[0])):
            drafts[-1].chars.append(char)
        else:
            drafts.append(_Draft([char]))
        ended = False
    if not drafts:
        return []
    sizes = [char.size for draft in drafts for char in draft.chars]
    size = statistics.median_high(sizes)
    row: Row = []
    for run in _columns(drafts, size):
        words = tuple(word for draft in run if (word := _word(draft.chars)) is not None)
        if not words:
            continue
        first = run[0].chars[0]
        base = statistics.median_high([char.base for draft in run for char in draft.chars])
        piece_size = statistics.median_high([char.size for draft in run for char in draft.chars])
        row.append(Piece(words, base, piece_size, tags.get(first.mark, 0), page=page))
    if row and ended:
        row[-1] = replace(row[-1], open_end=True)
    return row


def _columns(drafts: list[_Draft], size: float) -> Iterable[list[_Draft]]:
    """Part the words of a line where the room between two is far wider than between the others."""
    gaps = [after.chars[0].x0 - before.x1 for before, after in pairwise(drafts)]
    usual = statistics.median_low(gaps) if len(gaps) > 2 else 0.3 * size
    limit = max(_COLUMN_GAP * size, 2.2 * usual)
    start = 0
    for index, gap in enumerate(gaps, start=1):
        if gap > limit:
            yield drafts[start:index]
            start = index
    yield drafts[start:]


def _word(chars: list[Char]) -> Word | None:
    text = unicodedata.normalize("NFC", "".join(char.text for char in chars))
    convert = font_converter(chars[0].font)
    text = tidy(convert(text) if convert else text)
    if not text:
        return None
    bold, italic = font_style(chars[0].font)
    for char in chars[1:]:
        if char.font != chars[0].font:
            other = font_style(char.font)
            bold, italic = bold and other[0], italic and other[1]
    return Word(text, chars[0].x0, max(char.x1 for char in chars), bold, italic)


def joined(row: Row) -> Piece:
    """All the pieces of a line as one."""
    words = tuple(word for piece in row for word in piece.words)
    longest = max(row, key=lambda piece: piece.x1 - piece.x0)
    tag = row[0].tag if len({piece.tag for piece in row}) == 1 else 0
    return replace(row[-1], words=words, base=longest.base, size=longest.size, tag=tag)


def _is_torn(end: str, before: Piece, after: Piece, room: float) -> bool:
    """Whether a line end stands inside a word: after "/" or "-", or where a column is too narrow for the word.

    `end` is the word as far as it is known, `room` what is left of the first line in points.
    """
    if before.open_end:
        return False
    start = after.words[0].text
    if len(end) > 1 and (end[-1] == "/" or (end[-1] == "-" and start[0].isalnum())):
        return True
    letter = (after.words[0].x1 - after.words[0].x0) / len(start)
    return len(before.words) == 1 and room < 1.4 * letter and _halves(end, start)


def _halves(end: str, start: str) -> bool:
    """Whether two words that fill a narrow column are rather one torn word: "S|TT", "nghiên|g", "2021-202|5"."""
    if end[-1].isdigit() and start[0].isdigit():
        return True
    bare = start.rstrip(".,;:)")
    if not bare:
        return True
    if bare.startswith(("http", "www")):
        return False
    plain = is_syllable(re.split(r"[/-]", bare)[0])
    if len(end) >= 8 and _ADDRESS.search(end):
        return (bare[0].isalpha() or bare[0] in "./?=&_-" or "/" in bare) and not plain
    if any(letter.isdigit() for letter in bare) or not (end[-1].isalnum() and start[0].isalnum()):
        return False
    if end[-1].islower() and start[0].isupper():
        return False
    if end.isupper() and bare.isupper() and len(bare) > 2:  # UBND, HĐND
        return False
    return not plain or (end.isalpha() and not end.isupper() and not is_syllable(end))


def join_text(pieces: Sequence[Piece], room: Callable[[Piece], float]) -> str:
    """The words of consecutive lines of one paragraph. `room(line)` is what is left of a line in points."""
    text = pieces[0].text
    for before, after in pairwise(pieces):
        torn = _is_torn(text.rpartition(" ")[2], before, after, room(before))
        text += after.text if torn else " " + after.text
    return tidy(text)
