"""Plans for tests of domain and pages, made through the domain."""

from __future__ import annotations

import datetime as dt

from documents.official import BlockKind
from organisations.access import Access
from organisations.models import Organisation
from plans.domain.drafting import add_block, create_plan
from plans.domain.issuing import issue_plan
from plans.domain.rows import add_row
from plans.domain.tables import add_table
from plans.domain.tasks import mark_task
from plans.models import Block, Plan
from tests.world import TODAY, World, access_of

CELLS = ["1", "Niêm yết công khai thủ tục hành chính", "Báo cáo", "Văn phòng - Thống kê", "Các ban, ngành", "Quý II"]


def drafted(world: World, title: str = "Cải cách hành chính năm 2026") -> Plan:
    """A skeleton draft of An Bình by Lan."""
    return create_plan(by=access_of(world.lan, world.an_binh), year=2026, title=title)


def content_heading(plan: Plan) -> Block:
    return Block.objects.get(plan=plan, role="content")


def with_line(plan: Plan, text: str = "Rà soát quy trình nội bộ", *, task: bool = False) -> Block:
    """One more dash under the heading of the duties."""
    by = Access.system(plan.organisation)
    block = add_block(plan, by=by, after=content_heading(plan), level=2, marker="-", text=text)
    if task:
        mark_task(block, by=by)
    return block


def with_table(plan: Plan, rows: int = 1) -> Block:
    """A task table of six columns at the end of the body, with this many duties."""
    by = Access.system(plan.organisation)
    last = Block.objects.filter(plan=plan).order_by("-position").first()
    table = add_table(plan, by=by, after=last)
    after = None
    for number in range(rows):
        after = add_row(table, by=by, after=after, cells=[str(number + 1), f"{CELLS[1]} {number + 1}", *CELLS[2:]])
    return table


def issued(world: World, plan: Plan, number: str = "97", on: dt.date = dt.date(2026, 4, 1)) -> Plan:
    by = access_of(world.hanh, world.an_binh)
    fresh = Plan.objects.get(pk=plan.pk)
    return issue_plan(fresh, by=by, number=number, issued_on=on, signer_name="Trần Văn Minh", today=TODAY)


def plan_of(organisation: Organisation, title: str = "Kế hoạch khác") -> Plan:
    return create_plan(by=Access.system(organisation), year=2026, title=title)


__all__ = ["CELLS", "BlockKind", "content_heading", "drafted", "issued", "plan_of", "with_line", "with_table"]
