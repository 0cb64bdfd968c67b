"""Tổng quan: what it says about work, to whom, and that it asks no more for many rows than for few."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dashboard.queries_work import URGENT, office_part, own_work
from organisations.enums import Role
from tests.inspections.inspections_world import shortcoming
from tests.villages.village_world import asked
from tests.work.work_world import NOW, issued_with
from tests.world import TODAY, World, access_of, give_role, sign_in
from work.domain.doing import finish
from work.domain.extending import ask_extension
from work.models import Milestone

pytestmark = pytest.mark.django_db
LATE, SOON, FAR = "trước ngày 20/4", "chậm nhất ngày 15/5/2026", "Quý IV"
HOME = "/an-binh/"


def page(world: World, who: str) -> str:
    answer = sign_in(getattr(world, who)).get(HOME)
    assert answer.status_code == 200
    return str(answer.content.decode())


def numbers(part: object) -> dict[str, int]:
    assert part is not None
    return {each.label: each.value for each in part.figures}  # type: ignore[attr-defined]


def mine(world: World, who: str) -> dict[str, int]:
    return numbers(own_work(access_of(getattr(world, who), world.an_binh), TODAY))


def office(world: World, who: str = "minh") -> dict[str, int]:
    return numbers(office_part(access_of(getattr(world, who), world.an_binh), TODAY))


def test_everybody_sees_what_is_ones_own(world: World) -> None:
    issued_with(world, LATE, SOON, FAR)
    assert mine(world, "lan") == {"Quá hạn": 1, "Đến hạn trong 7 ngày": 1}
    own = own_work(access_of(world.lan, world.an_binh), TODAY)
    assert own is not None
    assert [row.title for row in own.urgent] == ["Nhiệm vụ thứ 1", "Nhiệm vụ thứ 2"]
    shown = page(world, "lan")
    assert "/an-binh/viec-cua-toi/?nhom=qua-han" in shown
    assert 'id="viec-don-vi"' not in shown


def test_who_leads_sees_what_waits_for_him_and_the_office(world: World) -> None:
    issued_with(world, LATE, SOON, SOON)
    first, second, third = Milestone.objects.order_by("due_on", "pk")
    lan = access_of(world.lan, world.an_binh)
    finish(second, by=lan, seen=1, at=NOW, done_on=TODAY, result="Xong", without_proof="Họp miệng")
    ask_extension(third, by=lan, wanted_on=dt.date(2026, 6, 1), reason="Chờ", at=NOW)
    assert mine(world, "minh") == {
        "Quá hạn": 0, "Đến hạn trong 7 ngày": 0, "Chờ tôi duyệt": 1, "Xin gia hạn chờ tôi trả lời": 1,
    }  # fmt: skip
    assert mine(world, "hung")["Xin gia hạn chờ tôi trả lời"] == 1
    for who in ("minh", "hung"):
        found = office(world, who)
        assert (found["Quá hạn"], found["Đến hạn trong 7 ngày"], found["Chờ duyệt"]) == (1, 1, 1)
    part = office_part(access_of(world.minh, world.an_binh), TODAY)
    assert part is not None
    (unit,) = part.units
    assert (unit["name"], [cell["number"] for cell in unit["cells"]]) == (world.office.name, [1, 1, 2])
    assert first.due_on < TODAY


def test_findings_that_are_late_are_counted_for_who_leads(world: World) -> None:
    shortcoming(world, issued_with(world, FAR), due_on=dt.date(2026, 5, 10))
    assert office(world)["Nội dung kiểm tra quá hạn khắc phục"] == 1
    listed = reverse("inspections:findings", kwargs={"org": "an-binh"}) + "?tinh_trang=late"
    assert listed in page(world, "minh")
    assert "Niêm yết thiếu 12 thủ tục" in sign_in(world.minh).get(listed).content.decode()


def test_villages_that_have_not_answered_are_counted(world: World) -> None:
    asked(world)
    assert office(world)["Việc giao thôn chưa trả lời đủ"] == 1
    assert "/an-binh/viec/thon/?loc=chua" in page(world, "minh")


@pytest.mark.parametrize("who", ["thao", "quang"])
def test_from_above_nothing_of_the_inside_shows(world: World, who: str) -> None:
    issued_with(world, LATE)
    access = access_of(getattr(world, who), world.an_binh)
    assert (own_work(access, TODAY), office_part(access, TODAY)) == (None, None)
    shown = page(world, who)
    assert "Việc của tôi" not in shown
    assert "Nhiệm vụ thứ 1" not in shown


def test_a_leader_of_the_office_above_sees_nothing_below(world: World) -> None:
    issued_with(world, LATE)
    give_role(world.quang, world.province, Role.LEADER)
    assert office_part(access_of(world.quang, world.an_binh), TODAY) is None


@pytest.mark.parametrize("who", ["lan", "minh", "hung", "hanh"])
def test_the_page_asks_as_much_for_many_rows_as_for_few(world: World, who: str) -> None:
    client = sign_in(getattr(world, who))

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(HOME).status_code == 200
        return len(found)

    issued_with(world, LATE, SOON)
    queries()  # what is remembered for long is looked up once
    few = queries()
    issued_with(world, *[LATE] * 6, *[SOON] * 6, number="98")
    assert queries() == few
    own = own_work(access_of(world.lan, world.an_binh), TODAY)
    assert own is not None
    assert len(own.urgent) == URGENT
