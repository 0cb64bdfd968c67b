"""Found not mended: who is told and may make it a duty again; who may not close it; what taking back leaves."""

from __future__ import annotations

import datetime as dt

import pytest

from audit.models import AuditEntry
from core.exceptions import NotAllowed
from inspections.domain.giving import give_finding, take_finding
from inspections.domain.reinspecting import reinspect, send_conclusion
from inspections.models import Finding, Uptake
from inspections.notices import FINDING
from notifications.models import Notification
from organisations.domain.absences import enter_absence
from organisations.enums import Role
from plans.domain.added_tasks import withdraw_added_task
from plans.domain.issuing import close_plan
from plans.models import Plan, PlanTask
from tests.inspections.inspections_world import fresh, from_above, inspector_above, leader_of, shortcoming
from tests.work.work_world import NOW, TODAY, issued_with, tasks_of
from tests.world import World, access_of, give_role, sign_in
from work.domain import doing
from work.models import Milestone

AUTUMN = dt.date(2026, 9, 30)


def not_mended(world: World, finding: Finding, above: bool = False, due: dt.date = AUTUMN) -> None:
    by = access_of(world.quang, world.province) if above else leader_of(world)
    reinspect(
        fresh(finding), by=by, on=TODAY, mended=False, words="Còn thiếu 3 thủ tục", today=TODAY, at=NOW, new_due_on=due
    )


def finish(world: World, milestone: Milestone, who: str = "hung") -> None:
    by, seen = access_of(getattr(world, who), world.an_binh), Milestone.objects.get(pk=milestone.pk).version
    doing.finish(milestone, by=by, seen=seen, at=NOW, done_on=TODAY, result="Đã niêm yết", without_proof="Sau")


def taken(world: World, finding: Finding, plan: Plan) -> Milestone:
    return take_finding(
        fresh(finding), by=leader_of(world), plan=plan, today=TODAY, at=NOW, unit=world.office, person=world.hung
    )


@pytest.fixture
def sent(world: World) -> Finding:
    """Of the province about An Bình, its conclusion sent."""
    by = inspector_above(world)
    finding = from_above(world, by)
    send_conclusion(finding.inspection, by=by, today=TODAY, at=NOW)
    return finding


def test_the_commune_learns_that_it_is_not_mended_and_gives_it_again(world: World, sent: Finding) -> None:
    plan = issued_with(world, "Quý II")
    first = taken(world, sent, plan)
    finish(world, first)
    with pytest.raises(NotAllowed, match="đã được giao"):  # it waits for another look
        taken(world, sent, plan)
    not_mended(world, sent, above=True)
    told = Notification.objects.filter(kind=FINDING, text__startswith="Kiểm tra lại")
    assert set(told.values_list("recipient", flat=True)) == {world.minh.pk, world.hanh.pk}
    page = sign_in(world.minh).get(told[0].url.partition("#")[0]).content.decode()
    for words in ("Còn thiếu 3 thủ tục", "30/9/2026", "Giao lại thành việc", f'id="noi-dung-{sent.pk}"'):
        assert words in page
    second = taken(world, sent, plan)
    assert (second.due_on, fresh(sent).uptake, second.task == first.task) == (
        AUTUMN, Uptake.objects.get(milestone=second), False
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="đã được giao"):
        taken(world, sent, plan)
    by = access_of(world.quang, world.province)
    reinspect(fresh(sent), by=by, on=TODAY, mended=True, words="", today=TODAY, at=NOW)
    assert not told.filter(settled_at__isnull=True).exists()


def test_what_was_taken_under_a_plan_that_is_over_is_taken_again(world: World, sent: Finding) -> None:
    plan = issued_with(world, "Quý II")
    taken(world, sent, plan)
    close_plan(plan, by=access_of(world.hanh, world.an_binh), on=TODAY, note="Hết năm")
    assert taken(world, sent, issued_with(world, "Quý II", number="98")).due_on == sent.due_on


def test_inside_leaders_and_clerks_learn_when_its_plan_is_over(world: World) -> None:
    plan = issued_with(world, "Quý II")
    finding = shortcoming(world, plan)
    close_plan(plan, by=access_of(world.hanh, world.an_binh), on=TODAY, note="Hết năm")
    not_mended(world, finding)
    (told,) = Notification.objects.filter(kind=FINDING, text__startswith="Kiểm tra lại")
    assert (told.recipient, told.url) == (world.hanh, f"/an-binh/kiem-tra/noi-dung/{finding.pk}/")
    other = issued_with(world, "Quý II", number="98")
    assert give_finding(fresh(finding), by=leader_of(world), plan=other, today=TODAY, at=NOW).due_on == AUTUMN


def test_who_stands_in_for_a_doer_or_worked_on_it_before_does_not_close_it(world: World) -> None:
    finding = shortcoming(world, issued_with(world, "Quý II"), unit=None)
    milestone = finding.milestone
    assert milestone is not None
    give_role(world.nga, world.an_binh, Role.DRAFTER)
    PlanTask.objects.filter(pk=milestone.task_id).update(person=world.nga)
    finish(world, milestone, "nga")
    not_mended(world, finding)
    PlanTask.objects.filter(pk=milestone.task_id).update(person=world.hung)
    enter_absence(
        user=world.hung, substitute=world.lan, first_day=TODAY, last_day=TODAY, at=NOW,
        by=access_of(world.minh, world.an_binh),
    )  # fmt: skip
    for who, words in ((world.nga, "không tự kết luận"), (world.lan, "làm thay")):
        with pytest.raises(NotAllowed, match=words):
            reinspect(
                fresh(finding), by=access_of(who, world.an_binh), on=TODAY, mended=True, words="", today=TODAY, at=NOW
            )


def test_taking_a_duty_back_is_written_down_on_both_sides(world: World, sent: Finding) -> None:
    plan = issued_with(world, "Quý II")
    inside, above = shortcoming(world, plan), taken(world, sent, plan)
    assert inside.milestone is not None
    for task in (inside.milestone.task, above.task):
        withdraw_added_task(task, by=leader_of(world), reason="Nhầm người", today=TODAY, at=NOW)
    step = fresh(inside).steps.last()
    assert step is not None
    assert (step.kind, step.words, step.milestone, step.by_name) == (
        "withdrawn", "Nhầm người", inside.milestone, world.minh.full_name
    )  # fmt: skip
    assert fresh(sent).uptake is None
    for action in ("Rút lại việc khắc phục", "Rút lại việc theo kết luận"):
        assert AuditEntry.objects.filter(action=action, user_name=world.minh.full_name).exists()


def test_a_finding_whose_duty_was_merged_is_not_under_way(world: World) -> None:
    plan = issued_with(world, "Quý II")
    finding = shortcoming(world, plan)
    assert finding.milestone is not None
    assert finding.is_under_way
    PlanTask.objects.filter(pk=finding.milestone.task_id).update(same_as=tasks_of(plan)[0])
    assert not fresh(finding).is_under_way
    assert not Milestone.objects.live().filter(pk=finding.milestone_id).exists()


def test_long_minutes_show_a_page_that_waits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.domain.printing.INLINE_SECONDS", -1)
    finding = shortcoming(world)
    page = sign_in(world.minh).get(f"/an-binh/kiem-tra/{finding.inspection_id}/bien-ban/")
    assert (page.status_code, page.get("Refresh")) == (200, "3")
    assert "Đang dàn trang biên bản" in page.content.decode()
