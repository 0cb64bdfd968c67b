"""The request our views get, for the type checker."""

from __future__ import annotations

from django.http import HttpRequest

from accounts.models import User
from organisations.access import Access
from organisations.models import Organisation


class StaffRequest(HttpRequest):
    user: User
    organisation: Organisation
    access: Access
    request_id: str
