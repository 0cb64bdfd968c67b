"""What others ask of the catalogue of legal texts. Reads only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from core.text import fold
from organisations.models import Organisation
from reference.models import LegalText
from reference.naming import NAMED_TYPES
from reference.numbers import number_key


def texts_by_number(organisation: Organisation, keys: Iterable[str]) -> dict[str, LegalText]:
    """Number, in any spelling → the text of that number, with its successor; one query.

    The office's own entry goes before the common one. Where several bodies gave the same number in
    the same catalogue, the newest is named: who cares compares type and day (`texts_with_number`).
    The result is found by what was asked, and by its key (reference.numbers.number_key).
    """
    asked = list(keys)
    found = texts_with_number(organisation, asked)
    out: dict[str, LegalText] = {}
    for each in asked:
        rows = found.get(number_key(each))
        if rows:
            out[each] = out[number_key(each)] = rows[0]
    return out


def texts_with_number(organisation: Organisation, numbers: Iterable[str]) -> dict[str, list[LegalText]]:
    """Key of a number → all texts the office can use that carry it, own ones first, then the newest; one query."""
    keys = {number_key(each) for each in numbers} - {""}
    out: dict[str, list[LegalText]] = {}
    if not keys:
        return out
    rows = LegalText.objects.usable_in(organisation).filter(number_key__in=keys).select_related("successor")
    for text in sorted(rows, key=_own_then_newest):
        out.setdefault(text.number_key, []).append(text)
    return out


def laws_by_name(organisation: Organisation, names: Iterable[str]) -> dict[str, list[LegalText]]:
    """Name as asked ("Tổ chức chính quyền địa phương", also with "Luật" before it) → laws of that name; one query."""
    asked = {each: _name_key(each) for each in names}
    wanted = set(asked.values()) - {""}
    if not wanted:
        return {}
    rows = LegalText.objects.usable_in(organisation).filter(doc_type__in=NAMED_TYPES).select_related("successor")
    by_name: dict[str, list[LegalText]] = {}
    for text in sorted(rows, key=_own_then_newest):
        key = _name_key(text.subject)
        if key in wanted:
            by_name.setdefault(key, []).append(text)
    return {each: by_name[key] for each, key in asked.items() if key in by_name}


def law_by_name(organisation: Organisation, name: str, day: dt.date | None = None) -> LegalText | None:
    """The law of this name: the one in force that day, else the newest; None when the catalogue has none."""
    rows = laws_by_name(organisation, [name]).get(name, [])
    if day is not None:
        for text in rows:
            if text.in_force_on(day):
                return text
    return rows[0] if rows else None


def _name_key(name: str) -> str:
    folded = fold(name)
    for each in NAMED_TYPES:
        folded = folded.removeprefix(fold(each) + " ")
    return folded.strip(" .,;")


def _own_then_newest(text: LegalText) -> tuple[bool, int, int]:
    return text.organisation_id is None, -text.dated.toordinal() if text.dated else 0, text.pk
