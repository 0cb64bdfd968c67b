"""Rows of what is counted, of figures and of what targets came to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from plans.models import Plan
from reference.domain.measures import add_measure
from tests.architecture.access_reading import once
from tests.architecture.access_table import EDITORS, INSIDE, Row, staff
from tests.work.work_world import NOW, issued_with, milestones_of
from tests.world import World, access_of
from work.domain.updating import Said, update_work
from work.models import Figure, Milestone

_CORRECTS = EDITORS | {"minh"}  # who said it, her unit and those of it, the leader
_READERS = INSIDE | {"thao", "quang"}


@once
def _own_measure(world: World) -> dict[str, Any]:
    return {"measure_id": add_measure(by=access_of(world.lan, world.an_binh), name="Số chợ phiên", unit="buổi").pk}


@once
def _neighbours_measure(world: World) -> dict[str, Any]:
    made = add_measure(by=access_of(world.oanh, world.binh_minh), name="Số chợ phiên", unit="buổi")
    return {"measure_id": made.pk}


def _make_figure(world: World) -> int:
    """Said by Lan of a duty of her unit."""
    by = access_of(world.lan, world.an_binh)
    number = str(300 + Figure.objects.count())
    measure = add_measure(by=by, name=f"Số tin, bài {number}", unit="bài")
    milestone = milestones_of(issued_with(world, "Quý IV", number=number))[0]
    figures = [(measure.pk, Decimal(3))]
    entry = update_work(milestone, by=by, seen=1, at=NOW, said=Said(percent=1, result="Làm"), figures=figures)
    return entry.figures.get().pk


@once
def _figure(world: World) -> dict[str, Any]:
    return {"figure_id": _make_figure(world)}


@once
def _neighbours_figure(world: World) -> dict[str, Any]:
    """The same, with work and plan given to Bình Minh."""
    figure = Figure.objects.get(pk=_make_figure(world))
    Figure.objects.filter(pk=figure.pk).update(organisation=world.binh_minh)
    Milestone.objects.filter(pk=figure.entry.milestone_id).update(organisation=world.binh_minh)
    Plan.objects.filter(pk=figure.entry.milestone.plan_id).update(organisation=world.binh_minh)
    return {"figure_id": figure.pk}


FIGURES: dict[str, Row] = {
    "work:figures": staff(INSIDE),
    "work:figure-rows": staff(INSIDE),
    "work:figures-excel": staff(INSIDE),
    "work:figure-correct": staff(_CORRECTS, _figure, foreign=_neighbours_figure),
    "reference:measures": staff(_READERS),
    "reference:measure-add": staff(EDITORS),
    "reference:measure-edit": staff(EDITORS, _own_measure, foreign=_neighbours_measure),
}
