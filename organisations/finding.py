"""What the search page can find: each app registers its kinds at start-up, as it does with the menu.

The registry stands here because every app above knows `Access`, and `search` shows what they found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.wanted import Wanted
from organisations.access import Access


@dataclass(frozen=True)
class Hit:
    """One found thing. `note` says in few words which one it is ("97/KH-UBND · năm 2026"), `detail` more of its
    words, `within` what it stands in. The wanted words are marked, but not in `within`, where nothing was looked
    for. `tone` is that of the chip `state`.
    """

    title: str
    url: str
    note: str = ""
    detail: str = ""
    within: str = ""
    state: str = ""
    tone: str = "idle"


@dataclass(frozen=True)
class Findable:
    """A kind of thing. `kind` stands in the address, `order` places it on the page.

    `find` gives the keys of what this person may open, best first, at most as many as asked for; `show` makes
    hits of some of them, in their order. Neither asks the database more often when more is found.
    """

    kind: str
    label: str
    icon: str
    order: int
    find: Callable[[Access, Wanted, int], list[Any]]
    show: Callable[[Access, Sequence[Any]], list[Hit]]


_kinds: dict[str, Findable] = {}


def register(findable: Findable) -> None:
    _kinds[findable.kind] = findable


def findables() -> list[Findable]:
    """All kinds in the order of the page."""
    return sorted(_kinds.values(), key=lambda each: each.order)


def findable(kind: str) -> Findable | None:
    return _kinds.get(kind)
