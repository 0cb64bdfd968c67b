"""Steps of the sheet: each through its door, nothing overwritten, and back again as it was."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEntry
from core.exceptions import DomainError, EditConflict
from documents.official import RowKind
from plans.domain.clauses import add_clause
from plans.domain.editing.taking import take_steps
from plans.domain.rows import LONGEST_CELL, NewRow, add_rows, delete_rows, move_rows, turn_row, write_cells
from plans.domain.tasks import assign_person, link_party, merge_same
from plans.models import Block, Plan, PlanTask, TableRow, Target
from plans.sheet import MOST_ROWS
from tests.plans.plans_world import CELLS, drafted, issued, with_line, with_table
from tests.world import World, access_of

AT = dt.datetime(2026, 5, 11, 8, tzinfo=dt.UTC)


def by(world: World) -> Any:
    return access_of(world.lan, world.an_binh)


def rows_of(table: Block) -> list[TableRow]:
    return list(TableRow.objects.filter(block=table).order_by("position"))


def column(table: Block, at: int) -> list[str | None]:
    return [row.cells[at] for row in rows_of(table)]


def take(world: World, table: Block, *steps: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers of one batch; steps without a key get one."""
    sent = [{"id": str(uuid4()), "line": str(table.key), **step} for step in steps]
    plan = Plan.objects.get(pk=table.plan_id)
    return take_steps(plan, by=by(world), steps=sent, seen_revision=None, at=AT).results


def cell(row: TableRow, at: int, text: str | None, was: str | object | None = ...) -> dict[str, Any]:
    return {"row": str(row.key), "column": at, "was": row.cells[at] if was is ... else was, "text": text}


def test_a_cell_and_its_task_say_one_thing(world: World) -> None:
    table = with_table(drafted(world), rows=2)
    first, _ = rows_of(table)
    (answer,) = take(
        world, table, {"do": "cells", "cells": [cell(first, 3, " Tư pháp -  Hộ tịch"), cell(first, 5, "31/12")]}
    )
    assert answer["ok"]
    task = PlanTask.objects.get(row=first)
    assert (task.lead_text, task.deadline_text) == ("Tư pháp - Hộ tịch", "31/12")
    assert task.parties.get(role="lead").unit == world.justice
    assert task.deadline is not None
    entry = AuditEntry.objects.latest("pk")
    assert entry.action == "Sửa ô của bảng"
    assert entry.changes["Dòng 1, Cơ quan chủ trì"] == [CELLS[3], "Tư pháp - Hộ tịch"]


def test_of_two_people_in_one_cell_the_second_sees_both_texts(world: World) -> None:
    table = with_table(drafted(world), rows=1)
    (row,) = rows_of(table)
    take(world, table, {"do": "cells", "cells": [cell(row, 2, "Kế hoạch")]})
    step = {"do": "cells", "cells": [cell(row, 1, "Việc khác"), cell(row, 2, "Tờ trình")]}
    (answer,) = take(world, table, step)
    assert answer["why"] == "conflict"
    assert answer["theirs"]["cells"] == [{"row": str(row.key), "column": 2, "text": "Kế hoạch"}]
    row.refresh_from_db()
    assert row.cells[1:3] == [CELLS[1] + " 1", "Kế hoạch"]  # all or none
    (same,) = take(world, table, {"do": "cells", "cells": [cell(row, 2, "Kế hoạch", was="Báo cáo")]})
    assert same["ok"]  # both typed the same


def test_two_people_in_two_cells_of_one_row_do_not_meet(world: World) -> None:
    table = with_table(drafted(world), rows=1)
    (row,) = rows_of(table)
    one, other = cell(row, 1, "Việc một"), cell(row, 2, "Tờ trình")
    assert all(answer["ok"] for answer in take(world, table, {"do": "cells", "cells": [one]}))
    assert all(answer["ok"] for answer in take(world, table, {"do": "cells", "cells": [other]}))
    assert rows_of(table)[0].cells[1:3] == ["Việc một", "Tờ trình"]


def test_a_number_that_only_followed_is_no_conflict(world: World) -> None:
    table = with_table(drafted(world), rows=2)
    _, second = rows_of(table)
    take(world, table, {"do": "rows-add", "after": None, "rows": [{"key": str(uuid4()), "cells": []}]})
    assert column(table, 0) == ["1", "2", "3"]
    (answer,) = take(world, table, {"do": "cells", "cells": [cell(second, 0, "2a")]})
    assert answer["ok"]
    gone = {"do": "rows-delete", "rows": [{"row": str(rows_of(table)[1].key), "was": ["1", *CELLS[1:]]}]}
    (answer,) = take(world, table, gone)
    assert answer["why"] == "conflict"  # CELLS[1] is not what stands there; the number alone would not matter


def test_a_batch_of_rows_is_added_once(world: World) -> None:
    table = with_table(drafted(world), rows=1)
    (row,) = rows_of(table)
    keys = [str(uuid4()) for _ in range(3)]
    step = {
        "id": str(uuid4()),
        "do": "rows-add",
        "after": str(row.key),
        "rows": [
            {"key": keys[0], "kind": "group", "cells": ["", "Nhóm hai"]},
            {"key": keys[1], "cells": ["", "Việc hai", "Báo cáo", "Văn phòng - Thống kê", "", "Quý III"]},
            {"key": keys[2], "cells": ["", "Việc ba", None, None, None, None, "thừa"]},
        ],
    }
    for _ in range(2):
        assert all(answer["ok"] for answer in take(world, table, step))
    assert [str(each.key) for each in rows_of(table)] == [str(row.key), *keys]
    assert column(table, 0) == ["1", "", "1", "2"]
    third = PlanTask.objects.get(row__key=keys[2])
    assert (third.lead_text, third.deadline_text) == ("Văn phòng - Thống kê", "Quý III")
    assert not PlanTask.objects.filter(row__key=keys[0]).exists()
    assert third.tracked


def test_a_pasted_table_costs_few_statements(world: World) -> None:
    """As many for 30 rows as for 5: the door is one transaction, whatever is pasted."""
    table = with_table(drafted(world), rows=1)
    counts = []
    for number in (5, 30):
        fresh = [NewRow(uuid4(), ["", f"Việc {number}-{i}", "", f"Đơn vị {i}", "", "Quý II"]) for i in range(number)]
        with CaptureQueriesContext(
            connection,
        ) as found:
            add_rows(table, by=by(world), after=None, rows=fresh)
        counts.append(len(found))
    assert counts[0] == counts[1] < 25


def test_deleted_rows_come_back_with_everything_that_hung_on_them(world: World) -> None:
    plan = drafted(world)
    table = with_table(plan, rows=4)
    first, second, third, _ = rows_of(table)
    lead = PlanTask.objects.get(row=second)
    assign_person(lead, by=by(world), person=world.lan, director=world.minh)
    link_party(lead.parties.get(name="Các ban, ngành"), by=by(world), unit=world.culture)
    twin = PlanTask.objects.get(block=with_line(plan, "Việc trùng", task=True))
    merge_same(twin, by=by(world), same_as=lead)
    goal = add_clause(plan, Target, by=by(world), text="100 %")
    Target.objects.filter(pk=goal.pk).update(row=second)
    take(world, table, {"do": "cells", "cells": [cell(third, 3, None)]})
    before = [(row.pk, row.cells, row.kind) for row in rows_of(table)]
    delete = {
        "id": str(uuid4()),
        "do": "rows-delete",
        "rows": [{"row": str(row.key), "was": row.cells} for row in (first, second)],
    }
    assert take(world, table, delete)[0]["ok"]
    assert column(table, 0) == ["1", "2"]
    assert column(table, 3)[0] == CELLS[3]  # the words of the merged cell stay
    twin.refresh_from_db()
    assert twin.tracked
    for _ in range(2):  # a second time nothing happens
        assert take(world, table, {"do": "restore", "step": delete["id"]})[0]["ok"]
    assert [(row.pk, row.cells, row.kind) for row in rows_of(table)] == before
    again = PlanTask.objects.get(pk=lead.pk)
    assert (again.row_id, again.person, again.director) == (second.pk, world.lan, world.minh)
    assert again.parties.get(name="Các ban, ngành").unit == world.culture
    twin.refresh_from_db()
    assert (twin.same_as, twin.tracked) == (again, False)
    goal.refresh_from_db()
    assert goal.row_id == second.pk


def test_what_was_written_since_is_kept_when_rows_come_back(world: World) -> None:
    table = with_table(drafted(world), rows=3)
    first, second, _ = rows_of(table)
    take(world, table, {"do": "cells", "cells": [cell(second, 3, None)]})
    delete = {"id": str(uuid4()), "do": "rows-delete", "rows": [{"row": str(first.key), "was": first.cells}]}
    take(world, table, delete)
    (second, _) = rows_of(table)
    take(world, table, {"do": "cells", "cells": [cell(second, 3, "Tư pháp - Hộ tịch")]})
    take(world, table, {"do": "restore", "step": delete["id"]})
    assert column(table, 3)[:2] == [CELLS[3], "Tư pháp - Hộ tịch"]


def test_a_title_gives_its_task_up_and_takes_it_back(world: World) -> None:
    table = with_table(drafted(world), rows=3)
    _, second, third = rows_of(table)
    take(world, table, {"do": "cells", "cells": [cell(second, 5, None), cell(third, 5, None)]})
    task = PlanTask.objects.get(row=second)
    assign_person(task, by=by(world), person=world.lan)
    before = [row.cells for row in rows_of(table)]
    turn = {"id": str(uuid4()), "do": "row-kind", "row": str(second.key), "was": "data", "kind": "group"}
    assert take(world, table, turn)[0]["ok"]
    assert not PlanTask.objects.filter(pk=task.pk).exists()
    assert column(table, 0) == ["1", "", "1"]
    assert column(table, 5) == ["Quý II", "", "Quý II"]
    for _ in range(2):
        assert take(world, table, {"do": "restore", "step": turn["id"]})[0]["ok"]
    assert [row.cells for row in rows_of(table)] == before
    assert PlanTask.objects.get(pk=task.pk).person == world.lan
    (answer,) = take(world, table, {**turn, "id": str(uuid4()), "was": "group"})
    assert answer["why"] == "conflict"


def test_rows_move_and_their_numbers_stay(world: World) -> None:
    table = with_table(drafted(world), rows=4)
    a, b, c, d = rows_of(table)
    tasks = dict(PlanTask.objects.values_list("row", "pk"))
    move = {"do": "rows-move", "rows": [str(d.key), str(a.key)], "after": str(b.key)}
    assert take(world, table, move)[0]["ok"]
    assert [row.pk for row in rows_of(table)] == [b.pk, a.pk, d.pk, c.pk]
    assert column(table, 0) == ["1", "2", "3", "4"]
    assert dict(PlanTask.objects.values_list("row", "pk")) == tasks
    entries = AuditEntry.objects.count()
    take(world, table, {"do": "rows-move", "rows": [str(b.key)], "after": None})
    assert AuditEntry.objects.count() == entries  # it is there already


def test_the_numbers_of_a_paper_that_was_read_stay(world: World) -> None:
    plan = drafted(world)
    table = with_table(plan, rows=3)
    Plan.objects.filter(pk=plan.pk).update(auto_numbering=False)
    first, *_ = rows_of(table)
    take(world, table, {"do": "rows-delete", "rows": [{"row": str(first.key), "was": first.cells}]})
    assert column(table, 0) == ["2", "3"]


@pytest.mark.parametrize(
    "step",
    [
        {"do": "cells", "cells": [{"row": str(uuid4()), "column": 0, "was": "", "text": "x"}]},
        {"do": "rows-add", "after": str(uuid4()), "rows": [{"key": str(uuid4()), "cells": ["x"]}]},
        {"do": "rows-move", "rows": [str(uuid4())], "after": None},
        {"do": "row-kind", "row": str(uuid4()), "was": "data", "kind": "group"},
    ],
)
def test_a_row_somebody_deleted_is_told(world: World, step: dict[str, Any]) -> None:
    table = with_table(drafted(world), rows=1)
    (answer,) = take(world, table, step)
    assert (answer["ok"], answer["why"]) == (False, "gone")
    assert len(answer["say"]) > 20


def test_deleting_what_is_gone_already_is_fine(world: World) -> None:
    table = with_table(drafted(world), rows=1)
    (answer,) = take(world, table, {"do": "rows-delete", "rows": [{"row": str(uuid4()), "was": ["x"]}]})
    assert answer["ok"]
    assert len(rows_of(table)) == 1


@pytest.mark.parametrize(
    "step",
    [
        {"do": "cells"},
        {"do": "cells", "cells": []},
        {"do": "cells", "cells": ["x"]},
        {"do": "cells", "cells": [{"row": "x", "column": 0, "text": "", "was": ""}]},
        {"do": "rows-add", "rows": [{"key": "x", "cells": []}]},
        {"do": "rows-add", "rows": [{"key": str(uuid4()), "cells": "x"}]},
        {"do": "rows-add", "rows": [{"key": str(uuid4()), "cells": [1]}]},
        {"do": "rows-add", "rows": [{"key": str(uuid4()), "cells": [], "kind": "x"}]},
        {"do": "rows-add", "rows": [{"key": str(uuid4()), "cells": ["x"] * 99}]},
        {"do": "rows-move", "rows": [], "after": None},
        {"do": "rows-delete", "rows": [{"row": str(uuid4())}]},
        {"do": "rows-delete", "rows": ["x"]},
    ],
)
def test_what_no_browser_of_ours_sends_is_refused(world: World, step: dict[str, Any]) -> None:
    table = with_table(drafted(world), rows=1)
    (answer,) = take(world, table, step)
    assert (answer["ok"], answer["why"]) == (False, "refused")
    assert [row.cells[0] for row in rows_of(table)] == ["1"]


def test_a_step_about_a_line_of_words_is_refused(world: World) -> None:
    plan = drafted(world)
    line = with_line(plan)
    (answer,) = take(world, line, {"do": "rows-add", "after": None, "rows": [{"key": str(uuid4()), "cells": []}]})
    assert answer["why"] == "refused"


def test_the_doors_say_what_is_too_much(world: World) -> None:
    table = with_table(drafted(world), rows=1)
    (row,) = rows_of(table)
    with pytest.raises(DomainError, match="Hãy rút ngắn"):
        write_cells(table, by=by(world), changes={(str(row.key), 1): "a" * (LONGEST_CELL + 1)})
    with pytest.raises(DomainError, match="lập thêm một bảng"):
        add_rows(
            table,
            by=by(world),
            after=None,
            rows=[NewRow(uuid4(), [])] * 1 + [NewRow(uuid4(), []) for _ in range(MOST_ROWS)],
        )
    with pytest.raises(EditConflict):
        write_cells(table, by=by(world), changes={(str(row.key), 99): "x"})
    assert len(rows_of(table)) == 1


def test_an_issued_plan_refuses_every_door(world: World) -> None:
    plan = drafted(world)
    table = with_table(plan, rows=2)
    first, second = rows_of(table)
    issued(world, plan)
    key = str(first.key)
    for act in (
        lambda: add_rows(table, by=by(world), after=None, rows=[NewRow(uuid4(), ["x"])]),
        lambda: write_cells(table, by=by(world), changes={(key, 1): "x"}),
        lambda: move_rows(table, by=by(world), keys=[key], after=str(second.key)),
        lambda: turn_row(table, by=by(world), key=key, kind=RowKind.GROUP),
        lambda: delete_rows(table, by=by(world), seen={key: first.cells}),
    ):
        with pytest.raises(DomainError, match="đã ban hành"):
            act()


@pytest.mark.parametrize("merged", [range(1, 120), range(55, 60), range(1, 2)])
def test_a_cell_in_a_long_table_reaches_as_far_as_its_merge(world: World, merged: range) -> None:
    """A few rows are read around a written cell; a merge that goes on beyond them is followed to its ends."""
    table = with_table(drafted(world), rows=1)
    fresh = [
        NewRow(uuid4(), ["", f"Việc {at}", "", None if at in merged else CELLS[3], "", ""]) for at in range(1, 120)
    ]
    add_rows(table, by=by(world), after=str(rows_of(table)[0].key), rows=fresh)
    rows = rows_of(table)
    (answer,) = take(world, table, {"do": "cells", "cells": [cell(rows[57], 3, "Tư pháp - Hộ tịch")]})
    assert answer["ok"]
    leads = list(
        PlanTask.objects.filter(row__block=table).order_by("row__position").values_list("lead_text", flat=True)
    )
    assert leads == [*[CELLS[3]] * 57, "Tư pháp - Hộ tịch", *[CELLS[3]] * 62]
    assert AuditEntry.objects.latest("pk").changes["Dòng 58, Cơ quan chủ trì"][1] == "Tư pháp - Hộ tịch"
    (answer,) = take(world, table, {"do": "cells", "cells": [cell(rows_of(table)[0], 3, "Công an xã")]})
    assert answer["ok"]
    changed = PlanTask.objects.filter(row__block=table, lead_text="Công an xã").count()
    assert changed == (57 if len(merged) == 119 else 2 if len(merged) == 1 else 1)
