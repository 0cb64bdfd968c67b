"""Rows of what is counted, of figures and of what targets came to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from core.periods import read_period
from organisations.access import Access
from plans.domain.clauses import add_clause
from plans.models import Plan, Target
from reference.domain.measures import add_measure
from tests.architecture.access_reading import once
from tests.architecture.access_table import EDITORS, INSIDE, Kwargs, Row, staff
from tests.plans.plans_world import issued
from tests.work.work_world import NOW, draft_with, issued_with, milestones_of
from tests.world import TODAY, World, access_of
from work.domain.targets import Came, enter_value
from work.domain.updating import Said, update_work
from work.models import Figure, Milestone, TargetValue

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


def _make_value(world: World) -> TargetValue:
    """A target of an issued plan with a value that Lan said."""
    number = str(400 + TargetValue.objects.count())
    plan = draft_with(world, "Quý IV")
    add_clause(
        plan, Target, by=Access.system(world.an_binh), text="Trên 95% hồ sơ đúng hạn", metric="%", value=Decimal(95)
    )
    plan = issued(world, plan, number)
    target = Target.objects.filter(plan=plan).first()
    assert target is not None
    period = read_period("2026-q1")
    assert period is not None
    came = Came(Decimal(96), source="Sổ theo dõi")
    return enter_value(target, by=access_of(world.lan, world.an_binh), at=NOW, period=period, came=came)


@once
def _value(world: World) -> dict[str, Any]:
    return {"value_id": _make_value(world).pk}


@once
def _neighbours_value(world: World) -> dict[str, Any]:
    value = _make_value(world)
    TargetValue.objects.filter(pk=value.pk).update(organisation=world.binh_minh)
    Plan.objects.filter(pk=value.plan_id).update(organisation=world.binh_minh)
    return {"value_id": value.pk}


def _plan_of(made: Kwargs) -> Kwargs:
    return lambda world: {"plan_id": TargetValue.objects.get(pk=made(world)["value_id"]).plan_id}


def _target_of(made: Kwargs) -> Kwargs:
    def kwargs(world: World) -> dict[str, Any]:
        value = TargetValue.objects.get(pk=made(world)["value_id"])
        return {"plan_id": value.plan_id, "target_id": value.target_id}

    return kwargs


def _done_of(made: Kwargs) -> Kwargs:
    """The work of a figure, reported as done."""

    def kwargs(world: World) -> dict[str, Any]:
        milestone_id = Figure.objects.get(pk=made(world)["figure_id"]).entry.milestone_id
        Milestone.objects.filter(pk=milestone_id).update(completed_on=TODAY)
        return {"milestone_id": milestone_id}

    return kwargs


FIGURES: dict[str, Row] = {
    "work:figures-later": staff(_CORRECTS, _done_of(_figure), foreign=_done_of(_neighbours_figure)),
    "work:figures": staff(INSIDE),
    "work:figure-rows": staff(INSIDE),
    "work:figures-excel": staff(INSIDE),
    "work:figure-correct": staff(_CORRECTS, _figure, foreign=_neighbours_figure),
    "work:targets": staff(INSIDE, _plan_of(_value), foreign=_plan_of(_neighbours_value)),
    "work:target": staff(INSIDE, _target_of(_value), foreign=_target_of(_neighbours_value)),
    "work:value-correct": staff(_CORRECTS, _value, foreign=_neighbours_value),
    "reference:measures": staff(_READERS),
    "reference:measure-add": staff(EDITORS),
    "reference:measure-edit": staff(EDITORS, _own_measure, foreign=_neighbours_measure),
}
