"""What an Excel file changes in a table: rehearsed, chosen, written once, and told when somebody was faster."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from audit.models import AuditEntry
from core.exceptions import DomainError, EditConflict, NotAllowed
from plans.domain.lines import Spot
from plans.domain.rows import write_cells
from plans.domain.sheets import Chosen, add_read_table, apply_sheet, read_new_table, rehearse
from plans.models import Block, Plan, PlanTask, TableRow
from plans.queries.sheets import workbook_of
from plans.sheet_compare import Comparison
from plans.sheet_xlsx import read_workbook
from tests.plans.plans_world import CELLS, content_heading, drafted, issued, with_table
from tests.world import TODAY, World, access_of


def by(world: World) -> Any:
    return access_of(world.lan, world.an_binh)


def edited(table: Block, change: Callable[[Any], object] = lambda page: None) -> bytes:
    """The table as exported now, with this change made in Excel."""
    book = load_workbook(io.BytesIO(workbook_of(Plan.objects.get(pk=table.plan_id), table, today=TODAY)))
    change(book.worksheets[0])
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def seen(table: Block, content: bytes) -> Comparison:
    titles = [column["title"] for column in table.columns]
    return rehearse(table, read_workbook("bang.xlsx", content, titles))


def all_of(found: Comparison) -> Chosen:
    return Chosen(found.cells, found.kinds, found.added, found.missing, found.order)


def cells_of(table: Block) -> list[list[str | None]]:
    return list(TableRow.objects.filter(block=table).order_by("position").values_list("cells", flat=True))


def test_only_the_changes_are_written_with_one_entry_and_a_second_time_nothing(world: World) -> None:
    table = with_table(drafted(world), rows=4)
    kept = PlanTask.objects.get(row__block=table, row__position=0)

    def change(page: Any) -> None:
        page["D2"] = "Tư pháp - Hộ tịch"
        page["F3"] = dt.date(2026, 9, 30)
        page.delete_rows(5)
        page["B5"], page["F5"] = "Việc thêm", "Quý IV"

    content = edited(table, change)
    found = seen(table, content)
    assert (len(found.cells), len(found.added), len(found.missing)) == (2, 1, 1)
    before = AuditEntry.objects.count()
    note = apply_sheet(table, by=by(world), chosen=all_of(found))
    assert note == "2 ô, 1 dòng mới, 1 dòng xóa"
    assert AuditEntry.objects.count() == before + 1
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.changes["Dòng 2, Thời gian hoàn thành"]) == (
        "Nhập bảng từ Excel",
        [CELLS[5], "30/09/2026"],
    )
    assert [cells[0] for cells in cells_of(table)] == ["1", "2", "3", "4"]
    assert cells_of(table)[3][1] == "Việc thêm"
    kept.refresh_from_db()
    assert kept.lead_text == "Tư pháp - Hộ tịch"
    again = seen(table, content)
    assert again.cells == again.missing == ()
    assert [row.cells[1] for row in again.added] == ["Việc thêm"]  # a new row has no key in an old file
    assert seen(table, edited(table)).is_empty


def test_missing_rows_stay_unless_they_are_ticked(world: World) -> None:
    table = with_table(drafted(world), rows=3)
    found = seen(table, edited(table, lambda page: page.delete_rows(3, 2)))
    assert len(found.missing) == 2
    apply_sheet(table, by=by(world), chosen=Chosen(found.cells, found.kinds, found.added))
    assert len(cells_of(table)) == 3
    apply_sheet(table, by=by(world), chosen=Chosen(deleted=found.missing[:1]))
    assert len(cells_of(table)) == 2


def test_what_changed_since_the_rehearsal_stops_it_and_nothing_is_written(world: World) -> None:
    table = with_table(drafted(world), rows=2)

    def change(page: Any) -> None:
        page["D2"], page["D3"] = "Tư pháp - Hộ tịch", "Tư pháp - Hộ tịch"

    found = seen(table, edited(table, change))
    row = TableRow.objects.get(block=table, position=1)
    write_cells(table, by=by(world), changes={(str(row.key), 3): "Công an xã"})
    with pytest.raises(EditConflict) as caught:
        apply_sheet(table, by=by(world), chosen=all_of(found))
    assert caught.value.theirs == {"cells": {f"{row.key} 3": "Công an xã"}, "rows": []}
    assert [cells[3] for cells in cells_of(table)] == [CELLS[3], "Công an xã"]
    fresh = seen(table, edited(table, change))
    assert [cell.conflict for cell in fresh.cells] == [False, False]  # exported anew, nobody changed it since


def test_a_conflict_is_seen_when_the_portal_changed_after_the_export(world: World) -> None:
    table = with_table(drafted(world), rows=2)
    content = edited(table, lambda page: page.__setitem__("D2", "Tư pháp - Hộ tịch"))
    row = TableRow.objects.get(block=table, position=0)
    write_cells(table, by=by(world), changes={(str(row.key), 3): "Công an xã"})
    (cell,) = seen(table, content).cells
    assert (cell.old, cell.new, cell.conflict) == ("Công an xã", "Tư pháp - Hộ tịch", True)


def test_what_to_type_is_said_for_each_cell(world: World) -> None:
    table = with_table(drafted(world), rows=3)

    def change(page: Any) -> None:
        page["F2"], page["F3"] = "bao giờ xong thì thôi", "bao giờ xong thì thôi"
        page["D2"], page["D3"], page["E4"] = "Tư pháp hộ lịch", "Bưu điện tỉnh", "Văn phong thống kể"
        page["F4"] = "Quý II, III"

    said = {each.place: each.text for each in seen(table, edited(table, change)).notices}
    assert "30/6/2026" in said["F2, F3"]
    assert "Có phải: Tư pháp - Hộ tịch?" in said["D2"]
    assert "cơ quan ngoài" in said["D3"]
    assert "hai cách hiểu" in said["F4"]
    assert "E4" not in said or "Văn phòng - Thống kê" in said["E4"]


def test_rows_take_the_order_of_the_file_when_asked(world: World) -> None:
    table = with_table(drafted(world), rows=3)
    rows = list(TableRow.objects.filter(block=table).order_by("position"))

    def swap(page: Any) -> None:
        first = [page.cell(row=2, column=at).value for at in range(1, 8)]
        for at in range(1, 8):
            page.cell(row=2, column=at).value = page.cell(row=4, column=at).value
            page.cell(row=4, column=at).value = first[at - 1]

    found = seen(table, edited(table, swap))
    assert found.moved == 2
    assert found.added == found.cells == ()
    apply_sheet(table, by=by(world), chosen=Chosen(order=found.order))
    now = list(TableRow.objects.filter(block=table).order_by("position"))
    assert [row.pk for row in now] == [row.pk for row in reversed(rows)]
    assert [row.cells[0] for row in now] == ["1", "2", "3"]


def test_the_file_of_another_table_is_refused_and_named(world: World) -> None:
    other = drafted(world, "Kế hoạch chuyển đổi số")
    content = edited(with_table(other, rows=1))
    table = with_table(drafted(world), rows=1)
    with pytest.raises(DomainError, match="Kế hoạch chuyển đổi số"):
        seen(table, content)
    second = with_table(table.plan, rows=1)
    with pytest.raises(DomainError, match="một bảng khác"):
        seen(table, edited(second))


def test_a_file_of_another_office_tells_nothing_of_it(world: World) -> None:
    from tests.plans.plans_world import plan_of

    foreign = plan_of(world.binh_minh, "Kế hoạch kín của Bình Minh")
    content = edited(with_table(foreign, rows=1))
    with pytest.raises(DomainError) as caught:
        seen(with_table(drafted(world), rows=1), content)
    assert "Bình Minh" not in str(caught.value)


def test_an_issued_plan_takes_no_file(world: World) -> None:
    plan = drafted(world)
    table = with_table(plan, rows=1)
    content = edited(table)
    issued(world, plan)
    table = Block.objects.get(pk=table.pk)
    assert seen(table, content).is_empty
    with pytest.raises(NotAllowed):
        apply_sheet(table, by=by(world), chosen=Chosen())


def test_a_rehearsal_asks_as_much_of_a_long_table_as_of_a_short_one(world: World) -> None:
    counts = []
    for rows in (2, 12):
        table = with_table(drafted(world, f"Kế hoạch {rows}"), rows=rows)

        def change(page: Any, rows: int = rows) -> None:
            for number in range(2, rows + 2):
                page.cell(row=number, column=4).value = f"Đơn vị {number}"

        content = edited(table, change)
        fresh = Block.objects.select_related("plan__organisation").get(pk=table.pk)
        with CaptureQueriesContext(connection) as found:
            comparison = seen(fresh, content)
            apply_sheet(fresh, by=by(world), chosen=all_of(comparison))
        counts.append(len(found))
    assert counts[0] == counts[1] < 30


def new_book() -> bytes:
    book = Workbook()
    page: Any = book.active
    page.append(["PHỤ LỤC DANH MỤC NHIỆM VỤ"])
    page.append(["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành", "Kinh phí"])
    page.append(["I", "TUYÊN TRUYỀN", None, None, None])
    page.append([1, "Phát thanh hằng tuần", "Văn hóa - Xã hội", "Thường xuyên", 12_000_000])
    page["E4"].number_format = "#,##0"
    page.append([2, "In tờ rơi", "=1+1", dt.date(2026, 6, 30), None])
    return saved(book)


def test_a_new_table_is_read_from_any_file(world: World) -> None:
    plan = drafted(world)
    table = read_new_table(read_workbook("moi.xlsx", new_book()))
    assert [column["role"] for column in table.columns] == ["number", "content", "lead", "deadline", "budget"]
    assert table.title == "PHỤ LỤC DANH MỤC NHIỆM VỤ"
    assert [(row.kind, row.cells) for row in table.rows][:2] == [
        ("group", ("I", "TUYÊN TRUYỀN", "", "", "")),
        ("data", ("1", "Phát thanh hằng tuần", "Văn hóa - Xã hội", "Thường xuyên", "12.000.000")),
    ]
    assert [notice.place for notice in table.notices] == ["C5"]
    block = add_read_table(plan, by=by(world), at=Spot.behind(content_heading(plan)), table=table)
    first, second = PlanTask.objects.filter(row__block=block).order_by("row__position")
    assert first.parties.get(role="lead").unit == world.culture
    assert second.deadline_text == "30/06/2026"
    assert AuditEntry.objects.filter(action="Thêm bảng từ Excel").count() == 1


def test_a_file_without_header_or_with_too_many_columns(world: World) -> None:
    book = Workbook()
    page: Any = book.active
    page.append(["a", "b"])
    page.append(["c", "d"])
    table = read_new_table(read_workbook("a.xlsx", saved(book)))
    assert [column["title"] for column in table.columns] == ["Cột 1", "Cột 2"]
    assert "tiêu đề" in table.notices[0].text
    wide = Workbook()
    sheet: Any = wide.active
    sheet.append(["STT", "Nội dung", *[f"Ghi chú {number}" for number in range(20)]])
    sheet.append(["1"] * 22)
    with pytest.raises(DomainError, match="15 cột"):
        read_new_table(read_workbook("a.xlsx", saved(wide)))
