"""Writing a plan on its paper: by keys alone, by pasting, with undo, on a telephone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from plans.models import Block, Plan
from tests.e2e.editing import (
    at_end_of,
    enter_as,
    field_of,
    line_of,
    on_paper,
    open_editor,
    paste,
    saved,
    stored,
    stored_texts,
)
from tests.plans.plans_world import drafted, with_line
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

LINE = "Rà soát quy trình nội bộ"
WORD_TABLE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style>p.MsoNormal {margin:0cm}</style></head><body>
<p class=MsoNormal>Các nhiệm vụ cụ thể <del>cũ</del><ins>sau đây</ins>:<o:p></o:p></p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>STT</p></td><td><p>Nội dung nhiệm vụ</p></td><td><p>Cơ quan chủ trì</p></td>
<td><p>Thời gian hoàn thành</p></td></tr>
<tr><td><p>1</p></td><td><p>Niêm yết thủ tục hành chính</p></td><td><p>Văn phòng - Thống kê</p></td><td><p>Quý II</p></td></tr>
<tr><td><p>2</p></td><td><p>Kiểm tra việc giải quyết hồ sơ</p></td><td><p>Tư pháp - Hộ tịch</p></td><td><p>Quý III</p></td></tr>
</table><p class=MsoNormal>Sau bảng là câu này.</p></body></html>"""


@pytest.fixture
def plan(world: World, page: Page, live_server: Any) -> Plan:
    plan = drafted(world)
    with_line(plan, LINE)
    enter_as(page, world.lan, live_server)
    open_editor(page, plan)
    return plan


def dashes(plan: Plan) -> list[str]:
    return [text for text in stored_texts(plan) if text.startswith(("-", "+"))]


def test_keys_split_join_number_and_indent(page: Page, plan: Plan):
    at_end_of(page, LINE)
    page.keyboard.press("Enter")
    page.keyboard.type("Tuyên truyền cải cách hành chính")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Trên loa truyền thanh")
    saved(page)
    assert dashes(plan) == [f"- {LINE}", "- Tuyên truyền cải cách hành chính", "+ Trên loa truyền thanh"]
    # In the middle of a line Enter cuts it, Backspace puts it together again.
    field_of(page, "Tuyên truyền").evaluate("field => { field.focus(); field.setSelectionRange(12, 12); }")
    page.keyboard.press("Enter")
    saved(page)
    assert dashes(plan)[1:3] == ["- Tuyên truyền", "- cải cách hành chính"]
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    saved(page)
    assert dashes(plan)[1] == "- Tuyên truyền cải cách hành chính"
    # Up and down keep the column, Alt moves the line.
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "Trên loa truyền thanh"
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    saved(page)
    assert dashes(plan)[0] == "+ Trên loa truyền thanh"
    assert on_paper(page) == stored_texts(plan)
    # A number typed before the first letter becomes the number of the line; headings are numbered on.
    at_end_of(page, "Yêu cầu")
    page.keyboard.press("Enter")
    page.keyboard.type("3. Nguyên tắc")
    page.keyboard.press("Control+s")
    saved(page)
    assert ("heading", 2, "3.", "Nguyên tắc") in stored(plan)


def test_undo_and_redo_go_through_everything(page: Page, plan: Plan):
    first = stored(plan)
    at_end_of(page, LINE)
    page.keyboard.type(" năm 2026")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Dòng thứ hai")
    page.keyboard.press("Tab")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Home")
    page.get_by_role("button", name="Xóa dòng").click()
    saved(page)
    last = stored(plan)
    assert [text for *_, text in last].count("Dòng thứ hai") == 0
    for _ in range(7):
        page.keyboard.press("Control+z")
    saved(page)
    assert stored(plan) == first
    assert plan.tasks.count() == 0
    assert on_paper(page) == stored_texts(plan)
    for _ in range(7):
        page.keyboard.press("Control+y")
    saved(page)
    assert stored(plan) == last
    assert plan.tasks.get().text == f"{LINE} năm 2026"
    assert on_paper(page) == stored_texts(plan)


def test_undoing_a_task_that_was_unmarked_brings_its_words_back(page: Page, plan: Plan):
    at_end_of(page, LINE)
    page.keyboard.press("Control+Enter")
    page.get_by_label("Cơ quan chủ trì").fill("Văn phòng - Thống kê")
    page.get_by_label("Thời hạn").fill("Quý II")
    saved(page)
    at_end_of(page, LINE)
    page.keyboard.press("Control+Enter")
    saved(page)
    assert plan.tasks.count() == 0
    page.keyboard.press("Control+z")
    saved(page)
    task = plan.tasks.get()
    assert (task.lead_text, task.deadline_text) == ("Văn phòng - Thống kê", "Quý II")
    expect(line_of(page, LINE)).to_contain_text("Quý II: ")


def test_many_pasted_lines_keep_their_numbers(page: Page, plan: Plan):
    at_end_of(page, LINE)
    page.keyboard.press("Enter")
    paste(
        page,
        "1. Công tác chỉ đạo\r\n- Ban hành kế hoạch\u200b tuyên truyền\r\n+ Trên loa\r\n\r\n2. Cải cách thể chế\r\n",
    )
    expect(page.get_by_text("Đã dán thành 4 dòng", exact=False).first).to_be_visible()
    saved(page)
    there = stored_texts(plan)
    at = there.index("1. Công tác chỉ đạo")
    assert there[at + 1 : at + 4] == ["- Ban hành kế hoạch tuyên truyền", "+ Trên loa", "2. Cải cách thể chế"]
    assert on_paper(page) == there
    page.keyboard.press("Control+z")
    saved(page)
    assert "1. Công tác chỉ đạo" not in stored_texts(plan)


def test_a_table_pasted_from_word_becomes_a_table(page: Page, plan: Plan):
    at_end_of(page, LINE)
    page.keyboard.press("Enter")
    paste(page, "Các nhiệm vụ cụ thể cũsau đây:\nSTT\tNội dung", WORD_TABLE)
    expect(page.locator(".ed-table")).to_be_visible()
    saved(page)
    table = Block.objects.get(plan=plan, kind="table")
    assert [cell for row in table.rows.all() for cell in row.cells][1::4] == [
        "Niêm yết thủ tục hành chính",
        "Kiểm tra việc giải quyết hồ sơ",
    ]
    texts = [text for *_, text in stored(plan)]
    assert "Các nhiệm vụ cụ thể sau đây:" in texts
    assert "Sau bảng là câu này." in texts
    assert plan.tasks.filter(row__block=table).count() == 2
    expect(page.locator(".ed-table")).to_contain_text("Kiểm tra việc giải quyết hồ sơ")


def test_pasting_without_a_line_cuts_by_itself(page: Page, plan: Plan):
    at_end_of(page, LINE)
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    paste(page, "- Việc một\n- Việc hai\nViệc ba")
    expect(page.locator("[data-bar=state]")).to_contain_text("Mất mạng")
    page.wait_for_function(
        "() => [...document.querySelectorAll('textarea.ed-field')].some(field => field.value === 'Việc hai')"
    )
    assert "- Việc hai" in on_paper(page)
    page.context.set_offline(False)
    saved(page)
    assert [text for *_, text in stored(plan) if text.startswith("Việc")] == ["Việc một", "Việc hai", "Việc ba"]


def test_a_paste_of_a_whole_book_is_refused_and_leaves_the_page_alone(page: Page, plan: Plan):
    before = stored(plan)
    at_end_of(page, LINE)
    page.evaluate(
        """() => { const board = new DataTransfer();
            board.setData('text/plain', Array.from({length: 16000}, (_, i) => `- Dòng thứ ${i} của một quyển sách dài bốn trăm trang, ${'chữ '.repeat(40)}`).join('\\n'));
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: board, bubbles: true, cancelable: true})); }"""
    )
    expect(page.locator("#thong-bao")).to_contain_text("Nhập từ văn bản")
    saved(page)
    assert stored(plan) == before
    assert field_of(page, LINE).input_value() == LINE


def test_reading_ticking_and_small_edits_on_a_telephone(browser: Any, world: World, live_server: Any):
    plan = drafted(world)
    with_line(plan, LINE, task=True)
    context = browser.new_context(
        base_url=live_server.url, locale="vi-VN", viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    enter_as(page, world.lan, live_server)
    open_editor(page, plan)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    field_of(page, LINE).tap()
    page.get_by_role("button", name="Nhiệm vụ", expanded=False).tap()
    page.get_by_label("Theo dõi trên cổng").uncheck()
    page.get_by_label("Thời hạn").fill("Quý III")
    page.get_by_role("button", name="Đóng khung nhiệm vụ").tap()
    saved(page)
    task = plan.tasks.get()
    assert (task.tracked, task.deadline_text) == (False, "Quý III")
    page.get_by_role("button", name="Mục lục", expanded=False).tap()
    page.locator("#muc-luc").get_by_role("link", name="II. MỤC TIÊU").tap()
    expect(page.locator("#muc-luc")).not_to_be_visible()
    expect(field_of(page, "MỤC TIÊU")).to_be_focused()
    context.close()


def test_the_page_with_an_open_task_has_no_finding_of_axe(page: Page, plan: Plan, world: World):
    at_end_of(page, LINE)
    page.keyboard.press("Control+Enter")
    page.get_by_label("Cơ quan chủ trì").press_sequentially("tu phap")
    expect(page.get_by_role("option", name="Tư pháp - Hộ tịch")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_label("Thời hạn").press_sequentially("Quý II, III")
    expect(page.get_by_role("radio", name="Mỗi kỳ một kết quả")).to_be_visible()
    saved(page)
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("radio", name="Mỗi kỳ một kết quả").check()
    page.get_by_label("Cơ quan phối hợp").fill("Tổ Một cửa số 1")
    page.get_by_label("Tổ Một cửa số 1 là bộ phận nào?").select_option(label="Bộ phận Tiếp nhận và Trả kết quả")
    saved(page)
    task = plan.tasks.get()
    assert task.lead_text == "Tư pháp - Hộ tịch"
    assert task.deadline["repeats"] is True
    assert world.one_stop.spellings.filter(text="Tổ Một cửa số 1").exists()
    page.keyboard.press("F1")
    expect(page.get_by_role("dialog", name="Các phím soạn thảo")).to_be_visible()
    assert Axe().run(page).response["violations"] == []


def test_several_lines_are_chosen_copied_indented_moved_and_deleted(page: Page, plan: Plan):
    at_end_of(page, LINE)
    for text in ("Việc hai", "Việc ba", "Việc bốn"):
        page.keyboard.press("Enter")
        page.keyboard.type(text)
    page.keyboard.press("Shift+ArrowUp")  # the words of this line first, then whole lines
    page.keyboard.press("Shift+ArrowUp")
    expect(page.locator(".ed-chosen")).to_have_count(2)
    copied = page.evaluate(
        """() => { const board = new DataTransfer();
            document.activeElement.dispatchEvent(new ClipboardEvent('copy', {clipboardData: board, bubbles: true, cancelable: true}));
            return board.getData('text/plain'); }"""
    )
    assert copied == "- Việc ba\n- Việc bốn"
    page.keyboard.press("Tab")
    saved(page)
    assert dashes(plan)[-2:] == ["+ Việc ba", "+ Việc bốn"]
    page.keyboard.press("Alt+ArrowUp")
    saved(page)
    assert [text for text in dashes(plan) if "Việc" in text] == ["+ Việc ba", "+ Việc bốn", "- Việc hai"]
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    saved(page)
    assert dashes(plan)[-3:] == ["- Việc hai", "- Việc ba", "- Việc bốn"]
    field_of(page, "Việc hai").click()
    field_of(page, "Việc bốn").click(modifiers=["Shift"])
    expect(page.locator(".ed-chosen")).to_have_count(3)
    page.keyboard.press("Delete")
    saved(page)
    assert dashes(plan) == [f"- {LINE}"]
    page.keyboard.press("Control+z")
    saved(page)
    assert len(dashes(plan)) == 4
    assert on_paper(page) == stored_texts(plan)
