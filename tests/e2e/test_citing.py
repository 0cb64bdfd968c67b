"""Citing in the editor by keyboard: a basis goes to its place, words of a document to the cursor."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from plans.models import Block, LegalBasis
from plans.queries.bases import preamble_of
from tests.e2e.editing import enter_as, field_of, open_editor, saved
from tests.plans.plans_world import drafted, with_line
from tests.reference.texts_world import one_stop, records
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_basis_and_a_citation(page: Page, live_server: Any, world: World) -> None:
    old, new = one_stop()
    decree = records()
    plan = drafted(world)
    line = with_line(plan, "Soạn thảo theo đúng quy định")
    enter_as(page, world.lan, live_server)
    open_editor(page, plan)
    field = field_of(page, "Soạn thảo theo đúng")
    field.click()
    page.keyboard.press("Home")
    for _ in range(len("Soạn thảo theo")):
        page.keyboard.press("ArrowRight")

    # A basis that ended: what replaced it is inserted instead, and the dialog stays for the next one.
    page.keyboard.press("Alt+c")
    box = page.get_by_role("dialog", name="Viện dẫn văn bản")
    expect(box.get_by_label("Số, tên văn bản")).to_be_focused()
    page.keyboard.type(old.number)
    expect(box.locator("input[name=q][type=hidden]").first).to_have_value(old.number)  # not what half of it found
    expect(box.get_by_text("Hết hiệu lực từ 01/7/2025")).to_be_visible()
    box.get_by_role("button", name="Chèn văn bản thay thế").press("Enter")
    expect(box.get_by_text("văn bản thay thế đã có trong căn cứ")).to_be_visible()
    paper = page.locator("[data-part=preamble]")
    expect(paper.locator("textarea").nth(1)).to_have_value(re.compile(r"^Căn cứ Nghị định số 118/2025/NĐ-CP .*\.$"))
    expect(paper.locator("textarea").nth(0)).to_have_value(re.compile(r";$"))

    # Words of a document in the line the cursor was in, where it was.
    box.get_by_label("Trích dẫn vào dòng đang soạn").check()
    box.get_by_label("Số, tên văn bản").fill("30/2020")
    box.locator("button[data-cite^='Nghị định số 30/2020']").press("Enter")
    expect(box).to_be_hidden()
    words = "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"
    expect(field).to_have_value(f"Soạn thảo theo {words} đúng quy định")
    expect(field).to_be_focused()
    page.keyboard.type("!")
    saved(page)

    # Closing without a choice gives the cursor back where it was; the next mention is short.
    page.keyboard.press("Alt+c")
    box.get_by_label("Trích dẫn vào dòng đang soạn").check()
    expect(box.locator("button[data-cite='Nghị định số 30/2020/NĐ-CP']")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    place = field.evaluate("field => field.selectionStart")
    assert place == len(f"Soạn thảo theo {words}!")

    line.refresh_from_db()
    assert line.text == f"Soạn thảo theo {words}! đúng quy định"
    assert [each.key.text[-1] for each in preamble_of(plan) if each.is_basis] == [";", "."]
    assert LegalBasis.objects.get(plan=plan, number=new.number).legal_text == new
    assert not Block.objects.filter(plan=plan, text__contains=old.number).exists()
    assert decree.number in line.text
