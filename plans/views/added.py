"""Giao thêm việc: duties given under a plan after its issue."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.days import parse_day
from core.decision import require
from organisations.decorators import staff_view
from organisations.enums import Role
from organisations.http import StaffRequest
from organisations.queries import people_here, people_with_role, pickable_units
from plans import queries, rules
from plans.forms.added import AddedTaskForm, WithdrawAddedForm
from plans.models import Plan, PlanTask
from plans.views.answers import Page, answer_form, fetch_plan, url


def _plan(request: StaffRequest, plan_id: int) -> Plan:
    """A plan under which this person may give duties; a refusal carries its reason."""
    plan = fetch_plan(request, plan_id)
    require(rules.can_add_task(request.access, plan))
    return plan


def _back(request: StaffRequest, plan: Plan) -> str:
    return url(request, "detail", plan) + "#viec-giao-them"


@staff_view(rules.can_view_plans)
def added_new(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan, today = _plan(request, plan_id), timezone.localdate()
    form = AddedTaskForm(
        *((request.POST,) if request.method == "POST" else ()), plan=plan, today=today,
        units=list(pickable_units(request.organisation, today)), people=people_here(request.organisation, today),
        leaders=people_with_role(request.organisation, Role.LEADER, today),
    )  # fmt: skip
    page = Page(
        "Giao thêm việc", back=_back(request, plan), template="plans/added_form.html", button="Giao việc",
        done="Đã giao việc. Việc có trong “Việc của tôi” của người làm từ bây giờ.",
    )  # fmt: skip
    return answer_form(request, form, page, plan=plan, preview=_preview(request, plan))


def _preview(request: StaffRequest, plan: Plan) -> queries.Preview:
    given_on = parse_day(request.POST.get("given_on", "")) or timezone.localdate()
    words = request.POST.get("deadline_text", "")[:1000]
    return queries.deadline_preview(words, plan, request.POST.get("meaning", ""), given_on=given_on)


@staff_view(rules.can_view_plans)
def added_preview(request: StaffRequest, plan_id: int) -> HttpResponse:
    """How the words typed just now are understood, counted from the day the duty is given."""
    plan = _plan(request, plan_id)
    return render(request, "plans/deadline_preview.html", {"preview": _preview(request, plan)})


@staff_view(rules.can_view_plans)
def added_withdraw(request: StaffRequest, plan_id: int, task_id: int) -> HttpResponse:
    plan = _plan(request, plan_id)
    task = get_object_or_404(PlanTask.objects.added(), pk=task_id, plan=plan)
    task.plan = plan
    form = WithdrawAddedForm(
        *((request.POST,) if request.method == "POST" else ()), task=task, today=timezone.localdate()
    )
    page = Page(
        "Rút lại việc giao thêm", back=_back(request, plan), template="plans/added_withdraw.html", button="Rút lại",
        done="Đã rút lại việc này.",
    )  # fmt: skip
    return answer_form(request, form, page, plan=plan, task=task)
