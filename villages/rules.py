"""Who may ask villages, and what a village head's link may do. Each refusal is the sentence a person reads."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Level
from plans.enums import PlanState
from villages.models import VillageItem
from work import rules as work_rules
from work.duties import Duties
from work.models import Milestone


def can_view_asks(access: Access) -> Decision:
    """Everybody of a commune who follows its work; villages exist nowhere else."""
    if access.organisation is not None and access.organisation.level != Level.COMMUNE:
        return Denied("Chỉ cấp xã giao việc cho thôn, tổ dân phố.")
    return work_rules.can_view_work(access)


def can_ask(access: Access, milestone: Milestone, duties: Duties) -> Decision:
    """Those who may do the work may ask the villages for their part of it, and gather what they answer."""
    decision = can_view_asks(access)
    if not decision:
        return decision
    if milestone.is_checkpoint:
        return work_rules.can_note(access, milestone, duties)
    return work_rules.can_do(access, milestone, duties)


def can_answer(item: VillageItem, milestone: Milestone) -> Decision:
    """What the holder of the village's link may still send. Asked again under the lock, by the row as it is."""
    office = item.ask.organisation.name
    if item.withdrawn_at is not None:
        return Denied(f"Thôn không phải làm việc này nữa: {item.withdrawn_reason}")
    if item.taken_at is not None:
        return Denied(f"{_capital(office)} đã nhận câu trả lời nên không sửa được nữa. Nếu có chỗ sai, hãy gọi cho xã.")
    if is_over(milestone):
        return Denied(f"{_capital(office)} đã làm xong việc này, thôn không cần gửi nữa. Nếu cần, hãy gọi cho xã.")
    return Allowed()


def is_over(milestone: Milestone) -> bool:
    """The work is done, or asked for no more: nothing is expected of the villages."""
    stopped = milestone.superseded or not milestone.task.tracked or milestone.task.same_as_id is not None
    done = milestone.completed_on is not None and not milestone.is_checkpoint
    return stopped or done or milestone.accepted_on is not None or milestone.plan.state != PlanState.ISSUED


def can_manage_item(access: Access, item: VillageItem, duties: Duties) -> Decision:
    """Take a reply, send it back, withdraw the village: while the work goes on."""
    decision = can_ask(access, item.ask.milestone, duties)
    if decision and item.withdrawn_at is not None:
        return Denied("Phần của thôn này đã rút.")
    return decision


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
