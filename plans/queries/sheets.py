"""A table of a plan as a sheet: its state for the page, its Excel file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from plans.enums import ColumnRole
from plans.models import Block, Plan
from plans.queries.editor import line_states, plan_state, unit_states
from plans.queries.paper import ROWS_SHOWN
from plans.sheet import SheetRow
from plans.sheet_workbook import SheetColumn, write_workbook
from plans.sheet_xlsx import Origin, cell_hash

_WIDTHS = {
    ColumnRole.NUMBER: 7,
    ColumnRole.CONTENT: 55,
    ColumnRole.SOLUTION: 55,
    ColumnRole.RESULT: 26,
    ColumnRole.LEAD: 26,
    ColumnRole.COORDINATE: 26,
    ColumnRole.DEADLINE: 20,
    ColumnRole.BUDGET: 18,
    ColumnRole.NOTE: 24,
}  # fmt: skip  characters of Times New Roman 12
_OTHER = 22


def sheet_state(plan: Plan, block: Block, *, page: int, today: dt.date) -> dict[str, Any]:
    """What the page of a table needs: its line with the rows of that page (docs/decisions/0011)."""
    first = (page - 1) * ROWS_SHOWN
    (line,) = line_states(plan, [block], rows_shown=range(first, first + ROWS_SHOWN))
    return {"plan": plan_state(plan), "line": line, "first": first, "units": unit_states(plan, today)}


def workbook_of(plan: Plan, block: Block, *, today: dt.date) -> bytes:
    """The whole table as .xlsx, with where it came from."""
    found = block.rows.order_by("position", "pk").values_list("key", "kind", "cells")
    rows = [SheetRow(str(key), tuple(cells), kind) for key, kind, cells in found]
    units = tuple(unit["name"] for unit in unit_states(plan, today))
    columns = [
        SheetColumn(
            title=column.get("title", ""),
            width=_WIDTHS.get(column.get("role", ""), _OTHER),
            number=column.get("role") == ColumnRole.NUMBER,
            options=units if column.get("role") == ColumnRole.LEAD else (),
        )
        for column in block.columns
    ]
    origin = Origin(
        plan=plan.pk,
        table=str(block.key),
        revision=plan.revision,
        titles=tuple(column.title for column in columns),
        hashes={row.key: tuple(cell_hash(cell) for cell in row.cells) for row in rows},
    )
    return write_workbook(plan.title[:31] or "Bảng", columns, rows, origin)
