"""Task tables: one duty for each data row."""

from __future__ import annotations

from dataclasses import dataclass, replace

from documents.official import RowKind, Table
from plans.reading.assignments import read_labels
from plans.reading.columns import Columns, read_columns
from plans.reading.draft import Place, TaskReading
from plans.reading.parties import split_parties
from plans.reading.taskbook import TaskBook
from plans.reading.timing import Timing

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def read_task_table(book: TaskBook, place: Place, table: Table, base: str, timing: Timing) -> None:
    """Add the duties of a table; `base` is the path of the part it stands in. A table of something else adds none.

    A cell merged into the one above holds for its row too. A group row without a number counts by its turn.
    """
    columns = read_columns(table)
    if not columns.is_task_table:
        return
    path, title, groups = base, "", 0
    above: tuple[str | None, ...] = ()
    for index, row in enumerate(table.rows):
        if row.kind is RowKind.GROUP:
            groups += 1
            marker = (row.cells[0] or "").strip(" .")
            title = one_line(next((cell for cell in row.cells[1:] if cell), None) or row.cells[0] or "")
            path = f"{base}.{marker or _ROMANS[min(groups, len(_ROMANS)) - 1]}".lstrip(".")
            book.groups.setdefault(place, []).append((marker, title, path))
            above = ()
            continue
        cells = tuple((above[at] if cell is None and at < len(above) else cell) for at, cell in enumerate(row.cells))
        above = cells
        if _only_heads(table, index, columns):
            continue
        task = _Row(cells, row.cells, columns).read(replace(place, row=index), path, timing)
        if task is None:
            continue
        book.tasks.append(task)
        book.table_rows += 1
        if title:
            book.group_of[len(book.tasks) - 1] = title


def _only_heads(table: Table, index: int, columns: Columns) -> bool:
    """ "4 | Tái cấu trúc quy trình | | |" over rows 4.1, 4.2: nobody does it by any time, the rows below do."""
    if columns.number is None or index + 1 >= len(table.rows):
        return False
    row, below = table.rows[index].cells, table.rows[index + 1].cells
    number = (row[columns.number] or "").strip(" .)")
    asked = (columns.lead, columns.coordinating, columns.time, columns.result)
    if not number or any(row[at] or row[at] is None for at in asked if at is not None):
        return False
    return (below[columns.number] or "").strip().startswith(number + ".")


@dataclass(frozen=True)
class _Row:
    """Cells with merged ones filled in, and the cells as printed."""

    cells: tuple[str | None, ...]
    printed: tuple[str | None, ...]
    columns: Columns

    def cell(self, index: int | None) -> str:
        return (self.cells[index] or "").strip() if index is not None and index < len(self.cells) else ""

    def read(self, place: Place, path: str, timing: Timing) -> TaskReading | None:
        columns = self.columns
        text = one_line(self.cell(columns.task))
        merged = columns.task is not None and self.printed[columns.task] is None
        if merged and columns.detail is not None and self.printed[columns.detail]:
            text = one_line(self.cell(columns.detail))
        if not text:
            return None
        who = read_labels(self.cell(columns.lead), timing)
        phrase = one_line(self.cell(columns.time)).strip(" .;-–")
        return TaskReading(
            place=place,
            text=text,
            section=path,
            leads=who.leads if who.start == 0 else split_parties(self.cell(columns.lead)),
            coordinating=split_parties(self.cell(columns.coordinating)) or who.coordinating,
            deadline_text=phrase,
            deadline=timing.parse(phrase) if phrase else None,
            result=one_line(self.cell(columns.result)),
        )


def one_line(text: str) -> str:
    """A cell of several paragraphs on one line."""
    return " ".join(text.split())
