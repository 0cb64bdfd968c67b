"""Excel files of work: out, filled in, looked through, written."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from core.exceptions import DomainError
from plans.models import Plan
from tests.work.work_world import NOW, issued_with, milestones_of, tasks_of
from tests.world import World, access_of, sign_in
from work.domain.doing import report_progress
from work.domain.workbook import MOST_CHANGES
from work.models import Evidence, Milestone, WorkEntry
from work.workbook import (
    DIFFICULTIES,
    DONE_ON,
    INPUTS,
    KEY_TITLE,
    LINK,
    NO_PROOF,
    PERCENT,
    READ_ONLY,
    RESULT,
    SheetLine,
    TypedLine,
    line_key,
    read_workbook,
    write_workbook,
)

HEADS = [*(name for name, _ in READ_ONLY), *INPUTS, KEY_TITLE]


def url(name: str, query: str = "") -> str:
    return reverse(f"work:{name}", kwargs={"org": "an-binh"}) + query


def filled(content: bytes, *changes: tuple[int, str, Any]) -> bytes:
    """The file with these cells typed: (line from 1, column, value)."""
    book = load_workbook(io.BytesIO(content))
    for line, column, value in changes:
        book.active.cell(row=line + 2, column=HEADS.index(column) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def some(*keys: str) -> bytes:
    words = ("Việc", "97/KH-UBND", "Văn phòng", "", "", "", dt.date(2026, 6, 30), "Còn 50 ngày")
    return write_workbook("Việc", [SheetLine(words, 40, None, key) for key in keys])


# ------------------------------------------------------------------ the file itself


def test_a_file_nobody_touched_says_nothing() -> None:
    assert read_workbook("a.xlsx", some("1.1.40.0", "2.1.40.0")) == []
    done = SheetLine(("",) * 8, 100, dt.date(2026, 5, 4), line_key(3, 2, 100, dt.date(2026, 5, 4)))
    assert read_workbook("a.xlsx", write_workbook("x", [done])) == []


@pytest.mark.parametrize(
    ("column", "typed", "found"),
    [
        (PERCENT, 60, {"percent": 60}),
        (PERCENT, "60", {"percent": 60}),
        (PERCENT, "60 %", {"percent": 60}),
        (PERCENT, 0, {"percent": 0}),
        (PERCENT, None, {}),
        (DONE_ON, dt.date(2026, 5, 4), {"done_on": dt.date(2026, 5, 4)}),
        (DONE_ON, "4/5/2026", {"done_on": dt.date(2026, 5, 4)}),
        (RESULT, "  Đã xong\nphần 1 ", {"result": "Đã xong\nphần 1"}),
        (RESULT, 12, {"result": "12"}),
        (DIFFICULTIES, "Thiếu người", {"difficulties": "Thiếu người"}),
        (LINK, "https://x.vn", {"link": "https://x.vn"}),
        (NO_PROOF, "Việc nội bộ", {"no_proof": "Việc nội bộ"}),
    ],
)
def test_what_was_typed(column: str, typed: object, found: dict[str, Any]) -> None:
    lines = read_workbook("a.xlsx", filled(some("7.2.40.0"), (1, column, typed)))
    assert lines == ([TypedLine(3, 7, 2, "Việc", **found)] if found else [])


@pytest.mark.parametrize(
    ("column", "typed", "place"),
    [
        (PERCENT, 101, "J3"),
        (PERCENT, "nhiều", "J3"),
        (PERCENT, -5, "J3"),
        (DONE_ON, "hôm qua", "K3"),
        (DONE_ON, "31/02/2026", "K3"),
        (RESULT, "=1+1", "L3"),
        (RESULT, '=HYPERLINK("http://x")', "L3"),
        (RESULT, "x" * 5001, "L3"),
    ],
)
def test_a_cell_that_cannot_be_taken_says_where_and_what_to_type(column: str, typed: object, place: str) -> None:
    (line,) = read_workbook("a.xlsx", filled(some("7.2.40.0"), (1, column, typed)))
    assert [each.place for each in line.problems] == [place]
    assert "Hãy" in line.problems[0].text


@pytest.mark.parametrize("key", ["", "abc", "7", "7.2", "0.1.40.0", "-1.1.40.0", "7.2.40.0'; --", "9" * 30 + ".1.1.0"])
def test_a_line_without_its_key_is_told(key: str) -> None:
    (line,) = read_workbook("a.xlsx", filled(some("7.2.40.0"), (1, KEY_TITLE, key or None), (1, RESULT, "Xong")))
    assert line.milestone == 0
    assert "không có mã" in line.problems[0].text


def test_a_file_of_something_else_is_refused() -> None:
    book = filled(some("7.2.40.0"), (0, KEY_TITLE, "Cột khác"))
    with pytest.raises(DomainError, match="Không thấy các cột"):
        read_workbook("a.xlsx", book)
    with pytest.raises(DomainError):
        read_workbook("a.xlsx", b"PK\x03\x04nothing")
    with pytest.raises(DomainError, match="macro"):
        read_workbook("a.xlsm", book)


@pytest.mark.parametrize("text", ["=1+1", "+84912", "-cmd|' /C calc'!A0", "@SUM(A1)", '=HYPERLINK("http://x","y")'])
def test_words_are_never_written_as_formulas(text: str) -> None:
    words = (text, text, text, "", "", "", dt.date(2026, 6, 30), text)
    sheet: Any = load_workbook(io.BytesIO(write_workbook(text, [SheetLine(words, 0, None, "1.1.0.0")]))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) == 5
    assert {cell.data_type for cell in cells} == {"s"}


# ------------------------------------------------------------------ out of the lists


def sheet_of(answer: HttpResponse) -> list[list[Any]]:
    assert answer.status_code == 200
    sheet: Any = load_workbook(io.BytesIO(answer.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


@pytest.mark.django_db
def test_the_file_is_the_list_as_it_is_filtered(world: World) -> None:
    issued_with(world, "chậm nhất ngày 04/05/2026", "Quý II", "Thường xuyên")
    lan = sign_in(world.lan)
    assert [row[1] for row in sheet_of(lan.get(url("mine-export", "?nhom=qua-han")))] == ["Nhiệm vụ thứ 1"]
    rows = sheet_of(lan.get(url("list-export")))
    assert [row[1] for row in rows] == ["Nhiệm vụ thứ 1", "Nhiệm vụ thứ 2", "Nhiệm vụ thứ 3"]
    assert rows[1][7] == dt.datetime(2026, 6, 30)
    assert (rows[1][HEADS.index(PERCENT)], rows[2][HEADS.index(PERCENT)]) == (0, None)
    assert "Quá hạn 7 ngày" in rows[0][8]


@pytest.mark.django_db
def test_the_file_of_more_work_costs_no_more_queries(world: World) -> None:
    client, found = sign_in(world.lan), []
    for number, duties in (("97", 1), ("98", 5)):
        issued_with(world, *["Quý II"] * duties, number=number)
        client.get(url("list-export"))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("list-export"))
        found.append(len(queries))
    assert found[0] == found[1]


# ------------------------------------------------------------------ and back


def sent(world: World, who: str, content: bytes, name: str = "viec.xlsx") -> Any:
    file = SimpleUploadedFile(name, content)
    return sign_in(getattr(world, who)).post(url("workbook-import"), {"file": file})


def exported(world: World, who: str = "lan") -> bytes:
    return bytes(sign_in(getattr(world, who)).get(url("list-export")).content)


def confirmed(world: World, who: str, shown: Any) -> Any:
    client = sign_in(getattr(world, who))
    return client.post(url("workbook-apply"), {"lines": shown.context["payload"]}, follow=True)


@pytest.mark.django_db
def test_a_filled_file_is_shown_and_then_written(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II", "Quý II")
    first, second, third = (milestones_of(plan, number)[0] for number in (1, 2, 3))
    content = filled(
        exported(world), (1, PERCENT, 60), (1, RESULT, "Đã họp"),
        (2, DONE_ON, "04/5/2026"), (2, RESULT, "Đã xong"), (2, LINK, "https://anbinh.vn/tin"),
    )  # fmt: skip
    shown = sent(world, "lan", content)
    assert [line.changes[0] for line in shown.context["right"]] == [
        "Tiến độ: 0% → 60%", "Báo hoàn thành ngày 04/05/2026"
    ]  # fmt: skip
    assert not WorkEntry.objects.exists()  # nothing is written by looking
    assert not Evidence.objects.exists()
    assert Milestone.objects.get(pk=first.pk).percent == 0
    answer = confirmed(world, "lan", shown)
    assert "Đã ghi 2 việc từ tệp Excel." in answer.content.decode()
    assert Milestone.objects.get(pk=first.pk).percent == 60
    assert Milestone.objects.get(pk=second.pk).completed_on == dt.date(2026, 5, 4)
    assert Evidence.objects.get().url == "https://anbinh.vn/tin"
    assert Milestone.objects.get(pk=third.pk).version == third.version
    confirmed(world, "lan", shown)  # pressed twice
    assert WorkEntry.objects.count() == 2


@pytest.mark.django_db
def test_the_same_sentences_as_on_the_page_refuse_a_line(world: World) -> None:
    issued_with(world, "Quý II", "Quý II", "Quý II")
    shown = sent(world, "lan", filled(
        exported(world), (1, DONE_ON, "04/05/2026"), (2, DONE_ON, "01/01/2026"), (2, RESULT, "x"),
        (3, DONE_ON, "04/05/2026"), (3, RESULT, "Xong"),
    ))  # fmt: skip
    reasons = [line.problems[0].text for line in shown.context["wrong"]]
    assert shown.context["right"] == []
    assert "kết quả" in reasons[0]
    assert "trước ngày ban hành" in reasons[1]
    assert "minh chứng" in reasons[2]


@pytest.mark.django_db
def test_a_line_changed_since_the_file_was_made_is_refused(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II")
    content = exported(world)
    by, milestone = access_of(world.hung, world.an_binh), milestones_of(plan, 1)[0]
    report_progress(milestone, by=by, seen=1, at=NOW, percent=70, result="Hùng ghi")
    shown = sent(world, "lan", filled(content, (1, PERCENT, 20), (2, PERCENT, 30)))
    assert [line.problems[0].text for line in shown.context["wrong"]] == [
        "Việc này đã có người cập nhật sau khi xuất tệp. Hãy xuất lại tệp rồi điền dòng này."
    ]
    assert len(shown.context["right"]) == 1
    assert sent(world, "lan", content).context["wrong"] == []  # nobody typed anything: nothing to refuse


@pytest.mark.django_db
def test_what_changed_between_look_and_writing_is_left_out_and_said(world: World) -> None:
    plan = issued_with(world, "Quý II", "Quý II")
    shown = sent(world, "lan", filled(exported(world), (1, PERCENT, 20), (2, PERCENT, 30)))
    by = access_of(world.hung, world.an_binh)
    report_progress(milestones_of(plan, 1)[0], by=by, seen=1, at=NOW, percent=70, result="Hùng ghi")
    text = confirmed(world, "lan", shown).content.decode()
    assert "Đã ghi 1 việc, còn 1 việc chưa ghi" in text
    assert "chưa được ghi" in text
    assert Milestone.objects.get(pk=milestones_of(plan, 1)[0].pk).percent == 70
    assert Milestone.objects.get(pk=milestones_of(plan, 2)[0].pk).percent == 30


@pytest.mark.django_db
def test_work_of_the_neighbour_is_not_there(world: World) -> None:
    plan = issued_with(world, "Quý II")
    content = filled(exported(world), (1, PERCENT, 20))
    Plan.objects.filter(pk=plan.pk).update(organisation=world.binh_minh)
    Milestone.objects.filter(plan=plan).update(organisation=world.binh_minh)
    shown = sent(world, "lan", content)
    assert "không có trong đơn vị" in shown.context["wrong"][0].problems[0].text
    assert tasks_of(plan)[0].text not in [line.title for line in shown.context["right"]]


@pytest.mark.django_db
def test_who_may_not_report_on_the_page_may_not_in_a_file(world: World) -> None:
    issued_with(world, "Quý II")
    shown = sent(world, "nga", filled(exported(world), (1, PERCENT, 20)))
    assert "Chỉ người phụ trách" in shown.context["wrong"][0].problems[0].text


@pytest.mark.django_db
def test_two_lines_of_one_work_and_lines_of_nobody(world: World) -> None:
    issued_with(world, "Quý II", "Quý II")
    content = exported(world)
    key = load_workbook(io.BytesIO(content)).active.cell(row=3, column=len(HEADS)).value
    shown = sent(world, "lan", filled(content, (1, PERCENT, 20), (2, KEY_TITLE, key), (2, PERCENT, 40)))
    assert ["hai dòng" in line.problems[0].text for line in shown.context["wrong"]] == [True, True]


@pytest.mark.django_db
def test_the_look_cannot_be_changed_or_used_by_somebody_else(world: World) -> None:
    issued_with(world, "Quý II")
    shown = sent(world, "lan", filled(exported(world), (1, PERCENT, 20)))
    for who in ("lan", "hung"):
        payload = shown.context["payload"] + ("x" if who == "lan" else "")
        sign_in(getattr(world, who)).post(url("workbook-apply"), {"lines": payload})
    assert not WorkEntry.objects.exists()


@pytest.mark.django_db
def test_too_much_for_one_file_is_told(world: World) -> None:
    content = some(*(f"{number}.1.40.0" for number in range(1, MOST_CHANGES + 2)))
    shown = sent(world, "lan", filled(content, *((line, PERCENT, 20) for line in range(1, MOST_CHANGES + 2))))
    assert shown.status_code == 422
    assert f"nhiều nhất {MOST_CHANGES} dòng" in shown.content.decode()


@pytest.mark.django_db
def test_cells_to_mend_are_still_shown_after_the_others_were_written(world: World) -> None:
    issued_with(world, "Quý II", "Quý II")
    shown = sent(world, "lan", filled(exported(world), (1, PERCENT, 20), (2, DONE_ON, "01/01/2026"), (2, RESULT, "x")))
    asked = {"lines": shown.context["payload"], "refused": shown.context["refused"], "tu": "don-vi"}
    text = sign_in(world.lan).post(url("workbook-apply"), asked).content.decode()
    assert "Đã ghi 1 việc, còn 1 việc chưa ghi" in text
    assert "trước ngày ban hành" in text
    assert "Về Việc của đơn vị" in text
    assert WorkEntry.objects.count() == 1
    done = sign_in(world.lan).post(url("workbook-apply"), {**asked, "refused": "x"})
    assert done.headers["Location"] == url("list")
