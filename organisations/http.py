"""The request our views get, for the type checker; and what every answer behind a secret address carries."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import User
from organisations.access import Access
from organisations.models import Organisation


class StaffRequest(HttpRequest):
    user: User
    organisation: Organisation
    access: Access
    request_id: str


R = TypeVar("R", bound=HttpResponseBase)


def behind_link(response: R) -> R:
    """No search engine keeps the page, and no page that is opened from it learns its address."""
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
