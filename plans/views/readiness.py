"""What is still missing before a plan is submitted: the page, the short list beside a plan, warnings let stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.decision import Decision, Denied, require
from core.exceptions import DomainError, NotAllowed
from core.http import redirect_to
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import rules
from plans.domain import settling
from plans.forms.readiness import SettleForm
from plans.models import Plan
from plans.queries.readiness import readiness_of
from plans.readiness import Group, Place, Problem, Readiness, Spot
from plans.views.answers import fetch_plan, line_url, post_only, url

FIRST = 8  # checks named in the short list


@dataclass(frozen=True)
class ProblemView:
    """A problem with the address of its place. `key` names the line in the editor, "" outside the text."""

    problem: Problem
    url: str
    key: str


@dataclass(frozen=True)
class GroupView:
    group: Group
    rows: list[ProblemView]
    form: SettleForm | None = None  # the form as it was sent and refused


def place_url(request: StaffRequest, plan: Plan, place: Place, *, edit: bool, editor: bool = False) -> str:
    """Where one mends it: a form for those who may, else the paper at that line; inside the editor its line."""
    if editor and place.key:
        return f"{url(request, 'editor', plan)}#dong-{place.key}"
    if place.spot is Spot.TASK:
        return url(request, "task", plan, task_id=place.id)
    if edit:
        match place.spot:
            case Spot.ROW:
                return url(request, "row-edit", plan, row_id=place.id)
            case Spot.ASSIGNMENT:
                return url(request, "assignment", plan, assignment_id=place.id)
            case Spot.APPENDIX:
                return url(request, "appendix-edit", plan, appendix_id=place.id)
            case Spot.HEADER:
                return url(request, "header", plan)
            case Spot.SIGNING:
                return url(request, "signing", plan)
    return line_url(request, plan, place.line or None)


def _shown(
    request: StaffRequest, plan: Plan, problems: Sequence[Problem], *, edit: bool, editor: bool = False
) -> list[ProblemView]:
    return [
        ProblemView(each, place_url(request, plan, each.place, edit=edit, editor=editor), each.place.key)
        for each in problems
    ]


def submit_decision(request: StaffRequest, plan: Plan, ready: Readiness) -> Decision:
    """The button "Trình lãnh đạo": the rule's answer, then what stops the plan."""
    allowed = rules.can_submit_plan(request.access, plan)
    if allowed and not ready.is_ready:
        return Denied(f"Còn {ready.blocking_count} điều phải sửa trước khi trình.")
    return allowed


def checked_context(request: StaffRequest, plan: Plan, *, sent: SettleForm | None = None) -> dict[str, Any]:
    """What the page of the checks needs; `sent` is a form that was refused."""
    ready = readiness_of(plan, today=timezone.localdate())
    edit = bool(rules.can_edit_plan(request.access, plan))
    code = request.POST.get("code", "") if sent is not None else ""

    def views(groups: Sequence[Group]) -> list[GroupView]:
        return [
            GroupView(
                group, _shown(request, plan, group.problems, edit=edit), sent if group.check.code == code else None
            )
            for group in groups
        ]

    return {
        "plan": plan,
        "ready": ready,
        "blocking": views(ready.blocking),
        "advisory": views(ready.advisory),
        "information": views(ready.information),
        "settled": [(each, place_url(request, plan, each.problem.place, edit=edit)) for each in ready.settled],
        "edit": edit,
        "submit": submit_decision(request, plan, ready),
        "may_submit": bool(rules.can_write_plans(request.access)),
        "error": sent.first_error if sent is not None else "",
        "marks_sent": request.POST.getlist("mark") if sent is not None else [],
    }


def _fetch_checked(request: StaffRequest, plan_id: int) -> Plan:
    plan = fetch_plan(request, plan_id)
    require(rules.can_check_plan(request.access, plan))
    return plan


@staff_view(rules.can_view_plans)
def readiness(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = _fetch_checked(request, plan_id)
    return render(request, "plans/readiness.html", checked_context(request, plan))


@staff_view(rules.can_view_plans)
def readiness_summary(request: StaffRequest, plan_id: int) -> HttpResponse:
    """A fragment: each check with its count and the way to its first problem, and the button they let through or grey.

    `?o=trang` for the plan's own page, where links lead to forms; the editor's lead to its lines.
    """
    plan = _fetch_checked(request, plan_id)
    ready = readiness_of(plan, today=timezone.localdate())
    editor = request.GET.get("o") != "trang"
    edit = bool(rules.can_edit_plan(request.access, plan))
    heads = [group.problems[0] for group in ready.asking[:FIRST]]
    context = {
        "plan": plan,
        "ready": ready,
        "first": list(zip(ready.asking, _shown(request, plan, heads, edit=edit, editor=editor and edit), strict=False)),
        "total": ready.blocking_count + ready.advisory_count,
        "submit": submit_decision(request, plan, ready),
        "may_submit": bool(rules.can_submit_plan(request.access, plan)),
        "oob": not editor,
    }
    return render(request, "plans/readiness_summary.html", context)


@staff_view(rules.can_write_plans)
def readiness_settle(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_plan(request, plan_id)
    require(rules.can_edit_plan(request.access, plan))
    if request.method != "POST":
        return post_only()
    form = SettleForm(request.POST, plan=plan, today=timezone.localdate())
    if not form.try_save(by=request.access):
        return render(request, "plans/readiness.html", checked_context(request, plan, sent=form), status=422)
    messages.success(request, f"Đã để vậy {form.saved} điều. Ông/bà xem lại được ở cuối trang.")
    return redirect_to(request, url(request, "readiness", plan))


@staff_view(rules.can_write_plans)
def readiness_unsettle(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_plan(request, plan_id)
    require(rules.can_edit_plan(request.access, plan))
    if request.method != "POST":
        return post_only()
    code, mark = request.POST.get("code", "")[:40], request.POST.get("mark", "")[:200]
    try:
        settling.unsettle_problem(plan, by=request.access, code=code, mark=mark)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Điều này đã trở lại danh sách cần xem.")
    return redirect_to(request, url(request, "readiness", plan))
