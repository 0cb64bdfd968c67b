"""Where a finding stands in an official document, and what about it a person should settle."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Region(StrEnum):
    PREAMBLE = "preamble"
    BODY = "body"
    APPENDIX = "appendix"


@dataclass(frozen=True, order=True)
class Place:
    """Where a finding stands: block index in its region; row index inside a table block."""

    region: Region
    block: int
    row: int | None = None
    appendix: int = 0  # index of the appendix where region is APPENDIX


@dataclass(frozen=True)
class Doubt:
    """Something a person should settle. `field` names what is doubted ("letterhead.number", "task.3.deadline").

    `line` is the number of the original line (0: no single line); `sentence` is Vietnamese and says what to do.
    """

    field: str
    sentence: str
    line: int = 0
    place: Place | None = None
    guess: str = ""

    @property
    def key(self) -> str:
        """What this doubt is remembered by when a person has settled it."""
        return f"{self.field}:{self.line}"


@dataclass(frozen=True)
class Fragment:
    """A piece of a kept line that belongs to no part of the document: a handwritten initial, "(Đã ký)"."""

    line: int
    text: str
