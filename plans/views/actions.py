"""The buttons of a plan: one list, each with the decision of its rule."""

from __future__ import annotations

from dataclasses import dataclass

from core.decision import Allowed, Decision
from organisations.enums import Level
from organisations.http import StaffRequest
from plans import rules
from plans.models import Plan
from plans.views.answers import url


@dataclass(frozen=True)
class Action:
    label: str
    icon: str
    url: str
    decision: Decision
    tone: str = "outline-primary"
    top: bool = False  # stands beside the title, not in the side panel
    slot: str = ""  # id of the place the button stands in, where a fragment exchanges it


def plan_actions(request: StaffRequest, plan: Plan) -> list[Action]:
    """Every act on this plan for this person. Those of a person who never acts here are left out."""
    access = request.access
    edit, view = rules.can_edit_plan(access, plan), Allowed()
    issue = rules.can_issue_plan(access, plan)
    found = [
        Action("Nhiệm vụ", "list-task", url(request, "tasks", plan), view),
        Action("Căn cứ, chỉ tiêu, công khai, báo cáo", "list-check", url(request, "clauses", plan), view),
    ]
    history = rules.can_view_history(access, plan)
    if history:
        found.append(Action("Lịch sử", "clock-history", url(request, "history", plan), history))
    check = rules.can_check_plan(access, plan)
    if check:
        found.append(Action("Kiểm tra trước khi trình", "clipboard-check", url(request, "readiness", plan), check))
    send_back = rules.can_return_plan(access, plan)
    returning = (
        [Action("Trả lại", "arrow-return-left", url(request, "return", plan), send_back, top=True)] if send_back else []
    )
    give = rules.can_add_task(access, plan)
    if give:
        found.append(Action("Giao thêm việc", "plus-lg", url(request, "added-new", plan), give))
    if not rules.can_write_plans(access):
        return [*returning, *found]
    replace = rules.can_replace_plan(access, plan)
    write = [Action("Soạn thảo", "pencil-square", url(request, "editor", plan), edit, top=True)] if edit else []
    submit, withdraw = rules.can_submit_plan(access, plan), rules.can_withdraw_plan(access, plan)
    moves = [
        Action("Trình lãnh đạo", "send", url(request, "submit", plan), submit, "primary", top=True, slot="nut-trinh")
    ]
    if withdraw:
        moves = [Action("Rút về sửa", "arrow-counterclockwise", url(request, "withdraw", plan), withdraw, top=True)]
    submitted = plan.is_unissued and not plan.is_draft
    tone = "primary" if submitted else "outline-primary"
    record = Action("Ghi nhận ban hành", "patch-check", url(request, "issue", plan), issue, tone, top=plan.is_unissued)
    return [
        *write,
        *returning,
        *([] if submitted else [record]),
        *(moves if plan.is_unissued else []),
        *([record] if submitted else []),
        Action("Sửa phần đầu", "card-heading", url(request, "header", plan), edit),
        Action("Chèn căn cứ", "journal-text", url(request, "basis-search", plan), edit),
        Action("Nơi nhận và ký", "pen", url(request, "signing", plan), edit),
        Action("Đánh số lại", "list-ol", url(request, "renumber", plan), edit),
        *found,
        Action("Lập cho năm sau", "calendar-plus", url(request, "start-from", plan, kind="nam-truoc"), view),
        *_offers(request, plan),
        Action("Lập bản thay thế", "files", url(request, "replace", plan), replace),
        Action("Kết thúc", "flag", url(request, "close", plan), rules.can_close_plan(access, plan)),
        Action("Xóa dự thảo", "trash", url(request, "discard", plan), edit, "outline-danger"),
    ]


def _offers(request: StaffRequest, plan: Plan) -> list[Action]:
    """Offering the plan as a beginning to others. Only offices that have offices below are asked about those."""
    access = request.access
    model, below = rules.can_offer_model(access, plan), rules.can_show_below(access, plan)
    name = "Thôi làm mẫu" if plan.is_model else "Dùng làm mẫu"
    found = [Action(name, "file-earmark-ruled", url(request, "model-offer", plan), model)]
    if plan.organisation.level in (Level.PROVINCE, Level.DISTRICT):
        name = "Thôi cho đơn vị cấp dưới xem" if plan.shown_below else "Cho đơn vị cấp dưới xem"
        found.append(Action(name, "diagram-3", url(request, "below-show", plan), below))
    return found
