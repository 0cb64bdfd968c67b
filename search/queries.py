"""What was found, kind by kind. The number of queries does not depend on how much there is."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from core.marks import Piece, excerpt, marked
from core.wanted import Wanted
from organisations.access import Access
from organisations.finding import Findable, Hit, findables

SHOWN_OF_A_KIND = 8
COUNTED = 20  # beyond it the page says "20+": nobody reads on, and counting on would cost more than finding
SUGGESTED_OF_A_KIND = 3
SUGGESTED = 8
LISTED = 500  # results of one kind that can be paged through
A_PAGE = 25
TITLE_SHOWN, DETAIL_SHOWN = 220, 160  # characters


@dataclass(frozen=True)
class Shown:
    """A hit with its wanted words marked."""

    hit: Hit
    title: list[Piece]
    note: list[Piece]
    detail: list[Piece]


@dataclass(frozen=True)
class Group:
    """The best hits of one kind. `count` is exact as long as `is_counted`."""

    findable: Findable
    hits: list[Shown]
    count: int
    is_counted: bool = True

    @property
    def counted(self) -> str:
        return str(self.count) if self.is_counted else f"{self.count}+"

    @property
    def has_more(self) -> bool:
        return self.count > len(self.hits)


def shown(hit: Hit, wanted: Wanted) -> Shown:
    """Long texts are cut around the first wanted word."""
    title, detail = excerpt(hit.title, wanted.marks, TITLE_SHOWN), excerpt(hit.detail, wanted.marks, DETAIL_SHOWN)
    return Shown(hit, marked(title, wanted.marks), marked(hit.note, wanted.marks), marked(detail, wanted.marks))


def search_all(access: Access, wanted: Wanted) -> list[Group]:
    """Every kind that has something, in the order of the page."""
    return _groups(access, wanted, SHOWN_OF_A_KIND, COUNTED)


def suggestions(access: Access, wanted: Wanted) -> list[Group]:
    """A few of the best, to be chosen while typing."""
    left, out = SUGGESTED, []
    for group in _groups(access, wanted, SUGGESTED_OF_A_KIND, SUGGESTED_OF_A_KIND):
        if left > 0:
            out.append(Group(group.findable, group.hits[:left], group.count, group.is_counted))
            left -= len(group.hits)
    return out


def _groups(access: Access, wanted: Wanted, most: int, counted: int) -> list[Group]:
    out = []
    for each in findables() if wanted and access.organisation is not None else []:
        keys = each.find(access, wanted, counted + 1)
        if keys:
            hits = [shown(hit, wanted) for hit in each.show(access, keys[:most])]
            out.append(Group(each, hits, min(len(keys), counted), len(keys) <= counted))
    return out


def search_kind(access: Access, each: Findable, wanted: Wanted, number: str | None) -> tuple[Page[Shown], bool]:
    """One page of one kind, and whether there is more than can be paged through."""
    keys = each.find(access, wanted, LISTED + 1) if wanted else []
    page: Page[Shown] = Paginator(keys[:LISTED], A_PAGE).get_page(number)
    page.object_list = [shown(hit, wanted) for hit in each.show(access, list(page.object_list))]
    return page, len(keys) > LISTED
