"""The measures that come with the portal: a CSV file → entries. Pure.

Columns: `key` names the entry for good; `code` is its symbol in the annex of figures of a commune's reports (as
remembered from the ministry's annex, hence editable); `kind` is sum, latest or rate; days are YEAR-MONTH-DAY.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "data" / "measures.csv"
COLUMNS = ("key", "code", "name", "unit", "kind", "decimals", "valid_from", "valid_until", "note")
_KINDS = ("sum", "latest", "rate")


@dataclass(frozen=True)
class MeasureEntry:
    """One measure as shipped; `position` is its place in the file."""

    key: str
    code: str
    name: str
    unit: str
    kind: str
    decimals: int
    valid_from: dt.date | None
    valid_until: dt.date | None
    note: str
    position: int


def read_measures(text: str) -> list[MeasureEntry]:
    """The entries of the file in its order. ValueError names the line that cannot be taken."""
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise ValueError(f"dòng 1: các cột phải là {', '.join(COLUMNS)}")
    entries: dict[str, MeasureEntry] = {}
    for row in rows:
        line = rows.line_num
        if None in row or None in row.values():
            raise ValueError(f"dòng {line}: thừa hoặc thiếu ô")
        entry = _entry({name: value.strip() for name, value in row.items()}, line, len(entries))
        if entry.key in entries:
            raise ValueError(f"dòng {line}: khóa {entry.key} đã có ở trên")
        entries[entry.key] = entry
    return list(entries.values())


def _entry(row: dict[str, str], line: int, position: int) -> MeasureEntry:
    if not row["key"] or not row["name"] or not row["unit"]:
        raise ValueError(f"dòng {line}: cần khóa, tên và đơn vị tính")
    if row["kind"] not in _KINDS:
        raise ValueError(f"dòng {line}: cách tổng hợp là {', '.join(_KINDS)}, không phải {row['kind']!r}")
    if row["decimals"] not in ("0", "1", "2", "3", "4"):
        raise ValueError(f"dòng {line}: số chữ số thập phân từ 0 đến 4, không phải {row['decimals']!r}")
    days: dict[str, dt.date | None] = {}
    for name in ("valid_from", "valid_until"):
        try:
            days[name] = dt.date.fromisoformat(row[name]) if row[name] else None
        except ValueError:
            raise ValueError(f"dòng {line}: {name} phải là NĂM-THÁNG-NGÀY, không phải {row[name]!r}") from None
    return MeasureEntry(
        key=row["key"], code=row["code"], name=row["name"], unit=row["unit"], kind=row["kind"],
        decimals=int(row["decimals"]), note=row["note"], position=position, **days,
    )  # fmt: skip
