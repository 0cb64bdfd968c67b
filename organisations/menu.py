"""The side menu: each app registers its entry at start-up, so the menu shows only what exists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from organisations.access import Access
from organisations.enums import Capability


@dataclass(frozen=True)
class MenuEntry:
    """`order` places it; `group` is the small heading above ("" for none)."""

    label: str
    icon: str
    url_name: str
    capability: Capability
    order: int
    group: str = ""
    prefix: str = ""  # namespaces that light it up ("plans")
    inside_only: bool = False  # not for those who look from above
    badge: Callable[[HttpRequest, dt.date], int] | None = None  # what waits behind it; nothing is shown for 0
    badge_means: str = ""  # "quá hạn", read out after the number


_entries: list[MenuEntry] = []


def register(entry: MenuEntry) -> None:
    if entry not in _entries:
        _entries.append(entry)
        _entries.sort(key=lambda each: each.order)


def menu_for(access: Access, request: HttpRequest) -> list[dict[str, Any]]:
    assert access.organisation is not None
    match = request.resolver_match
    here = match.view_name if match else ""
    exact = any(entry.url_name == here for entry in _entries)  # a page with its own entry lights no other
    out: list[dict[str, Any]] = []
    group = ""
    for entry in _entries:
        if not access.can(entry.capability) or (entry.inside_only and access.from_above):
            continue
        out.append(
            {
                "label": entry.label,
                "icon": entry.icon,
                "url": reverse(entry.url_name, kwargs={"org": access.organisation.code}),
                "active": here == entry.url_name or bool(not exact and entry.prefix and here.startswith(entry.prefix)),
                "heading": entry.group if entry.group != group else "",
                "badge": entry.badge(request, timezone.localdate()) if entry.badge else 0,
                "badge_means": entry.badge_means,
            }
        )
        group = entry.group
    return out
