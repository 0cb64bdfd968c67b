"""What was received, before anyone reads it: lines and tables in their original order.

Text, Word and PDF files all become one `Source`; the original bytes are kept elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SourceLine:
    """One line as received. `number` counts from 1 in the order shown to a person.

    The style flags are None where the format does not say (plain text). `column` counts from 1
    where blocks stand side by side (letterhead, Nơi nhận and signature): every line of the left
    block comes first, then every line of the right one; None in the running text.
    `landscape` tells the orientation of the page.
    """

    number: int
    text: str
    bold: bool | None = None
    italic: bool | None = None
    centered: bool | None = None
    page: int | None = None
    column: int | None = None
    landscape: bool | None = None


@dataclass(frozen=True)
class SourceTable:
    """A table as received, header rows included. `number` is the line number of its first row.

    Cells are as received; None is a cell merged into the one above; a cell merged to the left
    is "" (one merged both ways is None in every row but the first). Paragraphs inside a cell are
    separated by a line feed. A tab-separated run of text lines is also a table. `row_numbers`
    are the line numbers of the rows; empty where they simply count on from `number`.
    """

    number: int
    rows: tuple[tuple[str | None, ...], ...]
    page: int | None = None
    landscape: bool | None = None
    row_numbers: tuple[int, ...] = ()

    def row_number(self, index: int) -> int:
        """The line number of one row."""
        return self.row_numbers[index] if self.row_numbers else self.number + index


@dataclass(frozen=True)
class Source:
    """The received text in reading order, with what was noticed on the way (Vietnamese sentences).

    `foot` holds the lines at the foot of the first page (ô 13: address, e-mail, phone); they
    belong to no place in the text. Page numbers are not kept.
    """

    items: tuple[SourceLine | SourceTable, ...]
    notes: tuple[str, ...] = field(default=())
    foot: tuple[str, ...] = ()


class UnreadableFile(Exception):
    """The file cannot be read. `str(error)` is a Vietnamese sentence that says what to do."""
