"""Dòng thời gian: the duties of a plan along its months, as a picture and as words; on paper, too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone

from core.http import redirect_to, render_page
from core.lists import PAGE
from documents.checks import printing_available
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans.enums import UNISSUED
from plans.models import Plan
from work import rules
from work.queries.mine import plans_in_force
from work.queries.timeline import axis_of_plan, duties_of_plan, lanes_of
from work.views.answers import url
from work.views.mine import is_ones_own

A_PAGE = 20  # duties


@staff_view(rules.can_view_work)
def timelines(request: StaffRequest) -> HttpResponse:
    """Which plan of those in force."""
    return render_page(
        request, "work/timelines.html", {"plans": plans_in_force(request.access), "own": is_ones_own(request)}
    )


@staff_view(rules.can_view_work)
def timeline(request: StaffRequest, plan_id: int) -> HttpResponse:
    """A page of duties; `?in=1` as PDF."""
    today = timezone.localdate()
    plans = Plan.objects.filter(organisation=request.organisation).exclude(state__in=UNISSUED)
    plan = get_object_or_404(plans.select_related("issued"), pk=plan_id)
    tasks = duties_of_plan(plan).select_related("assignment").defer("search")
    page = Paginator(tasks, A_PAGE).get_page(request.GET.get(PAGE))
    axis, own = axis_of_plan(plan, today), is_ones_own(request)
    lanes = lanes_of(list(page.object_list), plan, axis, today, request.organisation.code)
    context: dict[str, Any] = {
        "plan": plan, "page": page, "lanes": lanes, "axis": axis, "months": axis.months, "today": today,
        "today_x": axis.x(today) if axis.holds(today) else None, "organisation": request.organisation,
        "pages": page.paginator.num_pages, "own": own, "kept": "cua=toi" if own else "",
    }  # fmt: skip
    if "in" not in request.GET:
        return render_page(request, "work/timeline.html", context)
    from documents.render.working_paper import print_working_paper  # heavy

    available = printing_available()
    if not available:
        messages.error(request, available.reason)
        return redirect_to(request, url(request, "timeline", plan_id=plan.pk))
    response = HttpResponse(
        print_working_paper(render_to_string("work/print/timeline.html", context)), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="dong-thoi-gian-{plan.pk}-{page.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
