"""Duties given under a plan after its issue: by a conclusion, a direction, an inspection. The paper stays as it is."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from accounts.models import User
from audit.record import record
from core.days import written
from core.exceptions import DomainError
from core.saving import require_sound
from core.text import plain_text, squeeze
from organisations.access import Access
from organisations.models import Membership, Unit
from plans import added, rules
from plans.deadlines import DeadlineKind, DeadlineRule, parse
from plans.domain.saving import require_now
from plans.domain.tasks import require_leader, stored
from plans.enums import PartyKind, PartyRole
from plans.models import Plan, PlanTask, TaskUnit

MOST = 500  # duties given to one plan after its issue; whoever needs more needs a corrected plan
LONGEST = 5000


@transaction.atomic
def add_task_after_issue(
    plan: Plan,
    *,
    by: Access,
    text: str,
    origin: str,
    today: dt.date,
    given_on: dt.date | None = None,
    lead_units: Sequence[Unit] = (),
    coordinating_units: Sequence[Unit] = (),
    person_id: int | None = None,
    director_id: int | None = None,
    due_on: dt.date | None = None,
    deadline_text: str = "",
    deadline: DeadlineRule | None = None,
    result_text: str = "",
    key: uuid.UUID | None = None,
) -> PlanTask:
    """Give a duty that stands in no line of the plan: it is followed like the others and never printed.

    `origin` says by what it was given ("Kết luận kiểm tra ngày …"), `given_on` when (today where nothing is
    said). The time is one day (`due_on`) or words, which the plan's own parser reads; `deadline` is a person's
    choice among the meanings of ambiguous words. The same `key` twice gives one duty.
    Raises DomainError with the reason.
    """
    require_now(rules.can_add_task, by, plan)
    if before := _given_before(plan, key):
        return before
    text, origin, given_on = plain_text(text).strip(), squeeze(origin), given_on or today
    if not text:
        raise DomainError("Hãy ghi việc phải làm.")
    if len(text) > LONGEST:
        raise DomainError(f"Nội dung việc dài hơn {LONGEST} ký tự. Hãy tách thành nhiều việc.")
    if not origin:
        raise DomainError("Hãy ghi căn cứ giao việc, ví dụ: Kết luận kiểm tra ngày 05/6/2026.")
    if not lead_units and person_id is None:
        raise DomainError("Hãy chọn bộ phận chủ trì hoặc người phụ trách.")
    _require_given_day(plan, given_on, today)
    _require_here(plan, [*lead_units, *coordinating_units], [person_id, director_id], today)
    if director_id is not None:
        require_leader(User.objects.get(pk=director_id), plan)
    words = squeeze(deadline_text) or (written(due_on) if due_on is not None else "")
    rule = deadline or understood_since(words, plan, given_on)
    _require_time(rule, given_on)
    if PlanTask.objects.filter(plan=plan).added().count() >= MOST:
        raise DomainError(f"Kế hoạch đã có {MOST} việc giao thêm. Hãy lập bản thay thế của kế hoạch.")
    task = PlanTask(
        plan=plan, text=text, tracked=True, position=_next_position(plan), person_id=person_id,
        director_id=director_id, lead_text=_names(lead_units), coordinating_text=_names(coordinating_units),
        deadline_text=words, deadline=stored(rule), result_text=squeeze(result_text), origin_text=origin,
        added_on=given_on, added_by_name=by.user_name, added_key=key,
    )  # fmt: skip
    require_sound(task)
    task.save()
    _write_units(task, lead_units, coordinating_units)
    record("Giao thêm việc", plan, by=by, note=f"{task} ({origin})"[:300])
    added.begin(task, by=by, today=today)
    return task


@transaction.atomic
def withdraw_added_task(
    task: PlanTask, *, by: Access, reason: str, today: dt.date, at: dt.datetime
) -> PlanTask:  # fmt: skip
    """Take back a duty given after the issue, as long as nobody has begun it. It stays with the reason."""
    require_now(rules.can_add_task, by, task.plan)
    reason = squeeze(reason)
    if not reason:
        raise DomainError("Hãy ghi lý do rút lại việc này.")
    task.refresh_from_db(fields=("added_on", "withdrawn_on", "version"))
    if not task.is_added:
        raise DomainError("Việc này nằm trong văn bản kế hoạch nên không rút lại được.")
    if task.withdrawn_on is not None:
        raise DomainError("Việc này đã được rút lại.")
    if added.has_begun(task):
        raise DomainError("Đã có người nhận hoặc ghi kết quả việc này nên không rút lại được; hãy gia hạn hoặc duyệt.")
    # No word finds it any more; what it was stays on the plan's page and in its history.
    PlanTask.objects.filter(pk=task.pk).update(
        tracked=False, withdrawn_on=today, withdrawn_reason=reason[:500], search="", version=F("version") + 1
    )
    task.refresh_from_db()
    added.withdrawn(task, by=by, today=today, at=at)
    record("Rút lại việc giao thêm", task.plan, by=by, note=f"{task}: {reason}"[:300])
    return task


def carry_added(previous: Plan, plan: Plan) -> int:
    """A corrected version is issued: what was given under the earlier one is owed under this one, too.

    Called by the door that issues, before anybody follows. Returns how many.
    """
    going = list(PlanTask.objects.filter(plan=previous, withdrawn_on__isnull=True).added().order_by("position", "pk"))
    parties: dict[int, list[TaskUnit]] = {}
    for party in TaskUnit.objects.filter(task__in=[task.pk for task in going]):
        parties.setdefault(party.task_id or 0, []).append(party)
    for task in going:
        units = parties.get(task.pk, [])
        task.pk, task.plan, task.same_as, task.added_key, task.version = None, plan, None, None, 1
        task._state.adding = True
        task.save()
        for party in units:
            party.pk, party.plan, party.task = None, plan, task
            party._state.adding = True
        TaskUnit.objects.bulk_create(units)
    return len(going)


def understood_since(words: str, plan: Plan, given_on: dt.date) -> DeadlineRule | None:
    """Words without a year mean the plan's year, or the year in which the duty was given where that is later."""
    return parse(words, plan_year=max(plan.year, given_on.year), plan_date=given_on)


def _given_before(plan: Plan, key: uuid.UUID | None) -> PlanTask | None:
    """What was made of this sending already; a key of another plan says nothing here."""
    return PlanTask.objects.filter(plan=plan, added_key=key).first() if key is not None else None


def _require_given_day(plan: Plan, given_on: dt.date, today: dt.date) -> None:
    if given_on > today:
        raise DomainError("Ngày giao việc không thể sau hôm nay.")
    first = Plan.objects.filter(lineage=plan.lineage, issued__isnull=False).order_by("version_no").first() or plan
    if first.issued_on is not None and given_on < first.issued_on:
        raise DomainError(f"Ngày giao việc không thể trước ngày ban hành kế hoạch ({written(first.issued_on)}).")


def _require_here(plan: Plan, units: Sequence[Unit], people: Sequence[int | None], today: dt.date) -> None:
    for unit in units:
        if unit.organisation_id != plan.organisation_id:
            raise DomainError("Chỉ giao việc cho bộ phận của đơn vị.")
    wanted = {each for each in people if each is not None}
    here = Membership.objects.active_on(today).filter(organisation=plan.organisation, user__in=wanted)
    gone = wanted - set(here.values_list("user", flat=True))
    if gone:
        names = ", ".join(User.objects.filter(pk__in=gone).values_list("full_name", flat=True))
        raise DomainError(f"{names or 'Người được chọn'} không làm việc ở {plan.organisation}. Hãy chọn người khác.")


def _require_time(rule: DeadlineRule | None, given_on: dt.date) -> None:
    if rule is None:
        return
    if rule.kind is DeadlineKind.DATE and rule.end is not None and rule.end < given_on:
        raise DomainError(f"Hạn {written(rule.end)} trước ngày giao việc ({written(given_on)}). Hãy xem lại.")


def _next_position(plan: Plan) -> int:
    last: dict[str, Any] = PlanTask.objects.filter(plan=plan).aggregate(last=Max("position"))
    return (last["last"] or 0) + 1


def _names(units: Sequence[Unit]) -> str:
    return "; ".join(unit.name for unit in units)


def _write_units(task: PlanTask, leads: Sequence[Unit], coordinating: Sequence[Unit]) -> None:
    TaskUnit.objects.bulk_create(
        TaskUnit(
            plan=task.plan,
            task=task,
            role=role,
            position=position,
            name=unit.name[:300],
            kind=PartyKind.UNIT,
            unit=unit,
        )
        for role, units in ((PartyRole.LEAD, leads), (PartyRole.COORDINATE, coordinating))
        for position, unit in enumerate(units)
    )
