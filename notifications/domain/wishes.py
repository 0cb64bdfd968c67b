"""How people wish to be told, read once for many of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from notifications.models import Preference
from notifications.phones import mobile_number
from notifications.quiet import first_loud, hour_of_day


@dataclass(frozen=True)
class Wishes:
    user: User
    preference: Preference

    def wants_mail(self, kind: str) -> bool:
        return bool(self.user.email) and kind not in self.preference.mail_off

    def wants_text(self, kind: str) -> bool:
        return self.preference.sms_on and bool(self.phone) and kind not in self.preference.sms_off

    @property
    def phone(self) -> str:
        """The mobile number as digits, or "" where the profile holds none a text can go to."""
        return mobile_number(self.user.phone)

    def not_before(self, at: dt.datetime) -> dt.datetime:
        """When this person may be disturbed."""
        here = timezone.localtime(at)
        return first_loud(here, start=self.preference.quiet_from, end=self.preference.quiet_to)

    def digest_time(self, at: dt.datetime) -> dt.datetime:
        """The hour of this person's morning e-mail on the day of `at`."""
        return hour_of_day(timezone.localtime(at), self.preference.digest_hour)


def wishes_of(people: Collection[int]) -> dict[int, Wishes]:
    """Of those whose account is in use, by their id: two queries."""
    if not people:
        return {}
    kept = {each.user_id: each for each in Preference.objects.filter(user_id__in=people)}
    users = User.objects.filter(pk__in=people, is_active=True)
    return {user.pk: Wishes(user, kept.get(user.pk) or Preference(user=user)) for user in users}
