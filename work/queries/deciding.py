"""What waits for a person's decision: results to accept and requests for more time."""

from __future__ import annotations

from dataclasses import dataclass

from organisations.access import Access
from organisations.enums import Role
from work.models import Milestone
from work.queries.extending import asked_of
from work.queries.mine import waiting

MOST = 500  # counted so far; more is as good as many


@dataclass(frozen=True)
class Decisions:
    """How many of each wait, MOST at most."""

    results: int = 0
    extensions: int = 0

    @property
    def total(self) -> int:
        return self.results + self.extensions


def decisions_for(access: Access) -> Decisions:
    """Results for leaders, requests for leaders and heads of units; two queries for them, none for others."""
    leader = Role.LEADER in access.roles
    results = waiting(access).order_by()[:MOST].count() if leader else 0
    extensions = asked_of(access).order_by()[:MOST].count() if leader or Role.UNIT_HEAD in access.roles else 0
    return Decisions(results, extensions)


def next_result(access: Access, *, after: Milestone) -> Milestone | None:
    """Of the results that wait for this person, the first in the order of the queue; never the one just judged."""
    return waiting(access).exclude(pk=after.pk).order_by("completed_on", "pk").first()
