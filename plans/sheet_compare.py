"""What a file of a table would change in it: cell by cell, rows that are new, rows that are missing. Pure.

A cell is compared three ways: as it stands now, as it was when the file was made, and as it stands in the file.
Changed in the file alone it is a change; changed on both sides a conflict that a person settles. Cells that are
no longer merged but blank are no change: other programs lose merges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from core.text import fold
from documents.official import RowKind
from documents.reading.lines import is_upper
from plans.row_numbers import is_plain_number
from plans.sheet import SheetRow, full_cells
from plans.sheet_xlsx import FileRow, FileSheet, Origin, cell_hash

_ARABIC = re.compile(r"\d{1,3}(\.\d{1,3})*[.)]?")


@dataclass(frozen=True)
class CellChange:
    """One cell: `old` as it stands in the portal, `new` as in the file (None: merged with the one above).
    `conflict`: it was changed in the portal, too, since the file was made."""

    row: str
    column: int
    place: str
    old: str | None
    new: str | None
    conflict: bool = False


@dataclass(frozen=True)
class KindChange:
    row: str
    number: int
    kind: str
    text: str


@dataclass(frozen=True)
class AddedRow:
    """A row the table has not, with the key it will have; behind `after` (None: at the beginning). `number` as
    Excel counts. `deleted`: it was deleted in the portal since the file was made, and changed in the file."""

    key: str
    after: str | None
    number: int
    kind: str
    cells: tuple[str | None, ...]
    deleted: bool = False


@dataclass(frozen=True)
class MissingRow:
    """In the portal and no longer in the file. `cells` as they stand now."""

    row: str
    number: int
    cells: tuple[str | None, ...]


@dataclass(frozen=True)
class Notice:
    """Something about one cell of the file, and what to type. `blocks`: the cell is not taken as it is."""

    place: str
    text: str
    blocks: bool = False


@dataclass(frozen=True)
class Comparison:
    cells: tuple[CellChange, ...] = ()
    kinds: tuple[KindChange, ...] = ()
    added: tuple[AddedRow, ...] = ()
    missing: tuple[MissingRow, ...] = ()
    order: tuple[str, ...] = ()  # keys of the known rows as the file has them, where that is another order
    moved: int = 0  # how many of them stand elsewhere
    notices: tuple[Notice, ...] = ()
    left_out: tuple[str, ...] = ()  # columns of the file that the table has not

    @property
    def is_empty(self) -> bool:
        return not (self.cells or self.kinds or self.added or self.missing or self.order)


def compare(
    rows: Sequence[SheetRow],
    titles: Sequence[str],
    sheet: FileSheet,
    *,
    numbered: int | None = None,
    longest: int = 5_000,
) -> Comparison:
    """`numbered`: the column into which the portal itself writes numbers; those of the file do not matter then."""
    return _Comparing(rows, titles, sheet, numbered, longest).run()


@dataclass
class _Comparing:
    rows: Sequence[SheetRow]
    titles: Sequence[str]
    sheet: FileSheet
    numbered: int | None
    longest: int
    cells: list[CellChange] = field(default_factory=list)
    kinds: list[KindChange] = field(default_factory=list)
    added: list[AddedRow] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def run(self) -> Comparison:
        self.origin = self.sheet.origin or Origin(0, "", 0)
        self.place_of = _matched(self.titles, self.sheet.titles)
        self.base_of = _matched(self.titles, self.origin.titles)
        self.now = {row.key: row for row in self.rows}
        self.full = dict(zip(self.now, full_cells(self.rows), strict=True))
        self.said = {self._plain(full, row.kind) for row, full in zip(self.rows, self.full.values(), strict=True)}
        found: list[str] = []
        previous: str | None = None if self.sheet.origin else (self.rows[-1].key if self.rows else None)
        for row in self.sheet.rows:
            if row.key in self.now and row.key not in found:
                found.append(row.key)
                self._known(row)
                previous = row.key
            else:
                previous = self._unknown(row, previous, again=row.key in found) or previous
        missing = [
            MissingRow(row.key, index + 1, row.cells)
            for index, row in enumerate(self.rows)
            if self.sheet.origin and row.key not in found and row.key in self.origin.hashes
        ]
        order, moved = _reordered([row.key for row in self.rows if row.key in set(found)], found)
        return Comparison(
            cells=tuple(self.cells),
            kinds=tuple(self.kinds),
            added=tuple(self.added),
            missing=tuple(missing),
            order=tuple(order),
            moved=moved,
            notices=tuple(self.notices),
            left_out=tuple(
                title for at, title in enumerate(self.sheet.titles) if title and at not in self.place_of.values()
            ),
        )

    def _known(self, row: FileRow) -> None:
        now, full = self.now[row.key], self.full[row.key]
        kind = _kind(row, self._typed(row), now.kind)
        if kind != now.kind:
            self.kinds.append(KindChange(row.key, row.number, kind, " | ".join(filter(None, full))[:120]))
        hashes = self.origin.hashes.get(row.key, ())
        for at, place in self.place_of.items():
            cell = row.cells[place] if place < len(row.cells) else None
            if cell is None or not self._takes(cell.text, cell.place, cell.problem):
                continue
            old = now.cells[at] if at < len(now.cells) else ""
            new = cell.text if kind == RowKind.DATA else cell.text or ""
            if new == old or self._same_to_a_reader(at, old, new, full[at] if at < len(full) else ""):
                continue
            base = hashes[self.base_of[at]] if at in self.base_of and self.base_of[at] < len(hashes) else None
            if base is not None and base == cell_hash(new):
                continue  # the file has what it was made with: it was the portal that changed
            conflict = base is not None and base != cell_hash(old)
            self.cells.append(CellChange(row.key, at, cell.place, old, new, conflict))

    def _same_to_a_reader(self, at: int, old: str | None, new: str | None, full: str) -> bool:
        if old is None and new is not None and new in ("", full):
            return True  # the merge was lost on the way, the words were not
        return at == self.numbered and is_plain_number(old) and is_plain_number(new)

    def _unknown(self, row: FileRow, previous: str | None, *, again: bool) -> str | None:
        cells = self._typed(row)
        kind = _kind(row, cells, None)
        cells = tuple(cells if kind == RowKind.DATA else [cell or "" for cell in cells])
        if not any(cells):
            return None
        if self.sheet.origin is None and self._plain([cell or "" for cell in cells], kind) in self.said:
            return None
        hashes = self.origin.hashes.get(row.key)
        gone = hashes is not None and not again
        if gone and hashes is not None and self._as_it_was(cells, hashes):
            return None  # deleted in the portal, untouched in the file: it stays deleted
        for place in self.place_of.values():
            if place < len(row.cells):
                self._takes(row.cells[place].text, row.cells[place].place, row.cells[place].problem)
        key = row.key if gone else str(uuid4())
        self.added.append(AddedRow(key, previous, row.number, kind, cells, deleted=gone))
        return key

    def _as_it_was(self, cells: Sequence[str | None], hashes: Sequence[str]) -> bool:
        return all(hashes[base] == cell_hash(cells[at]) for at, base in self.base_of.items() if base < len(hashes))

    def _typed(self, row: FileRow) -> tuple[str | None, ...]:
        """The row's cells in the order of the table's columns; what is not taken is blank."""
        out: list[str | None] = [""] * len(self.titles)
        for at, place in self.place_of.items():
            if place < len(row.cells):
                cell = row.cells[place]
                fits = not cell.problem and len(cell.text or "") <= self.longest
                out[at] = cell.text if fits else ""
        return tuple(out)

    def _takes(self, text: str | None, place: str, problem: str) -> bool:
        if problem:
            self.notices.append(Notice(place, problem, blocks=True))
        elif text is not None and len(text) > self.longest:
            why = f"Ô có {len(text)} ký tự, nhiều nhất {self.longest}. Hãy rút ngắn hoặc tách thành nhiều dòng."
            self.notices.append(Notice(place, why, blocks=True))
        else:
            return True
        return False

    def _plain(self, cells: Sequence[str], kind: str) -> tuple[str, ...]:
        """A row by its words alone, for files that know no keys: its number does not matter."""
        return (kind, *(fold(cell) for at, cell in enumerate(cells) if at != self.numbered))


def _matched(titles: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    """Column of the table → column of the other list with the same title; titles that occur twice in their order."""
    left = [fold(each) for each in others]
    out: dict[int, int] = {}
    for at, title in enumerate(titles):
        name = fold(title)
        place = next((i for i, each in enumerate(left) if each == name and i not in out.values()), None)
        if place is not None:
            out[at] = place
    return out


def _kind(row: FileRow, cells: Sequence[str | None], known: str | None) -> str:
    """Whether a row of the file is the title of a group. A known row stays what it is while it looks like it."""
    filled = [at for at, cell in enumerate(cells) if cell]
    if row.spans and len([at for at in filled if at > 0]) <= 1 and filled:
        return RowKind.GROUP
    if known is not None:
        return RowKind.DATA if known == RowKind.GROUP and len(filled) > 2 else RowKind(known)
    if len(cells) < 3 or None in cells or not filled:
        return RowKind.DATA
    first, others = cells[0] or "", [at for at in filled if at > 0]
    if len(others) != 1 or others[0] != 1:
        return RowKind.DATA
    title = cells[others[0]] or ""
    if _ARABIC.fullmatch(first) or not first:
        return RowKind.GROUP if is_upper(title) else RowKind.DATA
    return RowKind.GROUP


def _reordered(now: Sequence[str], wanted: Sequence[str]) -> tuple[Sequence[str], int]:
    """`wanted` where it is another order than `now`, and how few rows would have to be moved for it."""
    if list(now) == list(wanted):
        return (), 0
    place = {key: index for index, key in enumerate(now)}
    ends: list[int] = []  # of the longest rising run of each length
    for key in wanted:
        at = place[key]
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if ends[middle] < at else (low, middle)
        ends[low : low + 1] = [at]
    return wanted, len(wanted) - len(ends)
