"""Signing in by e-mail or staff code."""

from __future__ import annotations

from typing import Any

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
    """The name under which failed attempts are counted: whatever case it was typed in."""
    typed = (credentials or {}).get("username") or (request.POST.get("username", "") if request is not None else "")
    return str(typed).strip().lower()[:255]
