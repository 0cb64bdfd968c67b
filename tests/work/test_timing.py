"""How a milestone stands on a day, as a table; and that the database says the same."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.work.work_world import issued_with, tasks_of
from tests.world import World
from work.enums import MilestoneKind
from work.models import Milestone, standing_is
from work.timing import NOTE_DAYS, SOON_DAYS, Facts, Standing, standing_of, timeliness

TODAY = dt.date(2026, 5, 11)


def day(offset: int) -> dt.date:
    return TODAY + dt.timedelta(days=offset)


@pytest.mark.parametrize(
    ("facts", "standing", "days", "words", "tone"),
    [
        (Facts(day(-4)), "late", -4, "Quá hạn 4 ngày · hạn 07/5/2026", "late"),
        (Facts(day(-1), label="quý II/2026"), "late", -1, "Quá hạn 1 ngày · hạn 10/5/2026", "late"),
        (Facts(day(0)), "soon", 0, "Đến hạn hôm nay · hạn 11/5/2026", "warn"),
        (Facts(day(3), label="quý II/2026"), "soon", 3, "Còn 3 ngày · hạn 14/5/2026", "warn"),
        (Facts(day(7)), "soon", 7, "Còn 7 ngày · hạn 18/5/2026", "warn"),
        (Facts(day(8)), "doing", 8, "Còn 8 ngày · hạn 19/5/2026", "brand"),
        (Facts(day(50), start=day(0), label="quý II/2026"), "doing", 50, "Còn 50 ngày · hạn 30/6/2026", "brand"),
        (Facts(day(50), start=day(1)), "coming", 50, "Còn 50 ngày · hạn 30/6/2026", "idle"),
        (Facts(day(5), start=day(1)), "soon", 5, "Còn 5 ngày · hạn 16/5/2026", "warn"),
        (Facts(day(50), day(-40), continuous=True, label="quý II/2026"), "continuous", 50, "Kỳ này đến 30/6/2026",
         "brand"),
        (Facts(day(-10), day(-90), continuous=True, label="quý I/2026"), "continuous", -10, "Chờ ghi nhận quý I/2026",
         "warn"),
        (Facts(day(-16), day(-90), continuous=True, label="quý I/2026"), "past", -16, "Không ghi nhận quý I/2026",
         "idle"),
        (Facts(day(50), day(1), continuous=True), "coming", 50, "Còn 50 ngày · hạn 30/6/2026", "idle"),
        (Facts(day(2), completed_on=day(-1)), "done", 0, "Hoàn thành 10/5/2026", "ok"),
        (Facts(day(-1), completed_on=day(-1)), "done", 0, "Hoàn thành 10/5/2026", "ok"),
        (Facts(day(-4), completed_on=day(-1)), "done", 3, "Hoàn thành 10/5/2026, chậm 3 ngày", "warn"),
        (Facts(day(-4), None, day(0), True, "quý I/2026"), "done", 0, "Đã ghi nhận quý I/2026", "ok"),
    ],
)  # fmt: skip
def test_standing_words_and_tone(facts: Facts, standing: str, days: int, words: str, tone: str) -> None:
    found = timeliness(facts, TODAY)
    assert (found.standing, found.days, found.words, found.tone) == (standing, days, words, tone)


offsets = st.integers(-400, 400).map(day)


@given(st.builds(Facts, due_on=offsets, start=st.none() | offsets, completed_on=st.none() | offsets,
                 continuous=st.booleans()))  # fmt: skip
def test_continuous_work_is_never_late_and_every_milestone_stands_somewhere(facts: Facts) -> None:
    found = timeliness(facts, TODAY)
    assert found.standing in Standing
    assert found.words
    if facts.continuous:
        assert found.tone != "late"


def test_the_database_sorts_every_milestone_as_python_does(world: World) -> None:
    plan = issued_with(world, "Kịp thời")
    task = tasks_of(plan)[0]
    edges = [-400, -NOTE_DAYS - 1, -NOTE_DAYS, -1, 0, 1, SOON_DAYS, SOON_DAYS + 1, 200]
    rows = [
        Milestone(
            organisation=plan.organisation, plan=plan, task=task, kind=kind, label=str(number), due_on=day(due),
            original_due_on=day(due), start=None if start is None else min(day(start), day(due)),
            completed_on=day(done) if done is not None else None,
        )
        for number, (kind, due, start, done) in enumerate(
            product((MilestoneKind.DUE, MilestoneKind.CHECKPOINT), edges, (None, -30, 0, 1, 5, 90), (None, -3))
        )
    ]  # fmt: skip
    Milestone.objects.bulk_create(rows)
    order = list(Standing)
    ranked = {each.pk: order[each.rank] for each in Milestone.objects.with_standing(TODAY)}
    assert len(ranked) == len(rows)
    for each in Milestone.objects.all():
        assert ranked[each.pk] == standing_of(each.facts, TODAY), each.facts
    counts = [Milestone.objects.filter(standing_is(each, TODAY)).count() for each in Standing]
    assert sum(counts) == len(rows)
    assert min(counts) > 0
