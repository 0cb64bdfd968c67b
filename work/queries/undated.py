"""Followed duties that have no milestone, and why."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from organisations.access import Access
from plans.deadlines import DeadlineKind
from plans.models import Plan, PlanTask
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


def why_undated(task: PlanTask) -> str:
    """Why the words gave no day, as a sentence for the list."""
    rule = task.rule
    if rule is None:
        if not task.effective_deadline_text.strip():
            return "Kế hoạch không ghi thời hạn."
        return "Chưa hiểu thời hạn."
    if rule.term is not None and rule.term.start is None and not rule.term.from_issue:
        return "Hạn tính từ một sự kiện: ghi nhận khi sự kiện xảy ra."
    if rule.kind is DeadlineKind.OPEN:
        return "Thời hạn không nêu ngày."
    return "Hạn trước ngày ban hành kế hoạch."
