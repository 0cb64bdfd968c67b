"""What is no longer needed about people is emptied; the rows stay, for what they say about the work."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from organisations.models import Absence, AccessToken

KEPT = dt.timedelta(days=365)


def forget_reasons(*, today: dt.date) -> int:
    """Empty why people were away, a year after they were back. Returns how many."""
    return Absence.objects.filter(last_day__lt=today - KEPT).exclude(reason="").update(reason="")


def forget_link_holders(*, now: dt.datetime) -> int:
    """Empty the names on links of villages that have opened nothing for a year. Returns how many.

    An answer keeps the name of who gave it: it is part of the record of the work.
    """
    ended = Q(revoked_at__lt=now - KEPT) | Q(expires_at__lt=now - KEPT)
    links = AccessToken.objects.filter(ended, scope=AccessToken.Scope.VILLAGE)
    return links.exclude(holder_name="").update(holder_name="")
