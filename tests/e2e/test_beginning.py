"""Beginning a plan in a real browser: each page looked at, and the whole way gone without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from plans.domain.pasted import prepare_appendix
from plans.domain.starting import prepare_plan
from plans.domain.superior import prepare_from_superior
from plans.enums import StartKind
from plans.models import Plan, PlanTask
from tests.e2e.test_every_page import TOO_WIDE, wide_parts
from tests.plans.domain.test_pasted import TEXT
from tests.plans.domain.test_superior import provinces_plan
from tests.plans.last_year import last_years_plan
from tests.world import TODAY, World, access_of, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
MADE = re.compile(r"/ke-hoach/\d+/")


def enter(page: Page, live_server: Any, world: World) -> None:
    cookie = sign_in(world.lan).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])


def test_each_kind_of_preparation(page: Page, live_server: Any, world: World) -> None:
    """No finding of axe, nothing that sticks out at 1366 and 360 px."""
    by = access_of(world.lan, world.an_binh)
    source, above = last_years_plan(world), provinces_plan(world)
    starts = [
        prepare_plan(source, kind=StartKind.LAST_YEAR, by=by, year=2026, today=TODAY),
        prepare_from_superior(above, by=by, year=2026, today=TODAY),
        prepare_appendix(by=by, year=2026, text=TEXT),
    ]
    enter(page, live_server, world)
    org = {"org": "an-binh"}
    addresses = [reverse("plans:start", kwargs={**org, "start_id": start.pk}) for start in starts]
    addresses += [reverse("plans:new", kwargs=org), reverse("plans:above-list", kwargs=org)]
    addresses += [reverse("plans:above-detail", kwargs={**org, "plan_id": above.pk})]
    found = []
    for address in addresses:
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(address)
        found += [
            f"{address}: {each['id']} {each['nodes'][0]['html']}" for each in Axe().run(page).response["violations"]
        ]
        for width in (1366, 360):
            page.set_viewport_size({"width": width, "height": 768})
            if page.evaluate(TOO_WIDE) > 1:
                found.append(f"{address}: rộng quá ở {width} px: {wide_parts(page)}")
    assert found == []


@pytest.fixture
def plain(browser: Any, live_server: Any) -> Iterator[Page]:
    """A browser without scripts."""
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url, locale="vi-VN")
    yield context.new_page()
    context.close()


def test_last_years_plan_without_scripts(plain: Page, live_server: Any, world: World) -> None:
    source = last_years_plan(world)
    enter(plain, live_server, world)
    plain.goto("/an-binh/ke-hoach/moi/")
    plain.get_by_role("link", name=re.compile("Kế hoạch năm trước")).click()
    plain.get_by_role("link", name=re.compile(f"Chọn {re.escape(source.title)}")).click()
    plain.get_by_label("Năm của kế hoạch mới").fill("2026")
    plain.get_by_role("button", name="Xem các thay đổi").click()
    expect(plain.get_by_role("heading", name="Kế hoạch năm 2026: xem các thay đổi")).to_be_visible()

    duty = plain.get_by_role("group", name=re.compile("Tập huấn một cửa"))
    duty.get_by_label("Bỏ (đã xong)").check()
    score = plain.locator(".app-change", has_text="Số liệu của kế hoạch cũ").filter(has_text="120.000.000")
    score.locator("textarea").fill("Kinh phí 150.000.000 đồng từ ngân sách xã năm 2025.")
    plain.get_by_role("button", name="Lưu lựa chọn").click()
    expect(plain.get_by_text("Giữ 5/6 nhiệm vụ")).to_be_visible()
    plain.get_by_role("button", name="Lập kế hoạch").click()
    expect(plain).to_have_url(MADE)
    plan = Plan.objects.get(year=2026)
    assert PlanTask.objects.filter(plan=plan).count() == 5
    assert plan.blocks.filter(text="Kinh phí 150.000.000 đồng từ ngân sách xã năm 2026.").exists()


def test_a_table_is_pasted_without_scripts(plain: Page, live_server: Any, world: World) -> None:
    enter(plain, live_server, world)
    plain.goto("/an-binh/ke-hoach/moi/phu-luc/")
    plain.get_by_label("Dán phụ lục hoặc bảng vào đây").fill(TEXT)
    plain.get_by_role("button", name="Đọc bảng").click()
    plain.get_by_label("Dòng 3 là gì").select_option("bo")
    plain.get_by_role("button", name="Lập kế hoạch").click()
    expect(plain).to_have_url(MADE)
    assert PlanTask.objects.get().text == "Rà soát máy tính các phòng"
