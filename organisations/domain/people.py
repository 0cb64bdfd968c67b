"""The people of one organisation: added, invited, locked, forgotten by its administrator.

An administrator may change a person's account only while the person has no role elsewhere: whoever
could set the password of a colleague of another commune would read that commune.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction

from accounts.domain import second_factor, users
from accounts.domain.users import find_by_login
from accounts.emails import send_account_changed, send_letter
from accounts.models import User
from audit.record import record
from core.decision import require
from core.exceptions import DomainError
from core.text import fold, squeeze
from organisations import rules
from organisations.access import Access
from organisations.codes import new_code, printed, typed
from organisations.domain.memberships import grant_membership, keep_an_admin
from organisations.enums import Role
from organisations.models import AccessToken, Membership, Organisation, Unit
from organisations.queries import unfinished_elsewhere


@dataclass(frozen=True)
class Invitation:
    """`code` as printed; `sent`: the letter was taken by the mail server."""

    user: User
    code: str
    expires_at: dt.datetime
    sent: bool = False


@transaction.atomic
def add_person(
    *,
    organisation: Organisation,
    full_name: str,
    email: str = "",
    staff_code: str = "",
    phone: str = "",
    role: Role,
    unit: Unit | None = None,
    title: str = "",
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    today: dt.date,
    by: Access,
) -> tuple[User, bool]:
    """A role for the person with this e-mail or staff code, or for a new account: (person, is new).

    An existing account is attached only when the name agrees, so that nobody learns a stranger's
    name by typing addresses. Writes User, Membership, audit.
    """
    require(rules.can_grant_role(by, organisation, Role(role)))
    user = find_by_login(email=email, staff_code=staff_code)
    if user is not None and fold(user.full_name) != fold(full_name):
        raise DomainError(
            "Thư điện tử hoặc mã cán bộ này đã thuộc một tài khoản mang tên khác. "
            "Hãy kiểm tra lại họ tên, hoặc dùng thư điện tử khác."
        )
    is_new = user is None
    if user is None:
        user = users.create_user(
            full_name=full_name,
            email=email,
            staff_code=staff_code,
            phone=phone,
            by=by,
            organisation_id=organisation.pk,
        )
    grant_membership(
        user=user,
        organisation=organisation,
        role=role,
        unit=unit,
        title=title,
        valid_from=valid_from,
        valid_to=valid_to,
        today=today,
        by=by,
    )
    return user, is_new


@transaction.atomic
def update_person(
    *, user: User, full_name: str, email: str, staff_code: str, phone: str, today: dt.date, by: Access
) -> User:
    """Change what is held of a person. The former address is told when the e-mail changes."""
    organisation_id = require_ours(user, by=by, today=today)
    old_email = user.email
    users.update_user(
        user=user,
        full_name=full_name,
        email=email,
        staff_code=staff_code,
        phone=phone,
        by=by,
        organisation_id=organisation_id,
    )
    if old_email and old_email != user.email:
        what = "Thư điện tử đăng nhập của tài khoản vừa được quản trị đơn vị thay bằng địa chỉ khác."
        transaction.on_commit(partial(send_account_changed, user, what, to=old_email), robust=True)
    return user


@transaction.atomic
def deactivate_person(*, user: User, reason: str = "", today: dt.date, now: dt.datetime, by: Access) -> User:
    """Lock the account. Not one's own, and not the only administrator's."""
    require_ours(user, by=by, today=today)
    if user.pk == by.user_id:
        raise DomainError("Ông/bà không tự khóa tài khoản của mình được. Hãy nhờ quản trị khác.")
    for membership in Membership.objects.active_on(today).filter(user=user, role=Role.ADMIN):
        keep_an_admin(membership.organisation, user, today)
    return users.deactivate_user(user=user, now=now, reason=squeeze(reason), by=by)


@transaction.atomic
def reactivate_person(*, user: User, today: dt.date, by: Access) -> User:
    require_ours(user, by=by, today=today)
    return users.reactivate_user(user=user, by=by)


@transaction.atomic
def erase_person_contacts(*, user: User, today: dt.date, now: dt.datetime, by: Access) -> User:
    """Empty e-mail and telephone of an account that was locked long enough (settings.CONTACTS_KEPT_DAYS)."""
    require_ours(user, by=by, today=today)
    first = erasable_from(user)
    if first is not None and now < first:
        raise DomainError(
            f"Chỉ xóa được thông tin liên hệ sau {settings.CONTACTS_KEPT_DAYS} ngày kể từ khi khóa, "
            f"từ ngày {first:%d/%m/%Y}."
        )
    return users.erase_contacts(user=user, now=now, by=by)


def erasable_from(user: User) -> dt.datetime | None:
    """When the contact details of a locked account may be erased; None while it is in use."""
    if user.is_active or user.deactivated_at is None:
        return None
    return user.deactivated_at + dt.timedelta(days=settings.CONTACTS_KEPT_DAYS)


@transaction.atomic
def reset_person_second_factor(*, user: User, reason: str, today: dt.date, by: Access) -> None:
    """A lost telephone. Not one's own: a thief at an open screen would do just that."""
    organisation_id = require_ours(user, by=by, today=today)
    if user.pk == by.user_id:
        raise DomainError("Ông/bà không tự đặt lại xác thực của mình được. Hãy nhờ quản trị khác hoặc cấp trên.")
    if not squeeze(reason):
        raise DomainError("Hãy ghi lý do, ví dụ: mất điện thoại ngày 12/5.")
    second_factor.reset_second_factor(user=user, reason=squeeze(reason), by=by, organisation_id=organisation_id)
    what = "Xác thực hai bước của tài khoản vừa được quản trị đơn vị đặt lại. Lần đăng nhập tới cần thiết lập lại."
    transaction.on_commit(partial(send_account_changed, user, what), robust=True)


@transaction.atomic
def make_invitation(*, user: User, today: dt.date, now: dt.datetime, by: Access) -> Invitation:
    """A one-time code that lets the person set a password; earlier codes stop working.

    Only its hash is kept: it can be printed now and never again.
    """
    organisation_id = require_ours(user, by=by, today=today)
    if not user.is_active:
        raise DomainError("Tài khoản này đang khóa. Hãy mở khóa trước khi cấp mã.")
    AccessToken.objects.filter(scope=AccessToken.Scope.INVITATION, user=user, revoked_at=None).update(revoked_at=now)
    code, expires_at = new_code(), now + dt.timedelta(days=settings.INVITATION_DAYS)
    AccessToken.objects.create(
        scope=AccessToken.Scope.INVITATION,
        hash=AccessToken.hash_of(code),
        organisation_id=organisation_id,
        user=user,
        holder_name=user.full_name,
        created_by_name=by.user_name,
        expires_at=expires_at,
    )
    record("Cấp mã mời", user, by=by, organisation_id=organisation_id)
    return Invitation(user=user, code=printed(code), expires_at=expires_at)


def invite_by_mail(*, user: User, today: dt.date, now: dt.datetime, by: Access) -> Invitation:
    """The same code by letter. The letter goes after the commit; `sent` says whether it is on its way."""
    if not user.email:
        raise DomainError("Tài khoản này chưa có thư điện tử. Hãy in phiếu mã.")
    made = make_invitation(user=user, today=today, now=now, by=by)
    context = {"code": made.code, "secret": typed(made.code), "expires_at": made.expires_at}
    sent = send_letter(
        "organisations/email/invitation",
        user,
        {**context, "organisation": by.organisation},
        secret=True,
        not_after=made.expires_at,
    )
    return Invitation(user=user, code=made.code, expires_at=made.expires_at, sent=sent)


@transaction.atomic
def accept_invitation(*, code: str, password: str, now: dt.datetime, request_id: str = "") -> User:
    """Set the password with a code that is neither used, revoked nor expired."""
    token = (
        AccessToken.objects.select_for_update(of=("self",))
        .filter(scope=AccessToken.Scope.INVITATION, hash=AccessToken.hash_of(typed(code)))
        .select_related("user")
        .first()
    )
    if token is None or token.user is None or token.revoked_at is not None or token.expires_at <= now:
        raise DomainError("Mã mời không đúng, đã dùng hoặc đã hết hạn. Hãy nhờ quản trị của đơn vị cấp mã mới.")
    if not token.user.is_active:
        raise DomainError("Tài khoản này đang khóa. Hãy liên hệ quản trị của đơn vị.")
    by = Access(user=token.user, request_id=request_id)
    users.change_password(user=token.user, password=password, now=now, by=by, how="Nhận mã mời, đặt mật khẩu")
    token.revoked_at = token.last_used_at = now
    token.save(update_fields=["revoked_at", "last_used_at"])
    return token.user


def require_ours(user: User, *, by: Access, today: dt.date) -> int:
    """The organisation for the log, when this person's account is this administrator's to change.

    The own administrator: for people with a role here, present or past, and none elsewhere. One
    from above: for people whose every role is administrator of an organisation below.
    """
    unfinished = list(Membership.objects.filter(user=user).exclude(valid_to__lt=today).select_related("organisation"))
    here = by.organisation
    if here is None:
        raise DomainError("Việc này cần một đơn vị.")
    if unfinished and all(
        each.role == Role.ADMIN and each.organisation_id != here.pk and rules.can_appoint_admin(by, each.organisation)
        for each in unfinished
    ):
        return unfinished[0].organisation_id
    require(rules.can_manage_people_of(by, here))
    if not Membership.objects.filter(user=user, organisation=here).exists():
        raise DomainError("Người này không thuộc đơn vị đang mở.")
    if unfinished_elsewhere(user, here, today).exists():
        raise DomainError(
            f"{user.full_name} còn vai trò ở đơn vị khác, nên tài khoản không do riêng đơn vị này quản lý. "
            "Ông/bà chỉ giao và kết thúc vai trò tại đơn vị mình."
        )
    return here.pk
