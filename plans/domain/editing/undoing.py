"""What a step took away, kept as plain JSON, and how it is put back: at its place, with everything that hung on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import models, transaction
from django.db.models import F, Q

from audit.record import record
from core.exceptions import DomainError
from core.text import fold, one_line
from organisations.access import Access
from plans import rules
from plans.domain.assignments import reread_assignment
from plans.domain.drafting import save_block
from plans.domain.editing.desk import Desk, Restorer, key_in
from plans.domain.lines import Spot, shape_lines
from plans.domain.numbering import citation_paths, keep_numbers
from plans.domain.saving import require_now
from plans.models import Appendix, AssignmentBlock, Block, Plan, PlanTask, TableRow, TaskUnit
from plans.queries.content import CLAUSES
from plans.queries.editor import lines_in_order

_NEAR = 20  # lines above a deleted one that are remembered: the nearest still there is where it comes back
Undo = dict[str, Any]


# --- taking note ---------------------------------------------------------------------------------


def dump_lines(blocks: Sequence[Block]) -> Undo:
    """Everything that deleting these lines takes away: rows, tasks, parties, assignment blocks, and links to them."""
    plan, ids = blocks[0].plan, {block.pk for block in blocks}
    tasks = list(PlanTask.objects.filter(Q(block__in=ids) | Q(row__block__in=ids)).order_by("pk"))
    lent = {block.assignment_id for block in blocks if block.assignment_id}
    staying = Block.objects.filter(assignment__in=lent).exclude(pk__in=ids).values_list("assignment", flat=True)
    vanishing = lent - set(staying)
    rows = TableRow.objects.filter(block__in=ids).order_by("block", "position")
    kept: list[models.Model] = [*AssignmentBlock.objects.filter(pk__in=vanishing), *blocks, *rows]
    borrowed = PlanTask.objects.filter(assignment__in=vanishing).values_list("pk", "assignment")
    return {
        "places": _places(plan, ids),
        **dump_tasks(tasks, kept),
        "borrowed": [list(each) for each in borrowed],
        "clauses": _clauses(ids),
    }


def _clauses(lines: set[int]) -> list[list[Any]]:
    here = Q(block__in=lines) | Q(row__block__in=lines)
    return [
        [model._meta.label_lower, *each]
        for model in CLAUSES
        for each in model._default_manager.filter(here).values_list("pk", "block", "row")
    ]


def dump_tasks(tasks: Sequence[PlanTask], before: Iterable[models.Model] = ()) -> Undo:
    """Tasks with their parties, and who was merged into them; the rows of `before` stand first and come back first."""
    first = list(before)
    ids = [task.pk for task in tasks]
    assignments = [each.pk for each in first if isinstance(each, AssignmentBlock)]
    parties = TaskUnit.objects.filter(Q(task__in=ids) | Q(assignment__in=assignments)).order_by("pk")
    twins = PlanTask.objects.filter(same_as__in=ids).exclude(pk__in=ids)
    return {
        "objects": serializers.serialize("python", [*first, *tasks, *parties]),
        "twins": [list(each) for each in twins.values_list("pk", "same_as")],
    }


def dump_shapes(blocks: Sequence[Block], after: Sequence[tuple[int, str]]) -> Undo:
    """Level, kind, marker and role as they are, and the (level, kind) each line is about to get."""
    return {
        "kind": "shape",
        "before": {str(each.key): [each.level, each.kind, each.marker, each.role] for each in blocks},
        "after": {str(each.key): [*fresh] for each, fresh in zip(blocks, after, strict=True)},
    }


def _places(plan: Plan, going: set[int]) -> list[dict[str, Any]]:
    """For each run of lines that goes: the lines above it, nearest first, and the keys of the run in order."""
    out: list[dict[str, Any]] = []
    above: list[str] = []
    part: tuple[str, int | None] | None = None
    open_run = False
    for block in lines_in_order(plan):
        if part != (block.region, block.appendix_id):
            part, above, open_run = (block.region, block.appendix_id), [], False
        if block.pk not in going:
            above, open_run = [str(block.key), *above[: _NEAR - 1]], False
            continue
        if not open_run:
            out.append({"above": list(above), "region": part[0], "appendix": part[1], "lines": []})
            open_run = True
        out[-1]["lines"].append(block.pk)
    return out


# --- putting back ----------------------------------------------------------------------------------


@transaction.atomic
def restore_lines(plan: Plan, *, by: Access, undo: Undo, joined: int = 0) -> list[int]:
    """Deleted lines come back with the keys and ids they had; those that are there already are left as they are.

    `joined` is the line that took over clauses and tasks when two were joined: they go back. Returns the
    ids of lines that look different now. Raises DomainError when the appendix they stood in is gone.
    """
    require_now(rules.can_edit_plan, by, plan)
    rows = rows_in(undo)
    keys = [each.key for each in rows[Block]]  # a line typed anew after the deletion may carry its key
    there = set(Block.objects.filter(plan=plan, key__in=keys).values_list("key", flat=True))
    blocks: dict[int, Block] = {each.pk: each for each in rows[Block] if each.key not in there}
    if not blocks:
        return []
    paths = citation_paths(plan)
    lent = {each.pk for each in rows[AssignmentBlock]}
    write_back(AssignmentBlock, rows)
    living = _living(Block, list(blocks.values()))
    for place in undo["places"]:
        _place_back(plan, place, [block for block in living if block.pk in place["lines"]])
    rows[TableRow] = [each for each in rows[TableRow] if each.block_id in blocks]
    for model in (TableRow, PlanTask, TaskUnit):
        write_back(model, rows)
    touched = relink(undo, joined)
    for block in living:
        block.plan = plan
        if block.assignment_id and block.assignment_id not in lent:
            reread_assignment(block)
    keep_numbers(plan, paths)
    record("Lấy lại dòng đã xóa", plan, by=by, note="; ".join(str(block)[:60] for block in living[:5]))
    return [*blocks, *touched]


@transaction.atomic
def restore_task(block: Block, *, by: Access, undo: Undo) -> list[int]:
    """A line is the duty again that it was, with its words and parties."""
    plan = block.plan
    require_now(rules.can_edit_plan, by, plan)
    rows = rows_in(undo)
    if PlanTask.objects.filter(block=block, excerpt=False).exists():
        return []
    for task in rows[PlanTask]:
        if not task.excerpt:
            task.text = block.text
            task.search = fold(f"{task.text} {task.lead_text}")
    for model in (PlanTask, TaskUnit):
        write_back(model, rows)
    touched = relink(undo, 0)
    record("Đánh dấu nhiệm vụ", plan, by=by, note=str(block))
    return [block.pk, *touched]


def rows_in(undo: Undo) -> dict[type[models.Model], list[Any]]:
    rows: dict[type[models.Model], list[Any]] = defaultdict(list)
    for each in serializers.deserialize("python", undo.get("objects", []), ignorenonexistent=True):
        rows[type(each.object)].append(each.object)
    return rows


def _place_back(plan: Plan, place: dict[str, Any], blocks: list[Block]) -> None:
    if not blocks:
        return
    appendix = None
    if place["appendix"] is not None:
        appendix = Appendix.objects.filter(plan=plan, pk=place["appendix"]).first()
        if appendix is None:
            raise DomainError("Phụ lục chứa các dòng này đã bị xóa nên không lấy lại được.")
    above = [key_in(each) for each in place["above"]]
    rows = Block.objects.filter(plan=plan, key__in=above, region=place["region"], appendix=appendix)
    near = {each.key: each for each in rows}
    after = next((near[key] for key in above if key in near), None)
    position = Spot(place["region"], appendix, after).position(plan)
    Block.objects.filter(plan=plan, position__gte=position).update(position=F("position") + len(blocks))
    for index, block in enumerate(blocks):
        block.position = position + index
        block.version += 1
    Block.objects.bulk_create(blocks, batch_size=200)


def write_back(model: type[models.Model], rows: dict[type[models.Model], list[Any]]) -> None:
    """Rows come back under the ids they had; those that are there already are left alone."""
    wanted = rows[model]
    there = set(model._default_manager.filter(pk__in=[each.pk for each in wanted]).values_list("pk", flat=True))
    fresh = _living(model, [each for each in wanted if each.pk not in there])
    model._default_manager.bulk_create(fresh, batch_size=200)


def _living(model: type[models.Model], rows: list[Any]) -> list[Any]:
    """A link to something deleted since then is empty; a row that hung on it alone does not come back."""
    out = list(rows)
    for field in model._meta.concrete_fields:
        ids = {getattr(row, field.attname) for row in out} - {None} if field.is_relation else set()
        if not ids:
            continue
        related: Any = field.related_model
        dead = ids - set(related._default_manager.filter(pk__in=ids).values_list("pk", flat=True))
        if related is model:
            dead -= {row.pk for row in out}
        for row in out:
            if getattr(row, field.attname) in dead:
                setattr(row, field.attname, None)
    if model is PlanTask:
        return [row for row in out if row.block_id or row.row_id]
    if model is TaskUnit:
        return [row for row in out if row.task_id or row.assignment_id]
    return out


def relink(undo: Undo, joined: int) -> set[int]:
    """What pointed to the deleted rows points to them again, unless it was given another place since."""
    here = Q(block__isnull=True, row__isnull=True) | Q(block=joined)
    for label, pk, block, row in undo.get("clauses", []):
        apps.get_model(label)._default_manager.filter(here, pk=pk).update(block=block, row=row)
    moved = set()
    lent = set(AssignmentBlock.objects.filter(pk__in=[each[1] for each in undo.get("borrowed", [])]).values_list("pk"))
    for pk, assignment in undo.get("borrowed", []):
        if (assignment,) in lent:
            PlanTask.objects.filter(pk=pk, assignment__isnull=True).update(assignment=assignment)
            moved.add(pk)
    kept = set(PlanTask.objects.filter(pk__in=[each[1] for each in undo.get("twins", [])]).values_list("pk"))
    for pk, same_as in undo.get("twins", []):
        if (same_as,) in kept:
            PlanTask.objects.filter(pk=pk, same_as__isnull=True).update(same_as=same_as, tracked=False)
            moved.add(pk)
    lines = PlanTask.objects.filter(pk__in=moved).values_list("block", "row__block")
    return {pk for pair in lines for pk in pair if pk}


# --- one restorer for each kind of undo ---------------------------------------------------------------


def _lines(desk: Desk, undo: Undo) -> None:
    desk.touched.update(restore_lines(desk.plan, by=desk.by, undo=undo))


def _join(desk: Desk, undo: Undo) -> None:
    block = desk.line(undo["line"])
    if one_line(block.text) != one_line(undo["after"]):
        raise desk.conflict(block)
    back = [pk for place in undo["lines"]["places"] for pk in place["lines"]]
    touched = restore_lines(desk.plan, by=desk.by, undo=undo["lines"], joined=block.pk)
    if not touched:
        return
    desk.touched.update(touched)
    gone = Block.objects.get(pk=back[0])
    gone.plan = desk.plan
    PlanTask.objects.filter(pk__in=undo["kept"], block=block).update(block=gone)
    block.refresh_from_db()
    block.plan = desk.plan
    save_block(block, by=desk.by, seen=block.version, text=undo["before"])
    save_block(gone, by=desk.by, seen=gone.version, text=gone.text)


def _task(desk: Desk, undo: Undo) -> None:
    block = desk.line(undo["line"])
    desk.touched.update(restore_task(block, by=desk.by, undo=undo))


def _shape(desk: Desk, undo: Undo) -> None:
    """Lines that somebody shaped again since then stay as they are."""
    blocks = list(Block.objects.filter(plan=desk.plan, key__in=undo["before"]))
    same = [each for each in blocks if [each.level, each.kind] == undo["after"].get(str(each.key))]
    for block in same:
        block.level, block.kind, block.marker, block.role = undo["before"][str(block.key)]
        desk.touched.add(block.pk)
    shape_lines(desk.plan, by=desk.by, blocks=same, fields=("level", "kind", "marker", "role"))


RESTORERS: dict[str, Restorer] = {"lines": _lines, "join": _join, "task": _task, "shape": _shape}
