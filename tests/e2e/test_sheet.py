"""A table by keyboard, mouse and clipboard: filled like a sheet of Excel, saved by itself, taken back."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, Route, expect

from plans.domain.rows import write_cells
from plans.models import Block, PlanTask, TableRow
from tests.e2e.editing import enter_as, kept_in_browser, paste, slow_line
from tests.plans.plans_world import CELLS, drafted, issued, with_table
from tests.world import World, access_of

pytestmark = pytest.mark.django_db(transaction=True)

DUTIES = [
    ["Niêm yết thủ tục tại nhà văn hóa thôn", "Bảng niêm yết", "Tư pháp - Hộ tịch", "Các thôn", "Quý III"],
    ["Kiểm tra giờ giấc làm việc", "Biên bản", "Văn phòng - Thống kê", "", "30/9/2026"],
]


@pytest.fixture
def table(world: World) -> Block:
    return with_table(drafted(world), rows=3)


@pytest.fixture
def sheet(page: Page, world: World, live_server: Any, table: Block) -> Page:
    enter_as(page, world.lan, live_server)
    open_sheet(page, table)
    return page


def address(table: Block) -> str:
    return f"{table.plan.get_absolute_url()}bang/{table.pk}/"


def open_sheet(page: Page, table: Block) -> None:
    page.goto(address(table))
    expect(page.get_by_role("grid")).to_be_visible()


def into(page: Page, row: int, column: int) -> None:
    """The cell at this place, from 0, by mouse."""
    page.locator("tbody tr[data-row]").nth(row).locator("td.sheet-cell").nth(column).click()


def saved(page: Page) -> None:
    expect(page.locator("#bang-da-luu[data-waiting='0']")).to_be_attached()


def shown(page: Page) -> list[list[str]]:
    """What the sheet shows, merged cells as "″"."""
    return page.evaluate(
        """() => [...document.querySelectorAll('tbody tr[data-row]')].map(row => [...row.querySelectorAll('td.sheet-cell')]
            .map(cell => cell.classList.contains('sheet-goes-on') ? '″' : cell.querySelector('.sheet-words').textContent))"""
    )


def stored(table: Block) -> list[list[str | None]]:
    return list(TableRow.objects.filter(block=table).order_by("position").values_list("cells", flat=True))


def column(table: Block, at: int) -> list[str | None]:
    return [cells[at] for cells in stored(table)]


def clean(page: Page) -> None:
    """No finding of axe as the page stands now."""
    violations = Axe().run(page).response["violations"]
    assert [f"{each['id']} {each['nodes'][0]['html'][:160]}" for each in violations] == []


def look(page: Page, name: str) -> None:
    if folder := os.environ.get("E2E_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_six_columns_are_filled_by_keyboard_alone(page: Page, world: World, live_server: Any):
    table = with_table(drafted(world), rows=0)
    enter_as(page, world.lan, live_server)
    open_sheet(page, table)
    page.get_by_role("button", name="Thêm dòng đầu tiên").focus()
    page.keyboard.press("Enter")
    for index, words in enumerate(DUTIES):
        if index:
            page.keyboard.press("Control+Enter")
        for at, text in enumerate(words):
            page.keyboard.type(text)
            if at < len(words) - 1:
                page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # after the last cell a new row, as in Word
    page.keyboard.type("Việc thứ ba")
    page.keyboard.press("Enter")
    saved(page)
    assert stored(table) == [["1", *DUTIES[0]], ["2", *DUTIES[1]], ["3", "Việc thứ ba", "", "", "", ""]]
    tasks = PlanTask.objects.filter(row__block=table).order_by("row__position")
    assert [task.lead_text for task in tasks] == ["Tư pháp - Hộ tịch", "Văn phòng - Thống kê", ""]
    assert tasks[0].parties.get(role="lead").unit == world.justice
    row = page.locator("tbody tr[data-row]").nth(1)
    expect(row.locator(".sheet-due-ok")).to_contain_text("30/9/2026")
    look(page, "sheet")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")  # out of the table
    expect(page.locator("textarea.sheet-input")).not_to_be_focused()


def test_the_arrows_move_and_escape_gives_the_old_words_back(sheet: Page, table: Block):
    into(sheet, 0, 1)
    sheet.keyboard.press("ArrowRight")
    sheet.keyboard.press("ArrowDown")
    sheet.keyboard.type("Tờ trình")
    sheet.keyboard.press("ArrowLeft")  # typing over a cell, an arrow takes it and goes on
    sheet.keyboard.press("F2")
    sheet.keyboard.type(" (sửa)")
    sheet.keyboard.press("Escape")
    saved(sheet)
    assert stored(table)[1][1:3] == [f"{CELLS[1]} 2", "Tờ trình"]
    expect(sheet.locator("textarea.sheet-input")).to_be_focused()
    sheet.keyboard.press("Delete")
    saved(sheet)
    assert stored(table)[1][1] == ""
    sheet.keyboard.press("Control+z")
    saved(sheet)
    assert stored(table)[1][1] == f"{CELLS[1]} 2"
    sheet.keyboard.press("Control+z")
    saved(sheet)
    assert stored(table)[1][2] == CELLS[2]
    sheet.keyboard.press("Control+y")
    saved(sheet)
    assert stored(table)[1][2] == "Tờ trình"


def test_words_inside_a_cell_are_changed_and_lines_kept(sheet: Page, table: Block):
    into(sheet, 0, 2)
    sheet.keyboard.press("Enter")
    sheet.keyboard.press("Home")
    sheet.keyboard.type("Một ")
    sheet.keyboard.press("End")
    sheet.keyboard.press("Alt+Enter")
    sheet.keyboard.type("Phụ lục")
    sheet.keyboard.press("Enter")
    saved(sheet)
    assert stored(table)[0][2] == f"Một {CELLS[2]}\nPhụ lục"


def test_a_paste_from_excel_fills_cells_and_grows_the_table(sheet: Page, table: Block):
    into(sheet, 2, 1)
    rows = ["\t".join(words) for words in DUTIES]
    rows.append('"Việc có\nhai dòng và ""ngoặc"""\tBáo cáo\tTư pháp - Hộ tịch\t\tQuý IV')
    paste(sheet, "\r\n".join(rows) + "\r\n")
    saved(sheet)
    assert column(table, 0) == ["1", "2", "3", "4", "5"]
    assert [cells[1:] for cells in stored(table)[2:4]] == DUTIES
    assert stored(table)[4][1] == 'Việc có\nhai dòng và "ngoặc"'
    sheet.keyboard.press("Control+z")  # all of the paste at once
    saved(sheet)
    assert len(stored(table)) == 3
    assert stored(table)[2][1:] == [f"{CELLS[1]} 3", *CELLS[2:]]
    sheet.keyboard.press("Control+y")
    saved(sheet)
    assert len(stored(table)) == 5
    assert shown(sheet)[4][5] == "Quý IV"


def test_a_table_of_word_comes_with_its_merged_cells(sheet: Page, table: Block):
    html = (
        "<html><body><table><tr><td>STT</td><td>Nội dung nhiệm vụ</td><td>Sản phẩm, kết quả</td><td>Cơ quan chủ trì</td></tr>"
        "<tr><td colspan=4><b>III. KIỂM TRA</b></td></tr>"
        "<tr><td>1</td><td><p>Việc <del>cũ</del><ins>mới</ins></p></td><td>Kế hoạch</td><td rowspan=2>Tư pháp<br>Hộ tịch</td></tr>"
        "<tr><td>2</td><td>Việc sau</td><td><p>Báo cáo</p><p>Phụ lục</p></td></tr></table></body></html>"
    )
    into(sheet, 2, 0)
    sheet.keyboard.press("Control+Enter")
    sheet.keyboard.press("Home")
    paste(sheet, "khác", html)
    saved(sheet)
    found = stored(table)
    assert found[3] == ["III", "KIỂM TRA", "", "", "", ""]
    assert found[4] == ["1", "Việc mới", "Kế hoạch", "Tư pháp\nHộ tịch", "", ""]
    assert found[5][:4] == ["2", "Việc sau", "Báo cáo\nPhụ lục", None]
    assert TableRow.objects.get(block=table, position=3).kind == "group"
    assert PlanTask.objects.get(row__block=table, row__position=5).lead_text == "Tư pháp\nHộ tịch"
    expect(sheet.locator("tbody tr[data-row]").nth(5).locator("td.sheet-cell").nth(3)).to_have_class(
        re.compile("sheet-goes-on")
    )


def test_a_continued_cell_gets_words_of_its_own(sheet: Page, table: Block, world: World):
    rows = list(TableRow.objects.filter(block=table).order_by("position"))
    by = access_of(world.lan, world.an_binh)
    write_cells(table, by=by, changes={(str(rows[1].key), 3): None, (str(rows[2].key), 3): None})
    open_sheet(sheet, table)
    assert [row[3] for row in shown(sheet)] == [CELLS[3], "″", "″"]
    into(sheet, 1, 3)
    sheet.keyboard.type("Tư pháp - Hộ tịch")
    sheet.keyboard.press("Enter")
    saved(sheet)
    assert column(table, 3) == [CELLS[3], "Tư pháp - Hộ tịch", CELLS[3]]
    sheet.keyboard.press("Control+z")
    saved(sheet)
    assert column(table, 3) == [CELLS[3], None, None]


def test_ranges_are_copied_out_filled_down_and_cleared(sheet: Page, table: Block):
    sheet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    into(sheet, 0, 4)
    sheet.keyboard.press("Shift+ArrowRight")
    sheet.keyboard.press("Shift+ArrowDown")
    expect(sheet.locator("td[aria-selected=true]")).to_have_count(4)
    sheet.keyboard.press("Control+c")
    line = f"{CELLS[4]}\t{CELLS[5]}"
    assert sheet.evaluate("() => navigator.clipboard.readText()") == f"{line}\n{line}"
    into(sheet, 0, 2)
    sheet.keyboard.type("Danh mục")
    sheet.keyboard.press("Enter")
    into(sheet, 0, 2)
    sheet.keyboard.press("Shift+ArrowDown")
    sheet.keyboard.press("Shift+ArrowDown")
    sheet.keyboard.press("Control+d")
    saved(sheet)
    assert column(table, 2) == ["Danh mục"] * 3
    sheet.keyboard.press("Delete")
    saved(sheet)
    assert column(table, 2) == [""] * 3
    into(sheet, 0, 4)
    sheet.keyboard.press("Control+c")
    into(sheet, 1, 2)
    sheet.keyboard.press("Shift+ArrowDown")
    sheet.keyboard.press("Control+v")  # one cell into every chosen one
    saved(sheet)
    assert column(table, 2) == ["", CELLS[4], CELLS[4]]


def test_a_range_is_drawn_with_the_mouse(sheet: Page):
    start = sheet.locator("tbody tr[data-row]").nth(0).locator("td.sheet-cell").nth(2).bounding_box()
    end = sheet.locator("tbody tr[data-row]").nth(1).locator("td.sheet-cell").nth(4).bounding_box()
    assert start
    assert end
    sheet.mouse.move(start["x"] + 10, start["y"] + 10)
    sheet.mouse.down()
    sheet.mouse.move(end["x"] + 10, end["y"] + 10, steps=5)
    sheet.mouse.up()
    expect(sheet.locator("td[aria-selected=true]")).to_have_count(6)


def test_rows_are_moved_by_keys_and_carried_by_mouse(sheet: Page, table: Block):
    into(sheet, 2, 1)
    sheet.keyboard.press("Alt+ArrowUp")
    saved(sheet)
    assert [words[-1] for words in column(table, 1) if words] == ["1", "3", "2"]
    assert column(table, 0) == ["1", "2", "3"]
    grip = sheet.locator("tbody tr[data-row]").nth(0).locator(".sheet-grip").bounding_box()
    last = sheet.locator("tbody tr[data-row]").nth(2).bounding_box()
    assert grip
    assert last
    sheet.mouse.move(grip["x"] + 8, grip["y"] + 8)
    sheet.mouse.down()
    sheet.mouse.move(grip["x"] + 8, last["y"] + last["height"] - 4, steps=6)
    sheet.mouse.up()
    saved(sheet)
    assert [words[-1] for words in column(table, 1) if words] == ["3", "2", "1"]
    sheet.keyboard.press("Control+z")
    sheet.keyboard.press("Control+z")
    saved(sheet)
    assert [words[-1] for words in column(table, 1) if words] == ["1", "2", "3"]


def test_a_row_becomes_a_title_and_rows_are_deleted_and_come_back(sheet: Page, table: Block):
    into(sheet, 1, 1)
    sheet.keyboard.press("Control+g")
    saved(sheet)
    assert [row.kind for row in TableRow.objects.filter(block=table).order_by("position")] == ["data", "group", "data"]
    assert column(table, 0) == ["1", "", "1"]
    sheet.keyboard.press("Control+z")
    saved(sheet)
    assert column(table, 0) == ["1", "2", "3"]
    tasks = set(PlanTask.objects.filter(row__block=table).values_list("pk", flat=True))
    sheet.keyboard.press("Shift+ArrowDown")
    sheet.get_by_role("button", name="Xóa dòng").click()
    saved(sheet)
    assert len(stored(table)) == 1
    sheet.get_by_role("button", name="Hoàn tác").click()
    saved(sheet)
    assert len(stored(table)) == 3
    assert set(PlanTask.objects.filter(row__block=table).values_list("pk", flat=True)) == tasks


def test_the_menu_of_a_row_by_keyboard(sheet: Page, table: Block):
    into(sheet, 1, 2)
    sheet.keyboard.press("Shift+F10")
    menu = sheet.get_by_role("menu", name="Việc với dòng")
    expect(menu).to_be_visible()
    clean(sheet)
    sheet.keyboard.press("ArrowDown")
    sheet.keyboard.press("Enter")  # "Thêm dòng trên"
    sheet.keyboard.type("Việc chen vào")
    sheet.keyboard.press("Enter")
    saved(sheet)
    assert column(table, 1)[1] == "Việc chen vào"
    assert column(table, 0) == ["1", "2", "3", "4"]


def test_composed_words_are_exact_while_saving_is_slow(sheet: Page, table: Block):
    slow_line(sheet, 300)
    keyboard = sheet.context.new_cdp_session(sheet)
    for at, word in ((1, "nghị"), (2, "được"), (3, "quyết")):
        into(sheet, 0, at)
        for end in range(1, len(word) + 1):
            keyboard.send("Input.imeSetComposition", {"text": word[:end], "selectionStart": end, "selectionEnd": end})
            sheet.wait_for_timeout(30)
        keyboard.send("Input.insertText", {"text": word})
        sheet.keyboard.type(" định")
    sheet.keyboard.press("Enter")
    saved(sheet)
    assert stored(table)[0][1:4] == ["nghị định", "được định", "quyết định"]


def test_unikeys_way_of_deleting_and_retyping_loses_nothing(sheet: Page, table: Block):
    into(sheet, 0, 1)
    for typed, deleted, anew in [("d", 1, "đ"), ("uong", 4, "ương"), (" ho", 1, "ộ"), (" d", 1, "đ")]:
        sheet.keyboard.type(typed)
        for _ in range(deleted):
            sheet.keyboard.press("Backspace")
        sheet.keyboard.insert_text(anew)
    sheet.keyboard.press("Tab")
    saved(sheet)
    assert stored(table)[0][1] == "đương hộ đ"


def test_names_are_completed_without_marks_and_deadlines_said_back(sheet: Page, table: Block):
    into(sheet, 0, 3)
    sheet.keyboard.type("tu phap")
    option = sheet.get_by_role("option", name="Tư pháp - Hộ tịch")
    expect(option).to_be_visible()
    clean(sheet)
    sheet.keyboard.press("ArrowDown")
    sheet.keyboard.press("Enter")
    sheet.keyboard.press("Tab")
    sheet.keyboard.press("Tab")
    sheet.keyboard.type("Quý II, III")
    expect(sheet.locator(".sheet-preview")).to_be_visible()
    sheet.keyboard.press("Enter")
    saved(sheet)
    assert stored(table)[0][3] == "Tư pháp - Hộ tịch"
    into(sheet, 0, 5)
    expect(sheet.get_by_role("button", name="Hai cách hiểu")).to_be_visible()
    sheet.keyboard.press("Alt+ArrowDown")
    look(sheet, "sheet-ask")
    clean(sheet)
    sheet.get_by_role("button", name="Mỗi kỳ một kết quả").press("Enter")
    saved(sheet)
    expect(sheet.locator("tbody tr[data-row]").nth(0).locator(".sheet-due-ok")).to_contain_text("Mỗi kỳ")
    task = PlanTask.objects.get(row__block=table, row__position=0)
    assert task.deadline is not None
    assert task.deadline["repeats"] is True


def test_of_two_people_in_one_cell_the_later_chooses(
    sheet: Page, browser: Browser, world: World, live_server: Any, table: Block
):
    context = browser.new_context(base_url=live_server.url)
    other = context.new_page()
    enter_as(other, world.hung, live_server)
    open_sheet(other, table)
    into(other, 0, 1)
    other.keyboard.type("Bản của Hùng")
    into(sheet, 0, 1)
    sheet.keyboard.type("Bản của Lan")
    other.keyboard.press("Enter")
    saved(other)
    sheet.keyboard.press("Enter")
    saved(sheet)
    card = sheet.get_by_role("alert", name="Chờ ông/bà chọn")
    expect(card).to_contain_text("Bản của Lan")
    expect(card).to_contain_text("Bản của Hùng")
    look(sheet, "sheet-conflict")
    clean(sheet)
    sheet.reload()  # what waits for a choice is not lost with the page
    sheet.get_by_role("button", name="Giữ bản của tôi").click()
    saved(sheet)
    assert stored(table)[0][1] == "Bản của Lan"
    expect(other.locator("tbody tr[data-row]").first).to_contain_text("Bản của Lan")
    context.close()


def test_a_line_that_drops_loses_nothing(sheet: Page, table: Block):
    sheet.context.set_offline(True)
    into(sheet, 0, 1)
    sheet.keyboard.type("Nhập khi mất mạng")
    sheet.keyboard.press("Enter")
    expect(sheet.locator("#bang-da-luu")).to_contain_text("Mất mạng")
    assert len(kept_in_browser(sheet)) == 1
    sheet.context.set_offline(False)
    saved(sheet)  # it sends by itself as soon as the browser is back on the line
    assert stored(table)[0][1] == "Nhập khi mất mạng"
    assert kept_in_browser(sheet) == []


def test_sending_again_by_hand_where_the_server_was_away(sheet: Page, table: Block):
    """The browser is on the line all the time, so that nothing but the button or the clock sends again."""
    away = True

    def answer(route: Route) -> None:
        route.abort() if away and route.request.method == "POST" else route.fallback()

    sheet.context.route(re.compile("."), answer)
    into(sheet, 0, 1)
    sheet.keyboard.type("Nhập khi máy chủ vắng")
    sheet.keyboard.press("Enter")
    expect(sheet.locator("#bang-gui-lai")).to_be_visible()
    away = False
    sheet.locator("#bang-gui-lai").dispatch_event("click")  # whether or not the clock was quicker
    saved(sheet)
    assert stored(table)[0][1] == "Nhập khi máy chủ vắng"


def test_what_a_closed_page_left_unsent_is_sent_by_the_next(sheet: Page, table: Block, world: World):
    """And where somebody else wrote meanwhile, both texts are shown."""
    sheet.context.set_offline(True)
    for at, text in ((1, "Nhập khi mất mạng"), (2, "Sản phẩm của Lan")):
        into(sheet, 0, at)
        sheet.keyboard.type(text)
        sheet.keyboard.press("Enter")
    expect(sheet.locator("#bang-da-luu[data-waiting='2']")).to_be_attached()
    context = sheet.context
    sheet.close()
    row = TableRow.objects.get(block=table, position=0)
    write_cells(table, by=access_of(world.hung, world.an_binh), changes={(str(row.key), 2): "Sản phẩm của Hùng"})
    context.set_offline(False)
    page = context.new_page()
    open_sheet(page, table)
    card = page.get_by_role("alert", name="Chờ ông/bà chọn")
    expect(card).to_contain_text("Sản phẩm của Lan")
    assert stored(table)[0][1:3] == ["Nhập khi mất mạng", "Sản phẩm của Hùng"]
    page.close()  # the question waits in the browser, too, for whichever page comes next
    page = context.new_page()
    open_sheet(page, table)
    page.get_by_role("button", name="Giữ bản của tôi").click()
    saved(page)
    assert stored(table)[0][2] == "Sản phẩm của Lan"


def test_what_is_typed_is_saved_before_the_cell_is_left(sheet: Page, table: Block):
    into(sheet, 0, 1)
    sheet.keyboard.type("Đang nhập dở")
    expect(sheet.locator("#bang-da-luu")).to_contain_text("Đã lưu")
    assert stored(table)[0][1] == "Đang nhập dở"
    sheet.keyboard.press("Escape")
    saved(sheet)
    assert stored(table)[0][1] == f"{CELLS[1]} 1"


def test_a_long_table_is_shown_page_by_page(page: Page, world: World, live_server: Any):
    table = with_table(drafted(world), rows=103)
    enter_as(page, world.lan, live_server)
    page.goto(f"{address(table)}?trang=2")
    expect(page.locator("tbody tr[data-row]")).to_have_count(3)
    into(page, 2, 1)
    page.keyboard.type("Dòng cuối")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Dòng mới")
    page.keyboard.press("Enter")
    saved(page)
    assert column(table, 1)[102:] == ["Dòng cuối", "Dòng mới"]
    assert column(table, 0)[103] == "104"
    expect(page.locator("tbody tr[data-row]")).to_have_count(4)


def test_to_excel_and_back(sheet: Page, table: Block, tmp_path: Path):
    with sheet.expect_download() as waiting:
        sheet.get_by_role("link", name="Xuất Excel").click()
    file = tmp_path / "bang.xlsx"
    waiting.value.save_as(file)
    book = load_workbook(file)
    page = book.worksheets[0]
    assert page["B2"].value == f"{CELLS[1]} 1"
    page["D3"], page["F3"] = "Tư pháp hộ lịch", "chưa biết"
    page.delete_rows(4)
    page["B4"], page["F4"] = "Việc thêm trong Excel", "Quý IV"
    book.save(file)
    into(sheet, 1, 3)
    sheet.keyboard.type("Công an xã")
    sheet.keyboard.press("Enter")
    saved(sheet)
    sheet.get_by_role("link", name="Nhập từ Excel").click()
    sheet.get_by_label("Tệp Excel").set_input_files(file)
    sheet.get_by_role("button", name="Xem những chỗ thay đổi").click()
    look(sheet, "sheet-check")
    clean(sheet)
    expect(sheet.get_by_text("Cần chọn: ô được sửa cả trong tệp và trong hệ thống")).to_be_visible()
    expect(sheet.get_by_text("Có phải: Tư pháp - Hộ tịch?")).to_be_visible()
    expect(sheet.get_by_text("Chưa hiểu thời hạn “chưa biết”")).to_be_visible()
    sheet.get_by_label("Lấy bản trong tệp").check()
    sheet.get_by_label("Dòng 3", exact=False).check()
    sheet.get_by_role("button", name="Ghi vào bảng").click()
    expect(sheet.get_by_text("Đã nhập từ Excel")).to_be_visible()
    assert [cells[1] for cells in stored(table)] == [f"{CELLS[1]} 1", f"{CELLS[1]} 2", "Việc thêm trong Excel"]
    assert stored(table)[1][3] == "Tư pháp hộ lịch"
    assert column(table, 0) == ["1", "2", "3"]


def test_a_reader_and_an_issued_plan_have_no_sheet(page: Page, world: World, live_server: Any, table: Block):
    issued(world, table.plan)
    enter_as(page, world.lan, live_server)
    page.goto(address(table))
    expect(page.get_by_role("grid")).to_have_count(0)
    expect(page.get_by_role("cell", name=f"{CELLS[1]} 1", exact=True)).to_be_visible()


def test_on_a_telephone_a_tap_edits_and_the_page_stays_narrow(
    browser: Browser, world: World, live_server: Any, table: Block
):
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    enter_as(page, world.lan, live_server)
    open_sheet(page, table)
    page.locator("tbody tr[data-row]").first.locator("td.sheet-cell").nth(1).tap()
    page.keyboard.type("Sửa trên điện thoại")
    look(page, "sheet-phone")
    page.keyboard.press("Enter")
    saved(page)
    assert stored(table)[0][1] == "Sửa trên điện thoại"
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1
    context.close()


def wander(page: Page, steps: int, seed: int) -> int:
    """Random deeds, as fast as keys can be pressed. Returns how many there were."""
    chance = random.Random(seed)
    for number in range(steps):
        rows = page.locator("tbody tr[data-row]").count()
        if rows == 0:
            page.get_by_role("button", name="Thêm dòng đầu tiên").click()
            continue
        into(page, chance.randrange(rows), chance.randrange(1, 6))
        for _ in range(chance.randrange(3)):
            page.keyboard.press(chance.choice(["Shift+ArrowDown", "Shift+ArrowRight"]))
        deed = chance.choice(
            ["type", "type", "type", "clear", "fill", "below", "up", "down", "turn", "remove", "paste"]
        )
        if deed == "type":
            page.keyboard.type(f"chữ {number}")
            page.keyboard.press("Enter")
        elif deed == "paste":
            paste(page, f"dán {number}\tb\nc\td\ne\tf")
        else:
            keys = {
                "clear": "Delete", "fill": "Control+d", "below": "Control+Enter", "up": "Alt+ArrowUp",
                "down": "Alt+ArrowDown", "turn": "Control+g", "remove": "Control+Delete",
            }  # fmt: skip
            page.keyboard.press(keys[deed])
    return steps


def state(table: Block) -> list[tuple[str, list[str | None]]]:
    rows = TableRow.objects.filter(block=table).order_by("position")
    return [(row.kind, row.cells) for row in rows]


@pytest.mark.parametrize("seed", [3, 7, 15, 21])
def test_whatever_is_done_the_page_shows_what_is_stored_and_all_of_it_is_undone(
    sheet: Page, table: Block, world: World, seed: int
):
    rows = list(TableRow.objects.filter(block=table).order_by("position"))
    merged = {(str(row.key), at): None for row in rows[1:] for at in (3, 5)}
    write_cells(table, by=access_of(world.lan, world.an_binh), changes=merged)
    open_sheet(sheet, table)
    before = state(table)
    deeds = wander(sheet, 25, seed)
    saved(sheet)
    expected = [["″" if cell is None else cell for cell in cells] for _, cells in state(table)]
    expect(sheet.locator(".sheet-conflict")).to_have_count(0)
    assert shown(sheet) == expected
    for _ in range(deeds * 2):
        sheet.keyboard.press("Control+z")
    saved(sheet)
    expect(sheet.locator(".sheet-conflict")).to_have_count(0)
    assert state(table) == before
