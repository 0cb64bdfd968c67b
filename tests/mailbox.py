"""What arrives: `delivered()` runs the sweep of the outbox as the worker would, and gives all letters so far."""

from __future__ import annotations

import datetime as dt

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from notifications.domain.delivering import send_waiting


def delivered(at: dt.datetime | None = None) -> list[EmailMultiAlternatives]:
    """Letters that were to leave by `at` (now, unless told), oldest first."""
    send_waiting(at=at or timezone.now())
    return list(mail.outbox)
