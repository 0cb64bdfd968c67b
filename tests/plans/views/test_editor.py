"""The editor's page and its answers, for each role."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Block, Plan
from tests.plans.plans_world import content_heading, drafted, issued, plan_of, with_line, with_table
from tests.world import World, sign_in

JSON = {"HTTP_ACCEPT": "application/json"}


def address(plan: Plan, name: str = "editor-steps") -> str:
    return reverse(f"plans:{name}", kwargs={"org": plan.organisation.code, "plan_id": plan.pk})


def send(client: Client, plan: Plan, *steps: dict[str, Any], **more: Any) -> Any:
    body = {"tab": str(uuid.uuid4()), "at": None, "revision": plan.revision, "steps": list(steps), **more}
    return client.post(address(plan), json.dumps(body), content_type="application/json", **JSON)


def step(do: str, **fields: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "do": do, **fields}


def page_state(client: Client, plan: Plan) -> dict[str, Any]:
    page = client.get(address(plan, "editor")).content.decode()
    found = re.search(r'<script id="trang-thai" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_the_page_carries_the_whole_plan(world: World) -> None:
    plan = drafted(world)
    with_line(plan, task=True)
    with_table(plan, 2)
    state = page_state(sign_in(world.lan), plan)
    assert [line["text"] for line in state["lines"]][:2] == [
        each.text for each in Block.objects.filter(plan=plan).order_by("position")[:2]
    ]
    table = next(line for line in state["lines"] if line["kind"] == "table")
    assert [row["task"]["lead_text"] for row in table["rows"]] == ["Văn phòng - Thống kê"] * 2
    assert table["rows"][0]["task"]["deadline"]["days"]
    assert {unit["name"] for unit in state["units"]} >= {"Văn phòng - Thống kê"}
    assert state["me"] == "Nguyễn Thị Lan"


def test_a_key_press_is_saved(world: World) -> None:
    plan = drafted(world)
    line = with_line(plan)
    answer = send(sign_in(world.lan), plan, step("text", line=str(line.key), was=line.text, text="Rà soát 5 quy trình"))
    assert answer.status_code == 200
    got = answer.json()
    assert [each["ok"] for each in got["results"]] == [True]
    assert [each["text"] for each in got["lines"]] == ["Rà soát 5 quy trình"]
    line.refresh_from_db()
    assert line.text == "Rà soát 5 quy trình"


def test_enter_goes_on_with_the_list(world: World) -> None:
    plan = drafted(world)
    new = str(uuid.uuid4())
    fields = {"key": new, "kind": None, "level": None, "marker": None, "text": ""}
    answer = send(
        sign_in(world.lan),
        plan,
        step("add", after=str(content_heading(plan).key), region="body", appendix=None, lines=[fields]),
    )
    got = answer.json()
    made = next(each for each in got["lines"] if each["key"] == new)
    assert (made["kind"], made["level"], made["marker"]) == ("heading", 1, "IV.")
    assert got["order"].index(new) == got["order"].index(str(content_heading(plan).key)) + 1
    assert Block.objects.get(plan=plan, role="budget").marker == "V."


def test_the_queries_do_not_grow_with_the_plan(world: World) -> None:
    client, plan = sign_in(world.lan), drafted(world)
    with_line(plan, task=True)
    with_table(plan, 1)
    client.get(address(plan, "editor"))
    counted = []
    for more in (0, 12):
        for number in range(more):
            with_line(plan, f"Việc {number}", task=True)
        if more:
            with_table(plan, 6)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(plan, "editor"))
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 20


@pytest.mark.parametrize(("who", "status"), [("minh", 303), ("nga", 404), ("an", 404), ("oanh", 404), ("son", 404)])
def test_others_do_not_open_it(world: World, who: str, status: int) -> None:
    assert sign_in(getattr(world, who)).get(address(drafted(world), "editor")).status_code == status


def test_an_issued_plan_leads_to_its_page_with_the_reason(world: World) -> None:
    plan = issued(world, drafted(world))
    client = sign_in(world.lan)
    answer = client.get(address(plan, "editor"))
    assert (answer.status_code, answer["Location"]) == (303, plan.get_absolute_url())
    assert "đã ban hành nên câu chữ không sửa được" in client.get(answer["Location"]).content.decode()


ASKED = ("editor-news", "editor-lines", "editor-deadline")
SENT = ("editor-steps", "editor-split")


@pytest.mark.parametrize("name", [*ASKED, *SENT])
@pytest.mark.parametrize(("who", "status"), [("minh", 403), ("nga", 403), ("oanh", 404), ("thao", 403), (None, 401)])
def test_each_is_refused_in_json(world: World, name: str, who: str | None, status: int) -> None:
    plan = drafted(world)
    client = sign_in(getattr(world, who) if who else None)
    if name in ASKED:
        answer = client.get(address(plan, name), **JSON)
    else:
        answer = client.post(address(plan, name), "{}", content_type="application/json", **JSON)
    assert answer.status_code == status
    if status != 404:
        assert answer["Content-Type"] == "application/json"
        assert len(answer.json()["say"]) > 20


@pytest.mark.parametrize("name", [*ASKED, *SENT])
def test_a_plan_of_another_organisation_is_not_found(world: World, name: str) -> None:
    foreign = plan_of(world.binh_minh)
    here = reverse(f"plans:{name}", kwargs={"org": "an-binh", "plan_id": foreign.pk})
    client = sign_in(world.lan)
    assert {client.get(here, **JSON).status_code, client.post(here, "{}", content_type="application/json").status_code} <= {
        404, 405,
    }  # fmt: skip


def test_lines_of_another_plan_are_not_given(world: World) -> None:
    plan, other = drafted(world), drafted(world, "Kế hoạch khác")
    mine, theirs = with_line(plan), with_line(other)
    keys = {"key": [str(mine.key), str(theirs.key), "x", str(uuid.uuid4())]}
    got = sign_in(world.lan).get(address(plan, "editor-lines"), keys, **JSON).json()
    assert [line["key"] for line in got["lines"]] == [str(mine.key)]


def test_an_ended_session_keeps_nothing_and_says_so(world: World) -> None:
    client, plan = sign_in(world.lan), drafted(world)
    block = with_line(plan)
    client.logout()
    answer = send(client, plan, step("text", line=str(block.key), was=block.text, text="Khác"))
    assert (answer.status_code, "đăng nhập" in answer.json()["say"]) == (401, True)
    assert answer.json()["url"].startswith("/")


def test_a_stale_token_is_told_apart_from_a_refusal(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.lan, backend="accounts.backends.EmailOrStaffCodeBackend")
    answer = send(client, drafted(world))
    assert (answer.status_code, "lần nữa" in answer.json()["say"]) == (403, True)
    assert "csrftoken" in answer.cookies


def test_a_plan_issued_meanwhile_says_what_was_still_taken(world: World) -> None:
    client, plan = sign_in(world.lan), drafted(world)
    block = with_line(plan)
    taken = step("text", line=str(block.key), was=block.text, text="Mới")
    assert send(client, plan, taken).status_code == 200
    issued(world, plan)
    late = step("text", line=str(block.key), was="Mới", text="Muộn")
    answer = send(client, plan, taken, late)
    assert answer.status_code == 409
    assert "đã ban hành" in answer.json()["say"]
    assert answer.json()["results"] == [{"id": taken["id"], "ok": True}]
    assert client.get(address(plan, "editor-news"), **JSON).status_code == 409


@pytest.mark.parametrize(
    "body",
    ["", "[]", "5", "null", "{", "{}", '{"steps": 5}', '{"steps": [5]}', '{"steps": [{}]}', '{"steps": [{"id": "x"}]}',
     "[" * 20_000],
)  # fmt: skip
def test_nonsense_is_answered_kindly(world: World, body: str) -> None:
    answer = sign_in(world.lan).post(address(drafted(world)), body, content_type="application/json", **JSON)
    assert (answer.status_code, "tải lại trang" in answer.json()["say"]) == (422, True)


def test_odd_company_is_ignored(world: World) -> None:
    client, plan = sign_in(world.lan), drafted(world)
    odd: dict[str, Any] = {"tab": "x" * 500, "at": ["y"], "revision": "z", "rows": "w"}
    assert send(client, plan, **odd).json()["results"] == []
    assert client.get(address(plan, "editor-news"), odd, **JSON).status_code == 200


def test_too_much_at_once_is_said(world: World) -> None:
    client, plan = sign_in(world.lan), drafted(world)
    many = [step("mark", line=str(uuid.uuid4())) for _ in range(201)]
    heavy = step("text", line=str(uuid.uuid4()), was="", text="x" * 3_000_000)
    for answer in (send(client, plan, *many), send(client, plan, heavy)):
        assert (answer.status_code, "Nhập từ văn bản" in answer.json()["say"]) == (413, True)
    body = json.dumps({"text": "dòng\n" * 12_000, "html": "", "region": "body"})
    answer = client.post(address(plan, "editor-split"), body, content_type="application/json", **JSON)
    assert (answer.status_code, "Nhập từ văn bản" in answer.json()["say"]) == (413, True)


def test_news_come_only_when_there_are_any(world: World) -> None:
    lan, hung, plan = sign_in(world.lan), sign_in(world.hung), drafted(world)
    block = with_line(plan)
    state = page_state(lan, plan)
    tab = str(uuid.uuid4())
    asked = {"tab": tab, "at": str(block.key), "revision": state["plan"]["revision"]}
    assert set(lan.get(address(plan, "editor-news"), asked, **JSON).json()) == {"revision", "people"}
    send(hung, plan, step("text", line=str(block.key), was=block.text, text="Của Hùng"), at=str(block.key))
    news = lan.get(address(plan, "editor-news"), asked, **JSON).json()
    marks = {line["key"]: line["mark"] for line in state["lines"]}
    assert [key for key, mark in news["order"] if marks[key] != mark] == [str(block.key)]
    assert news["people"] == [{"name": "Lê Quốc Hùng", "line": str(block.key)}]
    fresh = lan.get(address(plan, "editor-lines"), {"key": str(block.key)}, **JSON).json()["lines"]
    assert [(line["text"], line["mark"]) for line in fresh] == [("Của Hùng", dict(news["order"])[str(block.key)])]


def test_what_is_pasted_comes_back_as_lines(world: World) -> None:
    client, plan = sign_in(world.lan), drafted(world)
    under = Block.objects.get(plan=plan, text="Mục đích")
    body = {"text": "- Rõ việc;\n- Rõ người.", "html": "", "region": "body", "after": str(under.key)}
    before = Block.objects.filter(plan=plan).count()
    got = client.post(address(plan, "editor-split"), json.dumps(body), content_type="application/json", **JSON).json()
    assert [(line["level"], line["marker"], line["text"]) for line in got["lines"]] == [
        (3, "-", "Rõ việc;"), (3, "-", "Rõ người."),
    ]  # fmt: skip
    assert Block.objects.filter(plan=plan).count() == before
    lines = [{"key": str(uuid.uuid4()), **line} for line in got["lines"]]
    added = send(client, plan, step("add", after=str(under.key), region="body", lines=lines))
    assert added.json()["results"][0]["ok"]


@pytest.mark.parametrize(
    "odd",
    [{"text": 5}, {"html": [5]}, {"region": "moon"}, {"region": ["body"]}, {"region": {"body": 1}}, {"appendix": "x"},
     {"appendix": 5}, {"region": "appendix", "appendix": 10**30}, {"region": "appendix", "appendix": True}],
)  # fmt: skip
def test_an_odd_paste_is_refused(world: World, odd: dict[str, Any]) -> None:
    body = json.dumps({"text": "A\nB", "html": "", "region": "body", "after": str(uuid.uuid4()), **odd})
    answer = sign_in(world.lan).post(
        address(drafted(world), "editor-split"), body, content_type="application/json", **JSON
    )
    assert answer.status_code == 422


def test_words_of_a_deadline_are_read_while_typed(world: World) -> None:
    client, plan = sign_in(world.lan), drafted(world)
    got = client.get(address(plan, "editor-deadline"), {"words": "Trước ngày 30/6/2026"}, **JSON).json()
    assert (got["state"], got["days"]) == ("understood", ["29/6/2026"])
    got = client.get(address(plan, "editor-deadline"), {"words": "Quý I, Quý II", "meaning": "odd"}, **JSON).json()
    assert (got["state"], len(got["choices"])) == ("question", 2)
    assert client.get(address(plan, "editor-deadline"), {"words": "khi nào rảnh"}, **JSON).json()["state"] == "question"


def test_typed_markup_never_leaves_the_state_as_markup(world: World) -> None:
    client, plan = sign_in(world.lan), drafted(world)
    block = with_line(plan)
    evil = "</script><script>alert(1)</script>"
    assert send(client, plan, step("text", line=str(block.key), was=block.text, text=evil)).json()["results"][0]["ok"]
    page = client.get(address(plan, "editor")).content.decode()
    assert evil not in page
    assert evil in [line["text"] for line in page_state(client, plan)["lines"]]
