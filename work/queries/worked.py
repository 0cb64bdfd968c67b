"""Whether somebody has begun: one answer for taking back a giving, withdrawing an added duty and correcting a plan."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef

from work.enums import WORKED
from work.models import Evidence, WorkEntry
from work.models.milestone import MilestoneQuerySet


def has_work(milestones: MilestoneQuerySet, since: dt.datetime | None = None) -> MilestoneQuerySet:
    """Those of which work was told or for which proof was added, with `since` from that moment on.

    A withdrawn proof counts: somebody was at it.
    """
    told = WorkEntry.objects.filter(milestone=OuterRef("pk"), kind__in=WORKED)
    proof = Evidence.objects.filter(milestone=OuterRef("pk"))
    if since is not None:
        told, proof = told.filter(at__gte=since), proof.filter(added_at__gte=since)
    return milestones.filter(Exists(told) | Exists(proof))
