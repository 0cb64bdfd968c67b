"""An appendix pasted or uploaded alone."""

from __future__ import annotations

import io
import uuid

import pytest

from core.exceptions import DomainError, EditConflict, NotAllowed
from documents.official import RowKind
from plans.domain.appendices import add_appendix
from plans.domain.pasted import add_pasted, choose_pasted, prepare_appendix
from plans.models import Appendix, Block, Plan, PlanStart, PlanTask, TableRow
from plans.queries.pasted import DROPPED, HeadChoice, TableChoice, heads_of, pasted_blocks, received_in
from plans.queries.starting import starts_of
from tests.plans.plans_world import drafted, issued
from tests.world import TODAY, World, access_of

HEAD = "STT\tNội dung nhiệm vụ\tSản phẩm\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành\n"
TEXT = f"""Phụ lục
DANH MỤC NHIỆM VỤ NĂM 2026
(Kèm theo Kế hoạch số 5/KH-UBND ngày 06 tháng 01 năm 2026)
{HEAD}I\tHạ tầng số
1\tRà soát máy tính các phòng\tBáo cáo\tVăn phòng - Thống kê\tCác ban, ngành\tQuý II/2026
2\tTập huấn chữ ký số\tLớp học\tVP-TK\t\ttrước ngày 15/9/2026
Ghi chú: kinh phí theo dự toán.
"""


def pasted(world: World, text: str = TEXT, target: Plan | None = None, **facts: object) -> PlanStart:
    by = access_of(world.lan, world.an_binh)
    return prepare_appendix(by=by, year=2026, target=target, text=text, **facts)  # type: ignore[arg-type]


def added(world: World, start: PlanStart) -> Plan:
    return add_pasted(start, by=access_of(world.lan, world.an_binh), today=TODAY)


def corrected(world: World, start: PlanStart, **parts: object) -> None:
    received = received_in(start)
    heads = dict(enumerate(heads_of(start, received)))
    tables = {each.name: each.table for each in pasted_blocks(start, received) if each.table}
    lines = {each.name: each.line_taken for each in pasted_blocks(start, received) if each.table is None}
    facts = {"heads": heads, "tables": tables, "lines": lines, **parts}
    choose_pasted(start, by=access_of(world.lan, world.an_binh), seen=start.version, **facts)  # type: ignore[arg-type]


def test_into_a_draft(world: World) -> None:
    draft = drafted(world)
    start = pasted(world, target=draft)
    assert added(world, start) == draft
    appendix = Appendix.objects.get(plan=draft)
    assert (appendix.label, appendix.title) == ("Phụ lục", "DANH MỤC NHIỆM VỤ NĂM 2026")
    assert appendix.indication.startswith("(Kèm theo Kế hoạch số")
    assert "5/KH-UBND" not in appendix.indication  # of another plan
    table, note = Block.objects.filter(appendix=appendix).order_by("position")
    assert [column["role"] for column in table.columns] == [
        "number", "content", "result", "lead", "coordinate", "deadline",
    ]  # fmt: skip
    assert note.text == "Ghi chú: kinh phí theo dự toán."
    rows = TableRow.objects.filter(block=table).order_by("position")
    assert [row.kind for row in rows] == ["group", "data", "data"]
    check, course = PlanTask.objects.filter(plan=draft).order_by("row__position")
    assert (check.text, check.lead_text, check.deadline_text) == (
        "Rà soát máy tính các phòng", "Văn phòng - Thống kê", "Quý II/2026",
    )  # fmt: skip
    assert check.tracked
    assert check.deadline["end_iso"] == "2026-06-30"
    assert course.parties.get(role="lead").unit == world.office


def test_as_the_beginning_of_a_plan(world: World) -> None:
    plan = added(world, pasted(world))
    assert (plan.title, plan.year) == ("Danh mục nhiệm vụ năm 2026", 2026)
    assert Block.objects.filter(plan=plan, role="content").exists()  # the usual sections
    assert PlanTask.objects.filter(plan=plan).count() == 2
    assert "năm 2026 của Ủy ban nhân dân xã An Bình)" in Appendix.objects.get(plan=plan).indication


def test_the_label_goes_on_from_those_that_are_there(world: World) -> None:
    draft = drafted(world)
    add_appendix(draft, by=access_of(world.lan, world.an_binh), label="Phụ lục I", title="Danh mục")
    start = pasted(world, HEAD + "1\tA\t\tB\t\tQuý I\n", target=draft)
    assert heads_of(start, received_in(start))[0].label == "Phụ lục II"


def test_columns_and_rows_as_a_person_corrected_them(world: World) -> None:
    start = pasted(world, target=drafted(world))
    (table,) = [each for each in pasted_blocks(start, received_in(start)) if each.table]
    assert table.table is not None
    titles = ("STT", "Việc", "", "Phụ trách", "Phối hợp", "Hạn")
    fresh = TableChoice(True, titles, table.table.roles, {"2": DROPPED, "1": RowKind.DATA.value})
    corrected(
        world, start, tables={table.name: fresh}, lines={}, heads={0: HeadChoice("Phụ lục A", "Danh mục", "(Kèm theo)")}
    )
    plan = added(world, start)
    assert str(Appendix.objects.get(plan=plan)) == "Phụ lục A Danh mục"
    block = Block.objects.get(plan=plan, kind="table")
    assert [column["title"] for column in block.columns] == ["STT", "Việc", "Phụ trách", "Phối hợp", "Hạn"]
    rows = [row.cells for row in TableRow.objects.filter(block=block).order_by("position")]
    assert rows == [
        ["I", "Hạ tầng số", "", "", ""],
        ["1", "Rà soát máy tính các phòng", "Văn phòng - Thống kê", "Các ban, ngành", "Quý II/2026"],
    ]


def test_a_table_without_titles_is_guessed_and_named_by_a_person(world: World) -> None:
    start = pasted(
        world, "1\tRà soát quy trình nội bộ của xã\tLan\tQuý II/2026\n2\tNiêm yết thủ tục\tHùng\tQuý III/2026\n"
    )
    (table,) = [each for each in pasted_blocks(start, received_in(start)) if each.table]
    assert table.table is not None
    assert table.table.titles == ("STT", "Nội dung nhiệm vụ", "Cột 3", "Thời gian hoàn thành")
    assert table.table.roles == ("number", "content", "other", "deadline")


def test_several_tables_and_appendices(world: World) -> None:
    text = TEXT + "\nPhụ lục II\nDANH MỤC THỦ TỤC\n" + HEAD + "1\tNiêm yết\t\tTư pháp - Hộ tịch\t\tQuý I\n"
    start = pasted(world, text)
    received = received_in(start)
    assert [head.label for head in heads_of(start, received)] == ["Phụ lục", "Phụ lục II"]
    first = next(each for each in pasted_blocks(start, received) if each.table)
    assert first.table is not None
    tables = {
        first.name: TableChoice(False, first.table.titles, first.table.roles),
    }
    corrected(world, start, tables=tables)
    plan = added(world, start)
    assert [each.label for each in plan.appendices.all()] == ["Phụ lục II"]  # the other one has no table left


def test_no_table_taken_is_told(world: World) -> None:
    start = pasted(world)
    (table,) = [each for each in pasted_blocks(start, received_in(start)) if each.table]
    assert table.table is not None
    corrected(world, start, tables={table.name: TableChoice(False, table.table.titles, table.table.roles)})
    with pytest.raises(DomainError, match="chưa chọn bảng"):
        added(world, start)
    assert not Plan.objects.exists()


def test_two_columns_of_one_kind_are_told(world: World) -> None:
    start = pasted(world)
    (table,) = [each for each in pasted_blocks(start, received_in(start)) if each.table]
    assert table.table is not None
    roles = ("number", "content", "lead", "lead", "coordinate", "deadline")
    corrected(world, start, tables={table.name: TableChoice(True, table.table.titles, roles)})
    with pytest.raises(DomainError, match="hai cột cùng là"):
        added(world, start)


def workbook(rows: list[list[object]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_from_excel(world: World) -> None:
    data = workbook(
        [
            ["PHỤ LỤC"], ["DANH MỤC NHIỆM VỤ"],
            ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành"],
            [1, "Rà soát máy tính", "Văn phòng - Thống kê", "Quý II/2026"],
            [2, "=1+1", "Tư pháp - Hộ tịch", "Quý III/2026"],
        ]
    )  # fmt: skip
    start = pasted(world, "", name="phu-luc.xlsx", data=data)
    received = received_in(start)
    assert received.appendices[0].title == "DANH MỤC NHIỆM VỤ"
    assert any("công thức" in note for note in received.notes)
    plan = added(world, start)
    assert PlanTask.objects.get(plan=plan, text="Rà soát máy tính").deadline["end_iso"] == "2026-06-30"
    assert start.original is not None


BAD = [
    ("", None, "", "Chưa có"),
    ("chỉ có chữ, không có bảng nào", None, "", "Không thấy bảng nào"),
    ("", b"%PDF-1.4 broken", "a.pdf", ""),
    ("", b"PK\x03\x04 broken", "a.xlsx", ""),
    ("", b"MZ\x00program", "a.exe", ""),
    ("", b"x" * (3 * 1024 * 1024 + 1), "a.txt", "nặng quá 3 MB"),
    (HEAD + "".join(f"{i}\tViệc {i}\t\tVăn phòng\t\tQuý I\n" for i in range(5001)), None, "", "5001 dòng"),
]


@pytest.mark.parametrize(
    ("text", "data", "name", "says"), BAD, ids=["empty", "words", "pdf", "zip", "exe", "big", "long"]
)
def test_what_cannot_be_taken_is_told(world: World, text: str, data: bytes | None, name: str, says: str) -> None:
    with pytest.raises(DomainError) as refused:
        pasted(world, text, name=name, data=data)
    assert says in str(refused.value) or says == "Chưa có"
    assert len(str(refused.value)) > 20
    assert not PlanStart.objects.exists()


def test_a_long_table_is_taken_whole(world: World) -> None:
    text = HEAD + "".join(f"{i}\tViệc số {i}\t\tVăn phòng - Thống kê\t\tQuý I/2026\n" for i in range(1, 401))
    plan = added(world, pasted(world, text))
    assert PlanTask.objects.filter(plan=plan, tracked=True).count() == 400


def test_pressed_twice_it_is_added_once(world: World) -> None:
    draft = drafted(world)
    start = pasted(world, target=draft)
    added(world, PlanStart.objects.get(pk=start.pk))
    added(world, start)
    assert Appendix.objects.filter(plan=draft).count() == 1


def test_sent_twice_it_is_read_once(world: World) -> None:
    key = uuid.uuid4()
    assert pasted(world, submission_key=key) == pasted(world, submission_key=key)


def test_a_draft_issued_meanwhile_takes_no_appendix(world: World) -> None:
    draft = drafted(world)
    start = pasted(world, target=draft)
    issued(world, draft)
    with pytest.raises(NotAllowed):
        added(world, start)


def test_the_later_of_two_is_told(world: World) -> None:
    start = pasted(world)
    other = PlanStart.objects.get(pk=start.pk)
    corrected(world, start)
    with pytest.raises(EditConflict):
        corrected(world, other)


def test_what_waits_is_the_offices_own(world: World) -> None:
    pasted(world)
    assert starts_of(access_of(world.lan, world.an_binh)).count() == 1
    assert starts_of(access_of(world.oanh, world.binh_minh)).count() == 0
