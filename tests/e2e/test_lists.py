"""A list filtered, ordered and paged by hand: the address holds it all, Back returns to it, the count is told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.plans.plans_world import drafted, issued
from tests.world import World, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lan(page: Page, world: World, live_server: Any) -> Page:
    issued(world, drafted(world, "Cải cách năm nay"))
    for number in range(32):
        drafted(world, f"Dự thảo số {number:02}")
    cookie = sign_in(world.lan).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.goto("/an-binh/ke-hoach/")
    return page


def count(page: Page, text: str) -> None:
    expect(page.locator("#so-dong")).to_have_text(text)


def test_what_is_chosen_filters_at_once_and_back_undoes_it(lan: Page) -> None:
    count(lan, "33 kế hoạch")
    told = lan.locator("#so-dong").element_handle()
    lan.get_by_label("Trạng thái").select_option("issued")
    count(lan, "1 kế hoạch")
    assert told is not None
    assert told.evaluate("element => element.isConnected"), "the same live region, so that it is read out"
    expect(lan).to_have_url("/an-binh/ke-hoach/?trang_thai=issued")
    lan.get_by_label("Năm").select_option("2026")
    expect(lan).to_have_url("/an-binh/ke-hoach/?nam=2026&trang_thai=issued")
    lan.go_back()
    expect(lan).to_have_url("/an-binh/ke-hoach/?trang_thai=issued")
    expect(lan.get_by_label("Trạng thái")).to_have_value("issued")
    expect(lan.get_by_label("Năm")).to_have_value("")
    lan.get_by_role("search", name="Lọc kế hoạch").get_by_role("link", name="Bỏ lọc").click()
    count(lan, "33 kế hoạch")


def test_words_filter_when_the_typing_rests(lan: Page) -> None:
    field = lan.get_by_label("Tìm (gõ không dấu cũng được)", exact=True)
    field.press_sequentially("so 07", delay=30)
    count(lan, "1 kế hoạch")
    expect(field).to_be_focused()
    expect(field).to_have_value("so 07")
    expect(lan).to_have_url(re.compile(r"\?q=so"))
    field.fill("hươu cao cổ")
    expect(lan.get_by_text("Không có kế hoạch nào khớp")).to_be_visible()


def test_order_and_page_keep_the_filter(lan: Page) -> None:
    lan.goto("/an-binh/ke-hoach/?trang_thai=draft")
    lan.get_by_role("link", name="Năm").click()
    expect(lan.get_by_role("columnheader", name="Năm")).to_have_attribute("aria-sort", "descending")
    lan.get_by_role("link", name="Trang sau").click()
    expect(lan).to_have_url("/an-binh/ke-hoach/?trang_thai=draft&sap=-nam&trang=2")
    count(lan, "32 kế hoạch")
    lan.get_by_label("Năm", exact=True).select_option("2026")
    expect(lan).to_have_url("/an-binh/ke-hoach/?nam=2026&trang_thai=draft&sap=-nam")
    lan.go_back()
    expect(lan).to_have_url("/an-binh/ke-hoach/?trang_thai=draft&sap=-nam&trang=2")
