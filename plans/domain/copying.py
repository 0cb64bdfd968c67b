"""The rows of a plan, as they are or changed in memory, written into another, empty plan."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from plans.domain.bases import link_bases
from plans.models import Plan, PlanTask
from plans.queries.content import CLAUSES, Content, content_of

_BATCH = 500


def write_content(content: Content, plan: Plan, *, keep_lineage: bool = True) -> None:
    """Write the rows into an empty plan, in few statements. The rows given become the new ones."""
    appendices = _write(content.appendices, plan)
    assignments = _write(content.assignments, plan)
    blocks = _write(content.blocks, plan, appendix_id=appendices, assignment_id=assignments)
    rows = _write([row for row in content.rows if row.block_id in blocks], None, block_id=blocks)
    tasks = [each for each in content.tasks if each.block_id in blocks or each.row_id in rows]
    same = {each.pk: each.same_as_id for each in tasks if each.same_as_id}
    old = [each.pk for each in tasks]
    if not keep_lineage:
        for task in tasks:
            task.lineage = uuid.uuid4()
    for task in tasks:
        task.same_as_id = None
    made = _write(tasks, plan, block_id=blocks, row_id=rows, assignment_id=assignments)
    twins = []
    for task, before in zip(tasks, old, strict=True):
        if before in same:
            task.same_as_id = made.get(same[before] or 0)
            twins.append(task)
    PlanTask.objects.bulk_update(twins, ["same_as"], batch_size=_BATCH)
    parties = [each for each in content.parties if each.task_id in made or each.assignment_id in assignments]
    _write(parties, plan, task_id=made, assignment_id=assignments)
    _write(content.recipients, plan)
    for kind in CLAUSES:
        _write([each for each in content.clauses if type(each) is kind], plan, block_id=blocks, row_id=rows)
    link_bases(plan)  # another office's own catalogue is not this one's


def copy_content(source: Plan, target: Plan, *, keep_lineage: bool = True) -> None:
    """Copy lines, tables, tasks, clauses and recipients of one plan into another, empty one."""
    write_content(content_of(source), target, keep_lineage=keep_lineage)


def _write(rows: list[Any], plan: Plan | None, **swap: dict[int, int]) -> dict[int, int]:
    """Make new rows of these, exchanging foreign keys by the given maps; gives old id → new id.

    A row that has no id yet is new by itself and is in no map.
    """
    if not rows:
        return {}
    old = [row.pk for row in rows]
    for row in rows:
        _detach(row)
        if plan is not None:
            row.plan = plan
        for name, known in swap.items():
            value = getattr(row, name)
            setattr(row, name, known.get(value) if value is not None else None)
        if hasattr(row, "key"):
            row.key = uuid.uuid4()
    made = type(rows[0])._default_manager.bulk_create(rows, batch_size=_BATCH)
    return {before: row.pk for before, row in zip(old, made, strict=True) if before is not None}


def _detach(row: models.Model) -> None:
    row.pk = None
    row._state.adding = True
    if hasattr(row, "version"):
        row.version = 1
