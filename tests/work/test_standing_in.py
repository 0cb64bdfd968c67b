"""Who stands in for a colleague on leave: what may be done, what the list shows, under which name it is kept."""

from __future__ import annotations

import datetime as dt

import pytest

from core.exceptions import NotAllowed
from organisations.access import Access
from organisations.domain.absences import enter_absence
from plans.models import PlanTask
from tests.work.work_world import NOW, issued_with, milestones_of
from tests.world import TODAY, World, access_of
from work.domain import doing
from work.models import Milestone, WorkEntry
from work.queries.mine import Asked, late_count, my_work, waiting
from work.queries.rows import rows_of
from work.standing_in import acts_for

LAN, HUNG, NGA, MINH = 1, 2, 3, 4


@pytest.mark.parametrize(
    ("away", "actor", "holder", "person", "director", "judges", "found"),
    [
        (set(), NGA, None, LAN, None, False, None),
        ({LAN}, NGA, None, LAN, None, False, LAN),
        ({LAN}, NGA, LAN, HUNG, None, False, LAN),
        ({LAN, HUNG}, NGA, HUNG, LAN, None, False, HUNG),  # the holder first
        ({LAN}, NGA, NGA, LAN, None, False, None),  # one's own
        ({LAN}, NGA, HUNG, MINH, LAN, False, None),  # directing is not doing
        ({LAN}, NGA, None, None, LAN, True, LAN),
        ({LAN}, NGA, LAN, LAN, None, True, None),
    ],
)
def test_for_whom_one_acts(
    away: set[int], actor: int, holder: int | None, person: int | None, director: int | None, judges: bool,
    found: int | None,
) -> None:  # fmt: skip
    got = acts_for(away, actor_id=actor, holder_id=holder, person_id=person, director_id=director, judges=judges)
    assert got == found


@pytest.fixture
def lans(world: World) -> Milestone:
    """A duty of another unit, of which Lan is in charge and Hùng the director."""
    plan = issued_with(world, "Quý II", lead="Tư pháp - Hộ tịch")
    PlanTask.objects.filter(plan=plan, row__isnull=False).update(person=world.lan, director=world.hung)
    return milestones_of(plan)[0]


def lan_is_away(world: World, last: int = 5) -> None:
    enter_absence(
        user=world.lan, substitute=world.nga, first_day=TODAY, last_day=TODAY + dt.timedelta(days=last),
        by=access_of(world.lan, world.an_binh), at=NOW,
    )  # fmt: skip


def nga(world: World, day: dt.date = TODAY) -> Access:
    return access_of(world.nga, world.an_binh, day)


def report(milestone: Milestone, by: Access) -> WorkEntry:
    seen = Milestone.objects.get(pk=milestone.pk).version
    return doing.report_progress(milestone, by=by, seen=seen, at=NOW, percent=40, result="Đã soạn")


def test_the_substitute_reports_under_the_own_name_with_whose_work_it_is(world: World, lans: Milestone) -> None:
    with pytest.raises(NotAllowed):
        report(lans, nga(world))
    lan_is_away(world)
    entry = report(lans, nga(world))
    assert (entry.by_name, entry.instead_of_name) == ("Đỗ Thúy Nga", "Nguyễn Thị Lan")
    own = report(lans, access_of(world.lan, world.an_binh))  # who is on leave may still work
    assert (own.by_name, own.instead_of_name) == ("Nguyễn Thị Lan", "")
    with pytest.raises(NotAllowed):
        report(lans, nga(world, TODAY + dt.timedelta(days=6)))


def test_the_list_of_the_substitute_shows_the_duties_and_whose_they_are(world: World, lans: Milestone) -> None:
    assert my_work(nga(world), Asked(), TODAY).items == []
    lan_is_away(world)
    items = my_work(nga(world), Asked(), TODAY).items
    assert [item.id for item in items] == [lans.pk]
    row = rows_of([lans.pk], nga(world), TODAY)[0]
    assert (row.instead_of, row.may_update) == ("Nguyễn Thị Lan", True)
    assert rows_of([lans.pk], access_of(world.lan, world.an_binh), TODAY)[0].instead_of == ""
    assert late_count(nga(world), lans.due_on + dt.timedelta(days=1)) == 1
    after = nga(world, TODAY + dt.timedelta(days=6))
    assert my_work(after, Asked(), TODAY).items == []


def test_what_a_colleague_holds_comes_too(world: World, lans: Milestone) -> None:
    PlanTask.objects.filter(pk=lans.task_id).update(person=None)
    Milestone.objects.filter(pk=lans.pk).update(holder=world.lan)
    lan_is_away(world)
    assert [item.id for item in my_work(nga(world), Asked(), TODAY).items] == [lans.pk]
    assert report(lans, nga(world)).instead_of_name == "Nguyễn Thị Lan"


def test_who_stands_in_for_a_director_accepts_results(world: World, lans: Milestone) -> None:
    enter_absence(
        user=world.hung, substitute=world.nga, first_day=TODAY, last_day=TODAY,
        by=access_of(world.hung, world.an_binh), at=NOW,
    )  # fmt: skip
    Milestone.objects.filter(pk=lans.pk).update(completed_on=TODAY, percent=100)
    assert [each.pk for each in waiting(nga(world))] == [lans.pk]
    entry = doing.approve_result(lans, by=nga(world), seen=1, at=NOW)
    assert entry.instead_of_name == "Lê Quốc Hùng"


def test_standing_in_is_asked_once_and_ends_at_the_office_border(
    world: World, lans: Milestone, django_assert_num_queries: object
) -> None:
    lan_is_away(world)
    access = nga(world)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert access.stands_in_for == access.stands_in_for == {world.lan.pk}
    assert access_of(world.oanh, world.binh_minh).stands_in_for == frozenset()
