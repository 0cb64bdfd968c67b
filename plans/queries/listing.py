"""What the filters of lists offer, clauses and history of a plan."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from audit.models import AuditEntry
from audit.queries import history_of
from core.matching import saying
from core.wanted import Wanted
from organisations.access import Access
from organisations.models import Organisation, Unit
from organisations.queries import organisations_around
from plans.models import DisclosureClause, LegalBasis, Plan, ReportingClause, Target

ENTRIES_A_PAGE = 200  # the editor saves a sentence in several pieces; they are shown as one row
CLAUSES = {"can-cu": LegalBasis, "chi-tieu": Target, "cong-khai": DisclosureClause, "bao-cao": ReportingClause}


def page_of(rows: Any, number: Any, size: int) -> Page[Any]:
    """The asked page; the nearest one there is for an impossible number."""
    return Paginator(rows, size).get_page(number)


def own_plans(access: Access) -> QuerySet[Plan]:
    """Plans of exactly the organisation in the URL that this person may read."""
    return Plan.objects.readable_by(access).of(access)


def plan_years(access: Access) -> list[int]:
    return list(own_plans(access).order_by("-year").values_list("year", flat=True).distinct())


def units_of(access: Access) -> QuerySet[Unit]:
    return Unit.objects.filter(organisation=access.organisation).order_by("position", "name")


def places_around(plan: Plan, on: dt.date) -> dict[str, Organisation]:
    """The other organisations a printed name of this plan can stand for, by the name a person picks.

    A name that several have is followed by the code.
    """
    found = list(organisations_around(plan.organisation, on))
    names = Counter(each.display_name for each in found)
    return {
        each.display_name if names[each.display_name] == 1 else f"{each.display_name} ({each.code})": each
        for each in found
    }


def clauses_of(plan: Plan) -> dict[str, list[Any]]:
    return {name: list(model.objects.filter(plan=plan)) for name, model in CLAUSES.items()}


@dataclass(frozen=True)
class HistoryRow:
    """One entry with its changes as (label, before, after), in words."""

    entry: AuditEntry
    changes: list[tuple[str, str, str]]


def plan_history(plan: Plan, wanted: Wanted | None = None) -> QuerySet[AuditEntry]:
    """What happened to the plan, and to the issued paper made of it; newest first."""
    entries = history_of(plan)
    if plan.issued is not None:
        entries = entries | history_of(plan.issued)
    return entries.filter(saying(wanted or Wanted())).order_by("-at", "-id")


def history_rows(entries: Iterable[AuditEntry]) -> list[HistoryRow]:
    """Entries of one page, newest first, as they are shown."""
    return [
        HistoryRow(entry, [(_label(name), _words(old), _words(new)) for name, (old, new) in changes.items()])
        for entry, changes in _typed_together(entries)
    ]


def _typed_together(entries: Iterable[AuditEntry]) -> list[tuple[AuditEntry, dict[str, Any]]]:
    """Entries, newest first, with their changes.

    Words that one person typed on and on in one line are one entry: the last, from what stood there before the first.
    """
    out: list[tuple[AuditEntry, dict[str, Any]]] = []
    for entry in entries:
        last, later = out[-1] if out else (None, {})
        typed = set(entry.changes) == {"text"} == set(later)
        if last and typed and (last.user_id, last.action) == (entry.user_id, entry.action):
            before, here = entry.changes["text"]
            if here == later["text"][0]:
                out[-1] = (last, {"text": [before, later["text"][1]]})
                continue
        out.append((entry, entry.changes))
    return out


def _label(name: str) -> str:
    """The Vietnamese name of a column of any of the plan's tables."""
    for model in apps.get_app_config("plans").get_models():
        try:
            return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        except FieldDoesNotExist:
            continue
    return name


def _words(value: Any) -> str:
    if value is None or value == "":
        return "(trống)"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):
        return str(value.get("title") or "; ".join(str(each) for each in value.values()))
    if isinstance(value, list):
        return "; ".join(_words(each) for each in value) or "(trống)"
    return str(value)
