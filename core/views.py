"""Health and the page of a lost session."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from core.declare import Declaration, mark
from core.http import kept_values


def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers; for the supervisor and the container."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


mark(health, Declaration("public"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was older than the session: keep what was typed and let it be sent again.

    The page holds the typed values in a fresh form, so that one press sends them once more.
    """
    files = sorted({name for name, _ in request.FILES.lists()})
    context = {"kept": kept_values(request), "files": files, "action": request.get_full_path()}
    return render(request, "csrf_failure.html", context, status=403)
