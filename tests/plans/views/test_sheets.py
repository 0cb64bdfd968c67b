"""The page of a table and its Excel files, for those who may and those who may not."""

from __future__ import annotations

import io
import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from plans.domain.rows import write_cells
from plans.models import Block, Plan, TableRow
from tests.plans.plans_world import CELLS, content_heading, drafted, issued, with_line, with_table
from tests.world import World, access_of, sign_in


@pytest.fixture
def client(world: World) -> Client:
    return sign_in(world.lan)


@pytest.fixture
def table(world: World) -> Block:
    return with_table(drafted(world), rows=3)


def address(table: Block, tail: str = "") -> str:
    return f"{table.plan.get_absolute_url()}bang/{table.pk}/{tail}"


def exported(client: Client, table: Block) -> Any:
    answer = client.get(address(table, "xuat-excel/"))
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def sent(book: Any, name: str = "bang.xlsx") -> dict[str, Any]:
    out = io.BytesIO()
    book.save(out)
    return {"file": SimpleUploadedFile(name, out.getvalue())}


def payload(answer: Any) -> str:
    return str(answer.context["form"]["seen"].value())


def column(table: Block, at: int) -> list[str | None]:
    return [row.cells[at] for row in TableRow.objects.filter(block=table).order_by("position")]


def test_the_page_carries_the_sheet_and_the_forms_without_script(client: Client, table: Block) -> None:
    answer = client.get(address(table))
    state = answer.context["state"]
    assert [row["cells"][1] for row in state["line"]["rows"]] == column(table, 1)
    assert state["line"]["rows"][0]["task"]["deadline"]["state"] == "understood"
    assert {unit["name"] for unit in state["units"]} >= {"Tư pháp - Hộ tịch"}
    body = answer.content.decode()
    assert "js/sheet/page" in body
    assert "Chuyển lên" in body
    assert "Thêm dòng cuối" in body


def test_the_number_of_queries_does_not_grow_with_the_rows(client: Client, world: World) -> None:
    counts = []
    for rows in (2, 30):
        table = with_table(drafted(world, f"Kế hoạch {rows}"), rows=rows)
        with CaptureQueriesContext(connection) as found:
            client.get(address(table))
        counts.append(len(found))
    assert counts[0] == counts[1] <= 20


def test_a_second_page_has_its_own_rows(client: Client, world: World) -> None:
    table = with_table(drafted(world), rows=102)
    state = client.get(f"{address(table)}?trang=2").context["state"]
    assert (state["first"], len(state["line"]["rows"]), state["line"]["rows_total"]) == (100, 2, 102)
    rows = client.get(address(table, "hang/"), {"rows": "[101, 5]", "revision": "0"}).json()["line"]["rows"]
    assert [row["cells"][0] for row in rows] == ["102"]


def test_readers_and_issued_plans_get_no_sheet(world: World, table: Block) -> None:
    assert sign_in(world.minh).get(address(table)).context["state"] is None
    issued(world, table.plan)
    for who in (world.lan, world.nga, world.thao):
        assert sign_in(who).get(address(table)).context["state"] is None
        assert sign_in(who).get(address(table, "xuat-excel/")).status_code == 200
    assert sign_in(world.lan).get(address(table, "nhap-excel/")).status_code == 403


def test_news_of_the_rows(client: Client, world: World, table: Block) -> None:
    plan = Plan.objects.get(pk=table.plan_id)
    same = client.get(address(table, "hang/"), {"revision": plan.revision, "tab": str(uuid4())}).json()
    assert "line" not in same
    other = sign_in(world.hung).get(address(table, "hang/"), {"revision": "1", "tab": str(uuid4())}).json()
    assert [each["name"] for each in other["people"]] == [world.lan.full_name]
    assert len(other["line"]["rows"]) == 3
    for odd in ({"rows": "x"}, {"rows": "[1]"}, {"rows": '["a", 2]'}, {"tab": "x"}, {"revision": "9" * 30}):
        assert client.get(address(table, "hang/"), odd).status_code == 200
    assert client.post(address(table, "hang/")).status_code == 405


def test_steps_answer_with_the_rows_of_the_page(client: Client, world: World) -> None:
    table = with_table(drafted(world), rows=102)
    last = TableRow.objects.get(block=table, position=101)
    step = {
        "id": str(uuid4()), "do": "cells", "line": str(table.key),
        "cells": [{"row": str(last.key), "column": 2, "was": CELLS[2], "text": "Tờ trình"}],
    }  # fmt: skip
    body = {"tab": str(uuid4()), "revision": 1, "rows": [100, 50], "steps": [step]}
    answer = client.post(
        f"{table.plan.get_absolute_url()}soan/buoc/", json.dumps(body), content_type="application/json"
    )
    (line,) = answer.json()["lines"]
    assert [row["cells"][2] for row in line["rows"]] == [CELLS[2], "Tờ trình"]


def test_the_key_of_a_line_leads_to_its_table(client: Client, table: Block) -> None:
    base = table.plan.get_absolute_url()
    assert client.get(f"{base}bang/khoa/{table.key}/")["Location"] == address(table)
    assert client.get(f"{base}bang/khoa/{uuid4()}/").status_code == 404
    assert client.get(f"{base}bang/khoa/{with_line(table.plan).key}/").status_code == 404


def test_the_excel_file_is_a_download_of_the_whole_table(client: Client, world: World) -> None:
    table = with_table(drafted(world), rows=102)
    answer = client.get(address(table, "xuat-excel/"))
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert page.max_row == 103
    options = load_workbook(io.BytesIO(answer.content))["Danh mục"]
    assert "Tư pháp - Hộ tịch" in [cell.value for cell in options["D"]]


def test_a_file_is_looked_at_first_and_written_then(client: Client, world: World, table: Block) -> None:
    book = exported(client, table)
    page = book.worksheets[0]
    page["C2"], page["F3"] = "Tờ trình <b>", "không rõ"
    page.delete_rows(4)
    page["B4"] = "Việc thêm"
    answer = client.post(address(table, "nhap-excel/"), sent(book))
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "Tờ trình &lt;b&gt;" in body
    assert "Hãy gõ như" in body
    assert column(table, 2) == [CELLS[2]] * 3  # nothing written yet
    key = str(TableRow.objects.get(block=table, position=2).key)
    done = client.post(address(table, "nhap-excel/ghi/"), {"seen": payload(answer), "xoa": key})
    assert done.status_code == 303
    assert column(table, 1) == [f"{CELLS[1]} 1", f"{CELLS[1]} 2", "Việc thêm"]
    assert column(table, 2)[0] == "Tờ trình <b>"
    same = client.post(address(table, "nhap-excel/"), sent(exported(client, table)))
    assert "không có gì để ghi" in same.content.decode()


def test_a_conflict_waits_for_its_choice(client: Client, world: World, table: Block) -> None:
    book = exported(client, table)
    book.worksheets[0]["C2"] = "Bản trong tệp"
    row = TableRow.objects.get(block=table, position=0)
    by = access_of(world.hung, world.an_binh)
    write_cells(table, by=by, changes={(str(row.key), 2): "Bản của Hùng"})
    answer = client.post(address(table, "nhap-excel/"), sent(book))
    assert answer.context["conflict_count"] == 1
    client.post(address(table, "nhap-excel/ghi/"), {"seen": payload(answer)})
    assert column(table, 2)[0] == "Bản của Hùng"  # without a choice the portal's stays
    client.post(address(table, "nhap-excel/ghi/"), {"seen": payload(answer), f"o-{row.key}-2": "tep"})
    assert column(table, 2)[0] == "Bản trong tệp"


def test_what_changes_during_the_look_is_asked_about_and_no_answer_is_lost(
    client: Client, world: World, table: Block
) -> None:
    book = exported(client, table)
    page = book.worksheets[0]
    page["C2"], page["C3"] = "Một", "Hai"
    page.delete_rows(4)
    answer = client.post(address(table, "nhap-excel/"), sent(book))
    first, _, third = TableRow.objects.filter(block=table).order_by("position")
    by = access_of(world.hung, world.an_binh)
    write_cells(table, by=by, changes={(str(first.key), 2): "Bản của Hùng"})
    again = client.post(address(table, "nhap-excel/ghi/"), {"seen": payload(answer), "xoa": str(third.key)})
    assert again.status_code == 409
    assert (again.context["conflict_count"], again.context["change_count"]) == (1, 1)
    assert [ticked for _, ticked in again.context["missing"]] == [True]
    assert column(table, 2) == ["Bản của Hùng", CELLS[2], CELLS[2]]
    choices = {"seen": payload(again), "xoa": str(third.key), f"o-{first.key}-2": "tep"}
    assert client.post(address(table, "nhap-excel/ghi/"), choices).status_code == 303
    assert column(table, 2) == ["Một", "Hai"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xls", b"x", "Lưu thành .xlsx"),
        ("a.xlsm", b"x", "macro"),
        ("a.xlsx", b"x", "mật khẩu"),
        ("a.xlsx", b"PK" + b"0" * (6 * 1024 * 1024), "5 MB"),
        ("a.xlsx", b"", "Tệp trống"),
    ],
)
def test_a_wrong_file_is_told_why(client: Client, table: Block, name: str, content: bytes, told: str) -> None:
    for tail in (address(table, "nhap-excel/"), f"{table.plan.get_absolute_url()}bang/tu-excel/"):
        answer = client.post(tail, {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422
        assert told in answer.content.decode()


def test_no_file_at_all(client: Client, table: Block) -> None:
    assert client.post(address(table, "nhap-excel/")).status_code == 422


def test_a_rehearsal_of_somebody_else_or_of_another_table_is_not_taken(
    client: Client, world: World, table: Block
) -> None:
    book = exported(client, table)
    book.worksheets[0]["C2"] = "Bản trong tệp"
    kept = payload(client.post(address(table, "nhap-excel/"), sent(book)))
    other = with_table(table.plan, rows=1)
    for who, where in ((world.hung, table), (world.lan, other)):
        answer = sign_in(who).post(address(where, "nhap-excel/ghi/"), {"seen": kept})
        assert answer.status_code == 303
        assert answer["Location"].endswith("/nhap-excel/")
    for seen in ("", "x", kept[:-3] + "abc"):
        assert client.post(address(table, "nhap-excel/ghi/"), {"seen": seen}).status_code == 303
    assert column(table, 2) == [CELLS[2]] * 3


def new_book() -> Any:
    book = Workbook()
    page: Any = book.active
    page.append(["STT", "Nội dung", "Chủ trì", "Thời hạn"])
    page.append([1, "Việc <i>", "Tư pháp - Hộ tịch", "Quý III"])
    return book


def test_a_table_is_added_from_a_file(client: Client, world: World) -> None:
    plan = drafted(world)
    where = f"{plan.get_absolute_url()}bang/tu-excel/?sau={content_heading(plan).pk}"
    assert client.get(where).status_code == 200
    answer = client.post(where, sent(new_book()))
    assert "Việc &lt;i&gt;" in answer.content.decode()
    assert not Block.objects.filter(plan=plan, kind="table").exists()
    done = client.post(where, {"seen": payload(answer)})
    made = Block.objects.get(plan=plan, kind="table")
    assert done["Location"] == address(made)
    assert made.position == content_heading(plan).position + 1
    assert client.post(where, {"seen": "x"}).status_code == 303
    assert Block.objects.filter(plan=plan, kind="table").count() == 1


def test_the_form_of_a_new_table_leads_to_the_file(client: Client, world: World) -> None:
    plan = drafted(world)
    body = client.get(f"{plan.get_absolute_url()}bang/them/?sau={content_heading(plan).pk}").content.decode()
    assert f"bang/tu-excel/?sau={content_heading(plan).pk}" in body
