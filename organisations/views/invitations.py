"""Inviting people: by letter, by a printed sheet; and the pages where a code is used."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.views.auth import begin_session
from core.exceptions import DomainError
from core.forms.acting import succeeds
from organisations import rules
from organisations.codes import typed
from organisations.decorators import public_view, staff_view
from organisations.domain.people import Invitation, invite_by_mail, make_invitation
from organisations.forms.people import AcceptForm, CodeForm
from organisations.http import StaffRequest
from organisations.models import AccessToken
from organisations.qr import qr_image
from organisations.queries import people_list, person_in, usable_token

_AT_ONCE = 100  # sheets in one print


@staff_view(rules.can_manage_people)
@require_POST
def person_invite(request: StaffRequest, user_id: int) -> HttpResponse:
    someone = person_in(request.access, user_id)
    send_invitation(request, someone)
    return redirect("organisations:person", org=request.organisation.code, user_id=user_id)


@staff_view(rules.can_manage_people)
@never_cache
@require_POST
def person_code(request: StaffRequest, user_id: int) -> HttpResponse:
    """One sheet. The code exists only in this answer; pressing again makes another one."""
    someone = person_in(request.access, user_id)
    made = make_invitation(user=someone, today=timezone.localdate(), now=timezone.now(), by=request.access)
    return print_sheets(request, [made])


@staff_view(rules.can_manage_people)
@never_cache
@require_POST
def codes(request: StaffRequest) -> HttpResponse:
    """Sheets for everybody who has not yet signed in, at most a hundred at once."""
    today, now = timezone.localdate(), timezone.now()
    made, left_out = [], []
    for someone in people_list(request.access, today=today, state="moi")[:_AT_ONCE]:
        try:
            made.append(make_invitation(user=someone, today=today, now=now, by=request.access))
        except DomainError as error:
            left_out.append(str(error))
    if not made:
        messages.info(request, " ".join(left_out) or "Mọi người trong danh sách đã kích hoạt tài khoản.")
        return redirect("organisations:people", org=request.organisation.code)
    return print_sheets(request, made, left_out)


@public_view
def enter_code(request: HttpRequest) -> HttpResponse:
    """Typing the code from the sheet."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if usable_token(code, AccessToken.Scope.INVITATION) is not None:
            return redirect("organisations-public:invitation", code=code)
        form.add_error(
            "code", "Mã không đúng, đã dùng hoặc đã hết hạn. Hãy xem lại phiếu, hoặc nhờ quản trị cấp mã mới."
        )
    return render(request, "organisations/code_form.html", {"form": form}, status=422 if form.errors else 200)


@public_view
@never_cache
@sensitive_post_parameters()
def accept(request: Any, code: str) -> HttpResponse:
    """From the letter, the QR image or the typed code: choose a password and be signed in."""
    token = usable_token(typed(code), AccessToken.Scope.INVITATION)
    if token is None or token.user is None:
        return render(request, "organisations/code_dead.html", status=410)
    form = AcceptForm(request.POST or None, user=token.user)
    if form.is_valid() and succeeds(
        form, lambda: form.accept(code=code, now=timezone.now(), request_id=request.request_id)
    ):
        begin_session(request, form.person)
        messages.success(request, "Đã kích hoạt tài khoản. Từ nay ông/bà đăng nhập bằng mật khẩu vừa đặt.")
        return redirect("dashboard:home")
    context = {"form": form, "person": token.user, "office": token.organisation}
    return render(request, "organisations/accept.html", context, status=422 if form.errors else 200)


def send_invitation(request: StaffRequest, someone: Any) -> None:
    try:
        made = invite_by_mail(user=someone, today=timezone.localdate(), now=timezone.now(), by=request.access)
    except DomainError as error:
        messages.error(request, str(error))
        return
    if made.sent:
        messages.success(request, f"Thư mời tới {someone.email} đang được gửi.")
    else:
        messages.error(request, "Chưa gửi được thư (máy chủ thư không trả lời). Hãy thử lại sau, hoặc in phiếu mã.")


def print_sheets(request: StaffRequest, made: list[Invitation], left_out: list[str] | None = None) -> HttpResponse:
    base = settings.PUBLIC_URL.rstrip("/")
    sheets = []
    for each in made:
        link = base + reverse("organisations-public:invitation", kwargs={"code": typed(each.code)})
        sheets.append({"invitation": each, "image": qr_image(link)})
    context = {"sheets": sheets, "address": base + reverse("organisations-public:invitation-code")}
    return render(request, "organisations/print/invitations.html", {**context, "left_out": left_out or []})
