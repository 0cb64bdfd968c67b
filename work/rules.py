"""Who may do what about the carrying out of plans. Each refusal is the sentence a person reads."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Capability, Role
from plans.enums import PlanState
from plans.models import Plan, PlanTask
from work.duties import Duties
from work.enums import EntryKind
from work.models import Evidence, Milestone, SavedView


def can_view_work(access: Access) -> Decision:
    """Progress is the office's own matter; from above one sees what was issued and, later, what was reported."""
    if access.from_above:
        return Denied("Tiến độ từng việc là việc nội bộ của đơn vị; cấp trên xem kế hoạch đã ban hành và báo cáo.")
    if not access.can(Capability.VIEW_ISSUED):
        return Denied("Vai trò của ông/bà ở đơn vị này không theo dõi việc thực hiện kế hoạch.")
    return Allowed()


def can_have_phone_link(access: Access) -> Decision:
    """A person's own calendar outside the portal."""
    decision = can_view_work(access)
    if decision and access.user_id is None:
        return Denied("Lịch trên điện thoại là của từng người có tài khoản.")
    return decision


def can_share_views(access: Access) -> Decision:
    """Offer a list under a name to the whole office."""
    decision = can_view_work(access)
    if decision and not _is_leader(access):
        return Denied("Chỉ lãnh đạo lưu danh sách dùng chung cho cả đơn vị.")
    return decision


def can_change_view(access: Access, view: SavedView) -> Decision:
    """Whoever saved it; a shared one any leader."""
    decision = can_view_work(access)
    if not decision:
        return decision
    if view.owner_id == access.user_id or (view.shared and _is_leader(access)):
        return Allowed()
    return Denied("Danh sách này do người khác lưu.")


# ------------------------------------------------------------------ days


def can_set_days(access: Access) -> Decision:
    """Set the day of a duty whose words name none: whoever writes plans here, or a leader."""
    decision = can_view_work(access)
    if not decision:
        return decision
    if access.can(Capability.EDIT_PLANS) or _is_leader(access):
        return Allowed()
    return Denied("Chỉ lãnh đạo, người soạn thảo, trưởng bộ phận hoặc văn thư đặt hạn cho nhiệm vụ.")


def can_set_day_of(access: Access, task: PlanTask) -> Decision:
    decision = can_set_days(access)
    if not decision:
        return decision
    in_force = _in_force(access, task.plan)
    if not in_force:
        return in_force
    if not task.tracked or task.same_as_id:
        return Denied("Nhiệm vụ này chỉ in hoặc đã gộp với nhiệm vụ khác nên không theo dõi ở đây.")
    return Allowed()


def can_extend(access: Access, milestone: Milestone, duties: Duties) -> Decision:
    """A leader, or the head of a unit that leads the task."""
    decision = _open_here(access, milestone)
    if not decision:
        return decision
    if milestone.is_checkpoint:
        return Denied("Kỳ ghi nhận việc thường xuyên không có hạn để gia hạn.")
    if _is_leader(access) or (Role.UNIT_HEAD in access.roles and duties.lead_units & access.unit_ids):
        return Allowed()
    return Denied("Chỉ lãnh đạo, hoặc trưởng bộ phận chủ trì việc này, được gia hạn.")


# ------------------------------------------------------------------ doing


def can_do(access: Access, milestone: Milestone, duties: Duties) -> Decision:
    """Take over, report, finish, add proof: those whose work it is, until it is done."""
    decision = _open_here(access, milestone)
    return _is_theirs(access, duties, milestone.holder_id) if decision else decision


def can_note(access: Access, milestone: Milestone, duties: Duties) -> Decision:
    """A note about continuous work; more than one may be written about a period."""
    decision = _live_here(access, milestone)
    if decision and not milestone.is_checkpoint:
        return Denied("Việc này có hạn: hãy báo cáo tiến độ hoặc báo hoàn thành.")
    return _is_theirs(access, duties, milestone.holder_id) if decision else decision


def can_confirm(access: Access, milestone: Milestone, duties: Duties) -> Decision:
    """A coordinating unit says that its part is done, before the leader accepts the whole."""
    decision = _live_here(access, milestone)
    if not decision:
        return decision
    if milestone.accepted_on is not None:
        return Denied("Kết quả đã được duyệt nên không xác nhận thêm.")
    if duties.coordinating_units & access.unit_ids or access.is_system:
        return Allowed()
    return Denied("Chỉ người của bộ phận phối hợp xác nhận phần của bộ phận mình.")


def can_add_proof(access: Access, milestone: Milestone, duties: Duties) -> Decision:
    """Those who do the work and those who help, until the result is accepted."""
    decision = _live_here(access, milestone)
    if not decision:
        return decision
    if milestone.accepted_on is not None:
        return Denied("Kết quả đã được duyệt nên không thêm minh chứng. Lãnh đạo trả lại thì thêm được.")
    if duties.coordinating_units & access.unit_ids:
        return Allowed()
    return _is_theirs(access, duties, milestone.holder_id)


def can_withdraw_proof(access: Access, evidence: Evidence, milestone: Milestone) -> Decision:
    """Whoever added it, or a leader, until the result is accepted."""
    decision = _live_here(access, milestone)
    if not decision:
        return decision
    if milestone.accepted_on is not None:
        return Denied("Kết quả đã được duyệt nên minh chứng được giữ nguyên.")
    if _is_leader(access) or (access.user_id is not None and evidence.added_by_id == access.user_id):
        return Allowed()
    return Denied("Chỉ người đã thêm minh chứng này, hoặc lãnh đạo, được rút.")


# ------------------------------------------------------------------ judging


def can_approve(access: Access, milestone: Milestone, duties: Duties) -> Decision:
    """A leader of the office, or the one named above the task who did not do it, once it was reported as done."""
    decision = _live_here(access, milestone)
    if not decision:
        return decision
    if milestone.is_checkpoint:
        return Denied("Việc thường xuyên chỉ ghi nhận theo kỳ, không cần duyệt.")
    if milestone.completed_on is None:
        return Denied("Việc này chưa báo hoàn thành.")
    if milestone.accepted_on is not None:
        return Denied("Kết quả đã được duyệt.")
    return _judges(access, milestone, duties, "duyệt kết quả")


def can_return(access: Access, milestone: Milestone, duties: Duties) -> Decision:
    """Send a result back with a reason; whoever reported it may take it back before it is accepted."""
    decision = _live_here(access, milestone)
    if not decision:
        return decision
    if milestone.completed_on is None or milestone.is_checkpoint:
        return Denied("Việc này chưa báo hoàn thành nên không có gì để trả lại.")
    if milestone.accepted_on is None and _is_theirs(access, duties, milestone.holder_id):
        return Allowed()
    return _judges(access, milestone, duties, "trả lại kết quả")


def _is_leader(access: Access) -> bool:
    return Role.LEADER in access.roles or access.is_system


def _judges(access: Access, milestone: Milestone, duties: Duties, what: str) -> Decision:
    """A leader in his own right judges everything here. Who directs without being one, or stands in for the director
    on leave, judges the work of others only."""
    if _is_leader(access):
        return Allowed()
    if duties.director_id not in access.person_ids:
        return Denied(f"Chỉ lãnh đạo đơn vị được {what}.")
    if _did_it(access, milestone):
        return Denied(f"Ông/bà làm hoặc báo cáo việc này nên không tự {what}. Lãnh đạo khác của đơn vị quyết định.")
    return Allowed()


def _did_it(access: Access, milestone: Milestone) -> bool:
    """Holds it, reported it last or reported it as done. One query."""
    if milestone.holder_id is not None and milestone.holder_id in access.person_ids:
        return True
    reported = milestone.entries.filter(kind__in=(EntryKind.REPORT, EntryKind.FINISH)).order_by("-pk")
    return access.user_id is not None and reported.values_list("by", flat=True).first() == access.user_id


def _is_theirs(access: Access, duties: Duties, holder_id: int | None) -> Decision:
    """The person in charge or holding it, the people of a leading unit; of a duty that is nobody's here, whoever
    writes plans. Who stands in for somebody on leave has that person's duties, too."""
    if access.is_system or duties.lead_units & access.unit_ids:
        return Allowed()
    if duties.person_id in access.person_ids or holder_id in access.person_ids:
        return Allowed()
    if duties.is_nobodys and access.can(Capability.EDIT_PLANS):
        return Allowed()
    return Denied("Chỉ người phụ trách, hoặc người của bộ phận chủ trì, cập nhật việc này.")


def _live_here(access: Access, milestone: Milestone) -> Decision:
    """Of this office, of a plan in force, still asked for."""
    decision = can_view_work(access)
    if not decision:
        return decision
    in_force = _in_force(access, milestone.plan)
    if not in_force:
        return in_force
    if milestone.superseded:
        return Denied("Bản thay thế của kế hoạch không còn yêu cầu việc này; tiến độ đã ghi được giữ lại để xem.")
    if not milestone.task.tracked or milestone.task.same_as_id:
        return Denied("Nhiệm vụ này chỉ in hoặc đã gộp với nhiệm vụ khác nên không theo dõi ở đây.")
    return Allowed()


def _open_here(access: Access, milestone: Milestone) -> Decision:
    decision = _live_here(access, milestone)
    if decision and milestone.completed_on is not None:
        return Denied("Việc này đã báo hoàn thành.")
    return decision


def _in_force(access: Access, plan: Plan) -> Decision:
    if plan.organisation_id != access.organisation_id:
        return Denied("Kế hoạch này thuộc đơn vị khác.")
    if plan.state != PlanState.ISSUED:
        return Denied("Kế hoạch đã kết thúc hoặc đã được thay thế nên không ghi tiến độ nữa.")
    return Allowed()
