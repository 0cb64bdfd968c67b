"""The rows of an accepted reading: lines, tables, tasks, parties and clauses, in a fixed number of statements."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction

from core.decision import require
from core.text import fold
from documents.official import BlockKind, OfficialDocument, Table
from organisations.access import Access
from plans import rules
from plans.domain.bases import link_bases
from plans.domain.cells import row_words
from plans.domain.parties import PartyBook
from plans.domain.rereading import clause_rows
from plans.domain.tasks import stored
from plans.enums import AssignmentField, PartyRole
from plans.models import (
    Appendix,
    AssignmentBlock,
    Block,
    Plan,
    PlanTask,
    Recipient,
    TableRow,
    TaskUnit,
)
from plans.reading.columns import column_roles
from plans.reading.draft import PartyReading, Place, PlanReading, Region


@transaction.atomic
def write_plan(reading: PlanReading, *, by: Access, year: int) -> Plan:
    """The rows of a reading. A fixed number of statements, whatever its length."""
    require(rules.can_write_plans(by))
    assert by.organisation is not None
    document = reading.document
    head, signature = document.letterhead, document.signature
    plan = Plan.objects.create(
        organisation=by.organisation,
        year=year,
        type_name=document.type_name or "KẾ HOẠCH",
        title=document.title,
        parent_agency_lines=list(head.parent_agency),
        agency_lines=list(head.agency),
        number=head.number,
        symbol=head.symbol,
        place=head.place,
        date_text=head.date_text,
        addressees=list(document.addressees),
        authority_lines=list(signature.authority),
        signer_position=signature.position,
        signer_name=signature.name,
        auto_numbering=False,
        created_by_id=by.user_id,
    )
    writer = _Writer(plan, reading)
    writer.write_lines()
    writer.write_tasks(PartyBook(by.organisation))
    writer.write_clauses()
    Recipient.objects.bulk_create(
        Recipient(plan=plan, position=index, name=each.name, purpose=each.purpose)
        for index, each in enumerate(document.recipients)
    )
    return plan


class _Writer:
    """Writes one reading; keeps which row stands at which place."""

    def __init__(self, plan: Plan, reading: PlanReading) -> None:
        self.plan, self.reading = plan, reading
        self.blocks: dict[Place, Block] = {}
        self.rows: dict[Place, TableRow] = {}
        self.assignments: list[AssignmentBlock] = []

    def write_lines(self) -> None:
        document: OfficialDocument = self.reading.document
        appendices = Appendix.objects.bulk_create(
            Appendix(plan=self.plan, position=i, label=each.label, title=each.title, indication=each.indication)
            for i, each in enumerate(document.appendices)
        )
        self.assignments = AssignmentBlock.objects.bulk_create(
            AssignmentBlock(
                plan=self.plan,
                lead_text="; ".join(party.name for party in each.leads),
                coordinating_text="; ".join(party.name for party in each.coordinating),
                deadline_text=each.deadline_text,
                deadline=stored(each.deadline),
            )
            for each in self.reading.assignments
        )
        spoken_for = {
            line: (self.assignments[i], position)
            for i, each in enumerate(self.reading.assignments)
            for position, line in enumerate(each.lines)
        }
        parts: list[tuple[Region, int, tuple[Any, ...]]] = [
            (Region.PREAMBLE, 0, document.preamble),
            (Region.BODY, 0, document.body),
            *((Region.APPENDIX, i, each.blocks) for i, each in enumerate(document.appendices)),
        ]
        made: list[tuple[Place, Block]] = []
        for region, number, blocks in parts:
            for index, block in enumerate(blocks):
                place = Place(region, index, appendix=number)
                assignment = spoken_for.get(place)
                made.append(
                    (
                        place,
                        Block(
                            plan=self.plan,
                            region=region,
                            appendix=appendices[number] if region == Region.APPENDIX else None,
                            position=len(made),
                            kind=block.kind,
                            level=block.level,
                            marker=block.marker,
                            text=block.text,
                            role=self.reading.roles.get(place, "") or "",
                            columns=columns_of(block.table) if block.table else [],
                            assignment=assignment[0] if assignment else None,
                            assignment_field=_assignment_field(block.text) if assignment else "",
                        ),
                    )
                )
        Block.objects.bulk_create(block for _, block in made)
        self.blocks = dict(made)
        rows: list[tuple[Place, TableRow]] = []
        for region, number, blocks in parts:
            for index, block in enumerate(blocks):
                if block.kind != BlockKind.TABLE or block.table is None:
                    continue
                owner = self.blocks[Place(region, index, appendix=number)]
                rows += [
                    (
                        Place(region, index, row=i, appendix=number),
                        TableRow(block=owner, position=i, kind=row.kind, cells=list(row.cells)),
                    )
                    for i, row in enumerate(block.table.rows)
                ]
        TableRow.objects.bulk_create((row for _, row in rows), batch_size=500)
        self.rows = dict(rows)

    def write_tasks(self, book: PartyBook) -> None:
        tasks: list[PlanTask] = []
        for index, each in enumerate(self.reading.tasks):
            row = self.rows.get(each.place)
            block = None if row else self.blocks[replace(each.place, row=None)]
            lent = self.reading.assignments[each.assignment] if each.assignment is not None else None
            task = PlanTask(
                plan=self.plan,
                block=block,
                row=row,
                position=index,
                text=each.text,
                excerpt=bool(each.excerpt),
                tracked=each.is_followed,
                lead_text="" if lent and each.leads == lent.leads else _joined(each.leads),
                coordinating_text="" if lent and each.coordinating == lent.coordinating else _joined(each.coordinating),
                deadline_text="" if lent and each.deadline_text == lent.deadline_text else each.deadline_text,
                result_text=each.result,
                index_name=each.index,
                assignment=self.assignments[each.assignment] if each.assignment is not None else None,
            )
            # Borrowed words are the block's; a meaning of one's own is kept even where the words are borrowed.
            own_meaning = bool(task.deadline_text) or (lent is not None and each.deadline != lent.deadline)
            task.deadline = stored(each.deadline) if own_meaning else None
            if row is not None:  # the cells are the printed words; the parties below are what they mean
                for name, words in row_words(row, row.block.columns).items():
                    if name != "text" and words:
                        setattr(task, name, words)
            task.search = fold(f"{task.text} {task.lead_text}")
            tasks.append(task)
        PlanTask.objects.bulk_create(tasks, batch_size=500)
        merged = []
        for task, each in zip(tasks, self.reading.tasks, strict=True):
            if each.merged and each.same_as is not None:
                other = tasks[each.same_as]
                printed, in_row = (other, task) if task.row_id else (task, other)
                printed.same_as = in_row
                merged.append(printed)
        PlanTask.objects.bulk_update(merged, ["same_as"])
        parties: list[TaskUnit] = []
        for task, each in zip(tasks, self.reading.tasks, strict=True):
            if task.lead_text or (each.assignment is None and each.leads):
                parties += self._parties(book, PartyRole.LEAD, each.leads, task=task)
            if task.coordinating_text:
                parties += self._parties(book, PartyRole.COORDINATE, each.coordinating, task=task)
        for row_, lent_ in zip(self.assignments, self.reading.assignments, strict=True):
            parties += self._parties(book, PartyRole.LEAD, lent_.leads, assignment=row_)
            parties += self._parties(book, PartyRole.COORDINATE, lent_.coordinating, assignment=row_)
        TaskUnit.objects.bulk_create(parties, batch_size=500)

    def _parties(
        self, book: PartyBook, role: str, names: tuple[PartyReading, ...], **owner: PlanTask | AssignmentBlock
    ) -> list[TaskUnit]:
        out = []
        for position, each in enumerate(names):
            party = book.party(each.name)
            party.plan, party.role, party.position = self.plan, role, position
            for name, value in owner.items():
                setattr(party, name, value)
            out.append(party)
        return out

    def write_clauses(self) -> None:
        def where(place: Place) -> tuple[Block | None, TableRow | None]:
            return self.blocks.get(replace(place, row=None)), self.rows.get(place)

        for kind, rows in clause_rows(self.plan, self.reading, where).items():
            kind._default_manager.bulk_create(rows)
        link_bases(self.plan)


def _joined(parties: tuple[PartyReading, ...]) -> str:
    return "; ".join(party.name for party in parties)


def columns_of(table: Table) -> list[dict[str, str]]:
    """Titles and roles of a table's columns, by their names (plans.reading.columns)."""
    roles = column_roles(table)
    return [{"title": title, "role": role} for title, role in zip(table.columns, roles, strict=True)]


def _assignment_field(text: str) -> str:
    label = fold(text.partition(":")[0])
    if "phoi hop" in label:
        return AssignmentField.COORDINATE
    if any(word in label for word in ("thoi gian", "thoi han", "tien do", "hoan thanh")):
        return AssignmentField.DEADLINE
    return AssignmentField.LEAD
