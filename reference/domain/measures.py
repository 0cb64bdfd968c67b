"""Keeping what is counted: an office's own measures, and the common ones for who keeps those."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from audit.record import record, snapshot
from core.decision import require
from core.exceptions import DomainError
from core.saving import require_sound, save_checked, save_seen
from core.text import fold, one_line, plain_text
from organisations.access import Access
from reference import rules_measures as rules
from reference.enums import MeasureKind
from reference.models import Measure

FIELDS = ("code", "name", "unit", "valid_from", "valid_until", "note")


@transaction.atomic
def add_measure(
    *,
    by: Access,
    name: str,
    unit: str,
    kind: str = MeasureKind.SUM,
    decimals: int = 0,
    code: str = "",
    note: str = "",
    valid_from: dt.date | None = None,
    valid_until: dt.date | None = None,
    common: bool = False,
    key: uuid.UUID | None = None,
) -> Measure:
    """A measure of the office, or with `common` of everybody. The same `key` twice gives the first one.

    Raises DomainError when the office can use one of this name already: two names of one thing are two half totals.
    """
    require(rules.can_keep_common_measures(by) if common else rules.can_add_measures(by))
    assert by.organisation is not None
    owner = None if common else by.organisation
    if key is not None and (before := Measure.objects.filter(submission_key=key, organisation=owner).first()):
        return before
    measure = Measure(
        organisation=owner, kind=kind, decimals=decimals, submission_key=key,
        **_words(code=code, name=name, unit=unit, note=note), valid_from=valid_from, valid_until=valid_until,
    )  # fmt: skip
    _refuse_twin(measure, by)
    save_checked(measure)
    record("Thêm loại số liệu", measure, by=by, after=snapshot(measure, *FIELDS, "kind", "decimals"))
    return measure


@transaction.atomic
def save_measure(measure: Measure, *, by: Access, seen: int, **values: Any) -> Measure:
    """Change words and days; how it adds up never changes. Raises EditConflict when somebody saved it since `seen`."""
    require(rules.can_change_measure(by, measure))
    before = snapshot(measure, *FIELDS)
    words = {name: value for name, value in values.items() if isinstance(value, str)}
    for name, value in {**values, **_words(**words)}.items():
        if name not in FIELDS:
            raise TypeError(name)
        setattr(measure, name, value)
    _refuse_twin(measure, by)
    require_sound(measure)
    save_seen(measure, seen=seen, fields=FIELDS)
    record("Sửa loại số liệu", measure, by=by, before=before, after=snapshot(measure, *FIELDS))
    return measure


def _words(**words: str) -> dict[str, str]:
    out = {name: one_line(value) for name, value in words.items() if name != "note"}
    return out | ({"note": plain_text(words["note"]).strip()} if "note" in words else {})


def _refuse_twin(measure: Measure, by: Access) -> None:
    assert by.organisation is not None
    others = Measure.objects.usable_in(by.organisation).exclude(pk=measure.pk).values_list("name", "unit")
    same = (fold(measure.name), fold(measure.unit))
    if any((fold(name), fold(unit)) == same for name, unit in others):
        raise DomainError(f"Đã có loại số liệu “{measure.name}” tính bằng {measure.unit}. Hãy dùng loại ấy.")
