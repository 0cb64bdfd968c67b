"""Who may do what about inspections. Each refusal is the sentence a person reads."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from inspections.models import Finding, Inspection
from organisations.access import Access
from organisations.enums import Capability, Level, Role


def can_view_inspections(access: Access) -> Decision:
    """Everybody of the office; what it finds is its own matter until it sends a conclusion."""
    if access.from_above:
        return Denied("Kiểm tra nội bộ là việc của đơn vị; cấp trên xem kết luận của cuộc kiểm tra do mình tổ chức.")
    if not access.can(Capability.VIEW_ISSUED):
        return Denied("Vai trò của ông/bà ở đơn vị này không xem việc kiểm tra, giám sát.")
    return Allowed()


def can_write_inspections(access: Access) -> Decision:
    """Plan inspections and write their records: leaders and whoever writes plans."""
    decision = can_view_inspections(access)
    if not decision:
        return decision
    if access.can(Capability.EDIT_PLANS) or _is_leader(access):
        return Allowed()
    return Denied("Chỉ lãnh đạo, người soạn thảo, trưởng bộ phận hoặc văn thư lập và ghi cuộc kiểm tra.")


def can_change(access: Access, inspection: Inspection) -> Decision:
    decision = _here(access, inspection)
    if not decision:
        return decision
    if inspection.concluded_on is not None:
        return Denied("Cuộc kiểm tra đã kết luận nên nội dung được giữ nguyên.")
    if inspection.cancelled_on is not None:
        return Denied("Cuộc kiểm tra đã hủy.")
    return Allowed()


def can_cancel(access: Access, inspection: Inspection) -> Decision:
    decision = can_change(access, inspection)
    if decision and inspection.held_on is not None:
        return Denied("Cuộc kiểm tra đã diễn ra nên không hủy được.")
    return decision


def can_conclude(access: Access, inspection: Inspection) -> Decision:
    decision = can_change(access, inspection)
    if decision and inspection.held_on is None:
        return Denied("Hãy ghi biên bản trước khi kết luận.")
    return decision


def can_add_file(access: Access, inspection: Inspection) -> Decision:
    """The signed minutes are scanned after the conclusion, so files may follow it."""
    decision = _here(access, inspection)
    if decision and inspection.held_on is None:
        return Denied("Hãy ghi biên bản trước khi thêm tệp.")
    return decision


def can_send(access: Access, inspection: Inspection) -> Decision:
    """Let the office that was inspected see the conclusion."""
    decision = _here(access, inspection)
    if not decision:
        return decision
    if not inspection.is_from_above:
        return Denied("Chỉ gửi kết luận khi kiểm tra một đơn vị cấp dưới.")
    if inspection.concluded_on is None:
        return Denied("Hãy kết luận trước khi gửi.")
    if inspection.sent_on is not None:
        return Denied("Kết luận đã gửi.")
    return Allowed()


def can_give(access: Access, finding: Finding) -> Decision:
    """Make a finding a duty under a plan of this office."""
    decision = _open(access, finding)
    if not decision:
        return decision
    if finding.inspection.is_from_above:
        return Denied("Nội dung này do đơn vị được kiểm tra giao việc, sau khi nhận kết luận.")
    if finding.is_under_way:
        return Denied("Nội dung này đã được giao thành việc.")
    return Allowed()


def can_reinspect(access: Access, finding: Finding, doers: frozenset[int]) -> Decision:
    """Say after another look whether it is mended. `doers`: people who had to mend it or said that it is done."""
    decision = _open(access, finding)
    if not decision:
        return decision
    if access.is_system:
        return decision
    if access.user_id in doers:
        return Denied("Người phải khắc phục không tự kết luận là đã khắc phục. Hãy nhờ người kiểm tra khác.")
    if access.stands_in_for & doers:
        return Denied("Ông/bà đang làm thay người phải khắc phục. Hãy nhờ người kiểm tra khác.")
    if finding.unit_id in access.unit_ids and not _is_leader(access):
        return Denied("Bộ phận phải khắc phục không tự kết luận là đã khắc phục. Hãy nhờ người kiểm tra khác.")
    return Allowed()


def can_take(access: Access, finding: Finding) -> Decision:
    """Make a finding of an office above a duty of one's own, once its conclusion has come."""
    decision = can_write_inspections(access)
    if not decision:
        return decision
    inspection = finding.inspection
    if inspection.place_id != access.organisation_id or inspection.sent_on is None:
        return Denied("Kết luận này không gửi cho đơn vị.")
    if not finding.asks or finding.closed_on is not None:
        return Denied("Nội dung này không cần khắc phục nữa.")
    if finding.is_taken:
        return Denied("Nội dung này đã được giao thành việc.")
    return Allowed()


def may_inspect_below(access: Access) -> bool:
    """Whether there can be offices below to inspect."""
    return access.organisation is not None and access.organisation.level in (Level.PROVINCE, Level.DISTRICT)


def _is_leader(access: Access) -> bool:
    return Role.LEADER in access.roles or access.is_system


def _here(access: Access, inspection: Inspection) -> Decision:
    if inspection.organisation_id != access.organisation_id:
        return Denied("Cuộc kiểm tra này của đơn vị khác.")
    return can_write_inspections(access)


def _open(access: Access, finding: Finding) -> Decision:
    decision = _here(access, finding.inspection)
    if not decision:
        return decision
    if finding.inspection.concluded_on is None:
        return Denied("Hãy kết luận cuộc kiểm tra trước.")
    if not finding.asks:
        return Denied("Ưu điểm không cần khắc phục.")
    if finding.closed_on is not None:
        return Denied("Nội dung này đã được kết luận là khắc phục xong.")
    return Allowed()
