"""The bell leads to what it rings for; wishes are kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from notifications.domain.notify import notify
from tests.e2e.editing import enter_as
from tests.notifications.kinds_of_tests import LATE, NEWS
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_bell_to_the_page_and_to_ones_wishes(page: Page, live_server: Any, world: World) -> None:
    for number in range(3):
        notify(
            kind=LATE.code, to=[world.lan.pk], organisation=world.an_binh, text=f"Việc {number} quá hạn",
            url="/an-binh/ke-hoach/", key=f"v-{number}", at=timezone.now(),
        )  # fmt: skip
    page.set_viewport_size({"width": 360, "height": 740})
    enter_as(page, world.lan, live_server)
    page.goto("/an-binh/")
    page.get_by_role("link", name="Thông báo, 3 chưa đọc").click()
    page.get_by_role("link", name="Việc 1 quá hạn").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kế hoạch")
    page.get_by_role("link", name="Thông báo, 2 chưa đọc").click()
    page.get_by_role("button", name=re.compile(r"Đã đọc\s*: Việc 0")).click()
    expect(page.get_by_role("link", name="Thông báo, 1 chưa đọc")).to_be_visible()
    page.get_by_role("button", name="Đánh dấu đã đọc tất cả").click()
    expect(page.get_by_role("link", name="Thông báo", exact=True)).to_be_visible()
    page.get_by_role("link", name="Cách nhận thông báo").click()
    page.get_by_label("Gửi lúc").select_option("08:00")
    page.get_by_label(f"Gửi thư: {NEWS.label}").uncheck()
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu cách nhận thông báo.")).to_be_visible()
    expect(page.get_by_label("Gửi lúc")).to_have_value("8")
    expect(page.get_by_label(f"Gửi thư: {NEWS.label}")).not_to_be_checked()
    expect(page.get_by_label(f"Gửi thư: {LATE.label}", exact=True)).to_be_checked()
