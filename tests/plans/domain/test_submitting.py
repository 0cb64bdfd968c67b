"""Submitting, withdrawing, returning; warnings let stand."""

from __future__ import annotations

import datetime as dt

import pytest

from audit.models import AuditEntry
from core.exceptions import DomainError, NotAllowed
from organisations.access import Access
from plans import rules
from plans.domain.drafting import add_block, create_plan, delete_block, save_block, update_header
from plans.domain.issuing import discard_draft, issue_plan
from plans.domain.settling import settle_problems, unsettle_problem
from plans.domain.submitting import NotReady, return_plan, submit_plan, withdraw_plan
from plans.domain.tasks import assign_person, mark_task, save_task, set_tracked
from plans.enums import PlanState, ReviewAction
from plans.models import Block, Plan, PlanReviewStep, PlanTask, SettledProblem
from plans.queries.readiness import readiness_of
from plans.review import MOVES
from tests.plans.plans_world import drafted, issued, with_line
from tests.world import TODAY, World, access_of


@pytest.fixture
def lan(world: World) -> Access:
    return access_of(world.lan, world.an_binh)


@pytest.fixture
def minh(world: World) -> Access:
    return access_of(world.minh, world.an_binh)


@pytest.fixture
def plan(world: World) -> Plan:
    return drafted(world)


def submitted(plan: Plan, by: Access, note: str = "") -> Plan:
    return submit_plan(Plan.objects.get(pk=plan.pk), by=by, today=TODAY, note=note)


def stored(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


def test_a_plan_goes_to_the_leader_and_its_words_rest(world: World, plan: Plan, lan: Access) -> None:
    line = with_line(plan)
    submitted(plan, lan, "Xin ý kiến về\n\n kinh phí ")
    assert stored(plan).state == PlanState.SUBMITTED
    step = PlanReviewStep.objects.get(plan=plan)
    assert (step.action, step.by_name, step.note) == ("submit", "Nguyễn Thị Lan", "Xin ý kiến về\nkinh phí")
    assert AuditEntry.objects.filter(object_id=str(plan.pk), action="Trình lãnh đạo").count() == 1
    for act in (
        lambda: save_block(line, by=lan, seen=line.version, text="Câu khác"),
        lambda: add_block(stored(plan), by=lan, after=None, text="Thêm"),
        lambda: delete_block(line, by=lan, seen=line.version),
        lambda: update_header(stored(plan), by=lan, seen=1, title="Khác"),
        lambda: mark_task(line, by=lan),
        lambda: discard_draft(stored(plan), by=lan),
        lambda: submitted(plan, lan),
    ):
        with pytest.raises(NotAllowed, match="đã trình lãnh đạo"):
            act()
    assert Block.objects.get(pk=line.pk).text == line.text


def test_a_plan_read_before_it_was_submitted_is_not_changed_after(plan: Plan, lan: Access) -> None:
    stale = Plan.objects.get(pk=plan.pk)
    submitted(plan, lan)
    with pytest.raises(NotAllowed, match="rút về"):
        add_block(stale, by=lan, after=None, text="Thêm")


def test_persons_may_be_named_while_the_leader_reads(world: World, plan: Plan, lan: Access) -> None:
    with_line(plan, task=True)
    task = PlanTask.objects.get(plan=plan)
    save_task(task, by=lan, seen=task.version, lead_text="UBND xã")
    submitted(plan, lan)
    task.refresh_from_db()
    task.plan = stored(plan)
    assert assign_person(task, by=lan, person=world.lan).person == world.lan
    assert set_tracked([task], by=lan, tracked=False) == 1


def test_it_is_withdrawn_or_returned_with_a_reason(plan: Plan, lan: Access, minh: Access) -> None:
    submitted(plan, lan)
    withdraw_plan(stored(plan), by=lan)
    submitted(plan, lan)
    with pytest.raises(DomainError, match="lý do"):
        return_plan(stored(plan), by=minh, note=" \x00 \n")
    with pytest.raises(DomainError, match="dài quá"):
        return_plan(stored(plan), by=minh, note="a" * 2001)
    assert stored(plan).state == PlanState.SUBMITTED
    return_plan(stored(plan), by=minh, note="Bổ sung kinh phí")
    assert stored(plan).is_draft
    moves = list(PlanReviewStep.objects.filter(plan=plan).values_list("action", "by_name", "note"))
    assert moves == [
        ("submit", "Nguyễn Thị Lan", ""), ("withdraw", "Nguyễn Thị Lan", ""), ("submit", "Nguyễn Thị Lan", ""),
        ("return", "Trần Văn Minh", "Bổ sung kinh phí"),
    ]  # fmt: skip


def test_who_may_move_it(world: World, plan: Plan) -> None:
    may = {
        "submit": rules.can_submit_plan, "withdraw": rules.can_withdraw_plan, "return": rules.can_return_plan,
        "issue": rules.can_issue_plan, "check": rules.can_check_plan, "view": rules.can_view_plan,
    }  # fmt: skip

    def who(name: str) -> set[str]:
        return {key for key, user in world.people.items() if may[name](access_of(user, world.an_binh), plan)}

    writers, readers = {"lan", "hung", "hanh"}, {"lan", "hung", "hanh", "minh"}
    draft = {name: who(name) for name in may}
    assert draft == {
        "submit": writers, "withdraw": set(), "return": set(), "issue": {"hanh"}, "check": readers, "view": readers,
    }  # fmt: skip
    plan.state = PlanState.SUBMITTED
    assert {name: who(name) for name in may} == draft | {
        "submit": set(), "withdraw": writers, "return": {"minh", "hung"},
    }  # fmt: skip
    plan.state = PlanState.ISSUED
    assert {name: who(name) for name in ("submit", "withdraw", "return", "issue", "check")} == {
        name: set() for name in ("submit", "withdraw", "return", "issue", "check")
    }


def test_nobody_outside_learns_of_a_submitted_plan(world: World, plan: Plan, lan: Access) -> None:
    submitted(plan, lan)
    for user in (world.thao, world.quang, world.oanh, world.nga, world.an):
        assert not Plan.objects.readable_by(access_of(user, world.an_binh)).filter(pk=plan.pk).exists()
    assert Plan.objects.readable_by(access_of(world.minh, world.an_binh)).filter(pk=plan.pk).exists()


def test_the_clerk_records_the_issue_of_a_submitted_plan(world: World, plan: Plan, lan: Access) -> None:
    submitted(plan, lan)
    issued(world, plan)
    assert stored(plan).state == PlanState.ISSUED
    with pytest.raises(NotAllowed):
        withdraw_plan(stored(plan), by=lan)


def test_of_a_withdrawal_and_an_issue_one_sees_the_other(world: World, plan: Plan, lan: Access) -> None:
    submitted(plan, lan)
    before = stored(plan)
    withdraw_plan(stored(plan), by=lan)
    by = access_of(world.hanh, world.an_binh)
    issue_plan(before, by=by, number="97", issued_on=dt.date(2026, 4, 1), signer_name="Minh", today=TODAY)
    assert stored(plan).state == PlanState.ISSUED


def test_what_stops_a_plan_is_said_and_nothing_is_written(world: World, lan: Access) -> None:
    plan = create_plan(by=lan, year=2026, title="", skeleton=False)
    with pytest.raises(NotReady, match="chưa có nội dung"):
        submitted(plan, lan)
    plan = drafted(world, title="")
    for _ in range(3):
        with_line(plan, task=True)
    PlanTask.objects.filter(plan=plan).update(tracked=True)
    with pytest.raises(NotReady, match=r"trích yếu.*chưa có cơ quan chủ trì.*Còn 1 điều nữa") as error:
        submitted(plan, lan)
    assert [each.code for each in error.value.problems] == ["title-missing", "task-without-lead", "task-without-lead"]
    assert stored(plan).is_draft
    assert not PlanReviewStep.objects.exists()


def test_a_problem_that_came_meanwhile_stops_the_plan(world: World, plan: Plan, lan: Access) -> None:
    opened = stored(plan)
    update_header(stored(plan), by=lan, seen=1, title="")
    with pytest.raises(NotReady, match="trích yếu"):
        submit_plan(opened, by=lan, today=TODAY)


def test_the_table_of_moves_is_whole() -> None:
    assert set(MOVES) == set(ReviewAction)
    assert all(move.before != move.after for move in MOVES.values())


COLLECTIVE = "lead-is-collective"


@pytest.fixture
def warned(plan: Plan, lan: Access) -> list[str]:
    """Two followed duties of "UBND xã": the marks of their warnings."""
    for text in ("Rà soát quy trình", "Niêm yết thủ tục"):
        task = mark_task(with_line(plan, text), by=lan)
        save_task(task, by=lan, seen=task.version, lead_text="UBND xã", tracked=True)
    return marks(plan)


def marks(plan: Plan) -> list[str]:
    ready = readiness_of(stored(plan), today=TODAY)
    return [each.mark for each in ready.problems if each.code == COLLECTIVE]


def settle(plan: Plan, by: Access, *chosen: str, code: str = COLLECTIVE, reason: str = "Cả xã cùng làm") -> int:
    return settle_problems(stored(plan), by=by, code=code, marks=chosen, reason=reason, today=TODAY)


def test_a_warning_is_let_stand_and_looked_at_again(plan: Plan, lan: Access, warned: list[str]) -> None:
    assert settle(plan, lan, *warned) == 2
    assert marks(plan) == []
    ready = readiness_of(stored(plan), today=TODAY)
    assert [(each.by, each.reason) for each in ready.settled] == [("Nguyễn Thị Lan", "Cả xã cùng làm")] * 2
    unsettle_problem(stored(plan), by=lan, code=COLLECTIVE, mark=warned[0])
    assert marks(plan) == warned[:1]
    with pytest.raises(DomainError, match="không còn"):
        unsettle_problem(stored(plan), by=lan, code=COLLECTIVE, mark=warned[0])


def test_other_words_are_a_new_warning(plan: Plan, lan: Access, warned: list[str]) -> None:
    settle(plan, lan, *warned)
    task = PlanTask.objects.filter(plan=plan).first()
    assert task is not None
    save_task(task, by=lan, seen=task.version, lead_text="Các ban, ngành")
    assert len(marks(plan)) == 1
    task.refresh_from_db()
    task.plan = stored(plan)
    save_task(task, by=lan, seen=task.version, lead_text="UBND xã")
    assert marks(plan) == []


@pytest.mark.parametrize("reason", ["", "  \x00", "a" * 301])
def test_letting_stand_asks_for_a_short_reason(plan: Plan, lan: Access, warned: list[str], reason: str) -> None:
    with pytest.raises(DomainError, match=r"[Ll]ý do"):
        settle(plan, lan, *warned, reason=reason)
    assert not SettledProblem.objects.exists()


def test_what_stops_a_plan_cannot_be_let_stand(plan: Plan, lan: Access) -> None:
    update_header(stored(plan), by=lan, seen=1, title="")
    (problem,) = (each for each in readiness_of(stored(plan), today=TODAY).problems if each.code == "title-missing")
    with pytest.raises(DomainError, match="không để vậy được"):
        settle(plan, lan, problem.mark, code="title-missing")
    with pytest.raises(DomainError, match="không còn nữa"):
        settle(plan, lan, "dong:1:bịa", code="khong-co")


def test_only_who_writes_the_draft_lets_a_warning_stand(
    world: World, plan: Plan, lan: Access, minh: Access, warned: list[str]
) -> None:
    for by in (minh, access_of(world.oanh, world.an_binh), access_of(world.oanh, world.binh_minh)):
        with pytest.raises(NotAllowed):
            settle(plan, by, *warned)
    submitted(plan, lan)
    with pytest.raises(NotAllowed, match="rút về"):
        settle(plan, lan, *warned)


def test_two_who_settle_the_same_settle_it_once(plan: Plan, lan: Access, warned: list[str]) -> None:
    SettledProblem.objects.create(plan=plan, code=COLLECTIVE, place="khac", reason="cũ")
    settle(plan, lan, warned[0])
    with pytest.raises(DomainError, match="không còn nữa"):
        settle(plan, lan, warned[0])
    assert SettledProblem.objects.filter(plan=plan, place=warned[0]).count() == 1
