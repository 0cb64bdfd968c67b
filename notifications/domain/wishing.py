"""Saving how one wishes to be told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from accounts.actor import Oneself
from accounts.models import User
from audit.record import record, snapshot
from notifications.models import Preference

COLUMNS = ("digest_hour", "quiet_from", "quiet_to", "mail_off", "sms_on", "sms_off")


def preference_of(user: User) -> Preference:
    """The person's own, or the defaults, not saved."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def save_wishes(*, by: Oneself, facts: dict[str, Any]) -> Preference:
    """Change these columns of one's own wishes; what was not asked stays."""
    with transaction.atomic():
        preference, _ = Preference.objects.select_for_update().get_or_create(user=by.user)
        before = _stood(preference)
        for name, value in facts.items():
            setattr(preference, name, value)
        preference.full_clean()
        preference.save()
        after = _stood(preference)
        if before != after:
            record("Đổi cách nhận thông báo", preference, by=by, before=before, after=after)
    return preference


def _stood(preference: Preference) -> dict[str, Any]:
    """The columns as the log keeps them: an hour as "21:00"."""
    values = snapshot(preference, *COLUMNS)
    return {name: f"{value:%H:%M}" if isinstance(value, dt.time) else value for name, value in values.items()}
