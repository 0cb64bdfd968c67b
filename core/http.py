"""Small answers shared by views."""

from __future__ import annotations

import json
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    partial: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page, or only its named partial when htmx asks for a fragment."""
    htmx = getattr(request, "htmx", None)
    name = f"{template}#{partial}" if partial and htmx and not htmx.boosted else template
    return render(request, name, context or {}, status=status)


def waiting_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page about something still being made: the browser loads the address again, also without JavaScript."""
    response = render(request, template, context)
    response["Refresh"] = "3"
    return response


def redirect_to(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect that htmx follows as a full page change."""
    if getattr(request, "htmx", None):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = url
        return response
    response = HttpResponse(status=303)
    response["Location"] = url
    return response


def safe_next(request: HttpRequest, default: str) -> str:
    """The `next` address when it is one of ours, else the default."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and ours else default


def add_event(response: HttpResponse, name: str, detail: Any) -> None:
    """Add one event to HX-Trigger, keeping those already there."""
    events = json.loads(response.get("HX-Trigger", "{}"))
    events[name] = detail
    response["HX-Trigger"] = json.dumps(events, ensure_ascii=True)


def wants_json(request: HttpRequest) -> bool:
    """Our own program on a page asks, not a person's press: it sends "Accept: application/json"."""
    return request.headers.get("Accept", "").startswith("application/json")


def kept_values(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed in a form, to be shown and sent once more; never passwords."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]


def whole_number(text: str | None, *, most: int = 2**62) -> int | None:
    """An id or count as somebody sent it; None for anything that is no number, or none a database holds."""
    if not text or not text.isdecimal() or len(text) > 19:
        return None
    number = int(text)
    return number if number <= most else None


def searched(request: HttpRequest, name: str) -> str:
    """The words of a search field, without the null characters that PostgreSQL takes from nobody."""
    return request.GET.get(name, "").replace("\x00", "").strip()


def page_of(request: HttpRequest, rows: Any, size: int = 30) -> tuple[Page[Any], str]:
    """The page asked for by ?trang=, and the other filters as a query string (for components/pagination.html)."""
    others = request.GET.copy()
    others.pop("trang", None)
    return Paginator(rows, size).get_page(request.GET.get("trang")), others.urlencode()
