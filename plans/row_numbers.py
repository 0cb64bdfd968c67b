"""The numbers in the first column of a table: which way they run, and the same way again after rows moved.

Only what is plainly a sequence is numbered anew: 1, 2, 3 through the whole table or from 1 in each group, and
I, II, III or A, B, C of the title rows. Any other numbers were put there by a person and stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.text import point_letter, roman
from plans.sheet import SheetRow

_PLAIN = re.compile(r"(?P<zero>0?)(?P<number>[1-9]\d{0,3})(?P<end>[.)]?)")
_MOST_TITLES = 399  # Roman numbers of an outline end there


@dataclass(frozen=True)
class NumberStyle:
    """`counts`: rows of duties are numbered in sequence; `restarts`: from 1 in each group. `width` 2 prints 01,
    `end` follows the number. `titles`: "roman" or "letters" where the title rows are numbered in sequence."""

    counts: bool = True
    restarts: bool = True
    width: int = 1
    end: str = ""
    titles: str = ""
    title_end: str = ""

    def number(self, count: int) -> str:
        return f"{count:0{self.width}d}{self.end}"

    def is_number(self, text: str) -> bool:
        return is_plain_number(text) and text.removesuffix(self.end)[-1:].isdigit() and text.endswith(self.end)

    def title_number(self, count: int) -> str:
        return (roman(count) if self.titles == "roman" else point_letter(count).upper()) + self.title_end

    def is_title_number(self, text: str) -> bool:
        bare = text.removesuffix(self.title_end) if self.title_end else text
        wanted = {"roman": r"[IVXLC]+", "letters": r"[A-ZĐ]\d?"}.get(self.titles)
        return wanted is not None and re.fullmatch(wanted, bare) is not None


def is_plain_number(text: str | None) -> bool:
    return text is not None and _PLAIN.fullmatch(text) is not None


def may_follow(text: str | None) -> bool:
    """Whether a number can be one that followed others: blank, 3, 03., II or B) – and not a person's own "3a"."""
    return not text or is_plain_number(text) or re.fullmatch(r"(?:[IVXLC]+|[A-ZĐ]\d?)[.)]?", text) is not None


def style_of(rows: Sequence[SheetRow], column: int) -> NumberStyle:
    """How the rows are numbered; a table without rows of duties is to be numbered from 1 in each group."""
    style = _duty_style(rows, column)
    titles = [text for row in rows if not row.is_data and (text := _cell(row, column))]
    for name in ("roman", "letters"):
        for end in ("", ".", ")"):
            wanted = replace(style, titles=name, title_end=end)
            if titles and titles == [wanted.title_number(count) for count in range(1, len(titles) + 1)][:_MOST_TITLES]:
                return wanted
    return style


def _duty_style(rows: Sequence[SheetRow], column: int) -> NumberStyle:
    if not any(row.is_data for row in rows):
        return NumberStyle()
    found: list[tuple[int, int]] = []  # (group, number)
    ends: set[str] = set()
    padded = False
    group = 0
    for row in rows:
        text = _cell(row, column)
        if not row.is_data:
            group += 1
        elif text:
            match = _PLAIN.fullmatch(text)
            if match is None:
                return NumberStyle(counts=False)
            found.append((group, int(match["number"])))
            ends.add(match["end"])
            padded = padded or bool(match["zero"])
    if len(ends) != 1:
        return NumberStyle(counts=False)
    style = NumberStyle(width=2 if padded else 1, end=ends.pop())
    numbers = [number for _, number in found]
    if numbers == _counted([group for group, _ in found]):
        return style
    through = numbers == list(range(1, len(numbers) + 1))
    return replace(style, restarts=False) if through else NumberStyle(counts=False)


def _counted(groups: Sequence[int]) -> list[int]:
    out: list[int] = []
    for index, group in enumerate(groups):
        out.append(out[-1] + 1 if index and groups[index - 1] == group else 1)
    return out


def renumbered(before: Sequence[SheetRow], after: Sequence[SheetRow], column: int) -> list[SheetRow]:
    """`after` with the numbers of `before` carried on. New rows without a number get one; a row that had none
    keeps none, and so does a cell merged with the one above."""
    style = style_of(before, column)
    kinds = {row.key: row.kind for row in before}
    count = titles = 0
    out = []
    for row in after:
        text = _cell(row, column)
        if text is None:
            out.append(row)
            continue
        fresh = kinds.get(row.key) != row.kind
        if row.is_data:
            free = fresh and (not text or style.is_title_number(text))
            if style.counts and (free or style.is_number(text)):
                count += 1
                text = style.number(count)
        else:
            count = 0 if style.restarts else count
            free = fresh and (not text or is_plain_number(text))
            if style.titles and (free or style.is_title_number(text)) and titles < _MOST_TITLES:
                titles += 1
                text = style.title_number(titles)
            elif fresh and row.key in kinds and is_plain_number(text):
                text = ""
        out.append(replace(row, cells=(*row.cells[:column], text, *row.cells[column + 1 :])))
    return out


def _cell(row: SheetRow, column: int) -> str | None:
    """None also where a row of an older paper has no such cell."""
    return row.cells[column] if column < len(row.cells) else None
