"""The log of one organisation. It stands here and not in `audit` because it asks for access."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from core.http import page_of
from organisations import rules
from organisations.decorators import staff_view
from organisations.forms.tree import HistoryFilter
from organisations.http import StaffRequest
from organisations.queries import log_of


@staff_view(rules.can_view_audit)
def history(request: StaffRequest) -> HttpResponse:
    form = HistoryFilter(request.GET)
    found = form.cleaned_data if form.is_valid() else {}
    rows = log_of(request.access, text=found.get("tim", ""), first=found.get("tu"), last=found.get("den"))
    page, query = page_of(request, rows, size=50)
    return render(request, "organisations/history.html", {"page": page, "query": query, "form": form})
