"""What goes with duties that are dropped: their lines, titles and group rows left empty; and the numbers after that."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

from core.text import point_letter, roman
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


_NUMBER = re.compile(r"^\s*(?P<above>(?:\d+\.)*)(?P<own>\d+)(?P<tail>[.)]?)\s*$")


def renumbered(rows: Sequence[Row], gone: Collection[int]) -> dict[int, str]:
    """Index → new number of the rows that stay. Numbers that did not count on before are left as printed."""
    before, after = _counted(rows, ()), _counted(rows, gone)
    return {
        at: number for at, number in after.items() if before[at] == rows[at].number.strip() and number != before[at]
    }


def _counted(rows: Sequence[Row], gone: Collection[int]) -> dict[int, str]:
    """The number each row has when counted: titles by their style, duties all through or anew under each title."""
    anew = _restarts(rows)
    groups: dict[str, int] = {}
    depth: list[str] = []
    count, out = 0, {}
    inner: dict[str, int] = {}
    title = ""
    for at, row in enumerate(rows):
        if at in gone:
            continue
        number = row.number.strip()
        if row.group:
            style = marker_style(number)
            if style.value in depth:
                for deeper in depth[depth.index(style.value) + 1 :]:
                    groups.pop(deeper, None)
                depth = depth[: depth.index(style.value) + 1]
            else:
                depth.append(style.value)
            groups[style.value] = groups.get(style.value, 0) + 1
            out[at] = _like(number, style, groups[style.value])
            title = out[at].strip(" .)")
            count = 0 if anew else count
            continue
        found = _NUMBER.match(number)
        if found is None:
            out[at] = number
            continue
        if found["above"].count(".") > 1:
            out[at] = number
        elif found["above"]:
            above = f"{title}." if title.isdigit() else f"{count}."
            inner[above] = inner.get(above, 0) + 1
            out[at] = f"{above}{_padded(inner[above], found['own'])}{found['tail']}"
        else:
            count += 1
            inner = {}
            out[at] = f"{_padded(count, found['own'])}{found['tail']}"
    return out


def _padded(count: int, printed: str) -> str:
    return f"{count:02d}" if len(printed) > 1 and printed.startswith("0") else str(count)


def _restarts(rows: Sequence[Row]) -> bool:
    """Whether duties count from 1 again under each title."""
    first_under = False
    ones = 0
    for row in rows:
        if row.group:
            first_under = True
        elif first_under:
            found = _NUMBER.match(row.number)
            ones += bool(found and not found["above"] and int(found["own"]) == 1)
            first_under = False
    return ones > 1


def _like(printed: str, style: MarkerStyle, count: int) -> str:
    tail = printed[len(printed.rstrip(".)")) :]
    if style == MarkerStyle.ROMAN:
        return roman(count) + tail
    if style == MarkerStyle.ARABIC:
        return str(count) + tail
    if style == MarkerStyle.LETTER or (len(printed.strip(".)")) == 1 and printed[:1].isalpha()):
        letter = point_letter(count)
        return (letter.upper() if printed[:1].isupper() else letter) + tail
    return printed
