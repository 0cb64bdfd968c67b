"""Who may search."""

from __future__ import annotations

from core.decision import Allowed, Decision
from organisations.access import Access


def can_search(access: Access) -> Decision:
    """Everybody with a role here: each kind gives only what that person may open."""
    return Allowed()
