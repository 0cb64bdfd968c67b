"""Where a person lands: the choice of office, and the office's first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from core.decision import Allowed
from organisations.access import memberships_of
from organisations.decorators import account_view, staff_view


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


@staff_view(lambda access: Allowed())
def organisation_home(request: Any) -> HttpResponse:
    return render(request, "dashboard/organisation_home.html")
