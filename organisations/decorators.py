"""The declarations a view can carry. There are three, and a view has exactly one.

`staff_view(rule)` in an organisation of the URL, `account_view` signed in without one,
`public_view` for everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from core.decision import Decision, require
from core.declare import Declaration, account_view, mark, public_view
from organisations.access import Access

__all__ = ["account_view", "public_view", "staff_view"]

Rule = Callable[[Access], Decision]
View = Callable[..., Any]


def staff_view(rule: Rule) -> Callable[[View], View]:
    """A page inside an organisation. `rule(access)` is asked before the view runs; its refusal is the 403 page.

    Rules about one object are asked by the view (and again by the domain function) after fetching it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
            require(rule(request.access))
            return view(request, *args, **kwargs)

        return mark(guarded, Declaration("staff", rule))

    return decorate
