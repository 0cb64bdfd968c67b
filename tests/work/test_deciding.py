"""A leader goes from result to result; a coordinating unit confirms in the list; the menu shows where one is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from organisations.access import Access
from tests.work.work_world import CULTURE, NOW, TODAY, issued_with, milestones_of
from tests.world import World, access_of, sign_in
from work.domain import doing
from work.domain.extending import ask_extension
from work.models import Milestone, WorkEntry

HTMX = {"HX-Request": "true"}


def url(name: str, **kwargs: int) -> str:
    return reverse(f"work:{name}", kwargs={"org": "an-binh", **kwargs})


def here(world: World, who: str) -> Access:
    return access_of(getattr(world, who), world.an_binh)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def finished(world: World, milestone: Milestone) -> None:
    version = Milestone.objects.get(pk=milestone.pk).version
    doing.finish(
        milestone, by=here(world, "lan"), seen=version, at=NOW, done_on=TODAY, result="Đã niêm yết đủ 12 thủ tục",
        without_proof="làm tại chỗ",
    )  # fmt: skip


def decide(world: World, name: str, milestone: Milestone, **sent: str) -> Any:
    version = Milestone.objects.get(pk=milestone.pk).version
    return sign_in(world.minh).post(url(name, milestone_id=milestone.pk), {"seen": version, **sent})


def test_a_leader_goes_from_result_to_result(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý III")
    first, second = milestones_of(plan, 1)[0], milestones_of(plan, 2)[0]
    finished(world, first)
    finished(world, second)
    answer = decide(world, "approve", first)
    assert answer["Location"] == url("milestone", milestone_id=second.pk)
    answer = decide(world, "return", second, reason="Thiếu biên bản")
    assert answer["Location"] == url("mine")
    assert Milestone.objects.get(pk=second.pk).completed_on is None


def test_what_was_decided_is_linked_and_hostile_words_stay_words(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    milestone.task.text = "<script>alert(1)</script>"
    milestone.task.save(update_fields=["text"])
    finished(world, milestone)
    client = sign_in(world.minh)
    version = Milestone.objects.get(pk=milestone.pk).version
    page = text_of(client.get(client.post(url("approve", milestone_id=milestone.pk), {"seen": version})["Location"]))
    assert "Không còn kết quả nào chờ duyệt" in page
    assert url("milestone", milestone_id=milestone.pk) in page
    assert "<script>alert" not in page


def test_the_report_stands_above_the_decision_and_says_who_has_not_confirmed(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    address = url("milestone", milestone_id=milestone.pk)
    assert "Kết quả báo cáo" not in text_of(sign_in(world.minh).get(address))
    update = text_of(sign_in(world.lan).get(url("update", milestone_id=milestone.pk)))
    assert f"Chưa xác nhận phần phối hợp: {CULTURE}" in update
    finished(world, milestone)
    page = text_of(sign_in(world.minh).get(address))
    assert page.index("Đã niêm yết đủ 12 thủ tục") < page.index("Duyệt kết quả")
    assert f"Chưa xác nhận phần phối hợp: {CULTURE}" in page
    assert "Kết quả báo cáo" not in text_of(sign_in(world.lan).get(address))


def test_after_acceptance_a_leader_sends_back_and_takes_nothing_back(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    address = url("milestone", milestone_id=milestone.pk)
    finished(world, milestone)
    lan = text_of(sign_in(world.lan).get(address))
    assert "Rút lại báo hoàn thành" in lan
    assert "Lý do rút lại" in lan
    decide(world, "approve", milestone)
    leader = text_of(sign_in(world.minh).get(address))
    assert "Trả lại để làm tiếp" in leader
    assert "Rút lại" not in leader
    assert "Rút lại" not in text_of(sign_in(world.lan).get(address))


def test_a_result_sent_back_stands_where_it_was_last_reported(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    for seen, percent in ((1, 30), (2, 60)):
        doing.report_progress(milestone, by=here(world, "lan"), seen=seen, at=NOW, percent=percent)
    finished(world, milestone)
    entry = doing.return_result(milestone, by=here(world, "minh"), seen=4, at=NOW, reason="Thiếu biên bản")
    assert Milestone.objects.get(pk=milestone.pk).percent == 60
    assert entry.percent == 60
    assert WorkEntry.objects.get(kind="finish").percent == 100  # what was declared stays


def test_a_unit_confirms_in_the_line_of_the_list(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II", lead=CULTURE, coordinating="Văn phòng - Thống kê"))[0]
    client, address = sign_in(world.lan), url("confirm", milestone_id=milestone.pk)
    assert f"{address}?next=" in text_of(client.get(url("mine")))
    form = text_of(client.get(address, headers=HTMX))
    assert form.strip().startswith(f'<tr id="viec-{milestone.pk}">')
    back = url("mine")
    answer = client.post(address, {"seen": 1, "next": back, "note": "Đã gửi số liệu"}, headers=HTMX)
    assert "đã xác nhận" in text_of(answer)
    assert "messages" in answer["HX-Trigger"]
    again = client.post(address, {"seen": 1, "next": back, "note": "Đã gửi số liệu"}, headers=HTMX)
    assert again.status_code == 422
    assert "đã xác nhận phần phối hợp" in text_of(again)
    assert WorkEntry.objects.filter(kind="confirm").count() == 1


def test_without_a_script_a_unit_confirms_on_a_page_and_comes_back(world: World) -> None:
    milestone = milestones_of(issued_with(world, "Quý II", lead=CULTURE, coordinating="Văn phòng - Thống kê"))[0]
    client, address = sign_in(world.lan), url("confirm", milestone_id=milestone.pk)
    assert "Phần việc đã làm" in text_of(client.get(address))
    answer = client.post(address, {"seen": 1, "next": url("mine")})
    assert (answer.status_code, answer["Location"]) == (303, url("mine"))
    elsewhere = client.post(address, {"seen": 1, "next": "https://example.com/"})
    assert elsewhere.status_code == 422


def test_what_waits_for_a_leader_is_counted_and_comes_first(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý III")
    finished(world, milestones_of(plan, 1)[0])
    ask_extension(
        milestones_of(plan, 2)[0], by=here(world, "lan"), at=NOW, wanted_on=dt.date(2026, 10, 9), reason="Chờ tỉnh"
    )
    page = text_of(sign_in(world.minh).get(url("mine")))
    assert page.index("Xin gia hạn 1") < page.index("Chờ duyệt 1") < page.index("Quá hạn 0")
    assert "1 kết quả báo hoàn thành, 1 đề nghị gia hạn" in page
    assert url("extensions") in page
    assert '<span class="app-badge">2<span class="visually-hidden"> việc quá hạn hoặc chờ ông/bà quyết định' in page
    assert "Chờ duyệt" not in text_of(sign_in(world.lan).get(url("mine")))


@pytest.mark.parametrize(
    ("name", "query", "lit"),
    [
        ("work:calendar", "", "Việc của tôi"),
        ("work:calendar", "?cua=don-vi", "Việc của đơn vị"),
        ("work:timelines", "", "Việc của đơn vị"),
        ("work:timelines", "?cua=toi", "Việc của tôi"),
        ("work:phone-calendar", "", "Việc của tôi"),
        ("work:holding", "", "Việc của đơn vị"),
        ("villages:list", "", "Việc của đơn vị"),
        ("work:targets", "", "Kế hoạch"),
    ],
)
def test_the_menu_marks_where_one_came_from(world: World, name: str, query: str, lit: str) -> None:
    kwargs: dict[str, Any] = {"org": "an-binh"}
    if name == "work:targets":
        kwargs["plan_id"] = issued_with(world, "Quý II").pk
    page = sign_in(world.lan).get(reverse(name, kwargs=kwargs) + query)
    assert [each["label"] for each in page.context["menu"] if each["active"]] == [lit]


@pytest.mark.parametrize(("person", "offered"), [("lan", False), ("hanh", True)])
def test_taking_over_is_offered_to_whom_it_changes_something(world: World, person: str, offered: bool) -> None:
    milestone = milestones_of(issued_with(world, "Quý II"))[0]
    milestone.task.person = world.lan
    milestone.task.save(update_fields=["person"])
    page = text_of(sign_in(getattr(world, person)).get(url("milestone", milestone_id=milestone.pk)))
    assert ("Nhận việc" in page) is offered
