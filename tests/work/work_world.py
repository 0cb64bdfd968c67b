"""Issued plans with duties, made through the domain, for tests of what happens after the issue."""

from __future__ import annotations

import datetime as dt

from organisations.access import Access
from plans.domain.rows import add_row
from plans.domain.tables import add_table
from plans.domain.tasks import set_tracked
from plans.models import Block, Plan, PlanTask
from tests.plans.plans_world import drafted, issued
from tests.world import TODAY, World
from work.models import Milestone

OFFICE, CULTURE = "Văn phòng - Thống kê", "Văn hóa - Xã hội"
ISSUED_ON = dt.date(2026, 4, 1)
NOW = dt.datetime(2026, 5, 11, 2, tzinfo=dt.UTC)  # 9 o'clock of TODAY in Vietnam


def draft_with(world: World, *deadlines: str, lead: str = OFFICE, coordinating: str = CULTURE) -> Plan:
    """A draft of An Bình whose table has one followed duty for each deadline, in this order."""
    plan = drafted(world)
    by = Access.system(plan.organisation)
    last = Block.objects.filter(plan=plan).order_by("-position").first()
    table = add_table(plan, by=by, after=last)
    after = None
    for number, words in enumerate(deadlines, 1):
        cells = [str(number), f"Nhiệm vụ thứ {number}", "Báo cáo", lead, coordinating, words]
        after = add_row(table, by=by, after=after, cells=cells)
    set_tracked(list(PlanTask.objects.filter(plan=plan)), by=by, tracked=True)
    return plan


def issued_with(
    world: World, *deadlines: str, on: dt.date = ISSUED_ON, number: str = "97", lead: str = OFFICE,
    coordinating: str = CULTURE,
) -> Plan:  # fmt: skip
    """The same, issued by Hạnh."""
    return issued(world, draft_with(world, *deadlines, lead=lead, coordinating=coordinating), number, on)


def tasks_of(plan: Plan) -> list[PlanTask]:
    rows = PlanTask.objects.filter(plan=plan, row__isnull=False).order_by("row__position")
    return list(rows.select_related("plan__organisation", "plan__issued", "assignment"))


def milestones_of(plan: Plan, duty: int = 1) -> list[Milestone]:
    """The milestones of the duty with this number, by day."""
    return list(Milestone.objects.filter(task=tasks_of(plan)[duty - 1]).select_related("plan", "task"))


def days_of(plan: Plan, duty: int = 1) -> list[dt.date]:
    return [each.due_on for each in milestones_of(plan, duty)]


__all__ = ["CULTURE", "ISSUED_ON", "NOW", "OFFICE", "TODAY", "days_of", "draft_with", "issued_with", "milestones_of"]
