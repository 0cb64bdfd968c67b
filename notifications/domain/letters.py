"""The words of letters, from templates/notifications/email/."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from notifications.digest import Digest
from notifications.domain.wishes import Wishes
from notifications.kinds import label_of
from notifications.models import OutgoingEmail
from notifications.notice import Notice, shortened

LONGEST_SUBJECT = 150
SUBJECT = 60  # characters of what a letter is about, after the kind of it


def full_link(path: str) -> str:
    """The address of a page of ours as it is opened from outside."""
    return settings.PUBLIC_URL.rstrip("/") + path


def new_message_id() -> str:
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<{uuid.uuid4().hex}@{host}>"


def letter_about(notice: Notice, wish: Wishes, *, at: dt.datetime) -> OutgoingEmail:
    """The letter of one urgent notice, not yet saved."""
    context = _context(wish, notice=notice, link=full_link(notice.url))
    return OutgoingEmail(
        recipient_id=notice.recipient_id, kind=notice.kind, key=notice.key, created_at=at,
        not_before=wish.not_before(at), subject=_subject(notice),
        body=render_to_string("notifications/email/notice.txt", context),
        html=render_to_string("notifications/email/notice.html", context), message_id=new_message_id(),
    )  # fmt: skip


def _subject(notice: Notice) -> str:
    """ "Kết quả bị trả lại: Rà soát, đơn giản hóa thủ tục…": short enough for a telephone."""
    return f"{label_of(notice.kind)}: {shortened(notice.about or notice.text, SUBJECT).rstrip(' .;,:')}"


def write_digest(email: OutgoingEmail, digest: Digest, wish: Wishes, *, day: dt.date) -> None:
    """Fill subject and words of the morning e-mail; the caller saves it."""
    lines = [(line, full_link(line.url)) for line in digest.lines]
    context = _context(wish, lines=lines, left=digest.left, total=digest.total, day=day)
    email.subject = f"{digest.total} việc cần biết sáng {day:%d/%m/%Y}"
    email.body = render_to_string("notifications/email/digest.txt", context)
    email.html = render_to_string("notifications/email/digest.html", context)


def _context(wish: Wishes, **more: Any) -> dict[str, Any]:
    return {
        "user": wish.user,
        "all_notices": full_link(reverse("notifications:mine")),
        "preferences": full_link(reverse("notifications:preferences")),
        **more,
    }
