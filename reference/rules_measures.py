"""Who may read and keep what is counted."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Capability
from reference.models import Measure


def can_view_measures(access: Access) -> Decision:
    if access.can(Capability.VIEW_ISSUED):
        return Allowed()
    return Denied("Vai trò của ông/bà ở đơn vị này không xem danh mục loại số liệu.")


def can_add_measures(access: Access) -> Decision:
    """What an office counts for itself: whoever writes its plans."""
    if access.from_above:
        return Denied("Loại số liệu riêng của đơn vị do người soạn kế hoạch của chính đơn vị ghi.")
    if not access.can(Capability.EDIT_PLANS):
        return Denied("Chỉ người soạn thảo, trưởng bộ phận hoặc văn thư được thêm loại số liệu của đơn vị.")
    return Allowed()


def can_keep_common_measures(access: Access) -> Decision:
    """The common ones are counted by every office: they are kept by the administrator at the top."""
    top = access.organisation is not None and access.organisation.parent_id is None
    if top and not access.from_above and access.can(Capability.MANAGE_TREE):
        return Allowed()
    return Denied("Loại số liệu dùng chung do quản trị của cấp tỉnh sửa. Đơn vị cần thêm thì ghi loại riêng.")


def can_change_measures(access: Access) -> Decision:
    """Whoever keeps either: for pages where the one measure is not known yet."""
    own = can_add_measures(access)
    return own if own or not can_keep_common_measures(access) else Allowed()


def can_change_measure(access: Access, measure: Measure) -> Decision:
    if measure.organisation_id is None:
        return can_keep_common_measures(access)
    if measure.organisation_id != access.organisation_id:
        return Denied("Loại số liệu này của đơn vị khác.")
    return can_add_measures(access)
