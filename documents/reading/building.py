"""What every file reader needs: the limits, and a builder that numbers lines and keeps within them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from documents.reading.letters import UNSEEN
from documents.reading.source import Source, SourceLine, SourceTable, UnreadableFile

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much of a stranger's file is worth reading. Over any of them the file is refused with a sentence.

    Sizes in bytes, times in seconds of wall clock. `memory` caps the separate process that
    reads a PDF; without a separate process neither `seconds` nor `memory` can interrupt
    a hostile page, so only trusted bytes (our own prints, tests) are read in place.
    """

    file_bytes: int = 20 * MIB
    unpacked_bytes: int = 200 * MIB  # declared size of all parts of a .docx
    part_bytes: int = 32 * MIB  # one part actually unpacked; lxml needs about ten times that
    tags: int = 2_000_000  # opening and closing tags in one part; a tree of a million elements takes about 200 MB
    ratio: int = 250  # unpacked to packed, for parts over 4 MiB: honest tables stay below 60
    parts: int = 4000
    pages: int = 200
    characters: int = 2_000_000
    items: int = 60_000
    seconds: float = 60.0
    memory: int = 1536 * MIB
    separate_process: bool = True


_SPACES = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000\t]+")


def tidy(text: str) -> str:
    """One line of text in composed letters, single spaces, without characters that do not show."""
    return _SPACES.sub(" ", UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()


class SourceBuilder:
    """Collects lines and tables in reading order. Raises UnreadableFile when there is too much of it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.items: list[SourceLine | SourceTable] = []
        self.notes: list[str] = []
        self.next_number = 1
        self._characters = 0
        self._cells = 0

    def line(self, text: str, **flags: bool | int | None) -> None:
        """Add one line; empty ones are left out, since spacing on paper is not text."""
        text = tidy(text)
        if not text:
            return
        self._count(len(text))
        line = SourceLine(self.next_number, text)
        self.items.append(replace(line, **flags) if flags else line)  # type: ignore[arg-type]
        self.next_number += 1

    def table(self, rows: list[list[str | None]], *, page: int | None = None, landscape: bool | None = None) -> None:
        """Add a table; it takes one line number for each row. A table without any text is left out."""
        if not any(cell for row in rows for cell in row):
            return
        width = max(len(row) for row in rows)
        self._count(sum(len(cell or "") for row in rows for cell in row), width * len(rows))
        even = tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)
        self.items.append(SourceTable(self.next_number, even, page=page, landscape=landscape))
        self.next_number += len(rows)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes and len(self.notes) < 200:
            self.notes.append(sentence)

    def source(self) -> Source:
        return Source(tuple(self.items), tuple(self.notes))

    def _count(self, characters: int, cells: int = 0) -> None:
        self._characters += characters
        self._cells += cells
        if (
            self._characters > self.limits.characters
            or self._cells > self.limits.characters
            or self.next_number > self.limits.items
        ):
            raise UnreadableFile(
                "Tệp có quá nhiều chữ so với một văn bản hành chính. Hãy tách lấy riêng bản kế hoạch rồi tải lên lại."
            )
