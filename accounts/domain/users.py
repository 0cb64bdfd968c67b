"""Accounts: opened, changed, locked, emptied of personal data. Who may ask is decided by `organisations`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from audit.record import Actor, record, record_many, snapshot
from core.exceptions import DomainError
from core.saving import save_checked
from core.text import squeeze

_FIELDS = ("full_name", "email", "staff_code", "phone")


@transaction.atomic
def create_user(
    *,
    full_name: str,
    email: str = "",
    staff_code: str = "",
    phone: str = "",
    password: str | None = None,
    now: dt.datetime | None = None,
    by: Actor,
    organisation_id: int | None = None,
) -> User:
    """A new account. Without a password it waits for its invitation to be accepted.

    DomainError: neither e-mail nor staff code, or one that is taken whatever its case.
    """
    user = User(full_name=squeeze(full_name))
    _fill(user, email=email, staff_code=staff_code, phone=phone)
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
        user.activated_at = now
    save_checked(user)
    record("Mở tài khoản", user, by=by, after=_facts(user), organisation_id=organisation_id)
    return user


@dataclass(frozen=True)
class NewUser:
    full_name: str
    email: str = ""
    staff_code: str = ""
    phone: str = ""


@transaction.atomic
def create_users(*, people: Sequence[NewUser], by: Actor, organisation_id: int | None = None) -> list[User]:
    """Many new accounts in few statements, each waiting for its invitation. All of them or none."""
    users = []
    for person in people:
        user = User(full_name=squeeze(person.full_name))
        _fill(user, email=person.email, staff_code=person.staff_code, phone=person.phone)
        user.set_unusable_password()
        user.fill_search()
        try:
            user.clean_fields()
        except ValidationError as error:
            raise DomainError(f"{person.full_name[:60]}: {' '.join(error.messages)}") from None
        users.append(user)
    try:
        with transaction.atomic():
            made = User.objects.bulk_create(users, batch_size=200)
    except IntegrityError:
        raise DomainError("Một thư điện tử hoặc mã cán bộ trong danh sách vừa được dùng cho người khác.") from None
    created = [(user, _facts(user)) for user in made]
    record_many("Mở tài khoản", created, by=by, organisation_id=organisation_id)
    return made


@transaction.atomic
def update_user(
    *,
    user: User,
    full_name: str,
    email: str,
    staff_code: str,
    phone: str,
    by: Actor,
    organisation_id: int | None = None,
) -> User:
    before, told = snapshot(user, *_FIELDS), _facts(user)
    user.full_name = squeeze(full_name)
    _fill(user, email=email, staff_code=staff_code, phone=phone)
    if before != snapshot(user, *_FIELDS):
        save_checked(user)
        record("Sửa tài khoản", user, by=by, before=told, after=_facts(user), organisation_id=organisation_id)
    return user


@transaction.atomic
def change_password(*, user: User, password: str, now: dt.datetime, by: Actor, how: str = "Đổi mật khẩu") -> User:
    """Set a password that passes the validators; the first one activates the account."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from None
    user.set_password(password)
    if user.activated_at is None:
        user.activated_at = now
    user.save()
    record(how, user, by=by)
    return user


@transaction.atomic
def deactivate_user(*, user: User, now: dt.datetime, reason: str = "", by: Actor) -> User:
    """Nobody signs in with this account any more; what the person did stays under the name."""
    if not user.is_active:
        raise DomainError("Tài khoản này đã khóa từ trước.")
    user.is_active, user.deactivated_at = False, now
    user.save()
    record("Khóa tài khoản", user, by=by, before={"is_active": True}, after={"is_active": False}, note=reason)
    return user


@transaction.atomic
def reactivate_user(*, user: User, by: Actor) -> User:
    if user.is_active:
        raise DomainError("Tài khoản này đang dùng được.")
    user.is_active, user.deactivated_at = True, None
    user.save()
    record("Mở khóa tài khoản", user, by=by, before={"is_active": False}, after={"is_active": True})
    return user


@transaction.atomic
def erase_contacts(*, user: User, now: dt.datetime, by: Actor) -> User:
    """Phone and e-mail of a locked account are emptied; the name stays because records carry it.

    The log says that they were erased, not what they were. Without a staff code the account keeps
    a code that nobody can sign in with, since one of the two must exist.
    """
    if user.is_active:
        raise DomainError("Chỉ xóa thông tin liên hệ của tài khoản đã khóa. Hãy khóa tài khoản trước.")
    if user.contacts_erased_at is not None:
        raise DomainError("Thông tin liên hệ của tài khoản này đã xóa từ trước.")
    user.email, user.phone = "", ""
    user.staff_code = user.staff_code or f"DA-XOA-{user.pk}"
    user.contacts_erased_at = now
    user.set_unusable_password()
    user.save()
    record("Xóa thông tin liên hệ", user, by=by, note="Đã xóa thư điện tử và điện thoại")
    return user


@transaction.atomic
def forget_old_sign_ins(*, now: dt.datetime) -> int:
    """Delete sign-ins and failed attempts (names, addresses of machines) older than settings.SIGN_IN_LOG_DAYS."""
    oldest = now - dt.timedelta(days=settings.SIGN_IN_LOG_DAYS)
    gone = 0
    for log in (AccessLog, AccessAttempt):
        gone += log.objects.filter(attempt_time__lt=oldest).delete()[0]
    return gone


def find_by_login(*, email: str = "", staff_code: str = "") -> User | None:
    """The person with this e-mail or this staff code. DomainError when the two belong to two people."""
    first = User.objects.by_login(email) if email.strip() else None
    second = User.objects.filter(staff_code=staff_code.strip().upper()).first() if staff_code.strip() else None
    if first is not None and second is not None and first.pk != second.pk:
        raise DomainError("Thư điện tử và mã cán bộ này thuộc hai người khác nhau. Hãy kiểm tra lại.")
    return first or second


def _facts(user: User) -> dict[str, str]:
    """What the log keeps of an account. Contact details are shortened there: erasing them must reach the log."""
    name, at, domain = user.email.partition("@")
    email = f"{name[:1]}•••{at}{domain}" if user.email else ""
    phone = f"•••{user.phone[-3:]}" if user.phone else ""
    return {"full_name": user.full_name, "email": email, "staff_code": user.staff_code, "phone": phone}


def _fill(user: User, *, email: str, staff_code: str, phone: str) -> None:
    user.email = email.strip().lower()
    user.staff_code = staff_code.strip().upper()
    user.phone = squeeze(phone)
    if not user.email and not user.staff_code:
        raise DomainError("Cần thư điện tử hoặc mã cán bộ để đăng nhập.")
    if "@" in user.staff_code:
        raise DomainError("Mã cán bộ không có ký tự @. Nếu là thư điện tử, hãy nhập vào ô Thư điện tử.")
