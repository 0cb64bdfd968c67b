"""A plan that is issued, or gone, in the moment in which something else of it is being saved."""

from __future__ import annotations

import re
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction

from core.exceptions import DomainError, NotAllowed
from organisations.access import Access
from plans.domain.appendices import add_appendix, delete_appendix, save_appendix, step_appendix
from plans.domain.assignments import save_assignment
from plans.domain.clauses import add_clause, delete_clause, save_clause
from plans.domain.drafting import (
    add_block,
    delete_block,
    move_block,
    renumber,
    save_block,
    save_recipients,
    step_block,
    update_header,
)
from plans.domain.issuing import close_plan, discard_draft, draft_replacement
from plans.domain.lines import NewLine, Spot, add_lines, delete_lines, join_lines, move_lines, shape_lines, split_line
from plans.domain.rereading import reread_clauses
from plans.domain.rows import add_row, delete_row, save_row, step_row
from plans.domain.tables import Column, add_table, save_columns
from plans.domain.tasks import (
    mark_task,
    merge_same,
    save_task,
    set_tracked,
    unmark_task,
)
from plans.enums import PlanState
from plans.models import AssignmentBlock, Block, Plan, PlanTask, TableRow, Target
from tests.plans.plans_world import drafted, issued, with_line, with_table
from tests.world import TODAY, World, access_of

DOORS = Path(__file__).parents[3] / "plans/domain"


def lan(world: World) -> Access:
    return access_of(world.lan, world.an_binh)


class Draft:
    """A draft with one of everything, as somebody holds it in the hand since before."""

    def __init__(self, plan: Plan, by: Access) -> None:
        self.line = with_line(plan, task=True)
        self.other = with_line(plan)
        self.table = with_table(plan)
        self.row = TableRow.objects.select_related("block__plan").get(block=self.table)
        self.task = PlanTask.objects.get(block=self.line)
        self.appendix = add_appendix(plan, by=by, label="Phụ lục", title="Danh mục")
        self.clause = add_clause(plan, Target, by=by, text="100% hồ sơ đúng hạn")
        self.assignment = AssignmentBlock.objects.create(plan=plan, lead_text="Công an xã")
        self.plan, self.by = Plan.objects.select_related("organisation").get(pk=plan.pk), by
        for each in (
            self.line,
            self.other,
            self.table,
            self.row.block,
            self.task,
            self.appendix,
            self.clause,
            self.assignment,
        ):
            each.plan = self.plan


TEXT_DOORS: dict[str, Callable[[Draft], object]] = {
    "update_header": lambda d: update_header(d.plan, by=d.by, seen=d.plan.version, title="Khác"),
    "add_block": lambda d: add_block(d.plan, by=d.by, after=d.line, text="Thêm"),
    "save_block": lambda d: save_block(d.line, by=d.by, seen=d.line.version, text="Khác"),
    "add_lines": lambda d: add_lines(d.plan, by=d.by, at=Spot.behind(d.line), lines=[NewLine(uuid.uuid4())]),
    "delete_lines": lambda d: delete_lines([d.line], by=d.by),
    "move_lines": lambda d: move_lines([d.line], by=d.by, to=Spot("body")),
    "split_line": lambda d: split_line(d.line, by=d.by, text="A", new=NewLine(uuid.uuid4())),
    "join_lines": lambda d: join_lines(d.line, by=d.by, text="A", gone=d.other),
    "shape_lines": lambda d: shape_lines(d.plan, by=d.by, blocks=[d.line], fields=["level"]),
    "move_block": lambda d: move_block(d.line, by=d.by, after=None),
    "step_block": lambda d: step_block(d.line, by=d.by, up=True),
    "delete_block": lambda d: delete_block(d.line, by=d.by, seen=d.line.version),
    "renumber": lambda d: renumber(d.plan, by=d.by),
    "save_recipients": lambda d: save_recipients(d.plan, by=d.by, seen=d.plan.version, lines=[("UBND tỉnh", "")]),
    "add_appendix": lambda d: add_appendix(d.plan, by=d.by, label="Phụ lục 2", title=""),
    "save_appendix": lambda d: save_appendix(d.appendix, by=d.by, seen=1, label="A", title="", indication=""),
    "delete_appendix": lambda d: delete_appendix(d.appendix, by=d.by, seen=1),
    "step_appendix": lambda d: step_appendix(d.appendix, by=d.by, up=True),
    "add_table": lambda d: add_table(d.plan, by=d.by, after=d.line),
    "save_columns": lambda d: save_columns(d.table, by=d.by, seen=d.table.version, columns=[Column("A")]),
    "add_row": lambda d: add_row(d.table, by=d.by, after=None, cells=["2"]),
    "save_row": lambda d: save_row(d.row, by=d.by, seen=d.row.version, cells=["2", "A", "", "", "", ""]),
    "step_row": lambda d: step_row(d.row, by=d.by, up=True),
    "delete_row": lambda d: delete_row(d.row, by=d.by, seen=d.row.version),
    "mark_task": lambda d: mark_task(d.line, by=d.by),
    "unmark_task": lambda d: unmark_task(d.task, by=d.by, seen=d.task.version),
    "save_task": lambda d: save_task(d.task, by=d.by, seen=d.task.version, lead_text="Khác"),
    "save_assignment": lambda d: save_assignment(d.assignment, by=d.by, seen=1, lead_text="Khác"),
    "add_clause": lambda d: add_clause(d.plan, Target, by=d.by, text="Khác"),
    "save_clause": lambda d: save_clause(d.clause, by=d.by, seen=1, text="Khác"),
    "delete_clause": lambda d: delete_clause(d.clause, by=d.by, seen=1),
    "reread_clauses": lambda d: reread_clauses(d.plan, by=d.by),
    "discard_draft": lambda d: discard_draft(d.plan, by=d.by),
}


@pytest.mark.parametrize("door", TEXT_DOORS)
def test_a_plan_issued_meanwhile_keeps_its_words(world: World, door: str) -> None:
    draft = Draft(drafted(world), lan(world))
    issued(world, draft.plan)
    assert draft.plan.is_draft  # what is in the hand knows nothing of it
    with pytest.raises(NotAllowed, match="đã ban hành"):
        TEXT_DOORS[door](draft)


def test_a_plan_closed_meanwhile_is_neither_followed_nor_replaced(world: World) -> None:
    plan, by = drafted(world), lan(world)
    draft = Draft(plan, by)
    now = issued(world, plan)
    held = Plan.objects.get(pk=plan.pk)
    close_plan(now, by=by, on=TODAY, note="Xong")
    with pytest.raises(NotAllowed, match="không còn hiệu lực"):
        set_tracked([draft.task], by=by, tracked=True)
    with pytest.raises(NotAllowed, match="không còn hiệu lực"):
        merge_same(draft.task, by=by, same_as=None)
    with pytest.raises(NotAllowed, match="đang có hiệu lực"):
        close_plan(held, by=by, on=TODAY, note="Lần nữa")
    with pytest.raises(NotAllowed, match="đang có hiệu lực"):
        draft_replacement(held, by=by)


def test_a_plan_deleted_meanwhile_is_told(world: World) -> None:
    draft = Draft(drafted(world), lan(world))
    discard_draft(Plan.objects.get(pk=draft.plan.pk), by=draft.by)
    with pytest.raises(DomainError, match="vừa bị người khác xóa"):
        add_block(draft.plan, by=draft.by, after=None, text="Thêm")


def test_what_others_changed_of_the_plan_counts(world: World) -> None:
    """The year completes a deadline: the one stored now, not the one in the hand."""
    draft = Draft(drafted(world), lan(world))
    update_header(Plan.objects.get(pk=draft.plan.pk), by=draft.by, seen=1, year=2027)
    save_task(draft.task, by=draft.by, seen=draft.task.version, deadline_text="Quý II")
    draft.task.refresh_from_db()
    assert draft.task.rule is not None
    assert draft.task.rule.end is not None
    assert draft.task.rule.end.year == 2027


@pytest.mark.parametrize("path", sorted(DOORS.glob("*.py")), ids=lambda path: path.name)
def test_no_door_asks_about_a_plan_in_the_hand(path: Path) -> None:
    assert re.findall(r"require\(rules\.can_\w+\(by, [^)]+\)\)", path.read_text(encoding="utf-8")) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite: one transaction at a time writes at all")
def test_a_line_saved_in_the_same_instant_waits_and_is_refused(world: World) -> None:
    plan = drafted(world)
    line, by, told = with_line(plan), lan(world), []

    def save() -> None:
        try:
            save_block(line, by=by, seen=line.version, text="Khác")
        except NotAllowed as error:
            told.append(str(error))
        finally:
            connection.close()

    saving = threading.Thread(target=save)
    with transaction.atomic():
        issued(world, plan)
        saving.start()
        wait_for_a_lock()
        assert told == []
    saving.join(10)
    assert told != []
    assert Block.objects.get(pk=line.pk).text != "Khác"
    assert Plan.objects.get(pk=plan.pk).state == PlanState.ISSUED


def wait_for_a_lock() -> None:
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")
