"""The places and people of the demo world, read from the two TOML files beside this module."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.text import fold

HERE = Path(__file__).parent
SWITCH = dt.date(2025, 7, 1)  # first day of the two-level model


@dataclass(frozen=True)
class UnitData:
    name: str
    short: str = ""
    kind: str = "office"
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class EndData:
    """How a place ended; `successor` is empty where it is not confirmed."""

    successor: str
    kind: str
    basis: str


@dataclass(frozen=True)
class OrganisationData:
    code: str
    name: str
    short_name: str
    level: str
    agency_lines: tuple[str, ...]
    parent: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    units: tuple[UnitData, ...] = ()
    villages: tuple[str, ...] = ()
    ended: EndData | None = None
    historical: bool = False

    @property
    def ended_or_closed(self) -> bool:
        return self.ended is not None or self.valid_to is not None

    def village_code(self, name: str) -> str:
        """ "thôn Đông An" of an-binh → "an-binh-dong-an"."""
        bare = fold(name)
        for word in ("thon ", "ban ", "to dan pho "):
            bare = bare.removeprefix(word)
        return f"{self.code}-{bare.replace(' ', '-')}"


@dataclass(frozen=True)
class WorkData:
    at: str
    role: str
    title: str
    unit: str = ""


@dataclass(frozen=True)
class PersonData:
    name: str
    email: str
    staff_code: str
    works: tuple[WorkData, ...]


@dataclass(frozen=True)
class VillageHeadData:
    name: str
    at: str
    of: str


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def _units(rows: list[dict[str, Any]]) -> tuple[UnitData, ...]:
    return tuple(
        UnitData(row["name"], row.get("short", ""), row.get("kind", "office"), tuple(row.get("also", ())))
        for row in rows
    )


@cache
def organisations() -> tuple[OrganisationData, ...]:
    """Every place in the order of the file."""
    content = _read("organisations.toml")
    out = []
    for row in content["organisation"]:
        ended = row.get("ended")
        out.append(
            OrganisationData(
                code=row["code"],
                name=row["name"],
                short_name=row["short_name"],
                level=row["level"],
                agency_lines=tuple(row["agency_lines"]),
                parent=row.get("parent", ""),
                valid_from=row.get("from"),
                valid_to=row.get("to"),
                units=_units(row.get("units") or content["unit_sets"].get(row.get("unit_set"), [])),
                villages=tuple(row.get("villages", ())),
                ended=EndData(ended.get("successor", ""), ended["kind"], ended["basis"]) if ended else None,
                historical=row.get("historical", False),
            )
        )
    return tuple(out)


@cache
def organisation(code: str) -> OrganisationData:
    return next(item for item in organisations() if item.code == code)


@cache
def people() -> tuple[PersonData, ...]:
    return tuple(
        PersonData(
            row["name"],
            row["email"],
            row["staff_code"],
            tuple(WorkData(w["at"], w["role"], w["title"], w.get("unit", "")) for w in row["works"]),
        )
        for row in _read("people.toml")["person"]
    )


@cache
def village_heads() -> tuple[VillageHeadData, ...]:
    return tuple(VillageHeadData(row["name"], row["at"], row["of"]) for row in _read("people.toml")["village_head"])


def plan_text(key: str) -> str:
    """The text of a demo plan, words in braces still in it."""
    return (HERE / "plans" / f"{key}.txt").read_text(encoding="utf-8")
