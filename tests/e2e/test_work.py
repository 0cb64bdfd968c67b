"""A morning with Việc của tôi: the line updated in its place, a result proved, accepted, sent back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from organisations.access import Access
from plans.domain.issuing import issue_plan
from plans.models import Plan
from tests.work.work_world import draft_with, milestones_of
from tests.world import World, sign_in
from work.models import Milestone

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def come_in(page: Page, user: User, live_server: Any) -> None:
    page.context.clear_cookies()
    cookie = sign_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])


def issued_lately(world: World) -> Plan:
    """A duty that is late, one due in three days, one a quarter away, and continuous work; as seen from today."""
    today = timezone.localdate()
    issued_on = today - dt.timedelta(days=40)
    late, soon = today - dt.timedelta(days=4), today + dt.timedelta(days=3)
    plan = draft_with(
        world, f"chậm nhất ngày {late:%d/%m/%Y}", f"chậm nhất ngày {soon:%d/%m/%Y}",
        f"chậm nhất ngày {today + dt.timedelta(days=80):%d/%m/%Y}", "Thường xuyên",
    )  # fmt: skip
    by = Access.of(world.hanh, world.an_binh, today=today)
    assert by is not None
    fresh = Plan.objects.get(pk=plan.pk)
    return issue_plan(fresh, by=by, number="97", issued_on=issued_on, signer_name="Trần Văn Minh", today=today)


def findings(page: Page) -> list[str]:
    found = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in Axe().run(page).response["violations"]]
    for width in (360, 1000, 1366):
        page.set_viewport_size({"width": width, "height": 768})
        if page.evaluate(TOO_WIDE) > 1:
            found.append(f"rộng quá ở {width} px")
    return found


def test_a_morning(page: Page, live_server: Any, world: World) -> None:
    plan = issued_lately(world)
    late = milestones_of(plan, 1)[0]
    come_in(page, world.lan, live_server)
    page.goto("/an-binh/viec-cua-toi/")
    expect(page.get_by_role("link", name="Việc của tôi 1 việc quá hạn")).to_be_visible()
    expect(page.get_by_text("Quá hạn 4 ngày")).to_be_visible()
    assert findings(page) == []

    # the line opens in its place, is left, opened again and sent
    line = page.locator(f"#viec-{late.pk}")
    line.get_by_role("link", name="Cập nhật").click()
    line.get_by_role("link", name="Thôi").click()
    line.get_by_role("link", name="Cập nhật").click()
    line.get_by_label("Tiến độ (%)").fill("40")
    line.get_by_label("Kết quả đã làm").fill("Đã rà soát xong phần một")
    assert findings(page) == []
    line.get_by_role("button", name="Ghi").click()
    expect(line.get_by_text("40%")).to_be_visible()
    assert page.url.endswith("/an-binh/viec-cua-toi/")

    # done without proof is told, with what was typed; with a photo or a file it is taken
    line.get_by_role("link", name="Cập nhật").click()
    line.get_by_label("Đã hoàn thành").check()
    line.get_by_label("Kết quả đã làm").fill("Đã niêm yết đủ 12 thủ tục")
    line.get_by_role("button", name="Ghi").click()
    expect(line.get_by_text("Hãy thêm ít nhất một minh chứng")).to_be_visible()
    expect(line.get_by_label("Kết quả đã làm")).to_have_value("Đã niêm yết đủ 12 thủ tục")
    line.get_by_label("Minh chứng: tệp hoặc ảnh").set_input_files(
        {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    line.get_by_role("button", name="Ghi").click()
    expect(line.get_by_text("chờ duyệt")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Quá hạn 0")).to_be_visible()

    # the leader looks at the proof and sends it back with a reason
    come_in(page, world.minh, live_server)
    page.goto("/an-binh/viec-cua-toi/")
    page.get_by_role("link", name="Xem kết quả chờ duyệt").click()
    page.get_by_role("link", name="Nhiệm vụ thứ 1").click()
    expect(page.get_by_role("link", name="bien-ban").first).to_be_visible()
    page.get_by_text("Trả lại để làm tiếp").click()
    assert findings(page) == []
    page.get_by_label("Lý do trả lại").fill("Biên bản thiếu chữ ký")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_text("Không còn kết quả nào chờ duyệt")).to_be_visible()
    page.get_by_role("link", name="Nhiệm vụ thứ 1").first.click()
    expect(page.get_by_text("Biên bản thiếu chữ ký")).to_be_visible()

    come_in(page, world.lan, live_server)
    page.goto("/an-binh/viec-cua-toi/?nhom=qua-han")
    expect(page.get_by_text("bị trả lại")).to_be_visible()
    assert Milestone.objects.get(pk=late.pk).completed_on is None


def test_without_javascript(browser: Any, live_server: Any, world: World) -> None:
    plan = issued_lately(world)
    late = milestones_of(plan, 1)[0]
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    come_in(page, world.lan, live_server)
    page.goto("/an-binh/viec-cua-toi/?nhom=qua-han")
    page.locator(f"#viec-{late.pk}").get_by_role("link", name="Cập nhật").click()
    page.get_by_label("Tiến độ (%)").fill("60")
    page.get_by_role("button", name="Ghi").click()
    expect(page).to_have_url("/an-binh/viec-cua-toi/?nhom=qua-han")
    expect(page.locator(f"#viec-{late.pk}").get_by_text("60%")).to_be_visible()
    context.close()
