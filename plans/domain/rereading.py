"""Clauses as a reading finds them: of a text taken in, and of a plan written by hand when a person asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max

from audit.record import record
from core.text import fold
from documents.reading.assemble import DocumentReading
from organisations.access import Access
from plans import rules
from plans.domain.bases import link_bases
from plans.domain.saving import require_now
from plans.domain.tasks import stored, understood
from plans.models import Block, DisclosureClause, LegalBasis, Plan, ReportingClause, TableRow, Target
from plans.official import official_document
from plans.reading.draft import Place, PlanReading, Region
from plans.reading.reader import understand

Line = tuple[Block | None, TableRow | None]


def clause_rows(plan: Plan, reading: PlanReading, where: Callable[[Place], Line]) -> dict[type[Any], list[Any]]:
    """Unsaved rows of each kind, in reading order; `where` gives the line that stands at a place."""

    def at(place: Place, position: int) -> dict[str, Any]:
        block, row = where(place)
        return {"plan": plan, "position": position, "block": block, "row": row}

    return {
        LegalBasis: [
            LegalBasis(
                **at(each.place, i), doc_type=each.doc_type, number=each.number, dated=each.date_iso or None,
                issuer=each.issuer, subject=each.subject,
            )
            for i, each in enumerate(reading.bases)
        ],
        Target: [
            Target(
                **at(each.place, i), text=each.text, metric=each.metric, value=each.value, comparator=each.comparator
            )
            for i, each in enumerate(reading.targets)
        ],
        DisclosureClause: [
            DisclosureClause(
                **at(each.place, i), item=each.item, channels=list(each.channels), timing_text=each.frequency,
                deadline=stored(each.deadline),
            )
            for i, each in enumerate(reading.disclosures)
        ],
        ReportingClause: [
            ReportingClause(
                **at(each.place, i), text=each.text, period=each.period, due_text=each.due_rule,
                deadline=stored(each.deadline),
            )
            for i, each in enumerate(reading.reports)
        ],
    }  # fmt: skip


@transaction.atomic
def reread_clauses(plan: Plan, *, by: Access) -> int:
    """Add what the lines say and no clause of that kind says yet; how many were added.

    What a person wrote, corrected or took from elsewhere stays as it is.
    """
    require_now(rules.can_edit_plan, by, plan)
    reading = understand(DocumentReading(document=official_document(plan)))
    added = 0
    for kind, rows in clause_rows(plan, reading, _lines_of(plan)).items():
        known = list(kind.objects.filter(plan=plan))
        lines = {(each.block_id, each.row_id) for each in known}
        without_line = {fold(str(each)) for each in known if each.block_id is None}
        fresh = [
            each for each in rows if (each.block_id, each.row_id) not in lines and fold(str(each)) not in without_line
        ]
        last = kind.objects.filter(plan=plan).aggregate(last=Max("position"))["last"]
        for position, each in enumerate(fresh, 0 if last is None else last + 1):
            each.position = position
            _complete(each, plan)
        kind.objects.bulk_create(fresh)
        added += len(fresh)
    link_bases(plan)
    if added:
        record("Đọc lại từ các dòng", plan, by=by, note=f"Thêm {added} mục")
    return added


def _complete(clause: Any, plan: Plan) -> None:
    """A time without a year is of the plan's year, which the title need not name."""
    if isinstance(clause, DisclosureClause):
        clause.deadline = understood(clause.timing_text, plan)
    elif isinstance(clause, ReportingClause):
        clause.deadline = understood(clause.due_text, plan)


def _lines_of(plan: Plan) -> Callable[[Place], Line]:
    """The plan's rows by the places they have in `official_document`."""
    appendices = {pk: index for index, pk in enumerate(plan.appendices.values_list("pk", flat=True))}
    parts: dict[tuple[Region, int], list[Block]] = defaultdict(list)
    for block in Block.objects.filter(plan=plan).order_by("position"):
        if block.region == Region.APPENDIX and block.appendix_id:
            parts[Region.APPENDIX, appendices[block.appendix_id]].append(block)
        else:
            parts[Region.PREAMBLE if block.region == Region.PREAMBLE else Region.BODY, 0].append(block)
    blocks = {
        Place(region, index, appendix=number): block
        for (region, number), lines in parts.items()
        for index, block in enumerate(lines)
    }
    rows: dict[int, list[TableRow]] = defaultdict(list)
    for row in TableRow.objects.filter(block__plan=plan).order_by("block_id", "position"):
        rows[row.block_id].append(row)

    def where(place: Place) -> Line:
        block = blocks.get(replace(place, row=None))
        return block, rows[block.pk][place.row] if block and place.row is not None else None

    return where
