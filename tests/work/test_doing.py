"""Doing the work: who, in which order, what is kept, what two people at once see."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from audit.queries import history_of
from core.exceptions import DomainError, EditConflict, NotAllowed
from organisations.access import Access
from plans.domain.issuing import close_plan
from plans.models import Plan, PlanTask
from tests.work.work_world import ISSUED_ON, NOW, TODAY, issued_with, milestones_of
from tests.world import World, access_of
from work.domain import doing
from work.domain.proof import add_link
from work.enums import EntryKind
from work.models import Milestone, WorkEntry


def here(world: World, who: str) -> Access:
    return access_of(getattr(world, who), world.an_binh)


def one(world: World, words: str = "Quý II", **parties: str) -> Milestone:
    return milestones_of(issued_with(world, words, **parties))[0]


def now(milestone: Milestone) -> Milestone:
    return Milestone.objects.get(pk=milestone.pk)


def finished(world: World, milestone: Milestone, who: str = "lan", done_on: dt.date = TODAY) -> WorkEntry:
    return doing.finish(
        milestone, by=here(world, who), seen=now(milestone).version, at=NOW, done_on=done_on,
        result="Đã niêm yết 12 thủ tục", without_proof="Ảnh chụp sau",
    )  # fmt: skip


# ------------------------------------------------------------------ the way of one piece of work


def test_from_taking_over_to_acceptance(world: World) -> None:
    milestone = one(world)
    doing.accept_work(milestone, by=here(world, "lan"), seen=1, at=NOW)
    doing.report_progress(
        milestone, by=here(world, "lan"), seen=2, at=NOW, percent=40, result="Đã rà soát", difficulties="Thiếu máy in",
        proposals="Cấp thêm",
    )  # fmt: skip
    add_link(milestone, by=here(world, "lan"), at=NOW, url="https://anbinh.example/tin/1", fact_on=TODAY)
    doing.finish(milestone, by=here(world, "lan"), seen=3, at=NOW, done_on=dt.date(2026, 5, 8), result="Đã niêm yết")
    doing.approve_result(milestone, by=here(world, "minh"), seen=4, at=NOW, note="Đồng ý")
    stored = now(milestone)
    assert (stored.percent, stored.holder_id, stored.taken_on) == (100, world.lan.pk, TODAY)
    assert (stored.completed_on, stored.accepted_on, stored.version) == (dt.date(2026, 5, 8), TODAY, 5)
    said = [(each.kind, each.percent, each.by_name, each.result) for each in stored.entries.all()]
    assert said == [
        (EntryKind.ACCEPT, None, "Nguyễn Thị Lan", ""),
        (EntryKind.REPORT, 40, "Nguyễn Thị Lan", "Đã rà soát"),
        (EntryKind.FINISH, 100, "Nguyễn Thị Lan", "Đã niêm yết"),
        (EntryKind.APPROVE, None, "Trần Văn Minh", ""),
    ]
    assert [each.action for each in history_of(stored)][:2] == ["Duyệt kết quả", "Báo hoàn thành"]


def test_a_result_sent_back_is_open_again_and_nothing_said_is_lost(world: World) -> None:
    milestone = one(world, "trước ngày 05/5")
    finished(world, milestone, done_on=dt.date(2026, 5, 4))
    doing.return_result(milestone, by=here(world, "minh"), seen=2, at=NOW, reason="Thiếu biên bản")
    stored = now(milestone)
    assert (stored.completed_on, stored.returned_on, stored.percent) == (None, TODAY, 0)
    assert stored.timeliness(TODAY).words == "Quá hạn 7 ngày · hạn 04/5/2026"
    finished(world, milestone)
    stored = now(milestone)
    assert (stored.returned_on, stored.completed_on) == (None, TODAY)
    assert [each.kind for each in stored.entries.all()] == ["finish", "return", "finish"]
    assert stored.entries.get(kind="return").note == "Thiếu biên bản"


def test_an_accepted_result_can_still_be_sent_back_by_the_leader(world: World) -> None:
    milestone = one(world)
    finished(world, milestone)
    doing.approve_result(milestone, by=here(world, "minh"), seen=2, at=NOW)
    with pytest.raises(NotAllowed, match="Chỉ lãnh đạo"):
        doing.return_result(milestone, by=here(world, "lan"), seen=3, at=NOW, reason="Bấm nhầm")
    doing.return_result(milestone, by=here(world, "minh"), seen=3, at=NOW, reason="Duyệt nhầm")
    assert (now(milestone).accepted_on, now(milestone).completed_on) == (None, None)


def test_whoever_reported_may_take_it_back_before_acceptance(world: World) -> None:
    milestone = one(world)
    finished(world, milestone)
    doing.return_result(milestone, by=here(world, "lan"), seen=2, at=NOW, reason="Bấm nhầm")
    assert now(milestone).completed_on is None


def test_entries_are_added_and_never_changed(world: World) -> None:
    milestone = one(world)
    for percent in (10, 60, 30):
        doing.report_progress(
            milestone, by=here(world, "lan"), seen=now(milestone).version, at=NOW, percent=percent, result=str(percent)
        )
    assert [each.percent for each in now(milestone).entries.all()] == [10, 60, 30]
    assert now(milestone).percent == 30


# ------------------------------------------------------------------ who


DOES = [
    lambda m, by: doing.accept_work(m, by=by, seen=1, at=NOW),
    lambda m, by: doing.report_progress(m, by=by, seen=1, at=NOW, percent=5),
    lambda m, by: doing.finish(m, by=by, seen=1, at=NOW, done_on=TODAY, result="x", without_proof="y"),
]


@pytest.mark.parametrize("act", DOES, ids=["accept", "report", "finish"])
@pytest.mark.parametrize("who", ["lan", "hung", "hanh"])  # people of the leading unit
def test_the_leading_units_people_do_the_work(world: World, who: str, act: Callable[..., Any]) -> None:
    act(one(world), here(world, who))
    assert WorkEntry.objects.count() == 1


@pytest.mark.parametrize("act", DOES, ids=["accept", "report", "finish"])
@pytest.mark.parametrize("who", ["minh", "nga", "an"])
def test_others_of_the_office_do_not(world: World, who: str, act: Callable[..., Any]) -> None:
    with pytest.raises(NotAllowed, match="Chỉ người phụ trách"):
        act(one(world), here(world, who))
    assert not WorkEntry.objects.exists()


@pytest.mark.parametrize("act", DOES, ids=["accept", "report", "finish"])
def test_nobody_from_elsewhere_does(world: World, act: Callable[..., Any]) -> None:
    milestone = one(world)
    for by in (access_of(world.thao, world.an_binh), access_of(world.oanh, world.binh_minh), Access.none()):
        with pytest.raises(NotAllowed):
            act(milestone, by)
    assert not WorkEntry.objects.exists()


def test_the_person_in_charge_does_the_work_of_any_unit(world: World) -> None:
    milestone = one(world, lead="Tư pháp - Hộ tịch")
    PlanTask.objects.filter(pk=milestone.task_id).update(person=world.nga)
    doing.accept_work(milestone, by=here(world, "nga"), seen=1, at=NOW)
    with pytest.raises(NotAllowed):
        doing.report_progress(milestone, by=here(world, "lan"), seen=2, at=NOW, percent=5)


def test_work_led_by_nobody_of_the_portal_is_kept_by_those_who_write_plans(world: World) -> None:
    milestone = one(world, lead="Hội Nông dân huyện")
    doing.report_progress(milestone, by=here(world, "lan"), seen=1, at=NOW, percent=5)
    with pytest.raises(NotAllowed):
        doing.report_progress(milestone, by=here(world, "nga"), seen=2, at=NOW, percent=6)


def test_coordinating_units_confirm_their_part_once(world: World) -> None:
    milestone = one(world, lead="Tư pháp - Hộ tịch", coordinating="Văn phòng - Thống kê")
    entry = doing.confirm_part(milestone, by=here(world, "lan"), at=NOW, note="Đã in tờ rơi")
    assert (entry.kind, entry.unit) == (EntryKind.CONFIRM, world.office)
    with pytest.raises(DomainError, match="đã xác nhận"):
        doing.confirm_part(milestone, by=here(world, "hung"), at=NOW)
    for who in ("nga", "minh"):
        with pytest.raises(NotAllowed, match="bộ phận phối hợp"):
            doing.confirm_part(milestone, by=here(world, who), at=NOW)


@pytest.mark.parametrize("who", ["lan", "hung", "hanh", "nga", "an"])
def test_only_a_leader_accepts(world: World, who: str) -> None:
    milestone = one(world)
    finished(world, milestone)
    with pytest.raises(NotAllowed, match="Chỉ lãnh đạo"):
        doing.approve_result(milestone, by=here(world, who), seen=2, at=NOW)


def test_the_leader_named_above_the_task_accepts(world: World) -> None:
    milestone = one(world)
    PlanTask.objects.filter(pk=milestone.task_id).update(director=world.hung)
    finished(world, milestone)
    doing.approve_result(milestone, by=here(world, "hung"), seen=2, at=NOW)
    assert now(milestone).accepted_on == TODAY


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"done_on": TODAY + dt.timedelta(days=1)}, "sau hôm nay"),
        ({"done_on": ISSUED_ON - dt.timedelta(days=1)}, "trước ngày ban hành"),
        ({"result": "  "}, "kết quả"),
        ({"without_proof": " "}, "minh chứng"),
    ],
)
def test_a_finish_that_cannot_be_is_told(world: World, change: dict[str, Any], words: str) -> None:
    milestone = one(world)
    facts: dict[str, Any] = {"done_on": TODAY, "result": "Xong", "without_proof": "Không có", **change}
    with pytest.raises(DomainError, match=words):
        doing.finish(milestone, by=here(world, "lan"), seen=1, at=NOW, **facts)
    assert now(milestone).completed_on is None
    assert not WorkEntry.objects.exists()


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentage_is_between_0_and_100(world: World, percent: int) -> None:
    with pytest.raises(DomainError, match="0 đến 100"):
        doing.report_progress(one(world), by=here(world, "lan"), seen=1, at=NOW, percent=percent)


def test_acts_out_of_order_are_told(world: World) -> None:
    milestone, lan, minh = one(world), here(world, "lan"), here(world, "minh")
    with pytest.raises(NotAllowed, match="chưa báo hoàn thành"):
        doing.approve_result(milestone, by=minh, seen=1, at=NOW)
    with pytest.raises(NotAllowed, match="chưa báo hoàn thành"):
        doing.return_result(milestone, by=minh, seen=1, at=NOW, reason="x")
    doing.accept_work(milestone, by=lan, seen=1, at=NOW)
    with pytest.raises(DomainError, match="đang giữ việc"):
        doing.accept_work(milestone, by=lan, seen=2, at=NOW)
    finished(world, milestone)
    with pytest.raises(NotAllowed, match="đã báo hoàn thành"):
        doing.report_progress(milestone, by=lan, seen=3, at=NOW, percent=50)
    with pytest.raises(DomainError, match="lý do"):
        doing.return_result(milestone, by=minh, seen=3, at=NOW, reason=" ")
    doing.approve_result(milestone, by=minh, seen=3, at=NOW)
    with pytest.raises(NotAllowed, match="đã được duyệt"):
        doing.approve_result(milestone, by=minh, seen=4, at=NOW)


def test_a_colleague_takes_the_work_over(world: World) -> None:
    milestone = one(world)
    doing.accept_work(milestone, by=here(world, "lan"), seen=1, at=NOW)
    doing.accept_work(milestone, by=here(world, "hanh"), seen=2, at=NOW, note="Chị Lan nghỉ phép")
    assert now(milestone).holder_id == world.hanh.pk
    assert now(milestone).entries.count() == 2


def test_a_closed_or_superseded_duty_takes_nothing_more(world: World) -> None:
    milestone = one(world)
    Milestone.objects.filter(pk=milestone.pk).update(superseded=True)
    with pytest.raises(NotAllowed, match="không còn yêu cầu"):
        doing.report_progress(milestone, by=here(world, "lan"), seen=1, at=NOW, percent=5)
    Milestone.objects.filter(pk=milestone.pk).update(superseded=False)
    close_plan(Plan.objects.get(pk=milestone.plan_id), by=here(world, "hanh"), on=TODAY, note="Xong")
    with pytest.raises(NotAllowed, match="kết thúc"):
        doing.report_progress(milestone, by=here(world, "lan"), seen=1, at=NOW, percent=5)


# ------------------------------------------------------------------ continuous work


def test_a_period_of_continuous_work_is_noted(world: World) -> None:
    milestone = one(world, "Thường xuyên")
    doing.note_period(milestone, by=here(world, "lan"), seen=1, at=NOW, result="Đã trực 20 buổi")
    assert now(milestone).completed_on == TODAY
    doing.note_period(milestone, by=here(world, "lan"), seen=1, at=NOW, result="Thêm 2 buổi")
    assert [each.result for each in now(milestone).entries.all()] == ["Đã trực 20 buổi", "Thêm 2 buổi"]
    with pytest.raises(NotAllowed, match="không cần duyệt"):
        doing.approve_result(milestone, by=here(world, "minh"), seen=2, at=NOW)


def test_a_period_is_noted_in_words_when_it_has_begun_and_not_finished(world: World) -> None:
    plan = issued_with(world, "Thường xuyên", "Quý II")
    first, second = milestones_of(plan, 1)[:2]
    dated = milestones_of(plan, 2)[0]
    lan = here(world, "lan")
    with pytest.raises(DomainError, match="những việc đã làm"):
        doing.note_period(first, by=lan, seen=1, at=NOW, result=" ")
    with pytest.raises(DomainError, match="bắt đầu từ 01/7/2026"):
        doing.note_period(second, by=lan, seen=1, at=NOW, result="Sớm")
    with pytest.raises(DomainError, match="chỉ ghi nhận theo kỳ"):
        doing.finish(first, by=lan, seen=1, at=NOW, done_on=TODAY, result="x", without_proof="y")
    with pytest.raises(NotAllowed, match="có hạn"):
        doing.note_period(dated, by=lan, seen=1, at=NOW, result="x")


# ------------------------------------------------------------------ two at once, and twice


ONCE: list[Callable[..., Any]] = [
    lambda m, by, key: doing.accept_work(m, by=by, seen=1, at=NOW, key=key),
    lambda m, by, key: doing.report_progress(m, by=by, seen=1, at=NOW, percent=5, key=key),
    lambda m, by, key: doing.finish(
        m, by=by, seen=1, at=NOW, done_on=TODAY, result="x", without_proof="y", key=key
    ),
]  # fmt: skip


@pytest.mark.parametrize("act", ONCE, ids=["accept", "report", "finish"])
def test_the_same_sending_is_taken_once(world: World, act: Callable[..., Any]) -> None:
    milestone, key = one(world), uuid.uuid4()
    first = act(milestone, here(world, "lan"), key)
    assert act(milestone, here(world, "lan"), key) == first
    assert WorkEntry.objects.count() == 1
    assert now(milestone).version == 2


@pytest.mark.parametrize("act", ONCE, ids=["accept", "report", "finish"])
def test_of_two_at_once_the_later_is_told(world: World, act: Callable[..., Any]) -> None:
    milestone = one(world)
    doing.report_progress(milestone, by=here(world, "hung"), seen=1, at=NOW, percent=70, result="Bản của anh Hùng")
    with pytest.raises(EditConflict):
        act(milestone, here(world, "lan"), uuid.uuid4())
    assert now(milestone).percent == 70
    assert WorkEntry.objects.count() == 1


def test_confirmation_and_acceptance_sent_twice_count_once(world: World) -> None:
    milestone = one(world, lead="Tư pháp - Hộ tịch", coordinating="Văn phòng - Thống kê")
    key, other = uuid.uuid4(), uuid.uuid4()
    for _ in range(2):
        doing.confirm_part(milestone, by=here(world, "lan"), at=NOW, key=key)
    Milestone.objects.filter(pk=milestone.pk).update(completed_on=TODAY)
    for _ in range(2):
        doing.approve_result(milestone, by=here(world, "minh"), seen=1, at=NOW, key=other)
    assert [each.kind for each in now(milestone).entries.all()] == ["confirm", "approve"]


def test_very_long_words_are_cut_and_control_characters_vanish(world: World) -> None:
    entry = doing.report_progress(
        one(world), by=here(world, "lan"), seen=1, at=NOW, percent=5, result="a\x00b\u202e" + "x" * 9000
    )
    assert entry.result.startswith("ab")
    assert len(entry.result) == 5000
