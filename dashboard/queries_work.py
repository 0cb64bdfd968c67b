"""What the first page says about work to the people of the office: one's own, and for those who lead, the office's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from dashboard.queries import Figure
from inspections.queries.lists import findings_here
from inspections.rules import can_view_inspections
from inspections.standing import FindingState
from organisations.access import Access
from organisations.enums import Role
from villages.queries.asks import asks_of_office
from villages.rules import can_view_asks
from work.queries.extending import asked_of
from work.queries.holding import loads_of_units
from work.queries.lists import LATE, Filters, office_work
from work.queries.mine import WAITING, Asked, my_work, waiting
from work.queries.rows import WorkRow, rows_of
from work.rules import can_view_work
from work.timing import Standing

URGENT, UNITS = 5, 12  # lines shown
SOON = "den-han"
UNIT_HEADS = ("Quá hạn", "Đến hạn trong 7 ngày", "Đang phải làm")


@dataclass(frozen=True)
class OwnWork:
    """`urgent`: what is late or due within the week, the worst first. `late` as the menu counts it."""

    figures: list[Figure]
    urgent: list[WorkRow]
    late: int


@dataclass(frozen=True)
class OfficeWork:
    """`units` are lines for work/load_table.html, the most late first; `more`: units that are not shown."""

    figures: list[Figure]
    units: list[dict[str, Any]] = field(default_factory=list)
    more: int = 0
    heads: tuple[str, ...] = UNIT_HEADS


def own_work(access: Access, today: dt.date) -> OwnWork | None:
    """Nine queries at most; None for whoever follows no work here, and from above."""
    if not can_view_work(access) or access.user_id is None:
        return None
    mine, base = my_work(access, Asked(), today), _address(access, "work:mine")
    late, soon = mine.counts[LATE], mine.counts[SOON]
    figures = [
        Figure("Quá hạn", late, f"{base}?nhom={LATE}", "late" if late else "idle"),
        Figure("Đến hạn trong 7 ngày", soon, f"{base}?nhom={SOON}", "warn" if soon else "idle"),
    ]
    to_accept = waiting(access).count()
    if to_accept or Role.LEADER in access.roles:
        figures.append(Figure("Chờ tôi duyệt", to_accept, f"{base}?nhom={WAITING}", "warn" if to_accept else "idle"))
    if _leads(access):
        asked = asked_of(access).count()
        url = _address(access, "work:extensions")
        figures.append(Figure("Xin gia hạn chờ tôi trả lời", asked, url, "warn" if asked else "idle"))
    urgent = [*mine.in_group(LATE), *mine.in_group(SOON)][:URGENT]
    return OwnWork(figures, rows_of([item.id for item in urgent], access, today), late)


def office_part(access: Access, today: dt.date) -> OfficeWork | None:
    """For leaders and heads of units; eight queries."""
    if not can_view_work(access) or not _leads(access):
        return None
    base = _address(access, "work:list")
    figures = [
        Figure(label, number, f"{base}?nhom={group}", tone if number else "idle")
        for label, group, tone in (
            ("Quá hạn", LATE, "late"), ("Đến hạn trong 7 ngày", SOON, "warn"), ("Chờ duyệt", WAITING, "warn"),
        )
        for number in [office_work(access, Filters(group=group), today).count()]
    ]  # fmt: skip
    if can_view_inspections(access):
        number = findings_here(access, today, state=FindingState.LATE).count()
        url = f"{_address(access, 'inspections:findings')}?tinh_trang={FindingState.LATE}"
        figures.append(Figure("Nội dung kiểm tra quá hạn khắc phục", number, url, "late" if number else "idle"))
    if can_view_asks(access):
        number = asks_of_office(access, unanswered_only=True).count()
        url = f"{_address(access, 'villages:list')}?loc=chua"
        figures.append(Figure("Việc giao thôn chưa trả lời đủ", number, url, "warn" if number else "idle"))
    loads = sorted(
        loads_of_units(access, today),
        key=lambda load: (-load.counts[Standing.LATE], -load.counts[Standing.SOON], -load.open, load.name),
    )
    return OfficeWork(figures, [_line(load, base) for load in loads[:UNITS]], max(len(loads) - UNITS, 0))


def _line(load: Any, base: str) -> dict[str, Any]:
    url = f"{base}?bo_phan={load.id}"
    cells = (
        (load.counts[Standing.LATE], f"{url}&nhom={LATE}"), (load.counts[Standing.SOON], f"{url}&nhom={SOON}"),
        (load.open, url),
    )  # fmt: skip
    return {
        "name": load.name, "url": url,
        "cells": [
            {"number": number, "url": address, "late": place == 0, "label": UNIT_HEADS[place]}
            for place, (number, address) in enumerate(cells)
        ],
    }  # fmt: skip


def _leads(access: Access) -> bool:
    return bool({Role.LEADER, Role.UNIT_HEAD} & access.roles)


def _address(access: Access, name: str) -> str:
    assert access.organisation is not None
    return reverse(name, kwargs={"org": access.organisation.code})
