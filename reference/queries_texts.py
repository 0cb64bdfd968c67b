"""What the pages of the catalogue show. Reads only; the number of queries does not grow with the rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Model, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from audit.models import AuditEntry
from audit.queries import history_of
from core.days import written
from core.lists import Column
from core.matching import saying
from core.wanted import Wanted, Year
from organisations.access import Access
from reference.enums import Standing
from reference.models import LegalText
from reference.validity import Force, Validity

ENTRIES_SHOWN = 20
_CHAIN = 10  # steps; a longer chain of replacements does not occur
TONES = {Force.IN_FORCE: "ok", Force.EXPIRED: "late", Force.NOT_YET: "warn", Force.UNKNOWN: "idle"}
COLUMNS = (
    Column("Văn bản", "so", ("doc_type", "number_key")),
    Column("Ngày ban hành", "ngay", ("dated",), falls=True),
    Column("Hiệu lực", "hieu-luc", ("valid_from",), falls=True),
    Column("Danh mục"),
)


@dataclass(frozen=True)
class TextRow:
    """A text with its validity on a day, in words."""

    text: LegalText
    validity: Validity
    words: str
    tone: str

    @property
    def is_recalled(self) -> bool:
        return self.text.standing == Standing.RECALLED


def text_row(text: LegalText, day: dt.date) -> TextRow:
    validity = text.validity_on(day)
    successor = text.successor.short_name if text.successor else ""
    return TextRow(text, validity, validity.in_words(successor), TONES[validity.force])


def text_list(
    access: Access,
    *,
    wanted: Wanted,
    day: dt.date,
    doc_type: str = "",
    force: str = "",
    owner: str = "",
    standing: str = "",
) -> QuerySet[LegalText]:
    """Texts this person can use: those that say the words as they were typed before those that only have them all,
    then the newest. `owner`: "chung" the common catalogue, "don-vi" the office's own."""
    rows = LegalText.objects.usable_by(access).filter(saying(wanted, is_document=True, of_year=_dated_in))
    if doc_type:
        rows = rows.filter(doc_type=doc_type)
    if owner:
        rows = rows.filter(organisation__isnull=owner == "chung")
    if standing:
        rows = rows.filter(standing=standing)
    if force:
        rows = rows.filter(_with_force(Force(force), day))
    together = Case(When(search__contains=wanted.folded, then=0), default=1) if wanted.folded else Value(0)
    return rows.order_by(together, F("dated").desc(nulls_last=True), F("pk").desc())


def texts_of_page(keys: list[int]) -> list[LegalText]:
    """The rows of one page of `text_list` in its order; their keys are found first: sorting wide rows is slow."""
    found = LegalText.objects.select_related("successor", "organisation").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _dated_in(year: Year) -> Q:
    return Q(dated__year=year.year)


def _with_force(force: Force, day: dt.date) -> Q:
    """The same distinction as reference.validity.validity_on, for rows."""
    not_yet = Q(valid_from__gt=day) | Q(valid_from__isnull=True, dated__gt=day)
    expired = Q(valid_until__lt=day) & ~not_yet
    unknown = Q(valid_from__isnull=True, valid_until__isnull=True) & ~not_yet
    match force:
        case Force.NOT_YET:
            return not_yet
        case Force.EXPIRED:
            return expired
        case Force.UNKNOWN:
            return unknown
    return ~not_yet & ~expired & ~unknown


def doc_types(access: Access) -> list[str]:
    return sorted(LegalText.objects.usable_by(access).order_by().values_list("doc_type", flat=True).distinct())


def text_in(access: Access, text_id: int) -> LegalText:
    """A text this person can use; another office's own text does not exist (404)."""
    rows = LegalText.objects.usable_by(access).select_related("successor", "organisation")
    text: LegalText = get_object_or_404(rows, pk=text_id)
    return text


def chain_of(text: LegalText, access: Access) -> list[LegalText]:
    """What this text replaced, the text itself, and what replaced it, in that order."""
    usable = LegalText.objects.usable_by(access)
    later: list[LegalText] = []
    step = text.successor
    while step is not None and len(later) < _CHAIN and step.pk not in {text.pk, *(each.pk for each in later)}:
        later.append(step)
        step = step.successor
    earlier: list[LegalText] = []
    level = [text.pk]
    for _ in range(_CHAIN):
        found = list(usable.filter(successor__in=level).exclude(pk__in=[text.pk, *(each.pk for each in earlier)])[:50])
        if not found:
            break
        earlier += found
        level = [each.pk for each in found]
    return [*sorted(earlier, key=lambda each: (each.dated or dt.date.min, each.pk)), text, *later]


@dataclass(frozen=True)
class ShippedDifference:
    label: str
    here: str
    shipped: str


def shipped_differences(text: LegalText) -> list[ShippedDifference]:
    """Where the entry says otherwise than the catalogue that comes with the portal."""
    if not text.loaded:
        return []
    out = []
    for name, shipped in text.loaded.items():
        here = getattr(text, name)
        plain = here.origin if isinstance(here, LegalText) else here.isoformat() if isinstance(here, dt.date) else here
        if (plain or "") != (shipped or ""):
            out.append(ShippedDifference(_label(name), _shown(name, here), _shown(name, _read_back(name, shipped))))
    return out


def _label(name: str) -> str:
    label = str(LegalText._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _read_back(name: str, shipped: Any) -> Any:
    if name == "successor":
        return LegalText.objects.filter(origin=shipped).first() if shipped else None
    is_day = name in ("dated", "valid_from", "valid_until")
    return dt.date.fromisoformat(shipped) if is_day and shipped else shipped


def _shown(name: str, value: Any) -> str:
    if isinstance(value, dt.date):
        return written(value)
    if name == "standing":
        return str(Standing(value).label)
    if isinstance(value, Model):
        return str(value)
    return str(value or "(trống)")


def text_history(text: LegalText) -> list[AuditEntry]:
    return list(history_of(text).order_by("-at", "-id")[:ENTRIES_SHOWN])
