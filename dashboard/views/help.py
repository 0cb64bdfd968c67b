"""Trợ giúp: what the portal does, for those who use it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from dashboard import rules
from dashboard.help import help_page, help_pages
from organisations.decorators import staff_view


@staff_view(rules.can_enter)
def index(request: Any) -> HttpResponse:
    return render(request, "dashboard/help.html", {"pages": help_pages()})


@staff_view(rules.can_enter)
def page(request: Any, slug: str) -> HttpResponse:
    found = help_page(slug)
    if found is None:
        raise Http404
    return render(request, "dashboard/help_page.html", {"page": found})
