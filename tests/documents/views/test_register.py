"""The pages of the book: văn thư writes, those who see drafts read, nobody else."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from documents.domain.registering import Paper, enter_by_hand, free_number, hold_number
from documents.domain.running import run_waiting
from documents.enums import EntryState
from documents.models import NumberingRule, RegisterEntry, WorkItem
from documents.numbering import Number
from organisations.access import Access
from tests.world import TODAY, World, access_of, sign_in

pytestmark = pytest.mark.django_db
BOOK = "/an-binh/so-van-ban-di/"
DAY = dt.date(2026, 5, 4)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)


def entered(world: World, number: int | None = None, title: str = "Cải cách hành chính", **more: Any) -> RegisterEntry:
    by = access_of(world.hanh, world.an_binh)
    paper = Paper(more.pop("symbol", "KH-UBND"), "KẾ HOẠCH", title, more.pop("on", DAY), **more)
    return enter_by_hand(world.an_binh, Number(number) if number else None, paper, by=by, today=TODAY)


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "key": uuid.uuid4(), "symbol": "BC-UBND", "number": "", "dated_on": "04/5/2026", "title": "Kết quả tháng 4",
        "signer_name": "Trần Văn Minh", "recipients": "UBND tỉnh", "filed_with": "VT", "signed": "on", **changes,
    }  # fmt: skip


def test_the_book_shows_gaps_and_what_is_held(world: World) -> None:
    entered(world, 3)
    entered(world, 7, recipients="Sở Nội vụ")
    hold_number(
        world.an_binh, Paper("KH-UBND", "KẾ HOẠCH", "Chuyển đổi số", DAY), by=access_of(world.hanh, world.an_binh),
        today=TODAY,
    )  # fmt: skip
    page = sign_in(world.lan).get(BOOK + "?so=KH").content.decode()
    assert [each in page for each in ("Số 1–2: chưa ghi", "Số 4–6: chưa ghi", "08/KH-UBND", "1 số được giữ")] == [
        True
    ] * 4
    assert "Ghi sổ, giữ số" not in page, "only văn thư writes"
    assert "Sở Nội vụ" in sign_in(world.lan).get(BOOK + "?q=so+noi+vu").content.decode()
    assert "Chuyển đổi số" not in sign_in(world.lan).get(BOOK + "?tinh_trang=issued").content.decode()


def test_the_number_of_queries_does_not_grow(world: World) -> None:
    client = sign_in(world.hanh)
    counts = []
    for number in (1, 25):
        for each in range(number):
            entered(world, title=f"Kế hoạch {number}-{each}")
        client.get(BOOK)
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(BOOK)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_a_paper_made_elsewhere_takes_the_next_number(world: World) -> None:
    answer = sign_in(world.hanh).post(BOOK + "ghi-so/", typed())
    entry = RegisterEntry.objects.get()
    assert (answer.status_code, entry.notation, entry.state) == (303, "01/BC-UBND", EntryState.ISSUED)
    assert (entry.type_name, entry.entered_by_name) == ("BÁO CÁO", world.hanh.full_name)


def test_sent_twice_it_is_one_line(world: World) -> None:
    same = typed()
    for _ in range(2):
        sign_in(world.hanh).post(BOOK + "ghi-so/", same)
    assert RegisterEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": "mười"}, "Số văn bản là một số"),
        ({"number": "3"}, "đứng sau nó trong sổ"),
        ({"symbol": "12/BC-UBND"}, "Chỉ ghi phần ký hiệu"),
        ({"dated_on": "32/5/2026"}, "Ngày không đúng"),
        ({"dated_on": "12/5/2026"}, "sau hôm nay"),
        ({"title": ""}, "bắt buộc"),
        ({"number": "9", "signed": ""}, "để trống ô này"),
        ({"number": "7"}, "đã cấp cho"),
    ],
)
def test_what_cannot_be_is_said_beside_what_was_typed(world: World, changes: dict[str, Any], said: str) -> None:
    entered(world, 7, symbol="BC-UBND", on=dt.date(2026, 5, 3))
    answer = sign_in(world.hanh).post(BOOK + "ghi-so/", typed(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "UBND tỉnh" in page, "what was typed stays"
    assert RegisterEntry.objects.count() == 1


def test_a_number_that_passes_others_over_is_asked_about(world: World) -> None:
    entered(world, 7, symbol="BC-UBND")
    client = sign_in(world.hanh)
    asked = client.post(BOOK + "ghi-so/", typed(number="970"))
    assert "bỏ cách 962 số" in asked.content.decode()
    assert 'type="checkbox" name="leap"' in asked.content.decode()
    assert client.post(BOOK + "ghi-so/", typed(number="970", leap="on")).status_code == 303
    assert client.post(BOOK + "ghi-so/", typed(number="971")).status_code == 303


def test_a_number_is_held_given_back_and_used(world: World) -> None:
    client = sign_in(world.hanh)
    client.post(BOOK + "ghi-so/", typed(signed=""))
    held = RegisterEntry.objects.get()
    assert held.state == EntryState.HELD
    client.post(f"{BOOK}{held.pk}/bo-so/", {"reason": ""})
    assert RegisterEntry.objects.count() == 1, "a reason is asked for"
    client.post(f"{BOOK}{held.pk}/bo-so/", {"reason": "Chưa ký"})
    assert RegisterEntry.objects.count() == 0
    client.post(BOOK + "ghi-so/", typed(signed=""))
    again = RegisterEntry.objects.get()
    client.post(f"{BOOK}{again.pk}/da-ky/")
    again.refresh_from_db()
    assert (again.number, again.state) == (1, EntryState.ISSUED)


def test_the_later_columns_and_of_two_who_write_one_is_told(world: World) -> None:
    entry = entered(world, 7)
    client = sign_in(world.hanh)
    columns = {"seen": entry.version, "copies": "12", "sent_on": "05/5/2026", "recipients": "UBND tỉnh"}
    assert client.post(f"{BOOK}{entry.pk}/", columns).status_code == 303
    answer = client.post(f"{BOOK}{entry.pk}/", {**columns, "copies": "3"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Người khác vừa sửa" in page
    assert 'value="3"' in page
    assert RegisterEntry.objects.get().copies == 12
    early = client.post(f"{BOOK}{entry.pk}/", {**columns, "seen": entry.version + 1, "sent_on": "01/5/2026"})
    assert "không thể trước ngày văn bản" in early.content.decode()


def test_a_reader_sees_the_columns_and_cannot_write(world: World) -> None:
    entry = entered(world, 7, recipients="Sở Nội vụ")
    client = sign_in(world.minh)
    assert "Sở Nội vụ" in client.get(f"{BOOK}{entry.pk}/").content.decode()
    client.post(f"{BOOK}{entry.pk}/", {"seen": entry.version, "copies": "9"})
    assert RegisterEntry.objects.get().copies is None


def test_how_the_office_numbers(world: World) -> None:
    client = sign_in(world.hanh)
    client.post(BOOK + "cach-danh-so/", {"viec": "cach", "from_year": "2026", "scheme": "common"})
    assert NumberingRule.objects.get().scheme == "common"
    client.post(BOOK + "cach-danh-so/", {"viec": "so-giay", "symbol": "KH-UBND", "opened_at": "40"})
    client.post(BOOK + "ghi-so/", typed())
    assert RegisterEntry.objects.get().number == 41
    refused = client.post(BOOK + "cach-danh-so/", {"viec": "cach", "from_year": "2026", "scheme": "each"})
    assert "áp dụng từ năm 2027" in refused.content.decode()


def test_excel_has_the_ten_columns_and_no_formula(world: World) -> None:
    entered(world, 7, title="=cmd|' /C calc'!A0", recipients="+84 Sở Nội vụ")
    held = hold_number(
        world.an_binh, Paper("KH-UBND", "KẾ HOẠCH", "Chuyển đổi số", DAY), by=Access.system(world.an_binh), today=TODAY
    )
    hold_number(
        world.an_binh, Paper("KH-UBND", "KẾ HOẠCH", "Dân vận", DAY), by=Access.system(world.an_binh), today=TODAY
    )
    free_number(held, by=Access.system(world.an_binh), reason="Lãnh đạo không ký")
    answer = sign_in(world.lan).get(BOOK + "2026/KH/excel/")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[0] for row in rows] == ["07/KH-UBND", "08/KH-UBND", "09/KH-UBND"]
    assert [len(row) for row in rows] == [10, 10, 10]
    assert (sheet["C4"].data_type, sheet["E4"].data_type) == ("s", "s")
    assert [row[9] for row in rows] == [None, "Số hủy: Lãnh đạo không ký", "Đang giữ số"]


def test_a_long_book_is_printed_in_the_background(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.domain.books.LINES_AT_ONCE", 1)
    entered(world, 7)
    entered(world, 8)
    client = sign_in(world.lan)
    assert "Đang dàn trang sổ" in client.get(BOOK + "2026/KH/in/").content.decode()
    assert WorkItem.objects.get().kind == "register-book"
    run_waiting()
    answer = client.get(BOOK + "2026/KH/in/")
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]


def test_the_neighbour_sees_nothing(world: World) -> None:
    entry = entered(world, 7)
    client = sign_in(world.oanh)
    assert client.get(BOOK).status_code == 404
    assert client.get(f"/binh-minh/so-van-ban-di/{entry.pk}/").status_code == 404
    assert "07/KH-UBND" not in client.get("/binh-minh/so-van-ban-di/").content.decode()
