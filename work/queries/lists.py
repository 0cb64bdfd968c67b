"""All work of the office, page by page from where the last one ended: a deep page costs as much as the first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q

from core.matching import saying
from core.wanted import Wanted
from organisations.access import Access
from work.models import Milestone, standing_is
from work.models.milestone import MilestoneQuerySet
from work.queries.mine import GROUPS, NOW, WAITING
from work.queries.parties import led_by
from work.queries.unassigned import unassigned
from work.timing import Standing

ROWS_A_PAGE = 30
LATE = "qua-han"


@dataclass(frozen=True)
class Filters:
    """What the page asks for. `group` as on Việc của tôi; `unit` leads; `person` holds it or is in charge;
    `nobodys`: only what nobody of the office has."""

    group: str = ""
    unit: int | None = None
    nobodys: bool = False
    person: int | None = None
    plan: int | None = None
    year: int | None = None
    words: Wanted | None = None
    farthest_first: bool = False


@dataclass(frozen=True)
class Place:
    """Where a page begins: after (or before) the row with this day and id."""

    day: dt.date
    id: int
    back: bool = False


@dataclass(frozen=True)
class Slice:
    """Ids of one page in order, and the places of the pages around it; None where there is none."""

    ids: list[int]
    before: Place | None
    after: Place | None


def office_work(access: Access, filters: Filters, today: dt.date) -> MilestoneQuerySet:
    rows = _in_group(access.organisation_id, filters.group if filters.group in (WAITING, *GROUPS) else "", today)
    if filters.unit:
        rows = rows.filter(led_by(filters.unit))
    if filters.nobodys:
        rows = rows.filter(unassigned(access.organisation_id))
    if filters.person:
        rows = rows.filter(Q(holder=filters.person) | Q(holder__isnull=True, task__person=filters.person))
    if filters.plan:
        rows = rows.filter(plan=filters.plan)
    if filters.year:
        rows = rows.filter(plan__year=filters.year)
    if filters.words:
        rows = rows.filter(saying(filters.words, "task__search"))
    return rows


@lru_cache(maxsize=256)
def _in_group(organisation_id: int | None, group: str, today: dt.date) -> MilestoneQuerySet:
    """Of one organisation. Never fetched itself, only narrowed: put together once and not for every page."""
    rows = Milestone.objects.filter(organisation=organisation_id).live()
    if group == WAITING:
        return rows.filter(completed_on__isnull=False, accepted_on__isnull=True).exclude(kind="checkpoint")
    if group:
        rows = rows.standing(GROUPS[group][2], today)
    else:
        wanted = Q()
        for standing in NOW:
            wanted |= standing_is(standing, today)
        rows = rows.open().filter(wanted)
    return rows.one_late_a_task(today) if group in ("", LATE) else rows


def is_done_list(group: str) -> bool:
    return group == WAITING or (group in GROUPS and GROUPS[group][2] is Standing.DONE)


def slice_of(
    rows: MilestoneQuerySet, place: Place | None, *, done: bool, farthest_first: bool = False, size: int = ROWS_A_PAGE
) -> Slice:
    """One page by key: open work by its day, done work by the day it was done, the latest first.

    One query for the page; that there is one before is known from how one came.
    """
    field = "completed_on" if done else "due_on"
    falling = done or farthest_first
    back = place is not None and place.back
    if place is not None:
        beyond = "lt" if falling != back else "gt"
        # The first condition lets the database begin at that day; the second leaves out what was shown of it.
        rows = rows.filter(
            Q(**{f"{field}__{beyond}": place.day}) | Q(**{f"pk__{beyond}": place.id}),
            **{f"{field}__{beyond}e": place.day},
        )
    sign = "-" if falling != back else ""
    found = list(rows.order_by(f"{sign}{field}", f"{sign}pk").values_list("pk", field)[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    if not found:
        return Slice([], None, None)
    first, last = found[0], found[-1]
    has_before = more if back else place is not None
    has_after = True if back else more
    return Slice(
        [pk for pk, _ in found],
        Place(first[1], first[0], back=True) if has_before else None,
        Place(last[1], last[0]) if has_after else None,
    )
