"""Lists whose whole state stands in the address: filters, order, page. Who gets the link sees the same list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable, OrderBy
from django.http import HttpRequest, QueryDict

PAGE, ORDER = "trang", "sap"
ROWS_A_PAGE = 30


@dataclass(frozen=True)
class Column:
    """A heading. `key` is its name in the address ("so"), blank where the list is not ordered by it.

    `by` are the fields of the rising order; rows without a value stand last either way. `then` orders equal
    rows, the same way for both, so that no row is on two pages. `falls` begins with the greatest, as one looks
    for days and years. `css` is the class of the heading; a `hidden` one is read out and not seen.
    """

    label: str
    key: str = ""
    by: tuple[str | Combinable, ...] = ()
    falls: bool = False
    css: str = ""
    then: tuple[str, ...] = ("-pk",)
    hidden: bool = False


@dataclass(frozen=True)
class Head:
    """A column as the page shows it. `order` is "ascending", "descending", "none" or "" (cannot be ordered by)."""

    label: str
    css: str = ""
    address: str = ""
    order: str = ""
    hidden: bool = False


@dataclass
class Listing:
    """What components/list_*.html need. `query` is the address without its page; `count` as `page.paginator.count`."""

    page: Page[Any]
    query: str
    heads: list[Head]
    order: str

    @property
    def count(self) -> int:
        return self.page.paginator.count


def listing(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    *,
    columns: Sequence[Column] = (),
    size: int = ROWS_A_PAGE,
    full: Callable[[list[Any]], Iterable[Any]] | None = None,
) -> Listing:
    """The page of `rows` that the address asks for, in the order it asks for; unknown orders and pages change nothing.

    `full` makes the rows to show from the keys of one page, in their order, where rows are dear to read: the
    rest of the list is then only counted and put in order.
    """
    wanted = request.GET.get(ORDER, "")
    column = next((each for each in columns if each.key and each.key == wanted.removeprefix("-")), None)
    if column is not None and isinstance(rows, QuerySet):
        rows = rows.order_by(*_ordering(column, falling=wanted.startswith("-")))
    if full is not None:
        assert isinstance(rows, QuerySet)
        page = Paginator(rows.values_list("pk", flat=True), size).get_page(request.GET.get(PAGE))
        page.object_list = list(full(list(page.object_list)))
    else:
        page = Paginator(rows, size).get_page(request.GET.get(PAGE))
    order = wanted if column else ""
    return Listing(page, _without(request.GET, PAGE), [_head(request.GET, each, order) for each in columns], order)


def ordered(rows: Sequence[Any], request: HttpRequest, keys: dict[str, Callable[[Any], Any]]) -> list[Any]:
    """The same order for rows that are already in memory: column key → what to compare; None stands last."""
    wanted = request.GET.get(ORDER, "")
    compare = keys.get(wanted.removeprefix("-"))
    if compare is None:
        return list(rows)
    known = [row for row in rows if compare(row) is not None]
    return sorted(known, key=compare, reverse=wanted.startswith("-")) + [row for row in rows if compare(row) is None]


def _ordering(column: Column, *, falling: bool) -> list[OrderBy | str]:
    steps = [F(each) if isinstance(each, str) else each for each in column.by]
    rule = [step.desc(nulls_last=True) if falling else step.asc(nulls_last=True) for step in steps]  # type: ignore[attr-defined]
    return [*rule, *column.then]


def _head(query: QueryDict, column: Column, order: str) -> Head:
    if not column.key:
        return Head(column.label, column.css, hidden=column.hidden)
    if order.removeprefix("-") == column.key:
        falling = order.startswith("-")
        following, state = ("" if falling else "-") + column.key, "descending" if falling else "ascending"
    else:
        following, state = ("-" if column.falls else "") + column.key, "none"
    others = query.copy()
    others.pop(PAGE, None)
    others[ORDER] = following
    return Head(column.label, column.css, f"?{others.urlencode()}", state)


def _without(query: QueryDict, *names: str) -> str:
    """The address's query as it is linked on: without these, and without filters that say nothing."""
    others = query.copy()
    for name in [*names, *(name for name, value in query.items() if not value)]:
        others.pop(name, None)
    return others.urlencode()
