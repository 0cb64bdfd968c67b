"""Xin gia hạn: asked by those who do the work, agreed to (with this or another day) or refused with a reason."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.record import record
from core.days import written
from core.decision import require
from core.exceptions import DomainError
from core.text import plain_text
from notifications.domain.notify import notify
from organisations.access import Access
from work import rules_extending as rules
from work.domain.days import extend_milestone, milestone_now, require_day
from work.domain.entries import LONGEST, say
from work.domain.settling import settle_asked
from work.enums import EntryKind
from work.kinds_people import EXTENSION_ANSWERED, EXTENSION_ASKED
from work.models import ExtensionRequest, Milestone
from work.queries.extending import who_may_extend
from work.queries.parties import duties_of


@transaction.atomic
def ask_extension(
    milestone: Milestone, *, by: Access, wanted_on: dt.date, reason: str, at: dt.datetime, key: uuid.UUID | None = None
) -> ExtensionRequest:
    """Ask for a later day. One open request a milestone. Raises DomainError with what is to be mended."""
    milestone = milestone_now(milestone)
    if key is not None and (made := ExtensionRequest.objects.filter(key=key).of(by).first()):
        return made
    require(rules.can_ask_extension(by, milestone, duties_of(milestone.task)))
    reason = _words(reason)
    if not reason:
        raise DomainError("Hãy ghi lý do xin gia hạn, để lãnh đạo có căn cứ đồng ý.")
    if wanted_on <= milestone.due_on:
        raise DomainError(f"Ngày đề nghị phải sau hạn đang có ({written(milestone.due_on)}).")
    if wanted_on < timezone.localdate(at):
        raise DomainError("Ngày đề nghị đã qua. Hãy chọn ngày từ hôm nay trở đi.")
    require_day(milestone.task, wanted_on)
    if before := ExtensionRequest.objects.filter(milestone=milestone, answered_at__isnull=True).first():
        raise DomainError(
            f"{before.asked_by_name} đã xin gia hạn việc này đến {written(before.wanted_on)} và đang chờ trả lời."
        )
    try:
        with transaction.atomic():
            request = ExtensionRequest.objects.create(
                milestone=milestone, was_due_on=milestone.due_on, wanted_on=wanted_on, reason=reason,
                asked_by_id=by.user_id, asked_by_name=by.user_name, asked_at=at, key=key,
            )  # fmt: skip
    except IntegrityError:
        raise DomainError("Việc này vừa có người khác xin gia hạn và đang chờ trả lời.") from None
    say(milestone, EntryKind.ASK, by=by, at=at, was_due_on=milestone.due_on, now_due_on=wanted_on, note=reason)
    record("Xin gia hạn", milestone, by=by, note=f"đến {written(wanted_on)}: {reason[:200]}")
    organisation = milestone.plan.organisation
    notify(
        kind=EXTENSION_ASKED, to=who_may_extend(milestone.task, organisation, timezone.localdate(at)) - {by.user_id},
        organisation=organisation, url=milestone.get_absolute_url(), key=f"extension-{request.pk}", at=at,
        text=f"{by.user_name} xin gia hạn đến {written(wanted_on)}: {milestone.task.text}",
    )  # fmt: skip
    return request


@transaction.atomic
def grant_extension(
    request: ExtensionRequest, *, by: Access, seen: int, granted_on: dt.date, note: str = "", at: dt.datetime
) -> ExtensionRequest:
    """Agree, to the day that was asked for or to another; the first day is kept. Raises EditConflict."""
    request, milestone = _for_answer(request, by)
    note = _words(note)
    words = f"Đồng ý đề nghị của {request.asked_by_name}: {request.reason}"
    extend_milestone(
        milestone, by=by, seen=seen, due_on=granted_on, at=at, reason=f"{words}\n{note}" if note else words,
        answering=request,
    )  # fmt: skip
    _close(request, milestone, by=by, at=at, answer=note, granted_on=granted_on)
    return request


@transaction.atomic
def refuse_extension(request: ExtensionRequest, *, by: Access, reason: str, at: dt.datetime) -> ExtensionRequest:
    """The day stays; the reason is kept and told."""
    request, milestone = _for_answer(request, by)
    reason = _words(reason)
    if not reason:
        raise DomainError("Hãy ghi lý do không gia hạn, để người làm biết.")
    say(milestone, EntryKind.REFUSE, by=by, at=at, note=reason)
    record("Không gia hạn", milestone, by=by, note=reason[:300])
    _close(request, milestone, by=by, at=at, answer=reason, granted_on=None)
    return request


@transaction.atomic
def take_back_extension(request: ExtensionRequest, *, by: Access, at: dt.datetime, note: str = "") -> ExtensionRequest:
    """The one who asked needs the time no more, or asks for another day: the request is closed, the day stays."""
    milestone = milestone_now(request.milestone)
    request = _request_now(request)
    require(rules.can_take_back_extension(by, request))
    note = _words(note)
    request.answered_at, request.withdrawn, request.answer = at, True, note
    request.save(update_fields=["answered_at", "withdrawn", "answer"])
    say(milestone, EntryKind.UNASK, by=by, at=at, note=note)
    record("Rút đề nghị gia hạn", milestone, by=by, note=note[:300])
    settle_asked(milestone, at=at)
    return request


def _for_answer(request: ExtensionRequest, by: Access) -> tuple[ExtensionRequest, Milestone]:
    """Milestone first, then request: the order in which asking takes them, so that nobody waits for the other."""
    milestone = milestone_now(request.milestone)
    stored = _request_now(request)
    require(rules.can_answer_extension(by, stored, milestone, duties_of(milestone.task)))
    return stored, milestone


def _request_now(request: ExtensionRequest) -> ExtensionRequest:
    return ExtensionRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=request.pk)


def _close(
    request: ExtensionRequest, milestone: Milestone, *, by: Access, at: dt.datetime, answer: str,
    granted_on: dt.date | None,
) -> None:  # fmt: skip
    request.answered_by_id, request.answered_by_name, request.answered_at = by.user_id, by.user_name, at
    request.granted_on, request.answer = granted_on, answer
    request.save(update_fields=["answered_by", "answered_by_name", "answered_at", "granted_on", "answer"])
    settle_asked(milestone, at=at)
    if request.asked_by_id is None or request.asked_by_id == by.user_id:
        return
    what = f"gia hạn đến {written(granted_on)}" if granted_on else "không gia hạn"
    notify(
        kind=EXTENSION_ANSWERED, to=[request.asked_by_id], organisation=milestone.plan.organisation,
        url=milestone.get_absolute_url(), key=f"extension-answer-{request.pk}", at=at,
        text=f"{by.user_name} {what}: {milestone.task.text}" + (f" ({answer})" if answer else ""),
    )  # fmt: skip


def _words(text: str) -> str:
    return plain_text(text).strip()[:LONGEST]
