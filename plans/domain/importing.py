"""From a received text to a plan: read, let a person correct, accept. Nothing is a plan before that."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Collection
from dataclasses import replace

from django.db import IntegrityError, transaction

from audit.record import record
from core.codec import from_plain, to_plain
from core.decision import require
from core.exceptions import DomainError
from documents.domain import work
from documents.domain.attachments import store_file
from documents.models import WorkItem
from documents.official import n30_number
from documents.reading.files import Kind, read_file, sniff
from documents.reading.source import Source, UnreadableFile
from documents.reading.text import read_text
from organisations.access import Access
from organisations.models import Organisation
from organisations.queries import is_named_in
from plans import rules
from plans.domain.saving import save_seen
from plans.domain.writing import write_plan
from plans.enums import ImportState
from plans.models import Plan, PlanImport
from plans.reading.draft import Doubt, PlanReading
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
    raw, ending = (text.encode(), "txt") if data is None else (data, name.rsplit(".", 1)[-1].lower())
    try:
        return _receive(by=by, name=name, raw=raw, ending=ending, read=read, submission_key=submission_key)
    except IntegrityError:  # the second press came while the first was being read, or the key is another's
        known = PlanImport.objects.of(by).filter(submission_key=submission_key).first()
        if known is None:
            raise DomainError("Chưa nhận được văn bản. Hãy mở lại trang Nhập từ văn bản rồi gửi lại.") from None
        return known


@transaction.atomic
def _receive(
    *, by: Access, name: str, raw: bytes, ending: str, read: Source | None, submission_key: uuid.UUID | None
) -> PlanImport:
    """The row of a received text with its original: and with its reading, or with the work of reading it."""
    assert by.organisation is not None
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
    record("Đọc văn bản", imported, by=by, note=original.sha256[:16])
    return imported


def _keep_reading(imported: PlanImport, source: Source) -> None:
    try:
        reading = with_own_letterhead(read_plan(source), imported.organisation)
        reading = with_known_number(reading, imported.organisation)
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
    """Where no letterhead is printed: the agency the body names, else the organisation's own; the person is told.

    A letterhead that names somebody else stays as printed, and is doubted.
    """
    head = reading.document.letterhead
    if head.agency:
        printed = " ".join(head.agency)
        if is_named_in(organisation, " ".join((*head.parent_agency, printed))):
            return reading
        sentence = f"Văn bản in tên “{printed}”, không phải của {organisation.name}. Hãy kiểm tra trước khi nhận."
        return replace(reading, doubts=(Doubt(field="letterhead.agency", sentence=sentence), *reading.doubts))
    named = reading.agency_inferred
    ours = not named or is_named_in(organisation, named)
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


def with_known_number(reading: PlanReading, organisation: Organisation) -> PlanReading:
    """A doubt where the organisation already has a plan of this number, symbol and year."""
    head = reading.document.letterhead
    year = reading.year or head.year
    if not (head.number and head.symbol and year):
        return reading
    plans = Plan.objects.filter(organisation=organisation, year=year, symbol__iexact=head.symbol).order_by("-pk")
    known = next((plan for plan in plans if n30_number(plan.number) == n30_number(head.number)), None)
    if known is None:
        return reading
    sentence = (
        f"Đơn vị đã có kế hoạch số {known.notation} năm {year} (“{known.title}”). "
        "Ông/bà hãy kiểm tra để không nhập hai lần."
    )
    return replace(reading, doubts=(Doubt(field="letterhead.number", sentence=sentence), *reading.doubts))


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
    """The reading as it is now, kept so until the transaction ends: two people may press at once."""
    require(rules.can_write_plans(by))
    now = PlanImport.objects.select_for_update(of=("self",), no_key=True)
    imported.refresh_from_db(fields=["state"], from_queryset=now)
    if imported.state != ImportState.READ:
        raise DomainError(f"Văn bản này {imported.get_state_display().lower()}, không sửa bản đọc được nữa.")
