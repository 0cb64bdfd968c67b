"""The mark a view carries: who may open it. A view without a mark is refused by the middleware.

`account_view` and `public_view` stand here because accounts, below organisations, needs them;
`staff_view` stands in organisations.decorators, which names all three.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

ATTRIBUTE = "_declared"
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Declaration:
    """`kind`: "staff" (in an organisation), "account" (signed in, no organisation) or "public"."""

    kind: str
    rule: Callable[..., Any] | None = None


def mark(view: F, declaration: Declaration) -> F:
    setattr(view, ATTRIBUTE, declaration)
    return view


def declared(view: Callable[..., Any]) -> Declaration | None:
    found: Declaration | None = getattr(view, ATTRIBUTE, None)
    return found


def account_view(view: F) -> F:
    """A page of a signed-in person that belongs to no organisation (profile, choice of office)."""
    return mark(view, Declaration("account"))


def public_view(view: F) -> F:
    """A page for everybody."""
    return mark(view, Declaration("public"))
