"""The plan of inspections: a line is made, changed, called off."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.record import record, snapshot
from core.decision import Decision, require
from core.exceptions import DomainError
from core.saving import require_sound, save_seen
from core.text import plain_text, squeeze
from inspections import rules
from inspections.enums import Inspected
from inspections.models import Inspection
from organisations.access import Access
from organisations.enums import Level
from organisations.models import Organisation, Unit
from plans.deadlines import last_day, parse
from plans.models import Plan

LONGEST = 5000
FIRST_YEAR, LAST_YEAR = 2000, 2100
PLANNED = (
    "year", "kind", "subject", "inspected", "unit", "place", "when_text", "head", "head_name", "members_text",
    "basis_plan", "basis_text",
)  # fmt: skip
_WORDS = ("subject", "members_text")


@transaction.atomic
def plan_inspection(*, by: Access, key: uuid.UUID | None = None, **facts: Any) -> Inspection:
    """Put an inspection into the plan of a year. The same `key` twice makes one. Raises DomainError."""
    require(rules.can_write_inspections(by))
    assert by.organisation is not None  # the rule was asked: nobody without an office gets here
    if known := _planned_before(key, by):
        return known
    inspection = Inspection(organisation=by.organisation, created_by_name=by.user_name, key=key)
    _fill(inspection, facts, by)
    inspection.save()
    record("Lập cuộc kiểm tra", inspection, by=by)
    return inspection


@transaction.atomic
def change_inspection(inspection: Inspection, *, by: Access, seen: int, **facts: Any) -> Inspection:
    """Change what was planned, until it is concluded. Raises DomainError, EditConflict."""
    inspection = inspection_now(inspection, rules.can_change, by)
    before = snapshot(inspection, *facts)
    _fill(inspection, facts, by)
    save_seen(inspection, seen=seen, fields=(*PLANNED, "planned_until"))
    inspection.save(update_fields=["search"])
    record("Sửa cuộc kiểm tra", inspection, by=by, before=before, after=snapshot(inspection, *facts))
    return inspection


@transaction.atomic
def cancel_inspection(inspection: Inspection, *, by: Access, reason: str, today: dt.date) -> Inspection:
    """Call it off. It stays in the plan of the year with the reason."""
    inspection = inspection_now(inspection, rules.can_cancel, by)
    reason = squeeze(reason)
    if not reason:
        raise DomainError("Hãy ghi lý do hủy.")
    inspection.cancelled_on, inspection.cancelled_reason = today, reason[:500]
    save_seen(inspection, seen=inspection.version, fields=("cancelled_on", "cancelled_reason"))
    record("Hủy cuộc kiểm tra", inspection, by=by, note=reason[:300])
    return inspection


def inspection_now(inspection: Inspection, rule: Any, by: Access) -> Inspection:
    """The row as it is now, held until the transaction ends, if the rule allows. Raises NotAllowed."""
    rows = Inspection.objects.select_for_update(of=("self",), no_key=True).select_related(
        "organisation", "unit", "place", "basis_plan"
    )
    try:
        now = rows.get(pk=inspection.pk)
    except Inspection.DoesNotExist:
        raise DomainError("Cuộc kiểm tra này không còn.") from None
    decision: Decision = rule(by, now)
    require(decision)
    return now


def words_of(text: str) -> str:
    """Several lines as they were typed, made plain. Raises DomainError when they are too long."""
    text = plain_text(text).strip()
    if len(text) > LONGEST:
        raise DomainError(f"Mỗi ô nhiều nhất {LONGEST} ký tự; phần dài hơn để ở tệp kèm theo.")
    return text


def _planned_before(key: uuid.UUID | None, by: Access) -> Inspection | None:
    """What was made of this sending already. It is one person's: the second of two at once waits here."""
    if key is None or by.user_id is None:
        return None
    User.objects.select_for_update(no_key=True).filter(pk=by.user_id).first()
    return Inspection.objects.filter(key=key, organisation=by.organisation).first()


def _fill(inspection: Inspection, facts: dict[str, Any], by: Access) -> None:
    if unknown := set(facts) - set(PLANNED):
        raise TypeError(f"không phải phần của cuộc kiểm tra: {unknown}")
    for name, value in facts.items():
        setattr(inspection, name, _plain(name, value))
    if not inspection.subject:
        raise DomainError("Hãy ghi nội dung kiểm tra.")
    if not FIRST_YEAR <= inspection.year <= LAST_YEAR:
        raise DomainError(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
    _require_body(inspection, by)
    if inspection.basis_plan_id and inspection.basis_plan and not _is_own_plan(inspection.basis_plan, by):
        raise DomainError("Chỉ chọn kế hoạch đã ban hành của đơn vị làm căn cứ.")
    rule = parse(inspection.when_text, plan_year=inspection.year) if inspection.when_text else None
    inspection.planned_until = last_day(rule) if rule else None
    require_sound(inspection)


def _plain(name: str, value: Any) -> Any:
    if not isinstance(value, str) or name in ("kind", "inspected"):
        return value
    return words_of(value) if name in _WORDS else squeeze(value)


def _is_own_plan(plan: Plan, by: Access) -> bool:
    return plan.organisation_id == by.organisation_id and not plan.is_unissued


def _require_body(inspection: Inspection, by: Access) -> None:
    """Exactly one body of the right kind, inside or below this office."""
    kind, unit, place = Inspected(inspection.inspected), inspection.unit, inspection.place
    if kind is not Inspected.UNIT:
        inspection.unit = unit = None
    if kind not in (Inspected.VILLAGE, Inspected.SUBORDINATE):
        inspection.place = place = None
    if kind is Inspected.UNIT and not _is_own_unit(unit, by):
        raise DomainError("Hãy chọn bộ phận được kiểm tra.")
    if kind is Inspected.VILLAGE and not _is_own_village(place, by):
        raise DomainError("Hãy chọn thôn, tổ dân phố được kiểm tra.")
    if kind is Inspected.SUBORDINATE and not _is_below(place, by):
        raise DomainError("Hãy chọn đơn vị cấp dưới được kiểm tra.")


def _is_own_unit(unit: Unit | None, by: Access) -> bool:
    return unit is not None and unit.organisation_id == by.organisation_id


def _is_own_village(place: Organisation | None, by: Access) -> bool:
    return place is not None and place.level == Level.VILLAGE and place.parent_id == by.organisation_id


def _is_below(place: Organisation | None, by: Access) -> bool:
    assert by.organisation is not None
    if place is None or place.level == Level.VILLAGE or place.pk == by.organisation.pk:
        return False
    return place.path.startswith(by.organisation.path)
