"""Many rows of one table at once: the rows as they stand, and writing what differs in few statements.

A row and its task say one thing (decision 5): whatever changes words here writes both. Nothing here asks a rule
or writes the log: the doors of rows and sheets do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, F, PositiveIntegerField, When

from core.text import fold
from documents.official import RowKind
from plans.domain.cells import cells_in_full, row_words, words_in
from plans.domain.parties import PartyBook, write_parties_of
from plans.domain.tasks import release_twins, understood
from plans.models import Block, PlanTask, TableRow
from plans.sheet import SheetRow, full_cells

REACH = 40  # rows above and below a written cell that are read for its merged cells
FAR = 400  # rows between two written cells; beyond that the whole table is read
BATCH = 100  # rows in one statement of changed cells


@dataclass
class TableInHand:
    """One table as it is stored now, row by row in order; the plan is held by the caller's transaction."""

    block: Block
    rows: list[SheetRow]
    ids: dict[str, int]
    positions: dict[str, int]

    @classmethod
    def of(cls, block: Block, *, between: tuple[int, int] | None = None) -> TableInHand:
        """All rows, or those `between` two positions."""
        stored = block.rows.filter(position__range=between) if between else block.rows.all()
        found = stored.order_by("position", "pk").values_list("pk", "key", "kind", "cells", "position")
        rows, ids, positions = [], {}, {}
        for pk, key, kind, cells, position in found:
            name = str(key)
            rows.append(SheetRow(name, tuple(cells), kind))
            ids[name], positions[name] = pk, position
        return cls(block, rows, ids, positions)

    @classmethod
    def around(cls, block: Block, keys: Collection[str]) -> TableInHand:
        """These rows with everything their merged cells reach: a cell in a table of thousands needs few of them.

        The whole table where they lie far apart or a merge goes on past what was read.
        """
        places = list(block.rows.filter(key__in=keys).values_list("position", flat=True))
        if not places or max(places) - min(places) > FAR:
            return cls.of(block)
        hand = cls.of(block, between=(min(places) - REACH, max(places) + REACH))
        first = min(index for index, row in enumerate(hand.rows) if row.key in keys)
        last = max(index for index, row in enumerate(hand.rows) if row.key in keys)
        above, below = hand.rows[: first + 1], hand.rows[last + 1 :]
        whole_above = min(places) <= REACH or any(not row.is_data or None not in row.cells for row in above)
        whole_below = len(below) < REACH or any(not row.is_data or None not in row.cells for row in below)
        return hand if whole_above and whole_below else cls.of(block)

    def row(self, key: str) -> SheetRow | None:
        return next((row for row in self.rows if row.key == key), None)

    def index(self, key: str | None) -> int:
        """The place behind the row of this key; 0 without one."""
        return 0 if key is None else next((i + 1 for i, row in enumerate(self.rows) if row.key == key), len(self.rows))


def write_rows(
    hand: TableInHand,
    after: Sequence[SheetRow],
    *,
    already: Collection[str] = (),
    ids: Mapping[str, int] | None = None,
    before_tasks: Callable[[], None] | None = None,
) -> list[str]:
    """Make the table these rows: new ones are made, missing ones deleted, the others changed and put in order.

    Tasks follow the words of their rows; the rows `already` were written by the caller. `ids` are those of rows
    that come back, and `before_tasks` brings their tasks. Returns the keys of rows whose cells or kind changed,
    new ones included.
    """
    before = {row.key: row for row in hand.rows}
    wanted = {row.key for row in after}
    _delete(hand, [hand.ids[key] for key in before if key not in wanted])
    if [row.key for row in after] != list(before):
        _place(hand, after)
    fresh = [(index, row) for index, row in enumerate(after) if row.key not in before]
    made = TableRow.objects.bulk_create(
        (
            TableRow(
                pk=(ids or {}).get(row.key),
                block=hand.block,
                key=UUID(row.key),
                position=index,
                kind=row.kind,
                cells=list(row.cells),
            )
            for index, row in fresh
        ),
        batch_size=500,
    )
    hand.ids |= {str(row.key): row.pk for row in made}
    changed = [row for row in after if row.key in before and before[row.key] != row]
    _rewrite(hand, [row for row in changed if row.key not in already])
    if before_tasks is not None:
        before_tasks()
    _sync_tasks(hand, after)
    if [row.key for row in after] != list(before):
        hand.positions = {row.key: index for index, row in enumerate(after)}
    hand.rows = list(after)
    return [row.key for _, row in fresh] + [row.key for row in changed]


def _delete(hand: TableInHand, ids: Sequence[int]) -> None:
    if ids:
        release_twins(PlanTask.objects.filter(row__in=ids))
        TableRow.objects.filter(pk__in=ids).delete()


def _place(hand: TableInHand, after: Sequence[SheetRow]) -> None:
    """Positions without gaps. Neighbours that move by the same distance move together, all in one statement."""
    runs: list[list[int]] = []  # first position, last position, distance
    moving = sorted((hand.positions[row.key], index) for index, row in enumerate(after) if row.key in hand.positions)
    for old, new in moving:
        if runs and runs[-1][1] < old and runs[-1][2] == new - old:
            runs[-1][1] = old
        else:
            runs.append([old, old, new - old])
    runs = [run for run in runs if run[2]]
    if len(runs) > BATCH:
        rows = [
            TableRow(pk=hand.ids[row.key], position=index)
            for index, row in enumerate(after)
            if row.key in hand.positions
        ]
        TableRow.objects.bulk_update(rows, ["position"], batch_size=500)
    elif runs:
        cases = [When(position__range=(first, last), then=F("position") + by) for first, last, by in runs]
        moved = Case(*cases, default=F("position"), output_field=PositiveIntegerField())
        hand.block.rows.update(position=moved)


def _rewrite(hand: TableInHand, rows: Sequence[SheetRow]) -> None:
    kinds = {row.key: row.kind for row in hand.rows}
    for fields, part in (
        (["cells"], [row for row in rows if row.kind == kinds[row.key]]),
        (["cells", "kind"], [row for row in rows if row.kind != kinds[row.key]]),
    ):
        objects = [TableRow(pk=hand.ids[row.key], cells=list(row.cells), kind=row.kind) for row in part]
        TableRow.objects.bulk_update(objects, fields, batch_size=BATCH)
    ids = [hand.ids[row.key] for row in rows]
    for start in range(0, len(ids), 500):
        TableRow.objects.filter(pk__in=ids[start : start + 500]).update(version=F("version") + 1)


def _sync_tasks(hand: TableInHand, after: Sequence[SheetRow]) -> None:
    """Every row whose words are not what they were: merged cells speak for the rows below them, too."""
    said = {row.key: (row.kind, full) for row, full in zip(hand.rows, full_cells(hand.rows), strict=True)}
    columns = hand.block.columns
    changed = {}
    for row, full in zip(after, full_cells(after), strict=True):
        was = said.get(row.key)
        if was == (row.kind, full):
            continue
        words = words_in(full, columns)
        if was is None or was[0] != row.kind or words_in(was[1], columns) != words:
            changed[hand.ids[row.key]] = words if row.kind == RowKind.DATA else {**words, "text": ""}
    sync_tasks(hand.block, changed)


def words_of_row(row: TableRow) -> dict[str, str]:
    """What the task of a stored row says; without a duty where the row is a title."""
    words = row_words(row, row.block.columns, cells_in_full(row))
    return words if row.kind == RowKind.DATA else {**words, "text": ""}


def sync_tasks(block: Block, words_of: Mapping[int, Mapping[str, str]], *, book: PartyBook | None = None) -> None:
    """Make the tasks of these rows (by id) say these words ("text" is the duty); without a duty there is none."""
    if not words_of:
        return
    plan = block.plan
    ids = list(words_of)
    tasks: dict[int | None, PlanTask] = {}
    for start in range(0, len(ids), 500):
        tasks |= {task.row_id: task for task in PlanTask.objects.filter(row__in=ids[start : start + 500])}
    going = [tasks.pop(row).pk for row, words in words_of.items() if not words["text"] and row in tasks]
    if going:
        release_twins(PlanTask.objects.filter(pk__in=going))
        PlanTask.objects.filter(pk__in=going).delete()
    rules: dict[str, dict[str, object] | None] = {}
    fresh, changed, spoken = [], [], []
    for row, words in words_of.items():
        if not words["text"]:
            continue
        task = tasks.get(row)
        if task is None:
            task = PlanTask(plan=plan, row_id=row, position=block.position)
            task.tracked = bool(words["lead_text"] or words["deadline_text"])
            fresh.append(task)
        elif all(getattr(task, name) == value for name, value in words.items()):
            continue
        else:
            task.plan = plan
            task.version += 1
            changed.append(task)
        if any(getattr(task, name) != words[name] for name in ("lead_text", "coordinating_text")):
            spoken.append(task)
        if task.deadline is None or task.deadline_text != words["deadline_text"]:
            text = words["deadline_text"]
            if text not in rules:
                rules[text] = understood(text, plan)
            task.deadline = rules[text]
        for name, value in words.items():
            setattr(task, name, value)
        task.search = fold(f"{task.text} {task.lead_text}")
    PlanTask.objects.bulk_create(fresh, batch_size=500)
    PlanTask.objects.bulk_update(changed, [*_TASK_COLUMNS], batch_size=100)
    if spoken:
        write_parties_of(spoken, book=book or PartyBook(plan.organisation))


_TASK_COLUMNS = (
    "text", "lead_text", "coordinating_text", "deadline_text", "deadline", "result_text", "budget_text", "search",
    "version",
)  # fmt: skip
