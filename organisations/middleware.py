"""Who is asking: the organisation of the URL and the person's access there; strangers get 404."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone

from core.declare import declared
from core.http import add_event, kept_values, wants_json
from organisations.access import Access, needs_second_factor
from organisations.models import Organisation

# Views of libraries that we mount unchanged would stand here with their reason; there are none.
SECOND_FACTOR_PAGES = {"accounts:totp-setup", "accounts:totp-verify", "accounts:logout", "accounts:totp-codes"}


class AccessMiddleware:
    """Fails closed: a view without a declaration is refused, an organisation needs a membership."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation = None  # type: ignore[attr-defined]
        request.access = Access.none()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        declaration = declared(view)
        if declaration is None:
            raise ImproperlyConfigured(
                f"{view.__module__}.{view.__name__} khai thiếu quyền xem (staff_view/public_view)"
            )
        if declaration.kind == "public":
            return None
        if not request.user.is_authenticated:
            return signed_out(request)
        if _second_factor_missing(request) and request.resolver_match.view_name not in SECOND_FACTOR_PAGES:
            if request.method not in {"GET", "HEAD"} or wants_json(request):
                return signed_out(request)  # keeps what was being sent
            return redirect_to_login(_return_address(request), reverse("accounts:totp-verify"))
        if declaration.kind == "account":
            return None
        code = kwargs.pop("org", None)
        organisation = Organisation.objects.select_related("parent").filter(code=code).first() if code else None
        access = Access.of(request.user, organisation, request_id=request.request_id) if organisation else None
        if access is None:
            raise Http404
        request.organisation, request.access = organisation, access
        return None


def signed_out(request: Any) -> HttpResponse:
    """No session (any more). A page leads to signing in; what was being sent is never thrown away.

    A fragment leaves the page as it stands and says where to sign in; a form comes back as a page
    that holds every typed value, to be sent again after signing in in another tab.
    """
    login = resolve_url(settings.LOGIN_URL)
    if wants_json(request):
        text = "Phiên làm việc đã hết hạn. Nội dung ông/bà nhập vẫn còn: hãy đăng nhập trong thẻ mới."
        return JsonResponse({"say": text, "url": login}, status=401)
    if request.htmx and not request.htmx.boosted:
        response = HttpResponse(status=401)
        text = "Phiên làm việc đã hết hạn. Nội dung trên trang vẫn còn: hãy đăng nhập trong thẻ mới rồi bấm lại."
        message = {"text": text, "tags": "error", "url": login, "label": "Đăng nhập trong thẻ mới"}
        add_event(response, "messages", [message])
        return response
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(_return_address(request), login)
    context = {
        "kept": kept_values(request),
        "files": sorted({name for name, _ in request.FILES.lists()}),
        "action": request.get_full_path(),
    }
    return render(request, "session_expired.html", context, status=401)


def _second_factor_missing(request: Any) -> bool:
    """The password was right and a code is still to come: one's own choice, or the installation's for this role."""
    if request.user.is_verified():
        return False
    if request.session.get("second_factor"):
        return True
    return settings.TOTP_REQUIRED and needs_second_factor(request.user, timezone.localdate())


def _return_address(request: HttpRequest) -> str:
    """Where to come back after signing in: a page, never the address of a form that was being sent."""
    if request.method == "GET":
        return request.get_full_path()
    return request.headers.get("Referer") or "/"
