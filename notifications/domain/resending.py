"""An administrator sends a failed letter once more, after its cause is gone."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from audit.record import record
from core.decision import require
from core.exceptions import DomainError
from notifications.domain.outbox import wake
from notifications.enums import Sending
from notifications.models import OutgoingEmail
from notifications.rules import can_send_again
from organisations.access import Access


def send_again(letter: OutgoingEmail, *, by: Access, at: dt.datetime) -> None:
    """Back into the queue under the same Message-ID, to the address the person has now."""
    from notifications.jobs import sweep

    require(can_send_again(by, letter))
    with transaction.atomic():
        changed = OutgoingEmail.objects.filter(pk=letter.pk, state=Sending.FAILED).update(
            state=Sending.QUEUED, not_before=at, created_at=at, error="", tries=0
        )
        if not changed:
            raise DomainError("Thư này vừa được gửi lại hoặc đã gộp vào thư khác.")
        record("Gửi lại thư", letter, by=by, note=f"Người nhận: {letter.recipient}")
        wake(sweep)
