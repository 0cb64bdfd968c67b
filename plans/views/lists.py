"""The lists of an office: its plans, all their tasks, the texts being compared; of one plan its tasks and history."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from core.decision import require
from core.forms.filters import WordsFilterForm
from core.http import whole_number
from core.lists import Column, listing, ordered
from organisations.decorators import staff_view
from organisations.enums import Capability
from organisations.http import StaffRequest
from plans import queries, rules
from plans.forms.filters import PlanFilterForm, PlanTaskFilterForm, ReadingFilterForm, TaskFilterForm
from plans.queries import lists
from plans.views.answers import fetch_plan


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


@staff_view(rules.can_view_plans)
def plan_tasks(request: StaffRequest, plan_id: int) -> HttpResponse:
    """The tasks of one plan, in the order of the paper or of their deadlines."""
    plan = fetch_plan(request, plan_id)
    assign = rules.can_assign_people(request.access, plan)
    facts = queries.task_facts(plan)
    form = PlanTaskFilterForm(request.GET)
    left = queries.filtered_facts(facts, show=form.wanted["loc"] or "", wanted=form.wanted["q"])
    rows = ordered(left, request, {"han": lambda fact: fact.until})
    columns = [*([Column("Chọn")] if assign else []), *lists.PLAN_TASK_COLUMNS]
    found = listing(request, rows, columns=columns, size=queries.TASKS_A_PAGE)
    context = {
        "plan": plan, "form": form, "listing": found, "views": queries.tasks_in_order([fact.id for fact in found.page]),
        "summary": queries.summary_of(facts), "twins": queries.twins(facts)[:20], "assign": assign,
        "writes": bool(rules.can_write_plans(request.access)),
    }  # fmt: skip
    return render(request, "plans/task_table.html", context)


@staff_view(rules.can_write_plans)
def readings(request: StaffRequest) -> HttpResponse:
    """Texts that were read and wait to be accepted."""
    form = ReadingFilterForm(request.GET)
    found = listing(request, lists.readings(request.access, form.wanted["q"]), columns=lists.READING_COLUMNS)
    return render(request, "plans/import_list.html", {"form": form, "listing": found})


@staff_view(rules.can_view_plans)
def plan_history(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_plan(request, plan_id)
    require(rules.can_view_history(request.access, plan))
    form = WordsFilterForm(request.GET)
    found = listing(request, queries.plan_history(plan, form.wanted["q"]), size=queries.ENTRIES_A_PAGE)
    context = {"plan": plan, "form": form, "listing": found, "rows": queries.history_rows(found.page)}
    return render(request, "plans/plan_history.html", context)
