"""Kiểm tra, giám sát: the inspections of the office, and what is still to be mended."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.http import render_page
from core.lists import listing
from inspections import rules
from inspections.forms.filters import FindingFilter, InspectionFilter
from inspections.queries import lists
from inspections.queries.detail import FindingView
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from organisations.models import Unit


@staff_view(rules.can_view_inspections)
def inspections(request: StaffRequest) -> HttpResponse:
    """The plan of inspections: by year, by state, by words."""
    access, today = request.access, timezone.localdate()
    form = InspectionFilter(request.GET, years=lists.years_of(access))
    wanted = form.wanted
    rows = lists.inspections_here(
        access, today, year=int(wanted["nam"]) if wanted["nam"] else None, state=wanted["tinh_trang"],
        wanted=wanted["q"],
    )  # fmt: skip
    found = listing(
        request, rows, columns=lists.INSPECTION_COLUMNS, full=lambda keys: lists.inspections_shown(keys, today)
    )
    context = {"form": form, "listing": found, "may": rules.can_write_inspections(access)}
    return render(request, "inspections/list.html", context)


@staff_view(rules.can_view_inspections)
def findings(request: StaffRequest) -> HttpResponse:
    """What inspections found and nobody has closed, the late first."""
    access, today = request.access, timezone.localdate()
    units = list(Unit.objects.filter(organisation=access.organisation).order_by("position", "name"))
    form = FindingFilter(request.GET, years=lists.years_of(access), units=units)
    wanted = form.wanted
    rows = lists.findings_here(
        access, today, year=int(wanted["nam"]) if wanted["nam"] else None, state=wanted["tinh_trang"],
        unit=int(wanted["bo_phan"]) if wanted["bo_phan"] else None,
    )  # fmt: skip
    found = listing(request, rows)
    views = [FindingView(each, each.judged(today)) for each in found.page]
    return render_page(request, "inspections/findings.html", {"form": form, "listing": found, "views": views})
