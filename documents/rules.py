"""Who keeps the book of outgoing papers and who reads it."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Capability


def can_view_register(access: Access) -> Decision:
    """The people of the office who see drafts: a held number names a paper that is not issued yet."""
    if access.from_above:
        return Denied("Sổ văn bản đi là của đơn vị; cấp trên xem văn bản đã ban hành.")
    if access.can(Capability.VIEW_DRAFTS):
        return Allowed()
    return Denied("Vai trò của ông/bà ở đơn vị này không xem sổ văn bản đi.")


def can_number(access: Access) -> Decision:
    """Give numbers and keep the book: văn thư (NĐ 30/2020, Điều 6 and 15)."""
    decision = can_view_register(access)
    if decision and not access.can(Capability.ISSUE_PLANS):
        return Denied("Chỉ văn thư của đơn vị cấp số và ghi sổ văn bản đi.")
    return decision
