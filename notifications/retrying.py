"""How long to wait before something is sent once more. Pure."""

from __future__ import annotations

import datetime as dt

GIVE_UP_AFTER = dt.timedelta(days=5)
# One person's mailbox says "later": full, or it makes strangers wait.
_LATER = (5, 15, 30, 60, 120, 240, 480)
# The server does not answer: one knock for all of what waits, so that it can be frequent.
_AWAY = (1, 2, 5, 10, 15)


def wait_for_recipient(tries: int) -> dt.timedelta:
    """After the nth try, in minutes to hours: greylisting ends after the first, a full mailbox after days."""
    return dt.timedelta(minutes=_LATER[min(max(tries, 1), len(_LATER)) - 1])


def wait_for_server(tries: int) -> dt.timedelta:
    return dt.timedelta(minutes=_AWAY[min(max(tries, 1), len(_AWAY)) - 1])


def too_old(created: dt.datetime, at: dt.datetime) -> bool:
    return at - created > GIVE_UP_AFTER
