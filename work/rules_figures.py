"""Who may correct figures and say what a target came to. Each refusal is the sentence a person reads."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Capability, Role
from plans.enums import PlanState
from plans.models import Plan
from work.duties import Duties
from work.models import Figure, Milestone
from work.rules import can_view_work


def can_view_figures(access: Access) -> Decision:
    """Totals are read by everybody of the office, as the work is."""
    return can_view_work(access)


def can_correct_figure(access: Access, figure: Figure, milestone: Milestone, duties: Duties) -> Decision:
    """Whoever said it, those whose work it is, and leaders; also after the result was accepted or the plan ended:
    a wrong number in a report of last year is still wrong."""
    decision = can_view_work(access)
    if not decision:
        return decision
    if milestone.organisation_id != access.organisation_id:
        return Denied("Số liệu này của đơn vị khác.")
    if figure.value is None:
        return Denied("Số này đã được bỏ.")
    said_it = access.user_id is not None and figure.entry.by_id == access.user_id
    if said_it or _is_theirs(access, milestone, duties):
        return Allowed()
    return Denied("Chỉ người đã ghi, người phụ trách, người của bộ phận chủ trì hoặc lãnh đạo được đính chính.")


def can_add_figures_later(access: Access, milestone: Milestone, duties: Duties) -> Decision:
    """Figures of what was reported as done, where they came in later: those who may correct them. Before it is done
    they are said with the report."""
    decision = can_view_work(access)
    if not decision:
        return decision
    if milestone.organisation_id != access.organisation_id:
        return Denied("Việc này của đơn vị khác.")
    if milestone.task.same_as_id is not None:
        return Denied("Nhiệm vụ này đã gộp với nhiệm vụ khác: hãy ghi số liệu ở nhiệm vụ ấy.")
    if milestone.completed_on is None:
        return Denied("Việc chưa xong: hãy ghi số liệu khi cập nhật tiến độ.")
    if _is_theirs(access, milestone, duties):
        return Allowed()
    return Denied("Chỉ người phụ trách, người của bộ phận chủ trì hoặc lãnh đạo được bổ sung số liệu.")


def _is_theirs(access: Access, milestone: Milestone, duties: Duties) -> bool:
    in_charge = duties.person_id in access.person_ids or milestone.holder_id in access.person_ids
    if access.is_system or in_charge or Role.LEADER in access.roles:
        return True
    return bool(duties.lead_units & access.unit_ids) or (duties.is_nobodys and access.can(Capability.EDIT_PLANS))


def can_enter_values(access: Access, plan: Plan, lead_units: frozenset[int]) -> Decision:
    """Say what the targets of an issued plan came to: whoever writes plans, leaders, and the people of the units that
    lead its duties. Also of a plan that has ended, since the figures of a year come in after it."""
    decision = can_view_work(access)
    if not decision:
        return decision
    if plan.organisation_id != access.organisation_id:
        return Denied("Kế hoạch này thuộc đơn vị khác.")
    if plan.state == PlanState.REPLACED:
        return Denied("Kế hoạch đã có bản thay thế: hãy ghi kết quả ở bản đang có hiệu lực.")
    if plan.state not in (PlanState.ISSUED, PlanState.CLOSED):
        return Denied("Kế hoạch chưa ban hành nên chưa ghi kết quả chỉ tiêu.")
    if access.is_system or access.can(Capability.EDIT_PLANS) or Role.LEADER in access.roles:
        return Allowed()
    if lead_units & access.unit_ids:
        return Allowed()
    return Denied(
        "Chỉ người soạn thảo, trưởng bộ phận, văn thư, lãnh đạo hoặc người của bộ phận chủ trì ghi kết quả chỉ tiêu."
    )
