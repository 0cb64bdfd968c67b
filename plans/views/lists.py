"""The lists of an office: its plans, and all their tasks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from core.http import whole_number
from core.lists import listing
from organisations.decorators import staff_view
from organisations.enums import Capability
from organisations.http import StaffRequest
from plans import queries, rules
from plans.forms.filters import PlanFilterForm, TaskFilterForm
from plans.queries import lists


def _reads_drafts(request: StaffRequest) -> bool:
    return request.access.can(Capability.VIEW_DRAFTS) and not request.access.from_above


@staff_view(rules.can_view_plans)
def plan_list(request: StaffRequest) -> HttpResponse:
    access = request.access
    form = PlanFilterForm(
        request.GET,
        years=queries.plan_years(access),
        units=list(queries.units_of(access)),
        drafts=_reads_drafts(request),
    )
    rows = lists.plan_list(access, **form.arguments)
    context = {
        "form": form,
        "listing": listing(request, rows, columns=lists.PLAN_COLUMNS, full=lists.plans_shown),
        "may_write": rules.can_write_plans(access),
    }
    return render(request, "plans/plan_list.html", context)


@staff_view(rules.can_view_plans)
def task_list(request: StaffRequest) -> HttpResponse:
    """The tasks of all plans of the office: in force, and those of drafts one may read."""
    access = request.access
    form = TaskFilterForm(
        request.GET,
        years=queries.plan_years(access),
        plans=lists.plans_to_choose(access, chosen=whole_number(request.GET.get("ke_hoach"))),
        units=list(queries.units_of(access)),
        drafts=_reads_drafts(request),
    )
    rows = lists.task_list(access, **form.arguments)
    found = listing(request, rows, columns=lists.TASK_COLUMNS, full=lists.task_views)
    return render(request, "plans/task_list.html", {"form": form, "listing": found})
