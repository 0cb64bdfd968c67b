"""Số liệu thực hiện: what was done in numbers, of a plan and of the office, with every row behind a total."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from core.http import render_page
from core.lists import PAGE, listing
from core.periods import Period
from core.workbooks import XLSX
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans.models import Plan, PlanTask
from reference.models import Measure
from work import rules_figures as rules
from work.figures_workbook import Page, write_pages
from work.forms.totals import EVERY_YEAR, TotalsFilter
from work.models import Figure
from work.queries.detail import units_of_office
from work.queries.totals import BY_ALL, BY_DUTY, BY_PLAN, BY_UNIT, Group, Line, Totals, rows_asked, totals
from work.views.answers import url

GROUPS_A_PAGE = 40
MOST_ROWS = 20_000  # of an Excel file
HEADS = {BY_DUTY: "Nhiệm vụ", BY_UNIT: "Bộ phận chủ trì", BY_PLAN: "Kế hoạch", BY_ALL: ""}


def _filter(request: StaffRequest) -> TotalsFilter:
    here = Plan.objects.filter(organisation=request.organisation, milestones__isnull=False).distinct()
    return TotalsFilter(
        request.GET, plans=list(here.order_by("-year", "-pk").defer("search")[:200]), today=timezone.localdate(),
        units=units_of_office(request.access), measures=list(Measure.objects.usable_in(request.organisation)),
    )  # fmt: skip


@staff_view(rules.can_view_figures)
def figures(request: StaffRequest) -> HttpResponse:
    form = _filter(request)
    asked = form.asked()
    found = totals(request.access, asked, form.by)
    shown = listing(request, found.groups, size=GROUPS_A_PAGE)
    address = _RowsAddress(request, asked.period)
    context = {
        "form": form, "found": found, "listing": shown, "head": HEADS[form.by], "period": asked.period,
        "plan": _plan(request, asked.plan), "query": request.GET.urlencode(),
        "groups": [
            {"group": group, "lines": [address.line(line, found, group) for line in group.lines]}
            for group in shown.page.object_list
        ],
        "whole": [address.line(line, found) for line in found.whole],
    }  # fmt: skip
    return render_page(request, "work/figures.html", context)


class _RowsAddress:
    """Where the rows behind a number stand: the same filters, the year by name, and what its place adds."""

    def __init__(self, request: StaffRequest, period: Period | None) -> None:
        self.base, self.query = url(request, "figure-rows"), request.GET.copy()
        for name in (PAGE, "theo"):
            self.query.pop(name, None)
        self.query["nam"] = str(period.year) if period else EVERY_YEAR

    def _to(self, **more: Any) -> str:
        query = self.query.copy()
        for name, value in more.items():
            query[name] = str(value)
        return f"{self.base}?{query.urlencode()}"

    def line(self, line: Line, found: Totals, group: Group | None = None) -> dict[str, Any]:
        more: dict[str, Any] = {**(group.filters if group else {}), "so_lieu": line.measure.pk}
        cells = [
            {"number": number, "label": part.label, "url": self._to(**more, ky=_part(part.code))}
            for number, part in zip(line.numbers, found.parts, strict=True)
        ]
        return {"line": line, "cells": cells, "url": self._to(**more)}


def _part(code: str) -> str:
    """ "2026-q1.bc" → "-q1", as the filter names it."""
    return code.removesuffix(".bc")[4:]


def _plan(request: StaffRequest, plan_id: int | None) -> Plan | None:
    return Plan.objects.filter(pk=plan_id, organisation=request.organisation).first() if plan_id else None


@staff_view(rules.can_view_figures)
def figure_rows(request: StaffRequest) -> HttpResponse:
    """Every figure behind a total."""
    form = _filter(request)
    asked = form.asked()
    found = listing(request, rows_asked(request.access, asked), size=50)
    whole = totals(request.access, asked, BY_ALL).whole
    back = request.GET.copy()
    for name in (PAGE, "nhiem_vu"):
        back.pop(name, None)
    task = PlanTask.objects.of(request.access).filter(pk=asked.task).first() if asked.task else None
    context = {
        "form": form, "listing": found, "rows": found.page.object_list, "whole": whole, "period": asked.period,
        "task": task, "plan": _plan(request, asked.plan), "back": f"{url(request, 'figures')}?{back.urlencode()}",
    }  # fmt: skip
    return render_page(request, "work/figure_list.html", context)


@staff_view(rules.can_view_figures)
def figures_excel(request: StaffRequest) -> HttpResponse:
    """The totals as shown, without pages, and the figures behind them."""
    form = _filter(request)
    asked = form.asked()
    found = totals(request.access, asked, form.by)
    plan = _plan(request, asked.plan)
    notes = [
        "Số liệu thực hiện" + (f": {plan.notation} {plan}" if plan else ""),
        f"{request.organisation.display_name}; kỳ: {asked.period.label if asked.period else 'toàn bộ thời gian'}"
        + (" (kỳ báo cáo, chốt ngày 14)" if asked.period and asked.period.code.endswith(".bc") else ""),
    ]
    parts = [part.label for part in found.parts]
    lines = [(group.label, line) for group in found.groups for line in group.lines]
    lines += [("Tổng cộng", line) for line in found.whole]
    summary = Page(
        "Tổng hợp", notes, [HEADS[form.by] or "Nhóm", "Số liệu", "Đơn vị tính", *parts, "Cả kỳ", "Ghi chú"],
        [50, 40, 14, *(12 for _ in parts), 14, 30],
        [
            (label, line.measure.name, line.measure.unit, *(part.shown(line.measure.kind) for part in line.parts),
             line.whole.shown(line.measure.kind), line.note)
            for label, line in lines
        ],
    )  # fmt: skip
    rows = list(rows_asked(request.access, asked)[:MOST_ROWS])
    more = [f"Chỉ ghi {MOST_ROWS} lần mới nhất."] if found.count > MOST_ROWS else []
    each = Page(
        "Từng lần ghi", [*notes, *more],
        [
            "Ngày của số liệu", "Số liệu", "Số", "Đơn vị tính", "Nhiệm vụ", "Kế hoạch", "Người ghi", "Ghi ngày",
            "Minh chứng", "Thay cho số",
        ],
        [14, 40, 12, 14, 50, 16, 24, 14, 12, 12],
        [_row(row) for row in rows],
    )  # fmt: skip
    response = HttpResponse(write_pages([summary, each]), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, "so-lieu-thuc-hien.xlsx") or "attachment"
    return response


def _row(row: Figure) -> tuple[Any, ...]:
    milestone = row.entry.milestone
    return (
        row.fact_on, row.measure.name, row.value, row.measure.unit, milestone.task.text, milestone.plan.notation,
        row.entry.by_name, timezone.localdate(row.entry.at), str(getattr(row, "proofs", 0)),
        row.replaces.value if row.replaces else None,
    )  # fmt: skip
