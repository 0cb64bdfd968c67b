"""Căn cứ, chỉ tiêu, công khai, báo cáo of a plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.http import redirect_to, render_page
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import queries, rules
from plans.domain import clauses
from plans.domain.rereading import reread_clauses
from plans.forms.clauses import FORMS, NAMES, ClauseForm
from plans.models import Plan
from plans.queries.bases import basis_facts, plan_day
from plans.views.answers import Page, answer_form, confirm, fetch_draft, fetch_line, fetch_plan, post_only, seen_in, url


def _form_of(kind: str) -> type[ClauseForm]:
    if kind not in FORMS:
        raise Http404
    return FORMS[kind]


def _clause(plan: Plan, kind: str, clause_id: int) -> Any:
    clause = get_object_or_404(_form_of(kind).model.objects.select_related("block"), pk=clause_id, plan=plan)
    clause.plan = plan
    return clause


@staff_view(rules.can_view_plans)
def clause_list(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_plan(request, plan_id)
    found = queries.clauses_of(plan)
    day = plan_day(plan, timezone.localdate())
    context = {
        "plan": plan,
        "day": day,
        "bases": basis_facts(found["can-cu"], request.access, day),
        "groups": [{"kind": kind, "name": NAMES[kind], "rows": rows} for kind, rows in found.items()],
        "edit": rules.can_edit_plan(request.access, plan),
    }
    return render_page(request, "plans/clauses.html", context)


@staff_view(rules.can_write_plans)
def clause_reread(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    if request.method != "POST":
        return post_only()
    added = reread_clauses(plan, by=request.access)
    messages.success(request, f"Đã thêm {added} mục đọc được từ các dòng." if added else "Không có mục mới.")
    return redirect_to(request, url(request, "clauses", plan))


@staff_view(rules.can_write_plans)
def clause_add(request: StaffRequest, plan_id: int, kind: str) -> HttpResponse:
    """A new one; ?dong= names the line that says it."""
    plan = fetch_draft(request, plan_id)
    form_class = _form_of(kind)
    line = request.GET.get("dong", "")
    block = fetch_line(plan, int(line)) if line.isdecimal() and len(line) < 18 else None
    form = form_class(*((request.POST,) if request.method == "POST" else ()), plan=plan, block=block)
    page = Page(f"Thêm {NAMES[kind].lower()}", back=url(request, "clauses", plan), button="Thêm", done="Đã thêm.")
    return answer_form(request, form, page, plan=plan)


@staff_view(rules.can_write_plans)
def clause_edit(request: StaffRequest, plan_id: int, kind: str, clause_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    clause = _clause(plan, kind, clause_id)
    form_class = _form_of(kind)
    form = form_class(*((request.POST,) if request.method == "POST" else ()), plan=plan, clause=clause)
    page = Page(f"Sửa {NAMES[kind].lower()}", back=url(request, "clauses", plan))
    return answer_form(
        request, form, page, plan=plan, fresh=lambda: form_class(plan=plan, clause=_clause(plan, kind, clause_id))
    )


@staff_view(rules.can_write_plans)
def clause_delete(request: StaffRequest, plan_id: int, kind: str, clause_id: int) -> HttpResponse:
    plan = fetch_draft(request, plan_id)
    clause = _clause(plan, kind, clause_id)
    page = Page(f"Xóa {NAMES[kind].lower()}", back=url(request, "clauses", plan), button="Xóa", done="Đã xóa.")
    return confirm(
        request, page, lambda: clauses.delete_clause(clause, by=request.access, seen=seen_in(request)),
        plan=plan, text=f"{clause}. Dòng in trong văn bản vẫn giữ nguyên.", seen=clause.version, grave=True,
    )  # fmt: skip
