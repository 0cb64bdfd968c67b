"""Rows of the book of outgoing papers: read by those who see drafts, written by văn thư."""

from __future__ import annotations

import datetime as dt
from typing import Any

from documents.domain.registering import Paper, hold_number
from documents.models import RegisterEntry
from organisations.access import Access
from organisations.models import Organisation
from tests.architecture.access_table import DRAFT_READERS, Kwargs, Row, staff
from tests.world import TODAY, World

_CLERK = frozenset({"hanh"})


def _entry_of(name: str) -> Kwargs:
    def find(world: World) -> dict[str, Any]:
        office: Organisation = getattr(world, name)
        return {"entry_id": _held(office).pk}

    return find


def _held(office: Organisation) -> RegisterEntry:
    known = RegisterEntry.objects.filter(organisation=office, register__series="BC").first()
    paper = Paper("BC-UBND", "BÁO CÁO", "Kết quả tháng 4", dt.date(2026, 5, 4))
    return known or hold_number(office, paper, by=Access.system(office), today=TODAY)


def _book(world: World) -> dict[str, Any]:
    return {"year": _held(world.an_binh).register.year, "series": "BC"}


def _no_book(world: World) -> dict[str, Any]:
    return {"year": 2019, "series": "BC"}


_OWN, _FOREIGN = _entry_of("an_binh"), _entry_of("binh_minh")
REGISTER: dict[str, Row] = {
    "documents:register": staff(DRAFT_READERS),
    "documents:register-add": staff(_CLERK),
    "documents:numbering": staff(_CLERK),
    "documents:register-entry": staff(DRAFT_READERS, _OWN, foreign=_FOREIGN),
    "documents:register-free": staff(_CLERK, _OWN, ok=405),
    "documents:register-use": staff(_CLERK, _OWN, ok=405),
    "documents:book-print": staff(DRAFT_READERS, _book, foreign=_no_book),
    "documents:book-excel": staff(DRAFT_READERS, _book, foreign=_no_book),
}
