"""Signing in and out, and the page of somebody who failed too often."""

from __future__ import annotations

from typing import Any

from axes.helpers import get_client_ip_address, get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.backends import client_address
from accounts.domain.second_factor import has_device
from accounts.forms import SignInForm
from accounts.models import User
from accounts.queries import minutes_until_open
from core.declare import public_view
from core.http import safe_next

_BACKEND = "accounts.backends.EmailOrStaffCodeBackend"
PENDING = "second_factor"  # in the session: the password was right, the code is still to come


@public_view
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """By e-mail or staff code. One sentence for every failure, so that nobody learns which names exist."""
    target = safe_next(request, reverse("dashboard:home"))
    if request.user.is_authenticated and request.method == "GET":
        return redirect(target)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and (wait := minutes_until_open(client_address(request), at=timezone.now())):
        return _wait(request, wait, many_names=True)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            if begin_session(request, user):
                return redirect(f"{reverse('accounts:totp-verify')}?{urlencode({'next': target})}")
            return redirect(target)
        form.add_error(
            None,
            "Chưa đăng nhập được: tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản chưa kích hoạt hay đã khóa. "
            "Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi gõ lại.",
        )
    context = {"form": form, "next": target}
    return render(request, "accounts/sign_in.html", context, status=422 if form.errors else 200)


def begin_session(request: HttpRequest, user: User) -> bool:
    """Sign in; True when a code is still to come, and until then every page leads to asking for it."""
    login(request, user, backend=_BACKEND)
    pending = has_device(user)
    if pending:
        request.session[PENDING] = True
    return pending


@public_view
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The token changes with the session: a page the browser kept for its Back button asks anew (app.js)."""
    logout(request)
    rotate_token(request)
    return redirect("accounts:login")


def locked_out(request: HttpRequest, original_response: Any = None, credentials: Any = None) -> HttpResponse:
    """Too many wrong passwords for one name from one address: how long to wait, and what else to do."""
    last = (
        AccessAttempt.objects.filter(
            username=get_client_username(request, credentials), ip_address=get_client_ip_address(request)
        )
        .order_by("-attempt_time")
        .first()
    )
    cool_off = get_cool_off(request)
    minutes = 0
    if cool_off is not None:
        left = last.attempt_time + cool_off - timezone.now() if last else cool_off
        minutes = max(1, -int(-left.total_seconds() // 60))
    return _wait(request, minutes)


def _wait(request: HttpRequest, minutes: int, *, many_names: bool = False) -> HttpResponse:
    context = {"minutes": minutes, "many_names": many_names}
    response = render(request, "accounts/locked_out.html", context, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response
