"""Measures and figures made through the domain, for tests of totals and targets."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from organisations.access import Access
from reference.domain.measures import add_measure
from reference.enums import MeasureKind
from reference.models import Measure
from tests.work.work_world import NOW
from tests.world import World, access_of
from work.domain.figures import correct_figure
from work.domain.updating import Said, update_work
from work.models import Figure, Milestone


def here(world: World, who: str = "lan") -> Access:
    return access_of(getattr(world, who), world.an_binh)


def measure_of(world: World, name: str = "Số tin, bài", unit: str = "tin, bài", **more: object) -> Measure:
    known = Measure.objects.filter(name=name).first()
    made: Measure = known or add_measure(by=here(world), name=name, unit=unit, **more)  # type: ignore[arg-type]
    return made


def rate_of(world: World) -> Measure:
    return measure_of(world, "Tỷ lệ đúng hạn", "%", kind=MeasureKind.RATE, decimals=2)


def report(
    world: World, milestone: Milestone, *given: tuple[Measure, str], on: dt.date | None = None, who: str = "lan",
    at: dt.datetime = NOW,
) -> list[Figure]:  # fmt: skip
    """Progress with figures beside it."""
    seen = Milestone.objects.get(pk=milestone.pk).version
    entry = update_work(
        milestone, by=Access.system(world.an_binh) if who == "system" else here(world, who), seen=seen, at=at, said=Said(percent=10, result="Đã làm"),
        figures=[(measure.pk, Decimal(value)) for measure, value in given], figures_on=on,
    )  # fmt: skip
    return list(entry.figures.order_by("pk"))


def correct(world: World, figure: Figure, value: str | None, who: str = "lan") -> Figure:
    entry = correct_figure(
        figure, by=here(world, who), at=NOW, value=None if value is None else Decimal(value), reason="Đếm nhầm"
    )
    return entry.figures.get()
