"""The side menu: each app registers its entry at start-up, so the menu shows only what exists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
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


@dataclass(frozen=True)
class _Belonging:
    """Pages that light the entry of another name space than their own."""

    prefix: str
    entry: str
    when: Callable[[HttpRequest], bool] | None


_entries: list[MenuEntry] = []
_belongings: list[_Belonging] = []


def register(entry: MenuEntry) -> None:
    if entry not in _entries:
        _entries.append(entry)
        _entries.sort(key=lambda each: each.order)


def belongs(prefix: str, *, to: str, when: Callable[[HttpRequest], bool] | None = None) -> None:
    """Pages whose names begin so light the entry with the url_name `to`; what is told first counts.

    `when` asks the address too: a calendar is one's own or the office's.
    """
    known = _Belonging(prefix, to, when)
    if known not in _belongings:
        _belongings.append(known)


def _lit(here: str, request: HttpRequest) -> str:
    """The url_name of the entry that this page lights, or blank."""
    if any(entry.url_name == here for entry in _entries):  # a page with its own entry lights no other
        return here
    for each in _belongings:
        if here.startswith(each.prefix) and (each.when is None or each.when(request)):
            return each.entry
    return next((entry.url_name for entry in _entries if entry.prefix and here.startswith(entry.prefix)), "")


@lru_cache(maxsize=4096)
def _address(url_name: str, code: str) -> str:
    return reverse(url_name, kwargs={"org": code})


def menu_for(access: Access, request: HttpRequest) -> list[dict[str, Any]]:
    assert access.organisation is not None
    match = request.resolver_match
    here = match.view_name if match else ""
    lit = _lit(here, request)
    out: list[dict[str, Any]] = []
    group = ""
    for entry in _entries:
        if not access.can(entry.capability) or (entry.inside_only and access.from_above):
            continue
        out.append(
            {
                "label": entry.label,
                "icon": entry.icon,
                "url": _address(entry.url_name, access.organisation.code),
                "active": entry.url_name == lit,
                "heading": entry.group if entry.group != group else "",
                "badge": entry.badge(request, timezone.localdate()) if entry.badge else 0,
                "badge_means": entry.badge_means,
            }
        )
        group = entry.group
    return out
