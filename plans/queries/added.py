"""Duties given after the issue, as the plan's page lists them."""

from __future__ import annotations

from organisations.access import Access
from plans.models import Plan, PlanTask
from plans.queries.tasks import TaskView, task_view

SHOWN = 200


def added_tasks(plan: Plan, access: Access) -> list[TaskView]:
    """In the order they were given, those taken back among them; nothing for who looks from above. One query."""
    if access.from_above or plan.is_unissued:
        return []
    rows = PlanTask.objects.filter(plan=plan).added().select_related("assignment", "person")
    return [task_view(task) for task in rows.order_by("position", "pk")[:SHOWN]]


def plans_to_give_under(access: Access) -> list[Plan]:
    """The office's plans in force, the newest first: those under which a duty can be given."""
    rows = Plan.objects.of(access).live().select_related("organisation", "issued").defer("issued__content")
    return list(rows.order_by("-year", "-pk")[:100])
