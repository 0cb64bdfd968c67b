"""Giving a day to a duty whose words name none: set it, or record the event it counts from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from core.decision import require
from core.http import redirect_to
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans.deadlines import label
from work import rules
from work.forms.acts import EventForm, SetDayForm
from work.queries.detail import task_here
from work.queries.undated import why_undated
from work.views.answers import saved, status_of, url


@staff_view(rules.can_set_days)
def set_day(request: StaffRequest, task_id: int) -> HttpResponse:
    """Both forms on one page; `viec` says which was sent."""
    task = task_here(request.access, task_id)
    require(rules.can_set_day_of(request.access, task))
    term = task.rule.term if task.rule else None
    counted = label(task.rule) if task.rule and term and term.start is None else ""
    act = request.POST.get("viec", "")
    set_form = SetDayForm(request.POST if act == "dat-han" else None)
    event_form = EventForm(request.POST if act == "su-kien" else None, counted=counted)
    sent = {"dat-han": set_form, "su-kien": event_form}.get(act)
    if sent is not None and saved(sent, request, task):
        messages.success(request, "Đã đặt hạn." if act == "dat-han" else "Đã ghi nhận sự kiện và tính hạn.")
        return redirect_to(request, url(request, "undated"))
    context = {
        "task": task, "set_form": set_form, "event_form": event_form, "counted": counted, "why": why_undated(task),
        "back": url(request, "undated"), "event_first": bool(counted) or act == "su-kien",
    }  # fmt: skip
    return render(request, "work/set_day.html", context, status=status_of(sent) if sent is not None else 200)
