"""The bell in the top bar."""

from __future__ import annotations

from typing import Any

from django import template

from notifications.kinds import label_of
from notifications.models import Notification
from notifications.queries import MOST_COUNTED, unread_count

register = template.Library()
LINES_SHOWN = 5


@register.inclusion_tag("notifications/bell.html", takes_context=True)
def bell(context: dict[str, Any]) -> dict[str, Any]:
    """How many notices wait: "5", "99+", nothing for none."""
    request = context["request"]
    count = unread_count(request.user)
    shown = f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or "")
    return {"organisation": context["organisation"], "count": count, "shown": shown, "most": MOST_COUNTED}


@register.inclusion_tag("notifications/lines.html", takes_context=True)
def lines_of(context: dict[str, Any], notice: Notification) -> dict[str, Any]:
    """The worst of its lines, each leading to its page, and how many more there are; none for what is said once."""
    lines = [] if [line["text"] for line in notice.lines] == [notice.text] else notice.lines
    left = max(len(lines) - LINES_SHOWN, 0) + (notice.lines_left if lines else 0)
    return {
        "organisation": context["organisation"], "notice": notice, "lines": lines[:LINES_SHOWN], "left": left,
    }  # fmt: skip


@register.filter
def kind_label(code: str) -> str:
    return label_of(code)
