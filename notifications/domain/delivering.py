"""Sending the letters that wait: a bounded batch under a lease, one connection a batch.

A letter counts as sent when the server has taken it and we have noted it. A worker lost between the two leaves it to
the next sweep, which sends it once more under the same Message-ID.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
import time

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from notifications.domain.leases import BATCH, LEASE, claim, finish, give_up, let_go
from notifications.enums import Sending
from notifications.models import OutgoingEmail
from notifications.refusals import Refusal, refusal_of
from notifications.retrying import too_old, wait_for_recipient, wait_for_server

log = logging.getLogger(__name__)
MOST_SECONDS = 240  # a sweep ends before the worker's own limit; the next tick goes on


def send_waiting(*, at: dt.datetime) -> int:
    """Send what is due at `at`, batch by batch; how many letters left. Stops where the server is away."""
    started, sent = time.monotonic(), 0

    def now() -> dt.datetime:
        return at + dt.timedelta(seconds=time.monotonic() - started)

    while time.monotonic() - started < MOST_SECONDS:
        claimed = now()
        letters = claim(OutgoingEmail, at=claimed)
        if not letters:
            break
        connection = get_connection()
        try:
            connection.open()
        except (smtplib.SMTPException, OSError) as error:
            _server_away(letters, refusal_of(error), at=claimed, connected=False)
            break
        try:
            here = time.monotonic()
            for position, letter in enumerate(letters):
                if time.monotonic() - here > LEASE.total_seconds() / 2:  # a slow server: never past our own lease
                    _release(letters[position:], at=now())
                    break
                outcome = _send(connection, letter, at=now())
                if outcome is not None and outcome.stops:
                    _server_away(letters[position:], outcome, at=now(), connected=True)
                    return sent
                sent += outcome is None
        finally:
            _close(connection)
        if len(letters) < BATCH:
            break
    return sent


def _send(connection: BaseEmailBackend, letter: OutgoingEmail, *, at: dt.datetime) -> Refusal | None:
    """One letter; None when it left, else what was refused. A refusal that stops the sweep is not written here."""
    to = letter.address or (letter.recipient.email if letter.recipient else "")
    if not to:
        refusal = Refusal("Người nhận chưa có địa chỉ thư điện tử.", for_good=True)
    elif letter.not_after is not None and at > letter.not_after:
        refusal = Refusal("Thư đã quá thời hạn nên không gửi nữa.", for_good=True)
    else:
        message = EmailMultiAlternatives(
            letter.subject, letter.body, to=[to],
            headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"}, connection=connection,
        )  # fmt: skip
        if letter.html:
            message.attach_alternative(letter.html, "text/html")
        try:
            connection.send_messages([message])
        except (smtplib.SMTPException, OSError, ValueError) as error:
            refusal = refusal_of(error)
        else:
            finish(letter, at=at, body="", html="")
            return None
    if refusal.stops:
        return refusal
    log.warning("Chưa gửi được thư %s: %s", letter.message_id, refusal.sentence)
    if refusal.for_good or too_old(letter.created_at, at):
        give_up(letter, refusal.sentence, **({"body": "", "html": ""} if letter.secret else {}))
    else:
        let_go(letter, not_before=at + wait_for_recipient(letter.tries + 1), error=refusal.sentence)
    return refusal


def _server_away(letters: list[OutgoingEmail], refusal: Refusal, *, at: dt.datetime, connected: bool) -> None:
    """Nothing burns: all that waits does so a little longer, and one letter counts the tries."""
    knocked, *others = letters
    log.warning("Máy chủ thư: %s", refusal.sentence)
    until = at + wait_for_server(knocked.tries + 1)
    if too_old(knocked.created_at, at) or (knocked.not_after is not None and at > knocked.not_after):
        give_up(knocked, refusal.sentence, **({"body": "", "html": ""} if knocked.secret else {}))
    else:
        let_go(knocked, not_before=until, error=refusal.sentence)
    if connected and refusal.poison:  # the connection broke over this letter: the others may well go without it
        _release(others, at=at)
        return
    _release(others, at=until)
    OutgoingEmail.objects.filter(state=Sending.QUEUED, not_before__lte=at).update(not_before=until)


def _release(letters: list[OutgoingEmail], *, at: dt.datetime) -> None:
    for letter in letters:
        let_go(letter, not_before=at, tried=False)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        log.info("Máy chủ thư đã đóng kết nối trước")
