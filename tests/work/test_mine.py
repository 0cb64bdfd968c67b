"""Whose work is whose, how it is grouped and counted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from organisations.access import Access
from plans.models import AssignmentBlock, PlanTask, TaskUnit
from tests.work.work_world import NOW, TODAY, issued_with, milestones_of, tasks_of
from tests.world import World, access_of, sign_in
from work.domain import doing
from work.models import Milestone
from work.queries.holding import loads_of_units
from work.queries.lists import Filters, office_work
from work.queries.mine import GROUPS, Asked, Part, late_count, my_work, waiting

OFFICE, CULTURE, JUSTICE = "Văn phòng - Thống kê", "Văn hóa - Xã hội", "Tư pháp - Hộ tịch"


def here(world: World, who: str) -> Access:
    return access_of(getattr(world, who), world.an_binh)


def ids(access: Access, part: str = "", **asked: int) -> set[int]:
    return {item.id for item in my_work(access, Asked(part, **asked), TODAY).items}


def one(world: World, lead: str = OFFICE, coordinating: str = CULTURE, number: str = "97") -> Milestone:
    return milestones_of(issued_with(world, "Quý II", lead=lead, coordinating=coordinating, number=number))[0]


def give(milestone: Milestone, **people: User | None) -> None:
    PlanTask.objects.filter(pk=milestone.task_id).update(**people)


def test_work_of_the_unit_is_everybodys_until_somebody_answers_for_it(world: World) -> None:
    milestone = one(world)
    for who in ("lan", "hung", "hanh"):
        assert ids(here(world, who), Part.LEAD) == {milestone.pk}
    give(milestone, person=world.hanh)
    assert ids(here(world, "hanh")) == {milestone.pk}
    assert ids(here(world, "hung")) == {milestone.pk}  # the head of the unit sees all of it
    assert ids(here(world, "lan")) == set()


def test_what_a_colleague_took_over_is_the_colleagues(world: World) -> None:
    milestone = one(world)
    doing.accept_work(milestone, by=here(world, "hanh"), seen=1, at=NOW)
    assert ids(here(world, "hanh")) == {milestone.pk}
    assert ids(here(world, "lan")) == set()
    assert ids(here(world, "hung")) == {milestone.pk}


def test_the_person_in_charge_has_it_whatever_the_unit(world: World) -> None:
    milestone = one(world, lead=JUSTICE)
    give(milestone, person=world.nga)
    assert ids(here(world, "nga"), Part.LEAD) == {milestone.pk}


def test_coordinating_units_have_it_until_they_confirm(world: World) -> None:
    milestone = one(world, lead=JUSTICE, coordinating=OFFICE)
    lan = here(world, "lan")
    assert (ids(lan, Part.HELP), ids(lan, Part.LEAD)) == ({milestone.pk}, set())
    doing.confirm_part(milestone, by=lan, at=NOW)
    assert ids(lan) == set()
    assert ids(here(world, "hung")) == set()  # the unit has said it


def test_the_leader_above_it_has_it(world: World) -> None:
    milestone = one(world, lead=JUSTICE)
    give(milestone, director=world.minh)
    assert ids(here(world, "minh"), Part.DIRECT) == {milestone.pk}
    assert ids(here(world, "minh"), Part.LEAD) == set()


def test_nothing_is_anybodys_elsewhere(world: World) -> None:
    give(one(world), person=world.oanh)
    assert ids(access_of(world.oanh, world.binh_minh)) == set()
    assert ids(Access.none()) == set()
    assert ids(Access.system(world.an_binh)) == set()
    assert ids(here(world, "an")) == set()


def test_one_line_for_a_duty_however_many_ways_it_is_ones_own(world: World) -> None:
    milestone = one(world, coordinating=OFFICE)
    give(milestone, person=world.hung, director=world.hung)
    assert [item.id for item in my_work(here(world, "hung"), Asked(), TODAY).items] == [milestone.pk]


def test_groups_counts_and_order(world: World) -> None:
    plan = issued_with(world, "trước ngày 20/4", "trước ngày 16/5", "Quý II", "Thường xuyên", "Quý IV", "trước 08/5")
    done = milestones_of(plan, 3)[0]
    Milestone.objects.filter(pk=done.pk).update(completed_on=TODAY)
    work = my_work(here(world, "lan"), Asked(), TODAY)
    assert work.counts == {
        "qua-han": 2, "den-han": 1, "dang-lam": 0, "thuong-xuyen": 1, "sap-toi": 5, "hoan-thanh": 1,
    }  # fmt: skip
    shown = [item.due_on for item in work.in_group("")]
    assert shown == [dt.date(2026, 4, 19), dt.date(2026, 5, 7), dt.date(2026, 5, 15), dt.date(2026, 6, 30)]
    for group, number in work.counts.items():
        assert len(work.in_group(group)) == number
    assert set(work.counts) == set(GROUPS)


def test_what_is_done_stands_the_latest_first(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II", "Quý II")
    days = [dt.date(2026, 4, 20), dt.date(2026, 5, 4), dt.date(2026, 4, 28)]
    for number, day in enumerate(days, 1):
        Milestone.objects.filter(pk=milestones_of(plan, number)[0].pk).update(completed_on=day)
    shown = my_work(here(world, "lan"), Asked(), TODAY).in_group("hoan-thanh")
    assert [item.completed_on for item in shown] == sorted(days, reverse=True)


def test_the_late_periods_of_one_duty_are_one_line(world: World) -> None:
    issued_with(world, "hằng tuần", "trước ngày 20/4")
    lan = here(world, "lan")
    late = my_work(lan, Asked(), TODAY).in_group("qua-han")
    assert [item.due_on for item in late] == [dt.date(2026, 4, 19), dt.date(2026, 5, 8)]
    assert late_count(lan, TODAY) == 2
    page = sign_in(world.lan).get(reverse("work:mine", kwargs={"org": "an-binh"})).content.decode()
    assert "Quá hạn" in page


def test_filters_narrow_by_part_plan_and_year(world: World) -> None:
    first, second = one(world), one(world, lead=JUSTICE, coordinating=OFFICE, number="98")
    lan = here(world, "lan")
    assert ids(lan) == {first.pk, second.pk}
    assert ids(lan, "chu-tri") == {first.pk}
    assert ids(lan, "phoi-hop") == {second.pk}
    assert ids(lan, plan=second.plan_id) == {second.pk}
    assert ids(lan, year=2026) == {first.pk, second.pk}
    assert ids(lan, year=2027) == set()
    assert ids(lan, "khong-co") == {first.pk, second.pk}


def test_the_words_of_an_assignment_block_count_for_its_tasks(world: World) -> None:
    milestone = one(world, lead=JUSTICE, coordinating="")
    task = PlanTask.objects.get(pk=milestone.task_id)
    block = AssignmentBlock.objects.create(plan=task.plan, lead_text=OFFICE)
    TaskUnit.objects.create(plan=task.plan, assignment=block, role="lead", name=OFFICE, kind="unit", unit=world.office)
    PlanTask.objects.filter(pk=task.pk).update(assignment=block)
    assert ids(here(world, "lan")) == set()  # its own words stand above those of the block
    PlanTask.objects.filter(pk=task.pk).update(lead_text="")
    task.parties.all().delete()
    assert ids(here(world, "lan"), Part.LEAD) == {milestone.pk}
    office = office_work(here(world, "minh"), Filters(unit=world.office.pk), TODAY)
    assert [each.pk for each in office] == [milestone.pk]
    assert [load.name for load in loads_of_units(here(world, "minh"), TODAY)] == [OFFICE]


def test_results_wait_for_the_leader_and_for_whoever_directs(world: World) -> None:
    first, second = one(world), one(world, number="98")
    give(second, director=world.hung)
    for each in (first, second):
        Milestone.objects.filter(pk=each.pk).update(completed_on=TODAY)
    assert set(waiting(here(world, "minh"))) == {first, second}
    assert set(waiting(here(world, "hung"))) == {second}
    assert not waiting(here(world, "lan")).exists()
    Milestone.objects.filter(pk=first.pk).update(accepted_on=TODAY)
    assert set(waiting(here(world, "minh"))) == {second}


def test_the_menu_counts_what_is_late_and_hides_it_from_above(world: World) -> None:
    issued_with(world, "trước ngày 20/4", "Quý IV")
    home = reverse("dashboard:organisation-home", kwargs={"org": "an-binh"})
    for who, shown in (("lan", True), ("minh", False), ("thao", False)):
        page = sign_in(getattr(world, who)).get(home).content.decode()
        assert ("việc quá hạn" in page) is shown, who
        assert ("Việc của tôi" in page) is (who != "thao"), who


# ------------------------------------------------------------------ the page


def mine_page(world: World, who: str = "lan", query: str = "") -> str:
    answer = sign_in(getattr(world, who)).get(reverse("work:mine", kwargs={"org": "an-binh"}) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_asks_as_much_for_many_rows_as_for_few(world: World) -> None:
    client, url = sign_in(world.lan), reverse("work:mine", kwargs={"org": "an-binh"})

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    issued_with(world, "Quý II")
    queries()
    few = queries()
    issued_with(world, *(["Quý II", "Thường xuyên", "trước 20/4"] * 5), number="98")
    assert queries() == few
    assert few <= 12


@pytest.mark.parametrize(
    "query", ["?nhom=khong-co", "?trang=abc", "?trang=999", "?ke_hoach=x", "?nam=0&vai=x", "?nhom=cho-duyet", "?nhom="]
)
def test_nonsense_in_the_address_shows_a_list(world: World, query: str) -> None:
    issued_with(world, "Quý IV")
    assert "Việc của tôi" in mine_page(world, query=query)


def test_chips_lead_to_their_group_and_back(world: World) -> None:
    issued_with(world, "trước ngày 20/4", "trước 16/5")
    page = mine_page(world, query="?nam=2026")
    assert "?nam=2026&amp;nhom=qua-han" in page
    chosen = mine_page(world, query="?nam=2026&nhom=qua-han")
    assert "Nhiệm vụ thứ 1" in chosen
    assert "Nhiệm vụ thứ 2" not in chosen
    assert 'aria-current="true"' in chosen


def test_an_empty_list_says_what_would_stand_there(world: World) -> None:
    assert "chưa có việc nào phải làm" in mine_page(world)
    one(world)
    assert "Không có việc nào khớp" in mine_page(world, query="?nhom=qua-han")


def test_a_leader_without_work_is_led_to_what_waits(world: World) -> None:
    milestone = one(world)
    Milestone.objects.filter(pk=milestone.pk).update(completed_on=TODAY)
    assert "Xem kết quả chờ duyệt" in mine_page(world, "minh")
    assert "Nhiệm vụ thứ 1" in mine_page(world, "minh", "?nhom=cho-duyet")


def test_words_of_people_are_shown_as_words(world: World) -> None:
    milestone = one(world)
    PlanTask.objects.filter(pk=milestone.task_id).update(text="<script>alert(1)</script> Rà soát")
    assert "<script>alert(1)" not in mine_page(world)
    assert tasks_of(milestone.plan)
