"""Signing in by keyboard, filtering people while typing, and a session that ends in mid-edit."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in_by_keyboard(page: Page, name: str) -> None:
    """The first field has the focus; Tab and Enter do the rest."""
    page.goto("/dang-nhap/")
    expect(page.locator("input[name=username]")).to_be_focused()  # a busy browser gives the focus after loading
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    expect(page.locator("input[name=password]")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/an-binh/")


def end_session(page: Page) -> None:
    kept = [each for each in page.context.cookies() if each["name"] != settings.SESSION_COOKIE_NAME]
    page.context.clear_cookies()
    page.context.add_cookies(kept)


def test_people_are_found_while_typing(page: Page, live_server: Any, world: World) -> None:
    sign_in_by_keyboard(page, "an@cchc.example")
    page.goto("/an-binh/tai-khoan/")
    page.get_by_label("Tìm tên").press_sequentially("do thuy")
    expect(page.get_by_text("1 người", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=do"))
    expect(page.get_by_role("link", name="Đỗ Thúy Nga")).to_be_visible()
    stored = page.evaluate("Object.values(localStorage).join('') + Object.values(sessionStorage).join('')")
    assert "Thúy Nga" not in stored, "names stay out of the browser's store"


def test_a_fragment_without_a_session_says_where_to_sign_in(page: Page, live_server: Any, world: World) -> None:
    sign_in_by_keyboard(page, "an@cchc.example")
    page.goto("/an-binh/tai-khoan/")
    end_session(page)
    page.get_by_label("Tìm tên").press_sequentially("lan")
    expect(page.get_by_role("link", name="Đăng nhập trong thẻ mới")).to_be_visible()
    expect(page.get_by_label("Tìm tên")).to_have_value("lan")
    expect(page.get_by_role("link", name="Vũ Đức An", exact=True)).to_be_visible()


def test_a_form_without_a_session_is_sent_after_signing_in(page: Page, live_server: Any, world: World) -> None:
    sign_in_by_keyboard(page, "an@cchc.example")
    page.goto("/an-binh/bo-phan/")
    page.get_by_label("Tên bộ phận").fill("Tổ công nghệ số cộng đồng")
    end_session(page)
    page.get_by_role("button", name="Thêm bộ phận").click()
    expect(page.get_by_role("heading", name="Phiên làm việc đã hết hạn")).to_be_visible()
    other = page.context.new_page()
    sign_in_by_keyboard(other, "an@cchc.example")
    other.close()
    again = page.get_by_role("button", name="Gửi lại")
    with page.expect_navigation():
        again.click()
    if again.count():  # the fresh session has a fresh form key
        again.click()
    expect(page.get_by_role("cell", name="Tổ công nghệ số cộng đồng").first).to_be_visible()
    assert world.an_binh.units.filter(name="Tổ công nghệ số cộng đồng").count() == 1


def test_back_after_signing_out_shows_nothing(page: Page, live_server: Any, world: World) -> None:
    """Chromium under test keeps no pages for its Back button, so the event of a kept page is sent by hand."""
    kept_page_shown = "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    sign_in_by_keyboard(page, "an@cchc.example")
    page.goto("/an-binh/tai-khoan/")
    page.evaluate(kept_page_shown)
    expect(page.get_by_role("heading", name="Tài khoản")).to_be_visible()
    other = page.context.new_page()
    other.goto("/an-binh/")
    other.get_by_role("button", name="Đăng xuất").first.click()
    expect(other.get_by_label("Mật khẩu")).to_be_visible()
    page.evaluate(kept_page_shown)
    expect(page.get_by_label("Mật khẩu")).to_be_visible()
