"""The first organisation of an empty installation, and the person who administers it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from core.exceptions import DomainError
from core.text import fold, squeeze
from organisations.access import Access
from organisations.domain.people import Invitation, add_person, make_invitation
from organisations.domain.tree import code_for, create_organisation
from organisations.enums import Level, Role
from organisations.models import Membership, Organisation

# How a name begins → the level it tells.
KINDS = {
    "tỉnh": Level.PROVINCE,
    "thành phố": Level.PROVINCE,
    "xã": Level.COMMUNE,
    "phường": Level.COMMUNE,
    "đặc khu": Level.COMMUNE,
}


@dataclass(frozen=True)
class Office:
    """`invitation` is None where the administrator has a password already (from another organisation)."""

    organisation: Organisation
    login: str
    invitation: Invitation | None


@dataclass(frozen=True)
class OfficeName:
    """A full name taken apart: "Xã An Bình" → "xã An Bình", "An Bình", commune; level None where it does not tell."""

    name: str
    short_name: str
    level: Level | None

    @property
    def agency_lines(self) -> list[str]:
        """Ô 2 of the letterhead."""
        return ["ỦY BAN NHÂN DÂN", self.name.upper()]


def read_name(typed: str) -> OfficeName:
    name = squeeze(typed)
    for kind, level in KINDS.items():
        if fold(name).startswith(fold(kind) + " "):
            rest = name.split(" ", len(kind.split()))[-1]
            return OfficeName(f"{kind} {rest}", rest, level)
    return OfficeName(name, name, None)


@transaction.atomic
def found_office(
    *,
    name: str,
    code: str = "",
    short_name: str = "",
    level: Level | None = None,
    admin_name: str,
    email: str = "",
    staff_code: str = "",
    another: bool = False,
    today: dt.date,
    now: dt.datetime,
) -> Office:
    """A province or a single commune above which there is nothing, with its administrator and the code to begin with.

    What is left empty is read from the name. Writes Organisation, User, Membership, AccessToken,
    audit. Raises DomainError when there is an organisation already (unless `another` is wanted),
    when the name does not tell the level, and for values the columns refuse.
    """
    known = Organisation.objects.filter(parent=None).order_by("path").first()
    if known is not None and not another:
        raise DomainError(
            f"Cổng đã có {known.display_name}. Đơn vị cấp dưới do quản trị của đơn vị ấy thêm trên trang web."
        )
    read = read_name(name)
    level = level or read.level
    if not read.name:
        raise DomainError("Hãy cho biết tên đơn vị, ví dụ: xã An Bình.")
    if level not in (Level.PROVINCE, Level.COMMUNE):
        raise DomainError(f"Chưa rõ “{read.name}” là cấp tỉnh hay cấp xã. Hãy ghi đủ, ví dụ: xã An Bình, tỉnh Hà Sơn.")
    organisation = create_organisation(
        code=code or code_for(read.name),
        name=read.name,
        short_name=short_name or read.short_name,
        level=level,
        parent=None,
        agency_lines=read.agency_lines,
        today=today,
        by=Access.setup(),
    )
    by = Access.system(organisation, name="Cài đặt")
    user, _ = add_person(
        organisation=organisation, full_name=admin_name, email=email, staff_code=staff_code, role=Role.ADMIN,
        valid_from=today, today=today, by=by,
    )  # fmt: skip
    invitation = make_invitation(user=user, today=today, now=now, by=by) if user.activated_at is None else None
    return Office(organisation, user.login_name, invitation)


@transaction.atomic
def renew_first_code(*, code: str, today: dt.date, now: dt.datetime) -> Office:
    """The code was lost or ran out before the first administrator used it: another one for the same person.

    Raises DomainError when there is no such organisation or nobody there waits for a code.
    """
    organisation = Organisation.objects.filter(code=code, parent=None).first()
    if organisation is None:
        raise DomainError(f"Không có đơn vị gốc nào mang mã “{code}”.")
    admins = Membership.objects.active_on(today).filter(organisation=organisation, role=Role.ADMIN)
    if admins.filter(user__activated_at__isnull=False, user__is_active=True).exists():
        raise DomainError(
            f"{organisation.display_name} đã có quản trị dùng tài khoản. Người ấy cấp mã cho người khác trên trang web."
        )
    waiting = admins.filter(user__is_active=True).select_related("user").order_by("pk").first()
    if waiting is None:
        raise DomainError(f"{organisation.display_name} không có quản trị nào chờ kích hoạt.")
    by = Access.system(organisation, name="Cài đặt")
    made = make_invitation(user=waiting.user, today=today, now=now, by=by)
    return Office(organisation, waiting.user.login_name, made)
