"""What of a plan is done for good: next year's plan need not carry it on."""

from __future__ import annotations

from plans.deadlines import DeadlineKind
from plans.models import Plan, PlanTask
from work.models import Milestone

_COMES_AGAIN = (DeadlineKind.RECURRING, DeadlineKind.CONTINUOUS)


def finished_tasks(plan: Plan) -> set[int]:
    """Duties with results, all of them declared done and none sent back.

    A recurring or continuous duty is done for its year and comes again, so it is never among them.
    """
    asked: dict[int, bool] = {}
    rows = Milestone.objects.filter(plan=plan, superseded=False)
    for task, done in rows.values_list("task", "completed_on"):
        asked[task] = asked.get(task, True) and done is not None
    done_ids = [task for task, done in asked.items() if done]
    tasks = PlanTask.objects.filter(pk__in=done_ids).select_related("assignment")
    return {task.pk for task in tasks if task.rule is None or task.rule.kind not in _COMES_AGAIN}
