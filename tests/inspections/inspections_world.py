"""Inspections made through the domain: An Bình looks at its office, the province at An Bình."""

from __future__ import annotations

import datetime as dt
from typing import Any

from inspections.domain.planning import plan_inspection
from inspections.domain.recording import add_finding, conclude_inspection, record_inspection
from inspections.enums import FindingKind, Inspected
from inspections.models import Finding, Inspection
from organisations.access import Access
from organisations.enums import Role
from organisations.models import Organisation
from plans.models import Plan
from tests.work.work_world import NOW, TODAY
from tests.world import World, access_of, give_role

HELD = dt.date(2026, 5, 8)
JUNE = dt.date(2026, 6, 5)
SUBJECT = "Việc niêm yết thủ tục hành chính"


def leader_of(world: World) -> Access:
    return access_of(world.minh, world.an_binh)


def planned(world: World, by: Access | None = None, **facts: Any) -> Inspection:
    """Of Văn phòng - Thống kê, unless something else is said."""
    asked: dict[str, Any] = {
        "year": 2026, "subject": SUBJECT, "inspected": Inspected.UNIT, "unit": world.office, "when_text": "Quý II",
    }  # fmt: skip
    return plan_inspection(by=by or access_of(world.hanh, world.an_binh), **(asked | facts))


def held(inspection: Inspection, by: Access, **facts: Any) -> Inspection:
    asked: dict[str, Any] = {"held_on": HELD, "venue": "Trụ sở UBND xã", "looked_at": "Bảng niêm yết\nSổ theo dõi"}
    return record_inspection(inspection, by=by, seen=inspection.version, today=TODAY, **(asked | facts))


def found(inspection: Inspection, by: Access, text: str = "Niêm yết thiếu 12 thủ tục", **facts: Any) -> Finding:
    asked: dict[str, Any] = {"kind": FindingKind.SHORTCOMING}
    return add_finding(inspection, by=by, text=text, today=TODAY, **(asked | facts))


def concluded(inspection: Inspection, by: Access, plan: Plan | None = None) -> int:
    now = Inspection.objects.get(pk=inspection.pk)
    return conclude_inspection(
        now, by=by, seen=now.version, conclusion="Yêu cầu khắc phục", today=TODAY, at=NOW, plan=plan
    )


def shortcoming(world: World, plan: Plan | None = None, **facts: Any) -> Finding:
    """One shortcoming of the office that Hùng has to mend by JUNE, concluded; a duty under `plan` where one is given."""
    by = leader_of(world)
    inspection = held(planned(world), by)
    asked: dict[str, Any] = {"unit": world.office, "person": world.hung, "due_on": JUNE}
    finding = found(inspection, by, **(asked | facts))
    concluded(inspection, by, plan)
    return fresh(finding)


def fresh(finding: Finding) -> Finding:
    rows = Finding.objects.select_related(
        "inspection__organisation",
        "inspection__place",
        "unit",
        "person",
        "milestone__plan",
        "milestone__task",
    )
    return rows.get(pk=finding.pk)


def inspector_above(world: World, organisation: Organisation | None = None) -> Access:
    """A leader of the province, who inspects communes."""
    give_role(world.quang, world.province, Role.LEADER)
    return access_of(world.quang, organisation or world.province)


def from_above(world: World, by: Access, **facts: Any) -> Finding:
    """What the province found in An Bình, concluded and not sent yet."""
    inspection = held(planned(world, by, inspected=Inspected.SUBORDINATE, unit=None, place=world.an_binh), by)
    finding = found(inspection, by, **({"due_on": JUNE} | facts))
    concluded(inspection, by)
    return fresh(finding)
