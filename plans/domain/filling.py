"""Rows of a table that has none yet, with their tasks, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from core.text import fold, one_line
from documents.official import RowKind
from plans.domain.cells import row_words
from plans.domain.parties import PartyBook, names_in
from plans.domain.tasks import understood
from plans.enums import PartyRole
from plans.models import Block, PlanTask, TableRow, TaskUnit


def fill_table(block: Block, rows: Sequence[tuple[UUID, str, Sequence[str | None]]]) -> list[TableRow]:
    """Write (key, kind, cells) as the rows of a new table. Asks no rule and writes no log: the door that calls it does.

    Cells missing at the end are empty, cells beyond the last column are left out; a merged cell in the
    first row or under a title row has nothing to go on with and is empty.
    """
    width = len(block.columns)
    made: list[TableRow] = []
    full: list[list[str]] = []
    above: list[str] = []
    for position, (key, kind, typed) in enumerate(rows):
        cells = [None if cell is None else one_line(cell) for cell in typed[:width]]
        cells += [""] * (width - len(cells))
        if not above or kind != RowKind.DATA:
            cells = [cell or "" for cell in cells]
        words = [above[at] if cell is None else cell for at, cell in enumerate(cells)]
        above = words if kind == RowKind.DATA else []
        made.append(TableRow(block=block, key=key, position=position, kind=kind, cells=cells))
        full.append(words)
    TableRow.objects.bulk_create(made, batch_size=500)
    write_new_tasks(block, list(zip(made, full, strict=True)))
    return made


def write_new_tasks(block: Block, rows: Sequence[tuple[TableRow, Sequence[str]]]) -> list[PlanTask]:
    """The tasks of rows that have none, from their cells with merged ones filled in (plans.domain.rows.sync_row)."""
    plan = block.plan
    tasks: list[PlanTask] = []
    known: dict[str, dict[str, object] | None] = {}
    for row, cells in rows:
        words = row_words(row, block.columns, cells)
        if row.kind != RowKind.DATA or not words["text"]:
            continue
        due = words["deadline_text"]
        if due not in known:
            known[due] = understood(due, plan)
        task = PlanTask(
            plan=plan, row=row, position=block.position, deadline=known[due], tracked=bool(words["lead_text"] or due),
            search=fold(f"{words['text']} {words['lead_text']}"), **words,
        )  # fmt: skip
        tasks.append(task)
    if not tasks:
        return []
    PlanTask.objects.bulk_create(tasks, batch_size=500)
    book = PartyBook(plan.organisation)
    parties: list[TaskUnit] = []
    linked = book.linked(plan)
    for task in tasks:
        for role, text in ((PartyRole.LEAD, task.lead_text), (PartyRole.COORDINATE, task.coordinating_text)):
            for position, name in enumerate(names_in(text)):
                party = book.known_party(name, linked)
                party.plan, party.task, party.role, party.position = plan, task, role, position
                parties.append(party)
    TaskUnit.objects.bulk_create(parties, batch_size=500)
    return tasks
