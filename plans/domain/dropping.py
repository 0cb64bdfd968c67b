"""Duties that are done go out of a plan's rows in hand, with their lines and rows; what stays is numbered on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from documents.official import BlockKind, RowKind
from plans.domain.reworking import without_lines, without_tasks
from plans.enums import ColumnRole
from plans.models import Block, TableRow
from plans.outline import follow, numbered, section_paths
from plans.queries.content import Content
from plans.queries.parts import is_followed, line_of
from plans.reading.draft import Region, Role
from plans.rolling import pruning
from plans.rolling.edits import carried
from plans.row_numbers import renumbered
from plans.sheet import SheetRow, full_cells


def drop_duties(content: Content, dropped: Collection[int], *, renumber: bool) -> None:
    """Take these duties out with their lines and rows, with titles left empty; what stays is numbered on.

    A duty printed twice (a bullet and a row) goes at both places. With `renumber` every number counts
    on; without it only numbers that counted on before, the others stay as printed.
    """
    if not dropped:
        return
    gone = set(dropped) | {task.pk for task in content.tasks if task.same_as_id in dropped}
    before = {part: lines[:] for part, lines in _by_part(content).items()}
    lines = _lines_left(content, gone)
    fallen = pruning.fallen(lines)
    _drop_rows(content, gone)
    without_tasks(content, gone)
    used = {task.assignment_id for task in content.tasks}
    without_lines(content, fallen)
    printed = {block.assignment_id for block in content.blocks}
    content.assignments = [each for each in content.assignments if each.pk in used or each.pk in printed]
    _number_on(content, before, everything=renumber)


def _by_part(content: Content) -> dict[tuple[str, int | None], list[Block]]:
    out: dict[tuple[str, int | None], list[Block]] = defaultdict(list)
    for block in content.blocks:
        if block.kind != BlockKind.TABLE:
            out[block.region, block.appendix_id].append(block)
    return out


def _lines_left(content: Content, gone: Collection[int]) -> list[pruning.Line]:
    dropped: set[int] = set()
    held: set[int] = set()
    served: dict[int, set[bool]] = defaultdict(set)  # assignment → whether each of its duties stays
    for task in content.tasks:
        stays = task.pk not in gone
        if task.block_id:
            (held if stays and is_followed(task) else dropped if not stays else set()).add(task.block_id)
        if task.assignment_id and (is_followed(task) or not stays):
            served[task.assignment_id].add(stays)
    ended = {pk for pk, stays in served.items() if stays == {False}}
    return [
        pruning.Line(
            key=block.pk,
            part=(block.region, block.appendix_id),
            level=block.level,
            heading=block.kind == BlockKind.HEADING,
            dropped=block.pk in dropped or block.assignment_id in ended,
            holds=block.pk in held,
            kept=block.kind == BlockKind.TABLE or block.role == Role.CLOSING or block.region == Region.PREAMBLE,
            introduces=block.text.rstrip().endswith(":"),
        )
        for block in content.blocks
    ]


def _drop_rows(content: Content, gone: Collection[int]) -> None:
    going = {task.row_id for task in content.tasks if task.pk in gone and task.row_id}
    if not going:
        return
    by_block: dict[int, list[TableRow]] = defaultdict(list)
    for row in content.rows:
        by_block[row.block_id].append(row)
    number_at = {
        block.pk: next((i for i, c in enumerate(block.columns) if c.get("role") == ColumnRole.NUMBER), 0)
        for block in content.blocks
        if block.kind == BlockKind.TABLE
    }
    kept: list[TableRow] = []
    for block_id, rows in by_block.items():
        if not any(row.pk in going for row in rows):
            kept += rows
            continue
        at = number_at.get(block_id, 0)
        seen = [
            pruning.Row(
                row.kind == RowKind.GROUP, (row.cells[at] if at < len(row.cells) else "") or "", row.pk in going
            )
            for row in rows
        ]
        out = {i for i, row in enumerate(seen) if row.gone} | pruning.empty_groups(seen)
        kept += _rows_left(rows, out, at)
    content.rows = kept
    ids = {row.pk for row in kept}
    without_tasks(content, {task.pk for task in content.tasks if task.row_id and task.row_id not in ids} - set(gone))


def _rows_left(rows: list[TableRow], out: Collection[int], number_at: int) -> list[TableRow]:
    """The rows that stay, numbered on. Words of a merged cell stay with the first row that is left of it."""
    before = [SheetRow(str(row.pk), tuple(row.cells), row.kind) for row in rows]
    full = full_cells(before)
    left: list[TableRow] = []
    after: list[SheetRow] = []
    torn: set[int] = set()  # columns in which the cell was taken away that this one continues
    for index, row in enumerate(rows):
        opened = {column for column, cell in enumerate(row.cells) if cell is not None}
        torn = set() if row.kind == RowKind.GROUP else torn - opened
        if index in out:
            torn |= opened
            continue
        cells = tuple(full[index][c] if cell is None and c in torn else cell for c, cell in enumerate(row.cells))
        torn = set()
        left.append(row)
        after.append(SheetRow(str(row.pk), cells, row.kind))
    for position, (row, fresh) in enumerate(zip(left, renumbered(before, after, number_at), strict=True)):
        row.position, row.cells = position, list(fresh.cells)
    return left


def _number_on(content: Content, before: Mapping[tuple[str, int | None], list[Block]], *, everything: bool) -> None:
    """Markers count on where lines went, and citations of the plan's own sections follow them."""
    markers: dict[int, str] = {}
    for part, blocks in _by_part(content).items():
        old = before.get(part, [])
        if len(old) == len(blocks):
            continue
        irregular = set() if everything else set(numbered([line_of(block) for block in old]))
        fresh = numbered([line_of(block) for block in blocks])
        markers |= {pk: marker for pk, marker in fresh.items() if pk not in irregular}
    if not markers:
        return
    old_main = [line_of(block) for part, blocks in before.items() if part[0] != Region.APPENDIX for block in blocks]
    main = [
        line_of(block) for block in content.blocks if block.region != Region.APPENDIX and block.kind != BlockKind.TABLE
    ]
    texts = follow(main, markers, section_paths(old_main))
    changed: dict[int, tuple[str, str]] = {}
    for block in content.blocks:
        block.marker = markers.get(block.pk, block.marker)
        if block.pk in texts:
            changed[block.pk] = (block.text, texts[block.pk])
            block.text = texts[block.pk]
    for task in content.tasks:
        if task.block_id in changed:
            moved = carried(task.text, *changed[task.block_id])
            task.text = task.text if moved is None else moved
