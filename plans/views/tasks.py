"""Tasks: one on a page with all its words, acts on many at once, and how a deadline is understood."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.models import User
from core.decision import require
from core.http import redirect_to, render_page
from organisations.decorators import staff_view
from organisations.enums import Role
from organisations.http import StaffRequest
from organisations.queries import people_here, people_with_role
from plans import queries, rules
from plans.domain import tasks
from plans.forms.tasks import AssignmentForm, PartyForm, PeopleForm, TaskForm
from plans.models import AssignmentBlock, Plan, PlanTask, TaskUnit
from plans.views.answers import (
    Page,
    answer_form,
    confirm,
    fetch_draft,
    fetch_plan,
    line_url,
    post_only,
    seen_in,
    url,
)

MOST_PLACES = 300  # names offered while typing; a longer list is found by typing the whole name


def _task(plan: Plan, task_id: int) -> PlanTask:
    rows = PlanTask.objects.select_related("assignment", "block", "row__block", "same_as", "person", "director")
    task: PlanTask = get_object_or_404(rows, pk=task_id, plan=plan)
    task.plan = plan
    if task.assignment:
        task.assignment.plan = plan
    return task


def _page(request: StaffRequest, plan: Plan, task: PlanTask, done: str = "") -> Page:
    back = url(request, "task", plan, task_id=task.pk)
    return Page("Nhiệm vụ", back=back, template="plans/task.html", done=done)


def _staff(request: StaffRequest) -> tuple[QuerySet[User], QuerySet[User]]:
    today = timezone.localdate()
    people = people_here(request.organisation, today)
    return people, people_with_role(request.organisation, Role.LEADER, today)


def _around(request: StaffRequest, plan: Plan, task: PlanTask) -> dict[str, Any]:
    """All that the page of a task shows, whichever of its forms was sent."""
    people, leaders = _staff(request)
    units = list(queries.units_of(request.access))
    places = queries.places_around(plan, timezone.localdate())
    owners = [task] + ([task.assignment] if task.assignment else [])
    parties = [party for owner in owners for party in owner.parties.select_related("unit", "organisation")]
    line = task.row.block_id if task.row else task.block_id
    return {
        "view": queries.task_view(task),
        "task_form": TaskForm(task=task),
        "people_form": PeopleForm(task=task, people=people, leaders=leaders),
        "parties": [(party, PartyForm(party=party, units=units, places=places)) for party in parties],
        "places": list(places)[:MOST_PLACES],
        "preview": queries.deadline_preview(task.effective_deadline_text, plan, queries.meaning_of(task.deadline)),
        "edit": rules.can_edit_plan(request.access, plan),
        "assign": rules.can_assign_people(request.access, plan),
        "writes": bool(rules.can_write_plans(request.access)),
        "line_url": line_url(request, plan, line),
    }


@staff_view(rules.can_view_plans)
def task_detail(request: StaffRequest, plan_id: int, task_id: int) -> HttpResponse:
    """The task and its forms. Its words are sent here, who is in charge to task_people."""
    plan = fetch_plan(request, plan_id)
    task = _task(plan, task_id)
    if task.is_added and request.access.from_above:
        raise Http404  # what an office gives after the issue is its own matter
    if request.method != "POST":
        return render_page(request, "plans/task.html", {"plan": plan, "task": task, **_around(request, plan, task)})
    require(rules.can_edit_plan(request.access, plan))
    form = TaskForm(request.POST, task=task)
    around = {**_around(request, plan, task), "task_form": form}
    around["preview"] = queries.deadline_preview(
        request.POST.get("deadline_text", "")[:1000], plan, request.POST.get("meaning", "")
    )
    return answer_form(
        request, form, _page(request, plan, task, "Đã lưu nhiệm vụ."), plan=plan, task=task, **around,
        fresh=lambda: TaskForm(task=_task(plan, task_id)),
    )  # fmt: skip


@staff_view(rules.can_write_plans)
def task_people(request: StaffRequest, plan_id: int, task_id: int) -> HttpResponse:
    plan = fetch_plan(request, plan_id)
    require(rules.can_assign_people(request.access, plan))
    task = _task(plan, task_id)
    people, leaders = _staff(request)
    if request.method != "POST":
        return redirect_to(request, url(request, "task", plan, task_id=task_id))
    form = PeopleForm(request.POST, task=task, people=people, leaders=leaders)
    around = {**_around(request, plan, task), "people_form": form}
    return answer_form(
        request, form, _page(request, plan, task, "Đã lưu người phụ trách."), plan=plan, task=task, **around,
        fresh=lambda: PeopleForm(task=_task(plan, task_id), people=people, leaders=leaders),
    )  # fmt: skip


@staff_view(rules.can_write_plans)
def task_unmark(request: StaffRequest, plan_id: int, task_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    task = _task(plan, task_id)
    page = Page(
        "Bỏ đánh dấu nhiệm vụ", back=line_url(request, plan, task.block_id), button="Bỏ đánh dấu",
        done="Dòng này không còn là nhiệm vụ.",
    )  # fmt: skip
    return confirm(
        request, page, lambda: tasks.unmark_task(task, by=request.access, seen=seen_in(request)),
        plan=plan, text=f"Dòng vẫn được in nhưng không còn là nhiệm vụ: {task}", seen=task.version,
    )  # fmt: skip


@staff_view(rules.can_write_plans)
def party_link(request: StaffRequest, plan_id: int, party_id: int) -> HttpResponse:
    """Say what a printed name stands for; back to the page it was asked on."""
    plan = fetch_plan(request, plan_id)
    require(rules.can_assign_people(request.access, plan))
    rows = TaskUnit.objects.select_related("assignment", "organisation")
    party = get_object_or_404(rows, pk=party_id, plan=plan)
    party.plan = plan
    task_id = party.task_id or PlanTask.objects.filter(assignment=party.assignment).values_list("pk", flat=True).first()
    back = url(request, "task", plan, task_id=task_id) if task_id else url(request, "detail", plan)
    if request.method != "POST":
        return redirect_to(request, back)
    places = queries.places_around(plan, timezone.localdate())
    form = PartyForm(request.POST, party=party, units=list(queries.units_of(request.access)), places=places)
    later = " và các kế hoạch sau" if request.POST.get("stands_for") in form.units else ""
    page = Page(
        "Tên này chỉ ai?",
        back=back,
        template="plans/party_form.html",
        done=f"Đã ghi nhớ “{party.name}” cho cả kế hoạch{later}.",
    )
    return answer_form(request, form, page, plan=plan, places=list(places)[:MOST_PLACES])


@staff_view(rules.can_write_plans)
def deadline_preview(request: StaffRequest, plan_id: int) -> HttpResponse:
    """How the words typed just now are understood; asked for while they are typed."""
    plan = fetch_plan(request, plan_id)
    sent = request.POST if request.method == "POST" else request.GET
    preview = queries.deadline_preview(sent.get("deadline_text", "")[:1000], plan, sent.get("meaning", ""))
    return render(request, "plans/deadline_preview.html", {"preview": preview})


@staff_view(rules.can_write_plans)
def assignment(request: StaffRequest, plan_id: int, assignment_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)

    def stored() -> AssignmentBlock:
        block: AssignmentBlock = get_object_or_404(AssignmentBlock, pk=assignment_id, plan=plan)
        block.plan = plan
        return block

    block = stored()
    form = AssignmentForm(*((request.POST,) if request.method == "POST" else ()), assignment=block)
    first = block.lines.order_by("position").first()
    page = Page(
        "Sửa khối phân công", back=line_url(request, plan, first.pk if first else None),
        template="plans/assignment_form.html", done="Đã lưu khối phân công.",
    )  # fmt: skip
    preview = queries.deadline_preview(str(form["deadline_text"].value() or "")[:1000], plan, form["meaning"].value())
    return answer_form(
        request, form, page, plan=plan, lines=block.lines.order_by("position"), covered=block.tasks.count(),
        preview=preview, fresh=lambda: AssignmentForm(assignment=stored()),
    )  # fmt: skip


def _back_to_table(request: StaffRequest, plan: Plan) -> HttpResponse:
    query = QueryDict(request.POST.get("query", "")[:500]).urlencode()
    return redirect_to(request, url(request, "tasks", plan) + (f"?{query}" if query else ""))


@staff_view(rules.can_write_plans)
def task_follow(request: StaffRequest, plan_id: int) -> HttpResponse:
    """Theo dõi / chỉ in for the ticked tasks. Ids of another plan are no tasks of this one."""
    plan = fetch_plan(request, plan_id)
    require(rules.can_assign_people(request.access, plan))
    if request.method != "POST":
        return post_only()
    ids = [int(each) for each in request.POST.getlist("task")[:5000] if each.isdecimal() and len(each) < 18]
    ticked = list(PlanTask.objects.filter(plan=plan, pk__in=ids).select_related("plan__organisation"))
    tracked = request.POST.get("viec") == "theo-doi"
    changed = tasks.set_tracked(ticked, by=request.access, tracked=tracked)
    if not ticked:
        messages.warning(request, "Ông/bà chưa chọn nhiệm vụ nào.")
    else:
        messages.success(request, f"{changed} nhiệm vụ chuyển sang “{'theo dõi' if tracked else 'chỉ in'}”.")
    return _back_to_table(request, plan)


@staff_view(rules.can_write_plans)
def task_merge(request: StaffRequest, plan_id: int, task_id: int) -> HttpResponse:
    """Gộp trùng: this task is followed as that one; without one it is a task of its own again."""
    plan = fetch_plan(request, plan_id)
    require(rules.can_assign_people(request.access, plan))
    if request.method != "POST":
        return post_only()
    kept = request.POST.get("giu", "")
    same_as = _task(plan, int(kept)) if kept.isdecimal() and len(kept) < 18 else None
    tasks.merge_same(_task(plan, task_id), by=request.access, same_as=same_as)
    messages.success(request, "Đã gộp: hai chỗ in được theo dõi một lần." if same_as else "Đã tách thành hai nhiệm vụ.")
    return _back_to_table(request, plan)
