"""A reading laid out beside its original, line by line, for a person to compare. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from documents.official import Block, BlockKind, RowKind
from documents.reading.source import Source, SourceLine, SourceTable
from plans.reading.columns import read_columns
from plans.reading.draft import Doubt, Place, PlanReading, Region, TaskReading

KIND_LABELS = {
    BlockKind.BASIS: "Căn cứ",
    BlockKind.HEADING: "Đề mục",
    BlockKind.PARAGRAPH: "Dòng nội dung",
    BlockKind.TABLE: "Bảng",
}


@dataclass
class Item:
    """One understood line (or table row, or dropped line) with the original lines behind it."""

    slug: str  # of the place, for addresses; "" for a dropped line
    label: str
    text: str
    marker: str = ""
    original: list[tuple[int, str]] = field(default_factory=list)
    tasks: list[tuple[int, TaskReading]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    cells: list[tuple[str, str]] = field(default_factory=list)
    heading: bool = False
    editable: bool = False
    dropped: int = 0


def slug_of(place: Place) -> str:
    """ "body-12", "appendix-3-0-5" (block 3, appendix 0, row 5)."""
    parts = [place.region.value, str(place.block)]
    if place.region == Region.APPENDIX or place.row is not None:
        parts.append(str(place.appendix))
    if place.row is not None:
        parts.append(str(place.row))
    return "-".join(parts)


def place_of(slug: str) -> Place | None:
    """The inverse of `slug_of`; None for anything else."""
    region, *numbers = slug.split("-")
    if (
        region not in set(Region)
        or not 1 <= len(numbers) <= 3
        or not all(re.fullmatch(r"[0-9]{1,6}", each) for each in numbers)
    ):
        return None
    block, appendix, row = (*(int(each) for each in numbers), None, None)[:3]
    return Place(Region(region), block or 0, row=row, appendix=appendix or 0)


def original_lines(source: Source) -> dict[int, str]:
    """Number → text of every received line; a table's rows with their cells apart."""
    out: dict[int, str] = {}
    for item in source.items:
        if isinstance(item, SourceLine):
            out[item.number] = item.text
        elif isinstance(item, SourceTable):
            for offset, row in enumerate(item.rows):
                out[item.number + offset] = " │ ".join(cell or "" for cell in row)
    return out


def items_of(reading: PlanReading, source: Source) -> list[Item]:
    """Every understood line in reading order, then the lines left out."""
    received = original_lines(source)
    tasks: dict[Place, list[tuple[int, TaskReading]]] = {}
    for index, task in enumerate(reading.tasks):
        tasks.setdefault(task.place, []).append((index, task))
    doubts: dict[Place, list[Doubt]] = {}
    for doubt in reading.doubts:
        if doubt.place is not None:
            doubts.setdefault(doubt.place, []).append(doubt)
    out: list[Item] = []

    def add(place: Place, block: Block) -> None:
        numbers = reading.lines.get(place, ())
        out.append(
            Item(
                slug=slug_of(place),
                label=KIND_LABELS[block.kind],
                text=block.text,
                marker=block.marker,
                original=[(number, received.get(number, "")) for number in numbers],
                tasks=tasks.get(place, []),
                doubts=doubts.get(place, []),
                heading=block.kind == BlockKind.HEADING,
                editable=block.kind != BlockKind.TABLE,
            )
        )
        if block.table is None:
            return
        of_rows = {
            number
            for each, lines in reading.lines.items()
            if each.row is not None and replace(each, row=None) == place
            for number in lines
        }
        out[-1].text = f"{len(block.table.columns)} cột: " + ", ".join(block.table.columns)
        out[-1].original = [(number, text) for number, text in out[-1].original if number not in of_rows]
        columns = read_columns(block.table)
        # Who and when are shown as understood, beside the printed row; here stands the rest of it.
        told = {columns.number, columns.lead, columns.coordinating, columns.time}
        for index, row in enumerate(block.table.rows):
            group = row.kind == RowKind.GROUP
            here = Place(place.region, place.block, row=index, appendix=place.appendix)
            out.append(
                Item(
                    slug=slug_of(here),
                    label="Dòng nhóm của bảng" if group else "Dòng của bảng",
                    text=" ".join(filter(None, row.cells)) if group else "",
                    heading=group,
                    original=[(number, received.get(number, "")) for number in reading.lines.get(here, ())],
                    tasks=tasks.get(here, []),
                    doubts=doubts.get(here, []),
                    cells=[]
                    if group
                    else [
                        (title, cell)
                        for column, (title, cell) in enumerate(zip(block.table.columns, row.cells, strict=False))
                        if cell and column not in told
                    ],
                )
            )

    for index, block in enumerate(reading.document.preamble):
        add(Place(Region.PREAMBLE, index), block)
    for index, block in enumerate(reading.document.body):
        add(Place(Region.BODY, index), block)
    for number, appendix in enumerate(reading.document.appendices):
        out.append(
            Item("", "Phụ lục", f"{appendix.label} {appendix.title} {appendix.indication}".strip(), heading=True)
        )
        for index, block in enumerate(appendix.blocks):
            add(Place(Region.APPENDIX, index, appendix=number), block)
    for number in reading.dropped:
        if received.get(number, "").strip():
            out.append(Item("", "Bỏ qua", "", original=[(number, received[number])], dropped=number))
    return out
