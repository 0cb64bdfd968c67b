"""From a received text to a plan: read, let a person correct, accept. Nothing is a plan before that."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from django.db import transaction

from audit.record import record
from core.codec import from_plain, to_plain
from core.decision import require
from core.exceptions import DomainError
from core.text import fold
from documents.domain import work
from documents.domain.attachments import store_file
from documents.models import WorkItem
from documents.official import BlockKind, OfficialDocument, Table
from documents.reading.files import Kind, read_file, sniff
from documents.reading.source import Source, UnreadableFile
from documents.reading.text import read_text
from organisations.access import Access
from organisations.models import Organisation
from plans import rules
from plans.domain.parties import PartyBook
from plans.domain.saving import save_seen
from plans.domain.tasks import row_words, stored
from plans.enums import AssignmentField, ColumnRole, ImportState, PartyRole
from plans.models import (
    Appendix,
    AssignmentBlock,
    Block,
    DisclosureClause,
    LegalBasis,
    Plan,
    PlanImport,
    PlanTask,
    Recipient,
    ReportingClause,
    TableRow,
    Target,
    TaskUnit,
)
from plans.reading.columns import read_columns
from plans.reading.draft import Doubt, PartyReading, Place, PlanReading, Region
from plans.reading.reader import read_plan

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
}


# Larger files take seconds to read and are left to the worker.
READ_NOW_BYTES = 600_000
READ = "read_plan"


def read_received(*, name: str, data: bytes | None, text: str) -> Source:
    """The received file or pasted text as lines. Raises DomainError with the reader's sentence."""
    try:
        return read_file(name, data) if data is not None else read_text(text)
    except UnreadableFile as error:
        raise DomainError(str(error)) from error


def start_import(
    *, by: Access, name: str, data: bytes | None = None, text: str = "", submission_key: uuid.UUID | None = None
) -> PlanImport:
    """Read a received text and keep it, with its original, for a person to go through.

    A large file is read by the worker (state READING until then). Raises DomainError with a
    Vietnamese sentence when it cannot be read. The same `submission_key` sent twice gives the row
    made the first time.
    """
    require(rules.can_write_plans(by))
    assert by.organisation is not None
    if submission_key:
        known = PlanImport.objects.of(by).filter(submission_key=submission_key).first()
        if known is not None:
            return known
    # What no reader takes is refused at once, however large; the sentence is the reader's.
    later = data is not None and len(data) > READ_NOW_BYTES and sniff(data) in (Kind.DOCX, Kind.PDF)
    read = None if later else read_received(name=name, data=data, text=text)
    with transaction.atomic():
        raw = data if data is not None else text.encode()
        ending = name.rsplit(".", 1)[-1].lower() if data is not None else "txt"
        original = store_file(
            organisation=by.organisation,
            name=name or "van-ban-dan-vao.txt",
            data=raw,
            content_type=CONTENT_TYPES.get(ending, "application/octet-stream"),
            by=by,
        )
        imported = PlanImport.objects.create(
            organisation=by.organisation,
            name=(name or "Văn bản dán vào")[:255],
            original=original,
            state=ImportState.READING,
            created_by_id=by.user_id,
            submission_key=submission_key,
        )
        if read is not None:
            _keep_reading(imported, read)
        else:
            work.ask_for(READ, organisation=by.organisation, key=str(imported.pk), by=by)
        record("Đọc văn bản", imported, by=by, note=hashlib.sha256(raw).hexdigest()[:16])
    return imported


def _keep_reading(imported: PlanImport, source: Source) -> None:
    try:
        reading = with_own_letterhead(read_plan(source), imported.organisation)
    except UnreadableFile as error:
        raise DomainError(str(error)) from error
    imported.source, imported.draft = to_plain(source), to_plain(reading)
    imported.name = (reading.document.title or imported.name)[:255]
    imported.state = ImportState.READ
    imported.save()


def read_work(item: WorkItem) -> None:
    """The handler of READ: reads a large file in the worker; a refusal is kept for the person."""
    imported = PlanImport.objects.select_related("organisation", "original").get(pk=int(item.key))
    if imported.state != ImportState.READING or imported.original is None:
        return
    with imported.original.file.open("rb") as file:
        data = file.read()
    try:
        _keep_reading(imported, read_received(name=imported.original.name, data=data, text=""))
    except DomainError as error:
        imported.state, imported.error = ImportState.FAILED, str(error)
        imported.save(update_fields=["state", "error", "updated_at"])


def with_own_letterhead(reading: PlanReading, organisation: Organisation) -> PlanReading:
    """Where no letterhead is printed: the agency the body names, else the organisation's own; the person is told."""
    head = reading.document.letterhead
    if head.agency:
        return reading
    named = reading.agency_inferred
    ours = not named or fold(organisation.short_name) in fold(named)
    lines = tuple(organisation.agency_lines) if ours else letterhead_lines(named)
    if not lines:
        return reading
    sentence = f"Văn bản không in tên cơ quan ban hành; hệ thống điền “{' '.join(lines)}”. Hãy sửa nếu không đúng."
    if not ours:
        sentence = f"Văn bản nói là của {named}, không phải của {organisation.name}. Hãy kiểm tra trước khi nhận."
    doubt = Doubt(field="letterhead.agency", sentence=sentence, guess=" ".join(lines))
    document = reading.document.with_letterhead(
        agency=lines,
        parent_agency=head.parent_agency or (tuple(organisation.parent_agency_lines) if ours else ()),
    )
    others = tuple(each for each in reading.doubts if each.field != doubt.field)
    return replace(reading, document=document, doubts=(doubt, *others))


def letterhead_lines(agency: str) -> tuple[str, ...]:
    """ "UBND xã Phù Linh" → ("ỦY BAN NHÂN DÂN", "XÃ PHÙ LINH"), as ô 2 prints it."""
    found = re.match(r"(?:UBND|[Ủủ]y ban nhân dân|Uỷ ban nhân dân)\s+(.+)", agency)
    return ("ỦY BAN NHÂN DÂN", found[1].upper()) if found else (agency.upper(),)


def reading_of(imported: PlanImport) -> PlanReading:
    return from_plain(PlanReading, imported.draft)


def source_of(imported: PlanImport) -> Source:
    return from_plain(Source, imported.source)


@transaction.atomic
def correct_import(
    imported: PlanImport,
    *,
    by: Access,
    seen: int,
    change: Callable[[PlanReading], PlanReading],
    settles: Collection[str] = (),
) -> PlanImport:
    """Apply one correction to the waiting reading; `settles` are keys of doubts it answers.

    Raises EditConflict when somebody else corrected it since `seen`.
    """
    _require_open(imported, by)
    try:
        imported.draft = to_plain(change(reading_of(imported)))
    except IndexError:
        raise DomainError("Dòng này không còn trong bản đọc. Hãy tải lại trang.") from None
    known = {doubt.key for doubt in reading_of(imported).doubts}
    imported.settled = sorted({*imported.settled, *settles} & known)
    save_seen(imported, seen=seen, fields=("draft", "settled"))
    return imported


@transaction.atomic
def discard_import(imported: PlanImport, *, by: Access) -> None:
    _require_open(imported, by)
    imported.state = ImportState.DISCARDED
    imported.save(update_fields=["state", "updated_at"])
    record("Bỏ văn bản đã đọc", imported, by=by)


@transaction.atomic
def accept_import(imported: PlanImport, *, by: Access, seen: int, year: int | None = None) -> Plan:
    """Make the plan that was read. The words, markers and case of the paper stay as read.

    Raises DomainError when the year is unknown, EditConflict when somebody corrected it since.
    """
    _require_open(imported, by)
    reading = reading_of(imported)
    year = year or reading.year
    if not year:
        raise DomainError("Chưa biết kế hoạch của năm nào. Hãy nhập năm kế hoạch rồi bấm nhận lại.")
    plan = write_plan(reading, by=by, year=year)
    imported.state, imported.plan = ImportState.ACCEPTED, plan
    save_seen(imported, seen=seen, fields=("state", "plan"))
    record("Nhận văn bản đã đọc", plan, by=by, note=imported.name)
    return plan


def _require_open(imported: PlanImport, by: Access) -> None:
    require(rules.can_write_plans(by))
    if imported.state != ImportState.READ:
        raise DomainError(f"Văn bản này {imported.get_state_display().lower()}, không sửa bản đọc được nữa.")


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
            task.deadline = stored(each.deadline) if task.deadline_text else None
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
                line, row = (other, task) if task.row_id else (task, other)
                line.same_as = row
                merged.append(line)
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
        reading = self.reading
        LegalBasis.objects.bulk_create(
            LegalBasis(
                **self._where(each.place, i), doc_type=each.doc_type, number=each.number, dated=each.date_iso or None,
                issuer=each.issuer, subject=each.subject,
            )
            for i, each in enumerate(reading.bases)
        )  # fmt: skip
        Target.objects.bulk_create(
            Target(
                **self._where(each.place, i), text=each.text, metric=each.metric, value=each.value,
                comparator=each.comparator,
            )
            for i, each in enumerate(reading.targets)
        )  # fmt: skip
        DisclosureClause.objects.bulk_create(
            DisclosureClause(
                **self._where(each.place, i), item=each.item, channels=list(each.channels),
                timing_text=each.frequency, deadline=stored(each.deadline),
            )
            for i, each in enumerate(reading.disclosures)
        )  # fmt: skip
        ReportingClause.objects.bulk_create(
            ReportingClause(
                **self._where(each.place, i), text=each.text, period=each.period, due_text=each.due_rule,
                deadline=stored(each.deadline),
            )
            for i, each in enumerate(reading.reports)
        )  # fmt: skip

    def _where(self, place: Place, position: int) -> dict[str, Any]:
        return {
            "plan": self.plan,
            "position": position,
            "block": self.blocks.get(replace(place, row=None)),
            "row": self.rows.get(place),
        }


def _joined(parties: tuple[PartyReading, ...]) -> str:
    return "; ".join(party.name for party in parties)


def columns_of(table: Table) -> list[dict[str, str]]:
    """Titles and roles of a table's columns, by their names (plans.reading.columns)."""
    read = read_columns(table)
    roles = {
        read.task: ColumnRole.CONTENT,
        read.number: ColumnRole.NUMBER,
        read.lead: ColumnRole.LEAD,
        read.coordinating: ColumnRole.COORDINATE,
        read.time: ColumnRole.DEADLINE,
        read.result: ColumnRole.RESULT,
        read.detail: ColumnRole.SOLUTION,
    }
    out = []
    for index, title in enumerate(table.columns):
        folded = fold(title)
        spare = (
            ColumnRole.BUDGET if "kinh phi" in folded else ColumnRole.NOTE if "ghi chu" in folded else ColumnRole.OTHER
        )
        out.append({"title": title, "role": str(roles.get(index, spare))})
    return out


def _assignment_field(text: str) -> str:
    label = fold(text.partition(":")[0])
    if "phoi hop" in label:
        return AssignmentField.COORDINATE
    if any(word in label for word in ("thoi gian", "thoi han", "tien do", "hoan thanh")):
        return AssignmentField.DEADLINE
    return AssignmentField.LEAD
