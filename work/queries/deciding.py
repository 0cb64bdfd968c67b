"""What waits for a person's decision: results to accept and requests for more time."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from organisations.access import Access
from organisations.enums import Role
from work.models import ExtensionRequest, Milestone
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
    extensions = _extensions(access) if leader or Role.UNIT_HEAD in access.roles else 0
    return Decisions(results, extensions)


def _extensions(access: Access) -> int:
    """First the few that nobody answered, then which of them still wait: asked in one, SQLite reads every duty.

    The office is a sum for the same reason: by its bare number SQLite would begin with all its milestones.
    """
    unanswered = ExtensionRequest.objects.filter(answered_at__isnull=True)
    here = unanswered.annotate(office=F("milestone__organisation") + 0).filter(office=access.organisation_id)
    ids = list(here.order_by().values_list("pk", flat=True)[:MOST])
    return asked_of(access).filter(pk__in=ids).order_by().count() if ids else 0


def next_result(access: Access, *, after: Milestone) -> Milestone | None:
    """Of the results that wait for this person, the first in the order of the queue; never the one just judged."""
    return waiting(access).exclude(pk=after.pk).order_by("completed_on", "pk").first()
