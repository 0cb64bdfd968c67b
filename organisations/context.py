"""What every page of the portal knows: the organisation, the access, the menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from organisations.access import Access, memberships_of
from organisations.menu import menu_for


def portal(request: HttpRequest) -> dict[str, Any]:
    access: Access = getattr(request, "access", None) or Access.none()
    organisation = getattr(request, "organisation", None)
    user = getattr(request, "user", None)
    context: dict[str, Any] = {"organisation": organisation, "access": access, "menu": [], "my_offices": []}
    if user is not None and user.is_authenticated:
        offices = {m.organisation_id: m.organisation for m in memberships_of(user, timezone.localdate())}
        context["my_offices"] = list(offices.values())
        if organisation is not None:
            context["menu"] = menu_for(access, request)
            titles = [
                m.title or m.get_role_display()
                for m in memberships_of(user, timezone.localdate())
                if m.organisation_id == organisation.pk
            ]
            context["my_title"] = titles[0] if titles else "Cấp trên"
    return context
