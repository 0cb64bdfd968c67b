"""From a draft with a fault to the leader and back, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from accounts.models import User
from plans.domain.drafting import update_header
from plans.domain.tasks import mark_task, save_task
from plans.enums import PlanState
from plans.models import Plan
from tests.plans.plans_world import drafted, with_line
from tests.world import World, access_of, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def enter(page: Page, live_server: Any, user: User) -> None:
    page.context.clear_cookies()
    cookie = sign_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])


def test_a_plan_is_mended_submitted_and_returned(page: Page, live_server: Any, world: World):
    by = access_of(world.lan, world.an_binh)
    plan = drafted(world)
    line = with_line(plan, "Rà soát quy trình nội bộ")
    task = mark_task(line, by=by)
    save_task(task, by=by, seen=task.version, lead_text="UBND xã", tracked=True)
    update_header(Plan.objects.get(pk=plan.pk), by=by, seen=plan.version, title="")
    enter(page, live_server, world.lan)

    # Beside the paper stands what is missing, and the button is greyed with the reason.
    page.goto(plan.get_absolute_url())
    known = page.get_by_role("complementary")
    expect(known.get_by_role("link", name="Chưa có trích yếu")).to_be_visible()
    expect(page.get_by_role("button", name="Trình lãnh đạo")).to_be_disabled()
    expect(page.get_by_text("Còn 1 điều phải sửa trước khi trình.")).to_be_visible()
    known.get_by_role("link", name="Chưa có trích yếu").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Trích yếu").fill("Cải cách hành chính năm 2026")
    form = page.url
    page.get_by_role("button", name="Lưu").click()
    expect(page).not_to_have_url(form)

    # In the editor the list leads to the line, and the button is open now.
    page.goto(f"{plan.get_absolute_url()}soan/")
    missing = page.locator("#san-sang")
    expect(missing.get_by_role("link", name="Chủ trì là tên chung")).to_be_visible()
    missing.get_by_role("link", name="Chủ trì là tên chung").focus()
    page.keyboard.press("Enter")
    expect(page.locator("textarea:focus")).to_have_value("Rà soát quy trình nội bộ")
    expect(page.get_by_role("link", name="Trình lãnh đạo")).to_be_visible()

    # A warning is let stand by keyboard alone; then the plan goes.
    page.goto(f"{plan.get_absolute_url()}kiem-tra/")
    page.locator("#lead-is-collective summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Lý do").first.fill("Cả xã cùng làm")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Cả xã cùng làm")).to_be_attached()
    page.get_by_role("link", name="Trình lãnh đạo").click()
    page.get_by_label("Ý kiến gửi lãnh đạo").fill("Xin ý kiến")
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.get_by_text("trình lãnh đạo").first).to_be_visible()
    expect(page.get_by_role("link", name="Soạn thảo")).to_have_count(0)

    # The leader finds it on the first page and gives it back; the drafter reads why.
    enter(page, live_server, world.minh)
    page.goto(f"/{world.an_binh.code}/")
    page.get_by_role("link", name="Kế hoạch chờ ông/bà xem").click()
    page.get_by_role("link", name="Cải cách hành chính năm 2026").click()
    page.get_by_role("link", name="Trả lại").click()
    page.get_by_label("Lý do trả lại").fill("Bổ sung kinh phí")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_text("Bổ sung kinh phí").first).to_be_visible()
    enter(page, live_server, world.lan)
    page.goto(plan.get_absolute_url())
    expect(page.get_by_text("Trần Văn Minh trả lại")).to_be_visible()
    assert Plan.objects.get(pk=plan.pk).state == PlanState.DRAFT
