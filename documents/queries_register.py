"""The book of outgoing papers as pages show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from core.matching import saying
from core.wanted import Wanted
from documents.enums import EntryState, NumberingScheme
from documents.models import NumberingRule, Register, RegisterEntry
from documents.numbering import type_label, type_of
from documents.papers import addresses_of
from documents.register_book import Line
from organisations.access import Access
from organisations.models import Organisation

COMMON = "chung"  # the common series in an address
MOST_LINES = 20_000


@dataclass(frozen=True)
class BookFilters:
    year: int
    series: str = ""  # a kind, COMMON, or blank for all
    state: str = ""
    words: Wanted | None = None


@dataclass(frozen=True)
class BookLine:
    """A line of the book. `gap` names the numbers below it that nobody entered ("61–96"); `url` is the paper's page."""

    entry: RegisterEntry
    gap: str
    url: str

    @property
    def tone(self) -> str:
        return {EntryState.HELD: "warn", EntryState.CANCELLED: "idle"}.get(EntryState(self.entry.state), "ok")


def series_label(series: str) -> str:
    return type_label(series) if series else "Sổ chung"


def books_of(organisation: Organisation | None, year: int) -> list[Register]:
    return list(Register.objects.filter(organisation=organisation, year=year).order_by("series"))


def years_of(organisation: Organisation | None, today: dt.date) -> list[int]:
    found = set(Register.objects.filter(organisation=organisation).values_list("year", flat=True))
    return sorted(found | {today.year}, reverse=True)


def entries(access: Access, filters: BookFilters) -> QuerySet[RegisterEntry]:
    """The newest first; in one book by number, over several by day."""
    rows = RegisterEntry.objects.filter(organisation=access.organisation, register__year=filters.year)
    if filters.series:
        rows = rows.filter(register__series="" if filters.series == COMMON else filters.series)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.words:
        rows = rows.filter(saying(filters.words, "search"))
    order = ("-number", "-suffix") if filters.series else ("-dated_on", "-number", "-suffix")
    return rows.order_by(*order, "-pk")


def lines_of(rows: Sequence[int]) -> list[BookLine]:
    """The lines with these ids in their order; two queries and one a kind of paper."""
    lower = RegisterEntry.objects.filter(register=OuterRef("register"), number__lt=OuterRef("number"))
    found = (
        RegisterEntry.objects.filter(pk__in=rows)
        .select_related("register", "document")
        .defer("document__content", "document__search")
        .annotate(below=Subquery(lower.order_by("-number").values("number")[:1]))
        .in_bulk()
    )
    shown = [found[key] for key in rows if key in found]
    pages = addresses_of([(each.document.pk, each.document.kind) for each in shown if each.document is not None])
    return [BookLine(each, _gap(each), pages.get(each.document_id or 0, "")) for each in shown]


def _gap(entry: RegisterEntry) -> str:
    if entry.suffix:
        return ""
    below: int = getattr(entry, "below", None) or entry.register.opened_at
    below = max(below, entry.register.opened_at)
    first, last = below + 1, entry.number - 1
    if first > last:
        return ""
    return str(first) if first == last else f"{first}–{last}"


def entry_here(access: Access, entry_id: int) -> RegisterEntry:
    rows = RegisterEntry.objects.of(access).select_related("register", "organisation", "document")
    return get_object_or_404(rows.defer("document__content", "document__search"), pk=entry_id)


def version_now(entry: RegisterEntry) -> int:
    """As stored, after somebody else wrote: what was typed is sent again over it, knowingly."""
    return RegisterEntry.objects.values_list("version", flat=True).get(pk=entry.pk)


def held_before(access: Access, day: dt.date) -> int:
    """How many numbers have been held since before this day; a paper is issued on the day it is signed, or the next
    working day (NĐ 30/2020, Điều 18)."""
    held = RegisterEntry.objects.filter(organisation=access.organisation, state=EntryState.HELD)
    return held.filter(dated_on__lt=day).count()


def numbering_of(organisation: Organisation | None, year: int) -> tuple[NumberingScheme, list[str]]:
    """How this year's papers are numbered: the scheme, and the kinds with a series of their own."""
    rule = NumberingRule.objects.filter(organisation=organisation, from_year__lte=year).order_by("-from_year").first()
    return (NumberingScheme(rule.scheme), list(rule.own_types)) if rule else (NumberingScheme.EACH, [])


def year_has_begun(organisation: Organisation | None, year: int) -> bool:
    """A year with numbers keeps its way of numbering."""
    return RegisterEntry.objects.filter(register__organisation=organisation, register__year__gte=year).exists()


def proposed_number(organisation: Organisation, symbol: str, year: int) -> int | None:
    """What the next paper with this symbol would be numbered, where the book of that year was begun."""
    series = series_of(organisation, symbol, year)
    last = Register.objects.filter(organisation=organisation, year=year, series=series).values_list(
        "last_number", flat=True
    )
    return next((number + 1 for number in last if number), None)


def series_of(organisation: Organisation, symbol: str, year: int) -> str:
    """The series a paper with this symbol is numbered in that year; blank for the common one."""
    kind = type_of(symbol)
    scheme, own = numbering_of(organisation, year)
    if scheme == NumberingScheme.EACH:
        return kind
    return kind if scheme == NumberingScheme.SOME and kind in own else ""


def leap_before(organisation: Organisation, symbol: str, year: int, number: int) -> tuple[int, int]:
    """The last number of the book, and how many numbers would be passed over; none in a book without lines."""
    book = Register.objects.filter(organisation=organisation, year=year, series=series_of(organisation, symbol, year))
    last = next(iter(book.values_list("last_number", flat=True)), 0)
    return last, max(number - last - 1, 0) if last else 0


def symbols_used(organisation: Organisation | None) -> list[str]:
    """What the form offers: symbols of this office's papers, the most used kinds first."""
    rows = RegisterEntry.objects.filter(organisation=organisation).order_by("-pk").values_list("symbol", flat=True)
    return list(dict.fromkeys(rows[:300]))[:12]


def book_lines(organisation: Organisation, year: int, series: str) -> list[Line]:
    """A whole book in its order, for print and Excel; a year of a commune has some thousands of lines."""
    rows = RegisterEntry.objects.filter(
        organisation=organisation, register__year=year, register__series="" if series == COMMON else series
    )
    return [_line(each) for each in rows.order_by("number", "suffix")[:MOST_LINES]]


def _line(entry: RegisterEntry) -> Line:
    words = entry.title if entry.state != EntryState.CANCELLED else ""
    state = {EntryState.CANCELLED: f"Số hủy: {entry.reason}", EntryState.HELD: "Đang giữ số"}.get(
        EntryState(entry.state)
    )
    content = (
        f"{entry.type_name.capitalize()} {words[:1].lower() + words[1:] if words[1:2].islower() else words}".strip()
    )
    return Line(
        entry.notation, entry.dated_on, content, entry.signer_name, entry.recipients, entry.filed_with, entry.copies,
        entry.sent_on, entry.received_by, "; ".join(filter(None, (state, entry.note))),
    )  # fmt: skip
