"""Stages of reminders as tables, over New Year and Tết, and as properties."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.workdays import WorkCalendar
from reference.calendar_vn import DayKind, calendar_of
from work.reminder_stages import AFTER, BEFORE, HELP, MONTH, Audience, Morning, morning_of, stages_of
from work.timing import Facts

pytestmark = pytest.mark.one_database
DOER, HELPER, LEADER, SUPERIOR = Audience.DOER, Audience.HELPER, Audience.LEADER, Audience.SUPERIOR
DUE = dt.date(2026, 6, 17)  # a Wednesday
VIETNAM = calendar_of(range(2025, 2029))


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


def alone(today: dt.date) -> Morning:
    """A morning that speaks for itself only, as in the middle of a week."""
    return Morning(today, today)


def doer_on(due: str, today: str, calendar: WorkCalendar = VIETNAM) -> int | None:
    morning = morning_of(day(today), calendar)
    assert morning is not None
    return stages_of(Facts(day(due)), morning).get(DOER)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (30, {}),
        (8, {}),
        (7, {DOER: -7}),
        (6, {DOER: -7}),
        (4, {DOER: -7}),
        (3, {DOER: -3, HELPER: -3}),
        (2, {DOER: -3, HELPER: -3}),
        (1, {DOER: -1, HELPER: -3}),
        (0, {DOER: 0, HELPER: 0}),
        (-1, {DOER: 1, HELPER: 0, LEADER: 1}),
        (-6, {DOER: 1, HELPER: 0, LEADER: 1}),
        (-7, {DOER: 7, LEADER: 7}),
        (-29, {DOER: 7, LEADER: 7}),
        (-30, {DOER: 30, LEADER: 30, SUPERIOR: 30}),
        (-59, {DOER: 30, LEADER: 30, SUPERIOR: 30}),
        (-60, {DOER: 60, LEADER: 60, SUPERIOR: 60}),
        (-365, {DOER: 360, LEADER: 360, SUPERIOR: 360}),
    ],
)
def test_the_latest_stage_passed(left: int, expected: dict[Audience, int]) -> None:
    assert stages_of(Facts(DUE), alone(DUE - dt.timedelta(days=left))) == expected


def test_what_is_done_is_not_spoken_of() -> None:
    assert stages_of(Facts(DUE, completed_on=DUE), alone(DUE)) == {}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("31/12/2025", None),  # the period has not begun
        ("23/3/2026", None),  # eight days before its end
        ("24/3/2026", -7),
        ("31/3/2026", -7),
        ("01/4/2026", 1),  # ended, can be noted for half a month
        ("15/4/2026", 1),
        ("16/4/2026", None),
        ("30/9/2026", None),
    ],
)
def test_continuous_work_is_asked_twice_and_never_told_to_a_leader(today: str, expected: int | None) -> None:
    facts = Facts(day("31/3/2026"), start=day("01/01/2026"), continuous=True, label="quý I/2026")
    found = stages_of(facts, alone(day(today)))
    assert found == ({} if expected is None else {DOER: expected})


def test_a_period_of_continuous_work_that_begins_tomorrow_is_quiet() -> None:
    facts = Facts(day("07/4/2026"), start=day("02/4/2026"), continuous=True)
    assert stages_of(facts, alone(day("01/4/2026"))) == {}


@pytest.mark.parametrize(
    ("known", "today", "expected"),
    [
        ("15/6/2026", "15/6/2026", {DOER: -3, HELPER: -3}),  # two days before: what fits, not a week's warning
        ("16/6/2026", "16/6/2026", {DOER: -1, HELPER: -3}),  # set for tomorrow
        ("20/7/2026", "20/7/2026", {DOER: 30}),  # an old plan entered: those who do it learn how it stands
        ("20/7/2026", "15/8/2026", {DOER: 30}),
        ("20/7/2026", "16/8/2026", {DOER: 60, LEADER: 60, SUPERIOR: 60}),  # the first step it lived to see
        ("17/7/2026", "17/7/2026", {DOER: 30, LEADER: 30, SUPERIOR: 30}),
    ],
)
def test_no_leader_is_told_of_a_stage_before_it_was_in_the_portal(
    known: str, today: str, expected: dict[Audience, int]
) -> None:
    assert stages_of(Facts(DUE), alone(day(today)), known_on=day(known)) == expected


@pytest.mark.parametrize(
    ("due", "today", "expected"),
    [
        # An ordinary weekend: on Friday what Saturday and Sunday would bring.
        ("20/6/2026", "19/6/2026", 0),  # due on Saturday
        ("21/6/2026", "19/6/2026", 0),  # due on Sunday
        ("21/6/2026", "18/6/2026", -3),
        ("22/6/2026", "19/6/2026", -1),  # due on Monday, told on Friday
        ("22/6/2026", "22/6/2026", 0),
        ("24/6/2026", "19/6/2026", -3),
        ("28/6/2026", "19/6/2026", -7),
        ("29/6/2026", "19/6/2026", None),
        ("19/6/2026", "22/6/2026", 1),  # lateness is told when it is there, not before
        ("15/6/2026", "19/6/2026", 1),  # 7 days late on Monday, not told on Friday
        # New Year 2027: Friday 01/01 is off, so that Thursday speaks for four days and two years.
        ("31/12/2026", "31/12/2026", 0),
        ("01/01/2027", "31/12/2026", 0),
        ("03/01/2027", "31/12/2026", 0),
        ("04/01/2027", "31/12/2026", -1),
        ("06/01/2027", "31/12/2026", -3),
        ("10/01/2027", "31/12/2026", -7),
        ("11/01/2027", "31/12/2026", None),
        ("04/01/2027", "04/01/2027", 0),
        ("31/12/2026", "04/01/2027", 1),
        ("30/12/2026", "31/12/2026", 1),
        ("28/12/2026", "04/01/2027", 7),
        # Tết Bính Ngọ: 14/02 to 22/02/2026.
        ("17/02/2026", "13/02/2026", 0),
        ("22/02/2026", "13/02/2026", 0),
        ("23/02/2026", "13/02/2026", -1),
        ("25/02/2026", "13/02/2026", -3),
        ("28/02/2026", "13/02/2026", -7),
        ("01/3/2026", "13/02/2026", -7),
        ("02/3/2026", "13/02/2026", None),
        ("17/02/2026", "12/02/2026", -7),
        ("17/02/2026", "23/02/2026", 1),
        ("13/02/2026", "23/02/2026", 7),
        ("20/01/2026", "13/02/2026", 7),  # thirty days late within Tết: told after it
        ("20/01/2026", "23/02/2026", 30),
    ],
)
def test_days_off(due: str, today: str, expected: int | None) -> None:
    assert doer_on(due, today) == expected


@pytest.mark.parametrize("off", ["20/6/2026", "21/6/2026", "01/01/2026", "17/02/2026", "30/4/2026", "02/9/2026"])
def test_on_a_day_off_nobody_is_written_to(off: str) -> None:
    assert morning_of(day(off), VIETNAM) is None


def test_a_swap_day_makes_a_saturday_a_morning_and_a_friday_none() -> None:
    swapped = calendar_of([2026], [(day("20/6/2026"), DayKind.WORK), (day("26/6/2026"), DayKind.OFF)])
    assert doer_on("20/6/2026", "19/6/2026", swapped) == -1
    assert doer_on("20/6/2026", "20/6/2026", swapped) == 0
    assert doer_on("27/6/2026", "25/6/2026", swapped) == 0, "Thursday speaks for the long weekend"
    assert morning_of(day("26/6/2026"), swapped) is None


# ------------------------------------------------------------------ properties

days = st.dates(dt.date(2025, 11, 1), dt.date(2027, 6, 30))
facts = st.builds(
    lambda due, length, continuous: Facts(due, due - dt.timedelta(days=length), None, continuous),
    days, st.integers(0, 90), st.booleans(),
)  # fmt: skip


def mornings(first: dt.date, count: int) -> list[Morning]:
    every = (first + dt.timedelta(days=number) for number in range(count))
    return [found for each in every if (found := morning_of(each, VIETNAM)) is not None]


@given(facts, days)
def test_stages_never_go_back(known: Facts, first: dt.date) -> None:
    """However many mornings are missed: a later one never speaks of an earlier stage, for anybody."""
    passed: dict[Audience, int] = {}
    for morning in mornings(first, 80):
        for audience, stage in stages_of(known, morning).items():
            assert stage >= passed.get(audience, -99)
            passed[audience] = stage


@given(facts)
def test_nothing_falls_due_unannounced(known: Facts) -> None:
    """Before the day, on a working day not after it, those who do it were told, days off or not."""
    told = [stages_of(known, each).get(DOER) for each in mornings(known.due_on - dt.timedelta(days=30), 31)]
    if known.continuous:
        assert set(told) <= {None, -7}
    else:
        assert told[-1] == 0
        assert all(stage is None or stage <= 0 for stage in told)


@given(facts, days)
def test_each_stage_is_one_of_the_ladder_and_lateness_is_never_told_early(known: Facts, today: dt.date) -> None:
    morning = morning_of(today, VIETNAM)
    for audience, stage in (stages_of(known, morning) if morning else {}).items():
        assert stage in (*BEFORE, *AFTER) or (stage >= MONTH and stage % MONTH == 0)
        assert stage <= max((today - known.due_on).days, 0)
        assert audience is not HELPER or stage in HELP
        assert audience is not LEADER or stage >= 1
        assert audience is not SUPERIOR or stage >= MONTH
        assert not known.continuous or audience is DOER
