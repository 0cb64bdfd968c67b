"""Which duties of a plan are done: apps above, which follow them, register how they know.

Asked when next year's plan is begun from this one; without anybody who knows, nothing counts as done.
"""

from __future__ import annotations

from collections.abc import Callable

from plans.models import Plan

Provider = Callable[[Plan], set[int]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Called in `apps.ready()`. `provider(plan)` gives the ids of its finished tasks, in a fixed number of queries."""
    if provider not in _providers:
        _providers.append(provider)


def finished_tasks(plan: Plan) -> set[int]:
    return {task for provider in _providers for task in provider(plan)}
