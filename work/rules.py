"""Who may do what about the carrying out of plans. Each refusal is the sentence a person reads."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Capability, Role
from plans.enums import PlanState
from plans.models import Plan, PlanTask
from work.duties import Duties
from work.models import Milestone


def can_view_work(access: Access) -> Decision:
    """Progress is the office's own matter; from above one sees what was issued and, later, what was reported."""
    if access.from_above:
        return Denied("Tiến độ từng việc là việc nội bộ của đơn vị; cấp trên xem kế hoạch đã ban hành và báo cáo.")
    if not access.can(Capability.VIEW_ISSUED):
        return Denied("Vai trò của ông/bà ở đơn vị này không theo dõi việc thực hiện kế hoạch.")
    return Allowed()


def can_set_days(access: Access) -> Decision:
    """Set the day of a duty whose words name none: whoever writes plans here, or a leader."""
    decision = can_view_work(access)
    if not decision:
        return decision
    if access.can(Capability.EDIT_PLANS) or Role.LEADER in access.roles or access.is_system:
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
    if Role.LEADER in access.roles or access.is_system:
        return Allowed()
    if Role.UNIT_HEAD in access.roles and duties.lead_units & access.unit_ids:
        return Allowed()
    return Denied("Chỉ lãnh đạo, hoặc trưởng bộ phận chủ trì việc này, được gia hạn.")


def _open_here(access: Access, milestone: Milestone) -> Decision:
    """Of this office, of a plan in force, not done yet."""
    decision = can_view_work(access)
    if not decision:
        return decision
    in_force = _in_force(access, milestone.plan)
    if not in_force:
        return in_force
    if milestone.superseded:
        return Denied("Bản thay thế của kế hoạch không còn yêu cầu việc này; tiến độ đã ghi được giữ lại để xem.")
    if milestone.completed_on is not None:
        return Denied("Việc này đã báo hoàn thành.")
    return Allowed()


def _in_force(access: Access, plan: Plan) -> Decision:
    if plan.organisation_id != access.organisation_id:
        return Denied("Kế hoạch này thuộc đơn vị khác.")
    if plan.state != PlanState.ISSUED:
        return Denied("Kế hoạch đã kết thúc hoặc đã được thay thế nên không ghi tiến độ nữa.")
    return Allowed()
