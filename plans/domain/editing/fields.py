"""Reading the fields of a step. What a browser of ours never sends is refused, and nothing of it reaches a row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.exceptions import DomainError
from core.text import one_line
from documents.official import BlockKind, RowKind
from plans.domain.editing.desk import key_in
from plans.domain.lines import LONGEST_LINE, NewLine
from plans.domain.tables import MOST_COLUMNS
from plans.enums import ColumnRole
from plans.reading.draft import Region, Role
from plans.shapes import DEEPEST
from plans.sheet import SheetRow, fitted

MOST_ROWS = 500  # of one table in one step
_MALFORMED = "Bước soạn thảo không hợp lệ. Hãy tải lại trang."
_KINDS = {kind.value for kind in BlockKind}
_ROLES = {"", *(role.value for role in Role)}
_COLUMN_ROLES = {"", *(role.value for role in ColumnRole)}


def refuse(say: str = _MALFORMED) -> DomainError:
    return DomainError(say)


def words(step: dict[str, Any], name: str, *, most: int = LONGEST_LINE) -> str:
    """A line of text, cleaned as it is stored. Missing is empty."""
    value = step.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise refuse()
    if len(value) > most:
        raise refuse(
            f"Dòng này dài hơn {most} ký tự. Hãy tách thành nhiều dòng, hoặc dùng “Nhập từ văn bản” cho cả văn bản."
        )
    return one_line(value)


def whole(step: dict[str, Any], name: str) -> int | None:
    value = step.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 2**62:
        raise refuse()
    return value


def one_of(step: dict[str, Any], name: str, allowed: set[str]) -> str | None:
    value = step.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or value not in allowed:
        raise refuse()
    return value


def kind_of(step: dict[str, Any]) -> str | None:
    return one_of(step, "kind", _KINDS)


def role_of(step: dict[str, Any]) -> str | None:
    return one_of(step, "role", _ROLES)


def level_of(step: dict[str, Any]) -> int | None:
    """The level asked for, within what a plan of ours has."""
    level = whole(step, "level")
    return None if level is None else max(1, min(level, DEEPEST))


def marker_of(step: dict[str, Any]) -> str | None:
    return None if step.get("marker") is None else words(step, "marker", most=30)


def part(step: dict[str, Any], name: str) -> dict[str, Any]:
    value = step.get(name)
    if not isinstance(value, dict):
        raise refuse()
    return value


def several(step: dict[str, Any], name: str, *, most: int) -> list[Any]:
    value = step.get(name)
    if not isinstance(value, list) or not value:
        raise refuse()
    if len(value) > most:
        raise refuse(
            f"Một lần nhiều nhất {most} dòng; ở đây có {len(value)} dòng. Với văn bản dài, hãy dùng “Nhập từ văn bản”."
        )
    return value


def fitting_kind(kind: str, region: str) -> str:
    """A legal basis stands in the preamble alone, a heading never does."""
    if region == Region.PREAMBLE:
        return BlockKind.PARAGRAPH.value if kind == BlockKind.HEADING else kind
    return BlockKind.PARAGRAPH.value if kind == BlockKind.BASIS else kind


def table_of(step: dict[str, Any]) -> tuple[tuple[dict[str, str], ...], tuple[SheetRow, ...]]:
    """Columns and rows of a table line. A merged cell that has no cell above it is an empty one."""
    columns = several(step, "columns", most=MOST_COLUMNS)
    named = []
    for each in columns:
        if not isinstance(each, dict):
            raise refuse()
        role = one_of(each, "role", _COLUMN_ROLES) or ""
        named.append({"title": words(each, "title", most=500), "role": role})
    rows: list[SheetRow] = []
    for value in several(step, "rows", most=MOST_ROWS) if step.get("rows") else []:
        row = _row(value, len(columns))
        goes_on = bool(rows) and rows[-1].kind == RowKind.DATA == row.kind
        rows.append(row if goes_on else replace(row, cells=tuple(cell or "" for cell in row.cells)))
    if len({row.key for row in rows}) != len(rows):
        raise refuse()
    return tuple(named), tuple(rows)


def _row(value: Any, width: int) -> SheetRow:
    if not isinstance(value, dict) or not isinstance(value.get("cells"), list):
        raise refuse()
    for cell in value["cells"]:
        if cell is not None and (not isinstance(cell, str) or len(cell) > LONGEST_LINE):
            raise refuse()
    kind = one_of(value, "kind", {each.value for each in RowKind}) or RowKind.DATA.value
    return SheetRow(str(key_in(value.get("key"))), fitted(value["cells"], width), kind)


def line_of(value: dict[str, Any], *, kind: str, level: int, marker: str, region: str) -> NewLine:
    """A new line with the shape already settled."""
    kind = fitting_kind(kind, region)
    if kind == BlockKind.TABLE:
        columns, rows = table_of(value)
        return NewLine(key_in(value.get("key")), kind, level, columns=columns, rows=rows)
    return NewLine(key_in(value.get("key")), kind, level, marker, words(value, "text"), role_of(value) or "")
