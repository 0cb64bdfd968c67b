"""The search page, one kind of it, and the suggestions of the box in the top bar."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from core.wanted import Wanted, wanted_of
from organisations.decorators import staff_view
from organisations.finding import findable
from organisations.http import StaffRequest
from search import queries, rules


def _wanted(request: StaffRequest) -> Wanted:
    return wanted_of(request.GET.get("q", ""))


@staff_view(rules.can_search)
def everything(request: StaffRequest) -> HttpResponse:
    """The best of every kind."""
    wanted = _wanted(request)
    groups = queries.search_all(request.access, wanted)
    return render(request, "search/everything.html", {"wanted": wanted, "groups": groups})


@staff_view(rules.can_search)
def kind(request: StaffRequest, kind: str) -> HttpResponse:
    """All of one kind, page by page."""
    found = findable(kind)
    if found is None:
        raise Http404
    wanted = _wanted(request)
    page, is_more = queries.search_kind(request.access, found, wanted, request.GET.get("trang"))
    context = {"wanted": wanted, "findable": found, "page": page, "is_more": is_more}
    return render(request, "search/kind.html", context)


@staff_view(rules.can_search)
def suggest(request: StaffRequest) -> HttpResponse:
    """What to choose from while typing: a fragment."""
    wanted = _wanted(request)
    context = {"wanted": wanted, "groups": queries.suggestions(request.access, wanted)}
    return render(request, "search/suggestions.html", context)
