"""Writing the history of a milestone: entries are added and never changed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from accounts.models import User
from core.text import plain_text
from organisations.access import Access
from organisations.enums import Role
from work.enums import EntryKind
from work.models import Milestone, WorkEntry
from work.standing_in import acts_for

LONGEST = 5000  # characters of one answer; more is a report and belongs to a file
_JUDGING = frozenset({EntryKind.APPROVE, EntryKind.RETURN, EntryKind.EXTEND, EntryKind.REFUSE})
_WORDS = ("result", "difficulties", "proposals", "note")


def said_before(key: uuid.UUID | None, *, by: Access) -> WorkEntry | None:
    """What was made of this sending already: pressed twice, or sent again because the line dropped."""
    if key is None:
        return None
    return WorkEntry.objects.filter(key=key, milestone__organisation=by.organisation).first()


def say(
    milestone: Milestone, kind: EntryKind, *, by: Access, at: dt.datetime, key: uuid.UUID | None = None, **facts: Any
) -> WorkEntry:
    """One entry by this person. The caller has asked the rule and changes the milestone in the same transaction."""
    for name in _WORDS:
        if name in facts:
            facts[name] = plain_text(facts[name]).strip()[:LONGEST]
    return WorkEntry.objects.create(
        milestone=milestone, kind=kind, by_id=by.user_id, by_name=by.user_name, at=at, key=key,
        instead_of_name=_instead_of(milestone, kind, by), **facts,
    )  # fmt: skip


def _instead_of(milestone: Milestone, kind: EntryKind, by: Access) -> str:
    """Name of the colleague on leave for whom this is said; blank where it is the person's own."""
    judges = kind in _JUDGING
    if judges and Role.LEADER in by.roles:
        return ""
    task = milestone.task
    away = acts_for(
        by.stands_in_for, actor_id=by.user_id, holder_id=_holder_before(milestone, by), person_id=task.person_id,
        director_id=task.director_id, judges=judges,
    )  # fmt: skip
    return User.objects.values_list("full_name", flat=True).get(pk=away) if away is not None else ""


def _holder_before(milestone: Milestone, by: Access) -> int | None:
    """Who takes a duty over or finishes it has become its holder by saying so."""
    return None if milestone.holder_id == by.user_id else milestone.holder_id
