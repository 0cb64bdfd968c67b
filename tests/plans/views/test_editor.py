"""The editor's page and its answers, for each role."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Block, Plan
from tests.plans.plans_world import content_heading, drafted, issued, with_line, with_table
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
