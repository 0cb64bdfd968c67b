"""The cells of a table's rows: what their columns mean, and words shared by cells merged downwards.

Nothing here asks a rule or writes the log: the doors of rows and tasks do.
"""

from __future__ import annotations

from collections.abc import Sequence

from documents.official import RowKind
from plans.enums import ColumnRole
from plans.models import TableRow

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
