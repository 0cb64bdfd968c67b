"""Tasks, rows and columns: the sheet and the task never say two things."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans, integers, lists, tuples

from core.exceptions import DomainError, EditConflict, NotAllowed
from documents.official import RowKind
from organisations.access import Access
from organisations.enums import Level
from organisations.models import UnitSpelling
from plans.deadlines import parse
from plans.domain.cells import cells_in_full
from plans.domain.rows import add_row, delete_row, save_row, step_row
from plans.domain.tables import Column, save_columns
from plans.domain.tasks import (
    assign_person,
    link_party,
    mark_task,
    meant,
    merge_same,
    save_task,
    set_tracked,
    unmark_task,
)
from plans.enums import PartyKind
from plans.models import Block, Plan, PlanTask, TableRow, TaskUnit
from tests.plans.plans_world import CELLS, drafted, issued, plan_of, with_line, with_table
from tests.world import TODAY, World, access_of, make_organisation


def lan(world: World) -> Access:
    return access_of(world.lan, world.an_binh)


def rows_of(table: Block) -> list[TableRow]:
    return list(TableRow.objects.filter(block=table).order_by("position"))


def task_of(row: TableRow) -> PlanTask:
    return PlanTask.objects.get(row=row)


def test_a_row_is_a_task_with_the_words_of_its_columns(world: World) -> None:
    table = with_table(drafted(world))
    task = task_of(rows_of(table)[0])
    assert (task.lead_text, task.deadline_text, task.result_text) == (CELLS[3], CELLS[5], CELLS[2])
    assert task.tracked
    assert task.parties.get(role="lead").unit == world.office
    assert task.parties.get(role="coordinate").kind == PartyKind.GROUP


def test_saving_a_task_writes_its_cells(world: World) -> None:
    row = rows_of(with_table(drafted(world)))[0]
    task = task_of(row)
    save_task(task, by=lan(world), seen=task.version, lead_text="Tư pháp - Hộ tịch", deadline_text=CELLS[5])
    row.refresh_from_db()
    assert row.cells[3] == "Tư pháp - Hộ tịch"
    assert task.parties.get(role="lead").unit == world.justice


def test_saving_a_row_writes_its_task_and_refuses_a_stale_one(world: World) -> None:
    row = rows_of(with_table(drafted(world)))[0]
    cells = [*CELLS[:5], "Quý III"]
    save_row(row, by=lan(world), seen=row.version, cells=cells)
    task = task_of(row)
    assert task.deadline is not None
    assert task.deadline["end_iso"] == "2026-09-30"
    with pytest.raises(EditConflict):
        save_row(row, by=lan(world), seen=1, cells=cells)
    with pytest.raises(DomainError, match="đúng 6 ô"):
        save_row(row, by=lan(world), seen=row.version, cells=cells[:2])


def _merge(table: Block, column: int) -> list[TableRow]:
    """The cells of a column under the first row continue it."""
    rows = rows_of(table)
    for row in rows[1:]:
        cells = list(row.cells)
        cells[column] = None
        TableRow.objects.filter(pk=row.pk).update(cells=cells)
    return rows_of(table)


def test_merged_cells_give_their_words_to_every_row(world: World) -> None:
    first, second, third = _merge(with_table(drafted(world), rows=3), 3)
    save_row(second, by=lan(world), seen=second.version, cells=[*second.cells[:5], "Quý IV"])
    assert task_of(second).lead_text == CELLS[3]
    save_row(first, by=lan(world), seen=first.version, cells=[*first.cells[:3], "Tư pháp - Hộ tịch", *first.cells[4:]])
    assert [task_of(row).lead_text for row in (first, second, third)] == ["Tư pháp - Hộ tịch"] * 3


def test_one_task_of_merged_cells_changes_alone(world: World) -> None:
    table = with_table(drafted(world), rows=3)
    first, second, third = _merge(table, 3)
    task = task_of(second)
    save_task(task, by=lan(world), seen=task.version, lead_text="Tư pháp - Hộ tịch")
    assert [row.cells[3] for row in rows_of(table)] == [CELLS[3], "Tư pháp - Hộ tịch", CELLS[3]]
    other = task_of(third)
    save_task(other, by=lan(world), seen=other.version, budget_text="", lead_text=other.lead_text)
    assert first.cells[3] == CELLS[3]


def test_saving_other_words_leaves_merged_cells_merged(world: World) -> None:
    table = with_table(drafted(world), rows=2)
    _, second = _merge(table, 3)
    task = task_of(second)
    save_task(task, by=lan(world), seen=task.version, lead_text=task.lead_text, result_text="Khác")
    assert rows_of(table)[1].cells[3] is None


def test_rows_come_and_go_inside_merged_cells(world: World) -> None:
    table = with_table(drafted(world), rows=3)
    first, _, _ = _merge(table, 3)
    joined = add_row(table, by=lan(world), after=first, cells=["x", "Việc chen vào"])
    assert joined.cells[3] is None
    assert task_of(joined).lead_text == CELLS[3]
    add_row(table, by=lan(world), after=joined, cells=["II", "Nhóm"], kind=RowKind.GROUP)
    assert [row.cells[3] for row in rows_of(table)] == [CELLS[3], None, "", CELLS[3], None]
    first.refresh_from_db()
    delete_row(first, by=lan(world), seen=first.version)
    assert [row.position for row in rows_of(table)] == [0, 1, 2, 3]
    assert rows_of(table)[0].cells[3] == CELLS[3]


def _texts(table: Block, column: int) -> list[str | None]:
    return [row.cells[column] for row in rows_of(table)]


def test_a_row_changes_places_with_its_task_and_keeps_the_numbers_in_theirs(world: World) -> None:
    table = with_table(drafted(world), rows=3)
    first, second, third = rows_of(table)
    words = {row.pk: task_of(row).text for row in (first, second, third)}
    step_row(third, by=lan(world), up=True)
    assert [row.pk for row in rows_of(table)] == [first.pk, third.pk, second.pk]
    assert _texts(table, 0) == ["1", "2", "3"]
    assert {row.pk: task_of(row).text for row in rows_of(table)} == words
    step_row(rows_of(table)[0], by=lan(world), up=True)  # at the edge it stays
    step_row(rows_of(table)[2], by=lan(world), up=False)
    assert [row.pk for row in rows_of(table)] == [first.pk, third.pk, second.pk]


def test_a_plan_with_numbers_of_its_own_keeps_them_as_printed(world: World) -> None:
    plan = drafted(world)
    table = with_table(plan, rows=2)
    Plan.objects.filter(pk=plan.pk).update(auto_numbering=False)
    step_row(rows_of(table)[0], by=lan(world), up=False)
    assert _texts(table, 0) == ["2", "1"]


def test_rows_step_inside_merged_cells_and_out_of_them(world: World) -> None:
    """Lead: one cell over the first three rows; the fourth stands alone."""
    table = with_table(drafted(world), rows=4)
    a, b, c, d = rows_of(table)
    other = [*d.cells[:3], "Công an xã", *d.cells[4:]]
    save_row(d, by=lan(world), seen=d.version, cells=other)
    for row in (b, c):
        save_row(row, by=lan(world), seen=row.version, cells=[*row.cells[:3], None, *row.cells[4:]])
    leads = {row.pk: task_of(row).lead_text for row in (a, b, c, d)}

    step_row(a, by=lan(world), up=False)  # inside: the merged cell begins one row higher in the order
    assert _texts(table, 3) == [CELLS[3], None, None, "Công an xã"]
    step_row(c, by=lan(world), up=False)  # out of it
    assert _texts(table, 3) == [CELLS[3], None, "Công an xã", CELLS[3]]
    step_row(d, by=lan(world), up=True)  # a stranger comes in between
    assert _texts(table, 3) == [CELLS[3], "Công an xã", CELLS[3], CELLS[3]]
    assert [row.pk for row in rows_of(table)] == [b.pk, d.pk, a.pk, c.pk]
    for row in rows_of(table):
        assert cells_in_full(row)[3] == leads[row.pk] == task_of(row).lead_text


def test_a_title_row_ends_a_merge_wherever_it_steps(world: World) -> None:
    table = with_table(drafted(world), rows=2)
    _merge(table, 3)
    title = add_row(table, by=lan(world), after=rows_of(table)[1], cells=["I", "Nhóm"], kind=RowKind.GROUP)
    step_row(title, by=lan(world), up=True)
    assert _texts(table, 3) == [CELLS[3], "", CELLS[3]]
    assert [task.lead_text for task in PlanTask.objects.order_by("pk")] == [CELLS[3]] * 2


@given(
    merged=lists(lists(booleans(), min_size=6, max_size=6), min_size=4, max_size=4),
    steps=lists(tuples(integers(0, 3), booleans()), max_size=6),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_moved_every_row_keeps_its_words(
    world: World, merged: list[list[bool]], steps: list[tuple[int, bool]]
) -> None:
    table = with_table(drafted(world), rows=0)
    for at, flags in enumerate(merged):
        cells = [None if flag and at else f"{at}{column}" for column, flag in enumerate(flags)]
        TableRow.objects.create(block=table, position=at, cells=cells)
    table.plan.auto_numbering = False
    Plan.objects.filter(pk=table.plan_id).update(auto_numbering=False)
    words = {row.pk: cells_in_full(row) for row in rows_of(table)}
    for at, up in steps:
        step_row(rows_of(table)[at], by=lan(world), up=up)
        assert {row.pk: cells_in_full(row) for row in rows_of(table)} == words
        assert None not in rows_of(table)[0].cells


def test_a_row_behind_a_row_of_another_table_is_refused(world: World) -> None:
    plan = drafted(world)
    one, two = with_table(plan), with_table(plan)
    with pytest.raises(DomainError, match="bảng khác"):
        add_row(one, by=lan(world), after=rows_of(two)[0], cells=[])


def test_columns_move_with_their_cells(world: World) -> None:
    table = with_table(drafted(world))
    old = [Column(column["title"], column["role"], index) for index, column in enumerate(table.columns)]
    columns = [old[0], old[1], Column("Kinh phí", "budget"), old[3], old[5]]
    save_columns(table, by=lan(world), seen=table.version, columns=columns)
    row = rows_of(table)[0]
    assert row.cells == ["1", f"{CELLS[1]} 1", "", CELLS[3], CELLS[5]]
    task = task_of(row)
    assert (task.result_text, task.coordinating_text, task.lead_text) == ("", "", CELLS[3])
    with pytest.raises(EditConflict):
        save_columns(table, by=lan(world), seen=1, columns=columns)
    with pytest.raises(DomainError, match="Có hai cột"):
        save_columns(table, by=lan(world), seen=2, columns=[Column("A", "lead"), Column("B", "lead")])
    with pytest.raises(DomainError, match="từ 1 đến"):
        save_columns(table, by=lan(world), seen=2, columns=[])


def test_a_new_title_touches_no_task(world: World) -> None:
    table = with_table(drafted(world))
    before = task_of(rows_of(table)[0]).version
    columns = [Column(each["title"] + " mới", each["role"], index) for index, each in enumerate(table.columns)]
    save_columns(table, by=lan(world), seen=1, columns=columns)
    assert task_of(rows_of(table)[0]).version == before


def test_marking_twice_is_one_task_and_a_basis_is_none(world: World) -> None:
    plan = drafted(world)
    line = with_line(plan)
    assert mark_task(line, by=lan(world)) == mark_task(line, by=lan(world))
    with pytest.raises(DomainError, match="phần nội dung"):
        mark_task(Block.objects.get(plan=plan, kind="basis"), by=lan(world))
    row_task = task_of(rows_of(with_table(plan))[0])
    with pytest.raises(DomainError, match="chỉ in"):
        unmark_task(row_task, by=lan(world), seen=row_task.version)


def test_a_person_answers_what_a_deadline_means(world: World) -> None:
    rule = parse("Quý II, III", plan_year=2026)
    each = meant(rule, each_period=True)
    assert each is not None
    assert (each.repeats, each.question) == (True, "")
    assert meant(parse("Quý II", plan_year=2026), each_period=True) is None
    task = mark_task(with_line(drafted(world)), by=lan(world))
    save_task(task, by=lan(world), seen=1, deadline_text="Quý II, III", deadline=each)
    save_task(task, by=lan(world), seen=2, deadline_text="Quý II, III")
    task.refresh_from_db()
    assert task.deadline is not None
    assert task.deadline["repeats"] is True


def test_people_are_named_after_issue_and_only_those_who_work_here(world: World) -> None:
    plan = drafted(world)
    task = mark_task(with_line(plan), by=lan(world))
    issued(world, plan)
    task = PlanTask.objects.get(pk=task.pk)
    assign_person(task, by=lan(world), person=world.hung, director=world.minh, seen=1)
    with pytest.raises(EditConflict):
        assign_person(task, by=lan(world), person=world.lan, seen=1)
    with pytest.raises(DomainError, match="không còn làm việc"):
        assign_person(task, by=lan(world), person=world.oanh)
    with pytest.raises(NotAllowed):
        save_task(task, by=lan(world), seen=2, lead_text="X")


def test_a_linked_name_is_remembered_for_the_whole_plan(world: World) -> None:
    plan = drafted(world)
    for number in (1, 2):
        task = mark_task(with_line(plan, f"Việc {number}"), by=lan(world))
        save_task(task, by=lan(world), seen=1, lead_text="Tổ công tác số hóa")
    party = TaskUnit.objects.filter(plan=plan).first()
    assert party is not None
    link_party(party, by=lan(world), unit=world.one_stop)
    assert set(TaskUnit.objects.filter(plan=plan).values_list("unit", flat=True)) == {world.one_stop.pk}
    assert UnitSpelling.objects.filter(unit=world.one_stop, text="Tổ công tác số hóa").exists()
    with pytest.raises(DomainError, match="đơn vị khác"):
        link_party(party, by=lan(world), unit=world.neighbour_office)
    with pytest.raises(DomainError, match="Hãy chọn"):
        link_party(party, by=lan(world), unit=None)


@pytest.mark.parametrize("place", ["province", "binh_minh", "village"])
def test_a_name_can_stand_for_an_organisation_around(world: World, place: str) -> None:
    plan, organisation = drafted(world), getattr(world, place)
    first, second = (mark_task(with_line(plan, f"Việc {number}"), by=lan(world)) for number in (1, 2))
    save_task(first, by=lan(world), seen=1, lead_text="Bên ấy", coordinating_text="Công an xã")
    link_party(first.parties.get(role="lead"), by=lan(world), organisation=organisation, today=TODAY)
    save_task(first, by=lan(world), seen=2, lead_text="Công an xã", coordinating_text="Bên ấy")
    save_task(second, by=lan(world), seen=1, lead_text="Bên ấy, Công an xã")
    found = TaskUnit.objects.filter(plan=plan, name="Bên ấy")
    assert [(each.kind, each.organisation) for each in found] == [(PartyKind.ORGANISATION, organisation)] * 2
    assert set(TaskUnit.objects.filter(name="Công an xã").values_list("kind", flat=True)) == {PartyKind.OUTSIDE}
    assert not UnitSpelling.objects.filter(text="Bên ấy").exists()
    link_party(second.parties.get(name="Bên ấy"), by=lan(world), kind=PartyKind.GROUP)
    assert {(each.kind, each.organisation) for each in found.all()} == {(PartyKind.GROUP, None)}


def test_a_name_stands_for_no_organisation_elsewhere(world: World) -> None:
    task = mark_task(with_line(drafted(world)), by=lan(world))
    save_task(task, by=lan(world), seen=1, lead_text="Bên ấy")
    elsewhere = make_organisation("tinh-khac", "tỉnh Khác", Level.PROVINCE, None)
    for organisation in (elsewhere, world.an_lac, world.district, world.an_binh):
        with pytest.raises(DomainError, match="đang hoạt động"):
            link_party(task.parties.get(), by=lan(world), organisation=organisation, today=TODAY)
    with pytest.raises(DomainError, match="Hãy chọn đơn vị"):
        link_party(task.parties.get(), by=lan(world), kind=PartyKind.ORGANISATION)


def test_merged_tasks_are_followed_once(world: World) -> None:
    plan = drafted(world)
    one, two, three = (mark_task(with_line(plan, "Một việc"), by=lan(world)) for _ in range(3))
    merge_same(two, by=lan(world), same_as=one)
    merge_same(PlanTask.objects.get(pk=one.pk), by=lan(world), same_as=three)
    two.refresh_from_db()
    assert two.same_as == three
    assert set_tracked(list(plan.tasks.all()), by=lan(world), tracked=True) == 0
    assert PlanTask.objects.filter(plan=plan, tracked=True).count() == 1
    with pytest.raises(DomainError, match="cùng một kế hoạch"):
        merge_same(one, by=lan(world), same_as=one)


def test_tasks_of_two_plans_are_not_switched_together(world: World) -> None:
    mine = mark_task(with_line(drafted(world)), by=lan(world))
    other = plan_of(world.binh_minh)
    foreign = mark_task(with_line(other), by=Access.system(world.binh_minh))
    assert set_tracked([mine, foreign], by=lan(world), tracked=False) == 1
    foreign.refresh_from_db()
    assert foreign.tracked
