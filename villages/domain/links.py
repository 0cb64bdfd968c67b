"""Personal links for many village heads at once. Each secret is known in the answer of this call and never again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from core.exceptions import DomainError
from core.text import squeeze
from organisations.access import Access
from organisations.domain.villages import create_village_link
from organisations.models import AccessToken, Organisation

MOST = 300


@dataclass(frozen=True)
class NewLink:
    village: Organisation
    token: AccessToken
    secret: str


@transaction.atomic
def create_links(villages: Mapping[Organisation, str], *, days: int, now: dt.datetime, by: Access) -> list[NewLink]:
    """A link for the head (by name) of each of these villages, all or none; who may is asked for each."""
    if not villages:
        raise DomainError("Hãy đánh dấu ít nhất một thôn.")
    if len(villages) > MOST:
        raise DomainError(f"Mỗi lần tạo nhiều nhất {MOST} đường dẫn.")
    out = []
    for village, holder in villages.items():
        if not squeeze(holder):
            raise DomainError(f"Cần họ tên trưởng thôn, tổ trưởng của {village.name}.")
        token, secret = create_village_link(village=village, holder_name=holder, days=days, now=now, by=by)
        out.append(NewLink(village, token, secret))
    return out
