"""Nghỉ, vắng: who is away, who stands in, and until when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from core.days import written
from core.decision import require
from core.forms.acting import succeeds
from core.lists import Column, listing
from organisations import rules_absence as rules
from organisations.decorators import staff_view
from organisations.forms.absences import AbsenceFilterForm, AbsenceForm, EndAbsenceForm
from organisations.http import StaffRequest
from organisations.queries_absence import absence_in, absences_of, members_of_units

COLUMNS = (
    Column("Người nghỉ"),
    Column("Người làm thay"),
    Column("Từ ngày", "tu", ("first_day",), falls=True),
    Column("Đến hết ngày", "den", ("last_day",), falls=True),
    Column("Tình trạng"),
    Column("Việc", hidden=True),
)


@staff_view(rules.can_view_absences)
def absences(request: StaffRequest) -> HttpResponse:
    """The list, and the form that enters one."""
    today, access = timezone.localdate(), request.access
    form = AbsenceForm(request.POST or None, access=access, today=today)
    if form.is_valid() and succeeds(form, lambda: form.enter(by=access, at=timezone.now())):
        messages.success(request, "Đã ghi. Hai người đều được báo.")
        return redirect("organisations:absences", org=request.organisation.code)
    filters = AbsenceFilterForm(request.GET)
    rows = absences_of(request.organisation, today, filters.wanted["loc"] or "")
    found = listing(request, rows, columns=COLUMNS)
    own = members_of_units(request.organisation, access.unit_ids, today)
    may = {row.pk for row in found.page if rules.can_enter_absence(access, row.user_id, own)}
    readable = {row.pk for row in found.page if rules.can_read_reason(access, row.user_id, own)}
    context = {
        "form": form, "filters": filters, "listing": found, "today": today, "may_end": may, "readable": readable,
    }  # fmt: skip
    return render(request, "organisations/absences.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_view_absences)
def absence_end(request: StaffRequest, absence_id: int) -> HttpResponse:
    """The person is back earlier, or does not go at all."""
    absence, today = absence_in(request.organisation, absence_id), timezone.localdate()
    own = members_of_units(request.organisation, request.access.unit_ids, today)
    require(rules.can_enter_absence(request.access, absence.user_id, own))
    initial = {"back_on": max(today, absence.first_day)}
    form = EndAbsenceForm(request.POST or None, initial=initial)
    if form.is_valid() and succeeds(form, lambda: form.end(absence, by=request.access, at=timezone.now())):
        back_on = form.cleaned_data["back_on"]
        done = "Đã bỏ đợt nghỉ." if back_on <= absence.first_day else f"Làm việc lại từ {written(back_on)}."
        messages.success(request, f"{done} Hai người đều được báo.")
        return redirect("organisations:absences", org=request.organisation.code)
    context = {"form": form, "absence": absence, "today": today}
    return render(request, "organisations/absence_end.html", context, status=422 if form.errors else 200)
