"""Wanted words as a filter of rows that keep a folded column (core.text.fold)."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

from django.db.models import Q

from core.wanted import Number, Term, Wanted, Year


def saying(wanted: Wanted, column: str = "search", *, year: str = "", is_document: bool = False) -> Q:
    """Rows whose `column` says all that is wanted; nothing wanted leaves all rows.

    `year` is the column of the row's own year. `is_document`: the column holds the row's own number, behind
    a space ("… 97/kh-ubnd …"), so that a short number is looked for there and not in every date.
    """
    return reduce(and_, (_says(term, f"{column}__contains", year, is_document) for term in wanted.terms), Q())


def _says(term: Term, lookup: str, year: str, is_document: bool) -> Q:
    if isinstance(term, Number):
        return _says_number(term, lookup, is_document)
    found = Q(**{lookup: term.text})
    return found | Q(**{year: term.year}) if isinstance(term, Year) and year else found


def _says_number(term: Number, lookup: str, is_document: bool) -> Q:
    before = " " if is_document else ""
    numbered = reduce(or_, (Q(**{lookup: f"{before}{each}/"}) for each in term.padded))
    if term.symbol:
        return reduce(and_, (Q(**{lookup: part}) for part in term.parts), numbered)
    if is_document and len(term.text) == 1:
        return numbered
    return numbered | Q(**{lookup: term.text}) if is_document else Q(**{lookup: term.text})
