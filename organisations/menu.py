"""The side menu: each app registers its entry at start-up, so the menu shows only what exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

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
        if not access.can(entry.capability):
            continue
        out.append(
            {
                "label": entry.label,
                "icon": entry.icon,
                "url": reverse(entry.url_name, kwargs={"org": access.organisation.code}),
                "active": here == entry.url_name or bool(not exact and entry.prefix and here.startswith(entry.prefix)),
                "heading": entry.group if entry.group != group else "",
            }
        )
        group = entry.group
    return out
