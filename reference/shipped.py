"""The catalogue of legal texts that comes with the portal: a CSV file → entries. Pure.

Columns: `key` names the entry for good, `successor` is the key of the text that replaces it, `source`
says where the facts were read, days are written YEAR-MONTH-DAY. Only facts read in the text itself are
`checked`; what is known from excerpts or from memory is `recalled`, and people are asked to look again.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "data" / "legal_texts.csv"
COLUMNS = (
    "key", "type", "number", "dated", "issuer", "subject", "valid_from", "valid_until", "successor", "standing",
    "source", "note",
)  # fmt: skip
_STANDINGS = ("checked", "recalled")


@dataclass(frozen=True)
class Entry:
    """One text as shipped. `successor` is a key of the same file, or empty."""

    key: str
    doc_type: str
    number: str
    dated: dt.date | None
    issuer: str
    subject: str
    valid_from: dt.date | None
    valid_until: dt.date | None
    successor: str
    standing: str
    note: str


def read_entries(text: str) -> list[Entry]:
    """The entries of the file in its order. ValueError names the line that cannot be taken."""
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise ValueError(f"dòng 1: các cột phải là {', '.join(COLUMNS)}")
    entries: dict[str, Entry] = {}
    for row in rows:
        line = rows.line_num
        if None in row or None in row.values():
            raise ValueError(f"dòng {line}: thừa hoặc thiếu ô")
        entry = _entry({name: value.strip() for name, value in row.items()}, line)
        if entry.key in entries:
            raise ValueError(f"dòng {line}: khóa {entry.key} đã có ở trên")
        entries[entry.key] = entry
    for entry in entries.values():
        _ends_somewhere(entry, entries)
    return list(entries.values())


def _entry(row: dict[str, str], line: int) -> Entry:
    if not row["key"] or not row["type"] or not (row["number"] or row["subject"]):
        raise ValueError(f"dòng {line}: cần khóa, loại văn bản, và số hoặc tên")
    if row["standing"] not in _STANDINGS:
        raise ValueError(f"dòng {line}: mức chắc chắn là {' hoặc '.join(_STANDINGS)}, không phải {row['standing']!r}")
    days: dict[str, dt.date | None] = {}
    for name in ("dated", "valid_from", "valid_until"):
        try:
            days[name] = dt.date.fromisoformat(row[name]) if row[name] else None
        except ValueError:
            raise ValueError(f"dòng {line}: {name} phải là NĂM-THÁNG-NGÀY, không phải {row[name]!r}") from None
    begin, end = days["valid_from"], days["valid_until"]
    if begin and end and end < begin:
        raise ValueError(f"dòng {line}: hết hiệu lực trước khi có hiệu lực")
    note = " ".join(filter(None, (row["note"], f"Nguồn: {row['source']}." if row["source"] else "")))
    return Entry(
        key=row["key"],
        doc_type=row["type"],
        number=row["number"],
        issuer=row["issuer"],
        subject=row["subject"],
        successor=row["successor"],
        standing=row["standing"],
        note=note,
        **days,
    )


def _ends_somewhere(entry: Entry, entries: dict[str, Entry]) -> None:
    """A chain of successors leads to a text that is there, and not round in a circle."""
    seen = [entry.key]
    while entry.successor:
        if entry.successor not in entries:
            raise ValueError(f"{entry.key}: không có văn bản thay thế {entry.successor}")
        entry = entries[entry.successor]
        if entry.key in seen:
            raise ValueError(f"{' → '.join([*seen, entry.key])}: các văn bản thay thế nhau thành vòng")
        seen.append(entry.key)
