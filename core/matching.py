"""Wanted words as a filter of rows that keep a folded column (core.text.fold)."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from core.wanted import BEFORE_WORDS, Number, Term, Wanted, Year


def saying(
    wanted: Wanted,
    column: str = "search",
    *,
    is_document: bool = False,
    of_year: Callable[[Year], Q] | None = None,
    of_number: Callable[[Number], Q] | None = None,
) -> Q:
    """Rows whose `column` says all that is wanted; nothing wanted leaves all rows.

    `is_document`: the column holds the row's own number, behind a space ("… 97/kh-ubnd …"), so that it is
    looked for there and not within longer numbers and dates. `of_year`, `of_number`: rows that are meant by a year or
    a number without naming it.
    """

    def condition(term: Term) -> Q:
        if isinstance(term, Number):
            found = _numbered(column, term, begins=wanted.is_short, is_document=is_document)
            return found | of_number(term) if of_number is not None else found
        found = _contains(column, term.text, begins=wanted.is_short)
        return found | of_year(term) if isinstance(term, Year) and of_year is not None else found

    # The longest words first: they refuse most rows, and the others are then not asked.
    return reduce(and_, (condition(term) for term in sorted(wanted.terms, key=lambda term: -len(term.text))), Q())


def _contains(column: str, text: str, *, begins: bool = False) -> Q:
    """`begins`: a word begins with it. The plain condition beside it is what a database can refuse a row by quickly."""
    found = Q(**{f"{column}__contains": text})
    if not begins:
        return found
    within = (Q(**{f"{column}__contains": f"{before}{text}"}) for before in BEFORE_WORDS)
    return found & reduce(or_, within, Q(**{f"{column}__startswith": text}))


def _numbered(column: str, term: Number, *, begins: bool, is_document: bool) -> Q:
    if term.symbol:
        before = " " if is_document else ""
        with_slash = reduce(or_, (_contains(column, f"{before}{each}/") for each in term.padded))
        return reduce(and_, (_contains(column, part) for part in term.parts), with_slash)
    found = _contains(column, term.text, begins=begins)
    if not is_document:
        return found
    own = reduce(or_, (_contains(column, f" {each}/") for each in term.padded))
    return own if len(term.text) == 1 else own | found
