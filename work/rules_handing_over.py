"""Who may hand over the duties of whom."""

from __future__ import annotations

from collections.abc import Collection

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Role
from work import rules

_ALL = frozenset({Role.LEADER, Role.ADMIN})


def can_hand_over(access: Access) -> Decision:
    """Leaders, administrators and heads of units move work between people."""
    decision = rules.can_view_work(access)
    if not decision:
        return decision
    if access.is_system or access.roles & (_ALL | {Role.UNIT_HEAD}):
        return Allowed()
    return Denied("Chỉ lãnh đạo, quản trị hoặc trưởng bộ phận lập bàn giao công việc.")


def for_anybody(access: Access) -> bool:
    return access.is_system or bool(access.roles & _ALL)


def can_hand_over_of(access: Access, giver_id: int, unit_people: Collection[int]) -> Decision:
    """The head of a unit for the people of the unit, leaders and administrators for everybody."""
    decision = can_hand_over(access)
    if not decision or for_anybody(access) or giver_id in unit_people:
        return decision
    return Denied("Trưởng bộ phận chỉ lập bàn giao cho người của bộ phận mình.")
