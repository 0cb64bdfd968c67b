"""Who may press for late work: Đôn đốc."""

from __future__ import annotations

import datetime as dt

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Role
from plans.enums import PlanState
from work.duties import Duties
from work.models import Milestone
from work.rules import can_view_work
from work.timing import Standing


def can_nudge(access: Access, milestone: Milestone, duties: Duties, today: dt.date) -> Decision:
    """A leader, the one named above the task, or the head of a unit that leads it; of what is late."""
    decision = can_view_work(access)
    if not decision:
        return decision
    if milestone.organisation_id != access.organisation_id:
        return Denied("Việc này thuộc đơn vị khác.")
    task = milestone.task
    if milestone.superseded or milestone.plan.state != PlanState.ISSUED or not task.tracked or task.same_as_id:
        return Denied("Việc này không còn theo dõi nên không đôn đốc.")
    if milestone.timeliness(today).standing is not Standing.LATE:
        return Denied("Chỉ đôn đốc việc đã quá hạn; việc sắp đến hạn được nhắc tự động.")
    leads = Role.UNIT_HEAD in access.roles and bool(duties.lead_units & access.unit_ids)
    directs = access.user_id is not None and duties.director_id == access.user_id
    if Role.LEADER in access.roles or access.is_system or leads or directs:
        return Allowed()
    return Denied("Chỉ lãnh đạo, hoặc trưởng bộ phận chủ trì việc này, được đôn đốc.")
