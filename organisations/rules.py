"""Who may do what to organisations, units and accounts."""

from __future__ import annotations

from core.decision import Allowed, Decision, Denied
from organisations.access import Access
from organisations.enums import Capability, Level, Role
from organisations.models import Organisation
from organisations.roles import ROLES_AT

CHILDREN: dict[Level, frozenset[Level]] = {
    Level.PROVINCE: frozenset({Level.DISTRICT, Level.COMMUNE}),
    Level.DISTRICT: frozenset({Level.COMMUNE}),
    Level.COMMUNE: frozenset({Level.VILLAGE}),
    Level.VILLAGE: frozenset(),
}


def can_view_organisation(access: Access) -> Decision:
    """Everybody who works in the organisation or looks at it from above."""
    return Allowed() if access.organisation is not None else Denied("Trang này cần một đơn vị.")


def can_manage_people(access: Access) -> Decision:
    """Units, accounts and roles of one organisation are kept by its own administrator."""
    if access.can(Capability.MANAGE_PEOPLE):
        return Allowed()
    if access.can(Capability.APPOINT_ADMIN):
        return Denied(
            "Bộ phận và tài khoản của đơn vị này do quản trị của chính đơn vị quản lý. "
            "Quản trị cấp trên chỉ mở tài khoản quản trị, tại trang Đơn vị cấp dưới của mình."
        )
    return Denied("Chỉ người có vai trò Quản trị hệ thống của đơn vị được quản lý bộ phận và tài khoản.")


def can_manage_people_of(access: Access, organisation: Organisation) -> Decision:
    """The same, for a row: it must be of the organisation in the URL."""
    decision = can_manage_people(access)
    if decision and not access.is_system and organisation.pk != access.organisation_id:
        return Denied("Đơn vị này không thuộc trang đang mở.")
    return decision


def can_grant_role(access: Access, organisation: Organisation, role: Role) -> Decision:
    """The own administrator grants every role of the level; one from above grants administrator alone."""
    if role not in ROLES_AT[Level(organisation.level)]:
        where = organisation.get_level_display().lower()
        return Denied(f"Vai trò {role.label} không có ở {where}. Hãy chọn vai trò khác.")
    if can_manage_people_of(access, organisation):
        return Allowed()
    if role == Role.ADMIN and can_appoint_admin(access, organisation):
        return Allowed()
    decision = can_manage_people(access)
    return decision if isinstance(decision, Denied) else Denied("Đơn vị này không thuộc trang đang mở.")


def can_appoint_admin(access: Access, organisation: Organisation) -> Decision:
    """A superior's administrator, standing in the superior's pages, for a commune or district below."""
    if access.is_system:
        return Allowed()
    decision = can_manage_tree(access)
    if not decision:
        return decision
    below = access.organisation is not None and _is_below(access.organisation, organisation)
    if not below or organisation.level == Level.VILLAGE:
        return Denied("Chỉ mở được tài khoản quản trị cho đơn vị cấp dưới của đơn vị mình.")
    return Allowed()


def can_manage_tree(access: Access) -> Decision:
    if access.can(Capability.MANAGE_TREE):
        return Allowed()
    return Denied("Chỉ người có vai trò Quản trị hệ thống được thêm, sửa đơn vị và thôn.")


def can_see_below(access: Access) -> Decision:
    """The list of organisations below: of a province or district, for its administrator."""
    if access.organisation is not None and access.organisation.level in {Level.COMMUNE, Level.VILLAGE}:
        return Denied("Danh sách đơn vị cấp dưới chỉ có ở cấp tỉnh. Thôn, tổ dân phố ở trang Thôn.")
    return can_manage_tree(access)


def can_manage_villages(access: Access) -> Decision:
    if access.organisation is not None and access.organisation.level != Level.COMMUNE:
        return Denied("Thôn, tổ dân phố chỉ có ở cấp xã.")
    return can_manage_tree(access)


def can_make_village_links(access: Access) -> Decision:
    """The administrator, and whoever writes plans here: a link opens only what the commune sends that village."""
    if access.organisation is not None and access.organisation.level != Level.COMMUNE:
        return Denied("Thôn, tổ dân phố chỉ có ở cấp xã.")
    if access.can(Capability.MANAGE_TREE) or access.can(Capability.EDIT_PLANS):
        return Allowed()
    return Denied("Chỉ quản trị, người soạn thảo, trưởng bộ phận hoặc văn thư được tạo đường dẫn cho trưởng thôn.")


def can_create_below(access: Access, parent: Organisation | None, level: Level) -> Decision:
    """A province makes districts and communes, a commune its villages; the installation makes the first province."""
    if access.is_system and parent is None:
        return Allowed() if access.organisation is None else Denied("Chỉ bước cài đặt tạo được đơn vị gốc.")
    if parent is None:
        return Denied("Cần chọn đơn vị cấp trên.")
    if level not in CHILDREN[Level(parent.level)]:
        return Denied(f"{level.label} không trực thuộc {parent.get_level_display().lower()}.")
    return can_change_tree(access, parent)


def can_change_tree(access: Access, organisation: Organisation) -> Decision:
    """Inside the subtree of the organisation in the URL."""
    decision = can_manage_tree(access)
    if not decision or (access.is_system and access.organisation is None):
        return decision
    assert access.organisation is not None
    if not organisation.path.startswith(access.organisation.path):
        return Denied("Đơn vị này không thuộc phạm vi quản lý của đơn vị mình.")
    return Allowed()


def can_change_position(access: Access, organisation: Organisation) -> Decision:
    """Moving, merging, dissolving: by the administrator of an organisation strictly above."""
    decision = can_change_tree(access, organisation)
    if decision and access.organisation is not None and access.organisation_id == organisation.pk:
        return Denied("Việc sắp xếp đơn vị do quản trị của cấp trên thực hiện.")
    return decision


def can_remember_spelling(access: Access) -> Decision:
    """Whoever edits plans links printed names to units; the administrator may as well."""
    if access.can(Capability.EDIT_PLANS) or access.can(Capability.MANAGE_PEOPLE):
        return Allowed()
    return Denied("Chỉ người soạn thảo hoặc quản trị được ghi nhớ cách viết tên bộ phận.")


def can_view_audit(access: Access) -> Decision:
    if access.can(Capability.VIEW_AUDIT):
        return Allowed()
    return Denied("Nhật ký chỉ dành cho lãnh đạo và quản trị của đơn vị.")


def _is_below(upper: Organisation, lower: Organisation) -> bool:
    return lower.pk != upper.pk and lower.path.startswith(upper.path)
