"""What a village head sees behind his link: each app that has papers for villages registers how to find them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from organisations.models import Organisation


@dataclass(frozen=True)
class VillagePaper:
    """An issued paper that names the village or all villages. `duties`: what it asks of them, with the printed time."""

    title: str
    notation: str
    issued_on: dt.date
    url: str
    duties: tuple[tuple[str, str], ...] = ()


Provider = Callable[[Organisation, str], list[VillagePaper]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """`provider(village, secret)` gives the papers; the secret of the link goes into their addresses."""
    if provider not in _providers:
        _providers.append(provider)


def papers_for(village: Organisation, secret: str) -> list[VillagePaper]:
    """Newest first."""
    found = [paper for provider in _providers for paper in provider(village, secret)]
    return sorted(found, key=lambda paper: paper.issued_on, reverse=True)
