"""The log of one organisation. It stands here and not in `audit` because it asks for access."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from core.lists import Column, listing
from organisations import rules
from organisations.decorators import staff_view
from organisations.forms.filters import HistoryFilterForm
from organisations.http import StaffRequest
from organisations.queries import log_of

COLUMNS = (
    Column("Lúc", "luc", ("at",), falls=True),
    Column("Người"),
    Column("Việc"),
    Column("Đối tượng"),
    Column("Thay đổi"),
)


@staff_view(rules.can_view_audit)
def history(request: StaffRequest) -> HttpResponse:
    form = HistoryFilterForm(request.GET)
    got = form.wanted
    rows = log_of(request.access, wanted=got["q"], first=got["tu"], last=got["den"])
    found = listing(request, rows, columns=COLUMNS, size=50)
    return render(request, "organisations/history.html", {"listing": found, "form": form})
