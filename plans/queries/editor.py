"""What the editor shows: lines, rows and tasks as plain JSON values. The number of queries does not grow with the plan.

The shapes are those of docs/decisions/0011-steps-of-the-editor.md.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from documents.official import BlockKind
from organisations.access import Access
from organisations.queries import pickable_units
from plans.models import Appendix, Block, EditorSeat, Plan, PlanTask, TableRow, TaskUnit
from plans.outline import Line
from plans.queries.paper import ROWS_SHOWN
from plans.queries.parts import line_of
from plans.queries.tasks import Preview, deadline_preview, meaning_of
from plans.reading.draft import Region

MOST_UNITS = 300
MOST_ROWS = 500  # of one table in one answer
SEEN_FOR = dt.timedelta(seconds=30)  # a seat not heard of for longer stands empty
_REGIONS = {Region.PREAMBLE.value: 0, Region.BODY.value: 1, Region.APPENDIX.value: 2}
State = dict[str, Any]


def lines_in_order(plan: Plan) -> list[Block]:
    """Every line as it is printed: preamble, body, the appendices in their order."""
    rank = dict(Appendix.objects.filter(plan=plan).values_list("pk", "position"))
    return sorted(
        Block.objects.filter(plan=plan),
        key=lambda each: (_REGIONS[each.region], rank.get(each.appendix_id or 0, 0), each.position, each.pk),
    )


def lines_above(plan: Plan, *, region: str, appendix: int | None, after: UUID) -> list[Line]:
    """The outline of a part down to and with the line `after`; the whole part where that line is not in it."""
    out = []
    for block in Block.objects.filter(plan=plan, region=region, appendix=appendix).order_by("position", "pk"):
        out.append(line_of(block))
        if block.key == after:
            break
    return out


def line_states(plan: Plan, blocks: Sequence[Block], *, rows_shown: range = range(ROWS_SHOWN)) -> list[State]:
    """These lines as the editor gets them, of tables these rows (by their place). Four queries at most."""
    ids = {block.pk for block in blocks}
    tables = [block.pk for block in blocks if block.kind == BlockKind.TABLE]
    rows: dict[int, list[TableRow]] = defaultdict(list)
    counts: dict[int, int] = {}
    if tables:
        for row in TableRow.objects.filter(_between("position", rows_shown), block__in=tables).order_by("position"):
            rows[row.block_id].append(row)
        sizes = TableRow.objects.filter(block__in=tables).values_list("block").annotate(n=Count("pk")).order_by()
        counts = dict(sizes.values_list("block", "n"))
    by_line: dict[int, list[State]] = defaultdict(list)
    by_row: dict[int, State] = {}
    for task, shown in _task_states(plan, ids, tables, rows_shown):
        if task.row_id:
            by_row[task.row_id] = shown
        else:
            by_line[task.block_id or 0].append(shown)
    out = []
    for block in blocks:
        state: State = {
            "key": str(block.key),
            "region": block.region,
            "appendix": block.appendix_id,
            "kind": block.kind,
            "level": block.level,
            "marker": block.marker,
            "text": block.text,
            "role": block.role,
            "tasks": by_line.get(block.pk, []),
            "columns": block.columns,
            "rows": [_row_state(row, by_row.get(row.pk)) for row in rows.get(block.pk, [])],
            "rows_total": counts.get(block.pk, 0),
        }
        out.append(state | {"mark": mark_of(state)})
    return out


def mark_of(state: State) -> str:
    """A short name for what a line or row looks like: the same for the same state, on every server."""
    text = json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def rows_asked(sent: object) -> range:
    """The rows of tables an answer is to show, as the page of a long table asks: [first, how many]."""
    if not isinstance(sent, list) or len(sent) != 2 or not all(isinstance(each, int) for each in sent):
        return range(ROWS_SHOWN)
    first = max(0, min(sent[0], 2**31))
    return range(first, first + max(1, min(sent[1], MOST_ROWS)))


def _between(name: str, rows_shown: range) -> Q:
    return Q(**{f"{name}__gte": rows_shown.start, f"{name}__lt": rows_shown.stop})


def _row_state(row: TableRow, task: State | None) -> State:
    state: State = {"key": str(row.key), "kind": row.kind, "cells": row.cells, "task": task}
    return state | {"mark": mark_of(state)}


def _task_states(
    plan: Plan, blocks: set[int], tables: Sequence[int], rows_shown: range
) -> Iterable[tuple[PlanTask, State]]:
    if not blocks:
        return
    wanted = Q(block__in=blocks)
    if tables:
        wanted |= _between("row__position", rows_shown) & Q(row__block__in=tables)
    tasks = list(PlanTask.objects.filter(wanted, plan=plan).select_related("assignment", "person").order_by("pk"))
    if not tasks:
        return
    parties: dict[tuple[str, int], list[State]] = defaultdict(list)
    lent = {task.assignment_id for task in tasks if task.assignment_id}
    owners = Q(task__in=[task.pk for task in tasks]) | Q(assignment__in=lent)
    for party in TaskUnit.objects.filter(owners, plan=plan).order_by("-role", "position", "pk"):
        owner = ("task", party.task_id or 0) if party.task_id else ("assignment", party.assignment_id or 0)
        parties[owner].append(
            {"id": party.pk, "role": party.role, "name": party.name, "kind": party.kind, "unit": party.unit_id}
        )
    known: dict[tuple[str, str], State] = {}
    for task in tasks:
        words, stored = task.effective_deadline_text, task.deadline
        if stored is None and not task.deadline_text and task.assignment:
            stored = task.assignment.deadline
        asked = (words, meaning_of(stored))
        if asked not in known:
            known[asked] = preview_state(deadline_preview(words, plan, asked[1]))
        yield task, _task_state(task, known[asked], parties)


def _task_state(task: PlanTask, deadline: State, parties: dict[tuple[str, int], list[State]]) -> State:
    lent = task.assignment
    own = parties.get(("task", task.pk), [])
    roles = {each["role"] for each in own}
    borrowed = [each for each in parties.get(("assignment", task.assignment_id or 0), []) if each["role"] not in roles]
    return {
        "id": task.pk,
        "tracked": task.tracked,
        "excerpt": task.text if task.excerpt else "",
        "merged": task.same_as_id is not None,
        "lead_text": task.lead_text,
        "coordinating_text": task.coordinating_text,
        "deadline_text": task.deadline_text,
        "result_text": task.result_text,
        "budget_text": task.budget_text,
        "index_name": task.index_name,
        "inherited": {
            "lead_text": lent.lead_text if lent else "",
            "coordinating_text": lent.coordinating_text if lent else "",
            "deadline_text": lent.deadline_text if lent else "",
        },
        "deadline": deadline,
        "parties": own + borrowed,
        "person": task.person.full_name if task.person else "",
        "basis_text": task.basis_text,
    }


def preview_state(preview: Preview) -> State:
    """A deadline as a task of the editor carries it."""
    return {
        "state": preview.state.value,
        "label": preview.label,
        "days": list(preview.days),
        "question": preview.question,
        "choices": [list(each) for each in preview.choices],
        "chosen": preview.chosen,
    }


def plan_state(plan: Plan) -> State:
    return {
        "id": plan.pk,
        "year": plan.year,
        "title": plan.title,
        "notation": plan.notation,
        "revision": plan.revision,
        "auto_numbering": plan.auto_numbering,
    }


def appendix_states(plan: Plan) -> list[State]:
    rows = Appendix.objects.filter(plan=plan).order_by("position", "pk")
    return [{"id": each.pk, "label": each.label, "title": each.title, "indication": each.indication} for each in rows]


def unit_states(plan: Plan, today: dt.date) -> list[State]:
    """Units that can be named as lead today, with everything they are also called."""
    units = pickable_units(plan.organisation, today).prefetch_related("spellings")[:MOST_UNITS]
    return [
        {
            "id": unit.pk,
            "name": unit.name,
            "also": [each for each in (unit.short_name, *(s.text for s in unit.spellings.all())) if each],
        }
        for unit in units
    ]


def people_at(plan: Plan, *, by: Access, tab: UUID | None, at: dt.datetime) -> list[State]:
    """Who else has this plan open right now, and one's own other tabs; `line` is the key of the line they are in."""
    seats = EditorSeat.objects.filter(plan=plan, seen_at__gte=at - SEEN_FOR).select_related("user").order_by("pk")
    return [
        {
            "name": seat.user.full_name if seat.user_id != by.user_id else "thẻ khác của ông/bà",
            "line": str(seat.line) if seat.line else None,
        }
        for seat in seats
        if seat.tab != tab or seat.user_id != by.user_id
    ]


def order_with_marks(plan: Plan) -> list[tuple[str, str]]:
    """Every line's key and mark, in the order of the paper."""
    return [(state["key"], state["mark"]) for state in line_states(plan, lines_in_order(plan))]
