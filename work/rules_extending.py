"""Who may ask for more time, and who may answer. Who gives it without being asked: work.rules.can_extend."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from work import rules
from work.duties import Duties
from work.models import ExtensionRequest, Milestone


def can_ask_extension(access: Access, milestone: Milestone, duties: Duties) -> Decision:
    """Those who do the work, where they cannot give themselves the time."""
    decision = rules.can_do(access, milestone, duties)
    if not decision:
        return decision
    if milestone.is_checkpoint:
        return Denied("Kỳ ghi nhận việc thường xuyên không có hạn để gia hạn.")
    if rules.can_extend(access, milestone, duties):
        return Denied("Ông/bà được gia hạn việc này nên không cần xin.")
    return Allowed()


def can_take_back_extension(access: Access, request: ExtensionRequest) -> Decision:
    """Whoever asked, as long as nobody has answered."""
    decision = rules.can_view_work(access)
    if not decision:
        return decision
    if request.answered_at is not None:
        return _over(request)
    if access.is_system or (access.user_id is not None and request.asked_by_id == access.user_id):
        return Allowed()
    return Denied(f"Chỉ {request.asked_by_name}, người đã đề nghị, rút được đề nghị này.")


def can_answer_extension(access: Access, request: ExtensionRequest, milestone: Milestone, duties: Duties) -> Decision:
    """Whoever may extend; not the one who asked."""
    if request.answered_at is not None:
        return _over(request)
    decision = rules.can_extend(access, milestone, duties)
    if decision and access.user_id is not None and request.asked_by_id == access.user_id:
        return Denied("Người đề nghị không tự trả lời đề nghị của mình.")
    return decision


def _over(request: ExtensionRequest) -> Denied:
    if request.withdrawn:
        return Denied(f"{request.asked_by_name} đã rút đề nghị này.")
    return Denied(f"Đề nghị này đã được {request.answered_by_name} trả lời.")
