"""The clock of the office over New Year and over Tết: where terms end, what is late in January, what the night adds."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.work.work_world import NOW, days_of, issued_with, milestones_of, tasks_of
from tests.world import World, access_of
from work.domain.days import record_event
from work.domain.milestones import extend_plans, recount_plans
from work.models import Milestone
from work.timing import Standing


def d(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


@pytest.mark.parametrize(
    ("words", "issued_on", "due"),
    [
        # Thursday 01/01/2026 is off; the first day is not counted
        ("02 ngày làm việc kể từ ngày ban hành Kế hoạch", "30/12/2025", "02/01/2026"),
        # the eve of Tết, the four days after it, and the weekend
        ("01 ngày làm việc kể từ ngày ban hành Kế hoạch", "13/02/2026", "23/02/2026"),
        ("05 ngày làm việc kể từ ngày ban hành Kế hoạch", "12/02/2026", "26/02/2026"),
        # a term in plain days that ends within Tết ends on the next working day
        ("10 ngày kể từ ngày ban hành Kế hoạch", "06/02/2026", "23/02/2026"),
        ("02 tuần kể từ ngày ban hành Kế hoạch", "04/02/2026", "23/02/2026"),
        # years later, too: Tết of 2029 and the weekend after it
        ("36 tháng kể từ ngày ban hành Kế hoạch", "13/02/2026", "19/02/2029"),
        # a day that is written stays where it is written, day off or not
        ("trước ngày 18/02/2026", "05/01/2026", "17/02/2026"),
    ],
)
def test_terms_over_new_year_and_tet(world: World, words: str, issued_on: str, due: str) -> None:
    assert days_of(issued_with(world, words, on=d(issued_on))) == [d(due)]


def test_an_event_long_ago_or_far_off_is_counted_with_the_days_off_of_its_years(world: World) -> None:
    """Received on Tuesday 13/02/2024, within the Tết of that year: 30 months end on Thursday 13/8/2026."""
    plan = issued_with(world, "30 tháng kể từ khi nhận được văn bản", "60 tháng kể từ khi nhận được văn bản")
    by = access_of(world.lan, world.an_binh)
    first, second = tasks_of(plan)
    assert record_event(first, by=by, happened_on=d("13/02/2024"), at=NOW).due_on == d("13/08/2026")
    assert record_event(second, by=by, happened_on=d("13/02/2024"), at=NOW).due_on == d("19/02/2029")
    assert recount_plans(today=d("02/03/2026"), at=NOW) == 0


def test_what_december_owed_is_late_in_january(world: World) -> None:
    plan = issued_with(world, "trước ngày 31/12/2026", "Thường xuyên", "hằng quý")
    eve, new_year, after = d("30/12/2026"), d("31/12/2026"), d("04/01/2027")
    due, _, quarter = (milestones_of(plan, number) for number in (1, 2, 3))
    assert [each.due_on for each in due] == [eve]
    late = Milestone.objects.live().filter(due_on__gte=eve)
    assert not late.standing(Standing.LATE, eve).exists()
    assert {each.task_id for each in late.standing(Standing.LATE, new_year)} == {due[0].task_id}
    assert {each.task_id for each in late.standing(Standing.LATE, after)} == {due[0].task_id, quarter[0].task_id}
    assert due[0].timeliness(after).words == "Quá hạn 5 ngày · hạn 30/12/2026"


def test_the_nights_around_new_year_add_the_periods_of_the_next_year_once(world: World) -> None:
    plan = issued_with(world, "hằng tháng", "Thường xuyên")
    for night in ("30/12/2026", "31/12/2026", "01/01/2027", "02/01/2027"):
        extend_plans(today=d(night))
    assert extend_plans(today=d("02/01/2027")) == 0
    assert [day for day in days_of(plan) if day.year == 2027] == [
        d(text)
        for text in (
            "31/01/2027", "28/02/2027", "31/03/2027", "30/04/2027", "31/05/2027", "30/06/2027", "31/07/2027",
            "31/08/2027", "30/09/2027", "31/10/2027", "30/11/2027", "31/12/2027",
        )
    ]  # fmt: skip
    assert [each.label for each in milestones_of(plan, 2) if each.due_on.year == 2027] == [
        "quý I/2027", "quý II/2027", "quý III/2027", "quý IV/2027",
    ]  # fmt: skip
