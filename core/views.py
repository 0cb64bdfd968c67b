"""Health and the page of a lost session."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from core.declare import Declaration, mark
from core.http import add_event, kept_values, wants_json


def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers; for the supervisor and the container."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


mark(health, Declaration("public"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was older than the session: keep what was typed and let it be sent again.

    The page holds the typed values in a fresh form, so that one press sends them once more. A fragment leaves
    the page as it stands; a fresh key comes with the answer, so that the next press is taken or says what is missing.
    """
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        get_token(request)
        response = HttpResponse(status=403)
        text = "Trang mở đã lâu nên chưa lưu được. Nội dung trên trang vẫn còn: hãy bấm lại lần nữa."
        add_event(response, "messages", [{"text": text, "tags": "error"}])
        return response
    if wants_json(request):
        get_token(request)
        return JsonResponse({"say": "Trang mở đã lâu nên chưa lưu được. Hãy lưu lại lần nữa."}, status=403)
    files = sorted({name for name, _ in request.FILES.lists()})
    context = {"kept": kept_values(request), "files": files, "action": request.get_full_path()}
    return render(request, "csrf_failure.html", context, status=403)
