"""Tables of a plan: making one, and changing its columns with the cells under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from audit.record import record, snapshot
from core.exceptions import DomainError
from core.text import squeeze
from documents.official import BlockKind, RowKind
from organisations.access import Access
from plans import rules
from plans.domain.cells import COLUMN_OF, row_words
from plans.domain.drafting import add_block
from plans.domain.parties import PartyBook
from plans.domain.rows import sync_row
from plans.domain.saving import require_now, save_seen
from plans.enums import ColumnRole
from plans.models import Appendix, Block, Plan, PlanTask, TableRow

MOST_COLUMNS = 15  # what still can be read on an A4 sheet turned on its side
TASK_COLUMNS = (
    ("STT", ColumnRole.NUMBER),
    ("Nội dung nhiệm vụ", ColumnRole.CONTENT),
    ("Sản phẩm, kết quả", ColumnRole.RESULT),
    ("Cơ quan chủ trì", ColumnRole.LEAD),
    ("Cơ quan phối hợp", ColumnRole.COORDINATE),
    ("Thời gian hoàn thành", ColumnRole.DEADLINE),
)


@dataclass(frozen=True)
class Column:
    """A column as it shall be. `source` is its index until now, None for a new one."""

    title: str
    role: str = ""
    source: int | None = None


@transaction.atomic
def add_table(
    plan: Plan,
    *,
    by: Access,
    after: Block | None,
    region: str | None = None,
    appendix: Appendix | None = None,
    for_tasks: bool = True,
) -> Block:
    """An empty table: the six usual columns of a task table, or three without meaning."""
    columns = (
        [{"title": title, "role": role.value} for title, role in TASK_COLUMNS]
        if for_tasks
        else [{"title": f"Cột {index}", "role": ""} for index in (1, 2, 3)]
    )
    return add_block(plan, by=by, after=after, kind=BlockKind.TABLE, region=region, appendix=appendix, columns=columns)


@transaction.atomic
def save_columns(block: Block, *, by: Access, seen: int, columns: Sequence[Column]) -> Block:
    """Rename, add, take away columns; the cells move with them and the tasks are read from the rows again.

    Raises DomainError for a table that could not be read, EditConflict when the columns changed since `seen`.
    """
    plan = block.plan
    require_now(rules.can_edit_plan, by, plan)
    if block.kind != BlockKind.TABLE:
        raise DomainError("Dòng này không phải là bảng.")
    wanted = [Column(squeeze(each.title), each.role, each.source) for each in columns]
    if not 1 <= len(wanted) <= MOST_COLUMNS or not all(each.title for each in wanted):
        raise DomainError(f"Bảng cần từ 1 đến {MOST_COLUMNS} cột, cột nào cũng có tên.")
    roles = [each.role for each in wanted if each.role in {role.value for role in COLUMN_OF.values()}]
    twice = next((role for role in roles if roles.count(role) > 1), None)
    if twice:
        raise DomainError(f"Có hai cột cùng là “{ColumnRole(twice).label}”. Hãy để lại một cột, cột kia là cột khác.")
    before = snapshot(block, "columns")
    old_width = len(block.columns)
    block.columns = [{"title": each.title, "role": each.role} for each in wanted]
    save_seen(block, seen=seen, fields=("columns",))
    rows = list(block.rows.order_by("position"))
    if [each.source for each in wanted] != list(range(old_width)):
        for row in rows:
            row.cells = [
                row.cells[each.source] if each.source is not None and each.source < len(row.cells) else ""
                for each in wanted
            ]
            row.version += 1
        TableRow.objects.bulk_update(rows, ["cells", "version"], batch_size=200)
    _reread(block, rows, plan)
    record("Sửa cột của bảng", plan, by=by, before=before, after=snapshot(block, "columns"))
    return block


def _reread(block: Block, rows: Sequence[TableRow], plan: Plan) -> None:
    """Only rows that now say something else: a table of thousands of rows keeps its tasks when a title changes."""
    tasks = {task.row_id: task for task in PlanTask.objects.filter(row__block=block)}
    book: PartyBook | None = None
    above: list[str | None] = []
    for row in rows:
        row.block = block
        cells = [above[at] if cell is None and at < len(above) else cell for at, cell in enumerate(row.cells)]
        above = cells if row.kind == RowKind.DATA else []
        words, task = row_words(row, block.columns, cells), tasks.get(row.pk)
        duty = row.kind == RowKind.DATA and bool(words["text"])
        if (task is not None) == duty and (task is None or all(getattr(task, n) == v for n, v in words.items())):
            continue
        book = book or PartyBook(plan.organisation)
        sync_row(row, plan=plan, book=book)
