"""Two villages are asked; one answers from a phone on a bad line; the office has it once."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.test_work import come_in, issued_lately
from tests.villages.village_world import link_for, picture, second_village
from tests.work.work_world import milestones_of
from tests.world import World
from villages.models import VillageAnswer, VillageItem, VillagePhoto
from work.models import Evidence, Milestone

pytestmark = pytest.mark.django_db(transaction=True)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def findings(page: Page) -> list[str]:
    found = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in Axe().run(page).response["violations"]]
    return found + (["rộng quá"] if page.evaluate(TOO_WIDE) > 1 else [])


def photo_of_a_phone() -> bytes:
    """Twelve megapixels, with the place where they were taken."""
    return picture("#48a", size=(4032, 3024), gps=True)


def ask_both_villages(page: Page, live_server: Any, world: World, duty: Milestone) -> str:
    """The officer asks from the page of the work; the address of the ask."""
    due_on = timezone.localdate() + dt.timedelta(days=2)
    come_in(page, world.lan, live_server)
    page.goto(f"/an-binh/viec/{duty.pk}/")
    page.get_by_role("link", name="Giao cho các thôn", exact=True).click()
    page.get_by_label("Nhờ các thôn làm gì").fill("Họp dân, chụp ảnh và đếm số hộ đến dự")
    page.get_by_label("Cụ thể là gì").first.fill("Ảnh buổi họp")
    page.get_by_label("Điều 2: hỏi").select_option("number")
    page.get_by_label("Cụ thể là gì").nth(1).fill("Số hộ đến dự")
    page.get_by_label("Đơn vị tính").nth(1).fill("hộ")
    page.get_by_label("Thôn trả lời chậm nhất ngày").fill(f"{due_on:%d/%m/%Y}")
    assert findings(page) == []
    page.get_by_role("button", name="Giao", exact=True).click()
    expect(page.get_by_label("Gửi nhóm các trưởng thôn")).to_have_value(re.compile("Họp dân, chụp ảnh"))
    expect(page.get_by_role("button", name="Chép").first).to_be_visible()
    assert findings(page) == []
    return page.url


def is_answer(sent: Any) -> bool:
    return sent.method == "POST" and "/viec/" in sent.url


def test_a_village_answers_on_a_bad_line(page: Page, browser: Any, live_server: Any, world: World) -> None:
    second_village(world)
    _, secret = link_for(world.village, "Ông Tư")
    duty = milestones_of(issued_lately(world), 2)[0]
    asked = ask_both_villages(page, live_server, world, duty)

    # the head of thôn Đông opens his link; the line drops; he answers, presses, and closes the page
    phone = browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, locale="vi-VN", has_touch=True
    )
    village = phone.new_page()
    village.goto(f"/thon/{secret}/")
    expect(village.locator("[data-ready]")).to_be_attached()
    assert findings(village) == []
    assert village.evaluate("parseFloat(getComputedStyle(document.querySelector('.ph-question input')).fontSize)") >= 20
    phone.set_offline(True)
    expect(village.get_by_text("Đang mất mạng")).to_be_visible()
    village.get_by_label("Số hộ đến dự").fill("31")
    chosen = {"name": "IMG_2026.jpg", "mimeType": "image/jpeg", "buffer": photo_of_a_phone()}
    village.get_by_label("Chọn ảnh có sẵn").set_input_files(chosen)
    expect(village.get_by_role("button", name="Bỏ ảnh")).to_be_visible()
    village.get_by_role("button", name="Gửi xã").click()
    expect(village.get_by_text("Chưa gửi được, máy sẽ tự gửi khi có mạng")).to_be_visible()
    assert findings(village) == []
    village.evaluate("localStorage.setItem('thon.999999.0', '[]')")  # typed for an item that was here once
    village.close()
    assert VillageAnswer.objects.count() == 0
    assert VillageItem.objects.get(village=world.village).seen_at is not None  # said by the page while it had a line

    # opened again with a line it goes by itself, once; the picture left the phone small and without its place
    phone.set_offline(False)
    uploads: list[int] = []
    phone.on("request", lambda sent: uploads.append(len(sent.post_data_buffer or b"")) if is_answer(sent) else 0)
    village = phone.new_page()
    village.goto(f"/thon/{secret}/")
    expect(village.get_by_text("Đã gửi. Cảm ơn ông/bà.")).to_be_visible()
    assert findings(village) == []
    village.reload()
    expect(village.get_by_text("Ông Tư gửi lúc")).to_be_visible()
    expect(village.locator("[data-ready]")).to_be_attached()
    assert village.evaluate("Object.keys(localStorage).filter((each) => each.startsWith('thon.'))") == []
    assert VillageAnswer.objects.count() == 1
    assert len(uploads) == 1
    kept = Image.open(io.BytesIO(VillagePhoto.objects.get().attachment.file.read()))
    assert max(kept.size) == 2560
    assert dict(kept.getexif()) == {}
    phone.close()

    # the office sees one answer and its sum, and puts it into the report
    page.goto(asked)
    expect(page.get_by_text("1 thôn chưa trả lời")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Thôn Đông")).get_by_text("31")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name="Đưa tổng hợp vào báo cáo").click()
    expect(page.get_by_text("1/2 thôn, 1 ảnh vào minh chứng")).to_be_visible()
    assert Evidence.objects.filter(milestone=duty).count() == 1


def test_photos_of_a_report_get_smaller_in_the_browser(page: Page, live_server: Any, world: World) -> None:
    late = milestones_of(issued_lately(world), 1)[0]
    come_in(page, world.lan, live_server)
    page.goto(f"/an-binh/viec/{late.pk}/")
    page.get_by_text("Thêm minh chứng").click()
    files = [
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo_of_a_phone()},
        {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"},
    ]
    page.get_by_label("Tệp hoặc ảnh").set_input_files(files)
    page.locator("#minh-chung").get_by_role("button", name="Thêm", exact=True).click()
    expect(page.get_by_text("Đã thêm minh chứng")).to_be_visible()
    photo, paper = Evidence.objects.filter(milestone=late).order_by("pk")
    assert (photo.title, paper.title) == ("IMG_1.jpg", "bien-ban.pdf")
    assert max(Image.open(io.BytesIO(photo.attachment.file.read())).size) == 2560

    # what the browser did is said before anything is sent
    page.get_by_text("Thêm minh chứng", exact=True).click()
    page.get_by_label("Tệp hoặc ảnh").set_input_files(files[0])
    expect(page.get_by_text(re.compile(r"IMG_1\.jpg: .+, thu nhỏ còn .+ KB"))).to_be_visible()
    size = page.evaluate("document.querySelector('#minh-chung input[type=file]').files[0].size")
    assert 0 < size < len(files[0]["buffer"])  # type: ignore[arg-type]
