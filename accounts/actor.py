"""A signed-in person acting on the own account, for the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import User


@dataclass(frozen=True)
class Oneself:
    """What `audit.record` asks of an actor; no organisation, since the account is the person's own."""

    user: User
    request_id: str = ""
    organisation_id: int | None = None

    @property
    def user_id(self) -> int | None:
        return self.user.pk

    @property
    def user_name(self) -> str:
        return self.user.full_name

    @classmethod
    def of(cls, request: Any) -> Oneself:
        return cls(user=request.user, request_id=getattr(request, "request_id", ""))
