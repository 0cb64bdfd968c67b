"""The main job in a real browser: paste a plan, settle what was unsure, accept, print, record its issue."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from plans.models import Plan
from tests.e2e.editing import enter_as
from tests.plans.texts import PLAN_TEXT
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db(transaction=True)
TAKEN_IN = re.compile(r"/ke-hoach/\d+/")


def sign_in(page: Page, login: str) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label(re.compile("Thư điện tử", re.I)).fill(login)
    page.get_by_label("Mật khẩu", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).not_to_have_url(re.compile("/dang-nhap/"))


def read_in(page: Page, org: str, text: str) -> None:
    page.goto(f"/{org}/ke-hoach/nhap/")
    page.get_by_label("Dán nội dung văn bản vào đây").fill(text)
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page.get_by_role("heading", name="Đối chiếu bản đọc")).to_be_visible()


def test_from_pasted_text_to_the_issued_paper(page: Page, live_server: Any, world: World):
    org = world.an_binh.code
    sign_in(page, world.lan.login_name)
    read_in(page, org, PLAN_TEXT)

    # What was understood stands beside the original line, and one task is corrected in place.
    article = page.locator("article", has_text="Lập sổ theo dõi hồ sơ trễ hạn").first
    expect(article).to_contain_text("Văn phòng – Thống kê")
    article.get_by_role("link", name="Sửa nhiệm vụ").click()
    page.get_by_label("Mỗi kỳ một kết quả").check()
    page.get_by_role("button", name="Lưu nhiệm vụ").click()
    expect(page.get_by_text("Đã lưu bản đọc.")).to_be_visible()

    page.get_by_role("button", name="Nhận vào hệ thống").click()
    expect(page).to_have_url(TAKEN_IN)
    plan = Plan.objects.get()
    assert plan.get_absolute_url() in page.url
    expect(page.get_by_text("Lập sổ theo dõi hồ sơ trễ hạn").first).to_be_visible()

    # The preview is the official PDF itself.
    page.goto(f"/{org}/ke-hoach/{plan.pk}/ban-in/")
    expect(page.get_by_role("link", name="Tải bản in (PDF)")).to_be_visible()
    answer = page.request.get(f"{live_server.url}/{org}/ke-hoach/{plan.pk}/ban-in.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")

    page.context.clear_cookies()
    enter_as(page, world.hanh, live_server)
    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name="Ghi nhận ban hành").click()
    page.locator("input[name=number]").fill("12")
    page.get_by_role("button", name=re.compile("Ghi nhận")).click()
    expect(page.get_by_text("Đã ban hành").first).to_be_visible()
    plan.refresh_from_db()
    assert plan.state == "issued"
    assert plan.tasks.filter(tracked=True).count() >= 3


def test_the_main_job_works_without_javascript(browser: Any, live_server: Any, world: World):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url, locale="vi-VN")
    page = context.new_page()
    org = world.an_binh.code
    sign_in(page, world.lan.login_name)
    read_in(page, org, PLAN_TEXT)
    page.get_by_role("button", name="Nhận vào hệ thống").click()
    expect(page).to_have_url(TAKEN_IN)
    assert Plan.objects.count() == 1
    context.close()


def test_a_session_lost_in_mid_edit_loses_nothing_typed(page: Page, live_server: Any, world: World):
    org = world.an_binh.code
    enter_as(page, world.lan, live_server)
    page.goto(f"/{org}/ke-hoach/nhap/")
    page.get_by_label("Dán nội dung văn bản vào đây").fill(PLAN_TEXT)
    page.context.clear_cookies()
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page.locator("body")).to_contain_text("Phiên làm việc")
    # Signed in in another tab of the same browser, then the kept text is sent again.
    enter_as(page, world.lan, live_server)
    again = page.get_by_role("button", name="Gửi lại")
    with page.expect_navigation():
        again.click()
    if again.count():  # the fresh session has a fresh form key
        again.click()
    expect(page.get_by_role("heading", name="Đối chiếu bản đọc")).to_be_visible()


def test_a_line_edited_in_place_is_saved_after_signing_in_elsewhere(page: Page, live_server: Any, world: World):
    enter_as(page, world.lan, live_server)
    read_in(page, world.an_binh.code, PLAN_TEXT)
    page.get_by_role("button", name="Nhận vào hệ thống").click()
    line = page.locator(".app-line", has_text="Lập sổ theo dõi hồ sơ trễ hạn").first
    line.hover()
    line.get_by_role("link", name=re.compile("^Sửa")).click()
    page.get_by_role("textbox", name="Nội dung").fill("Lập sổ theo dõi hồ sơ trễ hạn, viết lại")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("link", name="Đăng nhập trong thẻ mới")).to_be_visible()
    other = page.context.new_page()
    sign_in(other, world.lan.login_name)
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("form.app-line-form")).to_have_count(0)
    expect(page.locator("p.app-printed", has_text="hồ sơ trễ hạn, viết lại")).to_be_visible()
