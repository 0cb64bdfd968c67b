"""Minh chứng: adding and withdrawing. Files come in through documents.domain.uploads and are stored once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.record import record
from core.decision import require
from core.exceptions import DomainError
from core.text import squeeze
from documents.domain.uploads import accept_upload
from documents.models import Attachment
from organisations.access import Access
from organisations.models import Organisation
from work import rules
from work.domain.days import milestone_now
from work.models import Evidence, Milestone
from work.queries.parties import duties_of

MOST = 50  # proofs of one milestone


@transaction.atomic
def add_file(
    milestone: Milestone,
    *,
    by: Access,
    at: dt.datetime,
    name: str,
    data: bytes,
    fact_on: dt.date,
    title: str = "",
    page: str = "",
    note: str = "",
    key: uuid.UUID | None = None,
) -> Evidence:
    """Add a file as proof. The same content handed in before is linked, not stored again."""
    if before := _added_before(milestone, key, by):
        return before
    milestone = _may_add(milestone, by, fact_on, at)
    attachment = accept_upload(organisation=_organisation(by), name=name, data=data, by=by)
    return _add(
        milestone, by=by, at=at, attachment=attachment, title=title or attachment.name, fact_on=fact_on, page=page,
        note=note, key=key,
    )  # fmt: skip


@transaction.atomic
def add_files(
    milestone: Milestone,
    *,
    by: Access,
    at: dt.datetime,
    files: Sequence[tuple[str, bytes]],
    fact_on: dt.date,
    title: str = "",
    page: str = "",
    note: str = "",
    key: uuid.UUID | None = None,
) -> list[Evidence]:
    """Several files (name, bytes) in one sending, all or none; the same picture chosen twice counts once.

    A `title` for several is followed by their number.
    """
    if before := _added_before(milestone, key, by):
        return [before]
    milestone = _may_add(milestone, by, fact_on, at)
    kept: dict[int, Attachment] = {}
    for name, data in files:
        attachment = accept_upload(organisation=_organisation(by), name=name, data=data, by=by)
        kept.setdefault(attachment.pk, attachment)
    added = []
    for number, attachment in enumerate(kept.values(), 1):
        named = f"{title} ({number})" if title and len(kept) > 1 else title or attachment.name
        milestone = _may_add(milestone, by, fact_on, at)
        evidence = _add(
            milestone, by=by, at=at, attachment=attachment, title=named, fact_on=fact_on, page=page, note=note,
            key=key if number == 1 else None,
        )  # fmt: skip
        added.append(evidence)
    return added


@transaction.atomic
def add_kept_file(
    milestone: Milestone,
    *,
    by: Access,
    at: dt.datetime,
    evidence: Evidence,
    fact_on: dt.date,
    page: str = "",
    note: str = "",
    key: uuid.UUID | None = None,
) -> Evidence:
    """Let a file that proves other work of the office prove this, too."""
    if before := _added_before(milestone, key, by):
        return before
    milestone = _may_add(milestone, by, fact_on, at)
    if evidence.attachment is None or evidence.attachment.organisation_id != milestone.organisation_id:
        raise DomainError("Hãy chọn một tệp minh chứng đã có của đơn vị.")
    return _add(
        milestone, by=by, at=at, attachment=evidence.attachment, title=evidence.title, fact_on=fact_on, page=page,
        note=note, key=key,
    )  # fmt: skip


@transaction.atomic
def add_attachment(
    milestone: Milestone,
    *,
    by: Access,
    at: dt.datetime,
    attachment: Attachment,
    title: str,
    fact_on: dt.date,
    note: str = "",
) -> Evidence:
    """Let a file that the portal keeps already prove this: what a village sent, what an inspection noted."""
    milestone = _may_add(milestone, by, fact_on, at)
    if attachment.organisation_id != milestone.organisation_id:
        raise DomainError("Hãy chọn một tệp đã có của đơn vị.")
    return _add(
        milestone, by=by, at=at, attachment=attachment, title=title, fact_on=fact_on, page="", note=note, key=None
    )


@transaction.atomic
def add_link(
    milestone: Milestone,
    *,
    by: Access,
    at: dt.datetime,
    url: str,
    fact_on: dt.date,
    title: str = "",
    page: str = "",
    note: str = "",
    key: uuid.UUID | None = None,
) -> Evidence:
    """Add the address of a page as proof: the commune's site, a newspaper."""
    if before := _added_before(milestone, key, by):
        return before
    milestone = _may_add(milestone, by, fact_on, at)
    url = web_address(url)
    title = title or urlsplit(url).netloc
    return _add(milestone, by=by, at=at, url=url, title=title, fact_on=fact_on, page=page, note=note, key=key)


@transaction.atomic
def withdraw_proof(evidence: Evidence, *, by: Access, at: dt.datetime, reason: str) -> None:
    """Take a proof back: it stays in the list, struck out, with the reason, and cannot be opened any more."""
    milestone = milestone_now(evidence.milestone)
    require(rules.can_withdraw_proof(by, evidence, milestone))
    reason = squeeze(reason)
    if not reason:
        raise DomainError("Hãy ghi lý do rút minh chứng.")
    taken = Evidence.objects.filter(pk=evidence.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=at, withdrawn_by_name=by.user_name, withdrawn_reason=reason[:300]
    )
    if not taken:
        raise DomainError("Minh chứng này đã được rút.")
    record("Rút minh chứng", milestone, by=by, note=f"{evidence}: {reason[:200]}")


def web_address(typed: str) -> str:
    """The address of a page without the space around it. Raises DomainError for anything else."""
    url = typed.strip()
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or len(url) > 500:
        raise DomainError("Đường dẫn phải bắt đầu bằng http:// hoặc https:// và dài nhất 500 ký tự.")
    return url


def _organisation(by: Access) -> Organisation:
    assert by.organisation is not None  # the rule was asked: nobody without an office gets here
    return by.organisation


def _added_before(milestone: Milestone, key: uuid.UUID | None, by: Access) -> Evidence | None:
    """What was made of this sending already; asked while the result is held, so that of two at once one waits."""
    if key is None:
        return None
    milestone_now(milestone)
    return Evidence.objects.filter(key=key, milestone__organisation=by.organisation).first()


def _may_add(milestone: Milestone, by: Access, fact_on: dt.date, at: dt.datetime) -> Milestone:
    milestone = milestone_now(milestone)
    require(rules.can_add_proof(by, milestone, duties_of(milestone.task)))
    if fact_on > timezone.localdate(at):
        raise DomainError("Ngày của sự việc không thể sau hôm nay.")
    if milestone.evidence.standing().count() >= MOST:
        raise DomainError(f"Một việc có nhiều nhất {MOST} minh chứng. Hãy gộp ảnh vào một tệp PDF.")
    return milestone


def _add(
    milestone: Milestone,
    *,
    by: Access,
    at: dt.datetime,
    title: str,
    fact_on: dt.date,
    page: str,
    note: str,
    key: uuid.UUID | None,
    attachment: Attachment | None = None,
    url: str = "",
) -> Evidence:
    try:
        with transaction.atomic():
            evidence = Evidence.objects.create(
                milestone=milestone, attachment=attachment, url=url, title=squeeze(title)[:200] or "Minh chứng",
                fact_on=fact_on, page=squeeze(page)[:60], note=squeeze(note)[:500], added_by_id=by.user_id,
                added_by_name=by.user_name, added_at=at, key=key,
            )  # fmt: skip
    except IntegrityError:
        raise DomainError("Tệp này đã là minh chứng của việc này.") from None
    record("Thêm minh chứng", milestone, by=by, note=str(evidence))
    return evidence
