"""The plan as it looks on paper, page by page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Q

from documents.official import BlockKind
from plans.models import Appendix, Block, Plan, PlanTask, TableRow
from plans.queries.listing import page_of
from plans.queries.tasks import Summary, TaskFact, TaskView, summary_of, task_facts, task_view
from plans.reading.draft import Region

LINES_A_PAGE = 300  # lines of one paper on one screen; longer plans have further pages
ROWS_SHOWN = 100  # rows of one table on the paper and on one page of its own screen


@dataclass(frozen=True)
class RowView:
    row: TableRow
    cells: list[str | None]
    task: TaskView | None


@dataclass(frozen=True)
class LineView:
    """One line of the paper. `hidden_rows` are those of a long table that only its own screen shows."""

    block: Block
    tasks: list[TaskView] = field(default_factory=list)
    rows: list[RowView] = field(default_factory=list)
    row_count: int = 0

    @property
    def hidden_rows(self) -> int:
        return max(self.row_count - len(self.rows), 0)


@dataclass(frozen=True)
class Part:
    """Preamble, body, or one appendix, as much of it as stands on this page."""

    region: str
    appendix: Appendix | None
    lines: list[LineView]


@dataclass(frozen=True)
class OutlineItem:
    id: int
    text: str
    level: int
    tasks: int
    page: int
    anchor: str


@dataclass(frozen=True)
class Paper:
    """`ending`: Nơi nhận and signature stand on this page, between `main` and `appended`.

    `appendices`: how many the plan has, on whichever page.
    """

    main: list[Part]
    ending: bool
    appended: list[Part]
    outline: list[OutlineItem]
    page: Page[Any]
    summary: Summary
    appendices: int = 0

    @property
    def parts(self) -> list[Part]:
        return [*self.main, *self.appended]

    def line(self, block_id: int) -> LineView | None:
        return next((line for part in self.parts for line in part.lines if line.block.pk == block_id), None)


_REGIONS = [Region.PREAMBLE.value, Region.BODY.value, Region.APPENDIX.value]


def paper_of(plan: Plan, *, number: Any = 1, at: int | None = None) -> Paper:
    """One page of the plan as it looks on paper; with `at` the page on which that line stands."""
    appendices = {each.pk: each for each in Appendix.objects.filter(plan=plan)}
    rank = {pk: each.position for pk, each in appendices.items()}
    blocks = sorted(
        Block.objects.filter(plan=plan),
        key=lambda each: (_REGIONS.index(each.region), rank.get(each.appendix_id or 0, 0), each.position, each.pk),
    )
    if at is not None:
        place = next((index for index, block in enumerate(blocks) if block.pk == at), 0)
        number = place // LINES_A_PAGE + 1
    page = page_of(blocks, number, LINES_A_PAGE)
    facts = task_facts(plan)
    lines = _line_views(plan, list(page.object_list))
    parts: list[Part] = []
    for line in lines:
        block = line.block
        appendix = appendices.get(block.appendix_id or 0)
        if not parts or (parts[-1].region, parts[-1].appendix) != (block.region, appendix):
            parts.append(Part(block.region, appendix, []))
        parts[-1].lines.append(line)
    if not page.has_next():
        filled = {block.appendix_id for block in blocks}
        parts += [Part(Region.APPENDIX, each, []) for pk, each in appendices.items() if pk not in filled]
    main_lines = sum(block.region != Region.APPENDIX for block in blocks)
    return Paper(
        main=[part for part in parts if part.region != Region.APPENDIX],
        ending=(page.start_index() or 1) <= max(main_lines, 1) <= max(page.end_index(), 1),
        appended=[part for part in parts if part.region == Region.APPENDIX],
        outline=_outline(blocks, appendices, facts),
        page=page,
        summary=summary_of(facts),
        appendices=len(appendices),
    )


def _outline(blocks: Sequence[Block], appendices: dict[int, Appendix], facts: Sequence[TaskFact]) -> list[OutlineItem]:
    """Headings and appendices, each with the tasks between it and the next one."""
    on_line = Counter(fact.line for fact in facts)
    out: list[dict[str, Any]] = []
    appendix: int | None = None
    for index, block in enumerate(blocks):
        if block.appendix_id and block.appendix_id != appendix:
            appendix = block.appendix_id
            out.append(
                {"id": 0, "text": str(appendices[appendix]) or "Phụ lục", "level": 1, "tasks": 0,
                 "page": index // LINES_A_PAGE + 1, "anchor": f"phu-luc-{appendix}"}
            )  # fmt: skip
        if block.is_heading:
            out.append(
                {"id": block.pk, "text": f"{block.marker} {block.text}".strip(), "level": min(block.level, 4),
                 "tasks": 0, "page": index // LINES_A_PAGE + 1, "anchor": f"dong-{block.pk}"}
            )  # fmt: skip
        if out:
            out[-1]["tasks"] += on_line[block.pk]
    return [OutlineItem(**each) for each in out]


def _line_views(plan: Plan, blocks: Sequence[Block]) -> list[LineView]:
    tables = [block.pk for block in blocks if block.kind == BlockKind.TABLE]
    rows: dict[int, list[TableRow]] = defaultdict(list)
    counts: dict[int, int] = {}
    if tables:
        for row in TableRow.objects.filter(block__in=tables, position__lt=ROWS_SHOWN).order_by("position"):
            rows[row.block_id].append(row)
        counts = dict(
            TableRow.objects.filter(block__in=tables)
            .values_list("block")
            .annotate(n=Count("pk"))
            .values_list("block", "n")
        )
    by_line: dict[int, list[TaskView]] = defaultdict(list)
    by_row: dict[int, TaskView] = {}
    if blocks:
        wanted = Q(block__in=[block.pk for block in blocks])
        if tables:
            wanted |= Q(row__block__in=tables, row__position__lt=ROWS_SHOWN)
        for task in PlanTask.objects.filter(wanted, plan=plan).select_related("assignment", "person").order_by("pk"):
            if task.row_id:
                by_row[task.row_id] = task_view(task)
            else:
                by_line[task.block_id or 0].append(task_view(task))
    return [
        LineView(
            block=block,
            tasks=by_line.get(block.pk, []),
            rows=[RowView(row, list(row.cells), by_row.get(row.pk)) for row in rows.get(block.pk, [])],
            row_count=counts.get(block.pk, 0),
        )
        for block in blocks
    ]


def table_rows(block: Block, number: Any) -> Page[Any]:
    """One page of a table's rows, as RowView."""
    page = page_of(block.rows.order_by("position"), number, ROWS_SHOWN)
    rows = list(page.object_list)
    tasks = {
        task.row_id: task_view(task)
        for task in PlanTask.objects.filter(row__in=[row.pk for row in rows]).select_related("assignment", "person")
    }
    page.object_list = [RowView(row, list(row.cells), tasks.get(row.pk)) for row in rows]
    return page
