"""Forgotten and changed passwords."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actor import Oneself
from accounts.domain.users import change_password
from accounts.emails import send_password_reset
from accounts.forms import ChangePasswordForm, ForgottenForm, NewPasswordForm
from accounts.models import User
from core.declare import account_view, public_view

_BETWEEN_LETTERS = 300  # seconds: pressing again does not fill somebody's mailbox


@public_view
def forgotten(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether the name exists or not."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = User.objects.by_login(form.cleaned_data["username"])
        if user is not None and user.is_active and user.email and cache.add(f"reset:{user.pk}", 1, _BETWEEN_LETTERS):
            send_password_reset(user)
        return redirect("accounts:password-reset-sent")
    return render(request, "accounts/password_forgotten.html", {"form": form}, status=422 if form.errors else 200)


@public_view
def forgotten_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/password_sent.html")


@public_view
@never_cache
@sensitive_post_parameters()
def reset(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """From the letter: a new password, once."""
    user = _user_of(uid)
    if user is None or not default_token_generator.check_token(user, token):
        return render(request, "accounts/password_link_dead.html", status=410)
    form = NewPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password"]
        change_password(user=user, password=password, now=timezone.now(), by=Oneself(user), how="Đặt lại mật khẩu")
        messages.success(request, "Đã đặt mật khẩu mới. Mời ông/bà đăng nhập.")
        return redirect("accounts:login")
    context = {"form": form, "person": user}
    return render(request, "accounts/password_reset.html", context, status=422 if form.errors else 200)


@account_view
@never_cache
@sensitive_post_parameters()
def change(request: Any) -> HttpResponse:
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password"]
        user = change_password(user=request.user, password=password, now=timezone.now(), by=Oneself.of(request))
        update_session_auth_hash(request, user)
        messages.success(request, "Đã đổi mật khẩu. Các máy khác đang đăng nhập sẽ phải đăng nhập lại.")
        return redirect("accounts:profile")
    return render(request, "accounts/password_change.html", {"form": form}, status=422 if form.errors else 200)


def _user_of(uid: str) -> User | None:
    try:
        pk = int(force_str(urlsafe_base64_decode(uid)))
    except (ValueError, OverflowError):
        return None
    return User.objects.filter(pk=pk, is_active=True).first() if pk < 2**63 else None
