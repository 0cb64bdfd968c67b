"""Is every word of a document on its paper, in order, and none twice?

Compared letter by letter without white space, because a line end may stand inside a long word.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator

from documents.official import MOTTO, NATIONAL_TITLE, Block, BlockKind, Form, OfficialDocument
from documents.render import wording
from documents.render.measure import measure
from documents.render.text import clean, one_line

_SHOWN = 40  # characters of context in a fault


def _solid(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def _parts(parts: list[wording.Part]) -> str:
    return "".join(part for part in parts if isinstance(part, str))


def _block(block: Block) -> Iterator[str]:
    if block.kind is not BlockKind.TABLE:
        yield block.printed
    elif block.table is not None:
        yield from block.table.columns
        for row in block.table.rows:
            yield from (cell or "" for cell in row.cells)


def _body(document: OfficialDocument) -> Iterator[str]:
    head = document.letterhead
    yield from wording.lines(head.parent_agency)
    yield from wording.lines(head.agency)
    yield NATIONAL_TITLE
    yield MOTTO
    yield _parts(wording.number_line(document))
    if document.form is Form.LETTER:
        yield wording.title(document)
    yield _parts(wording.place_line(head))
    yield document.urgency
    yield document.circulation
    if document.form is not Form.LETTER:
        yield document.type_name
        yield wording.title(document)
    if document.form is Form.DECISION:
        yield document.deciding_authority
    addressees = wording.addressee_lines(document)
    if addressees:
        yield wording.ADDRESSEES_LABEL
        yield from addressees
    for block in document.preamble:
        yield from _block(block)
    if wording.needs_decides(document):
        yield wording.DECIDES
    for block in document.body:
        yield from _block(block)


def _recipients(document: OfficialDocument) -> Iterator[str]:
    lines = wording.recipient_lines(document)
    if lines:
        yield wording.RECIPIENTS_LABEL
        yield from lines
    yield document.drafter_mark


def _signatures(document: OfficialDocument) -> Iterator[str]:
    for signature in document.signatures:
        yield from wording.lines(signature.authority)
        yield signature.position
        yield signature.name


def _appendices(document: OfficialDocument) -> Iterator[str]:
    for appendix in wording.appendices(document):
        yield from (one_line(appendix.label), one_line(appendix.title), one_line(appendix.indication))
        for block in appendix.blocks:
            yield from _block(block)


def expected_text(document: OfficialDocument) -> str:
    """Every letter of the print in reading order, without white space and without ô 13 at the page foot."""
    closing = [_recipients(document), _signatures(document)]
    if len(document.signatures) > 1:
        closing.reverse()
    texts = [*_body(document), *closing[0], *closing[1], *_appendices(document)]
    return _solid("".join(map(clean, texts)))


def _headers(document: OfficialDocument) -> list[str]:
    tables = [block.table for block in document.blocks() if block.table]
    headers = {_solid("".join(map(clean, table.columns))) for table in tables}
    return sorted(filter(None, headers), key=len, reverse=True)


def pdf_pages(pdf: bytes) -> list[str]:
    """The letters of each page in drawing order, page numbers left out."""
    paper = measure(pdf)
    return [
        _solid("".join(line.text for line in paper.text_lines if line.page == sheet.number)) for sheet in paper.sheets
    ]


def _repeated(page: str, headers: list[str], expected: str, done: int) -> str:
    """The table header a page begins with, if it is not the header's own place; else the empty string."""
    return next((h for h in headers if page.startswith(h) and not expected.startswith(h, done)), "")


def docx_text(data: bytes) -> str:
    """The letters of a Word file's body in order; headers and footers left out, merged cells once."""
    from docx import Document
    from docx.oxml.ns import qn

    body = Document(io.BytesIO(data)).element.body
    return _solid("".join(node.text or "" for node in body.iter(qn("w:t"))))


def _compare(expected: str, printed: str) -> list[str]:
    if expected == printed:
        return []
    at = 0
    while at < min(len(expected), len(printed)) and expected[at] == printed[at]:
        at += 1
    return [
        f"Chữ thứ {at + 1}: văn bản có “{expected[max(0, at - 10) : at + _SHOWN]}”, "
        f"bản in có “{printed[max(0, at - 10) : at + _SHOWN]}”."
    ]


def missing_words(document: OfficialDocument, pdf: bytes) -> list[str]:
    """What differs between the document's words and the PDF's, as Vietnamese sentences; empty where nothing does.

    Table headers repeated at the top of a page are expected and left out; ô 13 must stand once, anywhere.
    """
    expected = expected_text(document)
    contact = _solid(clean(document.contact))
    headers = _headers(document)
    faults: list[str] = []
    printed = ""
    for number, page in enumerate(pdf_pages(pdf), 1):
        letters = page
        if number == 1 and contact:
            if contact not in page:
                faults.append("Không thấy dòng địa chỉ liên hệ ở trang 1.")
            letters = page.replace(contact, "", 1)
        printed += letters.removeprefix(_repeated(letters, headers, expected, len(printed)))
    return faults + _compare(expected, printed)


def missing_words_docx(document: OfficialDocument, data: bytes) -> list[str]:
    """As `missing_words`, for a Word file."""
    expected = expected_text(document)
    printed = docx_text(data)
    return _compare(expected, printed)
