"""Chỉ tiêu: what the targets of an issued plan came to, period by period, and whether they are reached."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.decision import require
from core.http import redirect_to
from core.lists import listing
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans.models import Plan
from work import rules_figures as rules
from work.forms.targets import CorrectValueForm, ValueForm
from work.queries.targets import Board, TargetRow, board, lead_units_of, plan_here, value_here
from work.reaching import Reach
from work.views.answers import saved, status_of, url

ROWS_A_PAGE = 60


@staff_view(rules.can_view_figures)
def targets(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = plan_here(request.access, plan_id)
    shown = board(plan, timezone.localdate())
    found = listing(request, shown.rows, size=ROWS_A_PAGE)
    context = {
        "plan": plan, "board": shown, "listing": found, "rows": found.page.object_list, "counts": _counts(shown),
        "may": rules.can_enter_values(request.access, plan, lead_units_of(plan)),
        "last_year": any(row.last_year for row in shown.rows),
    }  # fmt: skip
    return render(request, "work/targets.html", context)


def _counts(shown: Board) -> list[tuple[str, int]]:
    names = {
        Reach.REACHED: "đạt", Reach.MISSED: "không đạt", Reach.UNDER_WAY: "chưa đạt", Reach.UNSAID: "chưa có kết quả",
    }  # fmt: skip
    found = [row.reached.reach for row in shown.rows]
    return [(name, found.count(reach)) for reach, name in names.items()]


@staff_view(rules.can_view_figures)
def target(request: StaffRequest, plan_id: int, target_id: int) -> HttpResponse:
    """One target with its values; a POST says another one."""
    plan, today = plan_here(request.access, plan_id), timezone.localdate()
    row = board(plan, today).row_of(target_id)
    may = rules.can_enter_values(request.access, plan, lead_units_of(plan))
    form = None
    if request.method == "POST":
        require(may)
        form = ValueForm(request.POST, target=row.target, plan=plan, today=today)
        if saved(form, request):
            messages.success(request, "Đã ghi kết quả chỉ tiêu.")
            return redirect_to(request, url(request, "target", plan_id=plan.pk, target_id=target_id))
    elif may:
        form = ValueForm(target=row.target, plan=plan, today=today)
    return _target_page(request, plan, row, may, form)


def _target_page(request: StaffRequest, plan: Plan, row: TargetRow, may: Any, form: ValueForm | None) -> HttpResponse:
    context = {"plan": plan, "row": row, "may": may, "form": form, "series": row.series}
    return render(request, "work/target.html", context, status=status_of(form) if form is not None else 200)


@staff_view(rules.can_view_figures)
def value_correct(request: StaffRequest, value_id: int) -> HttpResponse:
    value = value_here(request.access, value_id)
    versions = Plan.objects.filter(lineage=value.lineage, issued__isnull=False).order_by("-version_no")
    plan = plan_here(request.access, versions.values_list("pk", flat=True)[0])
    require(rules.can_enter_values(request.access, plan, lead_units_of(plan)))
    form = CorrectValueForm(request.POST if request.method == "POST" else None, value=value, plan=plan)
    back = url(request, "targets", plan_id=plan.pk)
    if request.method == "POST" and saved(form, request):
        messages.success(request, "Đã đính chính. Kết quả cũ còn trong danh sách, gạch ngang.")
        return redirect_to(request, back)
    shown = board(plan, timezone.localdate(), with_last_year=False)
    rows = [*shown.rows, *shown.left]
    stands = next((each for row in rows for each in row.values if each.value.pk == value.pk), None)
    context = {"value": value, "shown": stands, "plan": plan, "form": form, "back": back}
    return render(request, "work/target_correct.html", context, status=status_of(form))
