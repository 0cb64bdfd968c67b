"""A plan's rows as the one value object that printing takes."""

from __future__ import annotations

from collections import defaultdict

from documents.official import (
    Appendix,
    Block,
    BlockKind,
    Letterhead,
    OfficialDocument,
    Recipient,
    Row,
    RowKind,
    Signature,
    Table,
)
from plans import models
from plans.models import Plan
from plans.reading.draft import Region


def official_document(plan: Plan) -> OfficialDocument:
    """The plan as it is printed. Four queries, whatever its length."""
    rows: dict[int, list[models.TableRow]] = defaultdict(list)
    for row in models.TableRow.objects.filter(block__plan=plan).order_by("block_id", "position"):
        rows[row.block_id].append(row)
    preamble: list[Block] = []
    body: list[Block] = []
    appended: dict[int, list[Block]] = defaultdict(list)
    for line in models.Block.objects.filter(plan=plan).order_by("position"):
        block = Block(
            kind=BlockKind(line.kind),
            text=line.text,
            marker=line.marker,
            level=line.level,
            table=_table(line, rows[line.pk]) if line.kind == BlockKind.TABLE else None,
        )
        if line.region == Region.APPENDIX and line.appendix_id:
            appended[line.appendix_id].append(block)
        else:
            (preamble if line.region == Region.PREAMBLE else body).append(block)
    signed = plan.authority_lines or plan.signer_position or plan.signer_name
    return OfficialDocument(
        letterhead=Letterhead(
            parent_agency=tuple(plan.parent_agency_lines),
            agency=tuple(plan.agency_lines),
            number=plan.number,
            symbol=plan.symbol,
            place=plan.place,
            date_text=plan.date_text,
        ),
        type_name=plan.type_name,
        title=plan.title,
        addressees=tuple(plan.addressees),
        preamble=tuple(preamble),
        body=tuple(body),
        recipients=tuple(Recipient(each.name, each.purpose) for each in plan.recipients.all()),
        signatures=(
            (Signature(tuple(plan.authority_lines), plan.signer_position, plan.signer_name),) if signed else ()
        ),
        appendices=tuple(
            Appendix(each.label, each.title, each.indication, tuple(appended[each.pk]))
            for each in plan.appendices.all()
        ),
    )


def _table(block: models.Block, rows: list[models.TableRow]) -> Table:
    return Table(
        columns=tuple(column["title"] for column in block.columns),
        rows=tuple(Row(tuple(row.cells), RowKind(row.kind)) for row in rows),
    )
