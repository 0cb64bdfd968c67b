"""The bell in the top bar."""

from __future__ import annotations

from typing import Any

from django import template

from notifications.kinds import label_of
from notifications.queries import MOST_COUNTED, unread_count

register = template.Library()


@register.inclusion_tag("notifications/bell.html", takes_context=True)
def bell(context: dict[str, Any]) -> dict[str, Any]:
    """How many notices wait: "5", "99+", nothing for none."""
    request = context["request"]
    count = unread_count(request.user)
    shown = f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or "")
    return {"organisation": context["organisation"], "count": count, "shown": shown, "most": MOST_COUNTED}


@register.filter
def kind_label(code: str) -> str:
    return label_of(code)
