"""The pages of duties given after the issue, and every page of a plan that has one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plans.domain.added_tasks import add_task_after_issue
from plans.domain.issuing import draft_replacement
from plans.models import Plan, PlanTask
from tests.work.work_world import NOW, TODAY, issued_with
from tests.world import World, access_of, sign_in
from work.models import Milestone

WORDS = "Lập sổ theo dõi hồ sơ trễ hạn"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def given(world: World, plan: Plan, **facts: Any) -> PlanTask:
    asked: dict[str, Any] = {
        "text": WORDS, "origin": "Kết luận kiểm tra ngày 08/5/2026", "lead_units": [world.office],
        "due_on": dt.date(2026, 5, 20), "today": TODAY,
    }  # fmt: skip
    return add_task_after_issue(
        Plan.objects.get(pk=plan.pk), by=access_of(world.minh, world.an_binh), **(asked | facts)
    )


def address(name: str, plan: Plan, **kwargs: Any) -> str:
    return reverse(f"plans:{name}", kwargs={"org": plan.organisation.code, "plan_id": plan.pk, **kwargs})


def sent(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "text": WORDS, "origin": "Chỉ đạo của Chủ tịch ngày 10/5/2026", "given_on": "10/5/2026",
        "lead": str(world.office.pk), "coordinating": [str(world.culture.pk)], "person": str(world.hung.pk),
        "director": "", "deadline_text": "trước ngày 20/6/2026", "meaning": "", "result_text": "Sổ",
        "key": "6f1f3a52-98b4-4b7a-b6f2-0a5f7f3e2a11",
    } | changes  # fmt: skip


def test_a_leader_gives_a_duty_from_the_plans_page(world: World) -> None:
    plan = issued_with(world, "Quý II")
    client = sign_in(world.minh)
    page = client.get(address("detail", plan)).content.decode()
    assert address("added-new", plan) in page
    assert client.get(address("added-new", plan)).status_code == 200
    for _ in range(2):  # pressed twice
        answer = client.post(address("added-new", plan), sent(world))
        assert (answer.status_code, answer["Location"]) == (303, address("detail", plan) + "#viec-giao-them")
    task = PlanTask.objects.added().get()
    assert (task.text, task.person, task.result_text) == (WORDS, world.hung, "Sổ")
    assert Milestone.objects.get(task=task).due_on == dt.date(2026, 6, 19)
    page = client.get(address("detail", plan)).content.decode()
    assert "Việc giao thêm sau khi ban hành" in page
    assert "trước ngày 20/6/2026" in page
    mine = sign_in(world.hung).get(reverse("work:mine", kwargs={"org": "an-binh"})).content.decode()
    assert WORDS in mine


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "text"),
        ({"origin": ""}, "origin"),
        ({"lead": "", "person": ""}, "lead"),
        ({"given_on": "31/12/2026"}, "__all__"),
        ({"given_on": "hôm qua"}, "given_on"),
        ({"deadline_text": "ngày 01/5/2026"}, "__all__"),
        ({"lead": "999999"}, "lead"),
    ],
)
def test_what_was_typed_stays_when_it_is_refused(world: World, wrong: dict[str, str], said: str) -> None:
    plan = issued_with(world, "Quý II")
    answer = sign_in(world.lan).post(address("added-new", plan), sent(world, **wrong))
    assert answer.status_code == 422
    assert said in answer.context["form"].errors
    assert "Sổ" in answer.content.decode()
    assert not PlanTask.objects.added().exists()


def test_the_words_are_said_back_as_days(world: World) -> None:
    plan = issued_with(world, "Quý II", on=dt.date(2026, 1, 5))
    answer = sign_in(world.lan).post(
        address("added-preview", plan), {"deadline_text": "hằng quý", "given_on": "10/5/2026"}
    )
    assert answer.context["preview"].days[0] == "30/6/2026"  # not the quarter before


def test_taking_back_asks_why(world: World) -> None:
    plan = issued_with(world, "Quý II")
    task = given(world, plan)
    client = sign_in(world.minh)
    where = address("added-withdraw", plan, task_id=task.pk)
    assert client.post(where, {"reason": ""}).status_code == 422
    assert client.post(where, {"reason": "Đã làm rồi"}).status_code == 303
    page = client.get(address("detail", plan)).content.decode()
    assert "Đã làm rồi" in page
    assert client.post(where, {"reason": "Lần nữa"}).status_code == 422
    printed = PlanTask.objects.filter(plan=plan).printed().first()
    assert printed is not None
    assert client.get(address("added-withdraw", plan, task_id=printed.pk)).status_code == 404


def pages_of(plan: Plan, task: PlanTask) -> list[str]:
    org = {"org": "an-binh"}
    table = plan.blocks.filter(kind="table").get()
    return [
        *(address(name, plan) for name in (
            "detail", "tasks", "clauses", "history", "print", "docx", "close", "replace", "added-new",
        )),
        address("task", plan, task_id=task.pk),
        address("table", plan, block_id=table.pk),
        address("start-from", plan, kind="nam-truoc"),
        reverse("plans:list", kwargs=org),
        reverse("plans:task-list", kwargs=org),
        *(reverse(f"work:{name}", kwargs=org) for name in ("mine", "list", "holding", "undated")),
        reverse("search:everything", kwargs=org) + "?q=so+theo+doi",
    ]  # fmt: skip


@pytest.mark.parametrize("facts", [{}, {"due_on": None}, {"due_on": None, "deadline_text": "hằng quý"}])
def test_every_page_of_the_plan_still_opens(world: World, facts: dict[str, Any]) -> None:
    plan = issued_with(world, "Quý II", "kịp thời")
    task = given(world, plan, **facts)
    client = sign_in(world.lan)
    broken = {page: client.get(page).status_code for page in pages_of(plan, task)}
    assert {page: code for page, code in broken.items() if code != 200} == {}
    for milestone in Milestone.objects.filter(task=task):
        shown = client.get(milestone.get_absolute_url())
        assert (shown.status_code, task.origin_text in shown.content.decode()) == (200, True)
    draft = draft_replacement(Plan.objects.get(pk=plan.pk), by=access_of(world.lan, world.an_binh))
    for name in ("detail", "editor", "readiness", "tasks"):
        assert client.get(address(name, draft)).status_code == 200
    begin = {"year": "2027", "submission_key": "8d0d2e57-7d2e-4a51-9b0e-0f2b1c6b8a10"}
    started = client.post(address("start-from", plan, kind="nam-truoc"), begin)
    assert started.status_code == 303
    for page in (started["Location"], started["Location"] + "?loai=tasks"):
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert WORDS not in answer.content.decode()


def _reads(client: Client, *addresses: str) -> str:
    return " ".join(client.get(each, follow=True).content.decode() for each in addresses)


def test_nothing_of_it_is_seen_from_above_or_beside(world: World) -> None:
    plan = issued_with(world, "Quý II")
    task = given(world, plan)
    above = sign_in(world.thao)
    text = _reads(
        above, address("detail", plan), address("tasks", plan), reverse("plans:task-list", kwargs={"org": "an-binh"}),
        reverse("search:everything", kwargs={"org": "an-binh"}) + "?q=so+theo+doi",
        reverse("search:everything", kwargs={"org": "ha-son"}) + "?q=so+theo+doi",
    )  # fmt: skip
    assert WORDS not in text
    assert above.get(address("task", plan, task_id=task.pk)).status_code == 404
    beside = sign_in(world.oanh)
    assert beside.get(address("added-new", plan)).status_code == 404
    assert beside.get(address("task", plan, task_id=task.pk)).status_code == 404
