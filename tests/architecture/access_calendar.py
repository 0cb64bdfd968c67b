"""Rows of the calendar of days off: read by everybody, corrected by the administrator of the province."""

from __future__ import annotations

import datetime as dt
from typing import Any

from organisations.access import Access
from reference.calendar_vn import DayKind
from reference.domain.calendar import add_special_day
from reference.models import SpecialDay
from tests.architecture.access_table import ABOVE, INSIDE, Row, province, staff
from tests.world import World


def _day(world: World) -> dict[str, Any]:
    day = dt.date(2026, 6, 15)
    known = SpecialDay.objects.filter(day=day).first()
    known = known or add_special_day(
        by=Access.system(world.province), day=day, kind=DayKind.OFF, name="Nghỉ hoán đổi", source="Thông báo số 1"
    )
    return {"day_id": known.pk}


_TAM = frozenset({"tam"})
CALENDAR: dict[str, Row] = {
    "reference:calendar": staff(INSIDE | ABOVE),
    "reference:calendar-add": province(_TAM),
    "reference:calendar-edit": province(_TAM, _day),
    "reference:calendar-remove": province(_TAM, _day),
}
