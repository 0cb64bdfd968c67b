"""Days off and worked weekend days: everybody reads, the administrator of the topmost office corrects."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError, EditConflict, NotAllowed
from core.forms.acting import succeeds
from core.http import redirect_to, whole_number
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from reference import rules_calendar as rules
from reference.domain.calendar import remove_special_day
from reference.forms.calendar import NewSpecialDayForm, SpecialDayForm, YearForm
from reference.models import SpecialDay
from reference.queries_calendar import FIRST_YEAR, LAST_YEAR, year_of_days


def _list_url(request: StaffRequest, year: int) -> str:
    return reverse("reference:calendar", kwargs={"org": request.organisation.code}) + f"?nam={year}"


@staff_view(rules.can_view_calendar)
def calendar(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    form = YearForm(request.GET if "nam" in request.GET else {"nam": today.year})
    year = form.cleaned_data["nam"] if form.is_valid() else today.year
    context = {
        "form": form, "shown": year_of_days(year), "today": today, "edit": rules.can_edit_calendar(request.access),
        "before": year - 1 if year > FIRST_YEAR else None, "after": year + 1 if year < LAST_YEAR else None,
    }  # fmt: skip
    return render(request, "reference/calendar.html", context, status=200 if form.is_valid() else 422)


@staff_view(rules.can_edit_calendar)
def calendar_add(request: StaffRequest) -> HttpResponse:
    form = NewSpecialDayForm(request.POST or None)
    if form.is_valid() and succeeds(form, lambda: form.create(by=request.access)):
        messages.success(request, "Đã thêm. Mọi thời hạn tính theo ngày làm việc theo lịch mới từ bây giờ.")
        return redirect_to(request, _list_url(request, form.cleaned_data["day"].year))
    year = whole_number(request.GET.get("nam"), most=LAST_YEAR) or timezone.localdate().year
    context = {"form": form, "title": "Thêm ngày nghỉ, ngày làm bù", "back": _list_url(request, year)}
    return render(request, "reference/calendar_form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_edit_calendar)
def calendar_edit(request: StaffRequest, day_id: int) -> HttpResponse:
    special = get_object_or_404(SpecialDay, pk=day_id)
    form = SpecialDayForm(request.POST or None, initial=SpecialDayForm.initial_of(special))
    context = {"form": form, "special": special, "title": "Sửa ngày nghỉ, ngày làm bù"}
    context["back"] = _list_url(request, special.day.year)
    if form.is_valid():
        try:
            form.change(special, by=request.access)
        except NotAllowed:
            raise
        except EditConflict as conflict:
            stored = SpecialDay.objects.filter(pk=day_id).first()
            context |= {"conflict": str(conflict), "stored": stored, "seen": stored.version if stored else None}
            return render(request, "reference/calendar_form.html", context, status=409)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu. Mọi thời hạn tính theo ngày làm việc theo lịch mới từ bây giờ.")
            return redirect_to(request, _list_url(request, special.day.year))
    return render(request, "reference/calendar_form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_edit_calendar)
def calendar_remove(request: StaffRequest, day_id: int) -> HttpResponse:
    special = get_object_or_404(SpecialDay, pk=day_id)
    back = _list_url(request, special.day.year)
    reason = ""
    if request.method == "POST":
        try:
            remove_special_day(special, by=request.access, seen=whole_number(request.POST.get("seen")) or 0)
        except EditConflict as conflict:
            reason = str(conflict)
        else:
            messages.success(request, "Đã xóa. Ngày ấy lại theo lịch chung.")
            return redirect_to(request, back)
    context = {"special": special, "back": back, "reason": reason}
    return render(request, "reference/calendar_remove.html", context, status=409 if reason else 200)
