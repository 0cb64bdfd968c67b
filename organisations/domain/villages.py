"""Villages of a commune and the links by which their heads read, without an account."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from audit.record import record
from core.decision import require
from core.exceptions import DomainError
from core.text import squeeze
from organisations import rules
from organisations.access import Access
from organisations.codes import new_link_secret
from organisations.domain.tree import code_for, create_organisation
from organisations.enums import Level
from organisations.models import AccessToken, Organisation

LONGEST_DAYS = 5 * 366  # a village head's term is five years


@transaction.atomic
def create_village(
    *, commune: Organisation, name: str, valid_from: dt.date | None, today: dt.date, by: Access
) -> Organisation:
    """A thôn or tổ dân phố under its commune; the code is made of both names."""
    require(rules.can_manage_villages(by))
    name = squeeze(name)
    if not name:
        raise DomainError("Cần tên thôn, tổ dân phố.")
    names = Organisation.objects.filter(parent=commune, level=Level.VILLAGE, valid_to=None).values_list(
        "name", flat=True
    )
    if name.casefold() in {each.casefold() for each in names}:  # in Python: SQLite tells "Đ" from "đ"
        raise DomainError(f"Đã có {name}.")
    code = base = code_for(name, before=f"{commune.code}-")[:37]
    number = 2
    while Organisation.objects.filter(code=code).exists():
        code, number = f"{base}-{number}", number + 1
    return create_organisation(
        code=code,
        name=name,
        short_name=name[:120],
        level=Level.VILLAGE,
        parent=commune,
        agency_lines=[name.upper()],
        valid_from=valid_from,
        today=today,
        by=by,
    )


@transaction.atomic
def create_village_link(
    *, village: Organisation, holder_name: str, days: int, now: dt.datetime, by: Access
) -> tuple[AccessToken, str]:
    """A link for one village head: (row, secret). The secret is known now and never again."""
    require(rules.can_make_village_links(by))
    _require_village_here(village, by)
    holder_name = squeeze(holder_name)
    if not holder_name:
        raise DomainError("Cần họ tên trưởng thôn, tổ trưởng giữ đường dẫn.")
    if not 1 <= days <= LONGEST_DAYS:
        raise DomainError("Thời hạn từ 1 ngày đến 5 năm (một nhiệm kỳ).")
    secret = new_link_secret()
    token = AccessToken.objects.create(
        scope=AccessToken.Scope.VILLAGE,
        hash=AccessToken.hash_of(secret),
        organisation=village,
        holder_name=holder_name[:120],
        created_by_name=by.user_name[:120],
        expires_at=now + dt.timedelta(days=days),
    )
    record("Tạo đường dẫn trưởng thôn", village, by=by, note=holder_name)
    return token, secret


@transaction.atomic
def revoke_village_link(*, token: AccessToken, now: dt.datetime, by: Access) -> None:
    _require_own_village(token.organisation, by)
    if token.revoked_at is not None:
        raise DomainError("Đường dẫn này đã thu hồi từ trước.")
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    record("Thu hồi đường dẫn trưởng thôn", token.organisation, by=by, note=token.holder_name)


def note_use(*, token: AccessToken, now: dt.datetime) -> None:
    """Remember that the link is in use, at most once an hour."""
    if token.last_used_at is None or now - token.last_used_at > dt.timedelta(hours=1):
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _require_own_village(village: Organisation, by: Access) -> None:
    require(rules.can_manage_villages(by))
    _require_village_here(village, by)


def _require_village_here(village: Organisation, by: Access) -> None:
    if village.level != Level.VILLAGE or (not by.is_system and village.parent_id != by.organisation_id):
        raise DomainError("Thôn này không thuộc đơn vị đang mở.")
