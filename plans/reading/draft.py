"""What was understood of a plan: the reading that a person accepts, corrects or rejects.

It points into the `OfficialDocument` it was read from, so that each finding can be shown
beside its printed line. Pure values: no database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from documents.official import OfficialDocument
from documents.reading.place import Doubt, Fragment, Place, Region
from plans.deadlines import DeadlineRule

__all__ = [
    "AssignmentReading",
    "BasisReading",
    "DisclosureReading",
    "Doubt",
    "Fragment",
    "PartyReading",
    "Place",
    "PlanReading",
    "Region",
    "ReportReading",
    "Role",
    "SectionReading",
    "TargetReading",
    "TaskReading",
]


class Role(StrEnum):
    """What a part of the plan is for; a heading's role holds for what stands under it."""

    PREAMBLE = "preamble"
    OBJECTIVES = "objectives"  # mục đích, yêu cầu
    TARGETS = "targets"  # mục tiêu, chỉ tiêu
    CONTENT = "content"  # nội dung, nhiệm vụ, giải pháp
    DISCLOSURE = "disclosure"  # công khai, niêm yết
    BUDGET = "budget"  # kinh phí
    ORGANISATION = "organisation"  # tổ chức thực hiện
    REPORTING = "reporting"  # chế độ báo cáo
    CLOSING = "closing"  # "Trên đây là Kế hoạch …"
    OTHER = "other"


@dataclass(frozen=True)
class PartyReading:
    """A unit, body or group of words named as lead or as coordinating; spelt as printed."""

    name: str


@dataclass(frozen=True)
class AssignmentReading:
    """Lead, coordinating and time printed once for a group of lines (cơ quan phụ trách / phối hợp / thời gian).

    `lines` are the places of the printed lines themselves, `covers` the lines it speaks for.
    """

    lines: tuple[Place, ...]
    covers: tuple[Place, ...]
    leads: tuple[PartyReading, ...] = ()
    coordinating: tuple[PartyReading, ...] = ()
    deadline_text: str = ""
    deadline: DeadlineRule | None = None
    result: str = ""


@dataclass(frozen=True)
class TaskReading:
    """One duty. `text` is the duty as printed, without marker.

    `excerpt` is empty where the duty is the whole printed line, else the part of the line it is.
    `assignment` is the index of the block it inherits from; leads, coordinating and deadline are
    the effective ones (inherited ones included). `cites` are section paths of the same plan
    ("II.1") named in the text.
    """

    place: Place
    text: str
    section: str  # path of the section it stands in: "II.3", "III(2).1", "PL.I"
    excerpt: str = ""
    leads: tuple[PartyReading, ...] = ()
    coordinating: tuple[PartyReading, ...] = ()
    deadline_text: str = ""
    deadline: DeadlineRule | None = None
    result: str = ""
    index: str = ""  # "PAPI", "PAR INDEX", "SIPAS"
    assignment: int | None = None
    cites: tuple[str, ...] = ()
    same_as: int | None = None  # index of a task that says the same (bullet and appendix row)
    merged: bool = False  # a person said that it and `same_as` are one; the table row is followed
    tracked: bool | None = None  # a person's choice; None: followed when it has a lead or a deadline

    @property
    def is_followed(self) -> bool:
        """Theo dõi or chỉ in: by default a duty is followed only when somebody leads it or it has a time."""
        if self.tracked is not None:
            return self.tracked
        return bool(self.leads or self.deadline_text)


@dataclass(frozen=True)
class SectionReading:
    """A titled part of the plan. `path` is unique: markers joined by ".", a repeated one as "III(2)".

    `heading` is without marker and end punctuation; `parent` is an index into `PlanReading.sections`.
    """

    place: Place
    path: str
    marker: str
    heading: str
    level: int
    role: Role = Role.OTHER
    parent: int | None = None


@dataclass(frozen=True)
class BasisReading:
    """A document cited in the preamble. `number` includes the symbol ("9018/QĐ-UBND")."""

    place: Place
    doc_type: str
    number: str = ""
    date_iso: str = ""
    issuer: str = ""
    subject: str = ""


@dataclass(frozen=True)
class TargetReading:
    place: Place
    text: str
    metric: str = ""  # "%", "điểm", "hạng" …
    value: float | int | None = None
    comparator: str = ""  # ">=", "=", "<=" or ""


@dataclass(frozen=True)
class DisclosureReading:
    place: Place
    item: str
    channels: tuple[str, ...] = ()
    frequency: str = ""
    deadline: DeadlineRule | None = None


@dataclass(frozen=True)
class ReportReading:
    place: Place
    text: str
    period: str = ""  # "quarterly", "six-monthly", "annual", "monthly" …
    due_rule: str = ""
    deadline: DeadlineRule | None = None


@dataclass(frozen=True)
class PlanReading:
    document: OfficialDocument
    year: int | None = None
    agency_inferred: str = ""  # issuing agency taken from the body where no letterhead is printed
    sections: tuple[SectionReading, ...] = ()
    roles: dict[Place, Role] = field(default_factory=dict)  # of each heading and block
    bases: tuple[BasisReading, ...] = ()
    tasks: tuple[TaskReading, ...] = ()
    assignments: tuple[AssignmentReading, ...] = ()
    targets: tuple[TargetReading, ...] = ()
    disclosures: tuple[DisclosureReading, ...] = ()
    reports: tuple[ReportReading, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    lines: dict[Place, tuple[int, ...]] = field(default_factory=dict)  # original line numbers behind each place
    dropped: tuple[int, ...] = ()  # original lines that belong to no part (page chrome, repeated headers)
    removed: tuple[Fragment, ...] = ()  # pieces of kept lines that belong to no part (handwritten initials)
    notes: tuple[str, ...] = ()
    number_text: str = ""  # the document's number as printed, padding included
