"""Days that people give: set, counted from an event, extended."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from audit.queries import history_of
from core.exceptions import DomainError, EditConflict, NotAllowed
from organisations.access import Access
from plans.domain.issuing import close_plan
from plans.domain.tasks import set_tracked
from plans.models import Plan, PlanTask
from tests.work.work_world import ISSUED_ON, NOW, TODAY, days_of, issued_with, milestones_of, tasks_of
from tests.world import World, access_of
from work.domain.days import extend_milestone, record_event, set_milestone
from work.enums import EntryKind, MilestoneKind
from work.models import Milestone, WorkEntry
from work.queries.undated import undated_tasks

JUNE = dt.date(2026, 6, 20)


def here(world: World, who: str) -> Access:
    return access_of(getattr(world, who), world.an_binh)


def vague(world: World, words: str = "Kịp thời") -> PlanTask:
    return tasks_of(issued_with(world, words))[0]


# ------------------------------------------------------------------ set


@pytest.mark.parametrize("who", ["lan", "hung", "hanh", "minh"])
def test_a_duty_without_a_day_gets_one(world: World, who: str) -> None:
    task = vague(world)
    made = set_milestone(
        task, by=here(world, who), due_on=JUNE, at=NOW, label="  lần  đầu ", note="Theo ý kiến chỉ đạo"
    )
    assert (made.kind, made.due_on, made.original_due_on, made.label) == (MilestoneKind.SET, JUNE, JUNE, "lần đầu")
    entry = made.entries.get()
    assert (entry.kind, entry.now_due_on, entry.note) == (EntryKind.SET, JUNE, "Theo ý kiến chỉ đạo")
    assert entry.by_name == getattr(world, who).full_name
    assert history_of(made).filter(action="Đặt hạn").exists()
    assert not undated_tasks(task.plan).exists()


@pytest.mark.parametrize("who", ["nga", "an"])
def test_others_of_the_office_do_not_set_days(world: World, who: str) -> None:
    with pytest.raises(NotAllowed, match="Chỉ lãnh đạo"):
        set_milestone(vague(world), by=here(world, who), due_on=JUNE, at=NOW)


def test_nobody_else_sets_days(world: World) -> None:
    task = vague(world)
    for by in (access_of(world.thao, world.an_binh), access_of(world.oanh, world.binh_minh), Access.none()):
        with pytest.raises(NotAllowed):
            set_milestone(task, by=by, due_on=JUNE, at=NOW)
    assert not Milestone.objects.exists()


@pytest.mark.parametrize(
    ("due_on", "words"),
    [(ISSUED_ON - dt.timedelta(days=1), "trước ngày ban hành"), (dt.date(2101, 1, 1), "quá xa")],
)
def test_a_day_that_cannot_be_meant_is_refused(world: World, due_on: dt.date, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        set_milestone(vague(world), by=here(world, "lan"), due_on=due_on, at=NOW)


def test_the_same_day_is_not_set_twice_and_a_second_press_is_harmless(world: World) -> None:
    task, key = vague(world), uuid.uuid4()
    first = set_milestone(task, by=here(world, "lan"), due_on=JUNE, at=NOW, key=key)
    assert set_milestone(task, by=here(world, "lan"), due_on=JUNE, at=NOW, key=key) == first
    with pytest.raises(DomainError, match="đã có mốc này"):
        set_milestone(task, by=here(world, "hung"), due_on=JUNE, at=NOW, key=uuid.uuid4())
    assert WorkEntry.objects.count() == 1


def test_a_key_of_another_office_is_not_answered(world: World) -> None:
    task, key = vague(world), uuid.uuid4()
    set_milestone(task, by=here(world, "lan"), due_on=JUNE, at=NOW, key=key)
    with pytest.raises(NotAllowed):
        set_milestone(task, by=access_of(world.oanh, world.binh_minh), due_on=JUNE, at=NOW, key=key)


def test_a_duty_that_is_only_printed_or_of_a_closed_plan_gets_none(world: World) -> None:
    task = vague(world)
    set_tracked([task], by=here(world, "lan"), tracked=False)
    with pytest.raises(NotAllowed, match="chỉ in"):
        set_milestone(task, by=here(world, "lan"), due_on=JUNE, at=NOW)
    set_tracked([task], by=here(world, "lan"), tracked=True)
    close_plan(Plan.objects.get(pk=task.plan_id), by=here(world, "hanh"), on=TODAY, note="Xong")
    with pytest.raises(NotAllowed, match="kết thúc"):
        set_milestone(task, by=here(world, "lan"), due_on=JUNE, at=NOW)


# ------------------------------------------------------------------ event


def test_a_recorded_event_counts_the_days_the_words_say(world: World) -> None:
    """29/4 is a Wednesday; 30/4 and 01/5 are off, then a weekend."""
    task = vague(world, "05 ngày làm việc kể từ khi nhận được văn bản")
    made = record_event(task, by=here(world, "lan"), happened_on=dt.date(2026, 4, 29), at=NOW, note="CV 12/UBND")
    assert (made.kind, made.due_on, made.label) == (MilestoneKind.EVENT, dt.date(2026, 5, 8), "từ 29/4/2026")
    entry = made.entries.get()
    assert (entry.fact_on, entry.now_due_on, entry.note) == (dt.date(2026, 4, 29), dt.date(2026, 5, 8), "CV 12/UBND")


def test_an_event_may_happen_again(world: World) -> None:
    task = vague(world, "10 ngày kể từ khi nhận được văn bản")
    for happened_on in (dt.date(2026, 4, 13), dt.date(2026, 5, 4)):
        record_event(task, by=here(world, "lan"), happened_on=happened_on, at=NOW)
    assert days_of(task.plan) == [dt.date(2026, 4, 23), dt.date(2026, 5, 14)]
    with pytest.raises(DomainError, match="đã có mốc này"):
        record_event(task, by=here(world, "lan"), happened_on=dt.date(2026, 5, 4), at=NOW)


def test_words_without_a_number_of_days_ask_for_the_day(world: World) -> None:
    task = vague(world, "Ngay sau khi nhận được kế hoạch điều tra")
    with pytest.raises(DomainError, match="không nêu số ngày"):
        record_event(task, by=here(world, "lan"), happened_on=TODAY, at=NOW)
    made = record_event(task, by=here(world, "lan"), happened_on=TODAY, due_on=JUNE, at=NOW)
    assert (made.due_on, made.follows_calendar) == (JUNE, False)


def test_an_event_of_tomorrow_has_not_happened(world: World) -> None:
    task = vague(world, "10 ngày kể từ khi nhận được văn bản")
    with pytest.raises(DomainError, match="chưa xảy ra"):
        record_event(task, by=here(world, "lan"), happened_on=TODAY + dt.timedelta(days=1), at=NOW)


def test_a_day_typed_against_the_words_does_not_count(world: World) -> None:
    task = vague(world, "10 ngày kể từ khi nhận được văn bản")
    made = record_event(task, by=here(world, "lan"), happened_on=dt.date(2026, 5, 4), due_on=JUNE, at=NOW)
    assert made.due_on == dt.date(2026, 5, 14)


# ------------------------------------------------------------------ extend


@pytest.mark.parametrize("who", ["minh", "hung"])
def test_a_leader_or_the_head_of_the_leading_unit_extends(world: World, who: str) -> None:
    plan = issued_with(world, "Quý II")
    milestone = milestones_of(plan)[0]
    extend_milestone(
        milestone, by=here(world, who), seen=1, due_on=dt.date(2026, 7, 15), reason="Chờ số liệu của tỉnh", at=NOW
    )
    stored = milestones_of(plan)[0]
    assert (stored.due_on, stored.original_due_on, stored.version) == (
        dt.date(2026, 7, 15), dt.date(2026, 6, 30), 2,
    )  # fmt: skip
    entry = stored.entries.get()
    assert (entry.was_due_on, entry.now_due_on, entry.note) == (
        dt.date(2026, 6, 30), dt.date(2026, 7, 15), "Chờ số liệu của tỉnh",
    )  # fmt: skip
    assert entry.by_name == getattr(world, who).full_name


def test_a_second_extension_keeps_the_first_day_and_both_reasons(world: World) -> None:
    plan = issued_with(world, "Quý II")
    for seen, (month, reason) in enumerate([(7, "Lần một"), (8, "Lần hai")], 1):
        extend_milestone(
            milestones_of(plan)[0], by=here(world, "minh"), seen=seen, due_on=dt.date(2026, month, 31), reason=reason,
            at=NOW,
        )  # fmt: skip
    stored = milestones_of(plan)[0]
    assert stored.original_due_on == dt.date(2026, 6, 30)
    assert [each.note for each in stored.entries.all()] == ["Lần một", "Lần hai"]


@pytest.mark.parametrize("who", ["lan", "hanh", "nga", "an"])
def test_others_do_not_extend(world: World, who: str) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    with pytest.raises(NotAllowed, match="được gia hạn"):
        extend_milestone(milestone, by=here(world, who), seen=1, due_on=dt.date(2026, 8, 1), reason="x", at=NOW)


def test_the_head_of_another_unit_does_not_extend(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II", lead="Tư pháp - Hộ tịch"))[0]
    with pytest.raises(NotAllowed, match="được gia hạn"):
        extend_milestone(milestone, by=here(world, "hung"), seen=1, due_on=dt.date(2026, 8, 1), reason="x", at=NOW)


@pytest.mark.parametrize(
    ("due_on", "reason", "words"),
    [
        (dt.date(2026, 6, 30), "Lý do", "phải sau hạn đang có"),
        (dt.date(2026, 6, 1), "Lý do", "phải sau hạn đang có"),
        (dt.date(2026, 7, 15), "   ", "lý do"),
        (dt.date(2200, 7, 15), "Lý do", "quá xa"),
    ],
)
def test_an_extension_that_cannot_be_is_refused(world: World, due_on: dt.date, reason: str, words: str) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    with pytest.raises(DomainError, match=words):
        extend_milestone(milestone, by=here(world, "minh"), seen=1, due_on=due_on, reason=reason, at=NOW)
    assert not WorkEntry.objects.exists()


def test_of_two_who_extend_the_later_is_told(world: World) -> None:
    plan = issued_with(world, "Quý II")
    milestone = milestones_of(plan)[0]
    extend_milestone(milestone, by=here(world, "minh"), seen=1, due_on=dt.date(2026, 7, 15), reason="a", at=NOW)
    with pytest.raises(EditConflict):
        extend_milestone(milestone, by=here(world, "hung"), seen=1, due_on=dt.date(2026, 7, 31), reason="b", at=NOW)
    assert days_of(plan) == [dt.date(2026, 7, 15)]
    assert WorkEntry.objects.count() == 1


def test_continuous_or_finished_work_is_not_extended(world: World) -> None:
    plan = issued_with(world, "Thường xuyên", "Quý II")
    checkpoint, finished = milestones_of(plan, 1)[0], milestones_of(plan, 2)[0]
    Milestone.objects.filter(pk=finished.pk).update(completed_on=TODAY)
    for milestone, words in ((checkpoint, "không có hạn"), (finished, "đã báo hoàn thành")):
        with pytest.raises(NotAllowed, match=words):
            extend_milestone(milestone, by=here(world, "minh"), seen=1, due_on=dt.date(2027, 9, 1), reason="x", at=NOW)
