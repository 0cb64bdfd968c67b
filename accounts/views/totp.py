"""The second step: setting it up, giving a code, the codes on paper."""

from __future__ import annotations

from typing import Any

import django_otp
import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actor import Oneself
from accounts.domain import second_factor
from accounts.forms import TokenForm
from accounts.views.auth import PENDING
from core.declare import account_view
from core.http import safe_next

_CODES = "new_paper_codes"  # in the session from their making until they were shown


@account_view
@never_cache
def setup(request: Any) -> HttpResponse:
    """QR image and secret; the first right code turns it on. A second telephone needs the first one's code."""
    if second_factor.has_device(request.user):
        return redirect("accounts:profile" if request.user.is_verified() else "accounts:totp-verify")
    form = TokenForm(request.POST or None, paper=False)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        done = second_factor.confirm_setup(user=request.user, code=code, by=Oneself.of(request))
        if done is not None:
            device, request.session[_CODES] = done
            django_otp.login(request, device)
            return redirect("accounts:totp-codes")
        form.add_error("code", _wrong_code(request))
    device = second_factor.start_setup(user=request.user)
    image = segno.make(second_factor.setup_address(device)).svg_data_uri(scale=5, border=2)
    context = {"form": form, "image": image, "key": second_factor.typed_key(device)}
    return render(request, "accounts/totp_setup.html", context, status=422 if form.errors else 200)


@account_view
@never_cache
def verify(request: Any) -> HttpResponse:
    """After the password: the code of the telephone or one from the paper."""
    target = safe_next(request, reverse("dashboard:home"))
    if request.user.is_verified():
        return redirect(target)
    if not second_factor.has_device(request.user):
        return redirect("accounts:totp-setup")
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        device = second_factor.check_code(user=request.user, code=code, by=Oneself.of(request))
        if device is not None:
            django_otp.login(request, device)
            request.session.pop(PENDING, None)
            return redirect(target)
        form.add_error("code", _wrong_code(request))
    context = {"form": form, "next": target}
    return render(request, "accounts/totp_verify.html", context, status=422 if form.errors else 200)


@account_view
@never_cache
def codes(request: Any) -> HttpResponse:
    """The paper codes, shown once right after they were made."""
    if not request.user.is_verified():
        return redirect("accounts:totp-verify")
    return render(request, "accounts/totp_codes.html", {"codes": request.session.pop(_CODES, None)})


@account_view
@require_POST
def codes_new(request: Any) -> HttpResponse:
    if not request.user.is_verified():
        return redirect("accounts:totp-verify")
    request.session[_CODES] = second_factor.make_codes(user=request.user, by=Oneself.of(request))
    messages.success(request, "Đã tạo mười mã mới. Các mã cũ không còn dùng được.")
    return redirect("accounts:totp-codes")


def _wrong_code(request: Any) -> str:
    wait = second_factor.seconds_to_wait(request.user)
    rest = f" Hãy chờ {wait} giây rồi thử lại." if wait > 1 else " Hãy gõ mã đang hiện."
    return "Mã không đúng hoặc đã dùng rồi." + rest
