"""A plan's rows as the plain facts its checks take: a fixed number of queries, whatever its length."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.text import fold
from documents.official import Block as PrintedBlock
from documents.official import BlockKind, OfficialDocument, RowKind
from plans.deadlines import DeadlineRule, from_json
from plans.enums import PartyKind, PartyRole
from plans.models import (
    Appendix,
    AssignmentBlock,
    Block,
    DisclosureClause,
    LegalBasis,
    Plan,
    PlanTask,
    ReportingClause,
    TableRow,
    TaskUnit,
)
from plans.readiness import facts
from plans.readiness.citations import cited_numbers
from plans.readiness.facts import PlanFacts
from plans.readiness.problem import PLAN, Spot
from plans.reading.bases import read_bases
from plans.reading.draft import Place, Region, Role
from plans.reading.reports import read_reports
from plans.reading.roles import is_closing, role_of_heading
from plans.reading.sections import Outline
from plans.reading.timing import Timing
from reference.enums import Standing
from reference.models import LegalText
from reference.naming import NAMED_TYPES, is_named, short_name
from reference.numbers import number_key
from reference.queries import texts_with_number

MOST_CITED = 500  # documents named in one text that are looked up
_REGIONS = [Region.PREAMBLE.value, Region.BODY.value, Region.APPENDIX.value]
_REPORTING = frozenset({Role.CONTENT, Role.ORGANISATION, Role.REPORTING, Role.CLOSING})


def facts_of(plan: Plan, *, today: dt.date) -> PlanFacts:
    """Thirteen queries. Nothing of it is an opinion: the checks have those."""
    appendices = list(
        Appendix.objects.filter(plan=plan).values_list("pk", "label", "title", "indication").order_by("position")
    )
    lines, roles = _lines(plan, [row[0] for row in appendices])
    organisation = plan.organisation
    base = PlanFacts(
        today=today,
        year=plan.year,
        type_name=plan.type_name,
        title=plan.title,
        agency=tuple(plan.agency_lines),
        parent_agency=tuple(plan.parent_agency_lines),
        number=plan.number,
        symbol=plan.symbol,
        place_name=plan.place,
        date_text=plan.date_text,
        authority=tuple(plan.authority_lines),
        position=plan.signer_position,
        signer=plan.signer_name,
        office=facts.Office(
            organisation.name,
            organisation.short_name,
            tuple(organisation.predecessions.values_list("predecessor__short_name", flat=True)),
        ),
        lines=lines,
        appendices=tuple(facts.Appendix(*row) for row in appendices),
        recipients=tuple(facts.Recipient(each.name, each.purpose) for each in plan.recipients.all()),
        tasks=_tasks(plan, lines),
        disclosures=frozenset(
            (Spot.ROW, row) if row else (Spot.LINE, block or 0)
            for block, row in DisclosureClause.objects.filter(plan=plan).values_list("block", "row")
        ),
    )
    with_bases = _with_legal_texts(plan, base)
    return replace(with_bases, reports=_reports(plan, with_bases, roles))


def _lines(plan: Plan, appendices: Sequence[int]) -> tuple[tuple[facts.Line, ...], dict[int, str]]:
    """The lines in the order of the paper, and the role each was given."""
    rows: dict[int, list[facts.Row]] = defaultdict(list)
    for block_id, pk, cells, kind in (
        TableRow.objects.filter(block__plan=plan).order_by("position").values_list("block", "pk", "cells", "kind")
    ):
        rows[block_id].append(facts.Row(pk, tuple(cell or "" for cell in cells), RowKind(kind)))
    rank = {pk: index for index, pk in enumerate(appendices)}
    found = sorted(
        Block.objects.filter(plan=plan).values_list(
            "region", "appendix", "position", "pk", "key", "kind", "level", "marker", "text", "columns", "role"
        ),
        key=lambda row: (_REGIONS.index(row[0]), rank.get(row[1] or 0, 0), row[2], row[3]),
    )
    lines = tuple(
        facts.Line(
            id=pk, key=str(key), region=Region(region), appendix=appendix or 0, kind=BlockKind(kind), level=level,
            marker=marker, text=text, columns=tuple(column.get("title", "") for column in columns),
            rows=tuple(rows.get(pk, ())),
        )
        for region, appendix, _, pk, key, kind, level, marker, text, columns, _ in found
    )  # fmt: skip
    return lines, {row[3]: row[10] for row in found}


def _tasks(plan: Plan, lines: Sequence[facts.Line]) -> tuple[facts.Task, ...]:
    """The duties in the order of the paper, with the words of their assignment block counted in."""
    parties: dict[tuple[bool, int], tuple[list[facts.Party], list[facts.Party]]] = defaultdict(lambda: ([], []))
    for task_id, assignment_id, role, name, kind, unit in TaskUnit.objects.filter(plan=plan).values_list(
        "task", "assignment", "role", "name", "kind", "unit"
    ):
        owner = (True, task_id) if task_id else (False, assignment_id or 0)
        parties[owner][role == PartyRole.COORDINATE].append(facts.Party(name, kind == PartyKind.GROUP, unit))
    blocks = {
        row["pk"]: row
        for row in AssignmentBlock.objects.filter(plan=plan).values("pk", "lead_text", "deadline_text", "deadline")
    }
    none: dict[str, Any] = {"lead_text": "", "deadline_text": "", "deadline": None}
    place = {line.id: index for index, line in enumerate(lines)}
    row_of = {row.id: (line, index) for line in lines for index, row in enumerate(line.rows)}
    rules = _Rules()
    out: list[tuple[tuple[int, int, int], facts.Task]] = []
    for pk, block, row, text, tracked, same_as, lead, coordinating, words, deadline, assignment, person in (
        PlanTask.objects.filter(plan=plan).printed().values_list(
            "pk", "block", "row", "text", "tracked", "same_as", "lead_text", "coordinating_text", "deadline_text",
            "deadline", "assignment", "person",
        )
    ):  # fmt: skip
        line, index = row_of[row] if row in row_of else (lines[place[block]], -1)
        shared = blocks.get(assignment, none)
        own, common = parties[True, pk], parties[False, assignment or 0]
        takes_time = not words and bool(shared["deadline_text"])
        task = facts.Task(
            id=pk,
            line=line.id,
            key=line.key,
            text=text,
            tracked=tracked and same_as is None,
            lead_text=lead or shared["lead_text"],
            leads=tuple(own[0] if lead else common[0]),
            coordinating=tuple(own[1] if coordinating else common[1]),
            person=person is not None,
            deadline_text=shared["deadline_text"] if takes_time else words,
            rule=rules.of(shared["deadline"] if takes_time else deadline) if tracked else None,
            shared_time=assignment if takes_time else 0,
        )
        out.append(((place[line.id], index, pk), task))
    return tuple(task for _, task in sorted(out, key=lambda each: each[0]))


class _Rules:
    """Stored deadlines read back; the few different ones of a long table once each."""

    def __init__(self) -> None:
        self._known: dict[str, DeadlineRule] = {}

    def of(self, stored: Mapping[str, object] | None) -> DeadlineRule | None:
        if not stored:
            return None
        key = repr(stored)
        if key not in self._known:
            self._known[key] = from_json(stored)
        return self._known[key]


def _legal_fact(text: LegalText) -> facts.LegalFact:
    named = is_named(text.doc_type)
    return facts.LegalFact(
        name=_name(text),
        doc_type=text.doc_type,
        subject=text.subject,
        dated=text.dated,
        valid_from=text.valid_from,
        valid_until=text.valid_until,
        certain=text.standing == Standing.CHECKED,
        law=named,
        successor=_name(text.successor) if text.successor is not None else "",
    )


def _name(text: LegalText) -> str:
    """As one speaks of it; a law with its number, since several bore one name."""
    name = short_name(text.doc_type, text.number, text.subject)
    return f"{name} số {text.number}" if is_named(text.doc_type) and text.number else name


def _with_legal_texts(plan: Plan, base: PlanFacts) -> PlanFacts:
    """The bases as they are printed, and what the catalogue knows of every document that is named."""
    read = read_bases(tuple(PrintedBlock(line.kind, line.text) for line in base.preamble))
    cited = list(cited_numbers(base))[:MOST_CITED]
    numbers = {each.number for each in read} | {each.number for each in cited}
    by_number = {
        key: tuple(_legal_fact(text) for text in texts)
        for key, texts in texts_with_number(plan.organisation, numbers).items()
    }
    laws = tuple(
        _legal_fact(text)
        for text in LegalText.objects.usable_in(plan.organisation)
        .filter(doc_type__in=NAMED_TYPES)
        .select_related("successor")
        .order_by("-dated", "pk")
    )
    linked = {
        (block, number_key(number)): pk
        for block, number, pk in LegalBasis.objects.filter(plan=plan, legal_text__isnull=False).values_list(
            "block", "number", "legal_text"
        )
    }
    chosen = LegalText.objects.select_related("successor").in_bulk(linked.values()) if linked else {}
    bases = []
    for each in read:
        line = base.preamble[each.place.block]
        law = is_named(each.doc_type)
        pk = linked.get((line.id, number_key(each.number)))
        if pk in chosen:
            texts: tuple[facts.LegalFact, ...] = (_legal_fact(chosen[pk]),)
        else:
            texts = by_number.get(number_key(each.number), ()) or (_of_name(laws, each.subject) if law else ())
        bases.append(
            facts.Basis(
                line=line, doc_type=each.doc_type, number=each.number,
                dated=dt.date.fromisoformat(each.date_iso) if each.date_iso else None,
                issuer=each.issuer, subject=each.subject, law=law, texts=texts,
            )
        )  # fmt: skip
    found = tuple(replace(each, texts=by_number.get(number_key(each.number), ())) for each in cited)
    return replace(base, bases=tuple(bases), cited=found, laws=laws)


def _of_name(laws: Iterable[facts.LegalFact], name: str) -> tuple[facts.LegalFact, ...]:
    wanted = fold(name).strip(" .,;")
    return tuple(law for law in laws if fold(law.subject) == wanted)


def _reports(plan: Plan, base: PlanFacts, roles: Mapping[int, str]) -> tuple[facts.Report, ...]:
    """The reports the lines ask for.

    A stored clause speaks for its line while its words still stand there; a line that was changed since, or
    written after the last reading, is read anew.
    """
    lines = {line.id: line for line in base.lines}
    out: list[facts.Report] = []
    spoken: set[int] = set()
    for text, period, due, deadline, block in ReportingClause.objects.filter(plan=plan).values_list(
        "text", "period", "due_text", "deadline", "block"
    ):
        line = lines.get(block or 0)
        if line is not None and fold(due or text) not in fold(line.text):
            continue
        if line is not None:
            spoken.add(line.id)
        rule = from_json(deadline) if deadline else None
        out.append(facts.Report(line.place if line else PLAN, text, period, due, rule))
    known = _roles_of_lines(base, roles)
    fresh = [line for line in base.body if line.id not in spoken and _may_report(line, known[line.id])]
    document = OfficialDocument(body=tuple(PrintedBlock(BlockKind.PARAGRAPH, line.text) for line in fresh))
    outline = Outline(roles={Place(Region.BODY, index): known[line.id] for index, line in enumerate(fresh)})
    for each in read_reports(document, outline, Timing(base.year, base.dated)):
        line = fresh[each.place.block]
        out.append(facts.Report(line.place, each.text, each.period, each.due_rule, each.deadline))
    return tuple(out)


def _roles_of_lines(base: PlanFacts, roles: Mapping[int, str]) -> dict[int, Role]:
    """What each line of the body is for: its own role, else that of the heading above."""
    out: dict[int, Role] = {}
    stack: list[tuple[int, Role]] = []
    for line in base.body:
        if line.kind is BlockKind.HEADING:
            while stack and stack[-1][0] >= line.level:
                stack.pop()
            above = stack[-1][1] if stack else None
            own = roles.get(line.id)
            stack.append((line.level, Role(own) if own else role_of_heading(line.text, above)))
        own = roles.get(line.id)
        closing = line.kind is BlockKind.PARAGRAPH and is_closing(line.text)
        inherited = stack[-1][1] if stack else Role.OTHER
        out[line.id] = Role.CLOSING if closing else Role(own) if own else inherited
    return out


def _may_report(line: facts.Line, role: Role) -> bool:
    lower = line.text.lower()
    return line.kind is BlockKind.PARAGRAPH and role in _REPORTING and ("báo cáo" in lower or "tổng hợp" in lower)
