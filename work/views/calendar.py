"""Lịch công tác: what falls due in a month, a week or on a day, of oneself, a unit or the office; on paper, too."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from core.http import redirect_to, render_page
from core.lists import PAGE
from documents.checks import printing_available
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from work import rules
from work.calendar_grid import Period, Zoom, period_of
from work.forms.calendar import CalendarFilter
from work.models import SavedView
from work.queries import calendar as queries
from work.queries.detail import units_of_office
from work.queries.mine import plans_in_force
from work.queries.rows import WorkRow, rows_of
from work.views.answers import url
from work.views.saved_views import saved_context

A_MONTH_DAY, A_WEEK_DAY, A_PAGE = 3, 12, 50  # pieces of work shown
PRINTED = 300  # of a printed calendar; more is a list and no calendar


@dataclass
class Line:
    """A day of a week or of the paper: its facts and its pieces of work."""

    day: queries.DueDay
    rows: list[WorkRow] = field(default_factory=list)
    url: str = ""


@staff_view(rules.can_view_work)
def calendar(request: StaffRequest) -> HttpResponse:
    """`xem` is month, week or day, `ngay` a day in it; whose it is stands in the address, too."""
    access, today = request.access, timezone.localdate()
    period = period_of(request.GET.get("xem", ""), request.GET.get("ngay", ""), today=today)
    form = _form(request)
    whose = form.whose()
    context: dict[str, Any] = {
        "form": form, "period": period, "today": today, "here": request.get_full_path(),
        "before": _address(request, period.before), "after": _address(request, period.after),
        "now": _address(request, Period(period.zoom, today)), "zooms": _zooms(request, period),
        "print_url": url(request, "calendar-print") + _address(request, period),
        "shows_today": period.holds(today),
    }  # fmt: skip
    context |= saved_context(request, SavedView.Page.CALENDAR)
    if period.zoom is Zoom.DAY:
        found = queries.ids_of_day(access, whose, period, today)
        page = Paginator(found, A_PAGE).get_page(request.GET.get(PAGE))
        context["page"], context["rows"] = page, rows_of(list(page.object_list), access, today)
        context["query"] = _address(request, period)[1:]
        context["the_day"] = queries.day_facts(period)
    else:
        most = A_MONTH_DAY if period.zoom is Zoom.MONTH else A_WEEK_DAY
        days = queries.due_days(access, whose, period, today, most=most)
        context["total"] = sum(day.count for day in days.values())
        if period.zoom is Zoom.MONTH:
            queries.put_items(days.values(), access, today)
            context["weeks"] = _weeks(request, period, days)
        else:
            context["lines"] = _lines(request, days, today)
    return render_page(request, "work/calendar.html", context)


def _form(request: StaffRequest) -> CalendarFilter:
    return CalendarFilter(
        request.GET, units=units_of_office(request.access), plans=list(plans_in_force(request.access))
    )


def _address(request: HttpRequest, period: Period | None) -> str:
    """The same calendar at another place; "" where there is none."""
    if period is None:
        return ""
    query = request.GET.copy()
    for name in ("xem", "ngay", PAGE, *(key for key, value in request.GET.items() if not value)):
        query.pop(name, None)
    query["xem"], query["ngay"] = period.zoom.value, period.day.isoformat()
    return f"?{query.urlencode()}"


def _zooms(request: HttpRequest, period: Period) -> list[tuple[str, str, bool]]:
    words = {Zoom.MONTH: "Tháng", Zoom.WEEK: "Tuần", Zoom.DAY: "Ngày"}
    return [(label, _address(request, Period(zoom, period.day)), zoom is period.zoom) for zoom, label in words.items()]


def _weeks(
    request: HttpRequest, period: Period, days: dict[dt.date, queries.DueDay]
) -> list[list[tuple[dt.date, queries.DueDay | None, str]]]:
    """Day, what is on it (None: of the month before or after), the address of the day."""
    return [[(day, days.get(day), _address(request, Period(Zoom.DAY, day))) for day in week] for week in period.weeks]


def _lines(request: StaffRequest, days: dict[dt.date, queries.DueDay], today: dt.date) -> list[Line]:
    rows = {row.id: row for row in rows_of([pk for day in days.values() for pk in day.ids], request.access, today)}
    return [
        Line(day, [rows[pk] for pk in day.ids if pk in rows], _address(request, Period(Zoom.DAY, day.day)))
        for day in days.values()
    ]


@staff_view(rules.can_view_work)
def calendar_print(request: StaffRequest) -> HttpResponse:
    """The calendar of a week or a month on A4; a day is printed as its week."""
    from documents.render.working_paper import print_working_paper  # heavy

    access, today = request.access, timezone.localdate()
    period = period_of(request.GET.get("xem", ""), request.GET.get("ngay", ""), today=today)
    if period.zoom is Zoom.DAY:
        period = Period(Zoom.WEEK, period.day)
    available = printing_available()
    if not available:
        messages.error(request, available.reason)
        return redirect_to(request, url(request, "calendar") + _address(request, period))
    form = _form(request)
    whose = form.whose()
    days = queries.due_days(access, whose, period, today, most=PRINTED)
    left, shown = PRINTED, 0
    for day in days.values():
        del day.ids[left:]
        left -= len(day.ids)
        shown += len(day.ids)
    total = sum(day.count for day in days.values())
    lines = [line for line in _lines(request, days, today) if line.rows or line.day.name or period.zoom is Zoom.WEEK]
    context = {
        "organisation": request.organisation, "period": period, "lines": lines, "total": total,
        "whose": request.user.full_name if whose.mine else form.whose_words, "whole": not whose.mine and not whose.unit,
        "left_out": total - shown, "today": today,
    }  # fmt: skip
    printed = print_working_paper(render_to_string("work/print/calendar.html", context))
    response = HttpResponse(printed, content_type="application/pdf")
    name = f"lich-cong-tac-{period.zoom.value}-{period.first:%Y%m%d}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
