"""What apps above put on the page behind a village head's link, before the papers: each registers its part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from organisations.models import AccessToken


@dataclass(frozen=True)
class VillagePart:
    """A template that is included with this context alone."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


Provider = Callable[[AccessToken, str, dt.datetime], VillagePart]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """`provider(token, secret, now)`: the secret of the link goes into the addresses of the part."""
    if provider not in _providers:
        _providers.append(provider)


def parts_for(token: AccessToken, secret: str, now: dt.datetime) -> list[VillagePart]:
    return [provider(token, secret, now) for provider in _providers]
