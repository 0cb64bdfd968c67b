"""Letters of the apps below, taken into the outbox: they leave at once, whatever the hour."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.posting import Letter
from notifications.domain.letters import LONGEST_SUBJECT, new_message_id
from notifications.domain.outbox import wake
from notifications.jobs import sweep
from notifications.models import OutgoingEmail
from notifications.notice import shortened


def carry(letter: Letter) -> None:
    at = timezone.now()
    with transaction.atomic():
        OutgoingEmail.objects.create(
            recipient_id=letter.person_id, address=letter.to, kind=letter.kind, key=uuid.uuid4().hex, created_at=at,
            not_before=at, not_after=letter.not_after, subject=shortened(letter.subject, LONGEST_SUBJECT),
            body=letter.body, secret=letter.secret, message_id=new_message_id(),
        )  # fmt: skip
        wake(sweep)
