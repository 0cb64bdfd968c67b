"""A portal filled with a past (a demo, an import): what lies long back rings no bell and sends no letter."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from notifications.enums import Sending
from notifications.models import Notification, OutgoingEmail, OutgoingText


@transaction.atomic
def settle_before(moment: dt.datetime) -> int:
    """Notices told before `moment` count as read and mailed; letters and texts written before it are not sent."""
    past = Notification.objects.filter(created_at__lt=moment)
    settled = past.filter(read_at=None).update(read_at=F("created_at"))
    past.filter(for_digest=True).update(for_digest=False)
    for model in (OutgoingEmail, OutgoingText):
        model.objects.filter(created_at__lt=moment, state=Sending.QUEUED).delete()
    return settled
