"""Where the page of an issued paper is: the app that issued it says so, since this one knows no plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Addresses = Callable[[Sequence[int]], dict[int, str]]

_addresses: dict[str, Addresses] = {}


def register(kind: str, addresses: Addresses) -> None:
    """`addresses`: ids of issued documents of this kind → their pages; one query."""
    _addresses[kind] = addresses


def addresses_of(documents: Sequence[tuple[int, str]]) -> dict[int, str]:
    """(id, kind) of issued documents → their pages; a kind nobody shows has none."""
    found: dict[int, str] = {}
    for kind, addresses in _addresses.items():
        if wanted := [key for key, each in documents if each == kind]:
            found |= addresses(wanted)
    return found
