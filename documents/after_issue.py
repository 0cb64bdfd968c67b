"""What follows from an issue: apps above register what they do when a paper of a kind is issued.

The handlers run in the transaction of the issue: either the paper is issued and all of it has happened, or nothing.
Neither documents nor the app that issues knows who listens.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from documents.models import IssuedDocument
from organisations.access import Access


class Handler(Protocol):
    def __call__(self, issued: IssuedDocument, *, by: Access, today: dt.date) -> None: ...


_handlers: dict[str, list[Handler]] = {}


def register(kind: str, handler: Handler) -> None:
    """Called in `apps.ready()`. `kind` is IssuedDocument.kind ("plan")."""
    known = _handlers.setdefault(kind, [])
    if handler not in known:
        known.append(handler)


def follow(issued: IssuedDocument, *, by: Access, today: dt.date) -> None:
    """Run what is registered, in order. Called once by the door that issues, when its own rows are written."""
    for handler in _handlers.get(issued.kind, ()):
        handler(issued, by=by, today=today)
