"""A plan's rows in hand take new words: printed lines, cells, and the tasks and clauses that repeat them.

Nothing is written here: `plans.domain.copying.write_content` does.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from core.text import squeeze
from documents.official import Block as PrintedBlock
from documents.official import BlockKind
from plans.domain.cells import words_in
from plans.models import Block, LegalBasis, TableRow
from plans.models.content import Clause
from plans.queries.content import Content
from plans.queries.parts import ASSIGNED, CLAUSE_WORDS, TASK_WORDS, place_of
from plans.reading.bases import read_bases
from plans.rolling.edits import carried
from plans.sheet import SheetRow, full_cells


def with_words(content: Content, texts: Mapping[str, str]) -> None:
    """Put the new words at their places; what only repeats a line follows it. A line whose words are gone goes."""
    lines: dict[int, tuple[str, str]] = {}
    for block in content.blocks:
        if block.kind == BlockKind.TABLE:
            for index, column in enumerate(block.columns):
                title = texts.get(place_of(block, f"columns.{index}"))
                if title:
                    column["title"] = title
            continue
        fresh = texts.get(place_of(block, "text"))
        if fresh is not None:
            lines[block.pk] = (block.text, squeeze(fresh))
            block.text = squeeze(fresh)
    for appendix in content.appendices:
        for name in ("title", "indication"):
            setattr(appendix, name, texts.get(place_of(appendix, name), getattr(appendix, name)))
    for recipient in content.recipients:
        fresh = texts.get(place_of(recipient, "name"))
        if fresh is not None:
            recipient.name, recipient.organisation, recipient.unit = fresh[:300], None, None
    content.recipients = [each for each in content.recipients if each.name.strip()]
    _row_words(content, texts)
    _line_words(content, texts, lines)
    _assignment_words(content, texts, lines)
    _clause_words(content, texts, lines)
    without_lines(content, {pk for pk, (_, after) in lines.items() if not after})


def _row_words(content: Content, texts: Mapping[str, str]) -> None:
    """Cells, and the words the duties of their rows take from them; a merged cell speaks for the rows below it too."""
    by_block: dict[int, list[TableRow]] = defaultdict(list)
    for row in content.rows:
        by_block[row.block_id].append(row)
    columns = {block.pk: block.columns for block in content.blocks}
    tasks = {task.row_id: task for task in content.tasks if task.row_id}
    for block_id, rows in by_block.items():
        before = full_cells([SheetRow(str(row.pk), tuple(row.cells), row.kind) for row in rows])
        changed = False
        for row in rows:
            for index in range(len(row.cells)):
                fresh = texts.get(place_of(row, f"cells.{index}"))
                if fresh is not None:
                    row.cells = [*row.cells[:index], fresh, *row.cells[index + 1 :]]
                    changed = True
        if not changed:
            continue
        after = full_cells([SheetRow(str(row.pk), tuple(row.cells), row.kind) for row in rows])
        for row, old, new in zip(rows, before, after, strict=True):
            task = tasks.get(row.pk)
            if task is not None and old != new:
                said, says = words_in(old, columns[block_id]), words_in(new, columns[block_id])
                for name, words in says.items():
                    if words != said[name]:
                        setattr(task, name, words)


def _line_words(content: Content, texts: Mapping[str, str], lines: Mapping[int, tuple[str, str]]) -> None:
    for task in content.tasks:
        given = texts.get(place_of(task, "basis_text"))
        if given is not None:
            task.basis_text = given
            task.basis_task = task.basis_task if given else None
        for name in TASK_WORDS if task.block_id else ():
            setattr(task, name, _followed(getattr(task, name), texts.get(place_of(task, name)), lines, task.block_id))
        if task.block_id in lines:
            words = texts.get(place_of(task, "text")) if task.excerpt else lines[task.block_id or 0][1]
            task.text = _followed(task.text, words, lines, task.block_id)


def _followed(words: str, own: str | None, lines: Mapping[int, tuple[str, str]], block_id: int | None) -> str:
    """Words of their own as they were chosen; words cut out of a line as the line says them now."""
    if own is not None:
        return own
    if not words or block_id not in lines:
        return words
    moved = carried(words, *lines[block_id or 0])
    return words if moved is None else moved


def _assignment_words(content: Content, texts: Mapping[str, str], lines: Mapping[int, tuple[str, str]]) -> None:
    printed: dict[tuple[int, str], list[Block]] = defaultdict(list)
    for block in content.blocks:
        if block.assignment_id:
            printed[block.assignment_id, block.assignment_field].append(block)
    for each in content.assignments:
        for name, field in ASSIGNED.items():
            words = getattr(each, name)
            fresh = texts.get(place_of(each, name))
            for block in printed[each.pk, field.value]:
                if fresh is None and words and block.pk in lines:
                    fresh = carried(words, *lines[block.pk])
            if fresh is not None:
                setattr(each, name, fresh.rstrip(".; "))


def _clause_words(content: Content, texts: Mapping[str, str], lines: Mapping[int, tuple[str, str]]) -> None:
    for clause in content.clauses:
        if isinstance(clause, LegalBasis) and clause.block_id in lines:
            _reread_basis(clause, *lines[clause.block_id or 0])
            continue
        for name in CLAUSE_WORDS[type(clause)]:
            own = texts.get(place_of(clause, name))
            setattr(clause, name, _followed(getattr(clause, name), own, lines, clause.block_id))


def _reread_basis(basis: LegalBasis, before: str, after: str) -> None:
    """The document its line cites now: the one at the same turn of the line."""
    old = read_bases((PrintedBlock(BlockKind.BASIS, before),))
    new = read_bases((PrintedBlock(BlockKind.BASIS, after),))
    at = next((i for i, each in enumerate(old) if each.number == basis.number), 0)
    if at >= len(new):
        return
    found = new[at]
    if (found.number, found.date_iso) != (basis.number, basis.dated.isoformat() if basis.dated else ""):
        basis.legal_text = None
    basis.doc_type, basis.number, basis.issuer, basis.subject = (
        found.doc_type, found.number, found.issuer, found.subject,
    )  # fmt: skip
    basis.dated = dt.date.fromisoformat(found.date_iso) if found.date_iso else None


def without_lines(content: Content, gone: Collection[int]) -> None:
    """Take lines out, with the rows, duties and clauses that stand in them."""
    if not gone:
        return
    content.blocks = [block for block in content.blocks if block.pk not in gone]
    content.rows = [row for row in content.rows if row.block_id not in gone]
    rows = {row.pk for row in content.rows}
    without_tasks(
        content, {t.pk for t in content.tasks if t.block_id in gone or (t.row_id is not None and t.row_id not in rows)}
    )
    content.clauses = [each for each in content.clauses if not _stands_in(each, gone, rows)]


def _stands_in(clause: Clause, gone: Collection[int], rows: Collection[int]) -> bool:
    return clause.block_id in gone or (clause.row_id is not None and clause.row_id not in rows)


def without_tasks(content: Content, gone: Collection[int]) -> None:
    """Duties that are none any more. One that was followed for another which is gone is followed itself."""
    for task in content.tasks:
        if task.same_as_id in gone and task.pk not in gone:
            task.same_as_id, task.tracked = None, True
    content.tasks = [task for task in content.tasks if task.pk not in gone]
    content.parties = [each for each in content.parties if each.task_id not in gone]
