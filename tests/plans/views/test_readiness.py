"""The page of the checks, the short list, and the moves of a plan, for each role."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.domain.appendices import add_appendix
from plans.domain.drafting import update_header
from plans.domain.submitting import return_plan, submit_plan
from plans.domain.tasks import mark_task, save_task
from plans.enums import PlanState
from plans.models import Plan, PlanTask, SettledProblem
from plans.queries.readiness import readiness_of
from tests.plans.plans_world import drafted, issued, plan_of, with_line, with_table
from tests.world import TODAY, World, access_of, sign_in


@pytest.fixture
def plan(world: World) -> Plan:
    return drafted(world)


@pytest.fixture
def lan(world: World) -> Client:
    return sign_in(world.lan)


def address(name: str, plan: Plan) -> str:
    return reverse(f"plans:{name}", kwargs={"org": plan.organisation.code, "plan_id": plan.pk})


def text_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def collective(world: World, plan: Plan, count: int = 1) -> list[str]:
    """Duties of "UBND xã"; the marks of their warnings."""
    by = access_of(world.lan, world.an_binh)
    for number in range(count):
        task = mark_task(with_line(plan, f"Rà soát quy trình {number}"), by=by)
        save_task(task, by=by, seen=task.version, lead_text="UBND xã", tracked=True)
    ready = readiness_of(Plan.objects.get(pk=plan.pk), today=TODAY)
    return [each.mark for each in ready.problems if each.code == "lead-is-collective"]


def without_title(world: World, plan: Plan) -> None:
    by = access_of(world.lan, world.an_binh)
    update_header(Plan.objects.get(pk=plan.pk), by=by, seen=plan.version, title="")


def submitted(world: World, plan: Plan, note: str = "") -> None:
    submit_plan(Plan.objects.get(pk=plan.pk), by=access_of(world.lan, world.an_binh), today=TODAY, note=note)


def test_what_stops_the_plan_stands_first_with_a_link_to_the_form(world: World, plan: Plan, lan: Client) -> None:
    collective(world, plan)
    without_title(world, plan)
    page = text_of(lan, address("readiness", plan))
    assert "Chưa trình được" in page
    assert page.index("chưa có trích yếu") < page.index("là tên chung")
    assert f'href="{address("header", plan)}"' in page
    assert "điều phải sửa trước khi trình" in page
    task = PlanTask.objects.get(plan=plan)
    assert reverse("plans:task", kwargs={"org": "an-binh", "plan_id": plan.pk, "task_id": task.pk}) in page


def test_each_place_has_its_page(world: World, plan: Plan, lan: Client) -> None:
    """Every link on the page opens, for the drafter and for the leader, who gets no form."""
    by = access_of(world.lan, world.an_binh)
    add_appendix(Plan.objects.get(pk=plan.pk), by=by, label="Phụ lục", title="Danh mục")
    table = with_table(plan, rows=1)
    row = table.rows.get()
    row.cells = [*row.cells[:1], "Công khai danh sách hộ nghèo", *row.cells[2:]]
    row.save()
    update_header(Plan.objects.get(pk=plan.pk), by=by, seen=plan.version, place="", signer_position="")
    for client in (lan, sign_in(world.minh)):
        page = client.get(address("readiness", plan))
        links = {each.url for view in page.context["blocking"] + page.context["advisory"] for each in view.rows}
        assert len(links) >= 5
        assert {client.get(link).status_code for link in links} == {200}
    forms = ("/hang/", "/phu-luc/", "/phan-dau/")
    assert not any(part in link for link in links for part in forms)


def test_warnings_are_let_stand_with_one_reason(world: World, plan: Plan, lan: Client) -> None:
    marks = collective(world, plan, 2)
    send = address("readiness-settle", plan)
    answer = lan.post(send, {"code": "lead-is-collective", "mark": marks, "reason": "Cả xã cùng làm"})
    assert answer["Location"] == address("readiness", plan)
    page = text_of(lan, answer["Location"])
    assert "Cả xã cùng làm" in page
    assert "Nguyễn Thị Lan" in page
    assert "Đã xem, để vậy (2)" in page
    lan.post(address("readiness-unsettle", plan), {"code": "lead-is-collective", "mark": marks[0]})
    assert "Đã xem, để vậy (1)" in text_of(lan, address("readiness", plan))
    lan.post(address("readiness-unsettle", plan), {"code": "x" * 500, "mark": "\x00"})
    assert "không còn trong danh sách" in text_of(lan, address("readiness", plan))


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"reason": ""}, "Hãy ghi lý do"),
        ({"reason": "a" * 400}, "300"),
        ({"mark": []}, "Hãy chọn ít nhất một điều"),
        ({"mark": ["bịa"]}, "không còn nữa"),
    ],
)
def test_a_reason_missing_is_asked_for_and_nothing_typed_is_lost(
    world: World, plan: Plan, lan: Client, sent: dict[str, object], told: str
) -> None:
    marks = collective(world, plan, 2)
    form = {"code": "lead-is-collective", "mark": marks[:1], "reason": "Lý do đã gõ", **sent}
    answer = lan.post(address("readiness-settle", plan), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert str(form["reason"]) in page
    assert (f'value="{marks[0]}" checked' in page) is (form["mark"] == marks[:1])
    assert not SettledProblem.objects.exists()


def test_the_leader_reads_the_list_without_forms(world: World, plan: Plan) -> None:
    marks = collective(world, plan)
    client = sign_in(world.minh)
    page = text_of(client, address("readiness", plan))
    assert "là tên chung" in page
    assert "Để vậy" not in page
    assert "Trình lãnh đạo" not in page
    sent = client.post(address("readiness-settle", plan), {"code": "lead-is-collective", "mark": marks, "reason": "a"})
    assert sent.status_code == 403


def test_the_short_list_leads_to_lines_in_the_editor_and_to_forms_beside_the_paper(
    world: World, plan: Plan, lan: Client
) -> None:
    collective(world, plan, 8)
    without_title(world, plan)
    task = PlanTask.objects.filter(plan=plan).select_related("block").order_by("pk").last()
    assert task is not None
    assert task.block is not None
    short = text_of(lan, address("readiness-summary", plan))
    assert 'data-blocking="1"' in short
    assert f'data-to="{task.block.key}"' in short
    assert 'data-stands-in="nut-trinh"' in short
    assert "hx-swap-oob" not in short
    assert "<html" not in short
    paper = text_of(lan, address("readiness-summary", plan) + "?o=trang")
    assert 'id="nut-trinh" hx-swap-oob="true"' in paper
    assert "Còn 1 điều phải sửa trước khi trình." in paper
    assert "data-to" not in paper
    assert "nut-trinh" not in text_of(sign_in(world.minh), address("readiness-summary", plan) + "?o=trang")


def test_the_short_list_costs_the_same_for_one_row_and_for_three(world: World, lan: Client) -> None:
    def count(rows: int) -> int:
        plan = drafted(world)
        with_table(plan, rows=rows)
        collective(world, plan, rows)
        with CaptureQueriesContext(connection) as queries:
            assert lan.get(address("readiness-summary", plan)).status_code == 200
        return len(queries)

    count(1)
    assert count(1) == count(3)


def test_a_plan_is_submitted_returned_and_submitted_again(world: World, plan: Plan, lan: Client) -> None:
    minh = sign_in(world.minh)
    assert "Trình lãnh đạo" in text_of(lan, address("detail", plan))
    assert lan.post(address("submit", plan), {"note": "Xin ý kiến về kinh phí"})["Location"] == plan.get_absolute_url()
    paper = text_of(minh, address("detail", plan))
    assert "Nguyễn Thị Lan trình lãnh đạo" in paper
    assert "Xin ý kiến về kinh phí" in paper
    assert "Đã trình lãnh đạo" in paper
    assert "Trả lại" in paper
    home = text_of(minh, reverse("dashboard:organisation-home", kwargs={"org": "an-binh"}))
    assert "Kế hoạch chờ ông/bà xem" in home
    listed = reverse("plans:list", kwargs={"org": "an-binh"}) + "?trang_thai=submitted"
    assert listed in home
    assert plan.title in text_of(minh, listed)
    assert minh.post(address("return", plan), {"note": ""}).status_code == 422
    assert minh.post(address("return", plan), {"note": "Bổ sung nguồn kinh phí"}).status_code == 303
    paper = text_of(lan, address("detail", plan))
    assert paper.index("Trần Văn Minh trả lại") < paper.index("Mục lục")
    assert "Bổ sung nguồn kinh phí" in paper
    assert "Quá trình trình duyệt" in paper
    assert lan.post(address("submit", plan), {"note": ""}).status_code == 303
    assert "Trần Văn Minh trả lại" not in text_of(lan, address("detail", plan))


def test_a_plan_with_a_fault_is_not_submitted_and_the_note_is_kept(world: World, plan: Plan, lan: Client) -> None:
    without_title(world, plan)
    page = text_of(lan, address("submit", plan))
    assert "Chưa trình được: còn 1 điều phải sửa" in page
    assert "disabled" in page
    answer = lan.post(address("submit", plan), {"note": "Điều đã gõ"})
    assert answer.status_code == 422
    assert "Kế hoạch chưa có trích yếu" in answer.content.decode()
    assert "Điều đã gõ" in answer.content.decode()
    assert address("readiness", plan) in answer.content.decode()
    plan.refresh_from_db()
    assert plan.is_draft


def test_a_submitted_plan_is_taken_back_to_be_changed(world: World, plan: Plan, lan: Client) -> None:
    submitted(world, plan)
    for name in ("header", "signing", "discard", "editor"):
        assert lan.get(address(name, plan)).status_code in (303, 403), name
    assert "hãy rút về để sửa" in lan.get(address("header", plan)).content.decode()
    assert lan.get(address("withdraw", plan)).status_code == 200
    assert lan.post(address("withdraw", plan)).status_code == 303
    assert lan.get(address("header", plan)).status_code == 200
    assert lan.post(address("withdraw", plan)).status_code == 403


def test_the_clerk_records_the_issue_of_what_was_submitted(world: World, plan: Plan) -> None:
    submitted(world, plan)
    hanh = sign_in(world.hanh)
    paper = text_of(hanh, address("detail", plan))
    assert "btn-primary" in paper.split("Ghi nhận ban hành")[0].rsplit("<a", 1)[1]
    facts = {"number": "97", "issued_on": "01/4/2024", "authority": "tm", "signer_position": "CHỦ TỊCH",
             "signer_name": "Trần Văn Minh", "seen": plan.version}  # fmt: skip
    assert hanh.post(address("issue", plan), facts).status_code == 303
    plan.refresh_from_db()
    assert plan.state == PlanState.ISSUED
    assert "Quá trình trình duyệt" in text_of(hanh, address("detail", plan))


def test_moves_and_reasons_stay_in_the_office(world: World, plan: Plan) -> None:
    submitted(world, plan, "Điều nói trong nội bộ")
    for who in (world.thao, world.quang, world.nga, world.an, world.oanh):
        client = sign_in(who)
        for name in ("detail", "readiness", "readiness-summary", "submit", "withdraw", "return"):
            assert client.get(address(name, plan)).status_code in (403, 404), (who, name)
        assert plan.title not in text_of(client, reverse("plans:list", kwargs={"org": "an-binh"}))
    issued(world, plan)
    assert "Điều nói trong nội bộ" not in text_of(sign_in(world.thao), address("detail", plan))
    assert "Điều nói trong nội bộ" in text_of(sign_in(world.minh), address("detail", plan))


def test_nobody_moves_a_plan_of_another_office(world: World, lan: Client) -> None:
    other = plan_of(world.binh_minh)
    for name in (
        "readiness",
        "readiness-summary",
        "readiness-settle",
        "readiness-unsettle",
        "submit",
        "withdraw",
        "return",
    ):
        url = reverse(f"plans:{name}", kwargs={"org": "an-binh", "plan_id": other.pk})
        assert {lan.get(url).status_code, lan.post(url, {"note": "x"}).status_code} == {404}, name


def test_the_leader_is_not_told_what_writers_may_do(world: World, plan: Plan) -> None:
    with_line(plan, task=True)
    minh = sign_in(world.minh)
    assert "Chỉ người soạn thảo" not in text_of(minh, address("tasks", plan))
    task = PlanTask.objects.get(plan=plan)
    page = text_of(minh, reverse("plans:task", kwargs={"org": "an-binh", "plan_id": plan.pk, "task_id": task.pk}))
    assert "Chỉ người soạn thảo" not in page


def test_one_primary_button_where_two_forms_stand(plan: Plan, lan: Client) -> None:
    assert text_of(lan, address("signing", plan)).count("btn-primary") == 1


def test_words_of_a_plan_are_shown_as_text(world: World, plan: Plan, lan: Client) -> None:
    task = mark_task(with_line(plan, "<script>alert(1)</script>"), by=access_of(world.lan, world.an_binh))
    PlanTask.objects.filter(pk=task.pk).update(tracked=True)
    return_note = "<img src=x onerror=alert(2)>"
    for name in ("readiness", "readiness-summary", "submit"):
        assert "<script>alert(1)" not in text_of(lan, address(name, plan))
    PlanTask.objects.filter(pk=task.pk).update(tracked=False)
    submitted(world, plan)
    return_plan(Plan.objects.get(pk=plan.pk), by=access_of(world.minh, world.an_binh), note=return_note)
    assert "<img src=x" not in text_of(lan, address("detail", plan))
