"""The mark a view carries: who may open it. A view without a mark is refused by the middleware.

`staff_view` and `public_view` (organisations.decorators) set it; views of Django's own that we
mount are marked with `mark` where they are mounted.
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
