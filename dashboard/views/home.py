"""Where a person lands: the choice of office, and the office's first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from core.forms.filters import WordsFilterForm
from core.lists import Column, listing
from dashboard import queries, queries_work, rules
from organisations.access import memberships_of
from organisations.decorators import account_view, staff_view

BELOW_COLUMNS = (
    Column("Đơn vị"),
    Column("Cấp"),
    Column("Kế hoạch hiệu lực", "ke-hoach", ("plans_in_force",), falls=True, css="app-num", then=("path",)),
    Column("Nhiệm vụ theo dõi", "nhiem-vu", ("tasks_followed",), falls=True, css="app-num", then=("path",)),
)


@account_view
def home(request: HttpRequest) -> HttpResponse:
    """Straight into the only office, else the list of offices to choose from."""
    memberships = memberships_of(request.user, timezone.localdate())
    offices: dict[int, Any] = {}
    for membership in memberships:
        offices.setdefault(membership.organisation_id, {"organisation": membership.organisation, "roles": []})
        offices[membership.organisation_id]["roles"].append(membership.title or membership.get_role_display())
    if len(offices) == 1:
        only = next(iter(offices.values()))["organisation"]
        return redirect("dashboard:organisation-home", org=only.code)
    return render(request, "dashboard/offices.html", {"offices": list(offices.values())})


@staff_view(rules.can_enter)
def organisation_home(request: Any) -> HttpResponse:
    """What the person has to do, what waits in this office, and the plans worked on last."""
    access, today = request.access, timezone.localdate()
    own = queries_work.own_work(access, today)
    if own is not None:
        request.late_work = own.late  # the menu shows the same number
    context = {
        "own": own, "office": queries_work.office_part(access, today), "figures": queries.staff_home(access),
        "recent": queries.recent_plans(access), "here": request.get_full_path(),
    }  # fmt: skip
    return render(request, "dashboard/organisation_home.html", context)


@staff_view(rules.can_view_below)
def plans_below(request: Any) -> HttpResponse:
    """The offices below with what they have issued."""
    form = WordsFilterForm(request.GET)
    rows = queries.offices_below(request.access, today=timezone.localdate(), wanted=form.wanted["q"])
    found = listing(request, rows, columns=BELOW_COLUMNS, size=50)
    return render(request, "dashboard/plans_below.html", {"form": form, "listing": found})
