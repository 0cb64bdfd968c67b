"""Pages of last resort: say what happened and what to do, in Vietnamese."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent could not even be taken apart; nothing of it is asked again, so no request context either."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return HttpResponse(render_to_string("400.html", {"too_much": too_much}), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without request context: whatever broke may break again there."""
    return HttpResponse(render_to_string("500.html", {"request_id": getattr(request, "request_id", "")}), status=500)
