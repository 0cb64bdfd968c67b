"""The link by which a phone reads somebody's own calendar: one a person and office, made anew or revoked at will."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from audit.record import record
from core.decision import require
from core.exceptions import DomainError
from organisations.access import Access
from organisations.models import AccessToken
from work import rules

LASTS_DAYS = 366


@transaction.atomic
def make_phone_link(*, by: Access, now: dt.datetime) -> tuple[AccessToken, str]:
    """(row, secret); the secret is known now and never again. A link made before stops at once."""
    require(rules.can_have_phone_link(by))
    assert by.organisation is not None
    _own(by).update(revoked_at=now)
    secret = AccessToken.new_secret()
    token = AccessToken.objects.create(
        scope=AccessToken.Scope.CALENDAR,
        hash=AccessToken.hash_of(secret),
        organisation=by.organisation,
        user=by.user,
        holder_name=by.user_name[:120],
        created_by_name=by.user_name[:120],
        expires_at=now + dt.timedelta(days=LASTS_DAYS),
    )
    record("Tạo đường dẫn lịch điện thoại", by.user, by=by)
    return token, secret


@transaction.atomic
def revoke_phone_link(*, by: Access, now: dt.datetime) -> None:
    require(rules.can_have_phone_link(by))
    if not _own(by).update(revoked_at=now):
        raise DomainError("Đường dẫn này đã thu hồi từ trước.")
    record("Thu hồi đường dẫn lịch điện thoại", by.user, by=by)


def _own(by: Access) -> QuerySet[AccessToken]:
    return AccessToken.objects.filter(
        scope=AccessToken.Scope.CALENDAR, organisation=by.organisation, user=by.user, revoked_at=None
    )
