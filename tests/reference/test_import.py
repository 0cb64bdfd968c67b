"""Legal texts from Excel: the sheet, the rehearsal, the writing."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from core.exceptions import DomainError, NotAllowed
from core.text import squeeze
from reference.domain.importing import check_rows, import_texts
from reference.enums import Standing
from reference.models import LegalText
from reference.texts_sheet import COLUMNS, empty_sheet, read_sheet
from tests.reference.texts_world import records, text
from tests.world import World, access_of, sign_in

HEAD = [column.label for column in COLUMNS]


def book(*rows: list[Any], head: list[str] | None = None) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in [head or HEAD, *rows]:
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def line(doc_type: str = "Quyết định", number: str = "5/QĐ-UBND", dated: Any = "05/01/2026", **more: Any) -> list[Any]:
    values = {"doc_type": doc_type, "number": number, "dated": dated, **more}
    return [values.get(column.key) for column in COLUMNS]


def checked(world: World, *rows: list[Any]) -> list[Any]:
    return check_rows(read_sheet("a.xlsx", book(*rows)), by=access_of(world.lan, world.an_binh), common=False)


def brought(world: World, *rows: list[Any]) -> tuple[int, int]:
    return import_texts(read_sheet("a.xlsx", book(*rows)), by=access_of(world.lan, world.an_binh), common=False)


def test_the_template_can_be_read_back() -> None:
    sheet = load_workbook(io.BytesIO(empty_sheet())).worksheets[0]
    assert [str(cell.value).removesuffix(" *") for cell in sheet[1]] == HEAD
    with pytest.raises(DomainError, match="chưa có dòng nào"):
        read_sheet("mau.xlsx", empty_sheet())


def test_cells_are_read_as_seen() -> None:
    rows = read_sheet(
        "a.xlsx", book(line(dated=dt.datetime(2026, 1, 5), subject="  Quy\u00a0chế \u200b làm việc ", note="=1+1"))
    )
    assert rows[0].values["dated"] == "05/01/2026"
    assert rows[0].values["subject"] == "Quy chế làm việc"
    assert rows[0].broken == [("I2", "Ô này là công thức. Hãy chép rồi dán dạng Giá trị, hoặc gõ thẳng nội dung.")]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xls", b"x", "Chỉ nhận tệp .xlsx"),
        ("a.xlsm", b"x", "macro"),
        ("a.xlsx", b"khong phai tep", "hỏng"),
        ("a.xlsx", book(["a", "b"], head=["Tên", "Tuổi"]), "dòng tiêu đề"),
        ("a.xlsx", book(), "chưa có dòng nào"),
    ],
)
def test_other_files_are_refused_with_what_to_do(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        read_sheet(name, content)


def test_a_rehearsal_writes_nothing_and_names_each_cell(world: World) -> None:
    rows = checked(
        world,
        line(subject="Quy chế", valid_from="1/1/2026", valid_until="31/12/2026"),
        line(number="6/QĐ-UBND", dated="32/1/2026"),
        line(doc_type="", number="7/QĐ-UBND"),
        line(number="", dated=""),
        line(number="8/QĐ-UBND", valid_from="02/01/2026", valid_until="01/01/2026"),
        line(number="9/QĐ-UBND", successor="99/QĐ-UBND"),
        line(number="05 / QĐ - UBND"),
        line(number="10/QĐ-UBND", successor="11/QĐ-UBND"),
        line(number="11/QĐ-UBND", successor="10/QĐ-UBND"),
    )
    assert [row.outcome for row in rows] == ["new", *["wrong"] * 8]
    assert not LegalText.objects.exists()
    said = [[cell for cell, _ in row.problems] for row in rows]
    assert said == [[], ["C3"], ["A4"], ["B5"], ["G6"], ["H7"], ["dòng 8"], ["H9"], ["H10"]]


def test_what_is_valid_is_written_once(world: World) -> None:
    decree = records()
    sheet = (
        line(subject="Quy chế", issuer="Ủy ban nhân dân xã An Bình", valid_until="31/12/2026", successor="6/QĐ-UBND"),
        line(number="6/QĐ-UBND", dated="05/01/2027", valid_from="01/01/2027", successor="30/2020/NĐ-CP"),
        line(number="7/QĐ-UBND", dated="sai"),
    )
    assert brought(world, *sheet) == (2, 0)
    first, second = LegalText.objects.filter(organisation=world.an_binh).order_by("number")
    assert (first.successor, second.successor) == (second, decree)
    assert (first.valid_until, first.number_key, first.standing) == (
        dt.date(2026, 12, 31),
        "5/qd-ubnd",
        Standing.RECALLED,
    )
    assert "quy che" in first.search
    assert [row.outcome for row in checked(world, *sheet)] == ["same", "same", "wrong"]
    assert brought(world, *sheet) == (0, 0)


def test_a_text_that_is_there_is_completed_and_blank_cells_change_nothing(world: World) -> None:
    mine = text(
        "5/QĐ-UBND",
        owner=world.an_binh,
        doc_type="Quyết định",
        issuer="",
        dated=dt.date(2026, 1, 5),
        subject="Quy chế",
        valid_from=None,
    )
    assert brought(world, line(valid_from="05/01/2026")) == (0, 1)
    mine.refresh_from_db()
    assert (mine.subject, mine.valid_from, mine.standing) == ("Quy chế", dt.date(2026, 1, 5), Standing.RECALLED)


def test_the_same_number_of_another_day_is_another_document(world: World) -> None:
    text("5/QĐ-UBND", owner=world.an_binh, doc_type="Quyết định", dated=dt.date(2025, 1, 5))
    assert brought(world, line()) == (1, 0)


def test_nobody_else_imports(world: World) -> None:
    rows = read_sheet("a.xlsx", book(line()))
    for user, common in ((world.minh, False), (world.thao, False), (world.lan, True)):
        with pytest.raises(NotAllowed):
            import_texts(rows, by=access_of(user, world.an_binh), common=common)


def test_the_pages_from_file_to_catalogue(world: World) -> None:
    client = sign_in(world.lan)
    address = reverse("reference:text-import", kwargs={"org": "an-binh"})
    file = SimpleUploadedFile("danh-muc.xlsx", book(line(subject="Quy chế"), line(number="6/QĐ-UBND", dated="sai")))
    page = client.post(address, {"file": file})
    words = squeeze(page.content.decode())
    assert "1 văn bản mới" in words
    assert "“sai” không phải ngày" in words
    assert not LegalText.objects.exists()
    answer = client.post(page.context["apply"], {"rows": page.context["payload"]}, follow=True)
    assert "1 văn bản mới, 0 văn bản được sửa." in squeeze(answer.content.decode())
    assert LegalText.objects.get().organisation == world.an_binh


def test_rows_shown_to_one_are_taken_from_nobody_else(world: World) -> None:
    file = SimpleUploadedFile("danh-muc.xlsx", book(line()))
    page = sign_in(world.lan).post(reverse("reference:text-import", kwargs={"org": "an-binh"}), {"file": file})
    payload = page.context["payload"]
    for client, address in (
        (sign_in(world.hung), page.context["apply"]),
        (sign_in(world.oanh), reverse("reference:text-import-apply", kwargs={"org": "binh-minh"})),
    ):
        client.post(address, {"rows": payload})
        client.post(address, {"rows": "giả"})
    assert not LegalText.objects.exists()


def test_the_province_imports_into_the_common_catalogue(world: World) -> None:
    client = sign_in(world.tam)
    address = reverse("reference:text-import", kwargs={"org": "ha-son"}) + "?vao=chung"
    page = client.post(
        address,
        {"file": SimpleUploadedFile("a.xlsx", book(line(doc_type="Luật", number="1/2026/QH16", subject="Thử")))},
    )
    client.post(page.context["apply"], {"rows": page.context["payload"]})
    assert LegalText.objects.get().organisation is None
