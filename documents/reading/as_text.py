"""OfficialDocument → canonical plain text: what `read_document` reads back as the same document."""

from __future__ import annotations

from collections.abc import Iterator

from documents.official import (
    MOTTO,
    NATIONAL_TITLE,
    Appendix,
    Block,
    BlockKind,
    Form,
    OfficialDocument,
    Signature,
    Table,
    n30_number,
)


def to_text(document: OfficialDocument) -> str:
    """The document as lines of text, tables as tab-separated rows.

    A cell merged downwards is printed empty and a line feed in a cell as a space: text cannot say more.
    """
    return "\n".join(_lines(document)).strip() + "\n"


def _lines(document: OfficialDocument) -> Iterator[str]:
    sheet = document.letterhead
    yield from sheet.parent_agency
    yield from sheet.agency
    if sheet.agency:
        yield NATIONAL_TITLE
        yield MOTTO
    if sheet.number or sheet.symbol:
        symbol = f"/{sheet.symbol}" if sheet.symbol else ""
        yield f"Số: {n30_number(sheet.number)}{symbol}"
    if document.form is Form.LETTER and document.title:
        yield f"V/v {document.title}"
    if sheet.date_text:
        yield f"{sheet.place}, {sheet.date_text}" if sheet.place else sheet.date_text
    yield from (line for line in (document.urgency, document.circulation) if line)
    yield ""
    if document.type_name:
        yield document.type_name
        yield document.title
        yield ""
    if document.deciding_authority:
        yield document.deciding_authority
        yield ""
    if len(document.addressees) == 1:
        yield f"Kính gửi: {document.addressees[0]}"
        yield ""
    elif document.addressees:
        yield "Kính gửi:"
        yield from (f"- {name};" for name in document.addressees)
        yield ""
    yield from _blocks(document.preamble)
    if document.form is Form.DECISION:
        yield "QUYẾT ĐỊNH:"
        yield ""
    yield from _blocks(document.body)
    if document.recipients:
        yield "Nơi nhận:"
        for item in document.recipients:
            purpose = f" ({item.purpose})" if item.purpose else ""
            yield f"- {item.name}{purpose}{'.' if item.is_filing else ';'}"
        yield ""
    for signature in document.signatures:
        yield from _signature(signature)
    for appendix in document.appendices:
        yield from _appendix(appendix)


def _signature(signature: Signature) -> Iterator[str]:
    yield from signature.authority
    yield from (line for line in (signature.position, "", signature.name) if line is not None)
    yield ""


def _appendix(appendix: Appendix) -> Iterator[str]:
    yield from (line for line in (appendix.label, appendix.title, appendix.indication) if line)
    yield ""
    yield from _blocks(appendix.blocks)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if block.kind is BlockKind.TABLE and block.table is not None:
            yield from _table(block.table)
        else:
            yield block.printed
        yield ""


def _table(table: Table) -> Iterator[str]:
    if any(table.columns):
        yield "\t".join(table.columns)
    for row in table.rows:
        yield "\t".join(" ".join((cell or "").split()) for cell in row.cells)
