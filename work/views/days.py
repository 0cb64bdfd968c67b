"""Giving a day to a duty whose words name none: set it, or record the event it counts from."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from core.decision import require
from core.http import redirect_to
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans.deadlines import Found, label, last_day
from plans.models import PlanTask
from work import rules
from work.forms.acts import EventForm, SetDayForm
from work.queries.detail import task_here
from work.queries.undated import event_rule, found_of, why_undated
from work.views.answers import saved, status_of, url


@staff_view(rules.can_set_days)
def set_day(request: StaffRequest, task_id: int) -> HttpResponse:
    """Both forms on one page, one of them open; `viec` says which was sent."""
    task = task_here(request.access, task_id)
    require(rules.can_set_day_of(request.access, task))
    rule, found = event_rule(task), found_of(task)
    counted = label(rule) if rule else ""
    act = request.POST.get("viec", "")
    proposed = {"due_on": _proposed(task, found)}
    set_form = SetDayForm(request.POST if act == "dat-han" else None, initial=proposed)
    event_form = EventForm(request.POST if act == "su-kien" else None, counted=counted)
    sent = {"dat-han": set_form, "su-kien": event_form}.get(act)
    if sent is not None and saved(sent, request, task):
        messages.success(request, "Đã đặt hạn." if act == "dat-han" else "Đã ghi nhận sự kiện và tính hạn.")
        return redirect_to(request, url(request, "undated"))
    context = {
        "task": task, "set_form": set_form, "event_form": event_form, "counted": counted, "why": why_undated(task),
        "found": found, "proposed": proposed["due_on"], "back": url(request, "undated"),
        "event_open": act == "su-kien" or (bool(counted) and act != "dat-han"),
    }  # fmt: skip
    return render(request, "work/set_day.html", context, status=status_of(sent) if sent is not None else 200)


def _proposed(task: PlanTask, found: Found | None) -> dt.date | None:
    """The day named in the sentence, where it can still be meant; the person confirms it by sending the form."""
    day = last_day(found.rule) if found else None
    issued_on = task.plan.issued_on
    return day if day is not None and (issued_on is None or day >= issued_on) else None
