"""A list of work, line by line, as it goes into an Excel file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from organisations.access import Access
from work.queries.rows import WorkRow, rows_of
from work.workbook import SheetLine, line_key

BATCH = 1000  # lines read at once


def sheet_lines(ids: Sequence[int], access: Access, today: dt.date) -> Iterator[SheetLine]:
    """In this order; a constant number of queries for each thousand lines."""
    for begin in range(0, len(ids), BATCH):
        for row in rows_of(ids[begin : begin + BATCH], access, today):
            yield _line(row)


def _line(row: WorkRow) -> SheetLine:
    milestone = row.milestone
    stands = row.timeliness.words + (f" ({row.note})" if row.note else "")
    return SheetLine(
        (row.title, row.place, row.leads, row.coordinating, row.people, milestone.label, milestone.due_on, stands),
        None if milestone.is_checkpoint else milestone.percent,
        milestone.completed_on,
        line_key(milestone.pk, milestone.version, milestone.percent, milestone.completed_on),
    )
