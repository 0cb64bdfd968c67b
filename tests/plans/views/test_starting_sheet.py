"""The pages of an appendix pasted alone."""

from __future__ import annotations

from django.urls import reverse

from organisations.access import Access
from plans.domain.starting import prepare_plan
from plans.enums import StartKind
from plans.models import Appendix, Plan, PlanStart, PlanTask
from tests.plans.plans_world import drafted
from tests.plans.views.starting_pages import at, fields_of, opened
from tests.world import TODAY, World, sign_in

TABLE = (
    "STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tThời gian hoàn thành\n"
    "I\tHạ tầng\n1\tRà soát máy tính\tVăn phòng - Thống kê\tQuý II/2026\n2\tTập huấn\tTư pháp - Hộ tịch\tQuý III/2026\n"
)


def test_an_appendix_is_pasted_looked_at_and_added(world: World) -> None:
    draft = drafted(world)
    client = sign_in(world.lan)
    assert at("appendix-paste", plan_id=draft.pk) in opened(client, at("detail", plan_id=draft.pk))
    url = at("appendix-paste", plan_id=draft.pk)
    answer = client.post(url, fields_of(opened(client, url)) | {"text": TABLE})
    assert answer.status_code == 303
    start = PlanStart.objects.get()
    place = at("start", start_id=start.pk)
    page = opened(client, place)
    assert "Bảng (3 dòng)" in page
    assert 'value="deadline" selected' in page
    sent = fields_of(page) | {"row-2": "bo", "column-1": "Việc cần làm", "label-0": "Phụ lục I"}
    assert client.post(place, sent).status_code == 303
    page = opened(client, place)
    assert 'value="Việc cần làm"' in page
    answer = client.post(place, fields_of(page) | {"lap": "1"})
    assert answer.headers["Location"] == at("editor", plan_id=draft.pk)
    assert Appendix.objects.get(plan=draft).label == "Phụ lục I"
    assert PlanTask.objects.get(plan=draft).text == "Rà soát máy tính"


def test_what_cannot_be_read_keeps_what_was_pasted(world: World) -> None:
    client = sign_in(world.lan)
    url = at("start-appendix")
    sent = fields_of(opened(client, url))
    answer = client.post(url, sent | {"text": "chỉ có chữ thôi"})
    assert answer.status_code == 422
    assert "Không thấy bảng nào" in answer.content.decode()
    assert "chỉ có chữ thôi" in answer.content.decode()
    assert client.post(url, sent | {"text": ""}).status_code == 422
    assert client.post(url, sent | {"text": TABLE, "year": "1"}).status_code == 422


def test_two_columns_alike_are_told_on_the_page(world: World) -> None:
    client = sign_in(world.lan)
    url = at("start-appendix")
    client.post(url, fields_of(opened(client, url)) | {"text": TABLE, "title": "Hạ tầng số"})
    place = at("start", start_id=PlanStart.objects.get().pk)
    sent = fields_of(opened(client, place)) | {"role-1": "lead", "lap": "1"}
    assert client.post(place, sent).status_code == 303
    assert "hai cột cùng là" in opened(client, place)
    assert not Plan.objects.exists()


def test_a_table_of_many_rows_has_pages(world: World) -> None:
    client = sign_in(world.lan)
    url = at("start-appendix")
    rows = "".join(f"{i}\tViệc {i}\tVăn phòng - Thống kê\tQuý I/2026\n" for i in range(1, 121))
    text = TABLE.split("\n", maxsplit=1)[0] + "\n" + rows
    client.post(url, fields_of(opened(client, url)) | {"text": text, "title": "Dài"})
    place = at("start", start_id=PlanStart.objects.get().pk)
    page = opened(client, place)
    assert "Trang 1/3" in page
    answer = client.post(place, fields_of(page) | {"den": "3", "row-0": "bo"})
    last = opened(client, answer.headers["Location"].split("#")[0])
    assert "Trang 3/3" in last
    answer = client.post(place, fields_of(last) | {"den-bang": "0&x=1\r\nX-Odd: 1"})
    assert "bang=0%26x%3D1%0D%0AX-Odd%3A+1&" in answer.headers["Location"]
    last = opened(client, answer.headers["Location"].split("#")[0])
    client.post(place, fields_of(last) | {"lap": "1"})
    assert PlanTask.objects.count() == 119


def test_the_system_itself_is_no_person_here(world: World) -> None:
    """Preparations are an office's own: another office's drafter finds nothing under its own address either."""
    start = prepare_plan(
        drafted(world), kind=StartKind.LAST_YEAR, by=Access.system(world.an_binh), year=2027, today=TODAY
    )
    theirs = reverse("plans:start", kwargs={"org": "binh-minh", "start_id": start.pk})
    assert sign_in(world.oanh).get(theirs).status_code == 404
    assert sign_in(world.oanh).post(theirs, {"lap": "1"}).status_code == 404
