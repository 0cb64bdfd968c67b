"""Plain text → Source: lines numbered from 1, runs of tab-separated (or piped) lines as tables."""

from __future__ import annotations

import re

from documents.reading.source import Source, SourceLine, SourceTable

# Not str.splitlines(): that also breaks at control characters which Word leaves inside paragraphs.
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_PIPED = re.compile(r"^\s*\|.*\|\s*$")
_PIPE_RULE = re.compile(r"^[\s|:\-]+$")
# A line whose only tab stands after a marker or before an indented text is no table row.
_TAB_INDENT = re.compile(r"^\s*(?:[-–+*•]|\(?[\w.]{1,6}[.)/])?\t+")


def read_text(text: str) -> Source:
    """Read plain text. A form feed starts a new page; a blank line stays as an empty line."""
    lines: list[tuple[int, int, str]] = []
    page = 1
    paged = "\f" in text
    for number, raw in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), start=1):
        page += raw.count("\f")
        lines.append((number, page, raw.replace("\f", "")))

    items: list[SourceLine | SourceTable] = []
    index = 0
    while index < len(lines):
        end = _table_end(lines, index)
        if end > index:
            items.append(_table(lines[index:end], paged))
            index = end
            continue
        number, page, raw = lines[index]
        items.append(SourceLine(number=number, text=raw, page=page if paged else None))
        index += 1
    return Source(items=tuple(items))


def _tabs(raw: str) -> int:
    """How many cell borders the line has; 0 where its tabs only indent."""
    if _PIPED.match(raw):
        return raw.strip().strip("|").count("|")
    count = raw.rstrip("\r").count("\t")
    if count <= 1 and (count == 0 or _TAB_INDENT.match(raw) or not raw.split("\t")[1].strip()):
        return 0
    if not raw.strip():
        return 0
    return count


def _table_end(lines: list[tuple[int, int, str]], start: int) -> int:
    """Index after the run of table rows that begins at `start`; `start` itself where none begins."""
    width = _tabs(lines[start][2])
    if width == 0:
        return start
    end = start + 1
    while end < len(lines):
        raw = lines[end][2]
        tabs = _tabs(raw)
        if tabs:
            end += 1
            continue
        # A cell of several paragraphs, pasted from Word, breaks its row: the rest of the row follows.
        if raw.strip() and width >= 2 and end + 1 < len(lines) and 0 < _tabs(lines[end + 1][2]) < width:
            end += 1
            continue
        break
    if width == 1 and end - start < 2:
        return start
    return end


def _cells(raw: str) -> list[str]:
    if _PIPED.match(raw):
        return [cell.strip() for cell in raw.strip()[1:-1].split("|")]
    return [cell.strip(" \r") for cell in raw.split("\t")]


def _table(run: list[tuple[int, int, str]], paged: bool) -> SourceTable:
    """Rows of one run. A row with too few cells takes the following lines in, as long as it stays within the width."""
    width = max(1, len(_cells(run[0][2])))
    rows: list[tuple[str | None, ...]] = []
    numbers: list[int] = []
    index = 0
    while index < len(run):
        number, _page, raw = run[index]
        index += 1
        if _PIPED.match(raw) and _PIPE_RULE.match(raw):
            continue
        cells = _cells(raw)
        taken = list(cells)
        probe = index
        while len(taken) < width and probe < len(run):
            following = _cells(run[probe][2])
            if len(taken) + len(following) - 1 > width:
                break
            taken[-1:] = [f"{taken[-1]}\n{following[0]}", *following[1:]]
            probe += 1
        if len(taken) == width and len(cells) < width:
            cells, index = taken, probe
        rows.append(tuple(cells))
        numbers.append(number)
    return SourceTable(
        number=run[0][0],
        rows=tuple(rows),
        page=run[0][1] if paged else None,
        row_numbers=tuple(numbers),
    )
