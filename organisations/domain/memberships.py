"""Who works where, as what, from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from audit.record import record, record_many, snapshot
from core.decision import require
from core.exceptions import DomainError
from core.saving import save_checked
from core.text import squeeze
from organisations import rules
from organisations.access import Access
from organisations.enums import Role
from organisations.models import Membership, Organisation, Unit
from organisations.queries import other_admins

_DAY = dt.timedelta(days=1)
NEEDS_UNIT = frozenset({Role.UNIT_HEAD})


@transaction.atomic
def grant_membership(
    *,
    user: User,
    organisation: Organisation,
    role: Role,
    unit: Unit | None = None,
    title: str = "",
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    today: dt.date,
    by: Access,
) -> Membership:
    """Give a person a role. Writes Membership and audit.

    DomainError: the person has that role in those days, dates reversed, an account that is locked,
    a unit of another organisation or one that is closed, no unit for a unit head.
    """
    role = Role(role)
    require(rules.can_grant_role(by, organisation, role))
    if not user.is_active:
        raise DomainError("Tài khoản này đang khóa. Hãy mở khóa trước khi giao vai trò.")
    if not organisation.exists_on(valid_from):
        raise DomainError(f"{organisation.display_name} không hoạt động vào ngày {valid_from:%d/%m/%Y}.")
    if valid_to is not None and valid_to < valid_from:
        raise DomainError("Ngày kết thúc phải từ ngày bắt đầu trở đi. Hãy kiểm tra lại hai ngày.")
    _check_unit(unit, organisation, role, valid_from)
    if same_role(user, organisation, role, unit=unit, first=valid_from, last=valid_to) is not None:
        where = f" tại {unit.name}" if unit else ""
        raise DomainError(f"{user.full_name} đã có vai trò {role.label}{where} trong thời gian này.")
    membership = save_checked(
        Membership(
            user=user,
            organisation=organisation,
            unit=unit,
            role=role,
            title=squeeze(title),
            valid_from=valid_from,
            valid_to=valid_to,
        )
    )
    after = snapshot(membership, "role", "unit", "title", "valid_from", "valid_to")
    record("Giao vai trò", membership, by=by, after=after, organisation_id=organisation.pk)
    return membership


@dataclass(frozen=True)
class Grant:
    user: User
    role: Role
    unit: Unit | None
    title: str
    valid_from: dt.date


@transaction.atomic
def grant_many(*, organisation: Organisation, grants: Sequence[Grant], today: dt.date, by: Access) -> list[Membership]:
    """The same as `grant_membership` for a whole sheet, in few statements. All of them or none."""
    for role in {each.role for each in grants}:
        require(rules.can_grant_role(by, organisation, role))
    unfinished = Membership.objects.filter(organisation=organisation).exclude(valid_to__lt=today)
    known: set[tuple[int, str, int | None]] = set(unfinished.values_list("user_id", "role", "unit_id"))
    rows = []
    for each in grants:
        key = (each.user.pk, each.role.value, each.unit.pk if each.unit else None)
        if key in known:
            raise DomainError(f"{each.user.full_name} đã có vai trò {each.role.label} trong thời gian này.")
        if not each.user.is_active or not organisation.exists_on(each.valid_from):
            raise DomainError(f"Không giao được vai trò cho {each.user.full_name} từ {each.valid_from:%d/%m/%Y}.")
        _check_unit(each.unit, organisation, each.role, each.valid_from)
        known.add(key)
        row = Membership(
            user=each.user,
            organisation=organisation,
            unit=each.unit,
            role=each.role,
            title=squeeze(each.title)[:120],
            valid_from=each.valid_from,
        )
        rows.append(row)
    made = Membership.objects.bulk_create(rows, batch_size=200)
    facts = [(row, snapshot(row, "role", "unit", "title", "valid_from")) for row in made]
    record_many("Giao vai trò", facts, by=by, organisation_id=organisation.pk)
    return made


@transaction.atomic
def end_membership(
    *, membership: Membership, last_day: dt.date, reason: str = "", today: dt.date, by: Access
) -> Membership:
    """The role lasts until `last_day` included. The only administrator cannot be ended."""
    organisation = membership.organisation
    require(rules.can_grant_role(by, organisation, Role(membership.role)))
    if membership.valid_to is not None and membership.valid_to < today:
        raise DomainError("Vai trò này đã kết thúc từ trước.")
    if last_day < membership.valid_from:
        raise DomainError(
            f"Vai trò bắt đầu ngày {membership.valid_from:%d/%m/%Y}; ngày kết thúc phải từ ngày đó trở đi."
        )
    if membership.role == Role.ADMIN and membership.valid_to is None:
        keep_an_admin(organisation, membership.user, last_day)
    before = snapshot(membership, "valid_to")
    membership.valid_to = last_day
    save_checked(membership)
    after = snapshot(membership, "valid_to")
    record(
        "Kết thúc vai trò", membership, by=by, before=before, after=after, note=reason, organisation_id=organisation.pk
    )
    return membership


@transaction.atomic
def transfer_membership(
    *, membership: Membership, unit: Unit | None, title: str = "", on: dt.date, today: dt.date, by: Access
) -> Membership:
    """The same role in another unit of the same organisation from `on`: ends one row, begins the next."""
    if membership.valid_to is not None:
        raise DomainError("Vai trò này đã có ngày kết thúc, không chuyển bộ phận được. Hãy giao vai trò mới.")
    if unit == membership.unit:
        raise DomainError("Người này đang ở bộ phận đó. Hãy chọn bộ phận khác.")
    if on <= membership.valid_from:
        require(rules.can_grant_role(by, membership.organisation, Role(membership.role)))
        _check_unit(unit, membership.organisation, Role(membership.role), membership.valid_from)
        before = snapshot(membership, "unit", "title")
        membership.unit, membership.title = unit, squeeze(title) or membership.title
        save_checked(membership)
        after = snapshot(membership, "unit", "title")
        record(
            "Chuyển bộ phận", membership, by=by, before=before, after=after, organisation_id=membership.organisation_id
        )
        return membership
    new = grant_membership(
        user=membership.user,
        organisation=membership.organisation,
        role=Role(membership.role),
        unit=unit,
        title=title or membership.title,
        valid_from=on,
        today=today,
        by=by,
    )
    end_membership(membership=membership, last_day=on - _DAY, reason="Chuyển bộ phận", today=today, by=by)
    return new


def keep_an_admin(organisation: Organisation, user: User, last_day: dt.date) -> None:
    """Raise when nobody would be left who can manage accounts of an organisation that goes on."""
    if not organisation.exists_on(last_day + _DAY):
        return
    if not other_admins(organisation, user, last_day).exists():
        raise DomainError(
            f"{user.full_name} là quản trị duy nhất của {organisation.name}. "
            "Hãy giao vai trò Quản trị hệ thống cho người khác trước."
        )


def same_role(
    user: User,
    organisation: Organisation,
    role: Role,
    *,
    unit: Unit | None,
    first: dt.date,
    last: dt.date | None = None,
) -> Membership | None:
    """A row that already says this in days that overlap."""
    rows = Membership.objects.filter(user=user, organisation=organisation, role=role, unit=unit)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
    if last is not None:
        rows = rows.filter(valid_from__lte=last)
    return rows.first()


def end_all_in(organisation: Organisation, *, last_day: dt.date, by: Access) -> int:
    """End every role of an organisation that ends itself. Called by the tree in its transaction."""
    rows = Membership.objects.filter(organisation=organisation).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=last_day)
    )
    count = 0
    for membership in rows.select_related("user", "organisation"):
        before = snapshot(membership, "valid_to")
        membership.valid_to = max(last_day, membership.valid_from)
        membership.save(update_fields=["valid_to", "updated_at"])
        after = snapshot(membership, "valid_to")
        record("Kết thúc vai trò", membership, by=by, before=before, after=after, organisation_id=organisation.pk)
        count += 1
    return count


def transfer_all(organisation: Organisation, *, to: Organisation, on: dt.date, by: Access) -> int:
    """The roles in force the day before begin in the successor on `on`, without a unit. Called by the tree."""
    count = 0
    for membership in Membership.objects.active_on(on - _DAY).filter(organisation=organisation).select_related("user"):
        role = Role(membership.role)
        if not membership.user.is_active or same_role(membership.user, to, role, unit=None, first=on) is not None:
            continue
        new = Membership.objects.create(
            user=membership.user, organisation=to, role=role, title=membership.title, valid_from=on
        )
        record("Giao vai trò", new, by=by, after=snapshot(new, "role", "title", "valid_from"), organisation_id=to.pk)
        count += 1
    return count


def _check_unit(unit: Unit | None, organisation: Organisation, role: Role, day: dt.date) -> None:
    if unit is None:
        if role in NEEDS_UNIT:
            raise DomainError(f"Vai trò {role.label} cần chọn bộ phận.")
        return
    if unit.organisation_id != organisation.pk:
        raise DomainError("Bộ phận này không thuộc đơn vị đang mở. Hãy chọn lại bộ phận.")
    if unit.valid_to is not None and unit.valid_to < day:
        raise DomainError(f"{unit.name} đã ngừng hoạt động. Hãy chọn bộ phận khác.")
