"""Letters about the own account. A letter that cannot be sent is logged and told, never an error page."""

from __future__ import annotations

import logging
import smtplib
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User

log = logging.getLogger(__name__)


def send_letter(kind: str, to: str, context: dict[str, Any]) -> bool:
    """Send templates/<kind>.subject.txt and .txt to one address; True when the server took it."""
    context = {"portal": settings.PUBLIC_URL.rstrip("/"), **context}
    subject = " ".join(render_to_string(f"{kind}.subject.txt", context).split())
    try:
        EmailMessage(subject, render_to_string(f"{kind}.txt", context), to=[to]).send()
    except (smtplib.SMTPException, OSError):
        log.exception("Chưa gửi được thư %s", kind)
        return False
    return True


def send_password_reset(user: User) -> bool:
    path = reverse(
        "accounts:password-reset-confirm",
        kwargs={
            "uid": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        },
    )
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    return send_letter("accounts/email/password_reset", user.email, {"user": user, "path": path, "hours": hours})


def send_account_changed(user: User, what: str, *, to: str = "") -> bool:
    """Tell a person that somebody else changed the account: the owner notices what was not agreed."""
    address = to or user.email
    return bool(address) and send_letter("accounts/email/account_changed", address, {"user": user, "what": what})
