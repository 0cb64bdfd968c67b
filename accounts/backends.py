"""Signing in by e-mail or staff code."""

from __future__ import annotations

import ipaddress
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from accounts.models import User


class EmailOrStaffCodeBackend(BaseBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **kwargs: Any
    ) -> User | None:
        user = User.objects.by_login(username or "")
        if user is None:
            make_password(password)  # the same time for an unknown name, so that names cannot be guessed
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()


def login_key(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The name under which failed attempts are counted: one for a person, however typed.

    E-mail and staff code of one account are counted together, else there would be twice the guesses.
    """
    typed = (credentials or {}).get("username") or (request.POST.get("username", "") if request is not None else "")
    name = str(typed).strip().lower()[:255]
    user = User.objects.by_login(name)
    return user.login_name.lower() if user is not None else name


def client_address(request: HttpRequest | None) -> str | None:
    """Where somebody signs in from: behind PROXY_COUNT servers of ours, the address the outermost of them saw.

    Each of them adds one address at the end; what stands before was sent by the client and may be anything.
    """
    if request is None:
        return None
    told = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    count = settings.PROXY_COUNT
    if 0 < count <= len(told):
        try:
            return str(ipaddress.ip_address(told[-count]))
        except ValueError:
            pass
    return request.META.get("REMOTE_ADDR") or None
