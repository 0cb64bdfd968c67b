"""Prints kept by content: the same text is rendered once, whoever looks at it.

A preview is a file named by the document's content key under MEDIA_ROOT/prints and may be thrown
away at any time; an issued paper's PDF is an attachment and stays for ever.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.db import transaction

from core.codec import from_plain, to_plain
from core.exceptions import DomainError
from documents.checks import printing_available
from documents.domain import work
from documents.domain.attachments import NOT_WRITABLE, store_file
from documents.models import Attachment, IssuedDocument, WorkItem
from documents.official import OfficialDocument
from documents.render.key import content_key
from organisations.access import Access
from organisations.models import Organisation

logger = logging.getLogger(__name__)
KIND = "print"
KEPT_DAYS = 30
# What a render costs on the reference machine: about 30 ms a page (docs/printing.md).
_START, _PER_PAGE, _CHARACTERS, _ROWS = 0.1, 0.035, 2200, 12
INLINE_SECONDS = 0.8


def print_path(key: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "prints" / key[:2] / f"{key}.pdf"


def estimated_seconds(document: OfficialDocument) -> float:
    """How long rendering will take, from the amount of text and table rows."""
    characters = rows = 0
    for block in document.blocks():
        characters += len(block.text)
        if block.table:
            rows += len(block.table.rows)
            characters += sum(len(cell or "") for row in block.table.rows for cell in row.cells)
    return _START + _PER_PAGE * (1 + characters / _CHARACTERS + rows / _ROWS)


def pdf_of(document: OfficialDocument, *, organisation: Organisation, by: Access) -> Path | WorkItem:
    """The print of this text: its file when it is there or quick to make, else the work row to wait for.

    Raises DomainError with the missing packages when printing is off.
    """
    key = content_key(document)
    path = print_path(key)
    if path.exists():
        os.utime(path)
        return path
    _require_printing()
    if estimated_seconds(document) <= INLINE_SECONDS:
        return _render_to(path, document)
    return work.ask_for(KIND, organisation=organisation, key=key, by=by, arguments={"content": to_plain(document)})


def render_work(item: WorkItem) -> Attachment | None:
    """The handler of KIND: makes the file; the row itself carries no result."""
    document = from_plain(OfficialDocument, item.arguments["content"])
    path = print_path(item.key)
    if not path.exists():
        _require_printing()
        _render_to(path, document)
    WorkItem.objects.filter(pk=item.pk).update(arguments={})
    return None


def keep_issued_pdf(issued_id: int) -> Attachment | None:
    """Render an issued paper once and keep its bytes with their hash. Does nothing when they are kept already."""
    issued = IssuedDocument.objects.select_related("organisation", "pdf").get(pk=issued_id)
    if issued.pdf_id:
        return issued.pdf
    if not printing_available():
        return None  # asked for again when somebody opens the paper
    from documents.render.pdf import render_pdf

    data = render_pdf(from_plain(OfficialDocument, issued.content), created=issued.issued_on)
    with transaction.atomic():
        pdf = store_file(
            organisation=issued.organisation,
            name=f"{issued.number}-{issued.symbol}-{issued.year}.pdf",
            data=data,
            content_type="application/pdf",
            by=Access.system(issued.organisation),
        )
        IssuedDocument.objects.filter(pk=issued.pk, pdf__isnull=True).update(pdf=pdf)
    return pdf


def prune(*, now: float | None = None) -> int:
    """Throw away previews nobody opened for a month. Returns how many."""
    oldest = (now or time.time()) - dt.timedelta(days=KEPT_DAYS).total_seconds()
    thrown = 0
    for path in (Path(settings.MEDIA_ROOT) / "prints").glob("*/*.pdf"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            thrown += 1
    return thrown


def _require_printing() -> None:
    available = printing_available()
    if not available:
        raise DomainError(available.reason)


def _render_to(path: Path, document: OfficialDocument) -> Path:
    from documents.render.pdf import render_pdf

    data = render_pdf(document)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and renamed: a reader never sees half a file, a crash leaves none.
        handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
    except OSError:
        raise _not_written(path) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        return Path(aside).replace(path)
    except OSError:
        Path(aside).unlink(missing_ok=True)
        raise _not_written(path) from None


def _not_written(path: Path) -> DomainError:
    logger.exception("print %s not kept", path.name)
    return DomainError(NOT_WRITABLE)
