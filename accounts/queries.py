"""How many wrong passwords came from one network address lately. Reads only; axes writes the attempts."""

from __future__ import annotations

import datetime as dt
import ipaddress

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings

MOST_READ = 1_000  # attempts of one address; the limit is reached long before


def minutes_until_open(address: str | None, *, at: dt.datetime) -> int:
    """Minutes until people of this address may try again, whatever the name; 0 when they may now.

    Each name has its own limit; this one is for whoever tries many names with a few passwords each. Wrong passwords of
    the last quarter of an hour count, and people who are signed in go on. An address that is the machine's own is a
    server in front that PROXY_COUNT does not speak of: behind it everybody would be locked out together, so it is
    left alone.
    """
    limit, cool_off = settings.LOGIN_FAILURES_OF_ADDRESS, get_cool_off()
    if not limit or cool_off is None or address is None or ipaddress.ip_address(address).is_loopback:
        return 0
    found = AccessAttempt.objects.filter(ip_address=address, attempt_time__gt=at - cool_off)
    newest_first = found.order_by("-attempt_time").values_list("attempt_time", "failures_since_start")[:MOST_READ]
    failures = 0
    for attempted, count in newest_first:
        failures += count
        if failures >= limit:  # open again when this one is forgotten
            return max(1, -int(-(attempted + cool_off - at).total_seconds() // 60))
    return 0
