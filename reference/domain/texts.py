"""Keeping the catalogue: an office's own texts, and the common ones for who keeps those."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, transaction

from audit.record import record, snapshot
from core.decision import require
from core.exceptions import DomainError
from core.saving import require_sound, save_checked, save_seen
from core.text import fold, plain_text, squeeze
from organisations.access import Access
from reference import rules
from reference.domain.loading import COLUMNS, SHIPPED
from reference.enums import Standing
from reference.models import LegalText
from reference.numbers import number_key

FIELDS = ("doc_type", "number", "dated", "issuer", "subject", "valid_from", "valid_until", "successor", "note")
# Changing one of these makes an earlier comparison with the document worth nothing.
_FACTS = FIELDS[:-1]
_CHECK = ("standing", "checked_by_name", "checked_on", "checked_with")


@transaction.atomic
def add_text(*, by: Access, common: bool = False, submission_key: uuid.UUID | None = None, **values: Any) -> LegalText:
    """A text of the office, or with `common` of everybody. The same `submission_key` twice gives the first one.

    Refused when the same catalogue has this document already.
    """
    require(rules.can_keep_common(by) if common else rules.can_add_texts(by))
    owner = None if common else by.organisation
    known = _sent_before(by, submission_key)
    if known:
        return known
    text = LegalText(organisation=owner, submission_key=submission_key)
    _fill(text, values)
    _refuse_twin(text)
    try:
        with transaction.atomic():
            save_checked(text)
    except (IntegrityError, DomainError):  # the second press came while the first was being written
        known = _sent_before(by, submission_key)
        if known is None:
            raise
        return known
    record("Thêm văn bản căn cứ", text, by=by, after=snapshot(text, *FIELDS))
    return text


@transaction.atomic
def save_text(text: LegalText, *, by: Access, seen: int, **values: Any) -> LegalText:
    """Raises EditConflict when somebody saved the text since `seen`.

    When a fact changes, the text is no longer "đã đối chiếu": somebody has to look at the document again.
    """
    require(rules.can_change_text(by, text))
    before = snapshot(text, *values, *_CHECK)
    _fill(text, values)
    _refuse_twin(text)
    changed = [name for name in values if snapshot(text, name)[name] != before[name]]
    fields: tuple[str, ...] = (*values, "number_key", "search")
    if set(changed) & set(_FACTS) and text.standing == Standing.CHECKED:
        _forget_check(text)
        fields = (*fields, *_CHECK)
    text.derive()
    require_sound(text)
    save_seen(text, seen=seen, fields=fields)
    record("Sửa văn bản căn cứ", text, by=by, before=before, after=snapshot(text, *values, *_CHECK))
    return text


@transaction.atomic
def mark_checked(text: LegalText, *, by: Access, seen: int, compared_with: str, today: dt.date) -> LegalText:
    """A person vouches that number, day and dates in force are those of the document, and says where it was read."""
    require(rules.can_change_text(by, text))
    compared_with = squeeze(plain_text(compared_with))
    if not compared_with:
        raise DomainError(
            "Hãy ghi nơi đã xem văn bản, ví dụ: Công báo, bản giấy đã nhận, cơ sở dữ liệu văn bản pháp luật."
        )
    if text.valid_from is None:
        raise DomainError("Hãy ghi ngày có hiệu lực trước khi đánh dấu đã đối chiếu.")
    before = snapshot(text, *_CHECK)
    text.standing, text.checked_by_name, text.checked_on = Standing.CHECKED, by.user_name, today
    text.checked_with = compared_with
    require_sound(text)
    save_seen(text, seen=seen, fields=_CHECK)
    record("Đánh dấu đã đối chiếu", text, by=by, before=before, after=snapshot(text, *_CHECK), note=compared_with)
    return text


@transaction.atomic
def unmark_checked(text: LegalText, *, by: Access, seen: int) -> LegalText:
    """Somebody has come to doubt the entry again."""
    require(rules.can_change_text(by, text))
    before = snapshot(text, *_CHECK)
    _forget_check(text)
    save_seen(text, seen=seen, fields=_CHECK)
    record("Bỏ dấu đã đối chiếu", text, by=by, before=before, after=snapshot(text, *_CHECK))
    return text


@transaction.atomic
def take_shipped(text: LegalText, *, by: Access, seen: int) -> LegalText:
    """Put back what the shipped catalogue says of this text."""
    require(rules.can_change_text(by, text))
    if not text.loaded:
        raise DomainError("Văn bản này không có trong danh mục kèm theo cổng.")
    before = snapshot(text, *SHIPPED, *_CHECK)
    for name in COLUMNS:
        setattr(text, name, _stored(name, text.loaded.get(name)))
    text.successor = _with_origin(text.loaded.get("successor", ""))
    text.checked_by_name, text.checked_on, text.checked_with = "", None, ""
    text.derive()
    save_seen(text, seen=seen, fields=(*SHIPPED, *_CHECK[1:], "number_key", "search"))
    record("Lấy theo danh mục kèm theo cổng", text, by=by, before=before, after=snapshot(text, *SHIPPED, *_CHECK))
    return text


@transaction.atomic
def delete_text(text: LegalText, *, by: Access, seen: int) -> None:
    """Plans keep their lines and bases; they only no longer know the catalogue's entry."""
    require(rules.can_delete_text(by, text))
    save_seen(text, seen=seen, fields=())
    before = snapshot(text, *FIELDS)
    record("Xóa văn bản căn cứ", text, by=by, before=before, after=dict.fromkeys(before))
    text.delete()


def _sent_before(by: Access, submission_key: uuid.UUID | None) -> LegalText | None:
    if submission_key is None:
        return None
    return LegalText.objects.usable_by(by).filter(submission_key=submission_key).first()


def _fill(text: LegalText, values: dict[str, Any]) -> None:
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"không phải phần của văn bản căn cứ: {unknown}")
    for name, value in values.items():
        setattr(text, name, squeeze(plain_text(value)) if isinstance(value, str) else value)
    if not (text.number or text.subject):
        raise DomainError("Hãy ghi số, ký hiệu, hoặc ít nhất là tên văn bản.")
    _refuse_circle(text)


def _refuse_circle(text: LegalText) -> None:
    """A successor is a text of the same catalogue (or the common one), and does not lead back here."""
    successor = text.successor
    if successor is None:
        return
    if successor.organisation_id not in (None, text.organisation_id):
        raise DomainError("Văn bản thay thế phải ở trong danh mục dùng chung hoặc danh mục của đơn vị.")
    seen: set[int] = set()
    while successor is not None and successor.pk not in seen:
        if successor.pk == text.pk:
            raise DomainError("Văn bản thay thế lại dẫn về chính văn bản này. Hãy chọn văn bản ban hành sau.")
        seen.add(successor.pk)
        successor = successor.successor


def _refuse_twin(text: LegalText) -> None:
    """One document stands once in a catalogue: same number, and nothing that tells them apart."""
    key = number_key(text.number)
    if not key:
        return
    for other in LegalText.objects.filter(organisation=text.organisation, number_key=key).exclude(pk=text.pk):
        if not are_apart(other, text.dated, text.issuer):
            raise DomainError(f"Danh mục đã có {other}. Hãy mở văn bản ấy để sửa, không thêm lần nữa.")


def are_apart(text: LegalText, dated: dt.date | None, issuer: str) -> bool:
    """Whether a day or an issuer tells a document of the same number from this one."""
    other_day = bool(text.dated and dated and text.dated != dated)
    return other_day or bool(text.issuer and issuer and fold(text.issuer) != fold(issuer))


def _forget_check(text: LegalText) -> None:
    text.standing, text.checked_by_name, text.checked_on, text.checked_with = Standing.RECALLED, "", None, ""


def _stored(name: str, value: Any) -> Any:
    """A value of `loaded` as the column takes it."""
    if name in ("dated", "valid_from", "valid_until"):
        return dt.date.fromisoformat(value) if value else None
    return value or ""


def _with_origin(key: str) -> LegalText | None:
    return LegalText.objects.filter(organisation__isnull=True, origin=key).first() if key else None
