"""Many duties given at once and taken back; a person hands over and the minutes are printed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from plans.models import PlanTask
from tests.e2e.test_work import come_in, findings, issued_lately
from tests.work.work_world import tasks_of
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_given_at_once_and_taken_back(page: Page, live_server: Any, world: World) -> None:
    plan = issued_lately(world)
    come_in(page, world.minh, live_server)
    page.goto(f"{live_server.url}/an-binh/viec/")
    ticks = page.get_by_role("checkbox")
    expect(ticks).to_have_count(4)
    ticks.nth(0).check()
    ticks.nth(1).check()
    page.get_by_role("button", name="Giao việc", exact=True).click()
    expect(page.get_by_text("Đã chọn 2 việc")).to_be_visible()
    page.get_by_label("Người phụ trách").select_option(label="Nguyễn Thị Lan")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("chưa có ai → Nguyễn Thị Lan")).to_have_count(2)
    assert findings(page) == []
    page.get_by_role("button", name="Giao 2 việc").click()
    expect(page.get_by_text("2 thay đổi")).to_be_visible()
    assert PlanTask.objects.filter(plan=plan, person=world.lan).count() == 2
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã hoàn tác 2 thay đổi")).to_be_visible()
    assert PlanTask.objects.filter(plan=plan, person=world.lan).count() == 0


def test_handed_over_with_minutes(page: Page, live_server: Any, world: World) -> None:
    plan = issued_lately(world)
    PlanTask.objects.filter(plan=plan).update(person=world.lan)
    come_in(page, world.minh, live_server)
    page.goto(f"{live_server.url}/an-binh/viec/ban-giao/")
    page.get_by_role("link", name="Lập bàn giao").first.click()
    page.get_by_label("Người bàn giao").select_option(label="Nguyễn Thị Lan")
    page.get_by_label("Lý do").fill("Chuyển công tác")
    page.get_by_label("Người nhận", exact=False).first.select_option(label="Phạm Thị Hạnh")
    page.get_by_role("button", name="Xem các nhiệm vụ").click()
    expect(page.get_by_role("button", name="Bàn giao 4 nhiệm vụ")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name="Bàn giao 4 nhiệm vụ").click()
    minutes = page.get_by_role("link", name="In biên bản (PDF)")
    expect(minutes).to_be_visible()
    assert {task.person_id for task in tasks_of(plan)} == {world.hanh.pk}
    answer = page.request.get(f"{live_server.url}{minutes.get_attribute('href')}")
    assert answer.body().startswith(b"%PDF")
    assert findings(page) == []
