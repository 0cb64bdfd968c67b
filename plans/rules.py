"""Who may do what to a plan. Each refusal is the sentence a person reads."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Capability, Level
from plans.enums import UNISSUED, PlanState
from plans.models import Plan


def can_view_plans(access: Access) -> Decision:
    if access.can(Capability.VIEW_ISSUED):
        return Allowed()
    return Denied("Vai trò của ông/bà ở đơn vị này không xem kế hoạch.")


def can_write_plans(access: Access) -> Decision:
    """Start a plan here: drafters, unit heads and clerks of the organisation itself."""
    if access.from_above:
        return Denied("Cấp trên xem kế hoạch của xã sau khi ban hành; soạn và sửa là việc của xã.")
    if not access.can(Capability.EDIT_PLANS):
        return Denied("Chỉ người soạn thảo, trưởng bộ phận hoặc văn thư được soạn kế hoạch.")
    return Allowed()


def _can_write_here(access: Access, plan: Plan) -> Decision:
    """Whoever writes plans writes those of the own organisation, also where the access reaches below."""
    if plan.organisation_id != access.organisation_id:
        return Denied("Kế hoạch này thuộc đơn vị khác.")
    return can_write_plans(access)


def can_view_plan(access: Access, plan: Plan) -> Decision:
    if not plan.organisation.path.startswith(access.paths or ("-",)):
        return Denied("Kế hoạch này thuộc đơn vị khác.")
    above = access.from_above or plan.organisation_id != access.organisation_id
    if plan.is_unissued and (above or not access.can(Capability.VIEW_DRAFTS)):
        return Denied("Kế hoạch còn là dự thảo; chỉ người soạn thảo và lãnh đạo của đơn vị xem được.")
    return can_view_plans(access)


def can_view_history(access: Access, plan: Plan) -> Decision:
    """The log holds words of drafts; it is for those who may read them."""
    if access.from_above or not access.can(Capability.VIEW_DRAFTS):
        return Denied("Lịch sử soạn thảo chỉ dành cho người soạn thảo và lãnh đạo của đơn vị.")
    return can_view_plan(access, plan)


def can_edit_plan(access: Access, plan: Plan) -> Decision:
    allowed = _can_write_here(access, plan)
    if not allowed:
        return allowed
    if plan.state == PlanState.SUBMITTED:
        return Denied("Kế hoạch đã trình lãnh đạo; hãy rút về để sửa.")
    if plan.state != PlanState.DRAFT:
        return Denied("Kế hoạch đã ban hành nên câu chữ không sửa được nữa. Hãy lập bản thay thế.")
    return Allowed()


def can_assign_people(access: Access, plan: Plan) -> Decision:
    """Persons in charge and what is followed may change after issue: the paper does not change with them."""
    allowed = _can_write_here(access, plan)
    if not allowed:
        return allowed
    if plan.state not in (*UNISSUED, PlanState.ISSUED):
        return Denied("Kế hoạch không còn hiệu lực nên không phân công nữa.")
    return Allowed()


def can_add_task(access: Access, plan: Plan) -> Decision:
    """Give a duty its paper does not name, under a plan in force, or take it back: leaders, and who writes plans."""
    foreign = access.from_above or plan.organisation_id != access.organisation_id
    if foreign or not (access.can(Capability.EDIT_PLANS) or access.can(Capability.RETURN_PLANS)):
        return Denied("Chỉ lãnh đạo, người soạn thảo, trưởng bộ phận hoặc văn thư của đơn vị giao thêm việc.")
    if plan.state != PlanState.ISSUED:
        return Denied("Chỉ giao thêm việc theo kế hoạch đang có hiệu lực.")
    return Allowed()


def can_check_plan(access: Access, plan: Plan) -> Decision:
    """What is still missing is for those who see drafts, and of no use once the paper is out."""
    if not plan.is_unissued:
        return Denied("Kế hoạch đã ban hành nên không còn kiểm tra trước khi trình.")
    return can_view_plan(access, plan)


def can_submit_plan(access: Access, plan: Plan) -> Decision:
    """Whoever writes the plan submits it. What stops it is looked for by the door itself."""
    allowed = _can_write_here(access, plan)
    if not allowed:
        return allowed
    if plan.state == PlanState.SUBMITTED:
        return Denied("Kế hoạch đã trình lãnh đạo, đang chờ xem.")
    if plan.state != PlanState.DRAFT:
        return Denied("Kế hoạch đã ban hành nên không trình nữa.")
    return Allowed()


def can_withdraw_plan(access: Access, plan: Plan) -> Decision:
    allowed = _can_write_here(access, plan)
    if not allowed:
        return allowed
    if plan.state != PlanState.SUBMITTED:
        return Denied("Chỉ rút về được kế hoạch đang trình lãnh đạo.")
    return Allowed()


def can_return_plan(access: Access, plan: Plan) -> Decision:
    foreign = access.from_above or plan.organisation_id != access.organisation_id
    if foreign or not access.can(Capability.RETURN_PLANS):
        return Denied("Chỉ lãnh đạo hoặc trưởng bộ phận của đơn vị trả lại kế hoạch đã trình.")
    if plan.state != PlanState.SUBMITTED:
        return Denied("Chỉ trả lại được kế hoạch đang trình lãnh đạo.")
    return Allowed()


def can_issue_plan(access: Access, plan: Plan) -> Decision:
    if access.from_above or plan.organisation_id != access.organisation_id or not access.can(Capability.ISSUE_PLANS):
        return Denied("Chỉ văn thư của đơn vị ghi nhận số và ngày ban hành.")
    if not plan.is_unissued:
        return Denied("Kế hoạch này đã được ban hành.")
    return Allowed()


def can_replace_plan(access: Access, plan: Plan) -> Decision:
    allowed = _can_write_here(access, plan)
    if not allowed:
        return allowed
    if plan.state != PlanState.ISSUED:
        return Denied("Chỉ lập bản thay thế cho kế hoạch đang có hiệu lực.")
    if hasattr(plan, "replaced_by"):
        return Denied("Đã có một bản thay thế đang soạn cho kế hoạch này.")
    return Allowed()


def can_close_plan(access: Access, plan: Plan) -> Decision:
    foreign = access.from_above or plan.organisation_id != access.organisation_id
    if foreign or not (access.can(Capability.ISSUE_PLANS) or access.can(Capability.EDIT_PLANS)):
        return Denied("Chỉ người soạn thảo, trưởng bộ phận hoặc văn thư của đơn vị kết thúc kế hoạch.")
    if plan.state != PlanState.ISSUED:
        return Denied("Chỉ kết thúc kế hoạch đang có hiệu lực.")
    return Allowed()


def can_offer_model(access: Access, plan: Plan) -> Decision:
    """Offer a plan of the own office as a model, or take it back: the words do not change, so any state will do."""
    return _can_write_here(access, plan)


def can_show_below(access: Access, plan: Plan) -> Decision:
    """Let the offices below read a plan in force, and plan from it; or stop doing so."""
    allowed = _can_write_here(access, plan)
    if not allowed:
        return allowed
    if plan.organisation.level not in (Level.PROVINCE, Level.DISTRICT):
        return Denied("Đơn vị này không có đơn vị cấp dưới lập kế hoạch trên hệ thống.")
    if plan.state != PlanState.ISSUED:
        return Denied("Chỉ kế hoạch đang có hiệu lực mới cho đơn vị cấp dưới xem.")
    return Allowed()
