"""What goes with duties that are dropped: their lines, and titles and group rows that are left empty."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from documents.official import MarkerStyle, marker_style


@dataclass(frozen=True)
class Line:
    """One line of a plan. `part` is preamble, body or one appendix.

    `dropped`: every duty that stands in it is dropped; `holds`: a followed duty in it is kept. `kept`
    lines never go (tables, the closing sentence); `introduces`: the line ends with a colon.
    """

    key: int
    part: Hashable
    level: int
    heading: bool = False
    dropped: bool = False
    holds: bool = False
    kept: bool = False
    introduces: bool = False


def fallen(lines: Sequence[Line]) -> set[int]:
    """The lines that go. A dropped duty takes the deeper lines that explain it, not those with a duty that is kept.

    A title below the outermost level, or a line that introduces others, goes when everything under it went.
    """
    gone: set[int] = set()
    for at, line in enumerate(lines):
        if not line.dropped or line.holds or line.kept or line.heading:
            continue
        under = _under(lines, at)
        if any(lines[i].holds or lines[i].heading or lines[i].kept for i in under):
            continue
        gone |= {line.key, *(lines[i].key for i in under)}
    for at in range(len(lines) - 1, -1, -1):  # from the innermost outwards
        line = lines[at]
        title = line.heading and (line.level > 1 or line.dropped)
        if line.key in gone or line.kept or line.holds or not (title or line.introduces):
            continue
        under = _section(lines, at) if line.heading else _under(lines, at)
        if (under and all(lines[i].key in gone for i in under)) or (not under and line.heading and line.dropped):
            gone.add(line.key)
    return gone


def _under(lines: Sequence[Line], at: int) -> list[int]:
    """Indexes of the deeper lines right behind a line."""
    out = []
    for i in range(at + 1, len(lines)):
        if lines[i].part != lines[at].part or lines[i].level <= lines[at].level:
            break
        out.append(i)
    return out


def _section(lines: Sequence[Line], at: int) -> list[int]:
    """Indexes of what stands under a title: up to the next title of its level or above."""
    out = []
    for i in range(at + 1, len(lines)):
        if lines[i].part != lines[at].part or (lines[i].heading and lines[i].level <= lines[at].level):
            break
        out.append(i)
    return out


@dataclass(frozen=True)
class Row:
    """One row of a table: a title over others, or a duty. `number` is its cell in the column of numbers."""

    group: bool
    number: str
    gone: bool = False


def empty_groups(rows: Sequence[Row]) -> set[int]:
    """Indexes of title rows under which there were rows and now are none."""
    levels: dict[MarkerStyle, int] = {}
    depth = []
    for row in rows:
        style = marker_style(row.number.strip())
        depth.append(levels.setdefault(style, len(levels)) if row.group else len(rows))
    out: set[int] = set()
    for at in range(len(rows) - 1, -1, -1):
        if not rows[at].group:
            continue
        under = []
        for i in range(at + 1, len(rows)):
            if rows[i].group and depth[i] <= depth[at]:
                break
            under.append(i)
        duties = [i for i in under if not rows[i].group]
        if duties and all(rows[i].gone for i in duties):
            out.add(at)
    return out
