"""Followed duties that have no milestone, and why."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from organisations.access import Access
from plans.deadlines import DeadlineKind, DeadlineRule, Found, last_day
from plans.models import Plan, PlanTask
from work.in_sentence import found_in, is_counted_from_event
from work.models import Milestone


def undated_tasks(plan: Plan) -> QuerySet[PlanTask]:
    """Duties of one plan that are followed and have no day, in the order of the paper."""
    return _undated(PlanTask.objects.filter(plan=plan, tracked=True))


def undated_here(access: Access) -> QuerySet[PlanTask]:
    """The same for all plans in force of the organisation in the URL."""
    return _undated(PlanTask.objects.live().filter(plan__organisation=access.organisation))


def _undated(tasks: QuerySet[PlanTask]) -> QuerySet[PlanTask]:
    dated = Milestone.objects.filter(task=OuterRef("pk"), superseded=False)
    return tasks.filter(~Exists(dated), same_as__isnull=True).order_by("plan", "position", "pk")


def found_of(task: PlanTask) -> Found | None:
    """Time that the sentence names, of a duty whose place for the deadline is empty."""
    if task.rule is not None or task.effective_deadline_text.strip():
        return None
    return found_in(task.text, task.plan.year)


def event_rule(task: PlanTask) -> DeadlineRule | None:
    """What says how long the duty takes from an event: its deadline, else its sentence."""
    found = None if task.rule else found_of(task)
    rule = task.rule or (found.rule if found else None)
    return rule if rule is not None and is_counted_from_event(rule.term) else None


def why_undated(task: PlanTask) -> str:
    """Why the words gave no day, as a sentence for the list."""
    rule = task.rule
    if rule is None:
        if task.effective_deadline_text.strip():
            return "Chưa hiểu thời hạn."
        found = found_of(task)
        if found is None:
            return "Kế hoạch không ghi thời hạn."
        until = last_day(found.rule)
        if until is not None and task.plan.issued_on is not None and until < task.plan.issued_on:
            return f"Chưa ghi thời hạn riêng. Trong câu có: “{found.text}”, trước ngày ban hành kế hoạch."
        return f"Chưa ghi thời hạn riêng. Trong câu có: “{found.text}”."
    if is_counted_from_event(rule.term):
        return "Hạn tính từ một sự kiện: ghi nhận khi sự kiện xảy ra."
    if rule.kind is DeadlineKind.OPEN:
        return "Thời hạn không nêu ngày."
    return "Hạn trước ngày ban hành kế hoạch."
