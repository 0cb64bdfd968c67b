"""Who may see what. One's own notices need no rule but being asked for as one's own."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from notifications.enums import Sending
from notifications.models import OutgoingEmail
from organisations.access import Access
from organisations.enums import Capability


def can_read_notices(access: Access) -> Decision:
    """Everybody with a role here reads what was told to him or her."""
    return Allowed()


def can_see_unsent(access: Access) -> Decision:
    if access.can(Capability.MANAGE_PEOPLE):
        return Allowed()
    return Denied("Chỉ quản trị hệ thống của đơn vị xem thư chưa gửi được.")


def can_send_again(access: Access, letter: OutgoingEmail) -> Decision:
    decision = can_see_unsent(access)
    if not decision:
        return decision
    if letter.state != Sending.FAILED:
        return Denied("Thư này đang chờ gửi, cổng sẽ tự gửi lại.")
    if letter.secret:
        return Denied("Thư có liên kết riêng không gửi lại được: người nhận yêu cầu thư mới.")
    return Allowed()
