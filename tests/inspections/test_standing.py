"""How a finding stands: the pure words and the same as a condition of the database."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from inspections.enums import FindingKind
from inspections.models import Finding
from inspections.queries.lists import inspections_here, state_of
from inspections.standing import Facts, FindingState, InspectionState, inspection_state, judged
from inspections.standing import state_of as judge
from tests.inspections.inspections_world import fresh, leader_of, planned, shortcoming
from tests.work.work_world import TODAY, issued_with
from tests.world import World
from work.models import Milestone

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "state", "words"),
    [
        (Facts(asks=False), "noted", "Ưu điểm"),
        (Facts(True, TODAY - DAY, True, None, TODAY), "closed", "Đã khắc phục 11/5/2026"),
        (Facts(True, TODAY - DAY, True, TODAY), "waiting", "Báo xong 11/5/2026, chờ kiểm tra lại"),
        (Facts(True, TODAY - DAY, True), "late", "Quá hạn 1 ngày · hạn 10/5/2026"),
        (Facts(True, TODAY - DAY, False), "late", "Quá hạn 1 ngày · hạn 10/5/2026"),
        (Facts(True, TODAY, True), "mending", "Đang khắc phục · hạn 11/5/2026"),
        (Facts(True, TODAY, False), "not_given", "Chưa giao việc · hạn 11/5/2026"),
        (Facts(True), "undated", "Chưa định hạn"),
    ],
)
def test_the_words_of_a_finding(facts: Facts, state: str, words: str) -> None:
    told = judged(facts, TODAY)
    assert (told.state, told.words) == (state, words)


def test_the_database_says_the_same(world: World) -> None:
    finding = shortcoming(world, issued_with(world, "Quý II"))
    milestone = finding.milestone_id
    for kind, due, given, done, closed in itertools.product(
        (FindingKind.GOOD, FindingKind.PROPOSAL), (None, TODAY - DAY, TODAY, TODAY + DAY), (False, True),
        (None, TODAY), (None, TODAY),
    ):  # fmt: skip
        good = kind == FindingKind.GOOD
        if (good and (due or closed)) or (given and due is None) or (done and not given):
            continue
        Finding.objects.filter(pk=finding.pk).update(
            kind=kind, due_on=due, milestone=milestone if given else None, closed_on=closed
        )
        Milestone.objects.filter(pk=milestone).update(due_on=due or TODAY, completed_on=done)
        state = judge(Facts(not good, due, given, done, closed), TODAY)
        assert fresh(finding).judged(TODAY).state is state
        assert [each for each in FindingState if Finding.objects.in_state(each, TODAY).exists()] == [state]


def test_an_inspection_stands_in_exactly_one_state(world: World) -> None:
    by = leader_of(world)
    inspection = planned(world)
    other = planned(world, when_text="Quý I")
    assert state_of(inspection, TODAY) is InspectionState.PLANNED
    assert state_of(other, TODAY) is InspectionState.OVERDUE
    for each in InspectionState:
        keys = set(inspections_here(by, TODAY, state=each).values_list("pk", flat=True))
        assert keys == {row.pk for row in (inspection, other) if state_of(row, TODAY) is each}
    days = {"planned_until": None, "held_on": TODAY, "concluded_on": None, "cancelled_on": None}
    assert inspection_state(**days, today=TODAY) is InspectionState.HELD
    assert inspection_state(**days | {"concluded_on": TODAY}, today=TODAY) is InspectionState.CONCLUDED
    assert inspection_state(**days | {"held_on": None, "cancelled_on": TODAY}, today=TODAY) is InspectionState.CANCELLED
