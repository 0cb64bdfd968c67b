"""Who may see the offices below."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Capability


def can_enter(access: Access) -> Decision:
    """Everybody with a role here; strangers never get this far (404)."""
    return Allowed()


def can_view_below(access: Access) -> Decision:
    if access.can(Capability.VIEW_BELOW):
        return Allowed()
    return Denied("Chỉ cán bộ thẩm định và lãnh đạo cấp trên xem danh sách đơn vị trực thuộc.")
