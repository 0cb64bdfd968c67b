"""What a person's calendar on a phone shows, and the link behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from organisations.access import Access
from organisations.models import AccessToken
from work import rules
from work.ical import DayEvent
from work.models import Milestone
from work.queries.mine import Asked, my_work
from work.timing import Standing

MOST = 1000  # events; nobody reads more on a phone
_SHOWN = (Standing.LATE, Standing.SOON, Standing.DOING, Standing.CONTINUOUS, Standing.COMING)
_LONGEST = 200  # characters of a title


def link_of(access: Access, now: dt.datetime) -> AccessToken | None:
    """One's own link that still opens; one query."""
    own = AccessToken.objects.filter(
        scope=AccessToken.Scope.CALENDAR, organisation=access.organisation, user=access.user, revoked_at=None
    )
    return own.filter(expires_at__gt=now).order_by("-pk").first()


def access_behind(token: AccessToken, today: dt.date) -> Access | None:
    """What the holder of a link may see today; None once the person has left or may not follow work any more."""
    if token.user is None or not token.user.is_active:
        return None
    access = Access.of(token.user, token.organisation, today=today)
    return access if access is not None and rules.can_view_work(access) else None


def events_of(access: Access, today: dt.date) -> Iterator[DayEvent]:
    """One's own open work by its due day: titles and where they stand, no names. Five queries."""
    assert access.organisation is not None
    items = [item for item in my_work(access, Asked(), today).items if item.standing in _SHOWN]
    ids = [item.id for item in sorted(items, key=lambda item: (item.due_on, item.id))[:MOST]]
    rows = Milestone.objects.filter(pk__in=ids).select_related("task", "plan")
    rows = rows.only(
        "due_on", "label", "version", "percent", "kind", "updated_at", "task__text", "plan__number", "plan__symbol"
    )
    base = settings.PUBLIC_URL.rstrip("/")
    host = base.split("://", 1)[-1].split("/", 1)[0] or "localhost"
    known = rows.in_bulk()
    for row in (known[pk] for pk in ids if pk in known):
        url = base + reverse("work:milestone", kwargs={"org": access.organisation.code, "milestone_id": row.pk})
        title = row.task.text if len(row.task.text) <= _LONGEST else row.task.text[:_LONGEST].rstrip() + "…"
        said = [row.plan.notation, row.label, "" if row.is_checkpoint else f"tiến độ {row.percent}%"]
        yield DayEvent(
            uid=f"viec-{row.pk}@{host}", day=row.due_on, changed_at=row.updated_at, sequence=row.version - 1,
            summary=("Ghi nhận: " if row.is_checkpoint else "Hạn: ") + title,
            description="\n".join([*filter(None, said), url]), url=url,
        )  # fmt: skip
