"""Whose work it is that comes back after it was handed over or its holder has left."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from organisations.access import Access
from organisations.queries import people_here
from work.domain.entries import say
from work.enums import ChargePart, EntryKind
from work.models import HandOverLine, Milestone, WorkEntry
from work.queries.assigning import names_of

NOBODY = "chưa có ai"


def follow_the_charge(milestone: Milestone, *, at: dt.datetime) -> int | None:
    """Let the one in charge hold what comes back, where the holder has left or handed the duty over since it was done.

    A hand-over leaves what was reported as done with whoever did it; sent back, it would be owed by somebody who has
    nothing to do with it any more. Changes the row in hand; returns the earlier holder, None where nothing changes.
    """
    holder, person = milestone.holder_id, milestone.task.person_id
    if holder is None or holder == person:
        return None
    today = timezone.localdate(at)
    both = [each for each in (holder, person) if each is not None]
    here = people_here(milestone.organisation, today).filter(pk__in=both)
    present = set(here.values_list("pk", flat=True))
    if holder in present and not _handed_over(milestone, holder):
        return None
    milestone.holder_id = person if person in present else None
    milestone.taken_on = today if milestone.holder_id is not None else None
    return holder


def _handed_over(milestone: Milestone, holder: int) -> bool:
    """Since it was last reported as done; the duty may stand in a corrected plan by now."""
    done = milestone.entries.filter(kind=EntryKind.FINISH).order_by("-pk").values_list("at", flat=True).first()
    lines = HandOverLine.objects.filter(
        hand_over__organisation=milestone.organisation_id, hand_over__giver=holder, in_charge=True,
        task__lineage=milestone.task.lineage, task__plan__lineage=milestone.plan.lineage,
    )  # fmt: skip
    return (lines.filter(hand_over__at__gte=done) if done is not None else lines).exists()


def say_who_follows(milestone: Milestone, before: int, *, by: Access, at: dt.datetime) -> WorkEntry:
    names = names_of([before, milestone.holder_id])
    after = names.get(milestone.holder_id or 0, NOBODY)
    return say(
        milestone, EntryKind.ASSIGN, by=by, at=at, key=None,
        note=f"{ChargePart.HOLDER.label}: {names.get(before, NOBODY)} → {after}, vì việc đã bàn giao.",
    )  # fmt: skip
