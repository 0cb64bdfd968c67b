"""Numbers said in the line of a list: a row more than the page came with, a tired comma asked about, then the total."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_work import come_in, findings, issued_lately
from tests.work.figures_world import measure_of
from tests.work.work_world import milestones_of
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_numbers_are_said_in_the_line_and_add_up(page: Page, live_server: Any, world: World) -> None:
    plan = issued_lately(world)
    late = milestones_of(plan, 1)[0]
    measures = [measure_of(world, f"Loại {number}", "cái") for number in range(1, 5)]
    come_in(page, world.lan, live_server)
    page.goto(f"{live_server.url}/an-binh/viec-cua-toi/")
    line = page.locator(f"#viec-{late.pk}")
    line.get_by_role("link", name="Cập nhật").click()
    line.get_by_text("Số liệu", exact=False).first.click()
    line.get_by_role("button", name="Thêm dòng").click()
    expect(line.locator("[name=so_lieu_so]")).to_have_count(4)
    for at, measure in enumerate(measures):
        line.locator("[name=so_lieu_loai]").nth(at).select_option(str(measure.pk))
        line.locator("[name=so_lieu_so]").nth(at).fill("1,234" if at == 3 else str(at + 1))
    line.get_by_label("Kết quả đã làm").fill("Đã đếm")
    line.get_by_role("button", name="Ghi").click()
    expect(line.get_by_text("đọc được hai cách")).to_be_visible()
    line.locator("[name=so_lieu_so]").nth(3).fill("1.234")
    line.get_by_role("button", name="Ghi").click()
    expect(line.locator("[name=so_lieu_so]")).to_have_count(0)
    page.goto(f"{live_server.url}/an-binh/viec/so-lieu/?nam=tat-ca")
    expect(page.get_by_role("link", name="1.234 cái")).to_have_count(2)  # of the duty and of the whole
    assert findings(page) == []
