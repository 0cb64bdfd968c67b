"""What the columns of a task table hold, whatever their order and names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.official import RowKind, Table
from plans.reading.words import fold

# Read in order: the first that fits a header decides. Folded.
_TABLE: tuple[tuple[str, str], ...] = (
    ("number", r"^(?:stt|tt|so tt|so thu tu|ma so|ma nv|ma nhiem vu|no)\b"),
    ("time", r"^(?:du kien )?(?:thoi gian|thoi han|tien do|thoi diem|lo trinh|han|nam hoan thanh|ngay hoan thanh|"
             r"hoan thanh)\b|\b(?:thoi gian|thoi han|tien do|han hoan thanh)\b"),
    ("coordinating", r"^(?!.*\bchu tri\b).*\bphoi hop\b"),
    ("lead", r"\bchu tri\b|\bphu trach\b|^(?:co quan|don vi|bo phan|nguoi|can bo|cong chuc|phong|"
             r"ca nhan)\b.*\b(?:thuc hien|tham muu|chiu trach nhiem|duoc giao|dau moi)\b|^(?:co quan|don vi|bo phan|"
             r"phan cong|trach nhiem|chu the|co quan, don vi|phan cong nhiem vu|phan cong thuc hien)$|^ho va ten|"
             r"^ho ten|^thanh vien|^trach nhiem thuc hien|^phan cong|^dau moi"),
    ("unit_of_measure", r"^(?:don vi tinh|dvt)\b"),
    ("budget", r"\bkinh phi\b|^du toan|^nguon von"),
    ("note", r"^(?:ghi chu|can cu|co so|tai lieu kiem chung|minh chung)\b"),
    ("score", r"\bdiem\b(?! cong khai)|^thang diem|^so diem"),
    ("result", r"^(?:du kien )?(?:san pham|ket qua|dau ra|yeu cau ket qua|hinh thuc van ban)\b|\bket qua dau ra\b|"
               r"/ ?(?:san pham|ket qua)$|\bsan pham\b"),
    ("task", r"^(?:ten |cac |noi dung )?(?:nhiem vu|cong viec|hoat dong|viec)\b|^noi dung\b|^ten (?:nhiem vu|"
             r"cong viec|hoat dong)|\bnoi dung (?:cong viec|thuc hien|nhiem vu)\b"),
    ("detail", r"^(?:giai phap|bien phap|cach thuc|phuong phap|hinh thuc)\b|\bgiai phap\b"),
    ("group", r"^(?:linh vuc|nhom|muc tieu|chi so|tieu chi|chi tieu|danh muc|truc|cong tac|noi dung lon)\b"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _TABLE)


# A list of who is visited or inspected, and when, is a timetable: its rows are no duties.
_VISITED = re.compile(r"(?:ten )?(?:don vi|co quan|dia phuong|dia diem|doi tuong|xa|thon)\b")


@dataclass(frozen=True)
class Columns:
    """Column index of each role; None where the table has none."""

    task: int | None = None
    number: int | None = None
    lead: int | None = None
    coordinating: int | None = None
    time: int | None = None
    result: int | None = None
    detail: int | None = None

    @property
    def is_task_table(self) -> bool:
        """A table of duties names what is done and who does it or by when."""
        return self.task is not None and (
            self.lead is not None or self.time is not None or self.coordinating is not None
        )


def read_columns(table: Table) -> Columns:
    """Roles of the columns from their names."""
    found: dict[str, list[int]] = {}
    for index, name in enumerate(table.columns):
        folded = fold(" ".join(name.split()).strip(" .:*()"))
        role = next((role for role, pattern in _COMPILED if pattern.search(folded)), "") if folded else ""
        if role:
            found.setdefault(role, []).append(index)
    tasks = found.get("task") or found.get("detail") or found.get("group") or []
    number = next(iter(found.get("number", [])), None)
    if not tasks and any(table.columns):
        spare = [
            i
            for i, name in enumerate(table.columns)
            if name and not any(i in places for places in found.values()) and not _VISITED.match(fold(name.strip()))
        ]
        tasks = spare[:1]
    task = _least_merged(table, tasks)
    times = found.get("time", [])
    last = [i for i in times if re.search(r"hoan thanh|ket thuc", fold(table.columns[i]))]
    detail = next((i for i in (*found.get("task", []), *found.get("detail", [])) if i != task), None)
    return Columns(
        task=task,
        number=number,
        lead=next(iter(found.get("lead", [])), None),
        coordinating=next(iter(found.get("coordinating", [])), None),
        time=next(iter(last or times), None),
        result=next(iter(found.get("result", [])), None),
        detail=detail,
    )


def column_roles(table: Table) -> tuple[str, ...]:
    """What each column holds, as stored with the table (plans.enums.ColumnRole); "other" where it is unknown."""
    read = read_columns(table)
    roles = {
        read.task: "content", read.number: "number", read.lead: "lead", read.coordinating: "coordinate",
        read.time: "deadline", read.result: "result", read.detail: "solution",
    }  # fmt: skip
    out = []
    for index, title in enumerate(table.columns):
        folded = fold(title)
        spare = "budget" if "kinh phi" in folded else "note" if "ghi chu" in folded else "other"
        out.append(roles.get(index, spare))
    return tuple(out)


def _least_merged(table: Table, candidates: list[int]) -> int | None:
    """The first column of contents, unless it only groups what the next one lists (merged downwards)."""
    for index in candidates:
        rows = [row for row in table.rows if row.kind is RowKind.DATA]
        merged = sum(1 for row in rows if index < len(row.cells) and row.cells[index] is None)
        if not rows or merged * 3 < len(rows) or index == candidates[-1]:
            return index
    return None
