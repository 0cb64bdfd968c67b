"""What people see of their notices, and an administrator of letters that did not leave."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils import timezone

from notifications.enums import Sending
from notifications.models import Notification, OutgoingEmail
from organisations.access import Access, memberships_of
from organisations.models import Membership, Organisation

MOST_COUNTED = 99
LONG = dt.timedelta(hours=1)  # after that a waiting letter is worth an administrator's look


def notices_of(user: Any) -> QuerySet[Notification]:
    """The person's own, of offices where he or she works today, or below them: who left an office reads no more."""
    homes = {each.organisation.path for each in memberships_of(user, timezone.localdate())}
    inside = Q(pk__in=())
    for path in sorted(homes):
        inside |= Q(organisation__path__startswith=path)
    return Notification.objects.filter(inside, recipient_id=user.pk)


def still_there(today: dt.date) -> Exists:
    """What notices_of asks, as a condition on the notices of many people."""
    works = Membership.objects.active_on(today).filter(user=OuterRef("recipient"))
    told_in = ExpressionWrapper(OuterRef("organisation__path"), output_field=CharField())
    above = works.annotate(told_in=told_in).filter(told_in__startswith=F("organisation__path"))
    return Exists(above)


def unread_count(user: Any) -> int:
    """At most one more than is shown ("99+")."""
    return notices_of(user).filter(read_at=None).order_by()[: MOST_COUNTED + 1].count()


def newest_of(user: Any) -> int:
    """The id of the person's newest notice: "all" means up to this one, not what comes while the page is read."""
    return notices_of(user).order_by("-pk").values_list("pk", flat=True).first() or 0


def notice_page(user: Any, *, unread_only: bool) -> QuerySet[Notification]:
    found = notices_of(user).select_related("organisation")
    return found.filter(read_at=None) if unread_only else found


def office_of(user: Any) -> Organisation | None:
    """Where a link without an organisation leads."""
    return next((each.organisation for each in memberships_of(user, timezone.localdate())), None)


def unsent_letters(access: Access, *, at: dt.datetime) -> QuerySet[OutgoingEmail]:
    """Letters to people of this office that failed, or have waited long. Never their words."""
    here = Membership.objects.active_on(timezone.localdate(at)).filter(
        organisation_id=access.organisation_id or 0, user=OuterRef("recipient")
    )
    late = Q(state__in=(Sending.QUEUED, Sending.SENDING), created_at__lt=at - LONG, tries__gt=0)
    return (
        OutgoingEmail.objects.filter(Exists(here))
        .filter(Q(state=Sending.FAILED) | late)
        .select_related("recipient")
        .defer("subject", "body", "html")
        .order_by("-created_at", "-pk")
    )
