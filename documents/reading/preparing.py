"""A source made ready for reading: clean lines, layout tables as lines, page furniture taken out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from documents.reading.letterhead import TYPE_NAMES
from documents.reading.lines import (
    Item,
    Line,
    Wrapping,
    is_chrome,
    is_layout,
    is_upper,
    merge,
    table_lines,
    to_line,
    wrapping,
)
from documents.reading.place import Doubt, Fragment, Place
from documents.reading.source import Source, SourceTable


@dataclass
class Work:
    """What gathers while reading."""

    items: list[Item] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)
    removed: list[Fragment] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    lines: dict[Place, tuple[int, ...]] = field(default_factory=dict)
    wrap: Wrapping = field(default_factory=lambda: Wrapping(False, 0))


def prepare(source: Source) -> Work:
    """Clean every line; take out ruled lines and page numbers; turn layout tables into lines."""
    work = Work()
    gap = False
    for item in source.items:
        if isinstance(item, SourceTable):
            if is_layout(item):
                work.items += [line for line in table_lines(item) if not is_chrome(line.text)]
            elif any(cell and cell.strip() for row in item.rows for cell in row):
                work.items.append(item)
            gap = False
            continue
        line, removed = to_line(item, gap)
        gap = not line.text
        if gap:
            if item.text.strip():
                work.dropped.add(item.number)
            continue
        work.removed += removed
        if is_chrome(line.text):
            work.dropped.add(item.number)
            gap = True
            continue
        work.items.append(line)
    work.items = list(_whole_type_names(work.items))
    work.wrap = wrapping(item for item in work.items if isinstance(item, Line))
    return work


_TORN_TYPES = {tuple(name.split(" ", 1)): name for name in TYPE_NAMES}


def _whole_type_names(items: Iterable[Item]) -> Iterable[Item]:
    """ "QUYẾT" and "ĐỊNH" on two lines, as narrow web columns print them, are one line again."""
    held: Line | None = None
    for item in items:
        if held is not None and isinstance(item, Line) and (held.text, item.text) in _TORN_TYPES:
            yield replace(merge([held, item]), gap=held.gap)
            held = None
            continue
        if held is not None:
            yield held
        held = item if isinstance(item, Line) and len(item.text) < 10 and is_upper(item.text) else None
        if held is None:
            yield item
    if held is not None:
        yield held
