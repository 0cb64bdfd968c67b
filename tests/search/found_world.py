"""One of everything that can be found, in An Bình, at its neighbour's and above; each title holds the word "sếu"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from organisations.access import Access
from organisations.domain.units import create_unit
from organisations.models import Organisation, Unit
from plans.domain.drafting import create_plan
from plans.domain.importing import start_import
from plans.domain.issuing import issue_plan
from plans.enums import PlanState
from plans.models import Plan, PlanImport, PlanTask
from tests.plans.plans_world import with_line
from tests.world import TODAY, World, access_of

WORD = "sếu"


@dataclass
class Found:
    draft: Plan
    submitted: Plan
    issued: Plan
    neighbours: Plan
    neighbours_draft: Plan
    above: Plan
    unit: Unit
    reading: PlanImport


def plan_with_task(organisation: Organisation, name: str, year: int = 2026) -> Plan:
    plan = create_plan(by=Access.system(organisation), year=year, title=f"Sếu {name}")
    with_line(plan, f"Việc sếu {name}", task=True)
    return Plan.objects.get(pk=plan.pk)


def issue(plan: Plan, number: str, on: dt.date = dt.date(2026, 4, 1)) -> Plan:
    by = Access.system(plan.organisation)
    return issue_plan(plan, by=by, number=number, issued_on=on, signer_name="Trần Văn Minh", today=TODAY)


def one_of_each(world: World) -> Found:
    submitted = plan_with_task(world.an_binh, "đã trình")
    Plan.objects.filter(pk=submitted.pk).update(state=PlanState.SUBMITTED)
    by = Access.system(world.an_binh)
    return Found(
        draft=plan_with_task(world.an_binh, "dự thảo"),
        submitted=submitted,
        issued=issue(plan_with_task(world.an_binh, "ban hành"), "97"),
        neighbours=issue(plan_with_task(world.binh_minh, "láng giềng"), "98"),
        neighbours_draft=plan_with_task(world.binh_minh, "nháp của láng giềng"),
        above=issue(plan_with_task(world.province, "của tỉnh"), "99"),
        unit=create_unit(organisation=world.an_binh, name="Tổ sếu", short_name="", today=TODAY, by=by),
        reading=start_import(
            by=access_of(world.lan, world.an_binh),
            name="seu.txt",
            text="KẾ HOẠCH\nSếu năm 2026\nI. VIỆC\n- Đếm sếu.",
        ),
    )


def tasks_of(*plans: Plan) -> set[str]:
    return set(PlanTask.objects.filter(plan__in=plans).values_list("text", flat=True))
