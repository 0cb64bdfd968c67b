"""Who may give work to people, many pieces at once, and take that back."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Capability, Role
from work import rules
from work.models import AssignmentBatch


def can_assign_work(access: Access) -> Decision:
    """A leader, or whoever writes plans here and so names the person in charge of a single duty."""
    decision = rules.can_view_work(access)
    if not decision:
        return decision
    if access.is_system or Role.LEADER in access.roles or access.can(Capability.EDIT_PLANS):
        return Allowed()
    return Denied("Chỉ lãnh đạo, trưởng bộ phận, người soạn thảo hoặc văn thư giao việc cho người khác.")


def only_for_units(access: Access) -> frozenset[int] | None:
    """A unit head gives what his units lead to their people; None: every duty, to everybody of the office."""
    wide = {Role.LEADER, Role.CLERK, Role.DRAFTER}
    if access.is_system or wide & set(access.roles) or Role.UNIT_HEAD not in access.roles:
        return None
    return access.unit_ids


def can_undo_batch(access: Access, batch: AssignmentBatch) -> Decision:
    """Whoever gave the work, or a leader; once."""
    decision = can_assign_work(access)
    if not decision:
        return decision
    if batch.undone_at is not None:
        return Denied(f"{batch.undone_by_name} đã hoàn tác lần giao việc này.")
    if Role.LEADER in access.roles or access.is_system or batch.by_id == access.user_id:
        return Allowed()
    return Denied("Chỉ người đã giao, hoặc lãnh đạo, hoàn tác được lần giao việc này.")
