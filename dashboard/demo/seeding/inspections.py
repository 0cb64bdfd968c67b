"""An inspection in the demo commune: one finding mended and closed, one late, one just begun; and one still planned."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dashboard.demo.seeding.staff import person_at
from inspections.domain.planning import plan_inspection
from inspections.domain.recording import add_finding, conclude_inspection, record_inspection
from inspections.domain.reinspecting import reinspect
from inspections.enums import FindingKind, Inspected
from inspections.models import Finding, Inspection
from inspections.queries.places import places_to_inspect
from organisations.access import Access
from organisations.enums import Level, Role
from organisations.models import Organisation, Unit
from plans.models import Plan
from work.domain.doing import finish

COMMUNE = "an-binh"
DAYS_AGO = 45


@transaction.atomic
def seed_inspections(today: dt.date) -> int:
    """Once. Returns how many inspections were made; none where the plan in force is younger than the story."""
    commune = Organisation.objects.get(code=COMMUNE)
    if Inspection.objects.filter(organisation=commune).exists():
        return 0
    by = Access.of(person_at(COMMUNE, Role.LEADER), commune, today=today)
    plan = Plan.objects.live().filter(organisation=commune).select_related("organisation", "issued").first()
    held = today - dt.timedelta(days=DAYS_AGO)
    if by is None or plan is None or plan.issued_on is None or plan.issued_on > held:
        return 0
    mender = person_at(COMMUNE, Role.UNIT_HEAD)
    unit = Unit.objects.filter(memberships__user=mender, organisation=commune).first()
    if unit is None:
        return 0
    inspection = _held(by, plan, unit, held)
    closed = _found(inspection, by, held, 14, "Bảng niêm yết còn 07 thủ tục đã bị bãi bỏ, chưa gỡ.", unit, mender)
    _found(
        inspection, by, held, DAYS_AGO - 6,
        "Sổ theo dõi hồ sơ giải quyết trễ hạn chưa ghi phiếu xin lỗi và hẹn lại ngày trả kết quả.", unit, mender,
    )  # fmt: skip
    _found(
        inspection, by, held, DAYS_AGO + 20,
        "Cập nhật đủ địa chỉ tiếp nhận phản ánh, kiến nghị tại nơi tiếp nhận hồ sơ và trên trang thông tin điện tử.",
        unit, mender, kind=FindingKind.PROPOSAL,
    )  # fmt: skip
    add_finding(
        inspection, by=by, kind=FindingKind.GOOD, today=held,
        text="Công chức trực đủ giờ, hướng dẫn người dân nộp hồ sơ trực tuyến tận tình.",
    )  # fmt: skip
    inspection.refresh_from_db()
    conclude_inspection(
        inspection, by=by, seen=inspection.version, plan=plan, today=held, at=_at(held, 16),
        conclusion="Bộ phận nghiêm túc khắc phục các tồn tại đúng hạn; Văn phòng theo dõi, tổng hợp.",
    )  # fmt: skip
    _mended(closed, by, held, today)
    village = places_to_inspect(commune, today).filter(level=Level.VILLAGE).first()
    if village is None:
        return 1
    plan_inspection(
        by=by, year=today.year, subject="Việc báo cáo, tuyên truyền cải cách hành chính ở thôn",
        inspected=Inspected.VILLAGE, place=village, when_text=f"tháng 12/{today.year}", head=by.user, basis_plan=plan,
    )  # fmt: skip
    return 2


def _held(by: Access, plan: Plan, unit: Unit, day: dt.date) -> Inspection:
    inspection = plan_inspection(
        by=by, year=day.year, subject="Việc niêm yết, tiếp nhận và trả kết quả thủ tục hành chính", unit=unit,
        inspected=Inspected.UNIT, when_text=f"tháng {day.month}/{day.year}", head=by.user, basis_plan=plan,
    )  # fmt: skip
    return record_inspection(
        inspection, by=by, seen=inspection.version, today=day, held_on=day, begins_at=dt.time(8),
        ends_at=dt.time(10, 30),
        venue="Nơi tiếp nhận hồ sơ, trụ sở Ủy ban nhân dân xã", head_name=f"{by.user_name}, Chủ tịch UBND xã",
        members_text="Công chức Văn phòng\nCông chức Tư pháp - Hộ tịch", present_text="Toàn thể công chức của bộ phận",
        secretary_name=person_at(COMMUNE, Role.CLERK).full_name,
        looked_at="Bảng niêm yết thủ tục hành chính\nSổ theo dõi hồ sơ, phiếu xin lỗi và hẹn lại ngày trả\n"
        "Việc hướng dẫn người dân nộp hồ sơ trực tuyến",
    )  # fmt: skip


def _found(
    inspection: Inspection, by: Access, held: dt.date, days: int, text: str, unit: Unit, mender: User,
    kind: FindingKind = FindingKind.SHORTCOMING,
) -> Finding:  # fmt: skip
    return add_finding(
        inspection, by=by, kind=kind, text=text, today=held, unit=unit, person=mender,
        due_on=held + dt.timedelta(days=days),
    )  # fmt: skip


def _mended(finding: Finding, by: Access, held: dt.date, today: dt.date) -> None:
    """Reported as done on the twelfth day, seen at a second look a week later."""
    finding = Finding.objects.select_related("milestone__plan", "milestone__task", "person").get(pk=finding.pk)
    milestone, done = finding.milestone, held + dt.timedelta(days=12)
    doer = Access.of(finding.person, finding.inspection.organisation, today=today) if finding.person else None
    if milestone is None or doer is None:
        return
    finish(
        milestone, by=doer, seen=milestone.version, at=_at(done, 15), done_on=done,
        result="Đã gỡ 07 thủ tục bị bãi bỏ, niêm yết lại danh mục mới.", without_proof="Bảng niêm yết tại trụ sở",
    )  # fmt: skip
    again = held + dt.timedelta(days=19)
    reinspect(
        finding, by=by, on=again, mended=True, words="Bảng niêm yết đúng danh mục đang có hiệu lực.", today=again,
        at=_at(again, 9),
    )  # fmt: skip


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=timezone.get_current_timezone())
