"""Rows of notices: everybody one's own, letters that did not leave for the administrator."""

from __future__ import annotations

import datetime as dt
from typing import Any

from notifications.enums import Sending
from notifications.models import Notification, OutgoingEmail
from organisations.models import Organisation
from tests.architecture.access_table import ABOVE, ADMIN, INSIDE, Row, account, staff
from tests.world import World

AT = dt.datetime(2026, 5, 11, 2, 0, tzinfo=dt.UTC)


def notice(person: Any, organisation: Organisation) -> dict[str, Any]:
    made, _ = Notification.objects.get_or_create(
        recipient=person, key="thu", defaults={"organisation": organisation, "kind": "tests.thu", "text": "Thử", "url": "/an-binh/", "created_at": AT}
    )  # fmt: skip
    return {"notice_id": made.pk}


def letter(person: Any) -> dict[str, Any]:
    made, _ = OutgoingEmail.objects.get_or_create(
        recipient=person, kind="digest", key="2026-05-10",
        defaults={"created_at": AT, "not_before": AT, "state": Sending.FAILED, "message_id": f"<{person.pk}@cchc.example>"},
    )  # fmt: skip
    return {"letter_id": made.pk}


def own(world: World) -> dict[str, Any]:
    return notice(world.lan, world.an_binh)


def everybodys(world: World) -> dict[str, Any]:
    """So that the list, whoever looks at it, has a line."""
    for name in INSIDE:
        notice(getattr(world, name), world.an_binh)
    return {}


def neighbours(world: World) -> dict[str, Any]:
    return notice(world.oanh, world.binh_minh)


# A notice is its reader's alone: everybody else is told that there is none.
OTHERS = dict.fromkeys((INSIDE | ABOVE) - {"lan"}, 404)

NOTICES: dict[str, Row] = {
    "notifications:mine": account(ok=302),
    "notifications:preferences": account(),
    "notifications:list": staff(INSIDE | ABOVE, everybodys),
    "notifications:open": staff(INSIDE | ABOVE, own, foreign=neighbours, ok=303, but=OTHERS),
    "notifications:mark": staff(INSIDE | ABOVE, own, foreign=neighbours, ok=405),
    "notifications:mark-all": staff(INSIDE | ABOVE, ok=405),
    "notifications:unsent": staff(ADMIN, lambda world: letter(world.lan) and {}),
    "notifications:send-again": staff(ADMIN, lambda world: letter(world.lan), foreign=lambda world: letter(world.oanh), ok=405),
}  # fmt: skip
