"""Ten thousand duties of one office: each page shows its share, and asks no more than for a few."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import PlanTask, TaskUnit
from tests.work.work_world import TODAY, issued_with, tasks_of
from tests.world import World, access_of, sign_in
from work.models import Milestone
from work.queries.lists import Filters, office_work

pytestmark = pytest.mark.one_database
ORG = {"org": "an-binh"}
MANY = 10_000


@pytest.fixture
def crowded(world: World) -> World:
    """So many duties of Lan's office, each due on one of two hundred days, the first of them late."""
    plan = issued_with(world, "Quý II")
    task = tasks_of(plan)[0]
    lineless = {"row_id": None, "block_id": None, "added_on": TODAY}
    tasks = PlanTask.objects.bulk_create(
        PlanTask(plan=plan, text=f"Việc {number}", tracked=True, lineage=uuid.uuid4(), **lineless)
        for number in range(1, MANY)
    )
    assert len(tasks) == MANY - 1
    parties = list(TaskUnit.objects.filter(task=task))
    TaskUnit.objects.bulk_create(
        TaskUnit(plan=plan, task=each, unit_id=party.unit_id, role=party.role) for each in tasks for party in parties
    )
    first = TODAY - dt.timedelta(days=20)
    days = [first + dt.timedelta(days=number % 200) for number in range(len(tasks))]
    Milestone.objects.bulk_create(
        Milestone(organisation=world.an_binh, plan=plan, task=each, kind="due", due_on=day, original_due_on=day)
        for each, day in zip(tasks, days, strict=True)
    )
    return world


def test_ten_thousand_duties_of_one_office(crowded: World) -> None:
    client = sign_in(crowded.lan)
    rows = office_work(access_of(crowded.lan, crowded.an_binh), Filters(), TODAY)
    assert rows.count() == MANY
    for name in ("work:list", "work:mine"):
        url = reverse(name, kwargs=ORG)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(url)
        assert page.status_code == 200
        assert len(asked) <= 30
        assert page.content.decode().count("/an-binh/viec/") < 1_000
