"""The calendar by keyboard and on paper; a list taken into Excel, filled in and brought back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.e2e.test_work import come_in, findings, issued_lately
from tests.work.work_world import milestones_of
from tests.world import World
from work.models import Milestone
from work.workbook import INPUTS, KEY_TITLE, PERCENT, READ_ONLY, RESULT

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_calendar_by_keyboard_and_on_paper(page: Page, live_server: Any, world: World) -> None:
    soon = milestones_of(issued_lately(world), 2)[0]
    come_in(page, world.lan, live_server)
    page.goto(f"/an-binh/viec/lich/?xem=thang&ngay={soon.due_on}")
    expect(page.get_by_role("columnheader", name="thứ Hai")).to_be_visible()
    work = page.get_by_role("link", name="Sắp đến hạn Nhiệm vụ thứ 2")
    expect(work).to_be_visible()
    assert findings(page) == []

    # on a phone: the days that have work, one below the other
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.get_by_role("link", name=f"{soon.due_on:%d}/").first).to_be_visible()
    page.set_viewport_size({"width": 1366, "height": 768})

    # the months go by with the keyboard, the filter stays
    page.get_by_label("Lịch của").select_option("don-vi")
    page.get_by_role("button", name="Xem").press("Enter")
    page.get_by_role("link", name="Sau", exact=True).press("Enter")
    page.get_by_role("link", name="Hôm nay").press("Enter")
    today = timezone.localdate()
    expect(page.get_by_role("heading", name=f"Tháng {today.month}/{today.year}")).to_be_visible()
    assert "cua=don-vi" in page.url
    expect(page.locator("td[aria-current=date]")).to_have_count(1)
    page.get_by_role("link", name="Tuần", exact=True).press("Enter")
    expect(page.get_by_role("rowheader", name="thứ Hai")).to_be_visible()

    paper = page.get_by_role("link", name="In lịch").get_attribute("href")
    printed = page.request.get(f"{live_server.url}{paper}")
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.body().startswith(b"%PDF")


def test_a_list_goes_to_excel_and_comes_back(page: Page, live_server: Any, world: World, tmp_path: Path) -> None:
    late = milestones_of(issued_lately(world), 1)[0]
    come_in(page, world.lan, live_server)
    page.goto("/an-binh/viec-cua-toi/?nhom=qua-han")
    with page.expect_download() as found:
        page.get_by_role("link", name="Xuất Excel danh sách này").click()
    file = tmp_path / "viec.xlsx"
    found.value.save_as(file)

    heads = [*(name for name, _ in READ_ONLY), *INPUTS, KEY_TITLE]
    book = load_workbook(file)
    sheet: Any = book.active
    sheet.cell(row=3, column=heads.index(PERCENT) + 1).value = 65
    sheet.cell(row=3, column=heads.index(RESULT) + 1).value = "Đã họp thôn Đông"
    book.save(file)

    page.get_by_role("link", name="Nhập Excel").click()
    page.get_by_label("Tệp Excel").set_input_files(file)
    page.get_by_role("button", name="Xem thử").click()
    expect(page.get_by_text("Tiến độ: 0% → 65%")).to_be_visible()
    assert findings(page) == []
    assert Milestone.objects.get(pk=late.pk).percent == 0
    page.get_by_role("button", name="Ghi 1 việc").click()
    expect(page.get_by_text("Đã ghi 1 việc từ tệp Excel.")).to_be_visible()
    changed = Milestone.objects.get(pk=late.pk)
    assert (changed.percent, changed.due_on) == (65, timezone.localdate() - dt.timedelta(days=4))
