"""Who may read and keep the catalogue of legal texts."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Capability
from reference.models import LegalText


def can_view_texts(access: Access) -> Decision:
    if access.can(Capability.VIEW_ISSUED):
        return Allowed()
    return Denied("Vai trò của ông/bà ở đơn vị này không xem danh mục văn bản căn cứ.")


def can_add_texts(access: Access) -> Decision:
    """Texts an office keeps for itself: whoever writes its plans."""
    if access.from_above:
        return Denied("Danh mục riêng của đơn vị do người soạn kế hoạch của chính đơn vị ghi.")
    if not access.can(Capability.EDIT_PLANS):
        return Denied("Chỉ người soạn thảo, trưởng bộ phận hoặc văn thư được ghi văn bản căn cứ của đơn vị.")
    return Allowed()


def can_keep_common(access: Access) -> Decision:
    """The common catalogue serves every office: it is kept by the administrator at the top."""
    top = access.organisation is not None and access.organisation.parent_id is None
    if top and not access.from_above and access.can(Capability.MANAGE_TREE):
        return Allowed()
    return Denied(
        "Danh mục dùng chung do quản trị của cấp tỉnh sửa. "
        "Nếu thấy sai, ông/bà báo quản trị cấp tỉnh, hoặc ghi bản riêng của đơn vị."
    )


def can_change_texts(access: Access) -> Decision:
    """Whoever keeps either catalogue: for pages where the one text is not known yet."""
    own = can_add_texts(access)
    return own if own or not can_keep_common(access) else Allowed()


def can_change_text(access: Access, text: LegalText) -> Decision:
    if text.organisation_id is None:
        return can_keep_common(access)
    if text.organisation_id != access.organisation_id:
        return Denied("Văn bản này thuộc danh mục của đơn vị khác.")
    return can_add_texts(access)


def can_delete_text(access: Access, text: LegalText) -> Decision:
    allowed = can_change_text(access, text)
    if allowed and text.origin:
        return Denied("Văn bản này có sẵn trong danh mục kèm theo cổng nên không xóa được; nếu sai, hãy sửa.")
    return allowed
