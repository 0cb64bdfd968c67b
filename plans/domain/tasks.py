"""What becomes of a line that is a duty: its words, its parties, its deadline, who is in charge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from audit.record import record, snapshot
from core.exceptions import DomainError
from core.text import squeeze
from documents.official import BlockKind, RowKind
from organisations.access import Access
from organisations.domain.units import remember_spelling
from organisations.enums import Role
from organisations.models import Organisation, Unit
from organisations.queries import organisations_around
from plans import added, rules
from plans.deadlines import DeadlineRule, parse, to_json
from plans.domain.cells import COLUMN_OF, cells_in_full, set_cells
from plans.domain.parties import PartyBook, names_in, write_parties
from plans.domain.saving import require_now, save_seen
from plans.enums import PartyKind
from plans.models import AssignmentBlock, Block, DisclosureClause, Plan, PlanTask, ReportingClause, TaskUnit

TASK_FIELDS = (*COLUMN_OF, "index_name", "tracked")
# Everything with a deadline, and the printed words from which it is understood.
_TIMED: tuple[tuple[Any, str], ...] = (
    (PlanTask, "deadline_text"),
    (AssignmentBlock, "deadline_text"),
    (DisclosureClause, "timing_text"),
    (ReportingClause, "due_text"),
)


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
    after = snapshot(task, *changes)
    record("Sửa nhiệm vụ", plan, by=by, before=before, after=after, note=str(task), part=f"nhiệm vụ {task.pk}")
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
        set_cells(below, [full[at] if cell is None and at in changed else cell for at, cell in enumerate(below.cells)])
    set_cells(row, [changed.get(at, cell) for at, cell in enumerate(row.cells)])


@transaction.atomic
def set_tracked(tasks: Sequence[PlanTask], *, by: Access, tracked: bool) -> int:
    """Switch many tasks of one plan between "theo dõi" and "chỉ in". Returns how many changed.

    A task merged into another is followed there and stays as it is; one given after the issue is always followed.
    """
    if not tasks:
        return 0
    plan = tasks[0].plan
    require_now(rules.can_assign_people, by, plan)
    ids = [
        task.pk
        for task in tasks
        if task.plan_id == plan.pk
        and not task.is_added
        and task.tracked != tracked
        and not (tracked and task.same_as_id)
    ]
    changed = PlanTask.objects.filter(pk__in=ids, plan=plan).update(tracked=tracked)
    if changed:
        record("Theo dõi" if tracked else "Chỉ in", plan, by=by, note=f"{changed} nhiệm vụ")
    return changed


@transaction.atomic
def assign_person(
    task: PlanTask, *, by: Access, person: User | None, director: User | None = None, seen: int | None = None
) -> PlanTask:
    """Name the người phụ trách and the lãnh đạo chỉ đạo; both must work in the plan's organisation, the latter lead it.

    With `seen` it raises EditConflict when somebody saved the task since.
    """
    require_now(rules.can_assign_people, by, task.plan)
    for user in (person, director):
        if (
            user is not None
            and not user.memberships.filter(organisation=task.plan.organisation, valid_to__isnull=True).exists()
        ):
            raise DomainError(f"{user.full_name} không còn làm việc ở {task.plan.organisation}. Hãy chọn người khác.")
    if director is not None and director.pk != task.director_id:
        require_leader(director, task.plan)
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


def require_leader(director: User, plan: Plan) -> None:
    """Who directs a duty accepts its result: that is a leader's, and nobody becomes one by being named above a duty."""
    roles = director.memberships.filter(organisation=plan.organisation, role=Role.LEADER, valid_to__isnull=True)
    if not roles.exists():
        raise DomainError(f"{director.full_name} không phải lãnh đạo của {plan.organisation}. Hãy chọn một lãnh đạo.")


@transaction.atomic
def link_party(
    party: TaskUnit,
    *,
    by: Access,
    unit: Unit | None = None,
    organisation: Organisation | None = None,
    kind: str = PartyKind.UNIT,
    today: dt.date | None = None,
) -> TaskUnit:
    """Say what a printed name stands for, in the whole plan: a unit, another organisation, or a `kind` of its own.

    The spelling of a unit is remembered for coming plans too. Raises DomainError for a unit of
    another organisation, and for an organisation that is not above, beside or below the plan's.
    """
    plan = party.plan
    require_now(rules.can_assign_people, by, plan)
    if unit is not None and unit.organisation_id != plan.organisation_id:
        raise DomainError("Bộ phận này thuộc đơn vị khác.")
    if unit is not None:
        kind, organisation = PartyKind.UNIT, None
    elif organisation is not None:
        around = organisations_around(plan.organisation, today or timezone.localdate())
        if not around.filter(pk=organisation.pk).exists():
            raise DomainError("Chỉ gắn được với đơn vị cấp trên, cùng cấp hoặc trực thuộc đang hoạt động.")
        kind = PartyKind.ORGANISATION
    elif kind == PartyKind.UNIT:
        raise DomainError("Hãy chọn bộ phận mà tên này chỉ đến.")
    elif kind == PartyKind.ORGANISATION:
        raise DomainError("Hãy chọn đơn vị mà tên này chỉ đến.")
    TaskUnit.objects.filter(plan=plan, name=party.name).update(unit=unit, kind=kind, organisation=organisation)
    if unit is not None:
        remember_spelling(unit=unit, text=party.name, by=by)
    record("Gắn cơ quan", plan, by=by, note=f"{party.name} → {unit or organisation or PartyKind(kind).label}")
    party.refresh_from_db()
    return party


@transaction.atomic
def merge_same(task: PlanTask, *, by: Access, same_as: PlanTask | None) -> PlanTask:
    """A bullet and a row that say the same duty are followed once: the bullet points to the row.

    What has begun cannot be merged away: its steps and figures would be followed by nobody. Raises DomainError.
    """
    require_now(rules.can_assign_people, by, task.plan)
    if same_as is not None and (same_as.plan_id != task.plan_id or same_as.pk == task.pk or same_as.same_as_id):
        raise DomainError("Chỉ gộp hai nhiệm vụ khác nhau của cùng một kế hoạch.")
    if task.is_added or (same_as is not None and same_as.is_added):
        raise DomainError(
            "Việc giao thêm sau khi ban hành được theo dõi riêng, không gộp với nhiệm vụ in trong văn bản."
        )
    if same_as is not None and task.same_as_id != same_as.pk and added.has_begun(task):
        if added.has_begun(same_as):
            raise DomainError("Cả hai nhiệm vụ đã có người nhận hoặc ghi kết quả nên không gộp được.")
        raise DomainError(
            "Nhiệm vụ này đã có người nhận hoặc ghi kết quả. Hãy làm ngược lại: gộp nhiệm vụ kia vào nhiệm vụ này."
        )
    task.same_as = same_as
    if same_as is not None:
        task.tracked = False
        PlanTask.objects.filter(same_as=task).update(same_as=same_as)
        same_as.tracked = True
        same_as.save(update_fields=["tracked"])
    task.save(update_fields=["same_as", "tracked"])
    record("Gộp nhiệm vụ" if same_as else "Tách nhiệm vụ", task.plan, by=by, note=str(task))
    return task


def reread_deadlines(plan: Plan) -> int:
    """The plan's year changed: words without a year now mean other days. A person's choice of meaning is read anew.

    Each wording is read once and the rows are written in bulk: few statements for thousands of
    tasks. Returns how many rows now mean something else.
    """
    known: dict[str, dict[str, object] | None] = {}
    count = 0
    for model, words in _TIMED:
        changed = []
        for owner in model._default_manager.filter(plan=plan).exclude(**{words: ""}).only("pk", words, "deadline"):
            text = getattr(owner, words)
            if text not in known:
                known[text] = understood(text, plan)
            if owner.deadline != known[text]:
                owner.deadline = known[text]
                changed.append(owner)
        count += model._default_manager.bulk_update(changed, ["deadline"], batch_size=500)
    return count
