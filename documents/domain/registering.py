"""Sổ văn bản đi: giving numbers, keeping them in order, and writing down what was issued elsewhere.

Every number of the portal comes from `_next`: it counts the register up in the transaction of whoever asks, so that
of two hundred who ask at once each gets the next one and a failed transaction gives its number back.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from audit.record import record
from core.days import written
from core.decision import require
from core.exceptions import DomainError
from core.saving import save_seen
from core.text import squeeze
from documents import rules
from documents.enums import EntryState
from documents.models import IssuedDocument, Register, RegisterEntry
from documents.numbering import HIGHEST, Number, Stand, misplaced, read_number
from documents.official import OfficialDocument
from documents.queries_register import series_of
from organisations.access import Access
from organisations.models import Organisation

IN_ORDER = (EntryState.HELD, EntryState.ISSUED)  # a cancelled number has no paper whose day could be wrong


@dataclass(frozen=True)
class Paper:
    """What the book says about a paper, before or without its row in the portal."""

    symbol: str
    type_name: str
    title: str
    dated_on: dt.date
    signer_name: str = ""
    recipients: str = ""
    filed_with: str = ""

    @classmethod
    def of(cls, document: OfficialDocument, dated_on: dt.date) -> Paper:
        sent = [each for each in document.recipients if not each.is_filing]
        filed = [each.name for each in document.recipients if each.is_filing]
        return cls(
            symbol=document.letterhead.symbol, type_name=document.type_name, title=document.title, dated_on=dated_on,
            signer_name=document.signature.name, recipients="; ".join(squeeze(each.name) for each in sent),
            filed_with=squeeze(" ".join(filed))[:200],
        )  # fmt: skip


# ------------------------------------------------------------------ which book


def register_for(organisation: Organisation, symbol: str, year: int) -> Register:
    """The book of that series and year; the first paper of the year opens it."""
    register, _ = Register.objects.get_or_create(
        organisation=organisation, year=year, series=series_of(organisation, symbol, year)
    )
    return register


# ------------------------------------------------------------------ numbers from the portal


@transaction.atomic
def hold_number(
    organisation: Organisation, paper: Paper, *, by: Access, today: dt.date, key: uuid.UUID | None = None
) -> RegisterEntry:
    """Give the next number to a paper that is about to be signed. Asked twice with one `key`, it is one number.

    Raises DomainError when the day would stand before the day of the number before it.
    """
    require(rules.can_number(by))
    _require_day(paper.dated_on, today)
    register = lock(register_for(organisation, paper.symbol, paper.dated_on.year))
    if before := _entered_before(key, organisation):
        return before
    value = _next(register)
    entry = _enter(register, Number(value), paper, EntryState.HELD, by=by, key=key)
    record("Giữ số văn bản", entry, by=by, organisation_id=organisation.pk, note=entry.notation)
    return entry


@transaction.atomic
def free_number(entry: RegisterEntry, *, by: Access, reason: str) -> RegisterEntry | None:
    """A held number, or a line written by hand by mistake: given back if it is the last (None), else cancelled with
    its reason. The number of a paper that is in the portal stays."""
    require(rules.can_number(by))
    entry = _locked(entry)
    if entry.state == EntryState.CANCELLED or entry.document_id is not None:
        raise DomainError("Chỉ bỏ được số đang giữ hoặc dòng ghi tay. Số của văn bản trên hệ thống thì không bỏ được.")
    reason = squeeze(reason)[:300]
    if not reason:
        raise DomainError("Hãy ghi lý do không dùng số này.")
    register = entry.register
    later = RegisterEntry.objects.filter(register=register).filter(
        Q(number__gt=entry.number) | Q(number=entry.number, suffix__gt=entry.suffix)
    )
    if not entry.suffix and register.last_number == entry.number and not later.exists():
        notation = entry.notation
        entry.delete()
        Register.objects.filter(pk=register.pk).update(last_number=_highest(register))
        record("Trả lại số văn bản", register, by=by, organisation_id=register.organisation_id,
               note=f"{notation}: {reason}")  # fmt: skip
        return None
    entry.state, entry.reason = EntryState.CANCELLED, reason
    entry.save(update_fields=["state", "reason", "updated_at"])
    record("Hủy số văn bản", entry, by=by, organisation_id=register.organisation_id, note=f"{entry.notation}: {reason}")
    return entry


@transaction.atomic
def use_number(entry: RegisterEntry, *, by: Access) -> RegisterEntry:
    """The paper of a held number was signed outside the portal: the line stands for it."""
    require(rules.can_number(by))
    entry = _locked(entry)
    if entry.state != EntryState.HELD:
        raise DomainError("Số này không còn ở trạng thái đang giữ. Hãy tải lại trang.")
    entry.state = EntryState.ISSUED
    entry.version += 1
    entry.save(update_fields=["state", "version", "updated_at"])
    record("Ghi sổ văn bản đi", entry, by=by, organisation_id=entry.organisation_id, note=f"{entry.notation} đã ký")
    return entry


# ------------------------------------------------------------------ papers


@transaction.atomic
def enter_issued(issued: IssuedDocument, document: OfficialDocument, *, by: Access) -> RegisterEntry:
    """Write an issued paper into its book; called by the door that issues, in its transaction.

    A number that was held for it, or entered by hand before the paper came into the portal, becomes its line.
    Raises DomainError when the number is taken, cancelled, or its day breaks the order of the book.
    """
    paper = Paper.of(document, issued.issued_on)
    number = read_number(issued.number)
    if number is None:
        raise DomainError("Số văn bản là một số, có thể kèm chữ cái, ví dụ 97 hoặc 12a. Hãy nhập lại.")
    register = lock(register_for(issued.organisation, issued.symbol, issued.year))
    there = RegisterEntry.objects.filter(register=register, number=number.value, suffix=number.suffix).first()
    if there is None:
        entry = _place(register, number, paper, by=by)
    else:
        _require_free_for(there, paper)
        entry = there
    entry.document, entry.state = issued, EntryState.ISSUED
    entry.type_name, entry.title, entry.signer_name = paper.type_name, paper.title, paper.signer_name[:120]
    entry.recipients, entry.filed_with = paper.recipients or entry.recipients, paper.filed_with or entry.filed_with
    entry.fill_search()
    entry.version += 1
    entry.save()
    return entry


@transaction.atomic
def enter_by_hand(
    organisation: Organisation,
    number: Number | None,
    paper: Paper,
    *,
    by: Access,
    today: dt.date,
    key: uuid.UUID | None = None,
) -> RegisterEntry:
    """Write down a paper that was made outside the portal, so that the book is whole; None takes the next number."""
    require(rules.can_number(by))
    _require_day(paper.dated_on, today)
    if not squeeze(paper.title):
        raise DomainError("Hãy ghi trích yếu nội dung.")
    register = lock(register_for(organisation, paper.symbol, paper.dated_on.year))
    if before := _entered_before(key, organisation):
        return before
    if number is None:
        number = Number(register.last_number + 1)
    there = RegisterEntry.objects.filter(register=register, number=number.value, suffix=number.suffix).first()
    if there is not None:
        raise DomainError(_taken(there))
    entry = _place(register, number, paper, by=by, key=key)
    record("Ghi sổ văn bản đi", entry, by=by, organisation_id=organisation.pk, note=str(entry)[:300])
    return entry


COLUMNS_TO_FILL = ("recipients", "filed_with", "copies", "sent_on", "received_by", "note")


@transaction.atomic
def fill_columns(entry: RegisterEntry, *, by: Access, seen: int, **columns: object) -> RegisterEntry:
    """The columns of the book that are filled after the issue: copies, sent, received, notes."""
    require(rules.can_number(by))
    unknown = set(columns) - set(COLUMNS_TO_FILL)
    assert not unknown, unknown
    names = tuple(columns)
    before = {str(RegisterEntry._meta.get_field(name).verbose_name): getattr(entry, name) for name in names}  # type: ignore[union-attr]
    for name, value in columns.items():
        setattr(entry, name, value)
    entry.fill_search()
    save_seen(entry, seen=seen, fields=(*names, "search"))
    after = {str(RegisterEntry._meta.get_field(name).verbose_name): getattr(entry, name) for name in names}  # type: ignore[union-attr]
    record("Ghi sổ văn bản đi", entry, by=by, before=before, after=after, organisation_id=entry.organisation_id)
    return entry


# ------------------------------------------------------------------ inside


def _next(register: Register) -> int:
    """Count up; the row stays ours until the transaction ends."""
    Register.objects.filter(pk=register.pk).update(last_number=F("last_number") + 1)
    value = Register.objects.values_list("last_number", flat=True).get(pk=register.pk)
    if value > HIGHEST:
        raise DomainError("Sổ đã hết số.")
    return value


def lock(register: Register) -> Register:
    """Hold the book until the transaction ends: whoever asks next waits for what is written into it now."""
    Register.objects.filter(pk=register.pk).update(last_number=F("last_number"))
    register.refresh_from_db()
    return register


def _locked(entry: RegisterEntry) -> RegisterEntry:
    lock(entry.register)
    return RegisterEntry.objects.select_related("register").get(pk=entry.pk)


def _highest(register: Register) -> int:
    found = register.entries.order_by("-number").values_list("number", flat=True).first()
    return max(found or 0, register.opened_at)


def _place(
    register: Register, number: Number, paper: Paper, *, by: Access, key: uuid.UUID | None = None
) -> RegisterEntry:
    """A line for a number that a person wrote. The register is locked."""
    if not number.suffix and number.value <= register.opened_at:
        raise DomainError(
            f"Sổ giấy đã dùng đến số {register.opened_at}. Nếu số {number} thuộc sổ giấy, hãy sửa số cuối của sổ giấy."
        )
    if number.value > register.last_number:
        Register.objects.filter(pk=register.pk).update(last_number=number.value)
    return _enter(register, number, paper, EntryState.ISSUED, by=by, key=key)


def _enter(
    register: Register, number: Number, paper: Paper, state: EntryState, *, by: Access, key: uuid.UUID | None
) -> RegisterEntry:
    before, after = _around(register, number)
    wrong = misplaced(paper.dated_on, before, after)
    if wrong is not None:
        side = "trước" if wrong is before else "sau"
        raise DomainError(
            f"Số {number} không thể đề ngày {written(paper.dated_on)}: số {wrong.number} đứng {side} nó trong sổ "
            f"đề ngày {written(wrong.on)}. Số và ngày văn bản phải cùng thứ tự (Nghị định 30/2020/NĐ-CP, Điều 15)."
        )
    entry = RegisterEntry(
        register=register, organisation_id=register.organisation_id, number=number.value, suffix=number.suffix,
        symbol=paper.symbol[:40], dated_on=paper.dated_on, state=state, type_name=paper.type_name[:100],
        title=paper.title, signer_name=paper.signer_name[:120], recipients=paper.recipients,
        filed_with=paper.filed_with[:200], entered_by_id=by.user_id, entered_by_name=by.user_name[:150], key=key,
    )  # fmt: skip
    entry.fill_search()
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:
        raise DomainError(f"Số {number} vừa được ghi vào sổ. Hãy tải lại trang rồi kiểm tra.") from None
    return entry


def _around(register: Register, number: Number) -> tuple[Stand | None, Stand | None]:
    rows = RegisterEntry.objects.filter(register=register, state__in=IN_ORDER)
    lower = Q(number__lt=number.value) | Q(number=number.value, suffix__lt=number.suffix)
    higher = Q(number__gt=number.value) | Q(number=number.value, suffix__gt=number.suffix)
    before = rows.filter(lower).order_by("-number", "-suffix").first()
    after = rows.filter(higher).order_by("number", "suffix").first()
    return _stand(before), _stand(after)


def _stand(entry: RegisterEntry | None) -> Stand | None:
    return Stand(Number(entry.number, entry.suffix), entry.dated_on) if entry else None


def _require_free_for(there: RegisterEntry, paper: Paper) -> None:
    """The line may become the paper's: held or entered by hand, the same symbol, the same day."""
    if there.document_id is not None or there.state == EntryState.CANCELLED or there.symbol != paper.symbol:
        raise DomainError(_taken(there))
    if there.dated_on != paper.dated_on:
        raise DomainError(
            f"Số {there.notation} trong sổ đề ngày {written(there.dated_on)}. "
            "Hãy ban hành đúng ngày ấy, hoặc bỏ số đang giữ."
        )


def _taken(there: RegisterEntry) -> str:
    if there.state == EntryState.CANCELLED:
        return f"Số {there.notation} đã hủy ({there.reason}). Hãy dùng số khác."
    doing = "đang giữ cho" if there.state == EntryState.HELD else "đã cấp cho"
    return f"Số {there.notation} {doing} “{there.title[:80]}”, ngày {written(there.dated_on)}. Hãy kiểm tra lại số."


def _entered_before(key: uuid.UUID | None, organisation: Organisation) -> RegisterEntry | None:
    return RegisterEntry.objects.filter(key=key, organisation=organisation).first() if key else None


def _require_day(day: dt.date, today: dt.date) -> None:
    if day > today:
        raise DomainError("Ngày văn bản không thể sau hôm nay. Hãy kiểm tra lại ngày.")
