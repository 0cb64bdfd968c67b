"""All rows of a plan in hand: to be looked through, or changed in memory and written into another plan."""

from __future__ import annotations

from dataclasses import dataclass, field

from plans.models import (
    Appendix,
    AssignmentBlock,
    Block,
    DisclosureClause,
    LegalBasis,
    Plan,
    PlanTask,
    Recipient,
    ReportingClause,
    TableRow,
    Target,
    TaskUnit,
)
from plans.models.content import Clause

# Everything that may stand in a line or a row and be found there again.
CLAUSES: tuple[type[Clause], ...] = (LegalBasis, Target, DisclosureClause, ReportingClause)


@dataclass
class Content:
    """The rows of one plan, in reading order. They point at each other by their old ids until they are written.

    A row taken out of its list is not written; whatever pointed at it then points at nothing, and a
    task or party without its place is left out.
    """

    appendices: list[Appendix] = field(default_factory=list)
    assignments: list[AssignmentBlock] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)
    tasks: list[PlanTask] = field(default_factory=list)
    parties: list[TaskUnit] = field(default_factory=list)
    recipients: list[Recipient] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)


def content_of(plan: Plan) -> Content:
    """Everything on the paper in eleven queries, whatever its length; duties given after the issue are not."""
    return Content(
        appendices=list(Appendix.objects.filter(plan=plan)),
        assignments=list(AssignmentBlock.objects.filter(plan=plan)),
        blocks=list(Block.objects.filter(plan=plan).order_by("position", "pk")),
        rows=list(TableRow.objects.filter(block__plan=plan).order_by("block_id", "position", "pk")),
        tasks=list(PlanTask.objects.filter(plan=plan).printed()),
        parties=list(TaskUnit.objects.filter(plan=plan)),
        recipients=list(Recipient.objects.filter(plan=plan)),
        clauses=[row for kind in CLAUSES for row in kind._default_manager.filter(plan=plan)],
    )
