"""Ten thousand duties of one plan: the lists open, with as many queries as for two."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Plan, PlanTask
from tests.work.work_world import ISSUED_ON, issued_with, milestones_of
from tests.world import World, sign_in
from work.models import Milestone
from work.queries.lists import ROWS_A_PAGE

pytestmark = pytest.mark.django_db
MANY = 10_000


def url(name: str, query: str = "", **kwargs: int) -> str:
    return reverse(f"work:{name}", kwargs={"org": "an-binh", **kwargs}) + query


def looked(client: Client, address: str) -> tuple[int, str]:
    """How many queries, and the page."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(queries), answer.content.decode()


def give(world: World, plan: Plan, number: int) -> None:
    """So many duties of Lan's, given after the issue, one result each over fifty days."""
    duties = PlanTask.objects.bulk_create(
        PlanTask(
            plan=plan, position=100 + each, text=f"Việc thêm {each}", search=f"viec them {each}", tracked=True,
            person=world.lan, added_on=ISSUED_ON,
        )
        for each in range(number)
    )  # fmt: skip
    day = dt.date(2026, 5, 1)
    Milestone.objects.bulk_create(
        Milestone(
            organisation=world.an_binh, plan=plan, task=duty, kind="due", start=ISSUED_ON,
            due_on=day + dt.timedelta(days=at % 50), original_due_on=day + dt.timedelta(days=at % 50),
        )
        for at, duty in enumerate(duties)
    )  # fmt: skip


def test_ten_thousand_tasks_in_one_list(world: World) -> None:
    plan = issued_with(world, "Quý II", "chậm nhất ngày 20/05/2026")
    give(world, plan, 100)
    client = sign_in(world.lan)
    addresses = {
        name: url(name, query)
        for name, query in (("list", ""), ("mine", ""), ("calendar", "?cua=don-vi&xem=thang"), ("holding", ""))
    }
    addresses["timeline"] = url("timeline", plan_id=plan.pk)
    few = {name: looked(client, address)[0] for name, address in addresses.items()}
    give(world, plan, MANY - 100)
    many = {name: looked(client, address)[0] for name, address in addresses.items()}
    # The ids of a person's own duties (the page, and the number in every menu) are read in steps of five thousand.
    assert [name for name in many if not few[name] <= many[name] <= few[name] + 2] == []
    middle = Milestone.objects.order_by("due_on", "pk")[MANY // 2]
    queries, page = looked(client, url("list", f"?sau={middle.due_on}_{middle.pk}"))
    assert queries == many["list"]
    assert page.count('class="app-work"') == ROWS_A_PAGE
    assert milestones_of(plan, 1)[0].task.text not in page
