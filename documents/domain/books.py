"""Printing the book of outgoing papers: a short one at once, a long one in the background."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.template.loader import render_to_string

from core.exceptions import DomainError
from documents.checks import printing_available
from documents.domain import work
from documents.domain.attachments import store_file
from documents.models import Attachment, RegisterEntry, WorkItem
from documents.queries_register import COMMON, book_lines, series_label
from documents.register_book import TITLES
from organisations.access import Access
from organisations.models import Organisation

KIND = "register-book"
LINES_AT_ONCE = 250  # about two seconds of a print


def print_book(organisation: Organisation, year: int, series: str, *, by: Access) -> bytes | WorkItem:
    """The PDF of a book, or the work row that makes it. Raises DomainError with the missing packages."""
    available = printing_available()
    if not available:
        raise DomainError(available.reason)
    rows = RegisterEntry.objects.filter(organisation=organisation, register__year=year)
    state = (
        rows.filter(register__series=_stored(series)).order_by("pk").values_list("pk", "version", "state", "updated_at")
    )
    found = list(state)
    if len(found) <= LINES_AT_ONCE:
        return book_pdf(organisation, year, series)
    key = hashlib.sha256(repr((year, series, found)).encode()).hexdigest()  # what changed is printed anew
    return work.ask_for(KIND, organisation=organisation, key=key, by=by, arguments={"year": year, "series": series})


def print_work(item: WorkItem) -> Attachment:
    """The handler of KIND."""
    year, series = int(item.arguments["year"]), str(item.arguments["series"])
    pdf = book_pdf(item.organisation, year, series)
    return store_file(
        organisation=item.organisation, name=f"so-van-ban-di-{year}-{series.lower() or 'chung'}.pdf", data=pdf,
        content_type="application/pdf", by=Access.system(item.organisation),
    )  # fmt: skip


def book_pdf(organisation: Organisation, year: int, series: str) -> bytes:
    from documents.render.working_paper import print_working_paper  # WeasyPrint

    lines = book_lines(organisation, year, series)
    days = [line.dated_on for line in lines] or [dt.date(year, 1, 1)]
    context = {
        "organisation": organisation, "year": year, "series": series_label(_stored(series)), "titles": TITLES,
        "lines": lines, "first": days[0], "last": days[-1],
    }  # fmt: skip
    return print_working_paper(render_to_string("documents/print/register.html", context))


def _stored(series: str) -> str:
    return "" if series == COMMON else series
