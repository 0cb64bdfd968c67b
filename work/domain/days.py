"""Days that people give: where the words name none, when an event happens, and when more time is needed."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.record import record
from core.days import written
from core.decision import require
from core.exceptions import DomainError
from core.saving import save_seen
from core.text import squeeze
from organisations.access import Access
from plans.deadlines import term_day
from plans.models import PlanTask
from work import rules
from work.domain.deriving import days_for, reached_by
from work.domain.entries import said_before, say
from work.domain.settling import settle_reminders
from work.domain.telling import tell_extended
from work.enums import EntryKind, MilestoneKind
from work.models import ExtensionRequest, Milestone
from work.queries.parties import duties_of
from work.queries.undated import event_rule

LAST_DAY = dt.date(2100, 12, 31)


@transaction.atomic
def set_milestone(
    task: PlanTask,
    *,
    by: Access,
    due_on: dt.date,
    at: dt.datetime,
    label: str = "",
    note: str = "",
    key: uuid.UUID | None = None,
) -> Milestone:
    """Give a duty a day that its words do not name. Raises DomainError with the reason."""
    task = _task_now(task)
    if before := said_before(key, by=by):
        return before.milestone
    require(rules.can_set_day_of(by, task))
    today = timezone.localdate(at)
    require_day(task, due_on)
    milestone = _make(
        task, MilestoneKind.SET, start=min(today, due_on), due_on=due_on, today=today, label=squeeze(label)
    )
    say(milestone, EntryKind.SET, by=by, at=at, key=key, now_due_on=due_on, note=note)
    record("Đặt hạn", milestone, by=by, note=written(due_on))
    return milestone


@transaction.atomic
def record_event(
    task: PlanTask,
    *,
    by: Access,
    happened_on: dt.date,
    at: dt.datetime,
    due_on: dt.date | None = None,
    note: str = "",
    key: uuid.UUID | None = None,
) -> Milestone:
    """Say when the event happened from which a duty's time counts ("kể từ khi nhận được văn bản").

    The due day is counted from the words of its deadline, or of its sentence, where they say how long; else, and only
    then, `due_on` is asked for. Raises DomainError with the reason.
    """
    task = _task_now(task)
    if before := said_before(key, by=by):
        return before.milestone
    require(rules.can_set_day_of(by, task))
    today = timezone.localdate(at)
    if happened_on > today:
        raise DomainError("Sự kiện chưa xảy ra. Hãy ghi nhận khi sự kiện đã có ngày, hoặc đặt hạn cho việc này.")
    rule = event_rule(task)
    term = rule.term if rule else None
    if term is not None:
        due = term_day(term, happened_on, days_for(task.plan, today)(*reached_by(term, happened_on)))
    else:
        due = due_on
    if due is None:
        raise DomainError("Thời hạn trong kế hoạch không nêu số ngày. Hãy nhập hạn phải xong.")
    require_day(task, due)
    milestone = _make(
        task, MilestoneKind.EVENT, start=min(happened_on, due), due_on=due, today=today,
        label=f"từ {written(happened_on)}", follows_calendar=term is not None,
    )  # fmt: skip
    say(milestone, EntryKind.EVENT, by=by, at=at, key=key, fact_on=happened_on, now_due_on=due, note=note)
    record("Ghi nhận sự kiện", milestone, by=by, note=f"{written(happened_on)}, hạn {written(due)}")
    return milestone


@transaction.atomic
def extend_milestone(
    milestone: Milestone,
    *,
    by: Access,
    seen: int,
    due_on: dt.date,
    reason: str,
    at: dt.datetime,
    key: uuid.UUID | None = None,
    answering: ExtensionRequest | None = None,
) -> Milestone:
    """Give more time; the first day stays in `original_due_on` and every step in the history.

    `answering`: the request that is agreed to. While one waits it is answered, not passed by.
    Raises DomainError, EditConflict when somebody changed the milestone since it was opened.
    """
    milestone = milestone_now(milestone)
    if before := said_before(key, by=by):
        return before.milestone
    require(rules.can_extend(by, milestone, duties_of(milestone.task)))
    if not squeeze(reason):
        raise DomainError("Hãy ghi lý do gia hạn.")
    waits = ExtensionRequest.objects.filter(milestone=milestone, answered_at__isnull=True).first()
    if waits is not None and waits != answering:
        raise DomainError(f"{waits.asked_by_name} đang xin gia hạn việc này. Hãy trả lời đề nghị ấy ở trên.")
    was = milestone.due_on
    if due_on <= was:
        raise DomainError(f"Hạn mới phải sau hạn đang có ({written(was)}).")
    require_day(milestone.task, due_on)
    milestone.due_on = due_on
    save_seen(milestone, seen=seen, fields=("due_on",))
    entry = say(milestone, EntryKind.EXTEND, by=by, at=at, key=key, was_due_on=was, now_due_on=due_on, note=reason)
    record("Gia hạn", milestone, by=by, before={"Hạn": was}, after={"Hạn": due_on}, note=squeeze(reason)[:300])
    settle_reminders(milestone, at=at)
    tell_extended(milestone, entry, by=by, but=answering.asked_by_id if answering else None)
    return milestone


def milestone_now(milestone: Milestone) -> Milestone:
    """The row as it is now, with what the rules look at, held until the transaction ends."""
    rows = Milestone.objects.select_for_update(of=("self",), no_key=True).select_related("plan", "task__assignment")
    try:
        return rows.get(pk=milestone.pk)
    except Milestone.DoesNotExist:
        raise DomainError("Việc này không còn trong danh sách.") from None


def _task_now(task: PlanTask) -> PlanTask:
    """The row as it is now, held until the transaction ends."""
    rows = PlanTask.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("plan__organisation", "plan__issued", "assignment").get(pk=task.pk)


def require_day(task: PlanTask, day: dt.date) -> None:
    """A day a person gives lies between the issue of the plan and the end of what a calendar can hold."""
    issued_on = task.plan.issued_on
    if issued_on is not None and day < issued_on:
        raise DomainError(f"Hạn không thể trước ngày ban hành kế hoạch ({written(issued_on)}).")
    if day > LAST_DAY:
        raise DomainError(f"Năm {day.year} quá xa. Hãy kiểm tra lại ngày.")


def _make(
    task: PlanTask,
    kind: MilestoneKind,
    *,
    start: dt.date,
    due_on: dt.date,
    today: dt.date,
    label: str,
    follows_calendar: bool = False,
) -> Milestone:
    try:
        with transaction.atomic():
            return Milestone.objects.create(
                organisation_id=task.plan.organisation_id, plan=task.plan, task=task, kind=kind, label=label[:160],
                start=start, due_on=due_on, original_due_on=due_on, known_on=today,
                follows_calendar=follows_calendar,
            )  # fmt: skip
    except IntegrityError:
        raise DomainError(f"Nhiệm vụ đã có mốc này, hạn {written(due_on)}.") from None
