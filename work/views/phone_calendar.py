"""Lịch trên điện thoại: the page that makes and revokes the link, and the calendar behind it."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.exceptions import DomainError
from core.forms.acting import tell
from organisations.decorators import public_view, staff_view
from organisations.domain.villages import note_use
from organisations.http import StaffRequest
from organisations.models import AccessToken
from organisations.qr import qr_image
from organisations.queries import usable_token
from work import rules
from work.domain.phone_calendar import LASTS_DAYS, make_phone_link, revoke_phone_link
from work.ical import calendar_file
from work.queries.phone_calendar import MOST, access_behind, events_of, link_of

_ASK_AGAIN = 15 * 60  # seconds a program may keep the answer


@staff_view(rules.can_have_phone_link)
@never_cache
def phone_calendar(request: StaffRequest) -> HttpResponse:
    """Whether there is a link, how to use one; a new one is shown this once."""
    context = {"most": MOST, "days": LASTS_DAYS, "link": "", "refused": ""}
    if request.method == "POST":
        try:
            _, secret = make_phone_link(by=request.access, now=timezone.now())
        except DomainError as error:
            context["refused"] = str(error)
        else:
            link = settings.PUBLIC_URL.rstrip("/") + reverse("work-public:feed", kwargs={"secret": secret})
            context |= {"link": link, "webcal": "webcal://" + link.split("://", 1)[1], "image": qr_image(link)}
    context["token"] = link_of(request.access, timezone.now())
    return render(request, "work/phone_calendar.html", context)


@staff_view(rules.can_have_phone_link)
@require_POST
def phone_calendar_revoke(request: StaffRequest) -> HttpResponse:
    if tell(request, lambda: revoke_phone_link(by=request.access, now=timezone.now()), "Đã thu hồi đường dẫn."):
        messages.info(request, "Lịch trên điện thoại không nhận việc mới nữa; hãy xóa lịch ấy trong điện thoại.")
    return redirect("work:phone-calendar", org=request.organisation.code)


@public_view
@require_GET
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar itself. Programs ask again and again: what did not change costs them nothing but the question."""
    token = usable_token(secret, AccessToken.Scope.CALENDAR)
    access = access_behind(token, timezone.localdate()) if token is not None else None
    if token is None or access is None:
        text = "Đường dẫn lịch này không còn dùng được. Hãy mở Việc của tôi, mục Lịch điện thoại, để tạo đường dẫn mới."
        gone = HttpResponse(text, status=410, content_type="text/plain; charset=utf-8")
        gone["Cache-Control"] = "no-store"
        return gone
    note_use(token=token, now=timezone.now())
    name = f"Việc của tôi – {token.organisation.display_name}"
    content = calendar_file(name, events_of(access, timezone.localdate()))
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="viec-cua-toi.ics"'
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={_ASK_AGAIN}"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return get_conditional_response(request, etag=etag, response=response) or response
