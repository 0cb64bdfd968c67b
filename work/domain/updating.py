""" "Cập nhật": what a person says in one sending: how far, or done, with a proof beside it; all or nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from organisations.access import Access
from work.domain import doing, proof
from work.domain.entries import said_before
from work.domain.figures import Given, add_figures
from work.models import Evidence, Milestone, WorkEntry


@dataclass(frozen=True)
class HandedIn:
    """Proof sent with the report: files (name and bytes) or an address."""

    fact_on: dt.date
    files: tuple[tuple[str, bytes], ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Said:
    """`done_on` set: it is done. `percent` counts only while it is not, and never for continuous work."""

    percent: int = 0
    done_on: dt.date | None = None
    result: str = ""
    difficulties: str = ""
    proposals: str = ""
    without_proof: str = ""


@transaction.atomic
def update_work(
    milestone: Milestone,
    *,
    by: Access,
    seen: int,
    at: dt.datetime,
    said: Said,
    handed_in: HandedIn | None = None,
    with_earlier: bool = False,
    figures: Sequence[Given] = (),
    figures_on: dt.date | None = None,
    key: uuid.UUID | None = None,
) -> WorkEntry:
    """Report, finish or note a period, after adding the proof. Raises what these raise.

    `with_earlier`: the same is said of every late period of this duty before this one, with the same proof; not the
    figures, which would count once for each. `figures` are (id of a reference.Measure, value), counted on `figures_on`
    (blank: work.domain.figures.add_figures says which day).
    """
    if before := said_before(key, by=by):
        return before
    evidence = _prove(milestone, handed_in, by=by, at=at)
    entry = _say(milestone, said, by=by, at=at, seen=seen, key=key)
    add_figures(entry, figures, by=by, today=timezone.localdate(at), fact_on=figures_on)
    if with_earlier and not milestone.is_checkpoint:
        today = timezone.localdate(at)
        for earlier in Milestone.objects.late_before(milestone.task_id, milestone.due_on, today).order_by("due_on"):
            for each in evidence:
                if each.attachment_id:
                    proof.add_kept_file(earlier, by=by, at=at, evidence=each, fact_on=each.fact_on)
                else:
                    proof.add_link(earlier, by=by, at=at, url=each.url, fact_on=each.fact_on)
            _say(earlier, said, by=by, at=at, seen=earlier.version)
    return entry


def _prove(milestone: Milestone, handed_in: HandedIn | None, *, by: Access, at: dt.datetime) -> list[Evidence]:
    if handed_in is None:
        return []
    if handed_in.url:
        return [proof.add_link(milestone, by=by, at=at, url=handed_in.url, fact_on=handed_in.fact_on)]
    return proof.add_files(milestone, by=by, at=at, files=handed_in.files, fact_on=handed_in.fact_on)


def _say(
    milestone: Milestone, said: Said, *, by: Access, at: dt.datetime, seen: int, key: uuid.UUID | None = None
) -> WorkEntry:
    words = {"result": said.result, "difficulties": said.difficulties, "proposals": said.proposals}
    if milestone.is_checkpoint:
        return doing.note_period(milestone, by=by, seen=seen, at=at, key=key, **words)
    if said.done_on is not None:
        return doing.finish(
            milestone, by=by, seen=seen, at=at, key=key, done_on=said.done_on, without_proof=said.without_proof, **words
        )
    return doing.report_progress(milestone, by=by, seen=seen, at=at, key=key, percent=said.percent, **words)
