"""Loại số liệu: what is counted. Everybody reads; offices add their own, the topmost one keeps the common ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from core.decision import require
from core.exceptions import DomainError, EditConflict, NotAllowed
from core.forms.acting import succeeds
from core.http import redirect_to
from core.lists import listing
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from reference import rules_measures as rules
from reference.forms.measures import MeasureForm, NewMeasureForm
from reference.models import Measure

ROWS_A_PAGE = 100


def _list_url(request: StaffRequest) -> str:
    return reverse("reference:measures", kwargs={"org": request.organisation.code})


@staff_view(rules.can_view_measures)
def measure_list(request: StaffRequest) -> HttpResponse:
    access, today = request.access, timezone.localdate()
    rows = Measure.objects.filter(organisation__isnull=True)
    if not access.from_above:
        rows = Measure.objects.usable_in(request.organisation)
    found = listing(request, rows.order_by("organisation", "position", "name", "pk"), size=ROWS_A_PAGE)
    context = {
        "listing": found, "add": rules.can_add_measures(access), "add_common": rules.can_keep_common_measures(access),
        "rows": [
            {"measure": each, "offered": each.is_offered_on(today), "change": rules.can_change_measure(access, each)}
            for each in found.page.object_list
        ],
    }  # fmt: skip
    return render(request, "reference/measures.html", context)


@staff_view(rules.can_change_measures)
def measure_add(request: StaffRequest) -> HttpResponse:
    """?vao=chung: one that every office counts."""
    common = request.GET.get("vao") == "chung"
    require(rules.can_keep_common_measures(request.access) if common else rules.can_add_measures(request.access))
    form = NewMeasureForm(request.POST or None)
    if form.is_valid() and succeeds(form, lambda: form.create(by=request.access, common=common)):
        messages.success(request, "Đã thêm loại số liệu.")
        return redirect_to(request, _list_url(request))
    title = "Thêm loại số liệu dùng chung" if common else "Thêm loại số liệu của đơn vị"
    context = {"form": form, "title": title, "back": _list_url(request)}
    return render(request, "reference/measure_form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_change_measures)
def measure_edit(request: StaffRequest, measure_id: int) -> HttpResponse:
    measure = Measure.objects.usable_in(request.organisation).filter(pk=measure_id).first()
    if measure is None:
        raise Http404
    require(rules.can_change_measure(request.access, measure))
    form = MeasureForm(request.POST or None, initial=MeasureForm.initial_of(measure))
    context: dict[str, Any] = {"form": form, "measure": measure, "title": "Sửa loại số liệu"}
    context["back"] = _list_url(request)
    if form.is_valid():
        try:
            form.change(measure, by=request.access)
        except NotAllowed:
            raise
        except EditConflict as conflict:
            stored = Measure.objects.filter(pk=measure_id).first()
            context |= {"conflict": str(conflict), "stored": stored, "seen": stored.version if stored else None}
            return render(request, "reference/measure_form.html", context, status=409)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu.")
            return redirect_to(request, _list_url(request))
    return render(request, "reference/measure_form.html", context, status=422 if form.errors else 200)
