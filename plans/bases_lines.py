"""The lines of a plan's bases: where a new one belongs, how they end, in which order they would stand. Pure.

Nghị định 30/2020, Phụ lục I, mục II.6: one basis a line, each ends with ";", the last with ".". An office
that has ended its lines otherwise until now is followed. What people wrote is never put in another order
unless they ask for it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.text import fold, squeeze
from documents.official import Block, BlockKind, parse_date_text
from plans.bases import Citation, Cited
from plans.bases_force import NO_DOCUMENT, ForceKey, force_of
from plans.reading.bases import read_bases
from reference.naming import is_named

K = TypeVar("K")
_LEAD = re.compile(r"(?:Căn cứ|Thực hiện|Thi hành|Triển khai|Theo|Xét|Trên cơ sở|Tiếp theo)\b")
_ENDING = re.compile(r"\s*(?P<mark>[;.,])\s*$")


@dataclass(frozen=True)
class PreambleLine(Generic[K]):
    """One line before the first heading. `key` is whatever the caller knows the line by."""

    key: K
    text: str
    is_basis: bool

    @property
    def ending(self) -> str:
        found = _ENDING.search(self.text)
        return found["mark"] if found else ""


@dataclass(frozen=True)
class Endings:
    between: str = ";"
    last: str = "."


def preamble_line(key: K, kind: str, text: str) -> PreambleLine[K]:
    """Whether a line of the preamble is a basis: by its kind, or as prose that begins like one and does not lead
    over to the plan ("… như sau:")."""
    text = squeeze(text)
    prose = kind == BlockKind.PARAGRAPH and bool(_LEAD.match(text)) and not text.endswith(":")
    return PreambleLine(key, text, kind == BlockKind.BASIS or prose)


# A law that changes others names them: "Luật sửa đổi, bổ sung một số điều của Luật Khiếu nại, Luật Tố cáo ngày …".
_CHANGING = re.compile(
    r"(?P<type>Bộ luật|Luật|Pháp lệnh)\s+(?P<name>sửa đổi[^;]*?)(?:,?\s+số\s+(?P<number>\d[\w/-]*))?"
    r"(?P<day>,?\s+ngày\s[^;]*)?\s*[;.]?$"
)


def documents_in(text: str) -> list[Citation]:
    """The documents one line cites, in reading order."""
    changing = _CHANGING.search(squeeze(text))
    if changing:
        dated = parse_date_text(changing["day"] or "")
        return [Citation(changing["type"], changing["number"] or "", dated, "", changing["name"])]
    return [
        Citation(each.doc_type, each.number, _day(each.date_iso), each.issuer, each.subject)
        for each in read_bases((Block(BlockKind.BASIS, text),))
    ]


def _day(iso: str) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


def documents_cited(lines: Sequence[PreambleLine[K]]) -> list[Citation]:
    """The documents the bases of a preamble name."""
    return [each for line in lines if line.is_basis for each in documents_in(line.text)]


def force_of_line(text: str) -> ForceKey:
    """Of the first document it cites; a line without one stands behind all documents."""
    found = documents_in(text)
    return force_of(found[0]) if found else NO_DOCUMENT


def endings_of(lines: Sequence[PreambleLine[K]]) -> Endings:
    """How this preamble ends its bases. One line alone tells nothing: the regulation does."""
    bases = [line for line in lines if line.is_basis]
    if len(bases) < 2:
        return Endings()
    marks = Counter(line.ending for line in bases[:-1] if line.ending)
    between = marks.most_common(1)[0][0] if marks else ";"
    return Endings(between, bases[-1].ending or ".")


def laws_carry_numbers(lines: Sequence[PreambleLine[K]]) -> bool:
    """Whether this preamble prints the numbers of its laws, as many offices do though the regulation does not ask."""
    laws = [each for line in lines if line.is_basis for each in documents_in(line.text)[:1] if is_named(each.doc_type)]
    return bool(laws) and all(each.number for each in laws)


def lead_for(lines: Sequence[PreambleLine[K]], cited: Cited) -> str:
    """ "Căn cứ", or the word this preamble uses for documents of the same type ("Thực hiện Kế hoạch số …")."""
    for line in lines:
        found = documents_in(line.text) if line.is_basis else []
        lead = _LEAD.match(line.text)
        if lead and found and fold(found[0].doc_type) == fold(cited.doc_type):
            return lead[0]
    return "Căn cứ"


def place_for(lines: Sequence[PreambleLine[K]], cited: Cited) -> int:
    """The index in `lines` before which a new basis goes.

    Where people keep the order of force this is its place in it; where they do not, the place at which
    the fewest lines stand on the wrong side, the later one of equals. Without any basis: at the beginning.
    """
    wanted = force_of(cited)
    bases = [(index, force_of_line(line.text)) for index, line in enumerate(lines) if line.is_basis]
    if not bases:
        return 0
    forces = [force for _, force in bases]
    wrong = [
        sum(force > wanted for force in forces[:cut]) + sum(force < wanted for force in forces[cut:])
        for cut in range(len(bases) + 1)
    ]
    best = max(cut for cut, count in enumerate(wrong) if count == min(wrong))
    return bases[best][0] if best < len(bases) else bases[-1][0] + 1


@dataclass(frozen=True)
class Insertion(Generic[K]):
    """What to write: `text` behind the line `after` (None: first), and the neighbours' texts that end anew."""

    text: str
    after: K | None
    mended: dict[K, str]


def insertion_of(lines: Sequence[PreambleLine[K]], cited: Cited, citation: str) -> Insertion[K]:
    """The new line in the words, place and ending of this preamble."""
    place, endings = place_for(lines, cited), endings_of(lines)
    later = any(line.is_basis for line in lines[place:])
    text = f"{lead_for(lines, cited)} {citation}{endings.between if later else endings.last}"
    mended: dict[K, str] = {}
    before = [line for line in lines[:place] if line.is_basis]
    if before and not later and before[-1].ending != endings.between:
        mended[before[-1].key] = ended(before[-1].text, endings.between)
    return Insertion(text, lines[place - 1].key if place else None, mended)


def ended(text: str, mark: str) -> str:
    """The line with this mark at its end instead of the one it has."""
    return _ENDING.sub("", squeeze(text)) + mark


def in_order(lines: Sequence[PreambleLine[K]]) -> list[PreambleLine[K]]:
    """The bases alone, by force and day, with their endings put right. Lines of equal force keep their order."""
    bases = [line for line in lines if line.is_basis]
    endings = endings_of(lines)
    found = sorted(bases, key=lambda line: force_of_line(line.text))
    last = len(found) - 1
    return [
        PreambleLine(line.key, ended(line.text, endings.last if index == last else endings.between), True)
        for index, line in enumerate(found)
    ]
