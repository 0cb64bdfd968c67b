"""The work of the office: pages by key, filters, who holds what, duties without a day."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.wanted import wanted_of
from plans.models import Plan, PlanTask
from tests.work.work_world import TODAY, issued_with, milestones_of, tasks_of
from tests.world import World, access_of, sign_in
from work.models import Milestone
from work.queries.holding import load_of_nobody, loads_of_people, loads_of_units
from work.queries.lists import Filters, Slice, office_work, slice_of
from work.timing import Standing

ORG = {"org": "an-binh"}
URL = reverse("work:list", kwargs=ORG)


def many(world: World, number: int = 23) -> Plan:
    """So many duties, two due on each day."""
    days = [dt.date(2026, 5, 12) + dt.timedelta(days=index // 2) for index in range(number)]
    return issued_with(world, *(f"chậm nhất ngày {day:%d/%m/%Y}" for day in days))


def walk(client: Client, url: str, rel: str) -> list[list[str]]:
    """The duties of each page, following the links."""
    pages = []
    while url:
        text = client.get(url).content.decode()
        pages.append(re.findall(r'href="/an-binh/viec/\d+/">(Nhiệm vụ thứ \d+)</a>', text))
        found = re.search(rf'rel="{rel}" href="([^"]+)"', text)
        url = URL + unescape(found[1]) if found else ""
    return pages


def test_pages_by_key_show_every_row_once_and_lead_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    many(world)
    monkeypatch.setattr("work.queries.lists.slice_of.__kwdefaults__", {"size": 5})
    client = sign_in(world.lan)
    forth = walk(client, URL, "next")
    assert [len(page) for page in forth] == [5, 5, 5, 5, 3]
    flat = [title for page in forth for title in page]
    assert len(set(flat)) == 23
    access = access_of(world.lan, world.an_binh)
    rows = office_work(access, Filters(), TODAY)
    order = list(rows.order_by("due_on", "pk").values_list("task__text", flat=True))
    assert flat == order


def test_a_page_back_is_the_page_one_came_from(world: World) -> None:
    many(world, 12)
    rows = office_work(access_of(world.lan, world.an_binh), Filters(), TODAY)

    def page(place: object) -> Slice:
        return slice_of(rows, place, done=False, size=5)  # type: ignore[arg-type]

    first = page(None)
    second = page(first.after)
    third = page(second.after)
    assert (first.before, third.after) == (None, None)
    assert [len(each.ids) for each in (first, second, third)] == [5, 5, 2]
    assert page(third.before).ids == second.ids
    assert page(second.before).ids == first.ids
    assert page(second.before).before is None


def test_done_work_stands_the_latest_first(world: World) -> None:
    plan = many(world, 6)
    for number, milestone in enumerate(Milestone.objects.filter(plan=plan)):
        day = TODAY - dt.timedelta(days=number // 2)
        Milestone.objects.filter(pk=milestone.pk).update(completed_on=day)
    rows = office_work(access_of(world.lan, world.an_binh), Filters(group="hoan-thanh"), TODAY)
    pages, place = [], None
    while True:
        found = slice_of(rows, place, done=True, size=2)
        pages.append(found.ids)
        place = found.after
        if place is None:
            break
    expected = list(Milestone.objects.order_by("-completed_on", "-pk").values_list("pk", flat=True))
    assert [pk for page in pages for pk in page] == expected


@pytest.mark.parametrize(
    "query", ["?sau=x", "?sau=2026-99-99_1", "?sau=2026-05-12_", "?truoc=2026-05-12_abc", "?sau=2026-05-12_99999999999999999999",
              "?bo_phan=x&nguoi=y", "?nhom=khong", "?q=%00", "?sau=2999-01-01_1", "?truoc=1999-01-01_1"]
)  # fmt: skip
def test_nonsense_in_the_address_shows_a_page(world: World, query: str) -> None:
    many(world, 2)
    assert sign_in(world.lan).get(URL + query).status_code == 200


def test_filters(world: World) -> None:
    office = issued_with(world, "Quý II", "trước 20/4", "Thường xuyên")
    justice = issued_with(world, "Quý II", lead="Tư pháp - Hộ tịch", number="98")
    held = milestones_of(office, 1)[0]
    Milestone.objects.filter(pk=held.pk).update(holder=world.hanh)
    PlanTask.objects.filter(pk=tasks_of(justice)[0].pk).update(
        person=world.nga, text="Đăng ký hộ tịch", search="dang ky ho tich"
    )
    access = access_of(world.minh, world.an_binh)

    def found(**filters: object) -> set[str]:
        rows = office_work(access, Filters(**filters), TODAY)  # type: ignore[arg-type]
        return set(rows.values_list("task__text", flat=True))

    assert len(found()) == 4
    assert found(unit=world.justice.pk) == {"Đăng ký hộ tịch"}
    assert found(person=world.hanh.pk) == {"Nhiệm vụ thứ 1"}
    assert found(person=world.nga.pk) == {"Đăng ký hộ tịch"}
    assert found(plan=justice.pk) == {"Đăng ký hộ tịch"}
    assert found(group="qua-han") == {"Nhiệm vụ thứ 2"}
    assert found(group="thuong-xuyen") == {"Nhiệm vụ thứ 3"}
    assert found(words=wanted_of("ho tich")) == {"Đăng ký hộ tịch"}
    assert found(year=2025) == set()


def test_the_list_asks_as_much_for_many_rows_as_for_few(world: World) -> None:
    client = sign_in(world.minh)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(URL)
        return len(captured)

    issued_with(world, "Quý II")
    queries()
    few = queries()
    many_more = issued_with(world, *(["Quý II", "trước 20/4"] * 6), number="98")
    assert queries() == few
    assert many_more.pk


def test_who_holds_what(world: World) -> None:
    plan = issued_with(world, "trước 20/4", "trước 16/5", "Quý II", "Thường xuyên", "hằng tuần")
    other = issued_with(world, "trước 20/4", lead="Tư pháp - Hộ tịch; Văn phòng - Thống kê", number="98")
    Milestone.objects.filter(pk=milestones_of(plan, 2)[0].pk).update(holder=world.hanh)
    Milestone.objects.filter(pk=milestones_of(plan, 3)[0].pk).update(completed_on=TODAY, holder=world.hanh)
    PlanTask.objects.filter(pk=tasks_of(other)[0].pk).update(person=world.nga)
    access = access_of(world.minh, world.an_binh)
    units = {load.name: dict(load.counts) for load in loads_of_units(access, TODAY)}
    assert units["Văn phòng - Thống kê"] == {
        Standing.LATE: 3, Standing.SOON: 2, Standing.DOING: 0, Standing.CONTINUOUS: 1, "waiting": 1,
    }  # fmt: skip
    assert units["Tư pháp - Hộ tịch"][Standing.LATE] == 1
    people = [(load.name, load.counts[Standing.LATE], load.open) for load in loads_of_people(access, TODAY)]
    assert people == [("Đỗ Thúy Nga", 1, 1), ("Phạm Thị Hạnh", 0, 1)]
    page = sign_in(world.minh).get(reverse("work:holding", kwargs=ORG)).content.decode()
    assert f"/an-binh/viec/?bo_phan={world.office.pk}&amp;nhom=qua-han" in page


def test_the_number_of_a_unit_is_the_number_of_lines_behind_it(world: World) -> None:
    issued_with(world, "trước 20/4", "hằng tuần", "hằng tháng", "trước 16/5", "Quý II")
    access = access_of(world.minh, world.an_binh)
    load = loads_of_units(access, TODAY)[0]
    for standing, group in (("late", "qua-han"), ("soon", "den-han"), ("doing", "dang-lam")):
        behind = office_work(access, Filters(group=group, unit=load.id), TODAY).count()
        assert load.counts[standing] == behind, group


def test_what_nobody_has_stands_first_and_its_numbers_are_the_lines_behind_them(world: World) -> None:
    issued_with(world, "trước 20/4", "Quý II", number="96")
    plan = issued_with(world, "trước 20/4", "hằng tuần", "trước 16/5", "Quý II", "Quý III", lead="Các thôn")
    Milestone.objects.filter(pk=milestones_of(plan, 4)[0].pk).update(holder=world.hanh)
    PlanTask.objects.filter(pk=tasks_of(plan)[4].pk).update(person=world.lan)
    weekly = milestones_of(plan, 2)
    Milestone.objects.filter(pk=weekly[0].pk).update(completed_on=TODAY)
    Milestone.objects.filter(pk=weekly[2].pk).update(holder=world.hanh)
    access = access_of(world.minh, world.an_binh)
    (load,) = load_of_nobody(access, TODAY, "Không ai")
    assert (load.counts[Standing.LATE], load.counts["waiting"]) == (2, 1)
    for key, group in ((Standing.LATE, "qua-han"), (Standing.SOON, "den-han"), (Standing.DOING, "dang-lam"),
                       ("waiting", "cho-duyet")):  # fmt: skip
        assert load.counts[key] == office_work(access, Filters(group=group, nobodys=True), TODAY).count(), group
    client = sign_in(world.minh)
    page = client.get(reverse("work:holding", kwargs=ORG)).content.decode()
    assert page.index("Chưa giao cho ai trong đơn vị") < page.index("Văn phòng - Thống kê</a>")
    assert "/an-binh/viec/?bo_phan=chua-co&amp;nhom=qua-han" in page
    late = client.get(f"{URL}?bo_phan=chua-co&nhom=qua-han").content.decode()
    assert re.findall(r">(Nhiệm vụ thứ \d+)</a>", late) == ["Nhiệm vụ thứ 1", "Nhiệm vụ thứ 2"]
    assert '<option value="chua-co" selected>Chưa có bộ phận, người phụ trách</option>' in late


def test_an_office_in_which_all_is_given_has_no_line_of_nobody(world: World) -> None:
    issued_with(world, "trước 20/4")
    assert load_of_nobody(access_of(world.minh, world.an_binh), TODAY, "Không ai") == []


def test_duties_without_a_day_are_listed_with_what_to_do(world: World) -> None:
    plan = issued_with(world, "Kịp thời", "05 ngày làm việc kể từ khi nhận được văn bản", "Quý II")
    url = reverse("work:undated", kwargs=ORG)
    page = sign_in(world.lan).get(url).content.decode()
    assert "2 nhiệm vụ đang theo dõi" in page
    assert "Thời hạn không nêu ngày." in page
    assert "Ghi nhận sự kiện" in page
    assert "Nhiệm vụ thứ 3" not in page
    assert "Chỉ lãnh đạo" in sign_in(world.nga).get(url).content.decode()
    assert "2 nhiệm vụ" in sign_in(world.lan).get(f"{url}?nam=2026&ke_hoach={plan.pk}").content.decode()


def test_a_number_in_the_address_tells_no_name_of_another_office(world: World) -> None:
    issued_with(world, "Quý II")
    client = sign_in(world.lan)
    address = reverse("work:list", kwargs={"org": "an-binh"})
    assert world.oanh.full_name not in client.get(f"{address}?nguoi={world.oanh.pk}").content.decode()
    assert world.hung.full_name in client.get(f"{address}?nguoi={world.hung.pk}").content.decode()
