"""Sending the texts (SMS) that wait through the gateway of the portal."""

from __future__ import annotations

import datetime as dt
import logging
import time

from django.conf import settings

from notifications.domain.leases import BATCH, LEASE, claim, finish, give_up, let_go
from notifications.gateway import GatewayAway, TextRefused, gateway_of
from notifications.models import OutgoingText
from notifications.retrying import wait_for_recipient, wait_for_server

log = logging.getLogger(__name__)
KEPT = dt.timedelta(days=1)  # a text that comes days later tells nothing any more
MOST_SECONDS = 240


def send_waiting_texts(*, at: dt.datetime) -> int:
    """Send what is due at `at`; how many left. Stops where the gateway is away."""
    if settings.SMS_GATEWAY == "none":
        return 0
    gateway = gateway_of(settings)
    started, sent = time.monotonic(), 0

    def now() -> dt.datetime:
        return at + dt.timedelta(seconds=time.monotonic() - started)

    while time.monotonic() - started < MOST_SECONDS and (texts := claim(OutgoingText, at=now())):
        here = time.monotonic()
        for position, text in enumerate(texts):
            if time.monotonic() - here > LEASE.total_seconds() / 2:
                _release(texts[position:], at=now())
                break
            try:
                gateway(text.phone, text.text, f"{text.pk}")
            except GatewayAway as away:
                log.warning("Cổng tin nhắn: %s", away)
                _wait(text, str(away), until=now() + wait_for_server(text.tries + 1), at=now())
                _release(texts[position + 1 :], at=now() + wait_for_server(text.tries + 1))
                return sent
            except TextRefused as refused:
                log.warning("Chưa gửi được tin nhắn %s: %s", text.pk, refused)
                _wait(text, str(refused), until=now() + wait_for_recipient(text.tries + 1), at=now())
            else:
                finish(text, at=now(), text="")
                sent += 1
        if len(texts) < BATCH:
            break
    return sent


def _wait(text: OutgoingText, error: str, *, until: dt.datetime, at: dt.datetime) -> None:
    if at - text.created_at > KEPT:
        give_up(text, error)
    else:
        let_go(text, not_before=until, error=error)


def _release(texts: list[OutgoingText], *, at: dt.datetime) -> None:
    for text in texts:
        let_go(text, not_before=at, tried=False)
