"""Kiểm tra lại: only another look closes a finding, or sets a new day."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from audit.record import record
from core.days import written
from core.decision import require
from core.exceptions import DomainError
from core.saving import save_seen
from inspections import rules
from inspections.domain.giving import finding_now
from inspections.domain.planning import inspection_now, words_of
from inspections.enums import StepKind
from inspections.models import Finding, FindingStep, Inspection
from inspections.notices import settle_closed, tell_not_mended, tell_sent
from inspections.queries.people import doers_of
from organisations.access import Access
from work.domain.days import extend_milestone, set_milestone
from work.domain.doing import approve_result
from work.models import Milestone
from work.queries.parties import duties_of
from work.rules import can_approve


@transaction.atomic
def reinspect(
    finding: Finding,
    *,
    by: Access,
    on: dt.date,
    mended: bool,
    words: str,
    today: dt.date,
    at: dt.datetime,
    new_due_on: dt.date | None = None,
    key: uuid.UUID | None = None,
) -> FindingStep:
    """Say what another look showed on that day: mended, and the finding is closed; or not, and by when it is to be.

    A new day moves the duty that is still open, with the reason; where it was reported as done, a new result is
    owed and the old one stays as it was. Mended and reported as done, the result is approved by the same person if he
    may. Raises DomainError with the reason.
    """
    finding = finding_now(finding)
    if key is not None and (known := FindingStep.objects.filter(key=key, finding=finding).first()):
        return known
    require(rules.can_reinspect(by, finding, doers_of(finding)))
    words = words_of(words)
    held = finding.inspection.held_on
    if on > today:
        raise DomainError("Ngày kiểm tra lại không thể sau hôm nay.")
    if held is not None and on < held:
        raise DomainError(f"Ngày kiểm tra lại không thể trước ngày kiểm tra ({written(held)}).")
    step = FindingStep(
        finding=finding, on=on, words=words, milestone=finding.milestone, by_id=by.user_id, by_name=by.user_name, at=at,
        key=key, kind=StepKind.MENDED if mended else StepKind.NOT_MENDED,
    )  # fmt: skip
    if mended:
        finding.closed_on = on
    else:
        _again(finding, step, by=by, on=on, new_due_on=new_due_on, at=at)
    finding.version += 1
    finding.save()
    step.save()
    record(step.get_kind_display(), finding.inspection, by=by, note=str(finding))
    if mended:
        _accept(finding, by=by, on=on, at=at)
        settle_closed(finding, at=at)
    else:
        tell_not_mended(finding, by=by, at=at, today=today)
    return step


def _accept(finding: Finding, *, by: Access, on: dt.date, at: dt.datetime) -> None:
    """What was seen to be mended waits for no second judgement, where whoever saw it may approve the result."""
    milestone = finding.milestone
    if milestone is None or milestone.completed_on is None or milestone.accepted_on is not None:
        return
    if can_approve(by, milestone, duties_of(milestone.task)):
        approve_result(
            milestone, by=by, seen=milestone.version, at=at,
            note=f"Kiểm tra lại ngày {written(on)}: đã khắc phục. Kết quả được duyệt cùng lúc.",
        )  # fmt: skip


@transaction.atomic
def send_conclusion(inspection: Inspection, *, by: Access, today: dt.date, at: dt.datetime) -> Inspection:
    """Let the office that was inspected see the conclusion. Before, nothing of it leaves the office that inspects."""
    inspection = inspection_now(inspection, rules.can_send, by)
    inspection.sent_on = today
    save_seen(inspection, seen=inspection.version, fields=("sent_on",))
    record("Gửi kết luận", inspection, by=by, note=f"đến {inspection.whom}")
    tell_sent(inspection, at=at, today=today)
    return inspection


def _again(
    finding: Finding, step: FindingStep, *, by: Access, on: dt.date, new_due_on: dt.date | None, at: dt.datetime
) -> None:
    if not step.words:
        raise DomainError("Hãy ghi còn phải làm gì.")
    was = finding.due_now
    if new_due_on is None:
        raise DomainError("Hãy ghi hạn mới.")
    if new_due_on < on:
        raise DomainError("Hạn mới phải từ ngày kiểm tra lại trở đi.")
    step.was_due_on, step.now_due_on = was, new_due_on
    finding.due_on = new_due_on
    if finding.milestone is None:
        return
    if not finding.is_under_way:
        finding.milestone = None  # its plan is over: it is given again under another one
        return
    finding.milestone = _period(finding, finding.milestone, by=by, on=on, due_on=new_due_on, at=at)
    step.milestone = finding.milestone


def _period(
    finding: Finding, milestone: Milestone, *, by: Access, on: dt.date, due_on: dt.date, at: dt.datetime
) -> Milestone:
    """The time now left for the duty. The rule of inspections was asked: the work follows it in the person's name."""
    acting = Access.system(finding.inspection.organisation, name=by.user_name)
    reason = f"Kiểm tra lại ngày {written(on)}: chưa khắc phục."
    if milestone.completed_on is not None:
        again = finding.steps.filter(kind=StepKind.NOT_MENDED).count() + 1
        label = f"khắc phục lại lần {again}"
        return set_milestone(milestone.task, by=acting, due_on=due_on, at=at, label=label, note=reason)
    if due_on > milestone.due_on:
        return extend_milestone(milestone, by=acting, seen=milestone.version, due_on=due_on, reason=reason, at=at)
    if due_on < milestone.due_on:
        raise DomainError(f"Việc này đang có hạn {written(milestone.due_on)}; hạn mới không thể sớm hơn.")
    return milestone
