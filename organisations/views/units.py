"""Units of an organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.forms.acting import succeeds, tell
from core.lists import Column, listing
from organisations import rules
from organisations.decorators import staff_view
from organisations.domain.units import forget_spelling
from organisations.forms.filters import UnitFilterForm
from organisations.forms.units import CloseUnitForm, UnitForm
from organisations.http import StaffRequest
from organisations.models import UnitSpelling
from organisations.queries import unit_in, units_list

COLUMNS = (
    Column("Tên bộ phận"),
    Column("Loại", "loai", ("kind",), then=("position", "name")),
    Column("Người", "nguoi", ("people",), falls=True, css="app-num", then=("position", "name")),
    Column("Cách viết đã nhớ"),
    Column("Việc", hidden=True),
)


@staff_view(rules.can_manage_people)
def unit_list(request: StaffRequest) -> HttpResponse:
    """The list, and the form that adds one."""
    today = timezone.localdate()
    form = UnitForm(request.POST or None)
    if form.is_valid() and succeeds(
        form, lambda: form.create(organisation=request.organisation, today=today, by=request.access)
    ):
        messages.success(request, "Đã thêm bộ phận.")
        return redirect("organisations:unit-list", org=request.organisation.code)
    filters = UnitFilterForm(request.GET)
    got = filters.wanted
    rows = units_list(request.access, today=today, wanted=got["q"], state=got["trang_thai"] or "")
    found = listing(request, rows, columns=COLUMNS, size=50)
    context = {"form": form, "filters": filters, "listing": found, "today": today}
    return render(request, "organisations/units.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_manage_people)
def unit_edit(request: StaffRequest, unit_id: int) -> HttpResponse:
    unit, today = unit_in(request.access, unit_id), timezone.localdate()
    initial = {name: getattr(unit, name) for name in ("name", "short_name", "kind", "position")}
    form = UnitForm(request.POST or None, initial=initial)
    if form.is_valid() and succeeds(form, lambda: form.rename(unit=unit, today=today, by=request.access)):
        messages.success(request, "Đã lưu bộ phận. Tên cũ được nhớ để nhận ra trong các kế hoạch trước.")
        return redirect("organisations:unit-list", org=request.organisation.code)
    return render(request, "organisations/unit.html", {"form": form, "unit": unit}, status=422 if form.errors else 200)


@staff_view(rules.can_manage_people)
def unit_close(request: StaffRequest, unit_id: int) -> HttpResponse:
    unit, today = unit_in(request.access, unit_id), timezone.localdate()
    form = CloseUnitForm(request.POST or None, unit=unit, today=today, initial={"last_day": today})
    if form.is_valid() and succeeds(form, lambda: form.close(unit=unit, today=today, by=request.access)):
        messages.success(request, f"{unit.name} ngừng hoạt động sau ngày đã chọn.")
        return redirect("organisations:unit-list", org=request.organisation.code)
    context = {"form": form, "title": f"Ngừng bộ phận: {unit.name}", "button": "Ngừng bộ phận"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_manage_people)
@require_POST
def spelling_forget(request: StaffRequest, spelling_id: int) -> HttpResponse:
    own = UnitSpelling.objects.filter(unit__organisation=request.organisation).select_related("unit__organisation")
    spelling = get_object_or_404(own, pk=spelling_id)
    tell(request, lambda: forget_spelling(spelling=spelling, by=request.access), "Đã bỏ cách viết.")
    return redirect("organisations:unit-edit", org=request.organisation.code, unit_id=spelling.unit_id)
