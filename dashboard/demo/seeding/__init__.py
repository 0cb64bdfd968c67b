"""Builds the demo world step by step through the domain. Each step creates only what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """The day the demo is seen from, the moment accounts are opened, the seed of small random choices."""

    today: dt.date
    now: dt.datetime
    seed: int = 1


STAGES = {
    "places": "Đơn vị, bộ phận, thôn và tổ dân phố",
    "people": "Tài khoản và vai trò",
}


def run_stage(name: str, setting: Setting) -> int:
    """Run one step; returns how many things it made."""
    from dashboard.demo.seeding.places import seed_places
    from dashboard.demo.seeding.staff import seed_people

    match name:
        case "places":
            return seed_places(setting.today)
        case "people":
            return seed_people(setting.today, setting.now)
    raise KeyError(name)
