"""Figures beside reports: said, corrected, never overwritten, counted once."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from audit.queries import history_of
from core.exceptions import DomainError, EditConflict, NotAllowed
from plans.domain.issuing import close_plan, draft_replacement
from plans.domain.tasks import merge_same, set_tracked
from plans.models import Plan, PlanTask
from reference.domain.measures import save_measure
from tests.plans.plans_world import issued
from tests.work.figures_world import correct, here, measure_of, rate_of, report
from tests.work.test_replacement import corrected
from tests.work.work_world import ISSUED_ON, NOW, TODAY, issued_with, milestones_of, tasks_of
from tests.world import World, access_of
from work.domain import doing
from work.domain.figures import MOST, correct_figure
from work.domain.updating import Said, update_work
from work.models import Figure, Milestone, WorkEntry
from work.queries.figures import measures_for, sums_of_work


def one(world: World, words: str = "Quý II") -> Milestone:
    return milestones_of(issued_with(world, words))[0]


def totals(milestone: Milestone) -> dict[str, str]:
    return {each.measure.name: each.number for each in sums_of_work(milestone)}


def counted() -> list[Decimal | None]:
    return list(Figure.objects.counted().order_by("pk").values_list("value", flat=True))


# ------------------------------------------------------------------ said


def test_figures_stand_beside_the_report_and_add_up(world: World) -> None:
    milestone, articles, people = one(world), measure_of(world), measure_of(world, "Số lượt người", "lượt người")
    report(world, milestone, (articles, "3"), (people, "1200"))
    report(world, milestone, (articles, "4"))
    assert totals(milestone) == {"Số tin, bài": "7", "Số lượt người": "1.200"}
    assert any("Số tin, bài: 3; Số lượt người: 1.200" in each.note for each in history_of(milestone))


def test_of_a_rate_the_latest_day_stands(world: World) -> None:
    milestone, rate = one(world), rate_of(world)
    report(world, milestone, (rate, "98.5"), on=dt.date(2026, 5, 10))
    report(world, milestone, (rate, "91"), on=dt.date(2026, 4, 30))
    assert totals(milestone) == {"Tỷ lệ đúng hạn": "98,5"}


@pytest.mark.parametrize("way", ["report", "finish"])
def test_the_day_that_counts(world: World, way: str) -> None:
    milestone, articles = one(world), measure_of(world)
    said = Said(percent=10, result="Làm")
    if way == "finish":
        said = Said(done_on=dt.date(2026, 5, 2), result="Xong", without_proof="Ảnh sau")
    update_work(milestone, by=here(world), seen=1, at=NOW, said=said, figures=[(articles.pk, Decimal(2))])
    assert Figure.objects.get().fact_on == {"report": TODAY, "finish": dt.date(2026, 5, 2)}[way]


def test_a_note_of_a_period_that_is_over_counts_in_it(world: World) -> None:
    plan = issued_with(world, "Thường xuyên", on=dt.date(2026, 1, 5))
    quarter = milestones_of(plan)[0]
    assert quarter.due_on < TODAY
    update_work(
        quarter,
        by=here(world),
        seen=1,
        at=NOW,
        said=Said(result="Đã làm"),
        figures=[(measure_of(world).pk, Decimal(5))],
    )
    assert Figure.objects.get().fact_on == quarter.due_on


def test_what_is_said_for_earlier_periods_too_gives_its_figures_once(world: World) -> None:
    plan = issued_with(world, "Hằng tháng", on=dt.date(2026, 1, 5))
    late = [each for each in milestones_of(plan) if each.due_on < TODAY]
    assert len(late) > 2
    update_work(
        late[-1], by=here(world), seen=1, at=NOW, said=Said(percent=50, result="Như nhau"), with_earlier=True,
        figures=[(measure_of(world).pk, Decimal(5))],
    )  # fmt: skip
    assert WorkEntry.objects.filter(kind="report").count() == len(late)
    assert counted() == [Decimal(5)]


def test_pressed_twice_is_said_once(world: World) -> None:
    milestone, key = one(world), uuid.uuid4()
    for _ in range(2):
        update_work(
            milestone, by=here(world), seen=1, at=NOW, said=Said(percent=5, result="Làm"), key=key,
            figures=[(measure_of(world).pk, Decimal(5))],
        )  # fmt: skip
    assert counted() == [Decimal(5)]


def test_a_refused_figure_refuses_the_whole_report(world: World) -> None:
    milestone, articles = one(world), measure_of(world)
    with pytest.raises(DomainError):
        report(world, milestone, (articles, "2.5"))
    assert not WorkEntry.objects.filter(kind="report").exists()
    assert Milestone.objects.get(pk=milestone.pk).version == 1


@pytest.mark.parametrize(
    ("value", "words"),
    [("-1", "âm"), ("2.5", "là số nguyên"), ("100000000000", "quá lớn"), ("NaN", "quá lớn"), ("Infinity", "quá lớn")],
)
def test_numbers_that_cannot_be(world: World, value: str, words: str) -> None:
    milestone, articles = one(world), measure_of(world)
    with pytest.raises(DomainError, match=words):
        report(world, milestone, (articles, value))


@pytest.mark.parametrize(
    ("day", "words"), [(TODAY + dt.timedelta(days=1), "sau hôm nay"), (dt.date(2025, 12, 14), "không thể trước")]
)
def test_days_that_cannot_be(world: World, day: dt.date, words: str) -> None:
    milestone, articles = one(world), measure_of(world)
    with pytest.raises(DomainError, match=words):
        report(world, milestone, (articles, "1"), on=day)


def test_measures_that_cannot_be(world: World) -> None:
    milestone, articles = one(world), measure_of(world)
    with pytest.raises(DomainError, match="Hãy cộng"):
        report(world, milestone, (articles, "1"), (articles, "2"))
    save_measure(articles, by=here(world), seen=1, valid_until=TODAY - dt.timedelta(days=1))
    with pytest.raises(DomainError, match="không còn dùng"):
        report(world, milestone, (articles, "1"))
    many = [(measure_of(world, f"Loại {number}", "cái"), "1") for number in range(MOST + 1)]
    with pytest.raises(DomainError, match="nhiều nhất"):
        report(world, milestone, *many)


def test_another_offices_measure_is_none(world: World) -> None:
    from reference.domain.measures import add_measure

    theirs = add_measure(by=access_of(world.oanh, world.binh_minh), name="Số chợ phiên", unit="buổi")
    milestone = one(world)
    with pytest.raises(DomainError, match="không còn dùng"):
        report(world, milestone, (theirs, "1"))


# ------------------------------------------------------------------ corrected


def test_a_correction_follows_and_the_wrong_one_stays(world: World) -> None:
    milestone, articles = one(world), measure_of(world)
    (wrong,) = report(world, milestone, (articles, "12"))
    right = correct(world, wrong, "10")
    again = correct(world, right, "11")
    assert counted() == [Decimal(11)]
    assert list(Figure.objects.order_by("pk").values_list("value", flat=True)) == [
        Decimal(12),
        Decimal(10),
        Decimal(11),
    ]
    assert again.entry.note == "Đếm nhầm"
    assert [each.kind for each in milestone.entries.all()] == ["report", "correct", "correct"]


def test_a_number_can_be_taken_back_altogether(world: World) -> None:
    milestone, articles = one(world), measure_of(world)
    (wrong,) = report(world, milestone, (articles, "12"))
    gone = correct(world, wrong, None)
    assert counted() == []
    with pytest.raises(NotAllowed, match="đã được bỏ"):
        correct(world, gone, "3")


def test_of_two_who_correct_one_number_one_is_told(world: World) -> None:
    milestone, articles = one(world), measure_of(world)
    (wrong,) = report(world, milestone, (articles, "12"))
    correct(world, wrong, "10")
    with pytest.raises(DomainError, match="Người khác vừa đính chính"):
        correct(world, wrong, "9", who="minh")
    assert counted() == [Decimal(10)]


def test_a_correction_says_why_and_changes_something(world: World) -> None:
    milestone, articles = one(world), measure_of(world)
    (said,) = report(world, milestone, (articles, "12"))
    with pytest.raises(DomainError, match="lý do"):
        correct_figure(said, by=here(world), at=NOW, value=Decimal(1), reason=" ")
    with pytest.raises(DomainError, match="không khác"):
        correct(world, said, "12")
    moved = correct_figure(
        said, by=here(world), at=NOW, value=Decimal(12), reason="Nhầm tháng", fact_on=dt.date(2026, 4, 30)
    )
    assert moved.figures.get().fact_on == dt.date(2026, 4, 30)


def test_who_may_correct(world: World) -> None:
    milestone, articles = one(world), measure_of(world)
    (said,) = report(world, milestone, (articles, "12"))
    with pytest.raises(NotAllowed):
        correct(world, said, "1", who="nga")
    with pytest.raises(NotAllowed):
        correct_figure(said, by=access_of(world.thao, world.an_binh), at=NOW, value=Decimal(1), reason="Xem từ trên")
    assert correct(world, said, "11", who="minh").value == Decimal(11)


def test_what_was_accepted_and_ended_can_still_be_corrected(world: World) -> None:
    plan = issued_with(world, "Quý II")
    milestone, articles = milestones_of(plan)[0], measure_of(world)
    (said,) = report(world, milestone, (articles, "12"))
    doing.finish(milestone, by=here(world), seen=2, at=NOW, done_on=TODAY, result="Xong", without_proof="Sau")
    doing.approve_result(milestone, by=here(world, "minh"), seen=3, at=NOW)
    close_plan(plan, by=here(world, "hanh"), on=TODAY, note="Hết năm")
    correct(world, said, "13")
    assert counted() == [Decimal(13)]


# ------------------------------------------------------------------ once


def test_what_was_said_of_a_duty_is_not_merged_away(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý III")
    first, second = milestones_of(plan, 1)[0], milestones_of(plan, 2)[0]
    articles = measure_of(world)
    report(world, first, (articles, "3"))
    begun, kept = tasks_of(plan)
    with pytest.raises(DomainError, match="ngược lại"):
        merge_same(begun, by=here(world), same_as=kept)
    merge_same(kept, by=here(world), same_as=begun)
    assert counted() == [Decimal(3)]
    parted = merge_same(PlanTask.objects.get(pk=kept.pk), by=here(world), same_as=None)
    set_tracked([parted], by=here(world), tracked=True)
    report(world, second, (articles, "4"))
    with pytest.raises(DomainError, match="Cả hai"):
        merge_same(begun, by=here(world), same_as=parted)
    assert counted() == [Decimal(3), Decimal(4)]


def test_what_was_said_before_a_corrected_plan_merged_the_duty_stays(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II")
    report(world, milestones_of(plan, 1)[0], (measure_of(world), "3"))
    draft = draft_replacement(Plan.objects.get(pk=plan.pk), by=here(world))
    one, other = tasks_of(draft)
    merge_same(one, by=here(world), same_as=other)
    issued(world, draft, "120", dt.date(2026, 5, 4))
    assert counted() == [Decimal(3)]


def test_a_corrected_plan_takes_figures_over_once(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II")
    articles = measure_of(world)
    for duty in (1, 2):
        report(world, milestones_of(plan, duty)[0], (articles, str(duty)))
    new = corrected(world, plan, {2: "Kịp thời"})
    rows = Figure.objects.counted()
    assert sum(row.value or 0 for row in rows) == 3
    assert {row.entry.milestone.plan_id for row in rows} == {new.pk}
    assert rows.filter(entry__milestone__superseded=True).count() == 1, "done for a result that is asked no more"


# ------------------------------------------------------------------ offered


def test_measures_used_before_on_this_duty_come_first(world: World) -> None:
    plan = issued_with(world, "Quý II, IV", "Quý III")
    articles, people = measure_of(world), measure_of(world, "Số lượt người", "lượt người")
    report(world, milestones_of(plan, 1)[0], (articles, "1"))
    report(world, milestones_of(plan, 1)[0], (people, "1"))
    offered = measures_for(tasks_of(plan)[0], TODAY)
    assert offered.used == [people, articles]
    assert not set(offered.used) & set(offered.others)
    assert measures_for(tasks_of(plan)[1], TODAY).used == []


def test_a_report_over_a_newer_one_is_a_conflict_and_says_no_figure(world: World) -> None:
    milestone = one(world)
    report(world, milestone, (measure_of(world), "1"))
    with pytest.raises(EditConflict):
        update_work(
            milestone, by=here(world), seen=1, at=NOW, said=Said(percent=5, result="Làm"),
            figures=[(measure_of(world).pk, Decimal(5))],
        )  # fmt: skip
    assert counted() == [Decimal(1)]
    assert ISSUED_ON < TODAY
