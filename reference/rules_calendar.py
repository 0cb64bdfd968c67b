"""Who may correct the calendar that all offices share."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Capability


def can_view_calendar(access: Access) -> Decision:
    """Everybody who works in the organisation or looks at it from above."""
    return Allowed() if access.organisation is not None else Denied("Trang này cần một đơn vị.")


def can_edit_calendar(access: Access) -> Decision:
    """A day off holds for every office below, so it is for the administrator of the topmost one."""
    organisation = access.organisation
    if organisation is None or organisation.parent_id is not None or access.from_above:
        return Denied(
            "Ngày nghỉ, ngày làm bù dùng chung cho mọi đơn vị nên do quản trị của cơ quan cấp cao nhất trên cổng cập "
            "nhật. Thấy thiếu hoặc sai, ông/bà hãy báo quản trị ở đó."
        )
    if not access.can(Capability.MANAGE_TREE):
        return Denied("Chỉ người có vai trò Quản trị hệ thống được sửa ngày nghỉ, ngày làm bù.")
    return Allowed()
