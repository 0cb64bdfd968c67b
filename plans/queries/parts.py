"""The words of a plan, place by place, as plans.rolling looks through them.

A place is named "table:id:field"; words that only repeat what a printed line says are no place of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from core.text import squeeze
from documents.official import BlockKind
from plans.bases_lines import preamble_line
from plans.enums import AssignmentField, ColumnRole
from plans.models import Block, DisclosureClause, LegalBasis, Plan, PlanTask, ReportingClause, TableRow, Target
from plans.models.content import Clause
from plans.outline import Line, section_paths
from plans.queries.content import Content
from plans.reading.draft import Region
from plans.reading.parties import split_parties
from plans.rolling.proposal import Part, PartKind

_PARTY_COLUMNS = (ColumnRole.LEAD, ColumnRole.COORDINATE)
TASK_WORDS = ("lead_text", "coordinating_text", "deadline_text", "result_text", "budget_text")
ASSIGNED = {
    "lead_text": AssignmentField.LEAD,
    "coordinating_text": AssignmentField.COORDINATE,
    "deadline_text": AssignmentField.DEADLINE,
}
CLAUSE_WORDS: dict[type[Clause], tuple[str, ...]] = {
    LegalBasis: ("subject",),
    Target: ("text",),
    DisclosureClause: ("item", "timing_text"),
    ReportingClause: ("text", "due_text"),
}
_TIMES = ("deadline_text", "timing_text", "due_text")


@cache
def _names(text: str) -> tuple[str, ...]:
    return tuple(party.name for party in split_parties(text))


def place_of(row: Any, name: str) -> str:
    """ "block:12:text": the table, the row's id and the column (or the index of a cell)."""
    return f"{row._meta.model_name}:{row.pk}:{name}"


def parts_of(plan: Plan, content: Content) -> list[Part]:
    """Every run of words of the plan, in reading order; words that are derived from another place are left out."""
    _names.cache_clear()
    where = places_said(content)
    rows: dict[int, list[TableRow]] = defaultdict(list)
    for row in content.rows:
        rows[row.block_id].append(row)
    out = [Part(place_of(plan, "title"), plan.title, where="trích yếu")]
    out += [
        Part(place_of(plan, f"addressees.{index}"), line, PartKind.PARTIES, "Kính gửi", (line,))
        for index, line in enumerate(plan.addressees)
    ]
    for block in content.blocks:
        if block.kind == BlockKind.TABLE:
            out += _table_parts(block, rows[block.pk], where[block.pk])
        else:
            out.append(_line_part(block, where[block.pk]))
    for appendix in content.appendices:
        said = appendix.label or "phụ lục"
        out.append(Part(place_of(appendix, "title"), appendix.title, where=said))
        out.append(Part(place_of(appendix, "indication"), appendix.indication, PartKind.INDICATION, said))
    for recipient in content.recipients:
        text = recipient.name
        out.append(Part(place_of(recipient, "name"), text, PartKind.RECIPIENT, "Nơi nhận", (text,)))
    out += _own_words(content, where)
    return [part for part in out if part.text.strip()]


def _line_part(block: Block, where: str) -> Part:
    place = place_of(block, "text")
    if block.assignment_id and block.assignment_field == AssignmentField.DEADLINE:
        return Part(place, block.text, PartKind.DEADLINE, where)
    if block.assignment_id:
        return Part(place, block.text, PartKind.PARTIES, where, _names(block.text.partition(":")[2]))
    basis = block.kind == BlockKind.BASIS or (
        block.region == Region.PREAMBLE and preamble_line(0, block.kind, block.text).is_basis
    )
    return Part(place, block.text, PartKind.BASIS if basis else PartKind.WORDS, where)


def _table_parts(block: Block, rows: Sequence[TableRow], where: str) -> Iterator[Part]:
    roles = [column.get("role", "") for column in block.columns]
    for index, column in enumerate(block.columns):
        yield Part(place_of(block, f"columns.{index}"), column.get("title", ""), where=f"{where}, tên cột")
    for row in rows:
        said = f"{where}, dòng {row.position + 1}"
        for index, cell in enumerate(row.cells):
            role = roles[index] if index < len(roles) else ""
            if not cell or role == ColumnRole.NUMBER:
                continue
            place = place_of(row, f"cells.{index}")
            if role == ColumnRole.DEADLINE:
                yield Part(place, cell, PartKind.DEADLINE, said)
            elif role in _PARTY_COLUMNS:
                yield Part(place, cell, PartKind.PARTIES, said, _names(cell))
            else:
                yield Part(place, cell, where=said)


def _own_words(content: Content, where: dict[int, str]) -> Iterator[Part]:
    """Words of tasks, assignment blocks and clauses that no printed line says."""
    lines = {block.pk: block for block in content.blocks}
    said_of = {row.pk: where.get(row.block_id, "") for row in content.rows}
    for task in content.tasks:
        said = where.get(task.block_id or 0) or said_of.get(task.row_id or 0, "")
        yield Part(place_of(task, "basis_text"), task.basis_text, PartKind.GIVEN, said)
        if task.block_id is None or task.block_id not in lines:
            continue
        line = lines[task.block_id].text
        for name in (*(["text"] if task.excerpt else []), *TASK_WORDS):
            words = getattr(task, name)
            if words and not _in_line(words, line):
                yield Part(place_of(task, name), words, _kind(name), f"{said}, nhiệm vụ", _parties(name, words))
    printed: dict[tuple[int, str], list[str]] = defaultdict(list)
    for block in content.blocks:
        if block.assignment_id:
            printed[block.assignment_id, block.assignment_field].append(block.text)
    for each in content.assignments:
        for name, said_by in ASSIGNED.items():
            words = getattr(each, name)
            if words and not any(_in_line(words, line) for line in printed[each.pk, said_by.value]):
                yield Part(place_of(each, name), words, _kind(name), "khối phân công", _parties(name, words))
    for clause in content.clauses:
        line = lines[clause.block_id].text if clause.block_id in lines else ""
        if line and isinstance(clause, LegalBasis):
            continue  # read from its line again
        for name in CLAUSE_WORDS[type(clause)]:
            words = getattr(clause, name)
            if words and clause.row_id is None and not (line and _in_line(words, line)):
                yield Part(place_of(clause, name), words, _kind(name), str(clause._meta.verbose_name))


def _kind(name: str) -> PartKind:
    if name in _TIMES:
        return PartKind.DEADLINE
    return PartKind.PARTIES if name in ("lead_text", "coordinating_text") else PartKind.WORDS


def _parties(name: str, words: str) -> tuple[str, ...]:
    return _names(words) if name in ("lead_text", "coordinating_text") else ()


def _in_line(words: str, line: str) -> bool:
    return squeeze(words) in squeeze(line)


def places_said(content: Content) -> dict[int, str]:
    """Line id → where it stands, in words: "phần căn cứ", "mục II.3", "Phụ lục I"."""
    labels = {each.pk: each.label or "Phụ lục" for each in content.appendices}
    parts: dict[tuple[str, int | None], list[Block]] = defaultdict(list)
    for block in content.blocks:
        parts[block.region, block.appendix_id].append(block)
    out: dict[int, str] = {}
    for (region, appendix), blocks in parts.items():
        paths = section_paths(line_of(block) for block in blocks)
        here = ""
        for block in blocks:
            here = paths.get(block.pk, here)
            section = f"mục {here}" if here else ""
            if region == Region.PREAMBLE:
                out[block.pk] = "phần căn cứ"
            elif appendix is not None:
                out[block.pk] = ", ".join(filter(None, (labels[appendix], section)))
            else:
                out[block.pk] = section or "phần nội dung"
    return out


def titles_said(content: Content) -> dict[int, str]:
    """Line id → the title it stands under, with its path: "III.6. Cải cách tài chính công", "Phụ lục I"."""
    where = places_said(content)
    out: dict[int, str] = {}
    part: tuple[str, int | None] | None = None
    title = ""
    for block in content.blocks:
        if (block.region, block.appendix_id) != part:
            part, title = (block.region, block.appendix_id), ""
        if block.is_heading:
            title = block.text
        said = where[block.pk].removeprefix("mục ")
        out[block.pk] = f"{said}. {title}" if title else where[block.pk]
    return out


def line_of(block: Block) -> Line:
    """A stored line as plans.outline and plans.shapes think of it."""
    return Line(block.pk, BlockKind(block.kind), block.level, block.marker, block.text)


def is_followed(task: PlanTask) -> bool:
    return task.tracked and task.same_as_id is None
