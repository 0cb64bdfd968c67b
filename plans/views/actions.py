"""The buttons of a plan: one list, each with the decision of its rule."""

from __future__ import annotations

from dataclasses import dataclass

from core.decision import Allowed, Decision
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
    if not rules.can_write_plans(access):
        return found
    replace = rules.can_replace_plan(access, plan)
    write = (
        [Action("Soạn thảo", "pencil-square", url(request, "editor", plan), edit, "primary", top=True)] if edit else []
    )
    tone = "outline-primary" if edit else "primary"
    return [
        *write,
        Action("Ghi nhận ban hành", "patch-check", url(request, "issue", plan), issue, tone, top=plan.is_draft),
        Action("Sửa phần đầu", "card-heading", url(request, "header", plan), edit),
        Action("Chèn căn cứ", "journal-text", url(request, "basis-search", plan), edit),
        Action("Nơi nhận và ký", "pen", url(request, "signing", plan), edit),
        Action("Đánh số lại", "list-ol", url(request, "renumber", plan), edit),
        *found,
        Action("Lập bản thay thế", "files", url(request, "replace", plan), replace),
        Action("Kết thúc", "flag", url(request, "close", plan), rules.can_close_plan(access, plan)),
        Action("Xóa dự thảo", "trash", url(request, "discard", plan), edit, "outline-danger"),
    ]
