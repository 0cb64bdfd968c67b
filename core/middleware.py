"""Request id, messages for htmx, and refusals that say why."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from core.exceptions import DomainError, NotAllowed
from core.http import add_event, wants_json

Handler = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """One id for all that a click changes; the audit entries of the click carry it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex[:16]  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response


class HtmxMessagesMiddleware:
    """Django messages travel with a fragment as an event; app.js shows them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        htmx = getattr(request, "htmx", None)
        if htmx and not htmx.boosted and "HX-Redirect" not in response and response.status_code < 300:
            shown = [{"text": str(message), "tags": message.tags} for message in get_messages(request)]
            if shown:
                add_event(response, "messages", shown)
        return response


class DomainErrorMiddleware:
    """A domain error that a view let through becomes a page with its sentence; so does a button's address typed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DomainError) and wants_json(request):
            return JsonResponse({"say": str(error)}, status=403 if isinstance(error, NotAllowed) else 409)
        if isinstance(error, NotAllowed):
            return render(request, "403.html", {"reason": str(error)}, status=403)
        if isinstance(error, DomainError):
            return render(request, "409.html", {"reason": str(error)}, status=409)
        return None
