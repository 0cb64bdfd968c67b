"""What another office's plan asks for, as proposals for a plan of one's own: duties, targets, reports, publications."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.text import fold, squeeze
from documents.official import Block, BlockKind, OfficialDocument, RowKind, Table
from plans.reading.columns import read_columns
from plans.reading.draft import Place, PlanReading, Region, Role
from plans.rolling.citing import clause_words
from plans.rolling.names import goes_on


class OfferKind(StrEnum):
    TASK = "task"
    TARGET = "target"
    DISCLOSURE = "disclosure"
    REPORT = "report"


class Call(StrEnum):
    """How a clause speaks to communes: it gives them the duty, lets them help, or only names them."""

    GIVEN = "given"
    HELP = "help"
    NAMED = "named"
    NONE = ""


# Into which section of the new plan it goes (plans.reading.draft.Role).
SECTION_OF = {
    OfferKind.TASK: "content",
    OfferKind.TARGET: "targets",
    OfferKind.DISCLOSURE: "content",
    OfferKind.REPORT: "reporting",
}


@dataclass(frozen=True)
class Standing:
    """Where a line or row stands: how it is named ("nhiệm vụ 1, mục II"), and the title it stands under."""

    clause: str
    heading: str = ""


@dataclass(frozen=True)
class Offer:
    """One clause of the superior's plan. `key` names it; `addressed` are the words that speak to communes ("" where
    none do), `call` how they do.

    `text` and the other words are as printed there; `role` is what its part of the plan is for. `task_id`
    is its row in the portal, where it has one.
    """

    key: str
    kind: OfferKind
    text: str
    clause: str = ""
    heading: str = ""
    deadline_text: str = ""
    result_text: str = ""
    lead_text: str = ""
    addressed: str = ""
    call: Call = Call.NONE
    task_id: int | None = None
    role: str = ""

    @property
    def is_given(self) -> bool:
        """Ticked when it is shown: the clause is for communes to do."""
        return self.call == Call.GIVEN

    @property
    def section(self) -> str:
        """The section of the new plan it belongs to, by its role."""
        if self.kind == OfferKind.TASK and self.role == Role.ORGANISATION:
            return Role.ORGANISATION.value
        return SECTION_OF[self.kind]


@dataclass(frozen=True)
class Paper:
    """The plan the proposals come from, and how it is cited. Unknown facts are blank."""

    doc_type: str
    number: str  # with its symbol: "97/KH-UBND"
    date_text: str
    issuer: str  # in full: "Ủy ban nhân dân tỉnh Hà Sơn"
    short_issuer: str  # "UBND tỉnh Hà Sơn"
    title: str
    year: int | None
    offers: tuple[Offer, ...] = ()

    @property
    def short(self) -> str:
        """ "Kế hoạch số 97/KH-UBND ngày 01 tháng 4 năm 2026 của UBND tỉnh Hà Sơn"."""
        words = [self.doc_type, f"số {self.number}" if self.number else "", self.date_text]
        return squeeze(" ".join(filter(None, [*words, f"của {self.short_issuer}" if self.short_issuer else ""])))

    def basis_of(self, offer: Offer) -> str:
        """What is kept with a duty: "nhiệm vụ 1, mục II Kế hoạch số …"."""
        return squeeze(f"{offer.clause} {self.short}")


def standings(document: OfficialDocument) -> dict[Place, Standing]:
    """Every line and every row of a document by its place."""
    out: dict[Place, Standing] = {}
    for region, number, label, blocks in _parts(document):
        titles: list[Block] = []
        for index, block in enumerate(blocks):
            place = Place(region, index, appendix=number)
            if block.kind == BlockKind.HEADING:
                titles = [title for title in titles if title.level < block.level]
                out[place] = Standing(_named(block.marker, titles, label), titles[-1].text if titles else "")
                titles.append(block)
                continue
            above = [title for title in titles if title.level < block.level or block.kind == BlockKind.TABLE]
            heading = above[-1].text if above else ""
            if block.table is not None:
                out |= _rows(place, block.table, above, label, heading)
            out[place] = Standing(_named(block.marker, above, label), heading)
    return out


def _parts(document: OfficialDocument) -> Iterator[tuple[Region, int, str, Sequence[Block]]]:
    yield Region.PREAMBLE, 0, "", document.preamble
    yield Region.BODY, 0, "", document.body
    for number, appendix in enumerate(document.appendices):
        yield Region.APPENDIX, number, appendix.label or "Phụ lục", appendix.blocks


def _named(marker: str, above: Sequence[Block], label: str, *, row: str = "", group: str = "") -> str:
    markers = [title.marker for title in above] + ([group] if group else [])
    return clause_words(marker, markers, appendix=label, row=row)


def _rows(place: Place, table: Table, above: Sequence[Block], label: str, heading: str) -> dict[Place, Standing]:
    at = read_columns(table).number
    group, title = "", heading
    out: dict[Place, Standing] = {}
    for index, row in enumerate(table.rows):
        if row.kind == RowKind.GROUP:
            group = (row.cells[0] or "") if row.cells else ""
            title = next((cell for cell in row.cells[1:] if cell), "") or group
            continue
        number = (row.cells[at] or "") if at is not None and at < len(row.cells) else ""
        named = _named("", above, label, row=number, group=group)
        out[replace(place, row=index)] = Standing(named, squeeze(title))
    return out


_COMMUNES = re.compile(
    r"\b(?:ubnd|uy ban nhan dan|dang uy|hdnd)?\s*(?:cac|cap|tung|moi|moi)\s+xa\b|\bcac dia phuong\b|\bdia phuong\b|"
    r"\bubnd xa\b|\bxa, phuong\b|\bcac phuong\b|\bcap xa\b|\bubnd cac xa\b|\bxa, thi tran\b"
)


def addressed_to(
    text: str, *, lead: str = "", coordinating: str = "", heading: str = "", names: Sequence[str]
) -> tuple[str, Call]:
    """The words of a clause that speak to communes, and how; ("", NONE) where none do.

    `names`: the office's own names, former ones included. Communes named in what another body leads are
    only its subject; an office named by its own name is meant.
    """
    own = next((found for words in (lead, heading, text) if (found := _own_name(words, names))), "")
    if own:
        return own, Call.GIVEN
    given = _communes(lead) or _communes(heading)
    if given:
        return given, Call.GIVEN
    named = _communes(text)
    if named and not lead.strip():
        return named, Call.GIVEN
    helping = _own_name(coordinating, names) or _communes(coordinating)
    if helping:
        return helping, Call.HELP
    return (named, Call.NAMED) if named else ("", Call.NONE)


def _own_name(words: str, names: Sequence[str]) -> str:
    for name in filter(None, names):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE):
            if not goes_on(words, found.end()):
                return name
    return ""


def _communes(words: str) -> str:
    found = _COMMUNES.search(fold(words))
    return _place_in(words, found.start(), found.end()) if found else ""


def _place_in(text: str, start: int, end: int) -> str:
    """The words of `text` behind a place of its folded form; squeezed text has as many letters folded as not."""
    plain = squeeze(text)
    return plain[start:end].strip() if len(fold(plain)) == len(plain) else "cấp xã"


def offers_of(reading: PlanReading, *, names: Sequence[str]) -> tuple[Offer, ...]:
    """The proposals of a plan that was read; what speaks to communes is told."""
    where = standings(reading.document)
    out: list[Offer] = []
    for index, task in enumerate(reading.tasks):
        if task.merged:
            continue
        stands = where.get(task.place, Standing(""))
        leads, others = ("; ".join(party.name for party in each) for each in (task.leads, task.coordinating))
        out.append(
            Offer(
                f"t{index}", OfferKind.TASK, task.text, stands.clause, stands.heading, task.deadline_text, task.result,
                leads, *addressed_to(task.text, lead=leads, coordinating=others, heading=stands.heading, names=names),
                role=_role_at(reading, task.place),
            )
        )  # fmt: skip
    duties = {task.place for task in reading.tasks}
    clauses: list[tuple[str, OfferKind, Place, str, str]] = [
        *((f"m{i}", OfferKind.TARGET, each.place, each.text, "") for i, each in enumerate(reading.targets)),
        *((f"c{i}", OfferKind.DISCLOSURE, each.place, each.item, each.frequency)
          for i, each in enumerate(reading.disclosures)),
        *((f"b{i}", OfferKind.REPORT, each.place, each.text, each.due_rule) for i, each in enumerate(reading.reports)),
    ]  # fmt: skip
    for key, kind, place, text, time in clauses:
        if place in duties:
            continue  # the line is offered as the duty it is
        stands = where.get(place, Standing(""))
        told, call = addressed_to(text, heading=stands.heading, names=names)
        out.append(Offer(key, kind, text, stands.clause, stands.heading, time, addressed=told, call=call))
    return tuple(out)


def _role_at(reading: PlanReading, place: Place) -> str:
    role = reading.roles.get(replace(place, row=None))
    return role.value if role else ""


def line_words(text: str, deadline_text: str) -> str:
    """The printed line of an accepted duty: the superior's words, and its time where the line does not say it."""
    words = squeeze(text).rstrip(" .;,")
    time = squeeze(deadline_text).strip(" .;()")
    if time and fold(time) not in fold(words):
        words = f"{words} ({time})"
    return f"{words}."
