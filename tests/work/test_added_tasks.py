"""Duties given after the issue: followed at once, carried to a corrected version, never printed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from audit.queries import history_of
from core.exceptions import DomainError, NotAllowed
from documents.models import IssuedDocument
from plans.domain.added_tasks import add_task_after_issue, withdraw_added_task
from plans.domain.issuing import close_plan, draft_replacement
from plans.domain.tasks import merge_same, set_tracked
from plans.models import Plan, PlanTask
from plans.official import official_document
from plans.queries.content import content_of
from plans.queries.lists import plans_shown, task_list
from plans.queries.starting import proposed_changes
from plans.queries.superior import paper_of_plan
from plans.queries.tasks import task_facts
from plans.queries.villages import plans_for_village
from tests.plans.plans_world import drafted, issued
from tests.work.work_world import NOW, TODAY, issued_with, tasks_of
from tests.world import World, access_of
from work.domain.doing import accept_work
from work.domain.milestones import extend_plans
from work.models import Milestone

JUNE = dt.date(2026, 6, 5)
CONCLUSION = "Kết luận kiểm tra ngày 08/5/2026"


def give(world: World, plan: Plan, by: Any = None, **facts: Any) -> PlanTask:
    asked: dict[str, Any] = {
        "text": "Lập sổ theo dõi hồ sơ trễ hạn", "origin": CONCLUSION, "lead_units": [world.office],
        "person_id": world.hung.pk, "due_on": JUNE, "today": TODAY,
    }  # fmt: skip
    by = access_of(by or world.minh, world.an_binh)
    return add_task_after_issue(Plan.objects.get(pk=plan.pk), by=by, **(asked | facts))


def the_days(task: PlanTask) -> list[tuple[dt.date | None, dt.date]]:
    return [(each.start, each.due_on) for each in Milestone.objects.filter(task=task).order_by("due_on")]


def test_it_is_followed_at_once(world: World) -> None:
    plan = issued_with(world, "Quý II")
    task = give(world, plan, coordinating_units=[world.culture], director_id=world.minh.pk)
    assert (task.block, task.row, task.tracked, task.is_added) == (None, None, True, True)
    assert the_days(task) == [(TODAY, JUNE)]
    assert Milestone.objects.live().filter(task=task).count() == 1
    assert [str(each) for each in task.parties.order_by("-role")] == [world.office.name, world.culture.name]
    assert history_of(plan)[0].action == "Giao thêm việc"


@pytest.mark.parametrize(
    ("words", "given_on", "days"),
    [
        ("trước ngày 30/6", TODAY, [(TODAY, dt.date(2026, 6, 29))]),
        ("trong tháng 6", dt.date(2026, 5, 4), [(dt.date(2026, 6, 1), dt.date(2026, 6, 30))]),
        ("", TODAY, []),
        ("kịp thời", TODAY, []),
    ],
)
def test_words_count_from_the_day_it_was_given(
    world: World, words: str, given_on: dt.date, days: list[tuple[dt.date, dt.date]]
) -> None:
    task = give(world, issued_with(world, "Quý II"), due_on=None, deadline_text=words, given_on=given_on)
    assert the_days(task) == days


def test_a_recurring_one_does_not_owe_what_was_before(world: World) -> None:
    plan = issued_with(world, "Quý II", on=dt.date(2026, 1, 5))
    task = give(world, plan, due_on=None, deadline_text="hằng quý")
    assert the_days(task)[0][1] == dt.date(2026, 6, 30)
    before = Milestone.objects.count()
    extend_plans(today=TODAY)
    assert Milestone.objects.count() == before


def test_sent_twice_it_is_given_once(world: World) -> None:
    plan, key = issued_with(world, "Quý II"), uuid.uuid4()
    assert give(world, plan, key=key).pk == give(world, plan, key=key).pk
    assert PlanTask.objects.added().count() == 1


def test_who_may_give(world: World) -> None:
    plan = issued_with(world, "Quý II")
    for each in (world.minh, world.lan, world.hanh, world.hung):
        give(world, plan, each)
    for each in (world.nga, world.an, world.thao, world.oanh):
        with pytest.raises(NotAllowed):
            give(world, plan, each)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": "  "}, "việc phải làm"),
        ({"origin": ""}, "căn cứ"),
        ({"lead_units": [], "person_id": None}, "chủ trì hoặc người phụ trách"),
        ({"given_on": TODAY + dt.timedelta(days=1)}, "sau hôm nay"),
        ({"given_on": dt.date(2026, 3, 31)}, "trước ngày ban hành"),
        ({"due_on": dt.date(2026, 5, 10)}, "trước ngày giao việc"),
        ({"text": "x" * 5001}, "tách"),
    ],
)
def test_what_is_refused(world: World, wrong: dict[str, Any], said: str) -> None:
    plan = issued_with(world, "Quý II")
    with pytest.raises(DomainError, match=said):
        give(world, plan, **wrong)
    assert not PlanTask.objects.added().exists()


def test_units_and_people_of_others_are_refused(world: World) -> None:
    plan = issued_with(world, "Quý II")
    with pytest.raises(DomainError, match="bộ phận của đơn vị"):
        give(world, plan, lead_units=[world.neighbour_office])
    with pytest.raises(DomainError, match="không làm việc"):
        give(world, plan, person_id=world.oanh.pk)


def test_only_under_a_plan_in_force(world: World) -> None:
    with pytest.raises(NotAllowed):
        give(world, drafted(world))
    plan = issued_with(world, "Quý II")
    close_plan(plan, by=access_of(world.lan, world.an_binh), on=TODAY, note="Xong")
    with pytest.raises(NotAllowed):
        give(world, plan)


def test_a_task_stands_in_one_place_or_was_added(world: World) -> None:
    plan = issued_with(world, "Quý II")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanTask.objects.create(plan=plan, text="Không ở đâu cả")
    printed = tasks_of(plan)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanTask.objects.filter(pk=printed.pk).update(added_on=TODAY)


# ------------------------------------------------------------------ the paper


def test_it_is_not_of_the_paper(world: World) -> None:
    plan = issued_with(world, "Quý II")
    before = official_document(plan)
    frozen = IssuedDocument.objects.get(plan=plan).content
    counts = [(each.task_count, each.tracked_count) for each in plans_shown([plan.pk])]  # type: ignore[attr-defined]
    facts = len(task_facts(plan))
    task = give(world, plan)
    assert official_document(plan) == before
    assert IssuedDocument.objects.get(plan=plan).content == frozen
    assert len(task_facts(plan)) == facts
    assert [(each.task_count, each.tracked_count) for each in plans_shown([plan.pk])] == counts  # type: ignore[attr-defined]
    assert task.pk not in {each.pk for each in content_of(plan).tasks}
    assert task.pk not in {offer.task_id for offer in paper_of_plan(plan, world.binh_minh).offers}
    assert proposed_changes(plan, world.an_binh, year=2027, today=TODAY)
    assert task in task_list(access_of(world.lan, world.an_binh))
    assert task not in task_list(access_of(world.thao, world.an_binh))
    assert all(task not in duties for duties in plans_for_village(world.village).values())


def test_it_is_always_followed_and_never_merged(world: World) -> None:
    plan = issued_with(world, "Quý II")
    task = give(world, plan)
    by = access_of(world.lan, world.an_binh)
    assert set_tracked([task], by=by, tracked=False) == 0
    for one, other in ((task, tasks_of(plan)[0]), (tasks_of(plan)[0], task)):
        with pytest.raises(DomainError, match="theo dõi riêng"):
            merge_same(one, by=by, same_as=other)


# ------------------------------------------------------------------ taking it back


def test_it_can_be_taken_back_until_somebody_begins(world: World) -> None:
    plan = issued_with(world, "Quý II")
    task = give(world, plan)
    by = access_of(world.minh, world.an_binh)
    with pytest.raises(DomainError, match="lý do"):
        withdraw_added_task(task, by=by, reason=" ", today=TODAY, at=NOW)
    withdraw_added_task(task, by=by, reason="Đã có việc như vậy", today=TODAY, at=NOW)
    assert not Milestone.objects.live().filter(task=task).exists()
    assert (task.withdrawn_on, task.withdrawn_reason, task.tracked) == (TODAY, "Đã có việc như vậy", False)
    assert task not in task_list(by)
    with pytest.raises(DomainError, match="đã được rút"):
        withdraw_added_task(task, by=by, reason="Lần nữa", today=TODAY, at=NOW)
    begun = give(world, plan)
    milestone = Milestone.objects.select_related("plan", "task").get(task=begun)
    accept_work(milestone, by=access_of(world.hung, world.an_binh), seen=milestone.version, at=NOW)
    with pytest.raises(DomainError, match="Đã có người nhận"):
        withdraw_added_task(begun, by=by, reason="Thôi", today=TODAY, at=NOW)
    with pytest.raises(DomainError, match="văn bản"):
        withdraw_added_task(tasks_of(plan)[0], by=by, reason="Thôi", today=TODAY, at=NOW)


# ------------------------------------------------------------------ a corrected version


def test_a_corrected_version_owes_it_too(world: World) -> None:
    plan = issued_with(world, "Quý II")
    task, gone = give(world, plan), give(world, plan, text="Việc rút lại")
    withdraw_added_task(gone, by=access_of(world.minh, world.an_binh), reason="Nhầm", today=TODAY, at=NOW)
    milestone = Milestone.objects.get(task=task)
    Milestone.objects.filter(pk=milestone.pk).update(percent=40)
    draft = draft_replacement(Plan.objects.get(pk=plan.pk), by=access_of(world.lan, world.an_binh))
    assert not PlanTask.objects.filter(plan=draft).added().exists()
    later = give(world, plan, text="Giao khi bản thay thế đang soạn", due_on=None, deadline_text="hằng quý")
    rows = Milestone.objects.filter(task=later).count()
    new = issued(world, draft, "120", dt.date(2026, 5, 9))
    heirs = {each.lineage: each for each in PlanTask.objects.filter(plan=new).added()}
    assert set(heirs) == {task.lineage, later.lineage}
    heir = heirs[task.lineage]
    assert [(each.pk, each.percent, each.due_on) for each in heir.milestones.all()] == [(milestone.pk, 40, JUNE)]
    assert [each.unit_id for each in heir.parties.all()] == [world.office.pk]
    assert (heir.origin_text, heir.added_on, heir.person_id) == (CONCLUSION, TODAY, world.hung.pk)
    assert heirs[later.lineage].milestones.filter(superseded=False).count() == rows
    assert not Milestone.objects.live().exclude(plan=new).exists()


def test_it_stays_late_under_a_version_issued_after_its_day(world: World) -> None:
    plan = issued_with(world, "Quý II")
    task = give(world, plan, given_on=dt.date(2026, 5, 4), due_on=dt.date(2026, 5, 6))
    draft = draft_replacement(Plan.objects.get(pk=plan.pk), by=access_of(world.lan, world.an_binh))
    new = issued(world, draft, "120", dt.date(2026, 5, 9))
    late = Milestone.objects.live().get(task__lineage=task.lineage)
    assert (late.plan_id, late.due_on) == (new.pk, dt.date(2026, 5, 6))
