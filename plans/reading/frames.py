"""What the headings above a duty say for it: who leads, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plans.deadlines import DeadlineKind, DeadlineRule
from plans.reading.draft import PartyReading, Role, SectionReading
from plans.reading.parties import clean_unit, is_unit, split_parties, subject_of
from plans.reading.timing import Timing
from plans.reading.words import fold, starts_with_unit, starts_with_verb


@dataclass
class Frame:
    """What a heading says for the lines below it."""

    leads: tuple[PartyReading, ...] = ()
    deadline_text: str = ""
    deadline: DeadlineRule | None = None


class Frames:
    """The frame of each section, read once; a section inherits from the one it stands in."""

    def __init__(self, sections: Sequence[SectionReading], timing: Timing) -> None:
        self._sections = sections
        self._timing = timing
        self._known: dict[int, Frame] = {}

    def of(self, section: int | None) -> Frame:
        """Lead and time said by the headings above."""
        if section is None:
            return Frame()
        if section not in self._known:
            self._known[section] = self._read(section)
        return self._known[section]

    def _read(self, index: int) -> Frame:
        section = self._sections[index]
        above = self.of(section.parent)
        leads, phrase, rule = above.leads, above.deadline_text, above.deadline
        heading = section.heading
        if section.role is Role.ORGANISATION and section.parent is not None:
            named = heading_units(heading)
            leads = named or leads
        elif section.parent is not None and is_unit(heading) and not starts_with_verb(heading) and len(heading) < 120:
            # In the part on contents a title may be a unit, or a field of work that is called like one.
            field_name = re.match(
                r"(?:van hoa|tu phap|tai chinh|dia chinh|noi vu|ke toan|quan su|van thu|nganh|cap|bo may|co quan)\b",
                fold(heading),
            )
            leads = (
                leads if field_name and not re.search(r"\b(?:xa|phuong)$", fold(heading)) else split_parties(heading)
            )
        found = re.search(r"\(([^()]{4,80})\)\s*$", heading)
        for candidate in ((found[1] if found else ""), heading if len(heading) < 60 else ""):
            if candidate and re.match(
                r"^(?:nhiem vu |cong viec |hoan thanh |thoi gian:? |trong |tu )*(?:quy|thang|6 thang|9 thang|"
                r"thuong xuyen|tu thang|truoc ngay|dinh ky)\b",
                fold(candidate),
            ):
                read = self._timing.parse(candidate)
                if read and read.kind is not DeadlineKind.OPEN:
                    phrase, rule = candidate, read
                    break
        return Frame(leads, phrase, rule)


def heading_units(heading: str) -> tuple[PartyReading, ...]:
    """The units a heading of the organisation part names; none where it names a kind of work."""
    subject, _at = subject_of(heading)
    if subject:
        return subject
    cleaned = clean_unit(heading)
    folded = fold(cleaned)
    if not cleaned or len(cleaned) > 220:
        return ()
    if starts_with_verb(cleaned) and not starts_with_unit(cleaned):
        return ()
    if re.match(
        r"(?:cong tac|ve |viec |nhiem vu|noi dung|thoi gian|che do|kinh phi|cac buoc|tien do|nguyen tac)", folded
    ):
        return ()
    return split_parties(cleaned)
