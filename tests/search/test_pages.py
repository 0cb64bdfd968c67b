"""The search page, one kind of it, the suggestions, and the box on other pages."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plans.queries import finding
from search import queries
from tests.plans.plans_world import with_line
from tests.search.found_world import issue, one_of_each, plan_with_task
from tests.world import World, sign_in

PAGE = "/an-binh/tim/"


@pytest.fixture
def lan(world: World) -> Client:
    return sign_in(world.lan)


def search(client: Client, typed: str, address: str = PAGE) -> str:
    answer = client.get(address, {"q": typed})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works_as_a_plain_form(world: World, lan: Client) -> None:
    one_of_each(world)
    text = search(lan, "SẾU")
    assert "<mark>Sếu</mark> ban hành" in text
    assert "Việc <mark>sếu</mark> dự thảo" in text
    assert 'value="SẾU"' in text
    assert "láng giềng" not in text


def test_the_number_stands_in_its_spelling(world: World, lan: Client) -> None:
    one_of_each(world)
    text = search(lan, "97 / kh - ubnd")
    assert "<mark>97/KH-UBND</mark>" in text
    assert reverse("plans:print", args=["an-binh", one_plan(world)]) in text


def one_plan(world: World) -> int:
    return world.an_binh.plans.get(number="97").pk


def test_what_is_found_is_escaped(world: World, lan: Client) -> None:
    plan_with_task(world.an_binh, "<script>alert(1)</script> & co")
    text = search(lan, '"<script>alert"')
    assert "<script>alert" not in text
    assert "<mark>&lt;script&gt;alert</mark>(1)" in text


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "a", "%", "_", "\\", "'", '"', '""', "\x00", "x" * 10_000, "xq " * 3000, "97/" * 900, "\u202e\u200b", "☃", "../../etc", "{{ 7 }}"],
)  # fmt: skip
def test_nothing_sensible_is_answered_kindly(world: World, lan: Client, typed: str) -> None:
    one_of_each(world)
    for address in (PAGE, f"{PAGE}nhiem-vu/", f"{PAGE}goi-y/"):
        assert "<mark>" not in search(lan, typed, address)


def test_it_says_what_was_left_out(world: World, lan: Client) -> None:
    plan_with_task(world.an_binh, "y tế")
    assert "Chữ quá ngắn được bỏ qua: “y”." in search(lan, "sếu y tế")
    assert "Hãy gõ ít nhất hai chữ cái" in search(lan, "a")
    assert "chỉ tìm theo phần đầu" in search(lan, "sếu " * 200)
    assert "Không tìm thấy gì khớp với “hươu cao cổ”" in search(lan, "hươu cao cổ")


def test_many_are_counted_up_to_twenty(world: World, lan: Client) -> None:
    plan = plan_with_task(world.an_binh, "đông")
    for number in range(25):
        with_line(plan, f"Đếm sếu lần {number}", task=True)
    text = search(lan, "đếm sếu")
    assert "nhiệm vụ 20+" in text
    assert text.count("<mark>Đếm</mark>") == queries.SHOWN_OF_A_KIND
    assert f'href="{PAGE}nhiem-vu/?q=%C4%91%E1%BA%BFm%20s%E1%BA%BFu"' in text


def test_one_kind_is_paged_through(world: World, lan: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "A_PAGE", 4)
    monkeypatch.setattr(queries, "LISTED", 10)
    plan = plan_with_task(world.an_binh, "đông")
    for number in range(12):
        with_line(plan, f"Đếm & sếu {number:02}", task=True)
    seen: list[str] = []
    address: str | None = f"{PAGE}nhiem-vu/?q=%C4%91%E1%BA%BFm+%26+s%E1%BA%BFu"
    pages = 0
    while address:
        text = lan.get(address).content.decode()
        assert "10+ nhiệm vụ" in text
        seen += re.findall(r"&amp; <mark>sếu</mark> (\d\d)", text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = f"{PAGE}nhiem-vu/{unescape(following[1])}" if following else None
        pages += 1
    assert pages == 3
    assert len(seen) == len(set(seen)) == 10
    assert "Còn nhiều kết quả nữa" in text


def test_a_page_that_is_not_there_is_the_last(world: World, lan: Client) -> None:
    one_of_each(world)
    for number in ("99", "-1", "x", "1e9", ""):
        assert lan.get(f"{PAGE}ke-hoach/", {"q": "sếu", "trang": number}).status_code == 200
    assert lan.get(f"{PAGE}khong-co-loai/", {"q": "sếu"}).status_code == 404


def test_suggestions_are_few_and_options(world: World, lan: Client) -> None:
    one_of_each(world)
    for number in range(6):
        issue(plan_with_task(world.an_binh, f"thêm {number}"), str(200 + number))
    text = search(lan, "sếu", f"{PAGE}goi-y/")
    assert "<html" not in text
    options = re.findall(
        r'role="option"[^>]* id="([\w-]+)" href="([^"]+)"', text.replace('class="app-suggest-all" ', "")
    )
    assert len(options) == len({name for name, _ in options}) == queries.SUGGESTED + 1
    assert options[-1] == ("goi-y-tat-ca", f"{PAGE}?q=s%E1%BA%BFu")
    assert search(lan, "hươu cao cổ", f"{PAGE}goi-y/").strip() == ""


def test_signed_out_is_sent_to_sign_in_and_back(world: World) -> None:
    answer = Client().get(PAGE, {"q": "sếu"})
    assert answer.status_code == 302
    assert "/an-binh/tim/" in unescape(answer["Location"])


@pytest.mark.parametrize(
    "name", ["dashboard:organisation-home", "plans:list", "organisations:organisation", "dashboard:help"]
)
def test_the_box_stands_on_every_page(lan: Client, name: str) -> None:
    text = lan.get(reverse(name, args=["an-binh"])).content.decode()
    assert f'action="{PAGE}"' in text
    assert text.count('id="o-tim"') == 1


def test_the_search_page_has_one_box(lan: Client) -> None:
    assert search(lan, "sếu").count('id="o-tim"') == 1


def test_a_deleted_row_between_finding_and_showing_is_left_out(world: World) -> None:
    found = one_of_each(world)
    assert finding.shown_plans([found.draft.pk, 10**9]) == [found.draft]
    assert finding.shown_tasks([10**9]) == []


def test_every_answer_is_private(lan: Client) -> None:
    answer: Any = lan.get(PAGE, {"q": "sếu"})
    assert "Cookie" in answer.get("Vary", "")
