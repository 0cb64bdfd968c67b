"""By keyboard alone: a row steps through its table, a printed name gets the organisation it stands for."""

from __future__ import annotations

import os
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from plans.models import PlanTask, TableRow, TaskUnit
from tests.e2e.editing import enter_as
from tests.plans.plans_world import drafted, with_table
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def look(page: Page, name: str) -> None:
    """A picture for whoever wants to see it: E2E_PICTURES names a folder."""
    if folder := os.environ.get("E2E_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_row_steps_down_by_pressing_one_button_again(browser: Browser, live_server: Any, world: World) -> None:
    """Without JavaScript; with it the sheet stands in the place of the forms."""
    table = with_table(drafted(world), rows=3)
    first = TableRow.objects.filter(block=table).order_by("position").first()
    assert first is not None
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    enter_as(page, world.lan, live_server)
    page.goto(f"{table.plan.get_absolute_url()}bang/{table.pk}/")
    look(page, "table")
    page.get_by_role("button", name="Chuyển xuống dòng 1").focus()
    for place in (2, 3):
        page.keyboard.press("Enter")
        button = page.get_by_role("button", name=f"Chuyển xuống dòng {place}")
        expect(button).to_be_focused()
        expect(page.locator(f"#hang-{first.pk}")).to_contain_text(f"{first.cells[1]}")
    first.refresh_from_db()
    assert (first.position, first.cells[0]) == (2, "3")
    context.close()


def test_a_name_is_asked_for_where_another_organisation_is_chosen(page: Page, live_server: Any, world: World) -> None:
    table = with_table(drafted(world))
    task = PlanTask.objects.get(row__block=table)
    party = TaskUnit.objects.filter(task=task, role="coordinate").first()
    assert party is not None
    enter_as(page, world.lan, live_server)
    page.goto(f"{table.plan.get_absolute_url()}nhiem-vu/{task.pk}/")
    place = page.locator(f"#co-quan-{party.pk}-place")
    expect(place).to_be_hidden()
    page.locator(f"#co-quan-{party.pk}-stands_for").select_option("organisation")
    expect(place).to_be_visible()
    look(page, "task")
    place.press_sequentially("bình minh")
    place.press("Enter")
    expect(page.get_by_text("Đã ghi nhớ")).to_be_visible()
    party.refresh_from_db()
    assert party.organisation == world.binh_minh
