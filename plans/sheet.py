"""The rows of one table in hand: written, added, moved, deleted, and what that does to cells merged downwards.

A cell of None continues the cell above it in the same column; a title row ends a merge. Each function gives the
rows as they shall be and keeps what every row says: where a merge is torn apart, each row keeps its words in a
cell of its own. Pure: keys and words, no rows of a database.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from core.text import plain_text, squeeze
from documents.official import RowKind

MOST_ROWS = 5_000  # of one table, however its rows come in; a longer list is a file of its own
Cells = tuple[str | None, ...]
Place = tuple[str, int]  # key of a row, index of a column


@dataclass(frozen=True)
class SheetRow:
    """`key` names the row in the browser and in Excel; `cells` one per column."""

    key: str
    cells: Cells
    kind: str = RowKind.DATA

    @property
    def is_data(self) -> bool:
        return self.kind == RowKind.DATA


def cell_text(text: str) -> str:
    """A cell as it is stored: nothing unseen, single spaces, line breaks kept where words stand on both sides."""
    lines = (squeeze(line) for line in plain_text(text).split("\n"))
    return "\n".join(line for line in lines if line)


def fitted(cells: Sequence[str | None], width: int) -> Cells:
    """Exactly `width` cleaned cells: what is missing is blank, what is too much is left out."""
    cleaned = [None if cell is None else cell_text(cell) for cell in cells[:width]]
    return (*cleaned, *[""] * (width - len(cleaned)))


def full_cells(rows: Sequence[SheetRow]) -> list[tuple[str, ...]]:
    """The words of every row with merged cells filled in from above."""
    out: list[tuple[str, ...]] = []
    above: SheetRow | None = None
    for row in rows:
        before = out[-1] if out and above is not None and above.is_data and row.is_data else ()
        out.append(
            tuple(
                (before[at] if at < len(before) else "") if cell is None else cell for at, cell in enumerate(row.cells)
            )
        )
        above = row
    return out


def written(rows: Sequence[SheetRow], changes: Mapping[Place, str | None]) -> list[SheetRow]:
    """New words in cells. Words in a cell that continued the one above stay with that row alone: the next row
    keeps what it said. None merges the cell with the one above, where there is one to merge with."""
    full = full_cells(rows)
    out = list(rows)
    for index, row in enumerate(rows):
        cells = list(row.cells)
        for at, cell in enumerate(row.cells):
            if (row.key, at) in changes:
                text = changes[row.key, at]
                joins = text is None and row.is_data and index > 0 and rows[index - 1].is_data
                cells[at] = None if joins else text or ""
            elif cell is None and index and row.is_data and rows[index - 1].is_data:
                above = rows[index - 1]
                torn = above.cells[at] is None and changes.get((above.key, at)) is not None
                cells[at] = full[index][at] if torn else None
        out[index] = replace(row, cells=tuple(cells))
    return out


def inserted(rows: Sequence[SheetRow], index: int, fresh: Sequence[SheetRow]) -> list[SheetRow]:
    """Rows come in at `index`. Between merged cells blank ones join the merge; with words of their own they end it
    and the row below keeps what it said."""
    if not fresh:
        return list(rows)
    below = rows[index] if index < len(rows) else None
    coming = list(fresh)
    rest = list(rows[index:])
    if below is not None and below.is_data and None in below.cells:
        words = full_cells(rows)[index]
        kept = list(below.cells)
        for at, cell in enumerate(below.cells):
            if cell is not None:
                continue
            if all(row.is_data and not row.cells[at] for row in coming):
                coming = [replace(row, cells=_with(row.cells, at, None)) for row in coming]
            else:
                kept[at] = words[at]
        rest[0] = replace(below, cells=tuple(kept))
    above = rows[index - 1] if index else None
    for at, row in enumerate(coming):
        if above is None or not above.is_data or not row.is_data:
            coming[at] = replace(row, cells=tuple(cell or "" for cell in row.cells))
        above = row
    return [*rows[:index], *coming, *rest]


def moved(rows: Sequence[SheetRow], keys: Collection[str], after: str | None) -> list[SheetRow]:
    """The rows of these keys, in the order of the table, behind the row `after` (None: at the beginning).

    `after` may be one of them: then they go behind the last row above it that stays.
    """
    moving = [row for row in rows if row.key in keys]
    index = 0 if after is None else next((i + 1 for i, row in enumerate(rows) if row.key == after), len(rows))
    staying = [row for row in rows if row.key not in keys]
    place = sum(row.key not in keys for row in rows[:index])
    return rejoined(rows, [*staying[:place], *moving, *staying[place:]])


def deleted(rows: Sequence[SheetRow], keys: Collection[str]) -> list[SheetRow]:
    """Without the rows of these keys; the first row that is left of a merge takes its words."""
    return rejoined(rows, [row for row in rows if row.key not in keys])


def turned(rows: Sequence[SheetRow], key: str, kind: str) -> list[SheetRow]:
    """A row becomes the title of a group, or a row of duties again."""
    turning = (row.key == key and row.kind != kind for row in rows)
    after = [
        replace(row, kind=kind, cells=tuple(cell or "" for cell in row.cells)) if turns else row
        for row, turns in zip(rows, turning, strict=True)
    ]
    return rejoined(rows, after)


def rejoined(before: Sequence[SheetRow], after: Sequence[SheetRow]) -> list[SheetRow]:
    """`after` is `before` in another order, without some rows, or with other kinds: cells stay merged only with
    cells they were merged with, and every row says what it said."""
    full = dict(zip((row.key for row in before), full_cells(before), strict=True))
    group = _groups(before)
    out: list[SheetRow] = []
    for index, row in enumerate(after):
        above = after[index - 1] if index else None
        cells = list(row.cells)
        for at in range(len(cells)):
            if not row.is_data or (row.key, at) not in group:
                continue
            goes_on = above is not None and above.is_data and group.get((above.key, at)) == group[row.key, at]
            cells[at] = None if goes_on else full[row.key][at]
        out.append(replace(row, cells=tuple(cells)))
    return out


def _groups(rows: Sequence[SheetRow]) -> dict[Place, str]:
    """For each cell of a data row the key of the row whose words it shows. A title row has none."""
    out: dict[Place, str] = {}
    for index, row in enumerate(rows):
        if not row.is_data:
            continue
        above = rows[index - 1] if index else None
        for at, cell in enumerate(row.cells):
            goes_on = cell is None and above is not None and above.is_data
            head = out.get((above.key, at)) if goes_on and above is not None else None
            out[row.key, at] = head or row.key
    return out


def _with(cells: Cells, at: int, text: str | None) -> Cells:
    return (*cells[:at], text, *cells[at + 1 :])
