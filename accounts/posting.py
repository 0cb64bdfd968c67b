"""Handing a letter over. Whoever keeps an outbox registers at start-up; without one it is sent at once."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass

from django.core.mail import EmailMessage

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """About an account: it waits for no morning and no quiet hours.

    `kind` is "account.password_reset". `person_id` is whom it is about; `to` may be a former address of the person.
    `secret`: it carries a link that signs in, so nobody keeps its words. `not_after`: when that link ends.
    """

    kind: str
    to: str
    subject: str
    body: str
    person_id: int
    secret: bool = False
    not_after: dt.datetime | None = None


_carriers: list[Callable[[Letter], None]] = []


def carry_by(carrier: Callable[[Letter], None]) -> None:
    """From now on letters are handed to `carrier`, which sees to it that they arrive."""
    _carriers[:] = [carrier]


def post(letter: Letter) -> bool:
    """True when the letter was handed over; a failure is logged and told, never an error page."""
    if _carriers:
        _carriers[0](letter)
        return True
    try:
        EmailMessage(letter.subject, letter.body, to=[letter.to]).send()
    except (smtplib.SMTPException, OSError):
        log.exception("Chưa gửi được thư %s", letter.kind)
        return False
    return True
