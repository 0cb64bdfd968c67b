"""The cells of a table's rows: what their columns mean, and words shared by cells merged downwards.

Nothing here asks a rule or writes the log: the doors of rows and tasks do.
"""

from __future__ import annotations

from collections.abc import Sequence

from documents.official import RowKind
from plans.enums import ColumnRole
from plans.models import Block, TableRow

# Which column of a table prints which words of a task.
COLUMN_OF = {
    "lead_text": ColumnRole.LEAD,
    "coordinating_text": ColumnRole.COORDINATE,
    "deadline_text": ColumnRole.DEADLINE,
    "result_text": ColumnRole.RESULT,
    "budget_text": ColumnRole.BUDGET,
}


def row_words(
    row: TableRow, columns: Sequence[dict[str, str]], cells: Sequence[str | None] | None = None
) -> dict[str, str]:
    """The task's words printed in a row, by the roles of its columns. "text" is the duty itself.

    `cells`: the row's cells with merged ones filled in (`cells_in_full`), where that is known.
    """
    return words_in(row.cells if cells is None else cells, columns)


def words_in(cells: Sequence[str | None], columns: Sequence[dict[str, str]]) -> dict[str, str]:
    """`row_words` of cells without their row."""
    by_role: dict[str, list[str]] = {}
    for column, cell in zip(columns, cells, strict=False):
        by_role.setdefault(column.get("role", ""), []).append(cell or "")
    words = {name: " ".join(filter(None, by_role.get(role, []))) for name, role in COLUMN_OF.items()}
    duty = by_role.get(ColumnRole.CONTENT) or by_role.get(ColumnRole.SOLUTION) or []
    return {**words, "text": " ".join(filter(None, duty))}


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


def set_cells(row: TableRow, cells: list[str | None]) -> None:
    if cells != row.cells:
        row.cells = cells
        row.version += 1
        row.save(update_fields=["cells", "version"])


def keep_merged(row: TableRow) -> None:
    """A row of merged cells goes: the next one takes their words, so that nothing printed is lost."""
    below = row.block.rows.filter(position=row.position + 1).first()
    if below is None or row.kind != RowKind.DATA or below.kind != RowKind.DATA or None not in below.cells:
        return
    cells = [
        above if cell is None and above is not None else cell
        for above, cell in zip(row.cells, below.cells, strict=False)
    ]
    set_cells(below, cells)


def split_merged(block: Block, index: int, cells: list[str | None], kind: str) -> None:
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
    set_cells(below, kept)


def exchange_merged(above: TableRow, below: TableRow) -> None:
    """Two neighbours are about to change places: cells stay merged only with the cells they were merged with.

    Where a merge is torn apart each row keeps its words in a cell of its own.
    """
    rows = above.block.rows
    before = rows.filter(position=above.position - 1).first()
    after = rows.filter(position=below.position + 1).first()
    below_goes_on = _going_on(below, above)
    below_joins_before = _going_on(above, before) & below_goes_on
    changed = [(above, below_goes_on, cells_in_full(above)), (below, below_joins_before, cells_in_full(below))]
    if after is not None:
        after.block = above.block
        torn = _going_on(after, below) - below_goes_on
        full = cells_in_full(after)
        set_cells(after, [full[at] if at in torn else cell for at, cell in enumerate(after.cells)])
    for row, merged, full in changed:
        if row.kind == RowKind.DATA:
            set_cells(row, [None if at in merged else cell for at, cell in enumerate(full)])


def _going_on(row: TableRow, above: TableRow | None) -> set[int]:
    """The columns in which this row's cell is merged with the cell right above it."""
    if above is None or row.kind != RowKind.DATA or above.kind != RowKind.DATA:
        return set()
    return {at for at, cell in enumerate(row.cells) if cell is None}
