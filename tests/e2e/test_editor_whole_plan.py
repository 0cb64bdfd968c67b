"""A commune's plan of three parts, eight fields and an appendix, written anew with the keyboard alone."""

from __future__ import annotations

import io
import re
from typing import Any

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from plans.models import Plan
from plans.official import official_document
from tests.e2e.editing import enter_as, on_paper, saved, stored_texts, words_of
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Khắc phục hạn chế, nâng cao Chỉ số cải cách hành chính xã An Bình năm 2026 và những năm tiếp theo"
BASES = [
    "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính;",
    "Căn cứ Quyết định số 9018/QĐ-UBND ngày 20 tháng 12 năm 2025 về kết quả xếp loại, xã đạt 93,86 điểm.",
]
OPENING = "Ủy ban nhân dân xã An Bình ban hành Kế hoạch khắc phục với các nội dung sau:"
# What is typed, line by line: the numbers come with the words, as on paper.
BODY = [
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "- Chỉ rõ nguyên nhân các tiêu chí bị trừ điểm, từ đó có cách làm phù hợp với điều kiện của xã.",
    "- Phấn đấu mức độ hài lòng của người dân đạt từ 95% trở lên.",
    "2. Yêu cầu",
    "- 100% cán bộ, công chức được quán triệt nội dung kế hoạch; 95% văn bản được xử lý trên môi trường mạng.",
    "II. NHIỆM VỤ VÀ GIẢI PHÁP",
    "1. Công tác chỉ đạo, điều hành",
    "- Giao ban hằng tháng có kiểm điểm việc thực hiện kế hoạch; tự kiểm tra ít nhất hai lần trong năm.",
    "- Tham gia cuộc thi trực tuyến tìm hiểu cải cách hành chính do cấp trên tổ chức.",
    "2. Cải cách thể chế",
    "- Rà soát văn bản đã ban hành, đề xuất bãi bỏ văn bản không còn phù hợp.",
    "3. Cải cách thủ tục hành chính",
    "- Niêm yết 100% thủ tục hành chính tại Bộ phận Một cửa và trang thông tin điện tử.",
    "+ Hồ sơ trễ hạn phải có thư xin lỗi.",
    "4. Cải cách tổ chức bộ máy",
    "- Bố trí công chức đúng vị trí việc làm.",
    "5. Cải cách chế độ công vụ",
    "- Thực hiện nghiêm việc tiếp công dân, không để đơn thư quá hạn.",
    "6. Cải cách tài chính công",
    "- Công khai dự toán, quyết toán theo đúng thời gian quy định.",
    "7. Xây dựng chính quyền số",
    "- Duy trì hệ thống quản lý chất lượng ISO 9001:2015 và ký số văn bản đi.",
    "8. Tác động đến phát triển kinh tế - xã hội",
    "- Hoàn thành các chỉ tiêu Hội đồng nhân dân xã giao.",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Văn phòng - Thống kê theo dõi, đôn đốc, tổng hợp báo cáo; đề nghị các bộ phận cung cấp tài liệu minh chứng.",
    "2. Các ban, ngành, đoàn thể phối hợp tuyên truyền tới hội viên.",
]
CLOSING = "Trên đây là Kế hoạch khắc phục hạn chế, yêu cầu các bộ phận nghiêm túc thực hiện./."
ROWS = [
    ["Chỉ đạo, điều hành theo kế hoạch cải cách hành chính", "Kế hoạch, báo cáo", "Văn phòng - Thống kê", "Các ban, ngành", "9 tháng cuối năm 2026"],
    ["Thi trực tuyến tìm hiểu cải cách hành chính", "Danh sách dự thi", "Văn hóa - Xã hội", "Các ban, ngành", "Quý II, III năm 2026"],
    ["Khảo sát sự hài lòng của người dân", "Báo cáo kết quả", "Văn phòng - Thống kê", "Các ban, ngành", "Quý IV/2026"],
    ["Công khai thủ tục hành chính", "Biên bản niêm yết", "Tư pháp - Hộ tịch", "Các công chức chuyên môn", "Thường xuyên"],
]  # fmt: skip


def tab_to(page: Page, name: str, *, back: bool = False) -> None:
    """Tab until the control with this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate(
            """(name) => { const here = document.activeElement;
                if (here === document.body || here.tabIndex < 0) return false;
                const label = here.labels && here.labels[0] ? here.labels[0].textContent : here.getAttribute('aria-label') || here.textContent;
                return (label || '').includes(name) || (here.title || '').includes(name); }""",
            name,
        ):
            return
    raise AssertionError(f"không đến được “{name}” bằng phím Tab")


def write_lines(page: Page, lines: list[str]) -> None:
    """One line after another; a number that does not go on from the line above is taken away first, as in Word."""
    for index, line in enumerate(lines):
        if index:
            page.keyboard.press("Enter")
        marker, _, words = line.partition(" ")
        there = page.evaluate("document.activeElement.closest('.ed-line').querySelector('.ed-marker').textContent")
        if there and marker != there:
            page.keyboard.press("Backspace")
        page.keyboard.type(words if marker == there else line)


def begin(page: Page, world: World, live_server: Any) -> Plan:
    """ "Lập kế hoạch mới", from an empty page."""
    enter_as(page, world.lan, live_server)
    page.goto(f"/{world.an_binh.code}/ke-hoach/moi/")
    tab_to(page, "Trích yếu")
    page.keyboard.type(TITLE)
    tab_to(page, "Khung mục")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Lập dự thảo")
    page.keyboard.press("Enter")
    expect(page.locator("#soan.ed-ready")).to_be_visible()
    return Plan.objects.get()


def write_the_text(page: Page) -> None:
    page.keyboard.press("Enter")
    write_lines(page, [*BASES, OPENING])
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowUp")  # in the bar: Căn cứ → Đoạn văn
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    write_lines(page, BODY)
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")  # no further number: the closing sentence stands by itself
    page.keyboard.type(CLOSING)


def mark_a_duty(page: Page) -> None:
    """With its lead, and of its deadline's two meanings one."""
    for _ in range(60):
        if page.evaluate("document.activeElement.value").startswith("Tham gia"):
            break
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Alt+n")
    page.keyboard.type("van hoa")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, "Thời hạn")
    page.keyboard.type("Quý II, III năm 2026")
    expect(page.get_by_role("radio", name="Một kết quả, hạn 30/9/2026")).to_be_visible()
    tab_to(page, "Một kết quả, hạn")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    saved(page)


def write_the_appendix(page: Page) -> None:
    """Its title in a dialog, then a table of duties."""
    page.keyboard.press("Escape")
    tab_to(page, "Thêm phụ lục")
    page.keyboard.press("Enter")
    tab_to(page, "Tiêu đề")
    page.keyboard.type("Nhiệm vụ, giải pháp khắc phục các tiêu chí bị trừ điểm")
    tab_to(page, "Thêm phụ lục")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Viết dòng đầu của phụ lục")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Bảng giao việc cho từng bộ phận")
    page.keyboard.press("Escape")
    tab_to(page, "Thêm bảng nhiệm vụ")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for number, row in enumerate(ROWS, start=1):
        for cell in row[:-1]:
            page.keyboard.type(cell)
            page.keyboard.press("Tab")
        page.keyboard.type(row[-1])
        if number < len(ROWS):
            page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    saved(page)


def test_a_whole_plan_with_the_keyboard_alone(page: Page, world: World, live_server: Any):
    plan = begin(page, world, live_server)
    write_the_text(page)
    mark_a_duty(page)
    task = plan.tasks.get()
    assert (task.lead_text, task.deadline_text) == ("Văn hóa - Xã hội", "Quý II, III năm 2026")
    assert task.text == "Tham gia cuộc thi trực tuyến tìm hiểu cải cách hành chính do cấp trên tổ chức."
    assert task.rule is not None
    assert task.rule.repeats is False
    write_the_appendix(page)

    # Every word typed stands in the plan, in the official document and in the print.
    assert on_paper(page) == stored_texts(plan)
    assert stored_texts(plan)[: len(BASES) + 1 + len(BODY) + 1] == [*BASES, OPENING, *BODY, CLOSING]
    document = official_document(plan)
    assert [block.printed for block in document.body] == [*BODY, CLOSING]
    assert [block.kind.value for block in document.preamble] == ["basis", "basis", "paragraph"]
    table = document.appendices[0].blocks[-1].table
    assert table is not None
    assert [list(row.cells[1:]) for row in table.rows] == ROWS
    assert plan.tasks.filter(row__isnull=False).count() == len(ROWS)
    answer = page.request.get(f"{live_server.url}{plan.get_absolute_url()}ban-in.pdf")
    with pdfplumber.open(io.BytesIO(answer.body())) as pdf:
        printed = " ".join(each.extract_text() for each in pdf.pages)
    assert [word for word in re.findall(r"\w+", f"{words_of(plan)} {TITLE}") if word not in printed] == []
