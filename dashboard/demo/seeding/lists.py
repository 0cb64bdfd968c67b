"""Lists that people of the demo keep under a name."""

from __future__ import annotations

import datetime as dt

from accounts.models import User
from organisations.access import Access
from organisations.enums import Role
from organisations.models import Membership, Organisation
from work.domain.saved_views import save_view
from work.models import SavedView

# Whose, where, name, filters, shared in the office.
LISTS = (
    (Role.LEADER, "list", "Quá hạn toàn xã", "nhom=qua-han", True),
    (Role.LEADER, "calendar", "Lịch tuần cả đơn vị", "cua=don-vi&xem=tuan", True),
    (Role.DRAFTER, "mine", "Việc tôi chủ trì", "vai=chu-tri", False),
)


def seed_lists(today: dt.date) -> int:
    """For the first leader and the first drafter of xã An Bình, once; returns how many."""
    office = Organisation.objects.get(code="an-binh")
    if SavedView.objects.filter(organisation=office).exists():
        return 0
    made = 0
    for role, page, name, query, shared in LISTS:
        first = Membership.objects.active_on(today).filter(organisation=office, role=role).order_by("pk").first()
        by = Access.of(User.objects.get(pk=first.user_id), office, today=today) if first else None
        if by is not None:
            save_view(by=by, page=page, name=name, query=query, shared=shared)
            made += 1
    return made
