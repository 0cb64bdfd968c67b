"""The page of days off: everybody reads it, the province's administrator corrects it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.access import Access
from reference.calendar_vn import DayKind
from reference.domain.calendar import add_special_day
from reference.models import SpecialDay
from tests.world import World, sign_in

SENT = {"day": "15/6/2026", "kind": "off", "name": "Nghỉ hoán đổi", "source": "Thông báo số 12/TB-BNV"}


def url(name: str = "", org: str = "ha-son", **kwargs: int) -> str:
    return reverse(f"reference:calendar{name}", kwargs={"org": org, **kwargs})


def entered(world: World, day: dt.date = dt.date(2026, 6, 15)) -> SpecialDay:
    by = Access.system(world.province)
    return add_special_day(by=by, day=day, kind=DayKind.OFF, name="Nghỉ hoán đổi", source="Thông báo số 12/TB-BNV")


@pytest.mark.parametrize("who", ["lan", "minh", "nga", "an", "thao"])
def test_everybody_reads_and_is_told_who_corrects(world: World, who: str) -> None:
    entered(world)
    answer = sign_in(getattr(world, who)).get(url(org="an-binh") + "?nam=2026")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Nghỉ hoán đổi" in text
    assert "15/6/2026" in text
    assert "do quản trị của cơ quan cấp cao nhất" in text
    assert "Thêm ngày" not in text


@pytest.mark.parametrize("asked", ["abc", "1999", "2101", "", "-5"])
def test_a_year_that_is_none_is_told_and_the_present_one_shown(world: World, asked: str) -> None:
    answer = sign_in(world.tam).get(url() + f"?nam={asked}")
    assert answer.status_code == 422
    assert f"năm {dt.date.today().year}" in answer.content.decode()


def test_the_page_asks_as_much_for_three_days_as_for_one(world: World) -> None:
    client = sign_in(world.tam)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url() + "?nam=2026")
        return len(captured)

    entered(world)
    one = queries()
    entered(world, dt.date(2026, 6, 16))
    entered(world, dt.date(2026, 6, 17))
    assert queries() == one


def test_the_administrator_adds_a_swap(world: World) -> None:
    answer = sign_in(world.tam).post(url("-add"), {**SENT, "made_up_on": "20/6/2026"})
    assert answer.status_code == 303
    assert answer["Location"].endswith("?nam=2026")
    kinds = dict(SpecialDay.objects.values_list("day", "kind"))
    assert kinds == {dt.date(2026, 6, 15): "off", dt.date(2026, 6, 20): "work"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"day": "31/6/2026"}, "Ngày không đúng"),
        ({"day": "2/9/2026"}, "vốn đã là ngày nghỉ"),
        ({"name": ""}, "bắt buộc"),
        ({"name": "x" * 121}, "120"),
        ({"kind": "khac"}, "hợp lệ"),
        ({"made_up_on": "16/6/2026"}, "vốn đã là ngày làm việc"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(world: World, change: dict[str, str], words: str) -> None:
    answer = sign_in(world.tam).post(url("-add"), {**SENT, **change})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "Thông báo số 12/TB-BNV" in text
    assert not SpecialDay.objects.exists()


def test_editing_and_removing(world: World) -> None:
    special, client = entered(world), sign_in(world.tam)
    assert "15/06/2026" in client.get(url("-edit", day_id=special.pk)).content.decode()
    sent = {**SENT, "name": "Tên khác", "seen": "1"}
    assert client.post(url("-edit", day_id=special.pk), sent).status_code == 303
    assert SpecialDay.objects.get().name == "Tên khác"
    assert client.post(url("-remove", day_id=special.pk), {"seen": "1"}).status_code == 409
    assert client.post(url("-remove", day_id=special.pk), {"seen": "2"}).status_code == 303
    assert not SpecialDay.objects.exists()


def test_the_later_of_two_editors_sees_both_texts_and_may_keep_his(world: World) -> None:
    special = entered(world)

    def send(client: Client, name: str, seen: str) -> tuple[int, str]:
        answer = client.post(url("-edit", day_id=special.pk), {**SENT, "name": name, "seen": seen})
        return answer.status_code, answer.content.decode()

    client = sign_in(world.tam)
    assert send(client, "Bản thứ nhất", "1")[0] == 303
    status, text = send(client, "Bản thứ hai", "1")
    assert status == 409
    assert "Bản thứ nhất" in text
    assert "Bản thứ hai" in text
    assert 'name="seen" value="2"' in text
    assert send(client, "Bản thứ hai", "2")[0] == 303
    assert SpecialDay.objects.get().name == "Bản thứ hai"


def test_an_entry_that_was_removed_meanwhile_is_not_found(world: World) -> None:
    assert sign_in(world.tam).post(url("-edit", day_id=99), {**SENT, "seen": "1"}).status_code == 404
