"""The record of an inspection: what was looked at, what was found; then it is sealed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from audit.record import record, snapshot
from core.days import written
from core.exceptions import DomainError
from core.saving import require_sound, save_seen
from core.text import squeeze
from documents.domain.uploads import accept_upload
from inspections import rules
from inspections.domain.giving import give_finding
from inspections.domain.planning import inspection_now, words_of
from inspections.enums import FindingKind
from inspections.models import Finding, FindingStep, Inspection, InspectionFile
from organisations.access import Access
from organisations.models import Membership, Unit
from plans.models import Plan

MOST_FINDINGS, MOST_FILES = 100, 60
NO_OFFICER = "Hãy chọn bộ phận hoặc người của đơn vị theo dõi, đôn đốc việc khắc phục."
RECORDED = (
    "held_on", "begins_at", "ends_at", "venue", "present_text", "secretary_name", "head", "head_name", "members_text",
    "looked_at",
)  # fmt: skip
_LINES = ("venue", "secretary_name", "head_name")


@transaction.atomic
def record_inspection(inspection: Inspection, *, by: Access, seen: int, today: dt.date, **facts: Any) -> Inspection:
    """Write down that it was held, who was there, what was looked at. Raises DomainError, EditConflict."""
    inspection = inspection_now(inspection, rules.can_change, by)
    if unknown := set(facts) - set(RECORDED):
        raise TypeError(f"không phải phần của biên bản: {unknown}")
    before = _told(inspection, facts)
    for name, value in facts.items():
        words = isinstance(value, str)
        setattr(inspection, name, (squeeze(value) if name in _LINES else words_of(value)) if words else value)
    if inspection.held_on is None:
        raise DomainError("Hãy ghi ngày kiểm tra.")
    if inspection.held_on > today:
        raise DomainError("Ngày kiểm tra không thể sau hôm nay.")
    if inspection.begins_at and inspection.ends_at and inspection.ends_at <= inspection.begins_at:
        raise DomainError("Giờ kết thúc phải sau giờ bắt đầu.")
    require_sound(inspection)
    save_seen(inspection, seen=seen, fields=tuple(facts))
    record("Ghi biên bản kiểm tra", inspection, by=by, before=before, after=_told(inspection, facts))
    return inspection


def _told(inspection: Inspection, names: Iterable[str]) -> dict[str, Any]:
    """What the log keeps: hours as words."""
    values = snapshot(inspection, *names)
    return {name: f"{value:%H:%M}" if isinstance(value, dt.time) else value for name, value in values.items()}


@transaction.atomic
def add_finding(
    inspection: Inspection,
    *,
    by: Access,
    kind: str,
    text: str,
    today: dt.date,
    unit: Unit | None = None,
    person: User | None = None,
    due_on: dt.date | None = None,
    mender_text: str = "",
    key: uuid.UUID | None = None,
) -> Finding:
    """Write down one thing that was found. The same `key` twice makes one. Raises DomainError."""
    inspection = inspection_now(inspection, rules.can_conclude, by)
    if key is not None and (known := Finding.objects.filter(key=key, inspection=inspection).first()):
        return known
    if inspection.findings.count() >= MOST_FINDINGS:
        raise DomainError(f"Một cuộc kiểm tra có nhiều nhất {MOST_FINDINGS} nội dung. Hãy gộp các nội dung giống nhau.")
    last: dict[str, Any] = inspection.findings.aggregate(last=Max("position"))
    finding = Finding(inspection=inspection, position=(last["last"] or 0) + 1, key=key)
    _fill(finding, kind, text, unit, person, due_on, today, mender_text)
    finding.save()
    record("Thêm nội dung kết luận", inspection, by=by, note=str(finding))
    return finding


@transaction.atomic
def change_finding(
    finding: Finding,
    *,
    by: Access,
    seen: int,
    kind: str,
    text: str,
    today: dt.date,
    unit: Unit | None = None,
    person: User | None = None,
    due_on: dt.date | None = None,
    mender_text: str = "",
) -> Finding:
    """Until the inspection is concluded. Raises DomainError, EditConflict."""
    inspection = inspection_now(finding.inspection, rules.can_conclude, by)
    finding.inspection = inspection
    fields = ("kind", "text", "mender_text", "unit", "person", "due_on")
    before = snapshot(finding, *fields)
    _fill(finding, kind, text, unit, person, due_on, today, mender_text)
    save_seen(finding, seen=seen, fields=fields)
    record("Sửa nội dung kết luận", inspection, by=by, before=before, after=snapshot(finding, *fields))
    return finding


@transaction.atomic
def remove_finding(finding: Finding, *, by: Access) -> None:
    inspection = inspection_now(finding.inspection, rules.can_conclude, by)
    record("Xóa nội dung kết luận", inspection, by=by, note=str(finding))
    Finding.objects.filter(pk=finding.pk).delete()


@transaction.atomic
def conclude_inspection(
    inspection: Inspection,
    *,
    by: Access,
    seen: int,
    conclusion: str,
    today: dt.date,
    at: dt.datetime,
    plan: Plan | None = None,
) -> int:
    """Seal the record. With `plan`, what has a day becomes a duty under it at once; returns how many did.

    Raises DomainError with the reason, EditConflict when the record was saved since `seen`.
    """
    inspection = inspection_now(inspection, rules.can_conclude, by)
    findings = list(inspection.findings.select_related("unit", "person"))
    if not findings and not squeeze(conclusion):
        raise DomainError("Hãy ghi ít nhất một nội dung (ưu điểm, tồn tại hoặc kiến nghị), hoặc lời kết luận.")
    inspection.conclusion, inspection.concluded_on = words_of(conclusion), today
    save_seen(inspection, seen=seen, fields=("conclusion", "concluded_on"))
    inspection.save(update_fields=["search"])
    record("Kết luận kiểm tra", inspection, by=by, note=f"{len(findings)} nội dung")
    given = 0
    if plan is not None and not inspection.is_from_above:
        for finding in findings:
            if finding.asks and finding.due_on is not None:
                finding.inspection = inspection
                give_finding(finding, by=by, plan=plan, today=today, at=at)
                given += 1
    return given


@transaction.atomic
def add_file(
    inspection: Inspection,
    *,
    by: Access,
    at: dt.datetime,
    name: str,
    data: bytes,
    title: str = "",
    finding: Finding | None = None,
    step: FindingStep | None = None,
) -> InspectionFile:
    """Keep a file or picture with the record, a finding or a re-inspection. Handed in twice, it is there once."""
    inspection = inspection_now(inspection, rules.can_add_file, by)
    if inspection.files.count() >= MOST_FILES:
        raise DomainError(f"Một cuộc kiểm tra có nhiều nhất {MOST_FILES} tệp. Hãy gộp ảnh vào một tệp PDF.")
    kept = accept_upload(organisation=inspection.organisation, name=name, data=data, by=by)
    known = inspection.files.filter(attachment=kept, finding=finding, step=step).first()
    if known is not None:
        return known
    file = InspectionFile.objects.create(
        inspection=inspection, finding=finding, step=step, attachment=kept, added_by_name=by.user_name, added_at=at,
        title=squeeze(title)[:200] or kept.name[:200],
    )  # fmt: skip
    record("Thêm tệp kiểm tra", inspection, by=by, note=str(file))
    return file


def _fill(
    finding: Finding,
    kind: str,
    text: str,
    unit: Unit | None,
    person: User | None,
    due_on: dt.date | None,
    today: dt.date,
    mender_text: str,
) -> None:
    inspection = finding.inspection
    finding.kind, finding.text = FindingKind(kind), words_of(text)
    if not finding.text:
        raise DomainError("Hãy ghi nội dung.")
    good = finding.kind == FindingKind.GOOD
    outside = good or inspection.is_from_above
    finding.due_on = None if good else due_on
    finding.unit, finding.person = (None, None) if outside else (unit, person)
    finding.mender_text = "" if outside else squeeze(mender_text)
    require_mender(inspection, finding.unit, finding.person, today)
    if finding.due_on is not None:
        if inspection.held_on and finding.due_on < inspection.held_on:
            raise DomainError(f"Hạn khắc phục không thể trước ngày kiểm tra ({written(inspection.held_on)}).")
        if not outside and unit is None and person is None:
            raise DomainError(NO_OFFICER if finding.mender_text else "Hãy chọn bộ phận hoặc người phải khắc phục.")
    require_sound(finding)


def require_mender(inspection: Inspection, unit: Unit | None, person: User | None, today: dt.date) -> None:
    """Units and people of the inspecting office only. Raises DomainError."""
    if unit is not None and unit.organisation_id != inspection.organisation_id:
        raise DomainError("Chỉ giao khắc phục cho bộ phận của đơn vị.")
    here = Membership.objects.active_on(today).filter(organisation=inspection.organisation)
    if person is not None and not here.filter(user=person).exists():
        raise DomainError(f"{person.full_name} không làm việc ở {inspection.organisation}. Hãy chọn người khác.")
