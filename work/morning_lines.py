"""What other apps put into the morning's reminder: apps above register who is to read which lines."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from notifications.notice import Line

Who = tuple[int, int]  # organisation in which it is read, person


@dataclass(frozen=True)
class Asked:
    """A morning: `since` is the working day before it, `begins_week` that no working day of its week went before.

    `organisation_id` None: all offices.
    """

    today: dt.date
    since: dt.date
    begins_week: bool
    organisation_id: int | None = None


@dataclass(frozen=True)
class Share:
    """What one app tells one person: the words for the heading ("2 nội dung kiểm tra"), and the lines."""

    heading: str
    lines: Sequence[Line]


Provider = Callable[[Asked], Mapping[Who, Share]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Called in `apps.ready()`. A provider asks the database a fixed number of times and names only people who work
    in the office that day."""
    if provider not in _providers:
        _providers.append(provider)


def shares_of(asked: Asked) -> dict[Who, list[Share]]:
    found: dict[Who, list[Share]] = defaultdict(list)
    for provider in _providers:
        for who, share in provider(asked).items():
            found[who].append(share)
    return found
