"""What becomes of a line that is a duty: its words, its parties, its deadline, who is in charge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from accounts.models import User
from audit.record import record, snapshot
from core.exceptions import DomainError
from core.text import squeeze
from documents.official import BlockKind, RowKind
from organisations.access import Access
from organisations.domain.units import remember_spelling
from organisations.models import Unit
from plans import rules
from plans.deadlines import DeadlineRule, parse, to_json
from plans.domain.parties import PartyBook, names_in, write_parties
from plans.domain.saving import require_now, save_seen
from plans.enums import ColumnRole, PartyKind
from plans.models import Block, Plan, PlanTask, TableRow, TaskUnit

# Which column of a table prints which words of a task.
COLUMN_OF = {
    "lead_text": ColumnRole.LEAD,
    "coordinating_text": ColumnRole.COORDINATE,
    "deadline_text": ColumnRole.DEADLINE,
    "result_text": ColumnRole.RESULT,
    "budget_text": ColumnRole.BUDGET,
}
TASK_FIELDS = (*COLUMN_OF, "index_name", "tracked")


def understood(text: str, plan: Plan) -> dict[str, object] | None:
    """The stored form of a deadline's words; None where there are none."""
    rule = parse(text, plan_year=plan.year, plan_date=plan.issued_on)
    return stored(rule)


def stored(rule: DeadlineRule | None) -> dict[str, object] | None:
    return to_json(rule, full=True) if rule else None


@transaction.atomic
def mark_task(block: Block, *, by: Access, tracked: bool = True) -> PlanTask:
    """Make a line of prose a task (Ctrl+Enter in the editor); the one it has already is given back."""
    plan = block.plan
    require_now(rules.can_edit_plan, by, plan)
    if block.kind in (BlockKind.TABLE, BlockKind.BASIS):
        raise DomainError(
            "Chỉ một dòng chữ của phần nội dung mới là nhiệm vụ; nhiệm vụ trong bảng là một dòng của bảng."
        )
    known = PlanTask.objects.filter(block=block).first()
    if known:
        return known
    task = PlanTask.objects.create(plan=plan, block=block, text=block.text, position=block.position, tracked=tracked)
    record("Đánh dấu nhiệm vụ", plan, by=by, note=str(task))
    return task


@transaction.atomic
def unmark_task(task: PlanTask, *, by: Access, seen: int) -> None:
    """The line stays, it is no task any more. A table's data row always is one: it can only be "chỉ in"."""
    require_now(rules.can_edit_plan, by, task.plan)
    if task.row_id:
        raise DomainError("Dòng của bảng nhiệm vụ luôn là nhiệm vụ. Nếu không theo dõi, hãy chọn “chỉ in”.")
    save_seen(task, seen=seen, fields=())
    record("Bỏ đánh dấu nhiệm vụ", task.plan, by=by, note=str(task))
    release_twins(PlanTask.objects.filter(pk=task.pk))
    task.delete()


def release_twins(going: QuerySet[PlanTask]) -> None:
    """Tasks that were not followed because one of these says the same: they are followed again."""
    ids = list(going.values_list("pk", flat=True))
    PlanTask.objects.filter(same_as__in=ids).exclude(pk__in=ids).update(same_as=None, tracked=True)


def meant(rule: DeadlineRule | None, *, each_period: bool) -> DeadlineRule | None:
    """The rule with a person's answer to "một kết quả, hay mỗi kỳ một kết quả"; None when nothing was asked."""
    if rule is None or len(rule.periods) < 2 or rule.repeats is not None:
        return None
    return replace(rule, repeats=each_period, question="")


@transaction.atomic
def save_task(
    task: PlanTask, *, by: Access, seen: int, deadline: DeadlineRule | None = None, **changes: Any
) -> PlanTask:
    """Save a task's words; parties and deadline are read from them again.

    `deadline` given is a person's choice among the meanings of ambiguous words and is stored as it
    is. Words that stand in columns of a table are written there too. Raises EditConflict.
    """
    plan = task.plan
    require_now(rules.can_edit_plan, by, plan)
    if set(changes) - {*TASK_FIELDS, "assignment"}:
        raise TypeError(f"không phải phần của nhiệm vụ: {set(changes)}")
    before = snapshot(task, *changes)
    for name, value in changes.items():
        setattr(task, name, squeeze(value) if isinstance(value, str) else value)
    if deadline is not None:
        task.deadline = stored(deadline)
    elif "deadline_text" in changes and changes["deadline_text"] != before["deadline_text"]:
        task.deadline = understood(task.deadline_text, plan)
    save_seen(task, seen=seen, fields=(*changes, "deadline"))
    task.save(update_fields=["search"])
    if {"lead_text", "coordinating_text"} & set(changes):
        write_parties(
            task, leads=names_in(task.lead_text), coordinating=names_in(task.coordinating_text),
            book=PartyBook(plan.organisation),
        )  # fmt: skip
    if task.row_id:
        _write_cells(task, [name for name in changes if name in COLUMN_OF and getattr(task, name) != before[name]])
    record("Sửa nhiệm vụ", plan, by=by, before=before, after=snapshot(task, *changes), note=str(task))
    return task


def _write_cells(task: PlanTask, names: Iterable[str]) -> None:
    """Print a task's new words in its row. Rows merged below keep the words they had, in a cell of their own."""
    row = task.row
    assert row is not None
    roles = [column.get("role") for column in row.block.columns]
    changed = {roles.index(COLUMN_OF[name]): getattr(task, name) for name in names if COLUMN_OF[name] in roles}
    below = row.block.rows.filter(position=row.position + 1).first()
    if changed and below is not None and below.kind == RowKind.DATA:
        full = cells_in_full(row)
        _set_cells(below, [full[at] if cell is None and at in changed else cell for at, cell in enumerate(below.cells)])
    _set_cells(row, [changed.get(at, cell) for at, cell in enumerate(row.cells)])


@transaction.atomic
def set_tracked(tasks: Sequence[PlanTask], *, by: Access, tracked: bool) -> int:
    """Switch many tasks of one plan between "theo dõi" and "chỉ in". Returns how many changed.

    A task merged into another is followed there and stays as it is.
    """
    if not tasks:
        return 0
    plan = tasks[0].plan
    require_now(rules.can_assign_people, by, plan)
    ids = [
        task.pk
        for task in tasks
        if task.plan_id == plan.pk and task.tracked != tracked and not (tracked and task.same_as_id)
    ]
    changed = PlanTask.objects.filter(pk__in=ids, plan=plan).update(tracked=tracked)
    if changed:
        record("Theo dõi" if tracked else "Chỉ in", plan, by=by, note=f"{changed} nhiệm vụ")
    return changed


@transaction.atomic
def assign_person(
    task: PlanTask, *, by: Access, person: User | None, director: User | None = None, seen: int | None = None
) -> PlanTask:
    """Name the người phụ trách and the lãnh đạo chỉ đạo; both must work in the plan's organisation.

    With `seen` it raises EditConflict when somebody saved the task since.
    """
    require_now(rules.can_assign_people, by, task.plan)
    for user in (person, director):
        if (
            user is not None
            and not user.memberships.filter(organisation=task.plan.organisation, valid_to__isnull=True).exists()
        ):
            raise DomainError(f"{user.full_name} không còn làm việc ở {task.plan.organisation}. Hãy chọn người khác.")
    before = snapshot(task, "person", "director")
    task.person, task.director = person, director
    if seen is None:
        task.save(update_fields=["person", "director"])
    else:
        save_seen(task, seen=seen, fields=("person", "director"))
    record(
        "Phân công người phụ trách",
        task.plan,
        by=by,
        before=before,
        after=snapshot(task, "person", "director"),
        note=str(task),
    )
    return task


@transaction.atomic
def link_party(party: TaskUnit, *, by: Access, unit: Unit | None, kind: str = PartyKind.UNIT) -> TaskUnit:
    """Say what a printed name stands for; the spelling is remembered and used in the whole plan."""
    plan = party.plan
    require_now(rules.can_assign_people, by, plan)
    if unit is not None and unit.organisation_id != plan.organisation_id:
        raise DomainError("Bộ phận này thuộc đơn vị khác.")
    if unit is None and kind == PartyKind.UNIT:
        raise DomainError("Hãy chọn bộ phận mà tên này chỉ đến.")
    kind = PartyKind.UNIT if unit is not None else kind
    TaskUnit.objects.filter(plan=plan, name=party.name).update(unit=unit, kind=kind, organisation=None)
    if unit is not None:
        remember_spelling(unit=unit, text=party.name, by=by)
    record("Gắn cơ quan", plan, by=by, note=f"{party.name} → {unit or PartyKind(kind).label}")
    party.refresh_from_db()
    return party


@transaction.atomic
def merge_same(task: PlanTask, *, by: Access, same_as: PlanTask | None) -> PlanTask:
    """A bullet and a row that say the same duty are followed once: the bullet points to the row."""
    require_now(rules.can_assign_people, by, task.plan)
    if same_as is not None and (same_as.plan_id != task.plan_id or same_as.pk == task.pk or same_as.same_as_id):
        raise DomainError("Chỉ gộp hai nhiệm vụ khác nhau của cùng một kế hoạch.")
    task.same_as = same_as
    if same_as is not None:
        task.tracked = False
        PlanTask.objects.filter(same_as=task).update(same_as=same_as)
        same_as.tracked = True
        same_as.save(update_fields=["tracked"])
    task.save(update_fields=["same_as", "tracked"])
    record("Gộp nhiệm vụ" if same_as else "Tách nhiệm vụ", task.plan, by=by, note=str(task))
    return task


@transaction.atomic
def add_row(
    block: Block, *, by: Access, after: TableRow | None, cells: Sequence[str], kind: str = RowKind.DATA
) -> TableRow:
    """Insert a row of a table; a data row of a task table is a task."""
    plan = block.plan
    require_now(rules.can_edit_plan, by, plan)
    if after is not None and after.block_id != block.pk:
        raise DomainError("Dòng đứng trước thuộc bảng khác.")
    index = 0 if after is None else after.position + 1
    width = len(block.columns)
    padded: list[str | None] = [*(squeeze(cell) for cell in cells[:width]), *[""] * (width - len(cells))]
    _split_merged(block, index, padded, kind)
    block.rows.filter(position__gte=index).update(position=F("position") + 1)
    row = TableRow.objects.create(block=block, position=index, kind=kind, cells=padded)
    sync_row(row, plan=plan, book=PartyBook(plan.organisation))
    record("Thêm dòng bảng", plan, by=by, note=str(row))
    return row


@transaction.atomic
def save_row(row: TableRow, *, by: Access, seen: int, cells: Sequence[str | None], kind: str | None = None) -> TableRow:
    """Save the cells of one row; its task takes the words of its columns. Raises EditConflict."""
    plan = row.block.plan
    require_now(rules.can_edit_plan, by, plan)
    if len(cells) != len(row.block.columns):
        raise DomainError(f"Dòng này phải có đúng {len(row.block.columns)} ô.")
    before = snapshot(row, "cells", "kind")
    if kind == RowKind.GROUP != row.kind:
        _keep_merged(row)
    row.cells = [None if cell is None else squeeze(cell) for cell in cells]
    row.kind = kind or row.kind
    save_seen(row, seen=seen, fields=("cells", "kind"))
    book = PartyBook(plan.organisation)
    sync_row(row, plan=plan, book=book)
    for below in row.block.rows.filter(position__gt=row.position).order_by("position"):
        if below.kind != RowKind.DATA or None not in below.cells:
            break
        below.block = row.block
        sync_row(below, plan=plan, book=book)
    record("Sửa dòng bảng", plan, by=by, before=before, after=snapshot(row, "cells", "kind"))
    return row


@transaction.atomic
def delete_row(row: TableRow, *, by: Access, seen: int) -> None:
    plan, text = row.block.plan, str(row)
    require_now(rules.can_edit_plan, by, plan)
    save_seen(row, seen=seen, fields=())
    block, position = row.block, row.position
    release_twins(PlanTask.objects.filter(row=row))
    _keep_merged(row)
    row.delete()
    block.rows.filter(position__gt=position).update(position=F("position") - 1)
    record("Xóa dòng bảng", plan, by=by, note=text)


def cells_in_full(row: TableRow) -> list[str]:
    """The row's cells with the words of the cells above where they are merged; a title row ends a merge."""
    cells = list(row.cells)
    if None in cells:
        for above in row.block.rows.filter(position__lt=row.position).order_by("-position"):
            if above.kind != RowKind.DATA:
                break
            cells = [
                above.cells[at] if cell is None and at < len(above.cells) else cell for at, cell in enumerate(cells)
            ]
            if None not in cells:
                break
    return [cell or "" for cell in cells]


def _keep_merged(row: TableRow) -> None:
    """A row of merged cells goes: the next one takes their words, so that nothing printed is lost."""
    below = row.block.rows.filter(position=row.position + 1).first()
    if below is None or row.kind != RowKind.DATA or below.kind != RowKind.DATA or None not in below.cells:
        return
    cells = [
        above if cell is None and above is not None else cell
        for above, cell in zip(row.cells, below.cells, strict=False)
    ]
    _set_cells(below, cells)


def _split_merged(block: Block, index: int, cells: list[str | None], kind: str) -> None:
    """A row comes in between merged cells: left empty it joins them, with words of its own they go on below it."""
    below = block.rows.filter(position=index).first()
    if below is None or below.kind != RowKind.DATA or None not in below.cells:
        return
    below.block = block
    full = cells_in_full(below)
    kept = list(below.cells)
    for at, cell in enumerate(below.cells):
        if cell is None and kind == RowKind.DATA and not cells[at]:
            cells[at] = None
        elif cell is None:
            kept[at] = full[at]
    _set_cells(below, kept)


def _set_cells(row: TableRow, cells: list[str | None]) -> None:
    if cells != row.cells:
        row.cells = cells
        row.version += 1
        row.save(update_fields=["cells", "version"])


def row_words(
    row: TableRow, columns: Sequence[dict[str, str]], cells: Sequence[str | None] | None = None
) -> dict[str, str]:
    """The task's words printed in a row, by the roles of its columns. "text" is the duty itself.

    `cells`: the row's cells with merged ones filled in (`cells_in_full`), where that is known.
    """
    by_role: dict[str, list[str]] = {}
    for column, cell in zip(columns, row.cells if cells is None else cells, strict=False):
        by_role.setdefault(column.get("role", ""), []).append(cell or "")
    words = {name: " ".join(filter(None, by_role.get(role, []))) for name, role in COLUMN_OF.items()}
    duty = by_role.get(ColumnRole.CONTENT) or by_role.get(ColumnRole.SOLUTION) or []
    return {**words, "text": " ".join(filter(None, duty))}


def sync_row(row: TableRow, *, plan: Plan, book: PartyBook) -> PlanTask | None:
    """Make the row's task say what its cells say; a group row or a table without duties has none."""
    columns = row.block.columns
    task = PlanTask.objects.filter(row=row).first()
    words = row_words(row, columns, cells_in_full(row))
    if row.kind != RowKind.DATA or not words["text"]:
        if task is not None:
            release_twins(PlanTask.objects.filter(pk=task.pk))
            task.delete()
        return None
    if task is None:
        task = PlanTask(plan=plan, row=row, position=row.block.position)
        task.tracked = bool(words["lead_text"] or words["deadline_text"])
    if task.deadline is None or task.deadline_text != words["deadline_text"]:
        task.deadline = understood(words["deadline_text"], plan)
    for name, value in words.items():
        setattr(task, name, value)
    task.version += 1
    task.save()
    write_parties(task, leads=names_in(task.lead_text), coordinating=names_in(task.coordinating_text), book=book)
    return task


def reread_deadlines(plan: Plan) -> None:
    """The plan's year changed: words without a year now mean other days. A person's choice of meaning is read anew."""
    for owner in (*plan.tasks.exclude(deadline_text=""), *plan.assignments.exclude(deadline_text="")):
        owner.deadline = understood(owner.deadline_text, plan)
        owner.save(update_fields=["deadline"])
