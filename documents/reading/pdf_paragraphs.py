"""Lines of a PDF → paragraphs: the breaks made by the width of the page are undone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from documents.reading.pdf_columns import Frame, Line
from documents.reading.pdf_lines import Piece, join_text

_ITEM = re.compile(
    r"^(?:[-–—+*•]\s|\(?[a-zđ]\d?\s?[.)]\s|\d{1,2}(?:\.\d{1,2}){0,3}\s?[.)]\s|[IVXL]{1,6}\s?[.)/]\s"
    r"|(?:Phần|Chương|Mục|Điều|Căn cứ|Nơi nhận)\b)"
)
_HANGING = 60.0  # points: the second line of an item begins at most this far right of its marker
_CLOSED = re.compile(r"[.;:!?]['\"”’)\]]*$")


@dataclass
class Paragraph:
    """Consecutive lines that belong together."""

    pieces: list[Piece]
    column: int | None = None

    @property
    def last(self) -> Piece:
        return self.pieces[-1]

    def text(self, right: float) -> str:
        return join_text(self.pieces, lambda piece: right - piece.x1)

    @property
    def bold(self) -> bool:
        return all(piece.bold for piece in self.pieces)

    @property
    def italic(self) -> bool:
        return all(piece.italic for piece in self.pieces)

    def centered(self, frame: Frame) -> bool:
        """Set in the middle: every line is, or the lines that are not full are."""
        short = [piece for piece in self.pieces if piece.x1 - piece.x0 < frame.width - 16]
        return bool(short) and all(frame.is_centred(piece) for piece in short)


@dataclass(frozen=True)
class Habits:
    """How this file is set: distance of lines within a paragraph by type size, and whether the tags can be believed."""

    pitch: dict[int, float] = field(default_factory=dict)
    tagged: bool = False
    spaced: bool = False  # paragraphs stand further apart than lines

    def is_apart(self, before: Piece, after: Piece) -> bool:
        usual = self.pitch.get(round(before.size), 1.2 * before.size)
        return before.base - after.base > usual + max(2.0, 0.15 * before.size)


def habits(pages: Sequence[Sequence[Line]]) -> Habits:
    """Learn the habits of a file from all its lines."""
    steps: dict[int, Counter[float]] = {}
    tag_lines: Counter[int] = Counter()
    untagged = total = 0
    for lines in pages:
        for line in lines:
            total += 1
            untagged += line.piece.tag == 0
            tag_lines[line.piece.tag] += 1
        for before, after in pairwise(lines):
            step = before.piece.base - after.piece.base
            size = round(before.piece.size)
            if (
                before.column == after.column
                and abs(before.piece.size - after.piece.size) < 0.5
                and 0 < step < 4 * size
            ):
                steps.setdefault(size, Counter())[round(step * 2) / 2] += 1
    pitch: dict[int, float] = {}
    spaced = False
    for size, counted in steps.items():
        often = [step for step, count in counted.items() if count >= 0.12 * counted.total()]
        pitch[size] = min(often) if often else min(counted)
        spaced = spaced or any(step > pitch[size] + 2 for step in often)
    del tag_lines[0]
    tagged = total > 0 and untagged <= 0.1 * total and any(count > 1 for count in tag_lines.values())
    return Habits(pitch, tagged, spaced)


def paragraphs(lines: Sequence[Line], frames: dict[int, Frame], manner: Habits) -> list[Paragraph]:
    """Join the lines of one stretch of text (it may run over several pages). `frames` by page."""
    found: list[Paragraph] = []
    for line in lines:
        if found and found[-1].column == line.column and _goes_on(found[-1], line, frames[line.piece.page], manner):
            found[-1].pieces.append(line.piece)
        else:
            found.append(Paragraph([line.piece], line.column))
    return found


def _goes_on(paragraph: Paragraph, line: Line, frame: Frame, manner: Habits) -> bool:
    before, after = paragraph.last, line.piece
    if manner.tagged and before.tag and after.tag:
        if before.tag == after.tag:
            return True
        if before.page == after.page:  # some printers give each page's part of a paragraph its own tag
            return False
    if abs(before.size - after.size) > 1.0 or (before.italic != after.italic and before.bold != after.bold):
        return False
    first = paragraph.pieces[0]
    same_page = before.page == after.page
    if same_page and manner.is_apart(before, after):
        return False
    if line.column is not None:
        # In a block beside another only list items (Nơi nhận) are long enough to be broken.
        return first.text.startswith(("-", "–", "+")) and not (_CLOSED.search(before.text) or _ITEM.match(after.text))
    room = frame.right - before.x1
    full = room < 2 or room < after.words[0].x1 - after.words[0].x0 + 0.25 * after.size
    if frame.is_centred(after) and after.bold and before.bold:  # a title over two lines
        return full and not _CLOSED.search(before.text)
    if not full:
        return False
    indent = first.x0 - frame.left
    if indent > 4 and len(paragraph.pieces) == 1 and abs(after.x0 - first.x0) < 2:
        # A block set in from the margin, or the next paragraph with the same first line?
        return manner.spaced and same_page and not _ITEM.match(after.text)
    if len(paragraph.pieces) > 1 and abs(after.x0 - paragraph.pieces[1].x0) > 4:
        return False
    if len(paragraph.pieces) == 1 and after.x0 > first.x0 + (_HANGING if _ITEM.match(first.text) else 4):
        return False
    # Where nothing but the words tells one paragraph from the next, an item after a closed sentence begins a new one.
    words_only = indent <= 4 and not manner.spaced
    return not (words_only and _ITEM.match(after.text) and _CLOSED.search(before.text))
