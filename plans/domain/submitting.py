"""Trình lãnh đạo: a plan goes to the leader, is withdrawn or returned. The moves stand in `plans.review`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from audit.record import record
from core.exceptions import DomainError
from core.text import squeeze
from organisations.access import Access
from plans import rules
from plans.domain.saving import require_now
from plans.enums import ReviewAction
from plans.models import Plan, PlanReviewStep
from plans.queries.readiness import readiness_of
from plans.readiness import Problem
from plans.review import MOVES

SAID = 3  # problems named in a refusal; the page of the checks names all
LONGEST_NOTE = 2000


class NotReady(DomainError):
    """The plan has problems that stop it. `problems` are the first of them."""

    def __init__(self, problems: Sequence[Problem], count: int) -> None:
        more = f" Còn {count - len(problems)} điều nữa." if count > len(problems) else ""
        super().__init__("Chưa trình được. " + " ".join(each.sentence for each in problems) + more)
        self.problems = problems


@transaction.atomic
def submit_plan(plan: Plan, *, by: Access, today: dt.date, note: str = "") -> Plan:
    """The words are frozen and the leader sees the plan. What stops a plan is looked for once more, here.

    Raises NotReady with the first sentences.
    """
    require_now(rules.can_submit_plan, by, plan)
    ready = readiness_of(Plan.objects.select_related("organisation").get(pk=plan.pk), today=today)
    if not ready.is_ready:
        stopping = [problem for group in ready.blocking for problem in group.problems]
        raise NotReady(stopping[:SAID], ready.blocking_count)
    return _move(plan, ReviewAction.SUBMIT, by=by, note=note, left=ready.advisory_count)


@transaction.atomic
def withdraw_plan(plan: Plan, *, by: Access, note: str = "") -> Plan:
    """The office takes its plan back to work on it."""
    require_now(rules.can_withdraw_plan, by, plan)
    return _move(plan, ReviewAction.WITHDRAW, by=by, note=note)


@transaction.atomic
def return_plan(plan: Plan, *, by: Access, note: str) -> Plan:
    """The leader or the head of the unit gives it back, saying why."""
    require_now(rules.can_return_plan, by, plan)
    return _move(plan, ReviewAction.RETURN, by=by, note=note)


def _move(plan: Plan, action: ReviewAction, *, by: Access, note: str, left: int = 0) -> Plan:
    """Called with the plan's row locked and the rule asked. `left`: warnings nobody settled."""
    move = MOVES[action]
    words = "\n".join(filter(None, (squeeze(line) for line in note.replace("\x00", "").splitlines())))
    if move.asks and not words:
        raise DomainError("Hãy ghi lý do, để người soạn biết phải sửa gì.")
    if len(words) > LONGEST_NOTE:
        raise DomainError(f"Ý kiến dài quá {LONGEST_NOTE} ký tự. Hãy viết ngắn lại.")
    if plan.state != move.before:  # the rule knows; a move added without its rule must not slip through
        raise DomainError("Kế hoạch không còn ở bước này. Hãy tải lại trang.")
    plan.state = move.after
    plan.save(update_fields=["state", "updated_at"])
    PlanReviewStep.objects.create(plan=plan, action=action, note=words, by_id=by.user_id, by_name=by.user_name)
    also = f"{left} điều cần xem chưa giải quyết. " if left else ""
    record(action.label, plan, by=by, note=f"{also}{words}".strip()[:300])
    return plan
