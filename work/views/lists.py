"""The work of the office: all of it, who holds what, and duties without a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from core.http import render_page, whole_number
from core.lists import listing
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from work import rules
from work.forms.filters import OfficeFilter, UndatedFilter
from work.models import SavedView
from work.queries import lists
from work.queries.detail import units_of_office
from work.queries.handing_over import givers
from work.queries.holding import COLUMNS, Load, load_of_nobody, loads_of_people, loads_of_units
from work.queries.mine import plans_in_force
from work.queries.rows import GROUP_NAMES, rows_of
from work.queries.unassigned import UNASSIGNED
from work.queries.undated import event_rule, undated_here, why_undated
from work.rules_assigning import can_assign_work
from work.views.answers import url
from work.views.saved_views import saved_context

AFTER, BEFORE = "sau", "truoc"


@staff_view(rules.can_view_work)
def office_work(request: StaffRequest) -> HttpResponse:
    """Every piece of work of the office, filtered; pages go on from the last line seen."""
    access, today = request.access, timezone.localdate()
    form = OfficeFilter(request.GET, plans=list(plans_in_force(access)), units=units_of_office(access))
    asked = form.asked()
    rows = lists.office_work(access, asked, today)
    found = lists.slice_of(
        rows, _place(request), done=lists.is_done_list(asked.group), farthest_first=asked.farthest_first
    )
    person = givers(access).filter(pk=asked.person).first() if asked.person else None
    context = {
        "form": form, "rows": rows_of(found.ids, access, today), "here": request.get_full_path(), "person": person,
        "before": _address(request, BEFORE, found.before), "after": _address(request, AFTER, found.after),
        "first": _address(request, "", None) if _place(request) else "",
    }  # fmt: skip
    context |= saved_context(request, SavedView.Page.LIST) | {"may_assign": bool(can_assign_work(access))}
    return render_page(request, "work/office_work.html", context)


def _place(request: StaffRequest) -> lists.Place | None:
    """Where the page begins, from the address: "2026-06-30_123"; nonsense begins at the beginning."""
    for name in (AFTER, BEFORE):
        day, _, number = request.GET.get(name, "").partition("_")
        key = whole_number(number)
        if key is not None:
            try:
                return lists.Place(dt.date.fromisoformat(day), key, back=name == BEFORE)
            except ValueError:
                continue
    return None


def _address(request: StaffRequest, name: str, place: lists.Place | None) -> str:
    if name and place is None:
        return ""
    query = request.GET.copy()
    for each in (AFTER, BEFORE):
        query.pop(each, None)
    if place is not None:
        query[name] = f"{place.day.isoformat()}_{place.id}"
    return f"?{query.urlencode()}"


@staff_view(rules.can_view_work)
def holding(request: StaffRequest) -> HttpResponse:
    """Ai đang giữ việc gì: what nobody has, units and people with what is late, due, under way."""
    access, today = request.access, timezone.localdate()
    heads = [GROUP_NAMES[each] for each in COLUMNS] + ["Chờ duyệt"]
    base = url(request, "list")
    groups = ["qua-han", "den-han", "dang-lam", "thuong-xuyen", "cho-duyet"]
    keys: list[str] = [*COLUMNS, "waiting"]

    def lines(loads: list[Load], name: str, value: str = "") -> list[dict[str, Any]]:
        return [
            {
                "name": load.name, "url": f"{base}?{name}={value or load.id}",
                "cells": [
                    {
                        "number": load.counts[key], "url": f"{base}?{name}={value or load.id}&nhom={group}",
                        "late": group == "qua-han", "label": head,
                    }
                    for key, group, head in zip(keys, groups, heads, strict=True)
                ],
            }
            for load in loads
        ]  # fmt: skip

    nobody = load_of_nobody(access, today, "Chưa giao cho ai trong đơn vị")
    units = lines(nobody, "bo_phan", UNASSIGNED) + lines(loads_of_units(access, today), "bo_phan")
    context = {
        "heads": heads, "units": units,
        "people": lines(loads_of_people(access, today), "nguoi"),
    }  # fmt: skip
    return render_page(request, "work/holding.html", context)


@staff_view(rules.can_view_work)
def undated(request: StaffRequest) -> HttpResponse:
    """Followed duties whose words gave no day, and why."""
    access = request.access
    form = UndatedFilter(request.GET, plans=list(plans_in_force(access)))
    rows = undated_here(access).select_related("plan", "assignment").defer("plan__search", "search")
    wanted = form.wanted
    if wanted["ke_hoach"]:
        rows = rows.filter(plan=int(wanted["ke_hoach"]))
    if wanted["nam"]:
        rows = rows.filter(plan__year=int(wanted["nam"]))
    found = listing(request, rows)
    tasks = [
        {"task": task, "why": why_undated(task), "event": event_rule(task) is not None,
         "url": url(request, "set-day", task_id=task.pk)}
        for task in found.page
    ]  # fmt: skip
    context = {"form": form, "listing": found, "tasks": tasks, "may": rules.can_set_days(access)}
    context |= saved_context(request, SavedView.Page.UNDATED)
    return render_page(request, "work/undated.html", context)
