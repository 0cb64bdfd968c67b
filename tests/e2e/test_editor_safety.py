"""Nothing typed is lost or doubled: slow and cut lines, Vietnamese keyboards, two people, two tabs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from plans.models import Block, Plan
from tests.e2e.editing import (
    at_end_of,
    enter_as,
    field_of,
    kept_in_browser,
    line_of,
    on_paper,
    open_editor,
    saved,
    slow_line,
    stored_texts,
    unsaved,
)
from tests.plans.plans_world import drafted, with_line
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

LINE = "Rà soát quy trình nội bộ"


@pytest.fixture
def plan(world: World, page: Page, live_server: Any) -> Plan:
    plan = drafted(world)
    with_line(plan, LINE)
    enter_as(page, world.lan, live_server)
    open_editor(page, plan)
    return plan


def text_of(plan: Plan, beginning: str) -> str:
    return Block.objects.get(plan=plan, text__startswith=beginning).text


def other_page(page: Page, browser: Any, world: World, live_server: Any, who: str, plan: Plan) -> Page:
    context = browser.new_context(base_url=live_server.url, locale="vi-VN")
    other = context.new_page()
    enter_as(other, getattr(world, who), live_server)
    open_editor(other, plan)
    return other


# --- the line drops -------------------------------------------------------------------------------------


def test_typing_goes_on_without_a_line_and_catches_up(page: Page, plan: Plan):
    page.clock.install()
    open_editor(page, plan)
    at_end_of(page, LINE)
    page.keyboard.type(", lần một")
    saved(page)
    page.context.set_offline(True)
    page.keyboard.type(", lần hai")
    page.keyboard.press("Enter")
    page.keyboard.type("Đường truyền đứt giữa chừng")
    page.clock.fast_forward("01:10")
    expect(page.get_by_role("status").filter(has_text="Mất mạng")).to_contain_text("vẫn gõ được")
    page.keyboard.press("Enter")
    page.keyboard.type("Dòng viết lúc mất mạng")
    page.clock.fast_forward("30:00")
    assert unsaved(page) >= 3
    assert len(kept_in_browser(page)) == unsaved(page)
    page.context.set_offline(False)
    page.clock.fast_forward("01:00")
    saved(page)
    assert stored_texts(plan) == on_paper(page)
    there = "\n".join(stored_texts(plan))
    assert f"- {LINE}, lần một, lần hai\n- Đường truyền đứt giữa chừng\n- Dòng viết lúc mất mạng" in there
    assert there.count("Đường truyền") == there.count("lần hai") == 1
    assert kept_in_browser(page) == []


def test_a_page_closed_without_a_line_sends_the_rest_when_it_is_opened_again(page: Page, plan: Plan):
    at_end_of(page, LINE)
    page.context.set_offline(True)
    page.keyboard.type(", viết khi mất mạng")
    page.keyboard.press("Enter")
    page.keyboard.type("Việc thứ nhất")
    page.keyboard.press("Enter")
    page.keyboard.type("Việc thứ hai")
    page.keyboard.press("Control+Enter")
    assert unsaved(page) > 0
    page.close(run_before_unload=False)
    again = page.context.new_page()
    page.context.set_offline(False)
    open_editor(again, plan)
    saved(again)
    expected = [f"- {LINE}, viết khi mất mạng", "- Việc thứ nhất", "- Việc thứ hai"]
    assert [line for line in stored_texts(plan) if line.startswith("-")] == expected
    assert on_paper(again) == stored_texts(plan)
    assert plan.tasks.filter(text="Việc thứ hai").count() == 1
    again.reload()
    expect(again.locator("#soan.ed-ready")).to_be_visible()
    assert [line for line in on_paper(again) if line.startswith("-")] == expected


def test_an_answer_that_gets_lost_is_asked_for_again(page: Page, plan: Plan):
    lost: list[str] = []

    def lose_first(route: Any) -> None:
        answer = route.fetch()  # the server has taken it …
        if not lost:
            lost.append(answer.text())
            route.abort("connectionreset")  # … and the browser never hears of it
        else:
            route.fulfill(response=answer)

    page.route(re.compile("/soan/buoc/"), lose_first)
    at_end_of(page, LINE)
    page.keyboard.press("Enter")
    page.keyboard.type("Chỉ một lần")
    saved(page)
    assert lost
    assert stored_texts(plan).count("- Chỉ một lần") == 1
    assert on_paper(page) == stored_texts(plan)


def test_a_server_that_starts_again_is_waited_for(page: Page, plan: Plan):
    page.clock.install()
    open_editor(page, plan)
    at_end_of(page, LINE)
    page.route("**/soan/buoc/", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    page.keyboard.type(", gõ lúc máy chủ khởi động lại")
    for _ in range(6):
        with page.expect_response("**/soan/buoc/"):
            page.clock.fast_forward("00:40")
    expect(page.get_by_role("status").filter(has_text="Mất mạng")).to_contain_text("vẫn gõ được")
    assert [len(kept_in_browser(page)), unsaved(page)] == [1, 1]
    page.unroute("**/soan/buoc/")
    page.clock.fast_forward("01:00")
    saved(page)
    assert text_of(plan, LINE) == f"{LINE}, gõ lúc máy chủ khởi động lại"
    assert not page.get_by_text("Máy chủ chưa nhận").count()


def test_a_session_that_ended_keeps_everything(page: Page, plan: Plan, world: World, live_server: Any):
    at_end_of(page, LINE)
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type(", sau khi hết phiên")
    expect(page.get_by_role("status").filter(has_text="Phiên làm việc đã hết")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("Vẫn viết tiếp")
    enter_as(page, world.lan, live_server)
    page.get_by_role("button", name="Gửi tiếp").click()
    saved(page)
    assert f"- {LINE}, sau khi hết phiên" in stored_texts(plan)
    assert "- Vẫn viết tiếp" in stored_texts(plan)


# --- Vietnamese keyboards -----------------------------------------------------------------------------------


def test_composed_words_are_exact_while_saving_is_slow(page: Page, plan: Plan):
    slow_line(page, 300)
    at_end_of(page, LINE)
    page.keyboard.press("Enter")
    keyboard = page.context.new_cdp_session(page)
    for word in ("nghị", "quyết", "được", "thường", "xuyên"):
        for end in range(1, len(word) + 1):
            keyboard.send("Input.imeSetComposition", {"text": word[:end], "selectionStart": end, "selectionEnd": end})
            page.wait_for_timeout(40)
        keyboard.send("Input.insertText", {"text": word})
        page.keyboard.type(" ")
    saved(page)
    assert field_of(page, "nghị").input_value().strip() == "nghị quyết được thường xuyên"
    assert text_of(plan, "nghị") == "nghị quyết được thường xuyên"


def test_unikeys_way_of_deleting_and_retyping_is_exact_while_saving_is_slow(page: Page, plan: Plan):
    slow_line(page, 250)
    at_end_of(page, LINE)
    page.keyboard.press("Enter")
    # Telex as Unikey does it: the key of the tone is swallowed, what it changes is deleted and typed anew.
    for shown, deleted, anew in [
        ("tuye", 1, "ê"), ("n truye", 1, "ê"), ("n", 2, "ền"), (" d", 1, "đ"), ("uong", 4, "ương"), (" hanh", 3, "ành"),
    ]:  # fmt: skip
        page.keyboard.type(shown)
        for _ in range(deleted):
            page.keyboard.press("Backspace")
        page.keyboard.insert_text(anew)
        page.wait_for_timeout(60)
    said = field_of(page, "tuy").input_value()
    saved(page)
    assert said == field_of(page, "tuy").input_value() == "tuyên truyền đương hành"
    assert text_of(plan, "tuy") == said


# --- two people, two tabs ---------------------------------------------------------------------------------------


def test_two_people_on_one_line_see_both_texts_and_choose(
    page: Page, browser: Any, plan: Plan, world: World, live_server: Any
):
    other = other_page(page, browser, world, live_server, "hung", plan)
    page.context.set_offline(True)
    at_end_of(page, LINE)
    page.keyboard.type(" trong tháng 6")
    at_end_of(other, LINE)
    other.keyboard.type(" trước ngày 15/7")
    saved(other)
    page.context.set_offline(False)
    card = page.get_by_role("alert", name="Chờ ông/bà chọn")
    expect(card).to_contain_text(f"{LINE} trong tháng 6")
    expect(card).to_contain_text(f"{LINE} trước ngày 15/7")
    assert field_of(page, "trong tháng 6").input_value() == f"{LINE} trong tháng 6"
    assert text_of(plan, LINE) == f"{LINE} trước ngày 15/7"
    page.close(run_before_unload=False)  # without a choice: the words and the question are there again
    page = page.context.new_page()
    open_editor(page, plan)
    card = page.get_by_role("alert", name="Chờ ông/bà chọn")
    expect(card).to_contain_text(f"{LINE} trong tháng 6")
    card.get_by_role("button", name="Giữ bản của tôi").click()
    saved(page)
    assert text_of(plan, LINE) == f"{LINE} trong tháng 6"
    expect(other.locator("textarea.ed-field").filter(visible=True).nth(7)).to_have_value(f"{LINE} trong tháng 6")
    expect(other.locator("[data-bar=people]")).to_contain_text(world.lan.full_name)
    other.context.close()


def test_a_line_deleted_by_another_keeps_what_was_typed(
    page: Page, browser: Any, plan: Plan, world: World, live_server: Any
):
    other = other_page(page, browser, world, live_server, "hung", plan)
    page.context.set_offline(True)
    at_end_of(page, LINE)
    page.keyboard.type(", gửi báo cáo")
    field_of(other, LINE).focus()
    other.get_by_role("button", name="Xóa dòng").click()
    saved(other)
    page.context.set_offline(False)
    card = page.get_by_role("alert", name="Chờ ông/bà chọn")
    expect(card).to_contain_text("bị người khác xóa")
    card.get_by_role("button", name="Giữ thành dòng mới").click()
    saved(page)
    assert f"- {LINE}, gửi báo cáo" in stored_texts(plan)
    assert on_paper(page) == stored_texts(plan)
    other.context.close()


def test_two_tabs_of_one_person(page: Page, plan: Plan):
    second = page.context.new_page()
    open_editor(second, plan)
    at_end_of(page, LINE)
    page.keyboard.type(" ở thẻ thứ nhất")
    saved(page)
    at_end_of(second, "Mục đích")
    second.keyboard.press("Enter")
    second.keyboard.type("Viết ở thẻ thứ hai")
    saved(second)
    expect(line_of(page, "Mục đích")).to_be_visible()
    expect(page.locator("[data-bar=people]")).to_contain_text("thẻ khác của ông/bà")
    expect(second.locator("textarea.ed-field").nth(8)).to_have_value(f"{LINE} ở thẻ thứ nhất")
    page.bring_to_front()
    page.wait_for_function(
        "() => [...document.querySelectorAll('textarea.ed-field')].some(each => each.value === 'Viết ở thẻ thứ hai')"
    )
    assert on_paper(page) == on_paper(second) == stored_texts(plan)
