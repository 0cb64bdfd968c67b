"""From the words of an issued plan to its milestones, and what the night adds."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.queries import history_of
from documents import after_issue
from organisations.access import Access
from plans.domain.issuing import close_plan
from plans.domain.tasks import merge_same, set_tracked
from plans.models import Plan
from tests.plans.plans_world import issued
from tests.work.work_world import ISSUED_ON, TODAY, days_of, draft_with, issued_with, milestones_of, tasks_of
from tests.world import World, access_of
from work.domain.deriving import derive, horizon
from work.domain.milestones import extend_plans
from work.enums import MilestoneKind
from work.jobs import extend
from work.models import Milestone
from work.queries.undated import undated_here, undated_tasks, why_undated


def d(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


@pytest.mark.parametrize(
    ("words", "kind", "days"),
    [
        ("Quý II", MilestoneKind.DUE, ["30/06/2026"]),
        ("trước ngày 15/6", MilestoneKind.DUE, ["14/06/2026"]),
        ("Quý II, IV", MilestoneKind.DUE, ["30/06/2026", "31/12/2026"]),
        ("hằng quý", MilestoneKind.DUE, ["30/06/2026", "30/09/2026", "31/12/2026", "31/03/2027", "30/06/2027"]),
        ("định kỳ 6 tháng và năm", MilestoneKind.DUE, ["30/06/2026", "31/12/2026", "30/06/2027"]),
        ("trong năm và những năm tiếp theo", MilestoneKind.DUE, ["31/12/2026"]),
        ("đến năm 2030", MilestoneKind.DUE, ["31/12/2030"]),  # beyond the horizon, and one only
        ("Thường xuyên", MilestoneKind.CHECKPOINT,
         ["30/06/2026", "30/09/2026", "31/12/2026", "31/03/2027", "30/06/2027"]),
        ("05 ngày làm việc kể từ ngày ban hành Kế hoạch", MilestoneKind.DUE, ["08/04/2026"]),
        ("Kịp thời", None, []),
        ("khi nhận được văn bản", None, []),
        ("", None, []),
        ("trước ngày 15/3/2026", None, []),  # before the issue
    ],
)  # fmt: skip
def test_an_issue_makes_the_milestones_of_its_words(
    world: World, words: str, kind: MilestoneKind | None, days: list[str]
) -> None:
    plan = issued_with(world, words)
    found = milestones_of(plan)
    assert [each.due_on for each in found] == [d(text) for text in days]
    assert {each.kind for each in found} == ({kind} if kind else set())
    for each in found:
        assert (each.organisation_id, each.plan_id) == (plan.organisation_id, plan.pk)
        assert each.original_due_on == each.due_on
        assert each.start is not None
        assert each.start >= ISSUED_ON
    assert undated_tasks(plan).exists() is (not days)


def test_working_days_go_over_holidays(world: World) -> None:
    """24/4/2026 is a Friday; Giỗ Tổ is made up for on Monday 27/4, then 30/4 and 01/5 are off."""
    plan = issued_with(world, "03 ngày làm việc kể từ ngày ban hành Kế hoạch", on=d("24/04/2026"))
    assert days_of(plan) == [d("04/05/2026")]


def test_nothing_before_the_issue_counts(world: World) -> None:
    plan = issued_with(world, "Định kỳ hằng quý (trước ngày 05 tháng cuối quý)", on=d("05/05/2026"))
    assert days_of(plan)[0] == d("04/06/2026")
    assert min(days_of(plan)) >= d("05/05/2026")


def test_milestones_and_issue_are_one_transaction(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    plan = draft_with(world, "Quý II")
    monkeypatch.setattr(after_issue, "_handlers", {"plan": [*after_issue._handlers["plan"], breaks]})
    with pytest.raises(RuntimeError):
        issued(world, plan)
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert not Milestone.objects.exists()


def test_a_handler_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(after_issue, "_handlers", {})
    handler = object()
    after_issue.register("letter", handler)  # type: ignore[arg-type]
    after_issue.register("letter", handler)  # type: ignore[arg-type]
    assert after_issue._handlers == {"letter": [handler]}


def test_the_log_of_the_plan_says_how_many(world: World) -> None:
    plan = issued_with(world, "Quý II", "Thường xuyên", "Kịp thời")
    entry = history_of(plan).get(action="Lập mốc thời hạn")
    assert entry.note == "6 mốc; 1 nhiệm vụ theo dõi chưa có hạn cụ thể"


def test_the_night_moves_the_horizon_and_doing_it_again_changes_nothing(world: World) -> None:
    plan = issued_with(world, "hằng quý", "Thường xuyên", "Quý II")
    before = Milestone.objects.count()
    assert extend_plans(today=TODAY) == 0
    assert extend_plans(today=d("15/08/2026")) == 2
    assert extend_plans(today=d("15/08/2026")) == 0
    assert Milestone.objects.count() == before + 2
    assert days_of(plan)[-1] == d("30/09/2027")
    assert len(days_of(plan)) == len(set(days_of(plan)))


def test_after_missed_nights_everything_is_made_good(world: World) -> None:
    plan = issued_with(world, "hằng tháng")
    extend_plans(today=d("20/11/2027"))  # over two New Years
    found = days_of(plan)
    assert found[0] == d("30/04/2026")
    assert found[-1] == d("31/12/2028")
    assert len(found) == 33


def test_what_was_lost_comes_back_and_what_was_extended_is_not_made_twice(world: World) -> None:
    plan = issued_with(world, "hằng quý")
    first, second = milestones_of(plan)[:2]
    first.delete()
    Milestone.objects.filter(pk=second.pk).update(due_on=d("15/10/2026"))
    assert extend_plans(today=TODAY) == 1
    assert days_of(plan)[:3] == [d("30/06/2026"), d("15/10/2026"), d("31/12/2026")]


def test_a_closed_plan_is_extended_no_more_and_is_not_live(world: World) -> None:
    plan = issued_with(world, "hằng quý")
    assert Milestone.objects.live().count() == 5
    fresh = Plan.objects.get(pk=plan.pk)
    close_plan(fresh, by=access_of(world.hanh, world.an_binh), on=TODAY, note="Đã xong.")
    assert not Milestone.objects.live().exists()
    assert extend_plans(today=d("15/12/2026")) == 0
    assert Milestone.objects.count() == 5


def test_only_followed_duties_are_live_at_once_when_that_changes(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý III")
    by = access_of(world.lan, world.an_binh)
    one, other = tasks_of(plan)
    set_tracked([one], by=by, tracked=False)
    assert {each.task_id for each in Milestone.objects.live()} == {other.pk}
    set_tracked([one], by=by, tracked=True)
    merge_same(other, by=by, same_as=one)
    assert {each.task_id for each in Milestone.objects.live()} == {one.pk}


def test_a_weekly_duty_stays_within_the_horizon(world: World) -> None:
    plan = issued_with(world, "hằng tuần")
    found = days_of(plan)
    assert len(found) <= 70
    assert found[-1] <= horizon(TODAY) == d("30/06/2027")
    assert milestones_of(plan)[0].label == "tuần 30/3–05/4/2026"


def test_each_task_has_its_milestones_with_the_words_of_its_assignment_block(world: World) -> None:
    plan = issued_with(world, *(["Quý II"] * 30))
    assert Milestone.objects.filter(plan=plan).count() == 30
    with CaptureQueriesContext(connection) as few:
        derive(Plan.objects.select_related("issued").get(pk=plan.pk), today=TODAY, by=Access.system(world.an_binh))
    assert len(few) < 8  # not one for each duty


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "không ghi thời hạn"),
        ("Kịp thời", "không nêu ngày"),
        ("trước ngày 15/3/2026", "trước ngày ban hành"),
        ("05 ngày làm việc kể từ khi nhận được văn bản", "Hạn tính từ một sự kiện"),
    ],
)
def test_duties_without_a_day_are_listed_with_the_reason(world: World, words: str, reason: str) -> None:
    issued_with(world, words, "Quý II")
    undated = undated_here(access_of(world.lan, world.an_binh))
    assert [why_undated(task) for task in undated if reason in why_undated(task)] == [why_undated(undated[0])]
    assert len(undated) == 1
    assert not undated_here(access_of(world.oanh, world.binh_minh)).exists()


def test_the_job_and_the_command_do_the_same(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    issued_with(world, "hằng quý")
    assert extend() == 0
    call_command("extend_milestones", today=d("15/12/2027"))
    assert "Đã lập" in capsys.readouterr().out
    assert extend_plans(today=d("15/12/2027")) == 0
