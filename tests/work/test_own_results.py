"""Nobody but a leader accepts what he did himself, and only leaders direct."""

from __future__ import annotations

import pytest

from core.exceptions import DomainError, NotAllowed
from notifications.models import Notification
from organisations.domain.absences import enter_absence
from plans.domain.added_tasks import add_task_after_issue
from plans.domain.tasks import assign_person
from plans.models import Plan, PlanTask
from tests.work.giving_world import give, handed_over, here
from tests.work.work_world import NOW, TODAY, issued_with, milestones_of, tasks_of
from tests.world import World
from work.domain import doing
from work.domain.handing_over import hand_back
from work.enums import ChargePart
from work.handing_over import Duty, allowed
from work.models import Milestone


@pytest.fixture
def plan(world: World) -> Plan:
    return issued_with(world, "Quý II")


def finished(world: World, plan: Plan, who: str) -> Milestone:
    milestone = milestones_of(plan)[0]
    doing.finish(
        milestone, by=here(world, who), seen=milestone.version, at=NOW, done_on=TODAY, result="Đã niêm yết",
        without_proof="Ảnh chụp sau",
    )  # fmt: skip
    return milestones_of(plan)[0]


def approve(world: World, milestone: Milestone, who: str) -> None:
    doing.approve_result(milestone, by=here(world, who), seen=milestone.version, at=NOW)


def minh_is_away(world: World) -> None:
    enter_absence(
        user=world.minh, substitute=world.lan, first_day=TODAY, last_day=TODAY, by=here(world, "an"), at=NOW
    )  # fmt: skip


def test_who_stands_in_for_the_director_does_not_accept_the_own_result(world: World, plan: Plan) -> None:
    PlanTask.objects.filter(plan=plan).update(director=world.minh)
    minh_is_away(world)
    milestone = finished(world, plan, "lan")
    with pytest.raises(NotAllowed, match="không tự duyệt kết quả"):
        approve(world, milestone, "lan")
    Milestone.objects.filter(pk=milestone.pk).update(holder=None)  # reported it, holds it no more
    with pytest.raises(NotAllowed, match="không tự duyệt kết quả"):
        approve(world, milestone, "lan")
    approve(world, milestone, "minh")


def test_who_stands_in_accepts_the_work_of_others(world: World, plan: Plan) -> None:
    PlanTask.objects.filter(plan=plan).update(director=world.minh)
    minh_is_away(world)
    milestone = finished(world, plan, "hung")
    approve(world, milestone, "lan")
    assert milestones_of(plan)[0].accepted_on == TODAY


def test_who_directs_without_leading_does_not_send_back_the_own_accepted_result(world: World, plan: Plan) -> None:
    PlanTask.objects.filter(plan=plan).update(director=world.hung)  # as older rows may still say
    milestone = finished(world, plan, "hung")
    approve(world, milestone, "minh")
    milestone = milestones_of(plan)[0]
    with pytest.raises(NotAllowed, match="không tự trả lại kết quả"):
        doing.return_result(milestone, by=here(world, "hung"), seen=milestone.version, at=NOW, reason="Sửa")


def test_a_leader_accepts_also_the_own_result(world: World, plan: Plan) -> None:
    PlanTask.objects.filter(plan=plan).update(person=world.minh)
    approve(world, finished(world, plan, "minh"), "minh")
    assert milestones_of(plan)[0].accepted_on == TODAY


def test_the_leaders_are_told_where_the_director_reports_himself(world: World, plan: Plan) -> None:
    PlanTask.objects.filter(plan=plan).update(director=world.hung)
    finished(world, plan, "hung")
    assert set(Notification.objects.filter(kind="work.waiting").values_list("recipient", flat=True)) == {world.minh.pk}


def test_only_a_leader_is_named_above_a_duty(world: World, plan: Plan) -> None:
    with pytest.raises(DomainError, match="cho lãnh đạo"):
        give(world, milestones_of(plan)[0], {ChargePart.DIRECTOR: world.lan.pk}, "lan")
    with pytest.raises(DomainError, match="không phải lãnh đạo"):
        assign_person(tasks_of(plan)[0], by=here(world, "lan"), person=None, director=world.lan)
    with pytest.raises(DomainError, match="không phải lãnh đạo"):
        add_task_after_issue(
            Plan.objects.get(pk=plan.pk), by=here(world, "lan"), text="Lập sổ", origin="Kết luận", today=TODAY,
            person_id=world.lan.pk, director_id=world.lan.pk,
        )  # fmt: skip
    give(world, milestones_of(plan)[0], {ChargePart.DIRECTOR: world.minh.pk}, "lan")
    assert tasks_of(plan)[0].director_id == world.minh.pk


def test_direction_goes_over_to_leaders_only(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II")
    first = tasks_of(plan)[0]
    PlanTask.objects.filter(plan=plan).update(director=world.minh)
    PlanTask.objects.filter(pk=first.pk).update(person=world.minh)
    made = handed_over(world, world.minh, world.lan, "an")
    assert [(line.task, line.in_charge, line.directed) for line in made.lines.all()] == [(first, True, False)]
    assert [(task.person_id, task.director_id) for task in tasks_of(plan)] == [
        (world.lan.pk, world.minh.pk),
        (None, world.minh.pk),
    ]
    with pytest.raises(DomainError, match="cho lãnh đạo"):
        handed_over(world, world.minh, world.lan, "an")


def test_direction_goes_back_to_leaders_only(world: World, plan: Plan) -> None:
    PlanTask.objects.filter(plan=plan).update(director=world.hung)
    made = handed_over(world, world.hung, world.minh)
    with pytest.raises(DomainError, match="cho lãnh đạo"):
        hand_back(made, world.minh, by=here(world, "minh"), reason="Trở về", at=NOW)
    assert tasks_of(plan)[0].director_id == world.minh.pk


def test_what_is_left_of_duties_that_go_to_who_leads_nothing() -> None:
    def duty(task: int, **parts: bool) -> Duty:
        return Duty(task, 1, "KH", "Việc", **{"in_charge": False, "directed": False, **parts})

    duties = [duty(1, directed=True), duty(2, directed=True, in_charge=True), duty(3, in_charge=True)]
    left = allowed(duties, {1: 7, 2: 7, 3: 7}, {8})
    assert [(each.task, each.parts) for each in left] == [(2, "phụ trách"), (3, "phụ trách")]
    assert allowed(duties, {1: 8, 2: 8, 3: 7}, {8}) == duties
