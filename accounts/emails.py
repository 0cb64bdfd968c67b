"""Letters about the own account. A letter that cannot be sent is logged and told, never an error page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User
from accounts.posting import Letter, post


def send_letter(
    kind: str,
    user: User,
    context: dict[str, Any],
    *,
    to: str = "",
    secret: bool = False,
    not_after: dt.datetime | None = None,
) -> bool:
    """Hand over templates/<kind>.subject.txt and .txt; True when it is on its way (or was taken by the server).

    It goes to the person's address, or to another one (`to`). `secret`: its words carry a link that signs in.
    """
    context = {"portal": settings.PUBLIC_URL.rstrip("/"), "user": user, **context}
    subject = " ".join(render_to_string(f"{kind}.subject.txt", context).split())
    return post(
        Letter(
            kind=f"account.{kind.rpartition('/')[2]}",
            to=to or user.email,
            subject=subject,
            body=render_to_string(f"{kind}.txt", context),
            person_id=user.pk,
            secret=secret,
            not_after=not_after,
        )
    )


def send_password_reset(user: User) -> bool:
    path = reverse(
        "accounts:password-reset-confirm",
        kwargs={
            "uid": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        },
    )
    seconds = settings.PASSWORD_RESET_TIMEOUT
    return send_letter(
        "accounts/email/password_reset",
        user,
        {"path": path, "hours": seconds // 3600},
        secret=True,
        not_after=timezone.now() + dt.timedelta(seconds=seconds),
    )


def send_account_changed(user: User, what: str, *, to: str = "") -> bool:
    """Tell a person that somebody else changed the account: the owner notices what was not agreed."""
    return bool(to or user.email) and send_letter("accounts/email/account_changed", user, {"what": what}, to=to)
