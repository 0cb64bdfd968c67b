"""A plan as plain facts: what the checks are told, and nothing of where it is stored."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from documents.official import BlockKind, RowKind, parse_date_text
from documents.reading.place import Region
from plans.deadlines import DeadlineRule
from plans.readiness.problem import HEADER, SIGNING, Place, Spot
from plans.readiness.wording import day_words
from plans.reading.words import lower

DECREE = dt.date(2020, 3, 5)  # Nghị định 30/2020/NĐ-CP, in force from the day it was signed (Điều 37)


@dataclass(frozen=True)
class Row:
    id: int
    cells: tuple[str, ...]
    kind: RowKind = RowKind.DATA


@dataclass(frozen=True)
class Line:
    """One line; `appendix` is 0 in the text proper, `rows` those of a table."""

    id: int
    key: str = ""
    region: Region = Region.BODY
    appendix: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 1
    marker: str = ""
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def place(self) -> Place:
        return Place(Spot.LINE, self.id, self.id, self.key)

    @property
    def printed(self) -> str:
        return f"{self.marker} {self.text}".strip()

    def row_place(self, row: Row) -> Place:
        return Place(Spot.ROW, row.id, self.id, self.key)


@dataclass(frozen=True)
class Party:
    """A printed name of a task. `collective`: stands for many or for the whole office (UBND xã, các ban, ngành)."""

    name: str
    collective: bool = False
    unit: int | None = None


@dataclass(frozen=True)
class Task:
    """A duty with the words that hold for it, its own or those of its assignment block.

    `shared_time` is the assignment block whose time it takes over, 0 where the time is its own.
    `person`: somebody is in charge. `rule` is what the deadline words were understood as.
    """

    id: int
    line: int
    key: str
    text: str
    tracked: bool = True
    lead_text: str = ""
    leads: tuple[Party, ...] = ()
    coordinating: tuple[Party, ...] = ()
    person: bool = False
    deadline_text: str = ""
    rule: DeadlineRule | None = None
    shared_time: int = 0

    @property
    def place(self) -> Place:
        return Place(Spot.TASK, self.id, self.line, self.key)


@dataclass(frozen=True)
class LegalFact:
    """An entry of the catalogue. `certain`: somebody compared it with the document. `law`: cited by its name."""

    name: str
    doc_type: str = ""
    subject: str = ""
    dated: dt.date | None = None
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    certain: bool = False
    law: bool = False
    successor: str = ""


@dataclass(frozen=True)
class Basis:
    """A document cited in the preamble as it is printed there; `texts` are entries it can be."""

    line: Line
    doc_type: str
    number: str = ""
    dated: dt.date | None = None
    issuer: str = ""
    subject: str = ""
    law: bool = False
    texts: tuple[LegalFact, ...] = ()


@dataclass(frozen=True)
class Cited:
    """A document named by its number outside the preamble; `so`: with the word "số" before it."""

    place: Place
    words: str
    doc_type: str
    number: str
    so: bool = True
    texts: tuple[LegalFact, ...] = ()


@dataclass(frozen=True)
class Report:
    """A report the plan asks for. `period` as plans.reading names it ("quarterly+annual")."""

    place: Place
    text: str
    period: str = ""
    due_text: str = ""
    rule: DeadlineRule | None = None


@dataclass(frozen=True)
class Appendix:
    id: int
    label: str = ""
    title: str = ""
    indication: str = ""

    @property
    def place(self) -> Place:
        return Place(Spot.APPENDIX, self.id)

    @property
    def name(self) -> str:
        return self.label or self.title or "Phụ lục"


@dataclass(frozen=True)
class Recipient:
    name: str
    purpose: str = ""


@dataclass(frozen=True)
class Office:
    """Whose plan it is: "xã An Bình", "An Bình", and the names of those merged into it."""

    name: str = ""
    place: str = ""
    former: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A printed text with its place. `region` is None for the head, the titles of appendices and Nơi nhận."""

    text: str
    place: Place
    region: Region | None = None


_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){7,}")


class Printed:
    """All words of the plan as one text, so that a pattern runs once over three thousand rows."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = [each for each in pieces if each.text]
        self._starts: list[int] = []
        parts, at = [], 0
        for each in self.pieces:
            text = unicodedata.normalize("NFC", each.text)
            self._starts.append(at)
            parts.append(text)
            at += len(text) + 1
        self.text = "\n".join(parts)

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Piece]]:
        """Every match with the piece it begins in. Patterns are written not to run over a line break."""
        for found in pattern.finditer(self.text):
            yield found, self.piece_at(found.start())

    def find_lower(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Piece]]:
        """As `find`, in the text as small letters: many times faster than a pattern that ignores case."""
        for found in pattern.finditer(self.lower):
            yield found, self.piece_at(found.start())

    def piece_at(self, at: int) -> Piece:
        return self.pieces[bisect_right(self._starts, at) - 1]

    @cached_property
    def lower(self) -> str:
        """The text in small letters, as long as the text."""
        return lower(self.text)

    @cached_property
    def long_numbers(self) -> tuple[re.Match[str], ...]:
        """Runs of eight digits and more, also with spaces, dots and dashes between them."""
        return tuple(_LONG_NUMBER.finditer(self.text))

    def before(self, found: re.Match[str], most: int) -> str:
        """What stands before a match in its own line, at most so many characters."""
        return self.text[max(self.text.rfind("\n", 0, found.start()) + 1, found.start() - most) : found.start()]

    def sentence_around(self, found: re.Match[str], *, most: int = 160) -> str:
        """The words before and behind a match in its own line, at most so many on either side."""
        end = self.text.find("\n", found.end())
        end = min(len(self.text) if end < 0 else end, found.end() + most)
        return self.before(found, most) + self.text[found.start() : end]


@dataclass(frozen=True)
class PlanFacts:
    """`year` is the year the plan is for, `today` the day on which it is looked at."""

    today: dt.date
    year: int
    type_name: str = "KẾ HOẠCH"
    title: str = ""
    agency: tuple[str, ...] = ()
    parent_agency: tuple[str, ...] = ()
    number: str = ""
    symbol: str = "KH-UBND"
    place_name: str = ""
    date_text: str = ""
    authority: tuple[str, ...] = ()
    position: str = ""
    signer: str = ""
    office: Office = field(default_factory=Office)
    lines: tuple[Line, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    tasks: tuple[Task, ...] = ()
    bases: tuple[Basis, ...] = ()
    cited: tuple[Cited, ...] = ()
    laws: tuple[LegalFact, ...] = ()  # all laws of the catalogue, also those in force
    reports: tuple[Report, ...] = ()
    disclosures: frozenset[tuple[Spot, int]] = frozenset()  # lines and rows that order a disclosure

    @cached_property
    def dated(self) -> dt.date | None:
        """The day printed on the plan; None while it is blank."""
        return parse_date_text(self.date_text)

    @cached_property
    def day(self) -> dt.date:
        """The day the plan is judged by: its own, else today; a plan of a past year by the beginning of
        its printed month or of its year, so that nothing is held against it that came later.
        """
        if self.dated is not None:
            return self.dated
        if self.year >= self.today.year:
            return self.today
        month = re.search(r"tháng\s+(\d{1,2})\s+năm\s+(\d{4})", self.date_text)
        if month and 1 <= int(month[1]) <= 12 and int(month[2]) >= 1900:
            return dt.date(int(month[2]), int(month[1]), 1)
        return dt.date(self.year, 1, 1)

    @property
    def day_name(self) -> str:
        """ "ngày của kế hoạch (01/4/2024)", "hôm nay (21/11/2026)"."""
        if self.dated is not None:
            return f"ngày của kế hoạch ({day_words(self.dated)})"
        if self.day == self.today:
            return f"hôm nay ({day_words(self.today)})"
        return f"ngày {day_words(self.day)}"

    @property
    def before_decree(self) -> bool:
        """Older than Nghị định 30/2020: its form followed other rules."""
        return self.day < DECREE

    @cached_property
    def main(self) -> tuple[Line, ...]:
        """Preamble and body."""
        return tuple(line for line in self.lines if line.region is not Region.APPENDIX)

    @cached_property
    def body(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.region is Region.BODY)

    @cached_property
    def preamble(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.region is Region.PREAMBLE)

    @cached_property
    def parts(self) -> tuple[tuple[Line, ...], ...]:
        """The lines that are numbered together: preamble, body, each appendix."""
        found: dict[tuple[Region, int], list[Line]] = {}
        for line in self.lines:
            found.setdefault((line.region, line.appendix), []).append(line)
        return tuple(tuple(lines) for lines in found.values())

    @cached_property
    def followed(self) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks if task.tracked)

    @cached_property
    def printed(self) -> Printed:
        pieces = [Piece(" ".join((*self.parent_agency, *self.agency)), HEADER), Piece(self.title, HEADER)]
        for line in self.lines:
            pieces.append(Piece(line.text, line.place, line.region))
            for row in line.rows:
                pieces.append(Piece("\n".join(filter(None, row.cells)), line.row_place(row), line.region))
        for each in self.appendices:
            pieces += [Piece(each.title, each.place), Piece(each.indication, each.place)]
        for recipient in self.recipients:
            pieces.append(Piece(f"{recipient.name} ({recipient.purpose})", SIGNING))
        pieces.append(Piece(self.signer, SIGNING))
        return Printed(pieces)

    @cached_property
    def prose(self) -> Printed:
        """Preamble and body alone, tables included: where a plan points to its appendices."""
        return Printed([each for each in self.printed.pieces if each.region in (Region.PREAMBLE, Region.BODY)])

    @cached_property
    def years(self) -> tuple[int, int | None]:
        """First and last year the plan speaks for, by its title; the last is None for "và những năm tiếp theo"."""
        named = [int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", self.title)]
        opened = re.search(r"những năm (?:tiếp theo|sau)", self.title, re.IGNORECASE)
        return min([self.year, *named]), None if opened else max([self.year, *named])
