"""What is done for good is proposed to be dropped from next year's plan."""

from __future__ import annotations

import pytest

from plans.domain.starting import prepare_plan
from plans.enums import StartKind
from plans.models import Plan
from plans.queries.starting import duties_of
from tests.work.work_world import issued_with
from tests.world import TODAY, World, access_of
from work.models import Milestone
from work.queries.finished import finished_tasks

pytestmark = pytest.mark.django_db


def done(plan: Plan, *numbers: int) -> None:
    """As if every result of these duties had been declared done."""
    tasks = list(plan.tasks.order_by("row__position"))
    chosen = [tasks[number - 1].pk for number in numbers]
    assert Milestone.objects.filter(task__in=chosen).update(completed_on=TODAY) >= len(numbers)


def finished_numbers(plan: Plan) -> list[int]:
    finished = finished_tasks(plan)
    return [n for n, task in enumerate(plan.tasks.order_by("row__position"), 1) if task.pk in finished]


def test_a_duty_is_finished_when_all_its_results_are(world: World) -> None:
    plan = issued_with(world, "Quý II/2026", "Tháng 9/2026", "")
    assert finished_numbers(plan) == []
    done(plan, 1)
    assert finished_numbers(plan) == [1]
    Milestone.objects.filter(plan=plan, task__row__position=0).update(completed_on=None)  # sent back
    assert finished_numbers(plan) == []


def test_what_comes_every_quarter_or_goes_on_all_year_comes_again(world: World) -> None:
    plan = issued_with(world, "Hằng quý", "Thường xuyên", "Tháng 9/2026")
    done(plan, 1, 2, 3)
    assert finished_numbers(plan) == [3]


def test_next_years_plan_proposes_to_drop_it(world: World) -> None:
    plan = issued_with(world, "Quý II/2026", "Tháng 9/2026")
    done(plan, 2)
    by = access_of(world.lan, world.an_binh)
    start = prepare_plan(plan, kind=StartKind.LAST_YEAR, year=2027, by=by, today=TODAY)
    assert [duty.goes_on for duty in duties_of(start)] == [True, False]
