"""Who may enter, see and end days on which a person is away."""

from __future__ import annotations

from collections.abc import Collection

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Capability, Role

_ALL = frozenset({Role.LEADER, Role.ADMIN})


def can_view_absences(access: Access) -> Decision:
    """Everybody who works here: one must know whom to ask instead."""
    if access.from_above:
        return Denied("Việc nghỉ, vắng là việc nội bộ của đơn vị.")
    if not access.can(Capability.VIEW_ISSUED):
        return Denied("Vai trò của ông/bà ở đơn vị này không xem danh sách nghỉ, vắng.")
    return Allowed()


def can_enter_for_anybody(access: Access) -> bool:
    return access.is_system or bool(access.roles & _ALL)


def can_enter_absence(access: Access, user_id: int, unit_people: Collection[int]) -> Decision:
    """For oneself; the head for the people of the unit; a leader or administrator for anybody of the office.

    `unit_people`: who works in the units of the person that asks.
    """
    decision = can_view_absences(access)
    if not decision:
        return decision
    if can_enter_for_anybody(access) or user_id == access.user_id:
        return Allowed()
    if Role.UNIT_HEAD in access.roles and user_id in unit_people:
        return Allowed()
    return Denied(
        "Ông/bà ghi được ngày nghỉ của chính mình; trưởng bộ phận ghi cho người của bộ phận; "
        "lãnh đạo và quản trị ghi cho mọi người trong đơn vị."
    )


def can_read_reason(access: Access, user_id: int, unit_people: Collection[int]) -> bool:
    """Why one is away is known to the person and to those who may enter it; the others see that, and until when."""
    return bool(can_enter_absence(access, user_id, unit_people))
