"""Asking, following and gathering: totals, figures, photos as proof, once."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from core.exceptions import DomainError, EditConflict, NotAllowed
from documents.models import Attachment
from reference.enums import MeasureKind
from reference.models import Measure
from tests.villages.village_world import DONE, NOW, NUMBER, PHOTO, Asked, answer, answer_west, asked, second_village
from tests.work.work_world import issued_with, milestones_of
from tests.world import World, access_of
from villages.domain.asking import MOST_QUESTIONS, Wanted, add_villages, ask_villages, return_answer, withdraw_item
from villages.domain.gathering import gather
from villages.models import VillageAsk, VillageGathering, VillageValue
from villages.queries.asks import ask_table
from villages.standing import ItemState
from work.enums import EntryKind
from work.models import Evidence, Figure, Milestone, WorkEntry


def table_of(made: Asked):
    return ask_table(made.ask, NOW.date(), NOW)


def gathered(world: World, made: Asked, *, percent: int = 60, key: uuid.UUID | None = None) -> VillageGathering:
    version = Milestone.objects.get(pk=made.milestone.pk).version
    by = access_of(world.lan, world.an_binh)
    return gather(made.ask, by=by, at=NOW, seen=version, percent=percent, result="Các thôn đã họp dân.", key=key)


def households(world: World, kind: MeasureKind = MeasureKind.SUM) -> Measure:
    return Measure.objects.create(organisation=world.an_binh, name="Số hộ được vận động", unit="hộ", kind=kind)


def test_who_may_ask(world: World) -> None:
    plan = issued_with(world, "Quý II")
    milestone = milestones_of(plan)[0]

    def ask(who: object, **more: object) -> VillageAsk:
        facts = {"at": NOW, "text": "Họp dân", "due_on": dt.date(2026, 6, 1), "questions": [DONE]}
        by = access_of(who, world.an_binh)  # type: ignore[arg-type]
        return ask_villages(milestone, by=by, village_ids=[world.village.pk], **{**facts, **more})  # type: ignore[arg-type]

    for who in (world.minh, world.nga, world.an):
        with pytest.raises(NotAllowed):
            ask(who)
    for who in (world.oanh, world.thao):
        with pytest.raises(NotAllowed):
            ask(who)
    key = uuid.uuid4()
    assert ask(world.lan, key=key) == ask(world.lan, key=key)
    assert VillageAsk.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": " \u200b "}, "lời dễ hiểu"),
        ({"text": "a" * 1001}, "1001 ký tự"),
        ({"due_on": dt.date(2026, 5, 10)}, "trước hôm nay"),
        ({"questions": []}, "ít nhất một điều"),
        ({"questions": [DONE] * (MOST_QUESTIONS + 1)}, "nhiều nhất"),
        ({"questions": [Wanted("photo", "  ")]}, "hỏi gì"),
        ({"village_ids": []}, "ít nhất một thôn"),
    ],
)
def test_what_cannot_be_asked(world: World, change: dict[str, object], sentence: str) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    facts = {"text": "Họp dân", "due_on": dt.date(2026, 6, 1), "questions": [DONE], "village_ids": [world.village.pk]}
    with pytest.raises(DomainError, match=sentence):
        ask_villages(milestone, by=access_of(world.lan, world.an_binh), at=NOW, **{**facts, **change})  # type: ignore[arg-type]
    assert VillageAsk.objects.count() == 0


def test_only_villages_of_the_office_are_asked(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    ask = ask_villages(
        milestone, by=access_of(world.lan, world.an_binh), at=NOW, text="Họp dân", due_on=dt.date(2026, 6, 1),
        questions=[DONE], village_ids=[world.village.pk, world.binh_minh.pk, world.an_binh.pk, 10**9],
    )  # fmt: skip
    assert [each.village for each in ask.items.all()] == [world.village]


def test_the_table_counts_those_not_withdrawn(world: World) -> None:
    made, by = asked(world), access_of(world.lan, world.an_binh)
    assert [row.standing.state for row in table_of(made).rows] == [ItemState.WAITING] * 2
    answer(made, number="1250.5", colours=("red", "blue"))
    answer_west(made, number=10, done=False)
    table = table_of(made)
    assert [total.words for total in table.sums] == [
        "3 ảnh",
        "1.260,5 hộ",
        "0 câu trả lời",
        "1 thôn đã làm, 1 thôn chưa",
    ]
    assert [total.missing for total in table.sums] == [0, 0, 0, 0]
    assert {row.head for row in table.rows} == {"Ông Tư", "Bà Sáu"}
    assert table.sums[2].answered == 0, "words are optional: nobody owes them"
    withdraw_item(made.west, by=by, at=NOW, reason="Nhầm")
    table = table_of(made)
    assert (table.counted, table.replied, table.sums[1].words) == (1, 1, "1.250,5 hộ")
    add_villages(made.ask, by=by, at=NOW, village_ids=[made.west_village.pk])
    assert table_of(made).counted == 2


def test_a_village_founded_later_is_added(world: World) -> None:
    west = second_village(world)
    made, by = asked(world), access_of(world.lan, world.an_binh)
    made.west.delete()
    assert add_villages(made.ask, by=by, at=NOW, village_ids=[west.pk, world.village.pk]) == 1
    with pytest.raises(DomainError, match="chưa được giao"):
        add_villages(made.ask, by=by, at=NOW, village_ids=[west.pk])


def test_the_sums_become_a_report_with_figures_and_proof(world: World) -> None:
    measure = households(world)
    made = asked(world, PHOTO, Wanted("number", "", measure=measure))
    with pytest.raises(DomainError, match="Chưa có thôn nào trả lời"):
        gathered(world, made)
    answer(made, number=25, colours=("red", "blue"))
    stored, key = Attachment.objects.count(), uuid.uuid4()
    first = gathered(world, made, key=key)
    assert gathered(world, made, key=key) == first
    entry = first.entry
    assert (entry.kind, entry.percent, entry.by) == (EntryKind.REPORT, 60, world.lan)
    assert [(each.measure, each.value) for each in entry.figures.all()] == [(measure, 25)]
    proofs = Evidence.objects.filter(milestone=made.milestone)
    assert proofs.count() == 2
    assert Attachment.objects.count() == stored, "the files are linked, not stored again"
    assert "Ông Tư" in proofs[0].note
    assert made.fresh(made.east).taken_at == NOW
    assert (first.answered, first.asked, first.photos) == (1, 2, 2)
    with pytest.raises(DomainError, match="đã được đưa vào"):
        gathered(world, made)

    # only what came since is added to the figures; the first photos are not proved twice
    answer_west(made, number=10, colours=("green", "red"))
    second = gathered(world, made)
    assert [each.value for each in second.entry.figures.all()] == [10]
    assert second.photos == 1
    assert sum(each.value for each in Figure.objects.counted()) == 35


def test_a_number_corrected_downwards_makes_the_figure_smaller(world: World) -> None:
    measure = households(world)
    made, by = asked(world, Wanted("number", "Số hộ", measure=measure)), access_of(world.lan, world.an_binh)
    answer(made, number=25)
    gathered(world, made)
    return_answer(made.east, by=by, at=NOW, seen=1, reason="Đếm lại")
    answer(made, number=20)
    gathered(world, made)
    assert [each.value for each in Figure.objects.counted()] == [20]
    answer_west(made, number=4)
    gathered(world, made)
    assert sum(each.value for each in Figure.objects.counted()) == 24


@pytest.mark.parametrize(("kind", "value"), [(MeasureKind.LATEST, 35), (MeasureKind.RATE, Decimal("18"))])
def test_a_state_is_said_whole_and_a_rate_is_a_mean(world: World, kind: MeasureKind, value: object) -> None:
    made = asked(world, Wanted("number", "", measure=households(world, kind)))
    answer(made, number=25)
    gathered(world, made)
    answer_west(made, number=10)
    last = gathered(world, made)
    assert [each.value for each in last.entry.figures.all()] == [value]


def test_continuous_work_is_noted(world: World) -> None:
    made = asked(world, NUMBER, deadline="Thường xuyên")
    answer(made, number=3)
    assert gathered(world, made).entry.kind == EntryKind.NOTE
    answer_west(made, number=4)
    assert gathered(world, made).entry.kind == EntryKind.NOTE, "the period is noted, and noted again"


def test_somebody_reported_in_between(world: World) -> None:
    made = asked(world, NUMBER)
    answer(made, number=3)
    with pytest.raises(EditConflict):
        gather(made.ask, by=access_of(world.lan, world.an_binh), at=NOW, seen=99, percent=5, result="x")
    assert (WorkEntry.objects.count(), VillageGathering.objects.count(), made.fresh(made.east).taken_at) == (0, 0, None)


def test_reading_the_table_takes_the_same_queries_for_many_villages(
    world: World, django_assert_max_num_queries: object
) -> None:
    made = asked(world)
    answer(made)
    answer_west(made)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        table_of(made)


def counted() -> Decimal:
    return sum((each.value or Decimal(0) for each in Figure.objects.counted()), Decimal(0))


def test_what_a_withdrawn_village_said_is_taken_out_of_the_figures(world: World) -> None:
    made = asked(world, Wanted("number", "Số hộ", measure=households(world)))
    answer(made, number=30)
    answer_west(made, number=10)
    gathered(world, made)
    assert counted() == 40
    withdraw_item(made.fresh(made.west), by=access_of(world.lan, world.an_binh), at=NOW, reason="Nhầm thôn")
    assert table_of(made).ungathered == 1
    gathered(world, made)
    assert counted() == 30
    assert table_of(made).ungathered == 0
    withdraw_item(made.fresh(made.east), by=access_of(world.lan, world.an_binh), at=NOW, reason="Nhầm việc")
    gathered(world, made)
    assert counted() == 0


def test_a_measure_retired_since_the_ask_is_still_gathered(world: World) -> None:
    measure = households(world)
    made = asked(world, Wanted("number", "Số hộ", measure=measure))
    answer(made, number=30)
    Measure.objects.filter(pk=measure.pk).update(valid_until=NOW.date())
    later = NOW + dt.timedelta(days=5)
    version = Milestone.objects.get(pk=made.milestone.pk).version
    gather(made.ask, by=access_of(world.lan, world.an_binh), at=later, seen=version, percent=60, result="Đã họp")
    assert counted() == 30


def test_a_number_that_cannot_be_is_named_with_its_village(world: World) -> None:
    made = asked(world, Wanted("number", "Số hộ", measure=households(world)))
    answer(made, number=30)
    answer_west(made, number=10)
    VillageValue.objects.filter(answer__item=made.west).update(number=99_999_999_999)
    with pytest.raises(DomainError, match=r"[Tt]hôn Tây trả lời “Số hộ”: 99\.999\.999\.999, quá lớn"):
        gathered(world, made)


def test_the_same_asking_twice_is_one_ask(world: World) -> None:
    milestone, key = milestones_of(issued_with(world, "Quý II"))[0], uuid.uuid4()
    first, second = (
        ask_villages(
            milestone, by=access_of(world.lan, world.an_binh), at=NOW, text="Họp dân", due_on=dt.date(2026, 6, 20),
            questions=(NUMBER,), village_ids=[world.village.pk], key=key,
        )
        for _ in range(2)
    )  # fmt: skip
    assert first == second
