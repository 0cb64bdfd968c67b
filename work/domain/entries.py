"""Writing the history of a milestone: entries are added and never changed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from core.text import plain_text
from organisations.access import Access
from work.enums import EntryKind
from work.models import Milestone, WorkEntry

LONGEST = 5000  # characters of one answer; more is a report and belongs to a file
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
        milestone=milestone, kind=kind, by_id=by.user_id, by_name=by.user_name, at=at, key=key, **facts
    )
